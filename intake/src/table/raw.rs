//! Cells of a file as they stand there, whatever the mapping's `keep` thinks of their rows.

use std::borrow::Cow;

use attain_rules::company::{CellSource, Company, Schema, TableFile};

use crate::cell;
use crate::csv::records::Record;
use crate::files::Files;
use crate::limits::MAX_TRANSACTION_FILE_BYTES;

use super::{header, open_records};

/// Where the text of a column stands in a row.
pub(crate) enum Cell<'a> {
    Field(usize, &'a [(String, String)]),
    Constant(&'a str),
}

impl<'a> Cell<'a> {
    /// Of the column called `name`; nothing where the file itself does not have it.
    pub(crate) fn of(table: &'a TableFile, header: &[String], name: &str) -> Option<Self> {
        let place = |wanted: &str| header.iter().position(|column| *column == cell::trim(wanted));
        match table.columns.iter().find(|map| map.name == name) {
            Some(map) => match &map.from {
                CellSource::Header(header) => Some(Self::Field(place(header)?, &map.aliases)),
                CellSource::Constant(text) => Some(Self::Constant(text)),
            },
            None => Some(Self::Field(place(name)?, &[])),
        }
    }

    /// Its text, as the mapping's aliases mean it.
    pub(crate) fn text<'r>(&'r self, record: &'r Record<'_>) -> Cow<'r, str> {
        let place = match self {
            Self::Constant(text) => return Cow::Borrowed(text),
            Self::Field(place, _) => *place,
        };
        let cell = record.cell(place);
        let text = cell::trim(&cell);
        match self.alias(text) {
            Some(to) => Cow::Borrowed(to),
            None if text.len() == cell.len() => cell,
            None => Cow::Owned(text.to_owned()),
        }
    }

    /// What the mapping's aliases make of `text`, where they name it.
    fn alias(&self, text: &str) -> Option<&str> {
        let Self::Field(_, aliases) = self else { return None };
        aliases.iter().find(|(from, _)| cell::trim(from) == text).map(|(_, to)| to.as_str())
    }
}

/// Shows `look` the id of each row of the company's transactions, until it says that it has seen enough. False where a file
/// cannot be read to its end, or is not known.
pub(crate) fn each_id(files: &Files, company: &Company, look: &mut dyn FnMut(&str) -> bool) -> bool {
    files.begin_pass(company);
    let all_read = company.data.transactions.iter().all(|file| ids_of(files, &file.table, look).is_some());
    all_read && !company.schema.tables_unread && !company.schema.transactions_partial
}

fn ids_of(files: &Files, table: &TableFile, look: &mut dyn FnMut(&str) -> bool) -> Option<()> {
    let header = header(files, &table.path.value, table.delimiter, table.encoding.as_deref())?;
    let id = Cell::of(table, &header, Schema::STANDARD[Schema::ID])?;
    let mut records = open_records(files, table, MAX_TRANSACTION_FILE_BYTES, Some(files.meter())).ok()?;
    // The header.
    records.read().ok()?;
    while let Some(record) = records.read().ok()? {
        let is_whole = record.len() == header.len();
        let mut others = pieces(record.text).filter(|_| !is_whole);
        if !look(&id.text(&record)) || !others.all(|text| look(id.alias(text).unwrap_or(text))) {
            break;
        }
    }
    Some(())
}

/// What may be a cell in a row with too few or too many of them: where its own delimiters are wrong, or a line end is missing, the
/// id stands in no cell of its own.
fn pieces(row: &str) -> impl Iterator<Item = &str> {
    row.split([',', ';', '\t', '|', '，', '；', '"']).map(cell::trim).filter(|text| !text.is_empty())
}
