//! Credits that somebody decided by hand: they count like those of transactions, whatever the measure's `where` and `to` say.

use std::sync::Arc;

use attain_rules::company::Schema;
use attain_rules::formula::expression::Type;

use super::books::ShareRecord;
use super::rule::Rule;
use super::{CreditingRun, Event, Given};
use crate::fault::Stop;
use crate::inputs::{Adjusted, Adjustment, Batch, Cells, Texts};
use crate::row::Row;

/// What such a credit has for a source.
const SOURCE: &str = "adjustments";

/// Credits all of them.
pub(super) fn credit(run: &mut CreditingRun<'_, '_>) {
    let (inputs, rules) = (run.setting.inputs, run.rules);
    for (place, adjustment) in inputs.adjustments.iter().enumerate() {
        let Adjusted::Credit { plan, measure, day } = &adjustment.what else { continue };
        let batch = row(adjustment, &run.setting.company.schema);
        let row = Row::new(&batch, 0);
        run.source = SOURCE.into();
        for rule in rules.iter().filter(|rule| *rule.name == **measure && rule.effective.contains(*day)) {
            let series = run.setting.roster.series.get(rule.series);
            let is_meant = plan.as_ref().is_none_or(|plan| series.is_some_and(|series| series.name == *plan));
            let Some(slot) = run.setting.timeline.slot(*day).filter(|_| is_meant) else { continue };
            let event = Event { rule, row, date: *day, slot, worth: adjustment.amount.clone() };
            if let Err(stop) = give(run, &event, (adjustment, place)) {
                run.fail(rule, row, stop);
            }
        }
    }
}

/// Gives the credit to whoever the adjustment is about, where that one is on the plan on the day.
fn give(
    run: &mut CreditingRun<'_, '_>,
    event: &Event<'_, '_>,
    (adjustment, place): (&Adjustment, usize),
) -> Result<(), Stop> {
    let rule: &Rule<'_> = event.rule;
    let mut credit = event.worth.clone();
    if let Some(rounding) = rule.rounding {
        credit = credit.round_to(&rounding.unit, rounding.rule)?;
    }
    let Ok((participant, member)) = run.on_plan(event, adjustment.participant) else { return Ok(()) };
    run.count_adjusted(rule, &credit)?;
    let given = Given { member, share: &ShareRecord::Adjusted(place), credit, below: None };
    run.take_in(event, participant, &given)
}

/// A transaction with the adjustment's id, amount and place, and nothing else.
fn row(adjustment: &Adjustment, schema: &Schema) -> Batch {
    let cells = schema.transactions.iter().enumerate().map(|(place, column)| match (place, column.kind) {
        (Schema::SOURCE, _) => text(SOURCE),
        (Schema::ID, _) => text(&adjustment.id),
        (Schema::AMOUNT, _) => Cells::Numbers(vec![Some(adjustment.amount.clone())]),
        (_, Type::Text) => text(""),
        (_, Type::YesNo) => Cells::YesNo(vec![None]),
        (_, Type::Date) => Cells::Dates(vec![None]),
        (_, Type::Number(_)) => Cells::Numbers(vec![None]),
    });
    Batch {
        columns: cells.collect(),
        rows: 1,
        file: Arc::clone(&adjustment.place.file),
        lines: vec![adjustment.place.line],
    }
}

fn text(text: &str) -> Cells {
    let mut texts = Texts::default();
    texts.push(text);
    Cells::Texts(texts)
}
