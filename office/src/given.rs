//! What is wrong with the people and the tables that an example states, found without running it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use attain_engine::fault::Whose;
use attain_engine::inputs::RowPlace;
use attain_intake::folder::Folder;
use attain_intake::given::Given;
use attain_rules::diagnostic::{Diagnostic, Diagnostics, Severity};
use attain_rules::diagnostics::d::{d037, d044, d069};
use attain_rules::example::{Example, Expected, GivenTable, TableName};
use attain_rules::source::{Place, Sources, Span};

use crate::asked::{Ground, asked};
use crate::company::Opened;

/// What is found in the example's participant, in its tables and in what it expects, in its own file, as far as that can be known:
/// beside what was `told` of the company's own files.
pub fn check(opened: &Opened, example: &Example, told: &Told) -> Diagnostics {
    let mut found = Diagnostics::default();
    let mut folder = None;
    let mut has_seats = example.has_seats;
    let (given, is_whole) = sound(example);
    if has_seats && !given.is_empty() {
        let mut stated = opened.folder_with(&given);
        has_seats = stated.has_sound_seats();
        stated.check_transactions();
        for diagnostic in std::mem::take(&mut stated.diagnostics).sorted() {
            let is_new = !expects(example, diagnostic.code) && !told.has(&diagnostic, &stated.sources);
            let is_told = match diagnostic.severity {
                // What is wrong with the company's own rows beside these may come of what could not be read.
                Severity::Error => is_whole || is_given(&diagnostic, &stated, example),
                // What the test states may be about other rows than the company's own.
                _ => OF_GIVEN_ROWS.contains(&diagnostic.code) && is_given(&diagnostic, &stated, example),
            };
            // A name that the company's own rows have as well is told of them.
            let is_known = diagnostic.code == d037::EXPLANATION.code && told.says(&diagnostic);
            if is_new && is_told && !is_known {
                found.push(moved(diagnostic, &stated, example));
            }
        }
        folder = Some(stated);
    }
    let own = opened.ground();
    let ground = folder.as_ref().map_or(own, |folder| Ground { inputs: &folder.inputs, ..own });
    let is_sound = |who: &str| ground.plans_of(who).all(|plan| opened.has_sound_plan(plan));
    if has_seats
        && example.participant.as_ref().is_some_and(|who| is_sound(&who.value))
        && let Err(more) = asked(ground, example)
    {
        found.append(more);
    }
    found
}

/// The given tables that could be read, and whether these are all of them. Transactions and their splits are looked at together.
fn sound(example: &Example) -> (Vec<GivenTable>, bool) {
    let is_sound = |table: &GivenTable| table.is_read;
    let of_transactions = |table: &GivenTable| matches!(table.table.value, TableName::Transactions | TableName::Splits);
    let has_transactions = example.given.iter().filter(|table| of_transactions(table)).all(is_sound);
    let is_used = |table: &&GivenTable| is_sound(table) && (has_transactions || !of_transactions(table));
    (example.given.iter().filter(is_used).cloned().collect(), example.given.iter().all(is_sound))
}

/// Warnings that are told of given rows: names of people, figures and transactions that nobody has.
const OF_GIVEN_ROWS: [&str; 3] = [d037::EXPLANATION.code, d044::EXPLANATION.code, d069::EXPLANATION.code];

/// Is it about a row that the example gives?
fn is_given(found: &Diagnostic, folder: &Folder, example: &Example) -> bool {
    found.labels.first().is_some_and(|label| span(folder, label.span, example).is_some())
}

