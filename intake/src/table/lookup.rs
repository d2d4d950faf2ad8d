//! Look-ups: further columns for a row from another file, by a key.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use attain_engine::inputs::{Batch, Cells};
use attain_engine::value::Value;
use attain_rules::company::{BrokenRows, CellSource, ColumnMap, Lookup, TableFile};
use attain_rules::diagnostics::d::{d030, d040, d041};
use attain_rules::formula::expression::Type;
use attain_rules::nearest::nearest;

use crate::cell;
use crate::csv::records::Record;
use crate::doubles::{Double, Keys, UNREADABLE, Verdicts, fingerprint, lines_beside, read_twice};
use crate::files::Files;
use crate::findings::{Findings, Reason};
use crate::limits::{MAX_TABLE_FILE_BYTES, MAX_TABLE_ROWS};

use super::bind::{Bound, Place};
use super::{Request, Step, TableReader, Wanted};

/// A look-up table, read.
#[derive(Clone)]
pub(super) struct LoadedLookup {
    /// Path of its file.
    path: String,
    /// Where the key comes from in the row at hand.
    by: Bound,
    /// May a key be missing?
    optional: bool,
    /// Row of each key.
    keys: BTreeMap<Box<str>, u32>,
    /// Keys of broken rows.
    broken: BTreeSet<Box<str>>,
    /// The key, then the columns of the mapping.
    rows: Batch,
    pub findings: Findings,
}

impl LoadedLookup {
    /// Reads the file of `lookup`; `by` is the column that holds its keys.
    pub fn read(files: &Files, lookup: &Lookup, by: Bound, broken_rows: BrokenRows) -> Self {
        let empty = Self {
            path: lookup.path.value.clone(),
            by,
            optional: lookup.optional,
            keys: BTreeMap::new(),
            broken: BTreeSet::new(),
            rows: Batch::default(),
            findings: Findings::default(),
        };
        read_twice(|[verdicts]| {
            let mut loaded = empty.clone();
            let keys = loaded.fill(files, lookup, broken_rows, verdicts);
            (loaded, [keys.judge()])
        })
    }

    /// Takes the rows of the file in.
    fn fill(&mut self, files: &Files, lookup: &Lookup, broken_rows: BrokenRows, verdicts: &Verdicts) -> Keys<Box<str>> {
        let mut keys = Keys::default();
        let (table, wanted) = as_table(lookup);
        let request = Request {
            wanted: &wanted,
            broken_rows,
            max_bytes: MAX_TABLE_FILE_BYTES,
            max_rows: MAX_TABLE_ROWS,
            amount: None,
            sets_aside: false,
            identity: &[],
            meter: None,
        };
        let mut reader = match TableReader::open(files, &table, &request) {
            Ok(reader) => reader,
            Err(findings) => {
                self.findings = findings;
                return keys;
            }
        };
        let mut rows = reader.batch();
        loop {
            match reader.read_row(&mut rows) {
                Step::End => break,
                Step::NotKept => {}
                Step::Broken | Step::Aside => {
                    if let Some(key) = reader.text(0) {
                        keys.note(key.as_str().into(), reader.line(), UNREADABLE);
                        self.broken.insert(key.into());
                    }
                }
                Step::Row => self.take_key(&mut reader, &mut rows, &mut keys, verdicts),
            }
        }
        reader.pad(&mut rows);
        self.rows = rows;
        self.findings = reader.finish().into_iter().next().unwrap_or_default();
        keys
    }

