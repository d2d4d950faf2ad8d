//! The rows of all files of transactions, one file after the other.

use std::collections::BTreeSet;
use std::sync::Arc;

use attain_engine::inputs::{Batch, Cells};
use attain_engine::{Aside, Lack, Requirements, Setting, Why};
use attain_rules::both;
use attain_rules::company::{BrokenRows, CellSource, Column, ColumnMap, Company, Schema, TableFile, TransactionFile};
use attain_rules::diagnostics::d::{d030, d038, d039, d043, d065, d066, d067, d072};
use attain_rules::formula::expression::{Type, Unit};
use attain_rules::text::Text;

use crate::cell::{self, CellKind};
use crate::doubles::{self, Double, Rivals};
use crate::files::Files;
use crate::findings::{Findings, Reason};
use crate::limits::{MAX_TRANSACTION_FILE_BYTES, MAX_TRANSACTION_ROWS};
use crate::table::{Request, Step, TableReader, Wanted};

use super::identity::{Leave, Row, Skipped};
use super::splits::BrokenSplits;

/// The rows of all files.
pub(super) struct Stream {
    files: Files,
    company: Arc<Company>,
    wanted: Vec<Wanted>,
    /// Place of the file at hand.
    file: usize,
    reader: Option<TableReader>,
    /// Rows to be left out, by file and line, and how many of them are behind.
    skipped: Vec<Skipped>,
    passed: usize,
    findings: Vec<Findings>,
    /// What the plans ask of each row; nothing is asked where they are not known.
    requirements: Option<Arc<Requirements>>,
    /// What the row at hand lacks of it.
    lacks: Vec<Lack>,
    splits: BrokenSplits,
    /// The rows that were set aside.
    aside: Aside,
    /// Is this a look at nothing but which rows there are, broken ones too?
    scans: bool,
    /// Rows that are read as if they did not stand there, by file and line.
    passed_over: Arc<BTreeSet<(usize, u32)>>,
    /// How many of the files are the company's own: those behind them are laid over it.
    own_files: usize,
}

/// The columns that say which transaction a row is, and in which revision.
const IDENTITY: [usize; 3] = [Schema::SOURCE, Schema::ID, Schema::REVISION];
/// The columns that say which transaction it is.
const NAMES: [usize; 2] = [Schema::SOURCE, Schema::ID];

/// What reading on gave.
pub(super) enum Next {
    /// One row more in the batch.
    Row,
    /// The file has no more rows.
    FileEnd,
    /// There are no more files.
    End,
}

impl Stream {
    pub fn new(files: Files, company: Arc<Company>) -> Self {
        let has_amount = company.schema.without_amount.is_none();
        let wanted = company.schema.transactions.iter().enumerate().map(|(place, column)| Wanted {
            name: column.name.clone(),
            kind: column.kind,
            required: place == Schema::ID || place == Schema::AMOUNT && has_amount,
            place: None,
        });
        Self {
            wanted: wanted.collect(),
            files,
            company,
            file: 0,
            reader: None,
            skipped: Vec::new(),
            passed: 0,
            findings: Vec::new(),
            requirements: None,
            lacks: Vec::new(),
            splits: BrokenSplits::default(),
            aside: Aside::default(),
            scans: false,
            passed_over: Arc::default(),
            own_files: usize::MAX,
        }
    }

    /// The same from the start.
    pub fn again(&self) -> Self {
        Self { requirements: self.requirements.clone(), scans: false, ..self.scan() }
    }

    /// The same from the start, where nothing is asked of a row but that it says which transaction it is: also a broken
    /// revision leaves no lower one in its place.
    pub fn scan(&self) -> Self {
        let (passed_over, own_files) = (Arc::clone(&self.passed_over), self.own_files);
        Self { passed_over, own_files, scans: true, ..Self::new(self.files.clone(), Arc::clone(&self.company)) }
    }

    /// Refuses rows that lack what `requirements` ask, or sets them aside.
    pub fn hold_to(&mut self, requirements: Arc<Requirements>) {
        self.requirements = Some(requirements);
    }

    /// Reads as if `rows` did not stand in their files.
    pub fn pass_over(&mut self, rows: BTreeSet<(usize, u32)>) {
        self.passed_over = Arc::new(rows);
    }

    /// Takes the files behind the first `own` for laid over these.
    pub fn lay_over(&mut self, own: usize) {
        self.own_files = own;
    }

    /// How many of the files are the company's own.
    pub fn own_files(&self) -> usize {
        self.own_files
    }

