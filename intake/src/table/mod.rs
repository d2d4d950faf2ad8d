//! [`TableReader`]: a data file read through its mapping, row by row, into typed columns.

mod bind;
mod keep;
mod lookup;
mod open;

use std::sync::Arc;

use attain_engine::inputs::{Batch, RowPlace};
use attain_engine::value::Value;
use attain_rules::both;
use attain_rules::diagnostic::Diagnostic;
use attain_rules::diagnostics::d::{d003, d009, d010, d011, d020, d021, d022, d023};
use attain_rules::formula::expression::Type;
use attain_rules::source::Span;

use crate::cell::{self, CellTrouble};
use crate::csv::encoding::{Utf8Input, likely_encoding};
use crate::csv::records::{BrokenRecord, Record, RecordError, Records};
use crate::findings::{Findings, Reason, Row};
use crate::limits::{MAX_CELL_BYTES, MAX_COLUMNS, MAX_ROW_BYTES};

use bind::{Bound, Place};
use keep::{Keep, Verdict};
use lookup::LoadedLookup;

pub use open::{Request, header};

/// A column that the reader of a table asks for.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The project's name for it.
    pub name: String,
    /// Its type.
    pub kind: Type,
    /// Must the file have it?
    pub required: bool,
}

impl Wanted {
    /// A column that the file may lack; its cells are empty then.
    pub fn optional(name: impl Into<String>, kind: Type) -> Self {
        Self { name: name.into(), kind, required: false }
    }

    /// A column that the file must have.
    pub fn required(name: impl Into<String>, kind: Type) -> Self {
        Self { name: name.into(), kind, required: true }
    }
}

/// What reading a row gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A row more in the batch.
    Row,
    /// A row that is left out: broken or not kept.
    LeftOut,
    /// No more rows.
    End,
}

/// A file with its text in UTF-8.
type Input = Utf8Input<Box<dyn std::io::Read + Send>>;

/// A data file, open for reading.
pub struct TableReader {
    records: Records<Input>,
    encoding: String,
    file: Arc<str>,
    /// How many columns the header has.
    width: usize,
    columns: Vec<Bound>,
    /// Place of the amount, for the sums of rows that are left out.
    amount: Option<usize>,
    keep: Option<Keep>,
    lookups: Vec<LoadedLookup>,
    /// For each look-up, the row that was found for the row at hand.
    matches: Vec<Option<u32>>,
    rows: u64,
    max_rows: u64,
    findings: Findings,
}

impl TableReader {
    /// An empty batch with this table's columns.
    #[must_use]
    pub fn batch(&self) -> Batch {
        Batch {
            columns: self.columns.iter().map(|bound| bound.kind.column()).collect(),
            rows: 0,
            file: Arc::clone(&self.file),
            lines: Vec::new(),
        }
    }

    /// Reads one row and puts it into `batch`, which [`TableReader::batch`] made.
    pub fn read_row(&mut self, batch: &mut Batch) -> Step {
        loop {
            let record = match self.records.read() {
                Ok(Some(record)) => record,
                Ok(None) => return Step::End,
                Err(error) => {
                    form_error(&mut self.findings, error, &self.encoding);
                    return Step::End;
                }
            };
            if record.len() == self.width && !record.cell(0).is_empty() || !record.is_blank() {
                break;
            }
        }
        self.rows += 1;
        if self.rows > self.max_rows {
            let max = self.max_rows;
            let record = self.records.current();
            let what = both!("more than {max} rows", "超过 {max} 行");
            self.findings.form(record.row(), 0..0, |place| d011::too_large(place, &self.file, &what));
            return Step::End;
        }
        if self.records.reader().is_translated() && self.records.current().text.contains('\u{fffd}') {
            let record = self.records.current();
            let at = record.text.find('\u{fffd}').unwrap_or(0);
            self.findings.form(record.row(), at..at + '\u{fffd}'.len_utf8(), |place| {
                d003::wrong_encoding(place, &self.file, &self.encoding, &self.encoding)
            });
            return Step::End;
        }
        match self.take_row(batch) {
            Ok(()) => {
                batch.rows += 1;
                batch.lines.push(self.records.current_line());
                Step::Row
            }
            Err(reason) => {
                let amount = self.amount.and_then(|place| self.columns[place].value(&self.records.current()));
                for column in &mut batch.columns {
                    cell::truncate(column, batch.rows);
                }
                self.findings.leave_out(reason, amount.as_ref().and_then(as_number));
                Step::LeftOut
            }
        }
    }

