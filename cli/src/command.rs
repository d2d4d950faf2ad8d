//! The commands, one file each.

#[cfg(feature = "serve")]
pub mod audit;
pub mod check;
pub mod close;
pub mod curve;
pub mod demo;
pub mod diff;
pub mod explain;
pub mod freeze;
pub mod help;
pub mod payroll;
pub mod run;
#[cfg(feature = "serve")]
pub mod serve;
pub mod standings;
pub mod test;
pub mod verify;
pub mod what_if;

use crate::arguments::Command;
use crate::context::{Context, Exit, Screen};
use attain_office::failure::Failure;

/// Runs one.
///
/// # Errors
/// [`Failure`] when it cannot do its work.
pub fn run(command: Command, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    match command {
        Command::Demo(arguments) => demo::run(&arguments, context, screen),
        Command::Check(arguments) => check::run(&arguments, context, screen),
        Command::Run(arguments) => run::run(&arguments, context, screen),
        Command::Explain(arguments) => explain::run(&arguments, context, screen),
        Command::Freeze(arguments) => freeze::run(&arguments, context, screen),
        Command::Standings(arguments) => standings::run(&arguments, context, screen),
        Command::Test(arguments) => test::run(&arguments, context, screen),
        Command::Verify(arguments) => verify::run(&arguments, context, screen),
        Command::WhatIf(arguments) => what_if::run(&arguments, context, screen),
        Command::Close(arguments) => close::run(&arguments, context, screen),
        Command::Payroll(arguments) => payroll::run(&arguments, context, screen),
        Command::Diff(arguments) => diff::run(&arguments, context, screen),
        Command::Curve(arguments) => curve::run(&arguments, context, screen),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::run(&arguments, context, screen),
        #[cfg(feature = "serve")]
        Command::Audit(arguments) => audit::run(&arguments, context, screen),
        Command::Help(arguments) => help::run(&arguments, context, screen),
    }
}
