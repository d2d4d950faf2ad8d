//! The tables that are held in memory: one file a noun, each from rows to the engine's inputs.

pub mod adjustments;
pub mod assignments;
pub mod figures;
pub mod managers;
pub mod participants;
pub(crate) mod spellings;
pub mod splits;
mod stretches;

use attain_engine::inputs::{Batch, Cells, ParticipantIndex, RowPlace};
use attain_engine::value::Value;
use attain_rules::company::{BrokenRows, TableFile};
use attain_rules::date::Date;
use attain_rules::diagnostics::d::{d030, d032};
use attain_rules::number::Number;

use crate::cell;
use crate::doubles;
use crate::files::Files;
use crate::findings::{Findings, Reason};
use crate::limits::{MAX_TABLE_FILE_BYTES, MAX_TABLE_ROWS};
use crate::table::{Request, Step, TableReader, Wanted};

use participants::Roster;

/// A row of a table that is read.
enum Seen<'a> {
    /// All of its cells can be read.
    Row(TableRow<'a>),
    /// The reader stands on it, and has said what is wrong with its cells.
    Broken(&'a mut TableReader),
    /// The reader stands on it, and the mapping's `keep` leaves it out.
    NotKept(&'a TableReader),
}

/// A row of a small table, while it is looked at.
struct TableRow<'a> {
    reader: &'a mut TableReader,
    batch: &'a Batch,
}

impl TableRow<'_> {
    /// The text in a column; empty when there is none.
    fn text(&self, column: usize) -> &str {
        if let Some(Cells::Texts(texts)) = self.batch.columns.get(column) { texts.get(0) } else { "" }
    }

    /// The day in a column.
    fn date(&self, column: usize) -> Option<Date> {
        if let Value::Date(date) = self.value(column) { Some(date) } else { None }
    }

    /// The value in a column.
    fn value(&self, column: usize) -> Value {
        self.batch.columns.get(column).map_or(Value::Empty, |cells| cell::value_at(cells, 0))
    }

    /// Where the row stands.
    fn place(&self) -> RowPlace {
        self.reader.place()
    }

    /// Its line.
    fn line(&self) -> u32 {
        self.reader.line()
    }

    /// The fingerprint of its cells.
    fn cells(&self) -> u128 {
        doubles::fingerprint(self.batch.columns.iter(), 0, &[], |_| "")
    }

    /// The text in a column that must not be empty, or the code of the finding.
    fn filled(&mut self, column: usize, name: &str) -> Result<String, &'static str> {
        match self.text(column) {
            "" => Err(self.reader.complain(column, |place| d030::empty_cell(place, name))),
            text => Ok(text.to_owned()),
        }
    }

    /// The number in a column that must not be empty, or the code of the finding.
    fn filled_number(&mut self, column: usize, name: &str) -> Result<Number, &'static str> {
        match self.value(column) {
            Value::Number(number) => Ok(number),
            _ => Err(self.reader.complain(column, |place| d030::empty_cell(place, name))),
        }
    }

    /// The participant that a column names, or the code of the finding.
    fn participant(&mut self, column: usize, roster: &Roster) -> Result<ParticipantIndex, &'static str> {
        let id = self.filled(column, "participant")?;
        find(self.reader, column, &id, roster)
    }
}

/// The participant `id`, whom a column of the reader's row names, or the code of the finding.
fn find(reader: &mut TableReader, column: usize, id: &str, roster: &Roster) -> Result<ParticipantIndex, &'static str> {
    match roster.find(id) {
        Some(participant) => Ok(participant),
        // Said where the participant's own row stands.
        None if roster.is_excused(id) => Err(d032::EXPLANATION.code),
        None => {
            let nearest = if reader.has_room() { roster.nearest(id) } else { None };
            Err(reader.complain(column, |place| d032::unknown_participant(place, id, nearest)))
        }
    }
}

/// The participant whom a column of a row with broken cells names, where it can be read; if it is nobody, that is said, too.
fn find_in_broken(reader: &mut TableReader, column: usize, roster: &Roster) -> Option<ParticipantIndex> {
    if reader.unread().contains(&column) {
        return None;
    }
    let id = reader.text(column)?;
    find(reader, column, &id, roster).ok()
}

/// What is asked of a table that is held in memory.
const fn request(wanted: &[Wanted], broken_rows: BrokenRows) -> Request<'_> {
    let (max_bytes, max_rows) = (MAX_TABLE_FILE_BYTES, MAX_TABLE_ROWS);
    Request { wanted, broken_rows, max_bytes, max_rows, amount: None, sets_aside: false, identity: &[], meter: None }
}

/// Reads `table` once more, to point at rows of which something turned out elsewhere: `look` sees the reader on each of them.
fn point_at(
    files: &Files,
    table: &TableFile,
    wanted: &[Wanted],
    mut look: impl FnMut(&mut Findings, &TableReader),
) -> Findings {
    let broken_rows = BrokenRows::Refuse;
    let request = request(wanted, broken_rows);
    let mut findings = Findings::new(table.path.value.as_str().into(), broken_rows);
    // What cannot be read has been said before.
    let Ok(mut reader) = TableReader::open(files, table, &request) else { return findings };
    let mut batch = reader.batch();
    while reader.read_row(&mut batch) != Step::End {
        look(&mut findings, &reader);
        batch.rows = 0;
        batch.lines.clear();
        batch.columns.iter_mut().for_each(|column| cell::truncate(column, 0));
    }
    findings
}

/// Reads all rows of `table`, each given to `take`, which answers with the code of what is wrong with it.
fn read_rows(
    files: &Files,
    table: &TableFile,
    wanted: &[Wanted],
    broken_rows: BrokenRows,
    mut take: impl FnMut(Seen<'_>) -> Result<(), &'static str>,
) -> Vec<Findings> {
    let request = request(wanted, broken_rows);
    let mut reader = match TableReader::open(files, table, &request) {
        Ok(reader) => reader,
        Err(findings) => return vec![findings],
    };
    let mut batch = reader.batch();
    loop {
        match reader.read_row(&mut batch) {
            Step::End => return reader.finish(),
            // What is wrong with such a row has been said.
            Step::NotKept => take(Seen::NotKept(&reader)).unwrap_or_default(),
            Step::Broken | Step::Aside => take(Seen::Broken(&mut reader)).unwrap_or_default(),
            Step::Row => {
                reader.pad(&mut batch);
                if let Err(code) = take(Seen::Row(TableRow { reader: &mut reader, batch: &batch })) {
                    reader.take_back(&mut batch, Reason::Broken(code));
                }
                batch.rows = 0;
                batch.lines.clear();
                batch.columns.iter_mut().for_each(|column| cell::truncate(column, 0));
            }
        }
    }
}
