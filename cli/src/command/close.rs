//! `attain close`: seals what a period pays, so that nothing changes it afterwards.

use attain_engine::seal::Closed;
use attain_intake::closed;
use clap::Args;

use crate::arguments::FormatOption;
use crate::context::{Context, Exit, Screen};
use crate::opening;
use crate::progress::watching;
use attain_office::company::Sealing;
use attain_office::failure::Failure;
use attain_office::period::Stretch;
use attain_office::view::closing::Closing;

/// Arguments of `attain close`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Period to close: 2026-03, 2026-Q1, 2026-H1 or 2026; the one that follows the last closed one
    #[arg(value_name = "PERIOD")]
    closing: String,
    /// Show what would be sealed and what stays unpaid, and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    pub format: FormatOption,
}

/// Computes the period, tells what it leaves unpaid, and writes its seal.
///
/// # Errors
/// [`Failure`] when the period cannot be closed.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let opened = opening::ready(context)?;
    let text = &arguments.closing;
    let period = opened.company().calendar.parse(text).ok_or_else(|| Failure::NotOnePeriod(text.clone()))?;
    let Sealing { seal, outcome, warnings } = watching(opened.meter(), context, || opened.seal(period))?;
    let path = context.directory().join(Closed::path(&seal.period));
    let closing = Closing {
        seal: &seal,
        run: opened.computed(&outcome, Stretch::from(period)),
        warnings: &warnings,
        path: &path,
        is_dry: arguments.dry_run,
    };
    let is_json = arguments.format.is_json();
    let language = context.language();
    for warning in warnings.iter().filter(|_| !context.quiet()) {
        writeln!(screen.err, "{}", closing.warning(warning, language))?;
    }
    if !is_json && !context.quiet() {
        write!(screen.out, "{}", closing.unpaid(language))?;
    }
    if !arguments.dry_run {
        closed::write(context.directory(), &seal.period, &seal.write()).map_err(|error| {
            if error.kind() == std::io::ErrorKind::AlreadyExists {
                return Failure::AlreadyClosed(seal.period.clone());
            }
            Failure::Write(path.clone(), error)
        })?;
    }
    if is_json {
        writeln!(screen.machine, "{:#}", closing.json())?;
    } else if !context.quiet() {
        writeln!(screen.out, "{}", closing.sentence().in_language(language))?;
    }
    Ok(Exit::Fine)
}
