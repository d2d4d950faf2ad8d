//! Managers whom nobody knows: found once everybody is known, pointed at afterwards.

use std::collections::BTreeMap;

use attain_engine::inputs::{Inputs, ParticipantIndex, RowPlace};
use attain_engine::reporting::follows_lines;
use attain_engine::value::Value;
use attain_rules::company::{ColumnOrigin, Company};
use attain_rules::diagnostics::d::{Rows, d056};
use attain_rules::nearest::nearest;
use attain_rules::plan::Plan;

use crate::files::Files;
use crate::findings::Findings;

use super::participants::{Roster, attributes};
use super::point_at;

/// How many of those who report to the same one are named beside the first.
const MOST_FURTHER: usize = 3;

/// The rows that name one unknown manager.
#[derive(Default)]
struct Named<'a> {
    id: &'a str,
    rows: u64,
    further: Vec<String>,
}

/// The managers who are no participants, where a plan follows reporting lines; each at the first row that names this one.
#[must_use]
pub fn unknown(files: &Files, company: &Company, plans: &[Plan], inputs: &Inputs, roster: &Roster) -> Option<Findings> {
    let manager = company.schema.manager().filter(|_| plans.iter().any(follows_lines))?;
    let column = company.schema.attributes.get(manager)?;
    let (table, named) = if column.origin == ColumnOrigin::Participant {
        let rows = inputs.participants.iter().map(|one| (&one.place, &*one.id, one.attributes.get(manager)));
        (company.data.participants.as_ref()?, named(rows, roster))
    } else {
        let id = |who: ParticipantIndex| inputs.participant(who).map_or("", |one| &*one.id);
        let rows = inputs.assignments.iter();
        let rows = rows.map(|one| (&one.place, id(one.participant), one.attributes.get(manager)));
        (company.data.assignments.as_ref()?, named(rows, roster))
    };
    if named.is_empty() {
        return None;
    }
    let wanted = attributes(&company.schema.attributes, column.origin).into_iter();
    let wanted: Vec<_> = wanted.filter(|(place, _)| *place == manager).map(|(_, wanted)| wanted).collect();
    Some(point_at(files, table, &wanted, |findings, reader| {
        if let Some(Named { id, rows, further }) = named.get(&reader.line()) {
            let rows = Rows { rows: *rows, sum: None, further };
            reader.remark_in(findings, 0, |place| d056::unknown_manager(place, id, nearest(id, roster.ids()), rows));
        }
    }))
}

/// Each unknown manager by the line that names this one first.
fn named<'a>(
    rows: impl Iterator<Item = (&'a RowPlace, &'a str, Option<&'a Value>)>,
    roster: &Roster,
) -> BTreeMap<u32, Named<'a>> {
    let mut by_line: Vec<(u32, &str, &str)> = rows
        .filter_map(|(place, who, manager)| match manager {
            Some(Value::Text(id)) if roster.find(id).is_none() && !roster.is_excused(id) => {
                Some((place.line, who, &**id))
            }
            _ => None,
        })
        .collect();
    by_line.sort_unstable();
    let mut first: BTreeMap<&str, u32> = BTreeMap::new();
    let mut named: BTreeMap<u32, Named<'a>> = BTreeMap::new();
    for (line, who, id) in by_line {
        let known = first.contains_key(id);
        let one = named.entry(*first.entry(id).or_insert(line)).or_default();
        one.id = id;
        one.rows += 1;
        if known && one.further.len() < MOST_FURTHER {
            one.further.push(who.to_owned());
        }
    }
    named
}
