//! Assignments: who is on which plan, from day to day.

use std::collections::BTreeSet;
use std::sync::Arc;

use attain_engine::inputs::{Assignment, Participant, ParticipantIndex};
use attain_rules::company::{ColumnOrigin, Company, TableFile};
use attain_rules::date::DateRange;
use attain_rules::diagnostics::d::{d033, d034, d035, d049, d055};
use attain_rules::formula::expression::Type;
use attain_rules::nearest::nearest;
use attain_rules::text::Text;

use crate::doubles::{Double, Verdicts, in_words, lines_beside, read_twice};
use crate::files::Files;
use crate::findings::Findings;
use crate::table::Wanted;

use super::participants::{Roster, attributes};
use super::spellings::Spellings;
use super::stretches::{Stretch, Stretches};
use super::{Seen, TableRow, find_in_broken, read_rows};

const PLAN: usize = 1;
const FROM: usize = 2;
const TO: usize = 3;
const ATTRIBUTES: usize = 4;

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
    read_twice(|verdicts| read_once((files, table, company), known, verdicts))
}

fn read_once(
    (files, table, company): (&Files, &TableFile, &Company),
    known: Known<'_>,
    [of_days, of_seats]: &[Verdicts; 2],
) -> ((Vec<Assignment>, Vec<Findings>), [Verdicts; 2]) {
    let attributes = attributes(&company.schema.attributes, ColumnOrigin::Assignment);
    let mut wanted = vec![
        Wanted::required("participant", Type::Text),
        Wanted::required("plan", Type::Text),
        Wanted::optional("from", Type::Date),
        Wanted::optional("to", Type::Date),
    ];
    wanted.extend(attributes.iter().map(|(_, wanted)| wanted.clone()));
    let mut spellings = Spellings::new(known.grouping);
    let mut taken: Stretches<(ParticipantIndex, Arc<str>)> = Stretches::default();
    // Whose seat somebody holds for somebody else.
    let mut acting: Stretches<ParticipantIndex> = Stretches::default();
    let acting_for = company.schema.acting_for();
    let mut assignments: Vec<Assignment> = Vec::new();
    let findings = read_rows(files, table, &wanted, company.broken_rows, |seen| {
        let mut row = match seen {
            Seen::Row(row) => row,
            Seen::NotKept(_) => return Ok(()),
            Seen::Broken(reader) => {
                find_in_broken(reader, 0, known.roster);
                return Ok(());
            }
        };
        let participant = row.participant(0, known.roster);
        let plan = plan(&mut row, known);
        let days = days(&mut row);
        let (participant, plan, days) = (participant?, plan?, days?);
        let (place, line, cells) = (row.place(), row.line(), row.cells());
        taken.note((participant, Arc::clone(&plan)), Stretch { days, line, cells, of: cells });
        let seat = acting_for.and_then(|place| attributes.iter().position(|(attribute, _)| *attribute == place));
        let seat = seat.map(|column| column + ATTRIBUTES).filter(|column| !row.text(*column).is_empty());
        if let Some(column) = seat {
            let seat = row.participant(column, known.roster)?;
            acting.note(seat, Stretch { days, line, cells, of: u128::from(participant.0) });
        }
        let (of_days, of_seats) = (of_days.of(line), of_seats.of(line));
        if let Some(double) = of_days {
            let (id, others) = (row.text(0).to_owned(), others(double, line));
            let make = match double {
                Double::Again(_) => d035::same_assignment,
                Double::Differs(_) => d035::overlapping_assignments,
            };
            return Err(row.reader.complain(FROM, |place| make(place, &id, &plan, &others)));
        }
        if let (Some(column), Some(double)) = (seat, of_seats) {
            let (seat, others) = (row.text(column).to_owned(), others(double, line));
            return Err(row.reader.complain(column, |place| d055::two_acting(place, &seat, &others)));
        }
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
        }
        assignments.push(Assignment { participant, plan, days, attributes: values, place });
        Ok(())
    });
    assignments.sort_by(|a, b| (a.participant, a.days.first, &a.plan).cmp(&(b.participant, b.days.first, &b.plan)));
    ((assignments, findings), [taken.judge(), acting.judge()])
}

/// The lines with which the row on `line` shares days, in words.
fn others(double: &Double<u32>, line: u32) -> Text {
    match double {
        Double::Again(first) => in_words(std::iter::once(*first), 0),
        Double::Differs(rivals) => lines_beside(rivals, line),
    }
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
