//! `attain explain`: one participant's statement, each number with its why.

use attain_engine::Explain;
use attain_engine::trace::Trace;
use attain_engine::trace::json::{LineHeader, write};
use clap::Args;

use crate::arguments::statement::{Meant, StatementOptions};
use crate::context::{Context, Exit, Screen};
use crate::opening;
use attain_office::failure::Failure;
use attain_office::view::computed::Computed;
use attain_office::view::statement::{self, Wanted};
use attain_office::view::{json, to_come, without};

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
    let lines = statement::lines(&run, who, component);
    if wanted.format.is_json() {
        let traces = lines.iter().filter_map(|line| Some((header(&run, line), line.trace.as_deref()?)));
        let told = |(header, trace): (LineHeader, &Trace)| {
            let told = match arguments.with_others {
                true => trace.clone(),
                false => trace.for_participant(&header.participant).map_err(|_| Failure::TooLarge)?,
            };
            Ok((header, told))
        };
        let traces = traces.map(told).collect::<Result<Vec<_>, Failure>>()?;
        let traces: Vec<_> = traces.iter().map(|(header, trace)| (header.clone(), trace)).collect();
        write!(screen.machine, "{}", write(&traces))?;
        return Ok(Exit::Fine);
    }
    let language = context.language();
    if !lines.is_empty() {
        let wanted = Wanted { component, detail: wanted.detail, language };
        write!(screen.out, "{}", statement::statement(&run, who, wanted))?;
    } else {
        write!(screen.out, "{}", to_come::of_person(&run, who, component, language))?;
    }
    write!(screen.out, "{}", without::reasons(&run, opened.sources(), who, component, language))?;
    Ok(Exit::Fine)
}

fn header(run: &Computed<'_>, line: &attain_engine::outcome::Line) -> LineHeader {
    let [id, participant, plan, component, kind, earned_for, paid_in, amount, currency] =
        json::Labels::new(run).cells(line);
    LineHeader { id, participant, plan, component, kind, earned_for, paid_in, amount, currency }
}