/// Findings that have been told, by what they are and where.
#[derive(Default)]
pub struct Told(BTreeSet<(&'static str, Place, String)>);

impl Told {
    /// These.
    pub fn of(found: &Diagnostics, sources: &Sources) -> Self {
        Self(found.all().iter().map(|finding| Self::key(finding, sources)).collect())
    }

    fn has(&self, finding: &Diagnostic, sources: &Sources) -> bool {
        self.0.contains(&Self::key(finding, sources))
    }

    /// Has the same been told of some other place?
    fn says(&self, finding: &Diagnostic) -> bool {
        self.0.iter().any(|(code, _, message)| *code == finding.code && *message == finding.message.en)
    }

    fn key(finding: &Diagnostic, sources: &Sources) -> (&'static str, Place, String) {
        let place = finding.labels.first().map(|label| sources.place(label.span)).unwrap_or_default();
        (finding.code, place, finding.message.en.clone())
    }
}

/// The word by which a table is called.
pub fn word(table: TableName) -> &'static str {
    TableName::WORDS.iter().find(|(_, name)| *name == table).map_or("", |(word, _)| word)
}

/// The line in which each row of the table is written.
pub fn lines(table: &GivenTable, sources: &Sources) -> Vec<u32> {
    table.rows.iter().map(|row| sources.place(row.span).line).collect()
}

/// Where each row of the tables is written, by the place at which it is read.
pub fn written(given: &[GivenTable], sources: &Sources) -> BTreeMap<RowPlace, Span> {
    let mut written = BTreeMap::new();
    for table in given {
        let read: Arc<str> = Given::path(word(table.table.value)).into();
        for (row, line) in table.rows.iter().zip(Given::lines(table.rows.len(), &lines(table, sources))) {
            written.insert(RowPlace { file: Arc::clone(&read), line }, row.span);
        }
    }
    written
}

/// The findings, with the marks of rows of given tables where these are `written`.
pub fn where_written(found: Diagnostics, sources: &Sources, written: &BTreeMap<RowPlace, Span>) -> Diagnostics {
    if written.is_empty() {
        return found;
    }
    let mut moved = Diagnostics::default();
    for mut finding in found.all().iter().cloned() {
        for label in &mut finding.labels {
            let place = sources.place(label.span);
            let row = RowPlace { file: place.file.into(), line: place.line };
            label.span = written.get(&row).copied().unwrap_or(label.span);
        }
        moved.push(finding);
    }
    moved
}

/// The row of a given table at which a run stopped, where it is `written`.
pub fn move_place(whose: &mut Whose, sources: &Sources, written: &BTreeMap<RowPlace, Span>) {
    if let Whose::Transaction(_, place) = whose
        && let Some(span) = written.get(place)
    {
        let at = sources.place(*span);
        *place = RowPlace { file: at.file.into(), line: at.line };
    }
}

/// Is this code what the example wants to see?
fn expects(example: &Example, code: &str) -> bool {
    example.expect.iter().any(|expectation| matches!(&expectation.what, Expected::Error(expected) if expected == code))
}

/// The finding with its mark where the row is written in the example.
fn moved(mut finding: Diagnostic, folder: &Folder, example: &Example) -> Diagnostic {
    finding.labels.truncate(1);
    if let Some(label) = finding.labels.first_mut() {
        label.span = span(folder, label.span, example).unwrap_or(example.span);
    }
    finding
}

/// Where the example states what lies at `at`: a cell of its tables, a row where it may be any of several, or a whole table.
fn span(folder: &Folder, at: Span, example: &Example) -> Option<Span> {
    let place = folder.sources.place(at);
    let table = example.given.iter().find(|table| place.file == Given::path(word(table.table.value)))?;
    let lines = Given::lines(table.rows.len(), &lines(table, &folder.sources));
    let row = table.rows.iter().zip(lines).find(|(_, line)| *line == place.line);
    let Some((row, _)) = row else { return Some(table.table.span) };
    let text = folder.sources.text(at);
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text).replace("\"\"", "\"");
    let mut same = row.cells.iter().filter(|(_, cell)| !text.is_empty() && cell.value.trim() == text.trim());
    match (same.next(), same.next()) {
        (Some((_, cell)), None) => Some(cell.span),
        _ => Some(row.span),
    }
}
