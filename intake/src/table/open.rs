//! Opening a data file: the file itself, its encoding, its header, and the columns that are asked for.

use std::io;
use std::sync::Arc;

use attain_rules::both;
use attain_rules::company::{BrokenRows, TableFile};
use attain_rules::diagnostic::Diagnostic;
use attain_rules::diagnostics::d::{d001, d002, d004, d005, d006, d008, d011, d012};
use attain_rules::source::Span;

use crate::cell;
use crate::csv::delimiter;
use crate::csv::encoding::{NotText, Utf8Input};
use crate::csv::records::Records;
use crate::files::Files;
use crate::findings::{Findings, Row};
use crate::meter::{Meter, Metered};

use super::bind::{Bound, Place};
use super::keep::Keep;
use super::lookup::LoadedLookup;
use super::mapping::Mapping;
use super::{Input, TableReader, Wanted, form_error};

/// What a reader of a table asks for.
pub struct Request<'a> {
    /// The columns of the batches, in this order.
    pub wanted: &'a [Wanted],
    /// What happens to broken rows.
    pub broken_rows: BrokenRows,
    /// Largest file.
    pub max_bytes: u64,
    /// Most rows.
    pub max_rows: u64,
    /// Place of the column that the sums of rows which are left out add up.
    pub amount: Option<usize>,
    /// Are broken rows handed out, to be set aside by whoever reads?
    pub sets_aside: bool,
    /// Places of the columns that say which row it is, also of one that has too few cells.
    pub identity: &'a [usize],
    /// Who counts the bytes.
    pub meter: Option<&'a Meter>,
}

/// Why a file cannot be read as a table at all.
pub(crate) enum NoTable {
    Io(io::Error),
    NotText(NotText),
    TooLarge,
}

impl TableReader {
    /// Opens the file of `table` and ties the columns of `request` to it.
    ///
    /// # Errors
    /// What was found, when the file cannot be read or lacks columns.
    pub fn open(files: &Files, table: &TableFile, request: &Request<'_>) -> Result<Self, Findings> {
        let path = &table.path.value;
        let file: Arc<str> = Arc::from(path.as_str());
        let mut findings = Findings::new(Arc::clone(&file), request.broken_rows);
        let encoding = table.encoding.clone().unwrap_or_else(|| "utf-8".to_owned());
        let mut records = match open_records(files, table, request.max_bytes, request.meter) {
            Ok(records) => records,
            Err(trouble) => {
                findings.file_error(no_table(files, table.path.span, path, &encoding, &trouble));
                return Err(findings);
            }
        };
        let Some(header) = read_header(&mut records, table, &encoding, &mut findings) else { return Err(findings) };
        let mut columns = Vec::with_capacity(request.wanted.len());
        for wanted in request.wanted {
            columns.push(Bound::new(wanted, table, &header, &mut findings));
        }
        let keep = table.keep.as_ref().map(|formula| Keep::new(formula, table, &header, &mut findings));
        check_doubles(&records, &header, &columns, &mut findings);
        if findings.unreadable() {
            // Without its columns a file says nothing: rows would only repeat what its header lacks.
            return Err(findings);
        }
        let mut lookups: Vec<LoadedLookup> = Vec::new();
        for lookup in &table.lookups {
            let by = Wanted::required(lookup.by.value.clone(), kind_of(table, &lookup.by.value)).at(lookup.by.span);
            let by = Bound::new(&by, table, &header, &mut findings);
            lookups.push(LoadedLookup::read(files, lookup, by, request.broken_rows));
        }
        let matches = vec![None; lookups.len()];
        let percentages = (0..columns.len()).filter(|place| columns[*place].is_percentage).collect();
        Ok(Self {
            records,
            encoding,
            file,
            mapping: Mapping {
                width: header.len(),
                columns,
                keep,
                lookups,
                matches,
                unread: Vec::new(),
                identity: request.identity.to_vec(),
            },
            amount: request.amount,
            sets_aside: request.sets_aside,
            rows: 0,
            max_rows: request.max_rows,
            findings,
            percentages,
        })
    }
}

