//! [`named`]: to whom measures look for the credit of a transaction, whether or not they count it.

use std::collections::BTreeSet;

use attain_rules::company::Schema;
use attain_rules::plan::{Crediting, MeasureSource, Plan};

use crate::inputs::{Assignment, Batch, Inputs, ParticipantIndex};
use crate::row::Row;
use crate::value::Value;

/// Those whom measures of `plans` would credit with the row, and with `up` those who stand above them on any day.
#[must_use]
pub fn named(
    plans: &[Plan],
    schema: &Schema,
    inputs: &Inputs,
    (batch, row): (&Batch, usize),
) -> BTreeSet<ParticipantIndex> {
    let row = Row::new(batch, row);
    let measures = plans.iter().flat_map(|plan| &plan.measures).filter_map(|measure| match &measure.source {
        MeasureSource::Transactions(crediting) => Some(crediting.as_ref()),
        _ => None,
    });
    let mut named = BTreeSet::new();
    for crediting in measures {
        let mut own = of_row(crediting, inputs, row);
        if crediting.up.is_some() {
            add_above(&mut own, schema, inputs);
        }
        named.extend(own);
    }
    named
}

/// Whom the cells of the row name, or the splits in the place of its members.
fn of_row(crediting: &Crediting, inputs: &Inputs, row: Row<'_>) -> BTreeSet<ParticipantIndex> {
    let shares = &crediting.shares;
    let splits = inputs.splits.iter().filter(|split| shares.from_splits && *split.transaction == *row.id());
    let mut own: BTreeSet<ParticipantIndex> = splits.map(|split| split.participant).collect();
    let is_split = !own.is_empty();
    let members = shares.members.iter().filter(|_| !is_split);
    let known = inputs.by_id();
    own.extend(members.chain(&shares.overlays).filter_map(|share| known.get(row.text(share.column)).copied()));
    own
}

/// Adds those who stand above these people, and those who act for anybody among all of them.
fn add_above(people: &mut BTreeSet<ParticipantIndex>, schema: &Schema, inputs: &Inputs) {
    let known = inputs.by_id();
    let of = |assignment: &Assignment, attribute: Option<usize>| match assignment.attributes.get(attribute?) {
        Some(Value::Text(id)) => known.get(&**id).copied(),
        _ => None,
    };
    loop {
        let mut more = BTreeSet::new();
        for assignment in &inputs.assignments {
            let who = assignment.participant;
            let above = of(assignment, schema.manager()).filter(|_| people.contains(&who));
            let acting = of(assignment, schema.acting_for()).filter(|holder| people.contains(holder)).map(|_| who);
            more.extend([above, acting].into_iter().flatten().filter(|one| !people.contains(one)));
        }
        if more.is_empty() {
            return;
        }
        people.extend(more);
    }
}
