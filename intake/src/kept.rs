//! Texts with which a mapping's `keep` compares columns, and which no row of its file has although one has nearly the same: such a
//! condition leaves rows out, or keeps them, in silence.

use std::collections::BTreeMap;

use attain_rules::company::{Company, TableFile};
use attain_rules::diagnostic::Diagnostics;
use attain_rules::formula::expression::Name;
use attain_rules::formula::texts_compared;

use crate::compared::{Values, is_same, meant, told_of};
use crate::files::Files;
use crate::folder::Folder;
use crate::limits::MAX_TRANSACTION_FILE_BYTES;
use crate::table::raw::Cell;
use crate::table::{header, open_records};

impl Folder {
    /// A warning of each text with which `keep` compares a column of its file, which none of the rows has, kept or not, and to which
    /// one of their values is near.
    #[must_use]
    pub fn texts_that_keep_nothing(&self, company: &Company) -> Diagnostics {
        let data = &company.data;
        let tables =
            [&data.participants, &data.assignments, &data.quotas, &data.metrics, &data.splits, &data.adjustments];
        let tables = tables.into_iter().flatten().chain(data.transactions.iter().map(|file| &file.table));
        let mut found = Diagnostics::default();
        tables.for_each(|table| of_table(self.files(), table, &mut found));
        found
    }
}

fn of_table(files: &Files, table: &TableFile, found: &mut Diagnostics) {
    let Some(keep) = &table.keep else { return };
    let compared = texts_compared(&keep.expression);
    if compared.is_empty() {
        return;
    }
    let Some(values) = values(files, table, compared.iter().map(|one| one.name)) else { return };
    for one in compared {
        let Name::Column(place) = one.name else { continue };
        let column = table.row_schema.get(*place).map(|(name, _)| name.as_str());
        if let (Some(column), Some(values)) = (column, values.get(place))
            && let Some(near) = meant(keep, one, values)
            // A value that is left out may be one that has not come yet, unless one is the same but for how it is written.
            && (!one.is_denied || is_same(one.text, near))
        {
            found.push(told_of(one, column, near, values));
        }
    }
}

/// What the rows of the file have in the columns that are `named`, as its aliases mean it; nothing of those that come from a look-up,
/// and nothing at all where the file cannot be read to its end.
fn values<'n>(
    files: &Files,
    table: &TableFile,
    named: impl Iterator<Item = &'n Name>,
) -> Option<BTreeMap<usize, Values>> {
    let header = header(files, &table.path.value, table.delimiter, table.encoding.as_deref())?;
    let cell = |name: &Name| match name {
        Name::Column(place) => Some((*place, Cell::of(table, &header, &table.row_schema.get(*place)?.0)?)),
        _ => None,
    };
    let cells: BTreeMap<usize, Cell<'_>> = named.filter_map(cell).collect();
    let mut values: BTreeMap<usize, Values> = cells.keys().map(|place| (*place, Values::default())).collect();
    let mut records = open_records(files, table, MAX_TRANSACTION_FILE_BYTES, None).ok()?;
    // The header.
    records.read().ok()?;
    while let Some(record) = records.read().ok()? {
        for ((_, cell), seen) in cells.iter().zip(values.values_mut()) {
            seen.take(&cell.text(&record));
        }
    }
    Some(values)
}
