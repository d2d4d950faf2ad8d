//! `attain explain`: one participant's statement, each number with its why.

use attain_engine::Explain;
use attain_office::explained::{self, Reader};
use attain_office::failure::Failure;
use attain_office::view::statement::Wanted;
use clap::Args;

use crate::arguments::statement::{Meant, StatementOptions};
use crate::context::{Context, Exit, Screen};
use crate::opening;

/// Arguments of `attain explain`.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Id or name of a participant
    #[arg(value_name = "WHO")]
    who: String,
    /// With `--format json`: name the others of pools and contests too, with their figures. Not for the participant
    #[arg(long)]
    with_others: bool,
    #[command(flatten)]
    pub statement: StatementOptions,
}

/// Computes the period and shows the statement.
///
/// # Errors
/// [`Failure`] when nothing could be computed, or nobody is meant.
pub fn run(arguments: &Arguments, context: &Context, screen: &mut Screen<'_>) -> Result<Exit, Failure> {
    let wanted = &arguments.statement;
    if arguments.with_others && !wanted.format.is_json() {
        return Err(Failure::OthersInText);
    }
    let opened = opening::ready(context)?;
    let Meant { stretch, who, component } = wanted.meant(&arguments.who, &opened)?;
    let outcome = opening::compute(&opened, &stretch.request(Explain::Only(vec![who])), context)?;
    let run = opened.computed(&outcome, stretch);
    if wanted.format.is_json() {
        let reader = if arguments.with_others { Reader::Anybody } else { Reader::Participant };
        write!(screen.machine, "{}", explained::traces(&run, (who, component), reader)?)?;
    } else {
        let wanted = Wanted { component, detail: wanted.detail, language: context.language() };
        write!(screen.out, "{}", explained::text(&run, opened.sources(), who, wanted))?;
    }
    Ok(Exit::Fine)
}
