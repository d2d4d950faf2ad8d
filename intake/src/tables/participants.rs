//! Participants: who can be paid.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use attain_engine::inputs::{Inputs, Leave, Participant, ParticipantIndex};
use attain_engine::value::Value;
use attain_rules::company::{Column, ColumnOrigin, Company, TableFile};
use attain_rules::date::Date;
use attain_rules::diagnostics::d::{d031, d047, d048};
use attain_rules::formula::expression::Type;
use attain_rules::id::natural_cmp;
use attain_rules::nearest::nearest;

use crate::doubles::{Double, Keys, UNREADABLE, Verdicts, lines_beside, read_twice};
use crate::files::Files;
use crate::findings::Findings;
use crate::table::Wanted;

use super::spellings::Spellings;
use super::{Seen, point_at, read_rows};

/// Participants by id.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    places: BTreeMap<Arc<str>, ParticipantIndex>,
    /// Names of those whose names are no ids.
    names: BTreeMap<Arc<str>, Arc<str>>,
    /// Ids whose rows are broken.
    broken: BTreeSet<String>,
    /// What stands in rows that could not be read.
    lost: String,
    /// Could the table not be read to its end?
    unreadable: bool,
}

impl Roster {
    /// Of a company whose participants nobody knows.
    #[must_use]
    pub fn unknown() -> Self {
        Self { unreadable: true, ..Self::default() }
    }

    /// The participant with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<ParticipantIndex> {
        self.places.get(id).copied()
    }

    /// Is something wrong with the participants that explains why this id is not among them?
    #[must_use]
    pub fn is_excused(&self, id: &str) -> bool {
        let is_lost = || self.lost.contains(id) || !id.is_ascii() && self.lost.contains('\u{fffd}');
        self.unreadable || self.broken.contains(id) || is_lost()
    }

    /// The name of the participant with this id; the id where nobody knows of one.
    pub fn name<'r>(&'r self, id: &'r str) -> &'r str {
        self.names.get(id).map_or(id, AsRef::as_ref)
    }

    /// The id that was most likely meant by one that nobody has: of whom the text is the name, or a similar one.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        let mut called = self.names.iter().filter(|(_, name)| &***name == id);
        let alone = called.next().filter(|_| called.next().is_none()).map(|(id, _)| &**id);
        alone.or_else(|| nearest(id, self.ids()))
    }

    /// All ids.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(AsRef::as_ref)
    }
}

/// The attributes of `origin` as columns that are asked for, each with its place in the schema.
pub(super) fn attributes(schema: &[Column], origin: ColumnOrigin) -> Vec<(usize, Wanted)> {
    let own = schema.iter().enumerate().filter(|(_, column)| column.origin == origin);
    own.map(|(place, column)| (place, Wanted::optional(column.name.clone(), column.kind))).collect()
}

/// The columns that are asked for, and which of them say when and why somebody left: attributes, unless the assignments have
/// columns of these names.
fn wanted(attributes: &[(usize, Wanted)]) -> (Vec<Wanted>, [usize; 2]) {
    let mut wanted = vec![Wanted::required("id", Type::Text), Wanted::optional("name", Type::Text)];
    wanted.extend(attributes.iter().map(|(_, wanted)| wanted.clone()));
    let left = [("left_on", Type::Date), ("left_because", Type::Text)].map(|(name, kind)| {
        wanted.iter().position(|known| known.name == name).unwrap_or_else(|| {
            wanted.push(Wanted::optional(name, kind));
            wanted.len() - 1
        })
    });
    (wanted, left)
}

/// Those who left before their first assignment starts, with the row of each pointed at.
#[must_use]
pub fn left_too_early(files: &Files, table: &TableFile, company: &Company, inputs: &Inputs) -> Option<Findings> {
    // They are sorted by participant, then first day.
    let first = |who: ParticipantIndex| {
        let at = inputs.assignments.partition_point(|assignment| assignment.participant < who);
        inputs.assignments.get(at).filter(|first| first.participant == who).map(|first| first.days.first)
    };
    let people = inputs.participants.iter().zip((0..).map(ParticipantIndex));
    let early: BTreeMap<u32, (Date, Date)> = people
        .filter_map(|(person, who)| {
            let left = person.left.as_ref()?.on;
            first(who).filter(|first| left < *first).map(|first| (person.place.line, (left, first)))
        })
        .collect();
    if early.is_empty() {
        return None;
    }
    let (wanted, [left_on, _]) = wanted(&attributes(&company.schema.attributes, ColumnOrigin::Participant));
    Some(point_at(files, table, &wanted, |findings, reader| {
        if let Some((left, first)) = early.get(&reader.line()) {
            reader.remark_in(findings, left_on, |place| d048::left_before_start(place, *left, *first));
        }
    }))
}