    /// Leaves out `rows`, which are sorted by file and line.
    pub fn skip(&mut self, rows: Vec<Skipped>) {
        self.skipped = rows;
    }

    /// Must rows that stand twice or are replaced be known before the first row goes out? So it is when rows may be left out
    /// for that, and where a preview lays further rows of a source over those that its file has.
    pub fn must_know_identity(&self) -> bool {
        let files = &self.company.data.transactions;
        let sources: BTreeSet<&str> = files.iter().map(|file| file.source.as_str()).collect();
        let mut each = files.iter();
        sources.len() < files.len()
            || self.company.broken_rows == BrokenRows::SetAside
            || each.any(|file| self.open(file).is_ok_and(|reader| reader.has(Schema::REVISION)))
    }

    /// A pass over all files begins: progress is counted anew.
    pub fn begin_pass(&self) {
        self.files.begin_pass(&self.company);
    }

    pub fn open(&self, file: &TransactionFile) -> Result<TableReader, Findings> {
        let request = Request {
            wanted: &self.wanted,
            broken_rows: self.company.broken_rows,
            max_bytes: MAX_TRANSACTION_FILE_BYTES,
            max_rows: MAX_TRANSACTION_ROWS,
            amount: Some(Schema::AMOUNT),
            sets_aside: (self.requirements.is_some() || self.scans) && self.company.broken_rows == BrokenRows::SetAside,
            identity: &IDENTITY,
            meter: Some(self.files.meter()),
        };
        TableReader::open(&self.files, &with_source(file), &request)
    }

    /// Empties `batch` and gives it the schema's columns.
    pub fn clear(&self, batch: &mut Batch) {
        if batch.columns.len() != self.wanted.len() {
            batch.columns = self.wanted.iter().map(|wanted| CellKind::of(wanted.kind, None, None).column()).collect();
        }
        batch.columns.iter_mut().for_each(|column| cell::truncate(column, 0));
        batch.lines.clear();
        batch.rows = 0;
    }

    /// Reads until there is a row more in `batch`, or the file ends. The file of an empty batch is the one read from.
    pub fn next(&mut self, batch: &mut Batch) -> Next {
        if self.reader.is_none() {
            let Some(file) = self.company.data.transactions.get(self.file) else { return Next::End };
            if self.file == 0 {
                self.begin_pass();
            }
            match self.open(file) {
                Ok(reader) => self.reader = Some(reader),
                Err(findings) => {
                    self.findings.push(findings);
                    self.file += 1;
                    return Next::FileEnd;
                }
            }
        }
        while let Some(reader) = &mut self.reader {
            match reader.read_row(batch) {
                Step::End => break,
                Step::NotKept | Step::Broken => {}
                Step::Aside if self.scans && NAMES.iter().all(|column| !reader.unread().contains(column)) => {
                    batch.rows += 1;
                    batch.lines.push(reader.line());
                    return Next::Row;
                }
                Step::Aside => {
                    if let Some(requirements) = &self.requirements {
                        self.aside.take(requirements, (batch, batch.rows), reader.unread());
                    }
                    reader.clear_aside(batch);
                }
                Step::Row if !self.passed_over.is_empty() && self.passed_over.contains(&(self.file, reader.line())) => {
                    reader.pass_over(batch);
                }
                Step::Row => {
                    let here = (self.file, reader.line());
                    let skipped = skipped(&self.skipped, &mut self.passed, here);
                    let mut checked = check(reader, batch, &self.company, (here, skipped));
                    let of_revision = [d039::EXPLANATION.code, d043::EXPLANATION.code];
                    if self.scans && matches!(checked, Err(Reason::Broken(code)) if of_revision.contains(&code)) {
                        checked = Ok(());
                    }
                    if let (Ok(()), Some(requirements)) = (&checked, &self.requirements) {
                        reader.pad(batch);
                        requirements.lacks(batch, batch.rows - 1, &mut self.lacks);
                        let codes: Vec<_> = self
                            .lacks
                            .drain(..)
                            .map(|lack| complain(reader, (batch, &self.company), lack, &mut self.splits))
                            .collect();
                        checked = codes.first().map_or(Ok(()), |code| Err(Reason::Broken(code)));
                    }
                    match checked {
                        Ok(()) => {
                            if batch.rows == 1 {
                                batch.file = reader.place().file;
                            }
                            return Next::Row;
                        }
                        Err(reason) => {
                            if let (Reason::Broken(code), Some(requirements)) = (reason, &self.requirements)
                                && self.company.broken_rows == BrokenRows::SetAside
                            {
                                reader.pad(batch);
                                let unread = unread(code, &self.company);
                                self.aside.take(requirements, (batch, batch.rows - 1), &unread);
                            }
                            reader.take_back(batch, reason);
                        }
                    }
                }
            }
        }
        self.pad(batch);
        self.close_file();
        self.file += 1;
        Next::FileEnd
    }

