//! Where the rows of a transaction stand, whatever the mapping's `keep` thinks of them: a change may be what lets one in.

use attain_rules::company::{Company, Schema};

use crate::files::Files;
use crate::limits::MAX_TRANSACTION_FILE_BYTES;
use crate::table::raw::Cell;
use crate::table::{header, open_records};

use super::misfit::Misfit;

/// A row of a file of transactions.
pub(super) struct Located {
    /// Place of the file among the company's files of transactions.
    pub file: usize,
    /// Its line, from 1.
    pub line: u32,
    /// Its source.
    source: String,
    /// Its cells as they stand there.
    pub cells: Vec<String>,
}

/// All rows of the transaction `id`: several where it has revisions, the highest one last.
///
/// # Errors
/// [`Misfit`] when there is none, or when several sources have one and `source` does not say which.
pub(super) fn all(files: &Files, company: &Company, id: &str, source: Option<&str>) -> Result<Vec<Located>, Misfit> {
    let mut found = Vec::new();
    files.begin_pass(company);
    for (place, file) in company.data.transactions.iter().enumerate() {
        let table = &file.table;
        let unreadable = || Misfit::Unreadable(table.path.value.clone());
        let (delimiter, encoding) = (table.delimiter, table.encoding.as_deref());
        let header = header(files, &table.path.value, delimiter, encoding).ok_or_else(unreadable)?;
        let Some(own) = Cell::of(table, &header, Schema::STANDARD[Schema::ID]) else { continue };
        let named = Cell::of(table, &header, Schema::STANDARD[Schema::SOURCE]);
        let revision = Cell::of(table, &header, Schema::STANDARD[Schema::REVISION]);
        let mut records =
            open_records(files, table, MAX_TRANSACTION_FILE_BYTES, Some(files.meter())).map_err(|_| unreadable())?;
        // The header.
        records.read().map_err(|_| unreadable())?;
        while let Some(record) = records.read().map_err(|_| unreadable())? {
            if own.text(&record) != id {
                continue;
            }
            let of_row = named.as_ref().map_or_else(|| file.source.clone(), |cell| cell.text(&record).into_owned());
            if source.is_some_and(|source| source != of_row) {
                continue;
            }
            let order: u64 = revision.as_ref().and_then(|cell| cell.text(&record).parse().ok()).unwrap_or(0);
            let cells = (0..record.len()).map(|place| record.cell(place).into_owned()).collect();
            found.push((order, Located { file: place, line: record.line, source: of_row, cells }));
        }
    }
    found.sort_by_key(|(order, _)| *order);
    let found: Vec<Located> = found.into_iter().map(|(_, row)| row).collect();
    let Some(first) = found.first() else {
        return Err(Misfit::NoTransaction(id.to_owned(), source.map(str::to_owned)));
    };
    match found.iter().find(|row| row.source != first.source) {
        Some(other) => Err(Misfit::SeveralSources(id.to_owned(), first.source.clone(), other.source.clone())),
        None => Ok(found),
    }
}
