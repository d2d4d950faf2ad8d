//! [`Given`]: a table that a test states instead of the company's own.

use attain_rules::company::{CellSource, ColumnMap, DataFiles, INSTANT, Schema, TableFile, TransactionFile};
use attain_rules::date::Date;
use attain_rules::formula::expression::Type;
use attain_rules::source::{Span, Spanned};

use crate::cell::date::DateFormat;
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
    /// The line in which each row is written: findings name rows by it. Rows of which none is stated follow each other.
    pub lines: Vec<u32>,
}

impl Given {
    /// The name under which findings know the table called `table`.
    #[must_use]
    pub fn path(table: &str) -> String {
        format!("given {table}")
    }

    /// The line of each row of the table, as findings know it: that in which it is written, or the next one where another row stands
    /// there. The first line has the columns' names.
    #[must_use]
    pub fn lines(rows: usize, written: &[u32]) -> Vec<u32> {
        let mut last = 1;
        let next = |row: usize| {
            last = written.get(row).copied().unwrap_or(0).max(last + 1);
            last
        };
        (0..rows).map(next).collect()
    }

    /// Puts the table into `files`, and its description into `data`.
    pub(crate) fn put_in_place(&self, files: &mut Files, data: &mut DataFiles) {
        let path = Self::path(&self.table);
        let mapped = self.mapped(data);
        let columns = self.columns(&mapped);
        files.state(&path, self.csv(&columns, &mapped).into_bytes());
        let mut table = TableFile {
            path: Spanned::new(path, Span::default()),
            delimiter: Some(b','),
            encoding: None,
            columns: mapped,
            keep: None,
            lookups: Vec::new(),
            row_schema: Vec::new(),
        };
        if self.table != "transactions" {
            return set_table(data, &self.table, table);
        }
        let source = Schema::STANDARD[Schema::SOURCE];
        if self.rows.iter().flatten().any(|(name, _)| name == source) {
            table.columns.retain(|column| column.name != source);
            let from = CellSource::Header(source.to_owned());
            table.columns.push(ColumnMap::plain(source.to_owned(), from, Type::Text, Span::default()));
        }
        data.transactions = vec![TransactionFile { source: "transactions".to_owned(), table }];
    }

    /// What the company says of the table's columns beyond their names and types: how days are written, and what empty cells mean.
    /// Moments are a matter of its files.
    fn mapped(&self, data: &DataFiles) -> Vec<ColumnMap> {
        let own: Vec<&TableFile> = match self.table.as_str() {
            "participants" => data.participants.iter().collect(),
            "assignments" => data.assignments.iter().collect(),
            "quotas" => data.quotas.iter().collect(),
            "metrics" => data.metrics.iter().collect(),
            "splits" => data.splits.iter().collect(),
            "adjustments" => data.adjustments.iter().collect(),
            _ => data.transactions.iter().map(|file| &file.table).collect(),
        };
        let has = |name: &str| self.rows.iter().flatten().any(|(column, _)| column == name);
        let mut mapped: Vec<ColumnMap> = Vec::new();
        for column in own.iter().flat_map(|table| &table.columns) {
            let has_format = column.date_format.as_ref().is_some_and(|format| format != INSTANT) && has(&column.name);
            let has_default = column.default.is_some() && column.date_format.as_deref() != Some(INSTANT);
            let known = mapped.iter().any(|other| other.name == column.name);
            if (has_format || has_default) && !known && !self.rows.is_empty() {
                let from = CellSource::Header(column.name.clone());
                mapped.push(ColumnMap { from, aliases: Vec::new(), ..column.clone() });
            }
        }
        mapped
    }

    /// The columns that any row has, in the order in which they first appear, and those that `mapped` fills. A table without rows
    /// has those that it needs.
    fn columns<'g>(&'g self, mapped: &'g [ColumnMap]) -> Vec<&'g str> {
        let mut columns = Vec::new();
        for (name, _) in self.rows.iter().flatten() {
            if !columns.contains(&name.as_str()) {
                columns.push(name);
            }
        }
        for column in mapped {
            if !columns.contains(&column.name.as_str()) {
                columns.push(&column.name);
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

    /// The rows as CSV, so that they are read as every table is. Days may be written as `2026-01-31` in every column.
    fn csv(&self, columns: &[&str], mapped: &[ColumnMap]) -> String {
        let mut text = quoted_line(columns.iter().copied());
        let formats: Vec<Option<DateFormat>> = columns
            .iter()
            .map(|name| mapped.iter().find(|column| column.name == **name))
            .map(|column| column?.date_format.as_deref().map(|format| DateFormat::of(format, None)))
            .collect();
        let mut line = 1;
        for (row, own) in self.rows.iter().zip(Self::lines(self.rows.len(), &self.lines)) {
            // Lines without anything in them are no rows.
            (line + 1..own).for_each(|_| text.push('\n'));
            line = own;
            let cell = |(column, format): (&&str, &Option<DateFormat>)| {
                let cell = row.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| cell.as_str());
                let day = format.as_ref().and_then(|format| Some(format.write(Date::parse(cell.trim())?)));
                day.unwrap_or_else(|| cell.to_owned())
            };
            let cells: Vec<String> = columns.iter().zip(&formats).map(cell).collect();
            text.push_str(&quoted_line(cells.iter().map(String::as_str)));
        }
        text
    }
}
