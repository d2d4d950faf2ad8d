//! The columns that formulas can name, put together from all data files.

use std::collections::BTreeSet;

use crate::company::{Column, ColumnMap, ColumnOrigin, Schema, TableFile};
use crate::diagnostics::c;
use crate::formula::expression::Type;
use crate::source::Span;

use super::data::{ASSIGNMENTS, Data, PARTICIPANTS, TRANSACTIONS};
use super::lost::Lost;
use super::reader::Reader;
use super::words::type_word;

/// The schema of a company's data.
pub(super) fn of(reader: &mut Reader<'_>, data: &Data) -> Schema {
    let mut schema = Schema {
        transactions: standard(),
        attributes: Vec::new(),
        transactions_partial: data.transactions_partial,
        attributes_partial: !data.assignments_known || !data.participants_known,
        untyped: untyped(data),
        units_partial: false,
        tables_unread: data.unread,
        lost: if data.unread { reader.lost().cloned().unwrap_or_default() } else { Lost::default() },
        without_amount: data.without_amount.clone(),
    };
    let mut written: Vec<(String, Span)> = Vec::new();
    for file in &data.files.transactions {
        for column in mapped(&file.table) {
            let known = schema.transactions.iter().find(|known| known.name == column.name);
            match known.map(|known| known.kind) {
                None => {
                    schema.transactions.push(Column {
                        name: column.name.clone(),
                        kind: column.kind,
                        origin: ColumnOrigin::Transaction,
                    });
                    written.push((column.name.clone(), column.span));
                }
                Some(kind) if kind != column.kind => {
                    let earlier = written.iter().find(|(name, _)| *name == column.name);
                    let earlier = earlier.map_or(column.span, |(_, span)| *span);
                    let (one, other) = (type_word(column.kind), type_word(kind));
                    reader.report(c::c004::two_types(column.span, &column.name, one, other, earlier));
                }
                Some(_) => {}
            }
        }
    }
    let hidden = ["participant", "plan", "from", "to", "id", "name"];
    let mut attributes =
        |file: Option<&TableFile>, origin: ColumnOrigin, unseen: &mut dyn Iterator<Item = (&'static str, Type)>| {
            let own = file.into_iter().flat_map(mapped).map(|column| (column.name.clone(), column.kind));
            for (name, kind) in own.chain(unseen.map(|(name, kind)| (name.to_owned(), kind))) {
                // Assignments go first: what they say holds for their days.
                if !hidden.contains(&name.as_str()) && !schema.attributes.iter().any(|known| known.name == name) {
                    schema.attributes.push(Column { name, kind, origin });
                }
            }
        };
    // In a part that could not be read any standard column may be named.
    let all_seen = |known: bool, file: &Option<TableFile>| {
        if known && !file.as_ref().is_some_and(|file| data.is_broken(file)) { usize::MAX } else { 0 }
    };
    let seen = all_seen(data.assignments_known, &data.files.assignments);
    attributes(data.files.assignments.as_ref(), ColumnOrigin::Assignment, &mut ASSIGNMENTS.names().skip(seen));
    let seen = all_seen(data.participants_known, &data.files.participants);
    attributes(data.files.participants.as_ref(), ColumnOrigin::Participant, &mut PARTICIPANTS.names().skip(seen));
    schema
}

/// The columns of a file that have a type.
fn mapped(file: &TableFile) -> impl Iterator<Item = &ColumnMap> {
    all_mapped(file).filter(|column| column.has_type)
}

fn all_mapped(file: &TableFile) -> impl Iterator<Item = &ColumnMap> {
    file.columns.iter().chain(file.lookups.iter().flat_map(|lookup| &lookup.columns))
}

/// The columns of whose type nothing could be read.
fn untyped(data: &Data) -> BTreeSet<String> {
    let files = data.files.transactions.iter().map(|file| &file.table);
    let files = files.chain(&data.files.assignments).chain(&data.files.participants);
    let columns = files.flat_map(all_mapped).filter(|column| !column.has_type);
    columns.map(|column| column.name.clone()).collect()
}

/// The columns that every transaction has.
fn standard() -> Vec<Column> {
    let kind = |name: &str| TRANSACTIONS.fixed(name).unwrap_or(Type::Text);
    Schema::STANDARD
        .iter()
        .map(|name| Column { name: (*name).to_owned(), kind: kind(name), origin: ColumnOrigin::Transaction })
        .collect()
}
