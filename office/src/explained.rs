//! What somebody reads who asks why a participant gets what they get.

use attain_engine::inputs::ParticipantIndex;
use attain_engine::outcome::Line;
use attain_engine::trace::json::{LineHeader, write};
use attain_rules::source::Sources;

use crate::failure::Failure;
use crate::view::computed::Computed;
use crate::view::statement::{self, Wanted};
use crate::view::{json, to_come, without};

/// Who may read a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The participant: of others no more than totals.
    Participant,
    /// Somebody who may see everybody's figures.
    Anybody,
}

/// The traces of the lines of `who`, as `attain verify` reads them.
///
/// # Errors
/// [`Failure::TooLarge`] when totals of others cannot be added up.
pub fn traces(
    run: &Computed<'_>,
    (who, component): (ParticipantIndex, Option<&str>),
    reader: Reader,
) -> Result<String, Failure> {
    let mut traces = Vec::new();
    for line in statement::lines(run, who, component) {
        let Some(trace) = line.trace.as_deref() else { continue };
        let header = header(run, line);
        let trace = match reader {
            Reader::Anybody => trace.clone(),
            Reader::Participant => trace.for_participant(&header.participant).map_err(|_| Failure::TooLarge)?,
        };
        traces.push((header, trace));
    }
    let traces: Vec<_> = traces.iter().map(|(header, trace)| (header.clone(), trace)).collect();
    Ok(write(&traces))
}

/// The statement of `who`, and why components give nothing.
pub fn text(run: &Computed<'_>, sources: &Sources, who: ParticipantIndex, wanted: Wanted<'_>) -> String {
    let Wanted { component, language, .. } = wanted;
    let statement = match statement::lines(run, who, component).is_empty() {
        true => to_come::of_person(run, who, component, language),
        false => statement::statement(run, who, wanted),
    };
    format!("{statement}{}", without::reasons(run, sources, who, component, language))
}

fn header(run: &Computed<'_>, line: &Line) -> LineHeader {
    let [id, participant, plan, component, kind, earned_for, paid_in, amount, currency] =
        json::Labels::new(run).cells(line);
    LineHeader { id, participant, plan, component, kind, earned_for, paid_in, amount, currency }
}