    fn take_key(&mut self, reader: &mut TableReader, rows: &mut Batch, keys: &mut Keys<Box<str>>, verdicts: &Verdicts) {
        let row = rows.rows - 1;
        let key = match rows.columns.first() {
            Some(Cells::Texts(texts)) => texts.get(row).to_owned(),
            _ => return,
        };
        if key.is_empty() {
            let code = reader.complain(0, |place| d030::empty_cell(place, KEY));
            return reader.take_back(rows, Reason::Broken(code));
        }
        let line = reader.line();
        keys.note(key.as_str().into(), line, fingerprint(rows.columns.iter(), row, &[], |_| ""));
        let code = match verdicts.of(line) {
            None => {
                self.keys.insert(key.into(), u32::try_from(row).unwrap_or(u32::MAX));
                return;
            }
            Some(Double::Again(first)) => reader.complain(0, |place| d041::double_key(place, &self.path, &key, *first)),
            Some(Double::Differs(rivals)) => {
                let others = lines_beside(rivals, line);
                let code = reader.complain(0, |place| d041::rows_differ(place, &self.path, &key, &others));
                self.broken.insert(key.into());
                code
            }
        };
        reader.take_back(rows, Reason::Broken(code));
    }

    /// The value of the mapping's column `column` in the row `row`.
    pub fn value(&self, column: usize, row: u32) -> Value {
        self.rows.columns.get(column + 1).map_or(Value::Empty, |cells| cell::value_at(cells, row as usize))
    }
}

/// Name of the key's column inside the look-up; no mapping can use it, for it is empty.
const KEY: &str = "";

/// The look-up's file as a table whose first column is the key.
fn as_table(lookup: &Lookup) -> (TableFile, Vec<Wanted>) {
    let key = ColumnMap::plain(KEY.to_owned(), CellSource::Header(lookup.key.clone()), Type::Text, lookup.span);
    let columns: Vec<ColumnMap> = std::iter::once(key).chain(lookup.columns.iter().cloned()).collect();
    let wanted = columns.iter().map(|map| Wanted::required(map.name.clone(), map.kind)).collect();
    let table = TableFile {
        path: lookup.path.clone(),
        delimiter: lookup.delimiter,
        encoding: lookup.encoding.clone(),
        columns,
        keep: None,
        lookups: Vec::new(),
        row_schema: Vec::new(),
    };
    (table, wanted)
}

/// Finds the row of look-up `place` for `record` and notes it in `matches`. The error is the code of the finding.
pub(super) fn find(
    place: usize,
    record: &Record<'_>,
    lookups: &[LoadedLookup],
    matches: &mut [Option<u32>],
    findings: &mut Findings,
) -> Result<(), &'static str> {
    let (Some(lookup), false) = (lookups.get(place), matches.is_empty()) else { return Ok(()) };
    let by = &lookup.by;
    let key: Cow<'_, str> = match &by.place {
        Place::Field(field) => by.text(record, *field),
        Place::Constant(value) => Cow::Owned(value.to_exact_text()),
        Place::Lookup { lookup, column } if *lookup < place => match (lookups.get(*lookup), matches[*lookup]) {
            (Some(lookup), Some(row)) => Cow::Owned(lookup.value(*column, row).to_exact_text()),
            _ => Cow::Borrowed(""),
        },
        Place::Lookup { .. } | Place::Absent => Cow::Borrowed(""),
    };
    let mut key = cell::trim(&key);
    let default = by.default.as_ref().map(Value::to_exact_text);
    if let (true, Some(default)) = (key.is_empty(), &default) {
        key = default;
    }
    matches[place] = lookup.keys.get(key).copied();
    if matches[place].is_some() {
        return Ok(());
    }
    if lookup.broken.contains(key) {
        // Where nothing is computed it is enough that its own row is told.
        return Err(match findings.sets_aside() {
            true => {
                findings.row(record.row(), by.span(record), |span| d040::set_aside(span, &by.name, key, &lookup.path))
            }
            false => d040::EXPLANATION.code,
        });
    }
    if lookup.optional {
        return Ok(());
    }
    let nearest = if findings.has_room() { nearest(key, lookup.keys.keys().map(AsRef::as_ref)) } else { None };
    Err(findings.row(record.row(), by.span(record), |span| {
        if key.is_empty() {
            return d030::empty_cell(span, &by.name);
        }
        d040::not_found(span, &by.name, key, &lookup.path, nearest)
    }))
}