    /// Fills the columns of `batch` whose cells are all the same in the file at hand. The last batch of a file is filled when
    /// the file ends.
    pub fn pad(&self, batch: &mut Batch) {
        if let Some(reader) = &self.reader {
            reader.pad(batch);
        }
    }

    fn close_file(&mut self) {
        if let Some(reader) = self.reader.take() {
            self.findings.extend(reader.finish());
        }
    }

    /// Place of the file at hand among the company's transaction files.
    pub fn file(&self) -> usize {
        self.file
    }

    pub fn refused(&self) -> bool {
        let of_splits = !self.splits.is_empty() && self.company.broken_rows == BrokenRows::Refuse;
        of_splits
            || self.findings.iter().any(Findings::refused)
            || self.reader.as_ref().is_some_and(TableReader::refused)
    }

    /// The fingerprint of the row that alone stands in `batch`, the one just read: of its cells as they were read, and of those that
    /// cannot be read as they are written.
    pub fn fingerprint(&self, batch: &Batch) -> u128 {
        let Some(reader) = &self.reader else { return 0 };
        // Those that identify the row are the same however they are written.
        let others = batch.columns.iter().enumerate().filter(|(column, _)| !IDENTITY.contains(column));
        doubles::fingerprint(others.map(|(_, cells)| cells), 0, reader.unread(), |column| reader.written(column))
    }

    /// The revision of the row that alone stands in `batch`, the one just read; the highest where it cannot be read, so that no other
    /// one takes its place.
    pub fn revision(&self, batch: &Batch) -> u64 {
        let is_unread = self.reader.as_ref().is_some_and(|reader| reader.unread().contains(&Schema::REVISION));
        revision(batch, 0).filter(|_| !is_unread).unwrap_or(u64::MAX)
    }

    /// Do all rows of the file at hand have the same source?
    pub fn has_one_source(&self) -> bool {
        self.reader.as_ref().is_some_and(|reader| reader.is_constant(Schema::SOURCE))
    }

    /// The findings of all files, each with those of its look-ups, and the rows that were set aside.
    pub fn finish(mut self) -> (Vec<Findings>, Aside) {
        self.close_file();
        self.findings.extend(self.splits.findings(&self.files, &self.company));
        (self.findings, self.aside)
    }
}

/// The file's table, with the name of the source in every row, where no column of its own says it.
fn with_source(file: &TransactionFile) -> TableFile {
    let mut table = file.table.clone();
    let source = Schema::STANDARD[Schema::SOURCE];
    let mut looked_up = table.lookups.iter().flat_map(|lookup| &lookup.columns);
    if !table.columns.iter().any(|map| map.name == source) && !looked_up.any(|map| map.name == source) {
        let from = CellSource::Constant(file.source.clone());
        table.columns.push(ColumnMap::plain(source.to_owned(), from, Type::Text, table.path.span));
    }
    table
}

/// Why the row `here` (file and line) is to be left out, if it is. Rows come in the order of `rows`.
#[inline]
fn skipped<'s>(rows: &'s [Skipped], passed: &mut usize, here: Row) -> Option<&'s Leave> {
    while let Some(next) = rows.get(*passed) {
        if next.row > here {
            return None;
        }
        *passed += 1;
        if next.row == here {
            return Some(&next.why);
        }
    }
    None
}

