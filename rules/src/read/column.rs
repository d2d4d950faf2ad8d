//! Columns of data files: `our name: header`, or a map that says more.

use crate::both;
use crate::company::{CellSource, ColumnMap, INSTANT};
use crate::diagnostics::c;
use crate::formula::expression::Type;
use crate::yaml::{Content, Entry, Node};

use super::data::Table;
use super::fields::Fields;
use super::reader::Reader;
use super::value::parse_number;
use super::words::{COLUMN_TYPES, PERCENT, YES_NO, type_word};

const KEYS: &[&str] = &["column", "value", "type", "format", "aliases", "default"];

/// How days may be written in files.
const DATE_FORMATS: &[(&str, ())] = &[
    ("YYYY-MM-DD", ()),
    ("YYYY/M/D", ()),
    ("M/D/YYYY", ()),
    ("D/M/YYYY", ()),
    ("D.M.YYYY", ()),
    ("YYYYMMDD", ()),
    ("YYYY年M月D日", ()),
    ("excel", ()),
    (INSTANT, ()),
];

impl Reader<'_> {
    /// The entries of `columns`.
    pub(super) fn columns(&mut self, node: &Node, table: &Table) -> Vec<ColumnMap> {
        let entries = self.map(node, &both!("columns", "列")).unwrap_or_default();
        entries.iter().filter(|entry| !entry.is_hole()).filter_map(|entry| self.column(entry, table)).collect()
    }

    fn column(&mut self, entry: &Entry, table: &Table) -> Option<ColumnMap> {
        let name = entry.key.text.clone();
        let span = entry.key.span;
        let plain = |from| ColumnMap::plain(name.clone(), from, table.fixed(&name).unwrap_or(Type::Text), span);
        match &entry.value.content {
            Content::Scalar(header) => Some(plain(CellSource::Header(header.text.clone()))),
            Content::Empty => {
                self.report(crate::diagnostics::t::t024::empty_value(span, &name));
                None
            }
            _ => {
                let fields = self.fields(&entry.value, &both!("a column", "列"), KEYS)?;
                let from = self.cells(&fields, entry)?;
                let mut column = plain(from);
                self.kind(&fields, table, &mut column);
                self.format(&fields, &mut column);
                column.aliases = fields.get("aliases").map(|node| self.aliases(node)).unwrap_or_default();
                column.default = fields.get("default").and_then(|node| self.default_value(node, &column));
                Some(column)
            }
        }
    }

    fn cells(&mut self, fields: &Fields<'_>, entry: &Entry) -> Option<CellSource> {
        match (fields.get("column"), fields.get("value")) {
            (Some(header), None) => self.text(header).map(CellSource::Header),
            (None, Some(value)) => self.text(value).map(CellSource::Constant),
            _ => {
                self.report(c::c006::cells_from_where(entry.key.span, &entry.key.text));
                None
            }
        }
    }

    fn kind(&mut self, fields: &Fields<'_>, table: &Table, column: &mut ColumnMap) {
        let Some(node) = fields.get("type") else { return };
        let Some(kind) = self.word(node, COLUMN_TYPES) else {
            if fields.has("format") && table.fixed(&column.name).is_none() {
                // Whatever was meant, it has days.
                column.kind = Type::Date;
            } else {
                column.has_type = table.fixed(&column.name).is_some();
            }
            return;
        };
        match table.fixed(&column.name) {
            Some(fixed) if fixed != kind => {
                self.report(c::c003::fixed_type(node.span, &column.name, type_word(fixed)));
            }
            Some(_) => {}
            None => {
                column.kind = kind;
                column.is_percentage = self.text(node).is_some_and(|word| word == PERCENT);
            }
        }
    }

    fn format(&mut self, fields: &Fields<'_>, column: &mut ColumnMap) {
        let Some(node) = fields.get("format") else { return };
        if column.kind != Type::Date {
            return self.report(c::c007::format_without_date(node.span, &column.name));
        }
        if self.word(node, DATE_FORMATS).is_some() {
            column.date_format = self.text(node);
        }
    }

    fn aliases(&mut self, node: &Node) -> Vec<(String, String)> {
        let entries = self.entries(node, &both!("aliases", "别名")).unwrap_or_default();
        let mut aliases = Vec::new();
        for entry in entries {
            if let Some(value) = self.scalar(&entry.value, &both!("a text", "文本")) {
                aliases.push((entry.key.text.clone(), value.text.clone()));
            }
        }
        aliases
    }

    fn default_value(&mut self, node: &Node, column: &ColumnMap) -> Option<String> {
        let scalar = self.scalar(node, &both!("a text", "文本"))?;
        let text = scalar.text.trim();
        let fits = match column.kind {
            Type::Number(_) => parse_number(text).is_some(),
            Type::YesNo => YES_NO.iter().any(|(word, _)| *word == text),
            Type::Text | Type::Date => !text.is_empty(),
        };
        if !fits {
            self.report(c::c011::default_of_wrong_type(scalar.span, &column.name, text, type_word(column.kind)));
            // Rows with empty cells are no mistakes of their own.
            return match column.kind {
                Type::Number(_) => Some("0".to_owned()),
                Type::YesNo => Some("no".to_owned()),
                Type::Text | Type::Date => None,
            };
        }
        Some(text.to_owned())
    }
}