    /// Puts the cells of the row at hand under the batch's columns. After an error the columns may be
    /// uneven.
    fn take_row(&mut self, batch: &mut Batch) -> Result<(), Reason> {
        let record = self.records.current();
        if record.len() != self.width {
            let (cells, width) = (record.len(), self.width);
            let at = record.span(width.min(cells.saturating_sub(1))).start..record.text.len();
            let file = &self.file;
            let make = |place| d010::ragged_row(place, file, cells, width);
            return Err(Reason::Broken(self.findings.row(record.row(), at, make)));
        }
        if record.text.len() > MAX_CELL_BYTES
            && let Some(large) = (0..record.len()).find(|place| record.cell(*place).len() > MAX_CELL_BYTES)
        {
            let what = both!("a cell of more than {MAX_CELL_BYTES} bytes", "超过 {MAX_CELL_BYTES} 字节的单元格");
            let file = &self.file;
            let make = |place| d011::too_large(place, file, &what);
            return Err(Reason::Broken(self.findings.row(record.row(), record.span(large), make)));
        }
        if let Some(keep) = &mut self.keep {
            keep.look_up(&record, &self.lookups, &mut self.matches, &mut self.findings)?;
            match keep.verdict(&record, &self.lookups, &self.matches, &mut self.findings) {
                Verdict::Kept => {}
                Verdict::NotKept => return Err(Reason::NotKept),
                Verdict::Broken(code) => return Err(Reason::Broken(code)),
            }
        }
        let mut broken = None;
        for place in 0..self.lookups.len() {
            let found = lookup::find(place, &record, &self.lookups, &mut self.matches, &mut self.findings);
            broken = broken.or(found.err());
        }
        let mut troubles = Vec::new();
        for (bound, column) in self.columns.iter().zip(&mut batch.columns) {
            if let Err(trouble) = bound.push(&record, &self.lookups, &self.matches, column) {
                troubles.push((bound.span(&record).start, bound, trouble));
            }
        }
        // In the order of the file, whatever the order in which they were asked for.
        troubles.sort_by_key(|(start, ..)| *start);
        for (_, bound, trouble) in troubles {
            broken = broken.or(Some(bound.complain(&record, &trouble, &mut self.findings)));
        }
        broken.map_or(Ok(()), |code| Err(Reason::Broken(code)))
    }

