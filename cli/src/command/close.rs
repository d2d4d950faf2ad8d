//! `attain close`: seals what a period pays, so that nothing changes it afterwards.

use attain_intake::closed;
use attain_rules::both;
use clap::Args;

use crate::company::Opened;
use crate::context::{Context, Exit, Screen};
use crate::failure::Failure;
use crate::view::amount::{counted, grouped};

/// Arguments of `attain close`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Period to close: 2026-03, 2026-Q1, 2026-H1 or 2026; the one that follows the last closed one
    #[arg(value_name = "PERIOD")]
    closing: String,
}

/// Computes the period and writes its seal.
///
/// # Errors
/// [`Failure`] when the period cannot be closed.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let opened = Opened::ready(context, screen)?;
    let text = &arguments.closing;
    let period = opened.company().calendar.parse(text).ok_or_else(|| Failure::NotOnePeriod(text.clone()))?;
    let seal = opened.seal(period, context, screen)?;
    let path = context.directory().join(attain_engine::seal::Closed::path(&seal.period));
    closed::write(context.directory(), &seal.period, &seal.write()).map_err(|error| {
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            return Failure::AlreadyClosed(seal.period.clone());
        }
        Failure::Write(path.clone(), error)
    })?;
    if !context.quiet() {
        let (period, count, total) = (&seal.period, seal.lines.len(), grouped(&seal.total()));
        let (en, currency, path) = (counted(count, "line"), &seal.currency, path.display());
        let line = both!(
            "closed {period}: {en}, {total} {currency}, sealed in `{path}`",
            "已关闭 {period}：{count} 行，{total} {currency}，封存于 `{path}`"
        );
        writeln!(screen.out, "{}", line.in_language(context.language()))?;
    }
    Ok(Exit::Fine)
}
