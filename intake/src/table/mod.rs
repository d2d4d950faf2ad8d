//! [`TableReader`]: a data file read through its mapping, row by row, into typed columns.

mod bind;
mod keep;
mod lookup;
mod mapping;
pub(crate) mod open;
mod ragged;
pub(crate) mod raw;
pub(crate) mod unsigned;

use std::sync::Arc;

use attain_engine::inputs::{Batch, RowPlace};
use attain_engine::value::Value;
use attain_rules::both;
use attain_rules::diagnostic::Diagnostic;
use attain_rules::diagnostics::d::d022::Mapped;
use attain_rules::diagnostics::d::{d002, d003, d009, d011, d020, d021, d022, d023, d039};
use attain_rules::formula::expression::Type;
use attain_rules::number::Number;
use attain_rules::source::Span;

use crate::cell::{self, CellTrouble};
use crate::csv::encoding::{Utf8Input, likely_encoding};
use crate::csv::records::{BrokenRecord, Record, RecordError, Records};
use crate::findings::{Amount, Findings, Reason, Row};
use crate::limits::{MAX_COLUMNS, MAX_ROW_BYTES};

use bind::Place;
use mapping::Mapping;

pub(crate) use open::open_records;
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
    /// Where it is asked for; where the table names its file, when nothing is said.
    pub place: Option<Span>,
}

impl Wanted {
    /// A column that the file may lack; its cells are empty then.
    pub fn optional(name: impl Into<String>, kind: Type) -> Self {
        Self { name: name.into(), kind, required: false, place: None }
    }

    /// A column that the file must have.
    pub fn required(name: impl Into<String>, kind: Type) -> Self {
        Self { name: name.into(), kind, required: true, place: None }
    }

    /// Asked for at this place.
    pub fn at(self, place: Span) -> Self {
        Self { place: Some(place), ..self }
    }
}

/// What reading a row gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A row more in the batch.
    Row,
    /// A row that the mapping's `keep` leaves out.
    NotKept,
    /// A row that is left out because it is broken.
    Broken,
    /// A broken row, to be set aside: it stands behind the last row of the batch, the cells empty that cannot be read, until
    /// [`TableReader::clear_aside`].
    Aside,
    /// No more rows.
    End,
}

/// A file with its text in UTF-8.
pub(crate) type Input = Utf8Input<Box<dyn std::io::Read + Send>>;

/// A data file, open for reading.
pub struct TableReader {
    records: Records<Input>,
    encoding: String,
    file: Arc<str>,
    mapping: Mapping,
    /// Place of the amount, for the sums of rows that are left out.
    amount: Option<usize>,
    /// Are broken rows handed out, to be set aside?
    sets_aside: bool,
    rows: u64,
    max_rows: u64,
    findings: Findings,
    /// Places of the columns that are percentages by the mapping.
    percentages: Vec<usize>,
}

impl TableReader {
    /// An empty batch with this table's columns.
    #[must_use]
    pub fn batch(&self) -> Batch {
        Batch {
            columns: self.mapping.columns.iter().map(|bound| bound.kind.column()).collect(),
            rows: 0,
            file: Arc::clone(&self.file),
            lines: Vec::new(),
        }
    }

    /// Reads one row and puts it into `batch`, which [`TableReader::batch`] made. Columns whose cells are all the same are only
    /// filled by [`TableReader::pad`].
    pub fn read_row(&mut self, batch: &mut Batch) -> Step {
        loop {
            let record = match self.records.read() {
                Ok(Some(record)) => record,
                Ok(None) => return Step::End,
                Err(error) => {
                    let passed = go_on(&mut self.records, &error, self.mapping.width);
                    form_error(&mut self.findings, error, &self.encoding, passed);
                    if self.findings.unreadable() {
                        return Step::End;
                    }
                    continue;
                }
            };
            // Lines of nothing but delimiters are no rows; spreadsheets leave them behind.
            if record.cell(0).is_empty() && record.is_blank() {
                continue;
            }
            self.rows += 1;
            if self.rows > self.max_rows {
                break;
            }
            let line = record.line;
            return match self.mapping.take_row(&record, batch, &mut self.findings) {
                Ok(()) => {
                    unsigned::remark(&self.percentages, &self.mapping.columns, &record, &mut self.findings);
                    batch.rows += 1;
                    batch.lines.push(line);
                    Step::Row
                }
                Err(reason) => {
                    let amount = self.mapping.amount(self.amount, &record);
                    self.findings.leave_out(reason, amount.as_amount());
                    if self.sets_aside && matches!(reason, Reason::Broken(_)) {
                        self.fill(batch, batch.rows + 1);
                        return Step::Aside;
                    }
                    take_out(batch);
                    if reason == Reason::NotKept { Step::NotKept } else { Step::Broken }
                }
            };
        }
        let max = self.max_rows;
        let what = both!("more than {max} rows", "超过 {max} 行");
        let record = self.records.current();
        self.findings.form(record.row(), 0..0, |place| d011::too_large(place, &self.file, &what));
        Step::End
    }