    /// Says something about the cell of the last row in column `column` of the batch: the row is broken, and the caller takes
    /// it out with [`TableReader::take_back`]. Gives back the code.
    pub fn complain(&mut self, column: usize, make: impl FnOnce(Span) -> Diagnostic) -> &'static str {
        let record = self.records.current();
        let at = self.span(&record, column);
        self.findings.row(record.row(), at, make)
    }

    /// Says something about the last row that does not keep it from being used.
    pub fn remark(&mut self, column: usize, make: impl FnOnce(Span) -> Diagnostic) {
        let record = self.records.current();
        let at = self.span(&record, column);
        self.findings.remark(record.row(), at, make);
    }

    /// Takes the last row out of `batch` again.
    pub fn take_back(&mut self, batch: &mut Batch, reason: Reason) {
        batch.rows = batch.rows.saturating_sub(1);
        batch.lines.truncate(batch.rows);
        let amount = self.amount.map(|place| cell::value_at(&batch.columns[place], batch.rows));
        for column in &mut batch.columns {
            cell::truncate(column, batch.rows);
        }
        self.findings.leave_out(reason, amount.as_ref().and_then(as_number));
    }

    fn span(&self, record: &Record<'_>, column: usize) -> std::ops::Range<usize> {
        self.columns.get(column).map_or(0..record.text.len(), |bound| bound.span(record))
    }

    /// The text in a column of the last row, read or left out.
    #[must_use]
    pub fn text(&self, column: usize) -> Option<String> {
        match self.columns.get(column)?.value(&self.records.current())? {
            Value::Text(text) => Some(text.to_string()),
            _ => None,
        }
    }

    /// Does the file, its mapping or a look-up have the column in this place of the batches?
    #[must_use]
    pub fn has(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|bound| bound.place != Place::Absent)
    }

    /// Is the column in this place of the batches the same in every row?
    #[must_use]
    pub fn is_constant(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(|bound| matches!(bound.place, Place::Absent | Place::Constant(_)))
    }

    /// Bytes of text that have been read.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.records.bytes_read()
    }

    /// Line of the last row.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.records.current_line()
    }

    /// Where the last row stands.
    #[must_use]
    pub fn place(&self) -> RowPlace {
        RowPlace { file: Arc::clone(&self.file), line: self.records.current_line() }
    }

    /// Must the run be refused for what was found so far?
    #[must_use]
    pub fn refused(&self) -> bool {
        self.findings.refused() || self.lookups.iter().any(|lookup| lookup.findings.refused())
    }

    /// Everything that was found in the file and in the files that it looks up in.
    #[must_use]
    pub fn finish(self) -> Vec<Findings> {
        let lookups = self.lookups.into_iter().map(|lookup| lookup.findings);
        std::iter::once(self.findings).chain(lookups).collect()
    }
}

impl Record<'_> {
    /// As findings show it.
    fn row(&self) -> Row<'_> {
        Row { line: self.line, text: self.text }
    }
}

fn as_number(value: &Value) -> Option<&attain_rules::number::Number> {
    if let Value::Number(number) = value { Some(number) } else { None }
}

/// The finding for a file that cannot be read on.
fn form_error(findings: &mut Findings, error: RecordError, encoding: &str) {
    let file = findings.file().to_owned();
    match error {
        RecordError::Io(error) => {
            let why = error.to_string();
            findings.form(Row { line: 1, text: "" }, 0..0, |place| {
                attain_rules::diagnostics::d::d002::unreadable(place, &file, &why)
            });
        }
        RecordError::NotUtf8 { line, row, valid } => {
            let text = String::from_utf8_lossy(&row);
            let at = valid..valid + '\u{fffd}'.len_utf8();
            let likely = likely_encoding(&row);
            findings.form(Row { line, text: &text }, at, |place| d003::wrong_encoding(place, &file, encoding, likely));
        }
        RecordError::Broken { line, text, at, what } => {
            findings.form(Row { line, text: &text }, at, |place| match what {
                BrokenRecord::OpenQuote => d009::open_quote(place, &file),
                BrokenRecord::TextBehindQuote => d009::text_behind_quote(place, &file),
                BrokenRecord::TooLong => {
                    let what = both!("a row of more than {MAX_ROW_BYTES} bytes", "超过 {MAX_ROW_BYTES} 字节的行");
                    d011::too_large(place, &file, &what)
                }
                BrokenRecord::TooManyColumns => {
                    let what = both!("a row of more than {MAX_COLUMNS} cells", "超过 {MAX_COLUMNS} 个单元格的行");
                    d011::too_large(place, &file, &what)
                }
            })
        }
    }
}

/// The finding for a cell that cannot be read.
fn cell_error(place: Span, column: &str, text: &str, trouble: &CellTrouble) -> Diagnostic {
    // A cell is shown whole where its row is; the message needs no more than its start.
    let short: String = text.chars().take(40).collect();
    match trouble {
        CellTrouble::Number(_, trouble) => d020::not_a_number(place, column, &short, trouble),
        CellTrouble::TooManyDigits => d021::too_many_digits(place, column, &short),
        CellTrouble::Date(trouble) => d022::not_a_day(place, column, &short, trouble),
        CellTrouble::YesNo => d023::not_yes_or_no(place, column, &short),
    }
}
