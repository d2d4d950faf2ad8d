//! The company's folder, opened for a command: its first language holds from then on, and what takes long shows how far it has come.

use attain_engine::Request;
use attain_engine::outcome::Outcome;
use attain_office::company::Opened;
use attain_office::failure::Failure;

use crate::context::Context;
use crate::progress::watching;

/// The company's folder as it is.
///
/// # Errors
/// As [`Opened::open`].
pub fn open(context: &Context) -> Result<Opened, Failure> {
    let opened = Opened::open(context.directory())?;
    context.take_language(opened.languages());
    Ok(opened)
}

/// The company after `work` was done on it.
fn after(work: impl FnOnce(Opened) -> Result<Opened, Failure>, context: &Context) -> Result<Opened, Failure> {
    let opened = open(context)?;
    let meter = opened.meter().clone();
    watching(&meter, context, || work(opened))
}

/// The company, when nothing stands in the way of a computation.
///
/// # Errors
/// As [`Opened::open`] and [`Opened::ready`].
pub fn ready(context: &Context) -> Result<Opened, Failure> {
    after(Opened::ready, context)
}

/// The same, with the examples.
///
/// # Errors
/// As [`Opened::open`] and [`Opened::with_examples`].
pub fn with_examples(context: &Context) -> Result<Opened, Failure> {
    after(Opened::with_examples, context)
}

/// The company with everything that can be found in its files.
///
/// # Errors
/// As [`Opened::open`] and [`Opened::checked`].
pub fn checked(context: &Context) -> Result<Opened, Failure> {
    after(Opened::checked, context)
}

/// Computes.
///
/// # Errors
/// As [`Opened::compute`].
pub fn compute(opened: &Opened, request: &Request, context: &Context) -> Result<Outcome, Failure> {
    watching(opened.meter(), context, || opened.compute(request))
}