/// Looks at the identity and the currency of the last row of `batch`.
#[inline]
fn check(
    reader: &mut TableReader,
    batch: &Batch,
    company: &Company,
    (here, skipped): (Row, Option<&Leave>),
) -> Result<(), Reason> {
    let row = batch.rows - 1;
    let id = text(batch, Schema::ID, row);
    if id.is_empty() {
        return Err(Reason::Broken(reader.complain(Schema::ID, |place| d030::empty_cell(place, "id"))));
    }
    if revision(batch, row).is_none() {
        let value = cell::value_at(&batch.columns[Schema::REVISION], row).to_exact_text();
        return Err(Reason::Broken(reader.complain(Schema::REVISION, |place| d043::bad_revision(place, &value))));
    }
    let (currency, own) = (text(batch, Schema::CURRENCY, row), company.currency.code());
    if !currency.is_empty() && currency != own {
        let make = |place| d039::other_currency(place, currency, own);
        return Err(Reason::Broken(reader.complain(Schema::CURRENCY, make)));
    }
    match skipped {
        None => Ok(()),
        Some(Leave::Replaced) => Err(Reason::Replaced),
        Some(Leave::Double(Double::Again((file, line)))) => {
            let file = path(company, *file);
            Err(Reason::Broken(reader.complain(Schema::ID, |place| d038::double_transaction(place, id, file, *line))))
        }
        Some(Leave::Double(Double::Differs(rivals))) => {
            let others = beside(company, rivals, here);
            Err(Reason::Broken(reader.complain(Schema::ID, |place| d038::rows_differ(place, id, &others))))
        }
    }
}

/// Path of the company's transaction file at `place`.
fn path(company: &Company, place: usize) -> &str {
    company.data.transactions.get(place).map_or("", |file| &file.table.path.value)
}

/// Where the rivals of the row `here` stand, in words.
#[cold]
fn beside(company: &Company, rivals: &Rivals<Row>, here: Row) -> Text {
    let (others, more) = rivals.beside(here);
    let others: Vec<Row> = others.collect();
    let files = others.chunk_by(|a, b| a.0 == b.0).map(|rows| {
        let file = path(company, rows.first().map_or(0, |(file, _)| *file));
        let lines = doubles::in_words(rows.iter().map(|(_, line)| *line), 0);
        both!("`{file}`, {lines}", "`{file}` {lines}"; lines)
    });
    let all = files.reduce(|all, next| both!("{all}, {next}", "{all}、{next}"; all, next)).unwrap_or_default();
    match more {
        0 => all,
        more => both!("{all} and {more} more", "{all}等，另有 {more} 行"; all),
    }
}

/// Says what the last row of `batch` lacks; of splits that do not add up, where these stand.
#[cold]
fn complain(
    reader: &mut TableReader,
    (batch, company): (&Batch, &Company),
    lack: Lack,
    splits: &mut BrokenSplits,
) -> &'static str {
    let Lack { column, why, needed } = lack;
    let name = company.schema.transactions.get(column).map_or("", |column| column.name.as_str());
    if let Why::SplitsNotWhole { percent, rows } = &why {
        splits.add(text(batch, Schema::ID, batch.rows - 1), percent, rows, needed);
        return d066::EXPLANATION.code;
    }
    reader.complain(column, |place| match &why {
        Why::NoDay => d065::no_day(place, name, needed),
        Why::Empty(setting) => d065::empty(place, name, key(*setting), needed),
        Why::DivisionByZero => d067::by_zero(place, name, needed),
        Why::Overflow => d067::too_large(place, name, needed),
        Why::SplitsUnclear => d066::unclear(place, needed),
        Why::ShareBelowZero { percent } => d072::columns(place, percent, needed),
        Why::SharesNotWhole { percent } | Why::SplitsNotWhole { percent, .. } => d066::columns(place, percent, needed),
    })
}

/// The key of a setting in plans.
const fn key(setting: Setting) -> &'static str {
    match setting {
        Setting::Where => "where",
        Setting::Credit => "credit",
        Setting::To => "to",
        Setting::RateBy => "rate_by",
    }
}

/// The columns that say nothing in a row with this finding: amounts of another currency.
fn unread(code: &str, company: &Company) -> Vec<usize> {
    let columns = company.schema.transactions.iter().enumerate();
    let is_money = |column: &Column| code == d039::EXPLANATION.code && column.kind == Type::Number(Unit::Money);
    columns.filter(|(_, column)| is_money(column)).map(|(place, _)| place).collect()
}

/// The text of a cell.
#[inline]
pub(super) fn text(batch: &Batch, column: usize, row: usize) -> &str {
    if let Some(Cells::Texts(texts)) = batch.columns.get(column) { texts.get(row) } else { "" }
}

/// The revision of a row, 0 when it states none; nothing when it is no whole number from 0 on.
#[inline]
fn revision(batch: &Batch, row: usize) -> Option<u64> {
    match batch.columns.get(Schema::REVISION) {
        Some(Cells::Numbers(cells)) => match cells.get(row) {
            Some(Some(number)) => number.to_whole().and_then(|whole| u64::try_from(whole).ok()),
            _ => Some(0),
        },
        _ => Some(0),
    }
}