    /// Fills the columns of `batch` whose cells are all the same.
    pub fn pad(&self, batch: &mut Batch) {
        for (bound, column) in self.mapping.columns.iter().zip(&mut batch.columns) {
            bound.pad(column, batch.rows);
        }
    }

    /// Fills all columns of `batch` up to `rows`, whatever their cells are.
    fn fill(&self, batch: &mut Batch, rows: usize) {
        for (bound, column) in self.mapping.columns.iter().zip(&mut batch.columns) {
            bound.pad(column, rows);
            cell::pad(column, rows);
        }
    }

    /// The columns whose cells cannot be read in a row that is to be set aside.
    #[must_use]
    pub fn unread(&self) -> &[usize] {
        &self.mapping.unread
    }

    /// Takes a row that was set aside out of `batch`.
    pub fn clear_aside(&self, batch: &mut Batch) {
        take_out(batch);
    }

    /// Says something about the cell of the last row in column `column` of the batch: the row is broken, and the caller takes
    /// it out with [`TableReader::take_back`]. Gives back the code.
    pub fn complain(&mut self, column: usize, make: impl FnOnce(Span) -> Diagnostic) -> &'static str {
        let record = self.records.current();
        let at = self.span(&record, column);
        self.findings.row(record.row(), at, make)
    }

    /// Will further findings be shown?
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.findings.has_room()
    }

    /// Says something about the last row that does not keep it from being used.
    pub fn remark(&mut self, column: usize, make: impl FnOnce(Span) -> Diagnostic) {
        let record = self.records.current();
        let at = self.span(&record, column);
        self.findings.remark(record.row(), at, make);
    }

    /// Says something about the last row in `findings`, which are not the reader's own.
    pub fn remark_in(&self, findings: &mut Findings, column: usize, make: impl FnOnce(Span) -> Diagnostic) {
        let record = self.records.current();
        findings.remark(record.row(), self.span(&record, column), make);
    }

    /// Takes the last row out of `batch` again.
    pub fn take_back(&mut self, batch: &mut Batch, reason: Reason) {
        batch.rows = batch.rows.saturating_sub(1);
        batch.lines.truncate(batch.rows);
        take_out(batch);
        let mut amount = self.mapping.amount(self.amount, &self.records.current());
        if reason == Reason::Broken(d039::EXPLANATION.code) {
            // Nothing is added to the company's money that is in another currency.
            amount = amount.map(|_| None);
        }
        self.findings.leave_out(reason, amount.as_amount());
    }

    /// The text of the last row, and where the cell in `column` stands in it.
    #[must_use]
    pub fn shown(&self, column: usize) -> (String, std::ops::Range<usize>) {
        let record = self.records.current();
        (record.text.to_owned(), self.span(&record, column))
    }

    /// Takes the last row out of `batch` again as if it did not stand in the file.
    pub fn pass_over(&self, batch: &mut Batch) {
        batch.rows = batch.rows.saturating_sub(1);
        batch.lines.truncate(batch.rows);
        take_out(batch);
    }

    fn span(&self, record: &Record<'_>, column: usize) -> std::ops::Range<usize> {
        self.mapping.columns.get(column).map_or(0..record.text.len(), |bound| bound.span(record))
    }

    /// The text in a column of the last row, read or left out.
    #[must_use]
    pub fn text(&self, column: usize) -> Option<String> {
        match self.mapping.columns.get(column)?.value(&self.records.current())? {
            Value::Text(text) => Some(text.to_string()),
            _ => None,
        }
    }

    /// What is written in a column of the last row; empty where the file does not have it.
    #[must_use]
    pub fn written(&self, column: usize) -> &str {
        let record = self.records.current();
        match self.mapping.columns.get(column) {
            Some(bound) if matches!(bound.place, Place::Field(_)) => record.text.get(bound.span(&record)).unwrap_or(""),
            _ => "",
        }
    }

    /// Does the file, its mapping or a look-up have the column in this place of the batches?
    #[must_use]
    pub fn has(&self, column: usize) -> bool {
        self.mapping.columns.get(column).is_some_and(|bound| bound.place != Place::Absent)
    }

    /// Is the column in this place of the batches the same in every row?
    #[must_use]
    pub fn is_constant(&self, column: usize) -> bool {
        self.mapping.columns.get(column).is_some_and(|bound| matches!(bound.place, Place::Absent | Place::Constant(_)))
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
        self.findings.refused() || self.mapping.lookups.iter().any(|lookup| lookup.findings.refused())
    }

    /// Everything that was found in the file and in the files that it looks up in.
    #[must_use]
    pub fn finish(self) -> Vec<Findings> {
        let lookups = self.mapping.lookups.into_iter().map(|lookup| lookup.findings);
        std::iter::once(self.findings).chain(lookups).collect()
    }
}