/// The columns that the first line of `table`'s file names; nothing where that cannot be read, for whoever reads the table
/// will say why.
#[must_use]
pub fn header(files: &Files, path: &str, delimiter: Option<u8>, encoding: Option<&str>) -> Option<Vec<String>> {
    let table = TableFile { delimiter, encoding: encoding.map(str::to_owned), ..TableFile::at(path) };
    let mut records = open_records(files, &table, u64::MAX, None).ok()?;
    read_header(&mut records, &table, "", &mut Findings::default())
}

/// Opens the file of `table` where its header stands; `meter` counts its bytes.
pub(crate) fn open_records(
    files: &Files,
    table: &TableFile,
    max_bytes: u64,
    meter: Option<&Meter>,
) -> Result<Records<Input>, NoTable> {
    let file = files.open(&table.path.value).map_err(NoTable::Io)?;
    if file.size > max_bytes {
        return Err(NoTable::TooLarge);
    }
    let reader: Box<dyn io::Read + Send> = match meter {
        Some(meter) => Box::new(Metered { reader: file.reader, meter: meter.clone() }),
        None => file.reader,
    };
    let input = Utf8Input::open(reader, table.encoding.as_deref()).map_err(NoTable::Io)?;
    let input = input.map_err(NoTable::NotText)?;
    let is_translated = input.is_translated();
    let mut records = Records::new(input, table.delimiter.unwrap_or(b','));
    records.start_at(file.first_line);
    if is_translated {
        records.refuse_untranslated();
    }
    let head = records.peek().map_err(NoTable::Io)?;
    let line = head.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
    let found = match delimiter::declared(line) {
        Some(declared) => {
            let skipped = line.len();
            records.skip_line(skipped);
            declared
        }
        None => delimiter::detect(head),
    };
    records.set_delimiter(table.delimiter.unwrap_or(found));
    Ok(records)
}

fn no_table(files: &Files, place: Span, path: &str, encoding: &str, trouble: &NoTable) -> Diagnostic {
    match trouble {
        NoTable::Io(error) if error.kind() == io::ErrorKind::NotFound => {
            d001::missing_file(place, path, files.nearest(path).as_deref())
        }
        NoTable::Io(error) => d002::unreadable(place, path, &error.to_string()),
        NoTable::NotText(NotText::Other(kind)) => d004::other_kind(place, path, kind),
        NoTable::NotText(NotText::Zeros) => d004::zeros(place, path),
        NoTable::NotText(NotText::UnknownEncoding) => d005::unknown_encoding(place, encoding),
        NoTable::TooLarge => d011::too_large(place, path, &both!("more bytes than are read", "过多的字节")),
    }
}

/// The names of the columns, without blanks at their ends.
fn read_header(
    records: &mut Records<Input>,
    table: &TableFile,
    encoding: &str,
    findings: &mut Findings,
) -> Option<Vec<String>> {
    match records.read() {
        Ok(Some(record)) if record.len() == 1 && record.text.contains('，') => {
            let at = record.text.find('，').unwrap_or(0);
            let row = Row { line: record.line, text: record.text };
            let file = &table.path.value;
            findings.form(row, at..at + '，'.len_utf8(), |place| d012::wide_commas(place, file));
            None
        }
        Ok(Some(record)) => Some((0..record.len()).map(|place| cell::trim(&record.cell(place)).to_owned()).collect()),
        Ok(None) => {
            findings.file_error(d006::empty_file(table.path.span, &table.path.value));
            None
        }
        Err(error) => {
            form_error(findings, error, encoding, None);
            None
        }
    }
}

/// A column that is read must stand in the header once.
fn check_doubles(records: &Records<Input>, header: &[String], columns: &[Bound], findings: &mut Findings) {
    let record = records.current();
    let file = findings.file().to_owned();
    for (second, name) in header.iter().enumerate() {
        let first = header.iter().position(|other| other == name);
        if first.is_some_and(|first| first < second && columns.iter().any(|bound| bound.place == Place::Field(first))) {
            let row = Row { line: record.line, text: record.text };
            findings.form(row, record.span(second), |place| d008::double_column(place, &file, name));
        }
    }
}

/// The type of a mapped column; text when the mapping does not list it.
fn kind_of(table: &TableFile, name: &str) -> attain_rules::formula::expression::Type {
    let looked_up = table.lookups.iter().flat_map(|lookup| &lookup.columns);
    table
        .columns
        .iter()
        .chain(looked_up)
        .find(|map| map.name == name)
        .map_or(attain_rules::formula::expression::Type::Text, |map| map.kind)
}
