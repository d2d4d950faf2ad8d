//! [`Bound`]: a column that was asked for, tied to the place where its cells come from.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use attain_engine::inputs::Cells;
use attain_engine::value::Value;
use attain_rules::company::{CellSource, ColumnMap, TableFile};
use attain_rules::diagnostics::d::d007;
use attain_rules::diagnostics::d::d022::Mapped;
use attain_rules::formula::expression::Type;
use attain_rules::nearest::nearest;

use crate::cell::{self, CellKind, CellTrouble};
use crate::csv::records::Record;
use crate::findings::Findings;

use super::lookup::LoadedLookup;
use super::{Wanted, cell_error};

/// Where cells come from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Place {
    /// This cell of every row.
    Field(usize),
    /// The same value in every row.
    Constant(Value),
    /// A column of a look-up.
    Lookup {
        /// Which look-up.
        lookup: usize,
        /// Which of its columns.
        column: usize,
    },
    /// The file does not have it: empty.
    Absent,
}

/// A column tied to the file.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    pub name: String,
    pub kind: CellKind,
    pub place: Place,
    pub aliases: BTreeMap<String, String>,
    pub default: Option<Value>,
    /// Does the mapping say that its numbers are percentages?
    pub is_percentage: bool,
    /// Do cells mean what they say, without aliases and default?
    is_plain: bool,
    /// What is said of it in `attain.yaml`.
    mapped: Mapped,
}

impl Bound {
    /// Ties `wanted` to its place in `table`, whose file has the columns `header`. What cannot be tied is found and absent.
    pub fn new(wanted: &Wanted, table: &TableFile, header: &[String], findings: &mut Findings) -> Self {
        let looked_up = table.lookups.iter().enumerate().find_map(|(lookup, table)| {
            table.columns.iter().position(|map| map.name == wanted.name).map(|column| Place::Lookup { lookup, column })
        });
        if let Some(map) = table.columns.iter().find(|map| map.name == wanted.name) {
            return Self::mapped(map, wanted.kind, header, findings);
        }
        let kind = CellKind::of(wanted.kind, None, None);
        let place = match (looked_up, header.iter().position(|column| *column == wanted.name)) {
            (Some(place), _) => place,
            (None, Some(field)) => Place::Field(field),
            (None, None) => {
                if wanted.required {
                    let file = findings.file().to_owned();
                    let place = wanted.place.unwrap_or(table.path.span);
                    let nearest = nearest(&wanted.name, header.iter().map(String::as_str));
                    findings.file_error(d007::missing_column(place, &file, &wanted.name, nearest));
                }
                Place::Absent
            }
        };
        let (name, aliases) = (wanted.name.clone(), BTreeMap::new());
        let mapped = mapped(&name, &CellSource::Header(name.clone()));
        Self { name, kind, place, aliases, default: None, is_percentage: false, is_plain: true, mapped }
    }

    /// Ties a column of the mapping.
    pub fn mapped(map: &ColumnMap, kind: Type, header: &[String], findings: &mut Findings) -> Self {
        let kind = CellKind::of(kind, map.date_format.as_deref(), map.time_zone.as_deref());
        let (has_aliases, has_default) = (!map.aliases.is_empty(), map.default.is_some());
        let mapped = Mapped { has_aliases, has_default, ..mapped(&map.name, &map.from) };
        let mut stated = |text: &str| {
            let value = kind.value(text);
            value.unwrap_or_else(|trouble| {
                findings.file_error(cell_error(map.span, &mapped, text, &trouble));
                Value::Empty
            })
        };
        let default = map.default.as_deref().map(&mut stated);
        let place = match &map.from {
            CellSource::Constant(text) => Place::Constant(stated(text)),
            CellSource::Header(name) => match header.iter().position(|column| column == cell::trim(name)) {
                Some(field) => Place::Field(field),
                None => {
                    let file = findings.file().to_owned();
                    let nearest = nearest(name, header.iter().map(String::as_str));
                    findings.file_error(d007::missing_column(map.span, &file, name, nearest));
                    Place::Absent
                }
            },
        };
        let aliases: BTreeMap<_, _> =
            map.aliases.iter().map(|(from, to)| (cell::trim(from).to_owned(), to.clone())).collect();
        let is_plain = aliases.is_empty() && default.is_none();
        let is_percentage = map.is_percentage;
        Self { name: map.name.clone(), kind, place, aliases, default, is_percentage, is_plain, mapped }
    }