impl Record<'_> {
    /// As findings show it.
    fn row(&self) -> Row<'_> {
        Row { line: self.line, text: self.text }
    }
}

/// Takes what stands behind the rows of `batch` out of its columns.
fn take_out(batch: &mut Batch) {
    for column in &mut batch.columns {
        cell::truncate(column, batch.rows);
    }
}

/// An amount as it was looked for: nothing where the file has none, nothing inside where it cannot be read.
trait AsAmount {
    fn as_amount(&self) -> Amount<'_>;
}

impl AsAmount for Option<Option<Number>> {
    fn as_amount(&self) -> Amount<'_> {
        match self {
            None => Amount::Absent,
            Some(None) => Amount::Unread,
            Some(Some(number)) => Amount::Of(number),
        }
    }
}

/// Passes over a row that cannot be read, where rows go on behind it. Gives what was passed over, and its last line.
fn go_on(records: &mut Records<Input>, error: &RecordError, width: usize) -> Option<(String, u32)> {
    match error {
        RecordError::Io(_) => None,
        RecordError::NotUtf8 { line, row, .. } => Some((String::from_utf8_lossy(row).into_owned(), *line)),
        RecordError::Untranslated { line, text, .. } => Some((text.clone(), *line)),
        RecordError::Broken { what: BrokenRecord::OpenQuote | BrokenRecord::TextBehindQuote, .. } => {
            records.resume(width).ok().flatten()
        }
        RecordError::Broken { .. } => None,
    }
}

/// The finding for a row that cannot be read; where nothing is `passed` over, nothing behind it is read either.
fn form_error(findings: &mut Findings, error: RecordError, encoding: &str, passed: Option<(String, u32)>) {
    let file = findings.file().to_owned();
    let mut say = |row: Row<'_>, at: std::ops::Range<usize>, make: &dyn Fn(Span) -> Diagnostic| match &passed {
        Some((lost, _)) => findings.lose(row, at, lost, make),
        None => findings.form(row, at, make),
    };
    match error {
        RecordError::Io(error) => {
            let why = error.to_string();
            say(Row { line: 1, text: "" }, 0..0, &|place| d002::unreadable(place, &file, &why));
        }
        RecordError::NotUtf8 { line, row, valid } => {
            let text = String::from_utf8_lossy(&row);
            let at = valid..valid + '\u{fffd}'.len_utf8();
            let likely = likely_encoding(&row);
            say(Row { line, text: &text }, at, &|place| d003::wrong_encoding(place, &file, encoding, likely));
        }
        RecordError::Untranslated { line, text, at } => {
            let at = at..at + '\u{fffd}'.len_utf8();
            say(Row { line, text: &text }, at, &|place| d003::wrong_encoding(place, &file, encoding, encoding));
        }
        RecordError::Broken { line, text, at, what } => {
            let behind = match &passed {
                None => d009::Behind::Nothing,
                Some((_, last)) if *last > line => d009::Behind::Lines(line.saturating_add(1), *last),
                Some(_) => d009::Behind::All,
            };
            say(Row { line, text: &text }, at, &|place| match what {
                BrokenRecord::OpenQuote => d009::open_quote(place, &file, behind),
                BrokenRecord::TextBehindQuote => d009::text_behind_quote(place, &file, behind),
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
fn cell_error(place: Span, mapped: &Mapped, text: &str, trouble: &CellTrouble) -> Diagnostic {
    let column = &mapped.name;
    // A cell is shown whole where its row is; the message needs no more than its start.
    let short: String = text.chars().take(40).collect();
    match trouble {
        CellTrouble::Number(_, trouble) => d020::not_a_number(place, column, &short, trouble),
        CellTrouble::TooManyDigits => d021::too_many_digits(place, column, &short),
        CellTrouble::Date(trouble) => d022::not_a_day(place, mapped, &short, trouble),
        CellTrouble::YesNo => d023::not_yes_or_no(place, column, &short),
    }
}