/// Reads the participants, sorted by id; plans make groups of the attributes at the places `grouping`.
#[must_use]
pub fn read(
    files: &Files,
    table: &TableFile,
    company: &Company,
    grouping: &BTreeSet<usize>,
) -> (Vec<Participant>, Roster, Vec<Findings>) {
    read_twice(|[verdicts]| read_once(files, table, company, grouping, verdicts))
}

fn read_once(
    files: &Files,
    table: &TableFile,
    company: &Company,
    grouping: &BTreeSet<usize>,
    verdicts: &Verdicts,
) -> ((Vec<Participant>, Roster, Vec<Findings>), [Verdicts; 1]) {
    let schema = &company.schema.attributes;
    let attributes = attributes(schema, ColumnOrigin::Participant);
    let (wanted, [left_on, left_because]) = wanted(&attributes);
    let mut roster = Roster::default();
    let mut spellings = Spellings::new(grouping);
    let mut keys: Keys<Arc<str>> = Keys::default();
    let mut participants: Vec<Participant> = Vec::new();
    let findings = read_rows(files, table, &wanted, company.broken_rows, |seen| {
        let mut row = match seen {
            Seen::Row(row) => row,
            Seen::NotKept(reader) => {
                roster.broken.extend(reader.text(0));
                return Ok(());
            }
            Seen::Broken(reader) => {
                if let Some(id) = reader.text(0) {
                    keys.note(id.as_str().into(), reader.line(), UNREADABLE);
                    roster.broken.insert(id);
                }
                return Ok(());
            }
        };
        let id: Arc<str> = row.filled(0, "id")?.into();
        keys.note(Arc::clone(&id), row.line(), row.cells());
        let (left, because) = (row.date(left_on), row.text(left_because).to_owned());
        if left.is_none() && !because.is_empty() {
            roster.broken.insert(id.to_string());
            return Err(row.reader.complain(left_because, |place| d047::reason_without_day(place, &because)));
        }
        match verdicts.of(row.line()) {
            None => {}
            Some(Double::Again(first)) => {
                return Err(row.reader.complain(0, |place| d031::double_participant(place, &id, *first)));
            }
            Some(Double::Differs(rivals)) => {
                let others = lines_beside(rivals, row.line());
                roster.broken.insert(id.to_string());
                return Err(row.reader.complain(0, |place| d031::rows_differ(place, &id, &others)));
            }
        }
        let because = (!because.is_empty()).then(|| because.into());
        let left = left.map(|on| Leave { on, because });
        let place = row.place();
        let name = if row.text(1).is_empty() { Arc::clone(&id) } else { row.text(1).into() };
        let mut values = vec![Value::Empty; schema.len()];
        for (column, (place, wanted)) in attributes.iter().enumerate() {
            spellings.look(&mut row, column + 2, (*place, &wanted.name));
            values[*place] = row.value(column + 2);
        }
        participants.push(Participant { id, name, attributes: values, left, place });
        Ok(())
    });
    participants.sort_by(|a, b| natural_cmp(&a.id, &b.id));
    let places = participants.iter().zip(0u32..);
    roster.places = places.map(|(person, place)| (Arc::clone(&person.id), ParticipantIndex(place))).collect();
    let named = participants.iter().filter(|person| person.name != person.id);
    roster.names = named.map(|person| (Arc::clone(&person.id), Arc::clone(&person.name))).collect();
    roster.lost = findings.iter().map(Findings::lost).collect();
    roster.unreadable = findings.iter().any(Findings::unreadable);
    ((participants, roster, findings), [keys.judge()])
}