    /// The text of the cell in `record`, aliases applied.
    #[inline]
    pub fn text<'r>(&'r self, record: &Record<'r>, field: usize) -> Cow<'r, str> {
        let text = record.cell(field);
        if self.aliases.is_empty() {
            return text;
        }
        match self.aliases.get(cell::trim(&text)) {
            Some(meant) => Cow::Borrowed(meant),
            None => text,
        }
    }

    /// Puts the cell of `record` under `column`.
    #[inline]
    pub fn push(
        &self,
        record: &Record<'_>,
        lookups: &[LoadedLookup],
        matches: &[Option<u32>],
        column: &mut Cells,
    ) -> Result<(), CellTrouble> {
        match &self.place {
            Place::Field(field) => {
                if self.is_plain
                    && let Some(text) = record.plain_cell(*field)
                {
                    return self.kind.push(text, column);
                }
                let text = self.text(record, *field);
                match &self.default {
                    Some(default) if cell::trim(&text).is_empty() => cell::push_value(default, column),
                    _ => self.kind.push(&text, column)?,
                }
            }
            // Filled in for all rows together: see [`Bound::pad`].
            Place::Constant(_) | Place::Absent => {}
            Place::Lookup { lookup, column: from } => match (lookups.get(*lookup), matches.get(*lookup)) {
                (Some(lookup), Some(Some(row))) => cell::push_value(&lookup.value(*from, *row), column),
                _ => cell::push_value(&Value::Empty, column),
            },
        }
        Ok(())
    }

    /// Fills `column` up to `rows` cells, where all of them are the same.
    pub fn pad(&self, column: &mut Cells, rows: usize) {
        match &self.place {
            Place::Constant(value) => {
                for _ in cell::count(column)..rows {
                    cell::push_value(value, column);
                }
            }
            Place::Absent => cell::pad(column, rows),
            Place::Field(_) | Place::Lookup { .. } => {}
        }
    }

    /// Where the cell stands in the text of `record`: all of it when the value is not the row's own.
    pub fn span(&self, record: &Record<'_>) -> Range<usize> {
        if let Place::Field(field) = self.place { record.span(field) } else { 0..record.text.len() }
    }

    /// The cell's value, where it can be read without look-ups.
    pub fn value(&self, record: &Record<'_>) -> Option<Value> {
        match &self.place {
            Place::Field(field) => self.kind.value(&self.text(record, *field)).ok(),
            Place::Constant(value) => Some(value.clone()),
            Place::Lookup { .. } | Place::Absent => None,
        }
    }

    /// Says that the cell of `record` cannot be read.
    pub fn complain(&self, record: &Record<'_>, trouble: &CellTrouble, findings: &mut Findings) -> &'static str {
        let Place::Field(field) = self.place else {
            return findings.row(record.row(), 0..0, |place| cell_error(place, &self.mapped, "", trouble));
        };
        let text = self.text(record, field);
        findings
            .row(record.row(), record.span(field), |place| cell_error(place, &self.mapped, cell::trim(&text), trouble))
    }
}

/// What `attain.yaml` says of the column `name` whose cells come `from` there, or would say if it listed it.
fn mapped(name: &str, from: &CellSource) -> Mapped {
    let from = match from {
        CellSource::Header(header) => format!("column: {}", scalar(header)),
        CellSource::Constant(text) => format!("value: {}", scalar(text)),
    };
    Mapped { name: name.to_owned(), from, ..Mapped::default() }
}

/// `text` as YAML has it, in quotes where it would mean something else without them.
fn scalar(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '(' | ')' | ' ' | '（' | '）');
    if text.starts_with(char::is_alphanumeric) && text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}
