//! [`Given`]: a table that a test states instead of the company's own.

use attain_rules::company::{CellSource, ColumnMap, DataFiles, Schema, TableFile, TransactionFile};
use attain_rules::formula::expression::Type;
use attain_rules::source::{Span, Spanned};

use crate::csv::quoted_line;
use crate::files::Files;
use crate::folder::set_table;

/// A table with its rows, under the project's names for columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Which table: a key of `data` in `attain.yaml`.
    pub table: String,
    /// Rows: name and text of each cell.
    pub rows: Vec<Vec<(String, String)>>,
}

impl Given {
    /// The name under which findings know the table called `table`.
    #[must_use]
    pub fn path(table: &str) -> String {
        format!("given {table}")
    }

    /// Puts the table into `files`, and its description into `data`.
    pub(crate) fn put_in_place(&self, files: &mut Files, data: &mut DataFiles) {
        let path = Self::path(&self.table);
        let columns = self.columns();
        files.state(&path, self.csv(&columns).into_bytes());
        let mut table = TableFile {
            path: Spanned::new(path, Span::default()),
            delimiter: Some(b','),
            encoding: None,
            columns: Vec::new(),
            keep: None,
            lookups: Vec::new(),
            row_schema: Vec::new(),
        };
        if self.table != "transactions" {
            return set_table(data, &self.table, table);
        }
        let source = Schema::STANDARD[Schema::SOURCE];
        if columns.contains(&source) {
            let from = CellSource::Header(source.to_owned());
            table.columns.push(ColumnMap::plain(source.to_owned(), from, Type::Text, Span::default()));
        }
        data.transactions = vec![TransactionFile { source: "transactions".to_owned(), table }];
    }

    /// The columns that any row has, in the order in which they first appear. A table without rows has those that it needs.
    fn columns(&self) -> Vec<&str> {
        let mut columns = Vec::new();
        for (name, _) in self.rows.iter().flatten() {
            if !columns.contains(&name.as_str()) {
                columns.push(name);
            }
        }
        if self.rows.is_empty() {
            columns.extend_from_slice(match self.table.as_str() {
                "participants" => &["id"][..],
                "assignments" => &["participant", "plan"],
                "quotas" => &["participant", "quota", "period", "amount"],
                "metrics" => &["participant", "metric", "period", "value"],
                "adjustments" => &["id", "participant", "kind", "what", "amount", "reason", "approved_by"],
                "splits" => &["transaction", "participant", "share"],
                _ => &["id", "amount"],
            });
        }
        columns
    }

    /// The rows as CSV, so that they are read as every table is.
    fn csv(&self, columns: &[&str]) -> String {
        let mut text = quoted_line(columns.iter().copied());
        for row in &self.rows {
            let cell =
                |column: &&str| row.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| cell.as_str());
            text.push_str(&quoted_line(columns.iter().map(cell)));
        }
        text
    }
}
