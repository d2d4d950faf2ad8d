//! Reads the tables that a test gives: `given` in `tests/*.yaml`.

use std::collections::BTreeSet;

use crate::both;
use crate::company::Company;
use crate::diagnostics::t;
use crate::example::{GivenRow, GivenTable, TableName};
use crate::nearest::nearest;
use crate::source::{Span, Spanned};
use crate::yaml::{Content, Entry, Node};

use super::data::{ADJUSTMENTS, ASSIGNMENTS, METRICS, PARTICIPANTS, QUOTAS, SPLITS, TRANSACTIONS};
use super::reader::{Reader, head};

/// The tables, each with its rows, and whether they say who is on which plan as far as they have to.
pub(super) fn given(reader: &mut Reader<'_>, node: &Node, company: &Company) -> (Vec<GivenTable>, bool) {
    let place = both!("the given tables", "给定的数据表");
    let Some(entries) = reader.map(node, &place) else { return (Vec::new(), false) };
    let mut tables = Vec::new();
    let mut has_seats = true;
    for Entry { key, value } in entries.iter().filter(|entry| !entry.is_hole()) {
        let Some(table) = reader.word_of(&key.text, key.span, &TableName::WORDS) else {
            has_seats = false;
            continue;
        };
        let before = reader.errors();
        // A table may be given as empty: nobody, no transactions.
        let rows = match &value.content {
            Content::List(nodes) => rows(reader, nodes, (table, key.span), company),
            Content::Empty => Vec::new(),
            _ => {
                reader.wrong_kind(value, &both!("a list of rows", "由行组成的列表"));
                Vec::new()
            }
        };
        let is_read = reader.errors() == before;
        has_seats &= is_read || !matches!(table, TableName::Participants | TableName::Assignments);
        tables.push(GivenTable { table: Spanned::new(table, key.span), rows, is_read });
    }
    (tables, has_seats)
}

/// The rows of a table, named at `span`. Their columns must be those of the table.
fn rows(reader: &mut Reader<'_>, nodes: &[Node], (table, span): (TableName, Span), company: &Company) -> Vec<GivenRow> {
    let (own, attributes) = match table {
        TableName::Transactions => (&TRANSACTIONS, false),
        TableName::Participants => (&PARTICIPANTS, true),
        TableName::Assignments => (&ASSIGNMENTS, true),
        TableName::Quotas => (&QUOTAS, false),
        TableName::Metrics => (&METRICS, false),
        TableName::Splits => (&SPLITS, false),
        TableName::Adjustments => (&ADJUSTMENTS, false),
    };
    let mut columns: Vec<&str> = own.names().map(|(name, _)| name).collect();
    if table == TableName::Transactions {
        columns.extend(company.schema.transactions.iter().map(|column| column.name.as_str()));
    }
    columns.extend(company.schema.attributes.iter().filter(|_| attributes).map(|column| column.name.as_str()));
    let mut seen = BTreeSet::new();
    columns.retain(|column| seen.insert(*column));
    let rows: Vec<GivenRow> = nodes.iter().filter_map(|node| row(reader, node, &columns)).collect();
    let has = |column: &str| rows.iter().flat_map(|row| &row.cells).any(|(name, _)| name.value == column);
    let schema = &company.schema;
    let amount = table == TableName::Transactions && schema.without_amount.is_none() && !schema.tables_unread;
    let required = own.required().chain(amount.then_some("amount"));
    for column in required.filter(|column| rows.len() == nodes.len() && !rows.is_empty() && !has(column)) {
        let name = own.name;
        reader.report(t::t001::missing_key(
            span,
            column,
            &both!("the rows of `{name}`", "`{name}` 的行"),
            sample(column),
        ));
    }
    rows
}

/// A cell as it could be written in the column.
fn sample(column: &str) -> &'static str {
    match column {
        "amount" => "1000",
        "period" => "2026-Q1",
        "value" | "share" => "50%",
        _ => "A1",
    }
}

fn row(reader: &mut Reader<'_>, node: &Node, columns: &[&str]) -> Option<GivenRow> {
    let entries = reader.entries(node, &both!("a row", "一行"))?;
    let mut cells = Vec::with_capacity(entries.len());
    for Entry { key, value } in entries {
        let mut name = key.text.as_str();
        if !columns.contains(&name) {
            reader.unknown_column(name, key.span, columns.iter().copied());
            // So that the column that was meant is not missed as well.
            name = nearest(name, columns.iter().copied()).unwrap_or(name);
        }
        let text = match &value.content {
            Content::Empty => String::new(),
            _ => reader.scalar(value, &both!("the text of a cell", "单元格文本"))?.text.clone(),
        };
        cells.push((Spanned::new(name.to_owned(), key.span), Spanned::new(text, value.span)));
    }
    Some(GivenRow { cells, span: Span { end: node.span.end, ..head(node) } })
}
