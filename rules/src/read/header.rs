//! The first line of a data file: which standard columns it has, and which it nearly has.

use std::collections::BTreeSet;

use crate::company::{CellSource, ColumnMap};
use crate::diagnostics::c;
use crate::formula::expression::Type;
use crate::formula::is_name;
use crate::nearest::nearest;
use crate::source::{Span, Spanned};

use super::data::Table;
use super::reader::Reader;

impl Reader<'_> {
    /// Standard columns that must be there, and headers that are nearly those of others.
    pub(super) fn standard_columns(
        &mut self,
        (columns, found): (&[ColumnMap], &[String]),
        row_schema: &[(String, Type)],
        table: &Table,
        path: &Spanned<String>,
    ) -> Vec<CaseSlip> {
        let mut slips = Vec::new();
        // Columns that the company lists are what it says they are.
        let listed = |header: &str| {
            let own = columns.iter().filter(|column| column.span != path.span);
            own.into_iter().any(|column| matches!(&column.from, CellSource::Header(from) if from == header))
        };
        let strange =
            || found.iter().map(String::as_str).filter(|header| table.fixed(header).is_none() && !listed(header));
        for (name, kind, required) in table.standard {
            if row_schema.iter().any(|(known, _)| known == name) {
                continue;
            }
            let same = strange().find(|header| header.to_lowercase() == *name);
            slips.extend(same.map(|header| CaseSlip { header: header.to_owned(), name, kind: *kind }));
            if *required {
                let near = nearest(name, strange());
                self.report(c::c009::column_missing(path.span, name, table.name, &path.value, near));
            } else if let Some(header) = same {
                self.report(c::c014::other_case(path.span, header, name, &path.value));
            } else if let Some(header) = strange().find(|header| is_slip(header, name)) {
                self.report(c::c014::nearly(path.span, header, name, &path.value));
            }
        }
        slips
    }
}

/// A header that is the name of a standard column but for its case.
pub(super) struct CaseSlip {
    header: String,
    name: &'static str,
    kind: Type,
}

impl CaseSlip {
    /// Takes the column for the one that is meant, so that one slip is one finding.
    pub(super) fn read_as_meant(&self, columns: &mut [ColumnMap], row_schema: &mut [(String, Type)]) {
        for column in columns.iter_mut().filter(|column| column.name == self.header) {
            (column.name, column.kind) = (self.name.to_owned(), self.kind);
        }
        for column in row_schema.iter_mut().filter(|(name, _)| *name == self.header) {
            *column = (self.name.to_owned(), self.kind);
        }
    }
}

/// Was `header` most likely meant to be `name`? Short names are near to many words: only letters that changed places, or
/// their case, tell there.
fn is_slip(header: &str, name: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
        letters.sort_unstable();
        letters
    };
    let near = nearest(header, [name]).is_some();
    near && (name.chars().count() > 5 || sorted(header) == sorted(name))
}

/// Columns of the file that nobody listed are read under their header, when that is a name.
pub(super) fn take_unlisted<'h>(
    columns: &mut Vec<ColumnMap>,
    found: impl Iterator<Item = &'h String>,
    table: &Table,
    span: Span,
) {
    let mapped: BTreeSet<String> = columns
        .iter()
        .flat_map(|column| match &column.from {
            CellSource::Header(header) => vec![column.name.clone(), header.clone()],
            CellSource::Constant(_) => vec![column.name.clone()],
        })
        .collect();
    for header in found {
        let known = table.fixed(header);
        if mapped.contains(header) || columns.iter().any(|column| column.name == *header) {
            continue;
        }
        if known.is_some() || is_name(header) {
            let (from, kind) = (CellSource::Header(header.clone()), known.unwrap_or(Type::Text));
            columns.push(ColumnMap::plain(header.clone(), from, kind, span));
        }
    }
}
