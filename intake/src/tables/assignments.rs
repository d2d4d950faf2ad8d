//! Assignments: who is on which plan, from day to day.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use attain_engine::inputs::{Assignment, Participant, ParticipantIndex};
use attain_rules::company::{ColumnOrigin, Company, TableFile};
use attain_rules::date::{Date, DateRange};
use attain_rules::diagnostics::d::{d033, d034, d035, d049, d055};
use attain_rules::formula::expression::Type;
use attain_rules::nearest::nearest;

use crate::files::Files;
use crate::findings::Findings;
use crate::table::Wanted;

use super::participants::{Roster, attributes};
use super::spellings::Spellings;
use super::{TableRow, read_rows};

const PLAN: usize = 1;
const FROM: usize = 2;
const TO: usize = 3;
const ATTRIBUTES: usize = 4;

/// Days that a person stands on a plan: first day to last day and line.
type Days = BTreeMap<Date, (Date, u32)>;

/// What assignments refer to.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// All participants, sorted by id.
    pub participants: &'a [Participant],
    /// The same by id.
    pub roster: &'a Roster,
    /// Names of all plans; nothing when some plan could not be read, so that its name may be right.
    pub plans: Option<&'a BTreeSet<&'a str>>,
    /// Places of the attributes of which plans make groups.
    pub grouping: &'a BTreeSet<usize>,
}

/// Reads the assignments, sorted by participant, first day and plan.
#[must_use]
pub fn read(files: &Files, table: &TableFile, company: &Company, known: Known<'_>) -> (Vec<Assignment>, Vec<Findings>) {
    let attributes = attributes(&company.schema.attributes, ColumnOrigin::Assignment);
    let mut wanted = vec![
        Wanted::required("participant", Type::Text),
        Wanted::required("plan", Type::Text),
        Wanted::optional("from", Type::Date),
        Wanted::optional("to", Type::Date),
    ];
    wanted.extend(attributes.iter().map(|(_, wanted)| wanted.clone()));
    let mut spellings = Spellings::new(known.grouping);
    let mut taken: BTreeMap<(ParticipantIndex, Arc<str>), Days> = BTreeMap::new();
    let acting_for = company.schema.acting_for();
    let mut acting: BTreeMap<ParticipantIndex, Vec<Acting>> = BTreeMap::new();
    let mut assignments: Vec<Assignment> = Vec::new();
    let findings = read_rows(files, table, &wanted, company.broken_rows, |row| {
        let Ok(mut row) = row else { return Ok(()) };
        let participant = row.participant(0, known.roster)?;
        let plan = plan(&mut row, known)?;
        let days = days(&mut row)?;
        let place = row.place();
        let row_line = place.line;
        let others = taken.entry((participant, Arc::clone(&plan))).or_default();
        if let Some(other) = overlap(others, days) {
            let id = row.text(0).to_owned();
            return Err(row.reader.complain(FROM, |place| d035::overlapping_assignments(place, &id, &plan, other)));
        }
        others.insert(days.first, (days.last, place.line));
        let person = known.participants.get(participant.0 as usize);
        if let Some((person, left)) = person.and_then(|person| Some((person, person.left.as_ref()?)))
            && left.on < days.last
        {
            row.reader.remark(TO, |place| d049::goes_on(place, &person.id, left.on));
        }
        let mut values = person.map(|person| person.attributes.clone()).unwrap_or_default();
        for (column, (place, wanted)) in attributes.iter().enumerate() {
            spellings.look(&mut row, column + ATTRIBUTES, (*place, &wanted.name));
            values[*place] = row.value(column + ATTRIBUTES);
            if acting_for == Some(*place) && !row.text(column + ATTRIBUTES).is_empty() {
                let own = Acting { holder: participant, days, line: row_line };
                acts(&mut row, column + ATTRIBUTES, known.roster, own, &mut acting)?;
            }
        }
        assignments.push(Assignment { participant, plan, days, attributes: values, place });
        Ok(())
    });
    assignments.sort_by(|a, b| (a.participant, a.days.first, &a.plan).cmp(&(b.participant, b.days.first, &b.plan)));
    (assignments, findings)
}

/// Somebody who acts for somebody else on some days, and the line that says so.
struct Acting {
    holder: ParticipantIndex,
    days: DateRange,
    line: u32,
}

/// Takes note of whose seat `own` holds, as the row's cell in `column` says; refuses a second holder on the same days.
fn acts(
    row: &mut TableRow<'_>,
    column: usize,
    roster: &Roster,
    own: Acting,
    all: &mut BTreeMap<ParticipantIndex, Vec<Acting>>,
) -> Result<(), &'static str> {
    let others = all.entry(row.participant(column, roster)?).or_default();
    let clash = |other: &&Acting| other.holder != own.holder && other.days.overlaps(&own.days);
    if let Some(line) = others.iter().find(clash).map(|other| other.line) {
        let seat = row.text(column).to_owned();
        return Err(row.reader.complain(column, |place| d055::two_acting(place, &seat, line)));
    }
    others.push(own);
    Ok(())
}

fn plan(row: &mut TableRow<'_>, known: Known<'_>) -> Result<Arc<str>, &'static str> {
    let plan = row.filled(PLAN, "plan")?;
    match known.plans {
        Some(plans) if !plans.contains(plan.as_str()) => {
            let nearest = if row.reader.has_room() { nearest(&plan, plans.iter().copied()) } else { None };
            Err(row.reader.complain(PLAN, |place| d033::unknown_plan(place, &plan, nearest, plans.iter().copied())))
        }
        _ => Ok(plan.into()),
    }
}

/// From `from` to `to`, both included; an open end where one is empty.
fn days(row: &mut TableRow<'_>) -> Result<DateRange, &'static str> {
    let first = row.date(FROM).unwrap_or(DateRange::BEGINNING);
    let last = row.date(TO).unwrap_or(DateRange::FOREVER);
    if last < first {
        return Err(row.reader.complain(TO, |place| d034::ends_before_start(place, first, last)));
    }
    Ok(DateRange { first, last })
}

/// The line of an assignment that shares a day with `days`. Those in `others` share none with each other, so that only the
/// last one that starts before the end of `days` can.
fn overlap(others: &Days, days: DateRange) -> Option<u32> {
    let (_, (last, line)) = others.range(..=days.last).next_back()?;
    (*last >= days.first).then_some(*line)
}
