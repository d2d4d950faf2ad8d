//! The tables under `data`: which files they are, and what their columns are called.

use crate::both;
use crate::company::{CellSource, ColumnMap, DataFiles, Lookup, TableFile, TransactionFile};
use crate::diagnostics::c::c015::Sign;
use crate::diagnostics::{c, n};
use crate::formula::Scope;
use crate::formula::expression::{Type, Unit};
use crate::nearest::nearest;
use crate::source::{Span, Spanned};
use crate::yaml::{Content, Node, column};

use super::fields::Fields;
use super::header::take_unlisted;
use super::reader::Reader;

/// What must be known to read the first line of a data file.
#[derive(Clone, Copy, Debug)]
pub struct FileHead<'a> {
    /// Path relative to the company folder.
    pub path: &'a str,
    /// Separator, where the company states one.
    pub delimiter: Option<u8>,
    /// Encoding label, where the company states one.
    pub encoding: Option<&'a str>,
}

/// Gives the headers of a data file, or nothing when it cannot be read.
pub type Headers<'a> = dyn FnMut(&FileHead<'_>) -> Option<Vec<String>> + 'a;

/// A table of the company and its standard columns.
pub(super) struct Table {
    /// Its key under `data`.
    pub(super) name: &'static str,
    /// Name, type, and whether it must be there.
    pub(super) standard: &'static [(&'static str, Type, bool)],
}

const MONEY: Type = Type::Number(Unit::Money);
const NUMBER: Type = Type::Number(Unit::Ratio);

pub(super) const PARTICIPANTS: Table = Table {
    name: "participants",
    standard: &[
        ("id", Type::Text, true),
        ("name", Type::Text, false),
        ("left_on", Type::Date, false),
        ("left_because", Type::Text, false),
    ],
};
pub(super) const ASSIGNMENTS: Table = Table {
    name: "assignments",
    standard: &[
        ("participant", Type::Text, true),
        ("plan", Type::Text, true),
        ("from", Type::Date, false),
        ("to", Type::Date, false),
        ("position", Type::Text, false),
        ("role", Type::Text, false),
        ("team", Type::Text, false),
        ("manager", Type::Text, false),
        ("acting_for", Type::Text, false),
        ("region", Type::Text, false),
        ("salary", MONEY, false),
        ("target_pay", MONEY, false),
    ],
};
pub(super) const QUOTAS: Table = Table {
    name: "quotas",
    standard: &[
        ("participant", Type::Text, true),
        ("quota", Type::Text, true),
        ("period", Type::Text, true),
        ("amount", NUMBER, true),
    ],
};
pub(super) const METRICS: Table = Table {
    name: "metrics",
    standard: &[
        ("participant", Type::Text, true),
        ("metric", Type::Text, true),
        ("period", Type::Text, true),
        ("value", NUMBER, true),
    ],
};
pub(super) const SPLITS: Table = Table {
    name: "splits",
    standard: &[("transaction", Type::Text, true), ("participant", Type::Text, true), ("share", NUMBER, true)],
};
pub(super) const ADJUSTMENTS: Table = Table {
    name: "adjustments",
    standard: &[
        ("id", Type::Text, true),
        ("participant", Type::Text, true),
        ("kind", Type::Text, true),
        ("what", Type::Text, true),
        ("amount", NUMBER, true),
        ("reason", Type::Text, true),
        ("approved_by", Type::Text, true),
        ("plan", Type::Text, false),
        ("period", Type::Text, false),
        ("day", Type::Date, false),
        ("paid_in", Type::Text, false),
    ],
};
pub(super) const TRANSACTIONS: Table = Table {
    name: "transactions",
    standard: &[
        ("id", Type::Text, true),
        // Needed where a plan names it: see [`Schema::without_amount`](crate::company::Schema::without_amount).
        ("amount", MONEY, false),
        ("revision", Type::Number(Unit::Count), false),
        ("corrects", Type::Text, false),
        ("relates_to", Type::Text, false),
        ("currency", Type::Text, false),
    ],
};
/// The files that lookups name have no standard columns.
const LOOKED_UP: Table = Table { name: "lookups", standard: &[] };

pub(super) const TABLES: &[&str] =
    &["participants", "assignments", "quotas", "transactions", "metrics", "splits", "adjustments"];
const TABLE_KEYS: &[&str] = &["file", "delimiter", "encoding", "columns", "keep", "lookups"];
const TRANSACTION_KEYS: &[&str] = &["file", "source", "delimiter", "encoding", "columns", "keep", "lookups"];
const LOOKUP_KEYS: &[&str] = &["file", "by", "key", "columns", "missing", "delimiter", "encoding"];
const DELIMITERS: &[(&str, u8)] = &[(",", b','), (";", b';'), ("tab", b'\t')];
/// Signs by which files part their columns, also those that are not read.
const SIGNS: &[u8] = b",;\t|^~";

impl Table {
    /// The type of a standard column.
    pub(super) fn fixed(&self, name: &str) -> Option<Type> {
        self.standard.iter().find(|(standard, ..)| *standard == name).map(|(_, kind, _)| *kind)
    }

    /// Names of the columns that must be there.
    pub(super) fn required(&self) -> impl Iterator<Item = &'static str> {
        self.standard.iter().filter(|(.., required)| *required).map(|(name, ..)| *name)
    }

    /// Names of the standard columns.
    pub(super) fn names(&self) -> impl Iterator<Item = (&'static str, Type)> {
        self.standard.iter().map(|(name, kind, _)| (*name, *kind))
    }
}

/// A table as far as it has been read: the file with its columns, and whether these are all that it has, but for those that are
/// written in lines which could not be read.
pub(super) struct ReadTable {
    pub(super) file: TableFile,
    pub(super) columns_known: bool,
}

/// What `data` says, and of which tables all columns are known.
#[derive(Default)]
pub(super) struct Data {
    pub(super) files: DataFiles,
    pub(super) assignments_known: bool,
    pub(super) participants_known: bool,
    pub(super) transactions_partial: bool,
    /// Could `data` itself not be read, or a part of it?
    pub(super) unread: bool,
    /// Where the tables are named of which a part could not be read.
    broken: Vec<Span>,
    /// The first file of transactions without a column for `amount`.
    pub(super) without_amount: Option<String>,
}

impl Data {
    /// Of a company of whose data nothing could be read.
    pub(super) fn unread() -> Self {
        Self { transactions_partial: true, unread: true, ..Self::default() }
    }

    /// Could a part of the table not be read?
    pub(super) fn is_broken(&self, table: &TableFile) -> bool {
        self.broken.contains(&table.path.span)
    }

    /// Leaves out the tables of which a part could not be read: what the others are, that part would have said of their rows.
    pub(super) fn leave_out_broken(&mut self) {
        let is_broken = |table: &mut TableFile| self.broken.contains(&table.path.span);
        let files = &mut self.files;
        let tables = [
            &mut files.participants,
            &mut files.assignments,
            &mut files.quotas,
            &mut files.metrics,
            &mut files.splits,
            &mut files.adjustments,
        ];
        tables.into_iter().for_each(|table| drop(table.take_if(is_broken)));
        files.transactions.retain_mut(|file| !is_broken(&mut file.table));
    }
}

impl Reader<'_> {
    /// Reads the value of `data`.
    pub(super) fn data(&mut self, node: &Node, headers: &mut Headers<'_>) -> Data {
        let mut data = Data { unread: node.has_hole(), ..Data::default() };
        let Some(fields) = self.fields_of_root(node, &both!("`data`", "`data`"), TABLES) else { return Data::unread() };
        let broken = &mut data.broken;
        let mut table = |reader: &mut Self, kind: &Table, required: bool| {
            let node = if required { reader.require(&fields, kind.name) } else { fields.get(kind.name) }?;
            let read = reader.table(node, kind, headers)?;
            broken.extend(node.has_hole().then_some(read.file.path.span));
            Some(read)
        };
        let participants = table(self, &PARTICIPANTS, true);
        let assignments = table(self, &ASSIGNMENTS, true);
        data.files.quotas = table(self, &QUOTAS, false).map(|read| read.file);
        data.files.metrics = table(self, &METRICS, false).map(|read| read.file);
        data.files.splits = table(self, &SPLITS, false).map(|read| read.file);
        data.files.adjustments = table(self, &ADJUSTMENTS, false).map(|read| read.file);
        data.participants_known = participants.as_ref().is_some_and(|read| read.columns_known);
        data.assignments_known = assignments.as_ref().is_some_and(|read| read.columns_known);
        data.files.participants = participants.map(|read| read.file);
        data.files.assignments = assignments.map(|read| read.file);
        match fields.get(TRANSACTIONS.name) {
            Some(node) => self.transactions(node, headers, &mut data),
            // An error may be the reason why they are not there.
            None => data.transactions_partial = data.unread || self.out.has_errors(),
        }
        let lacks_amount = |file: &&TransactionFile| {
            let has_it = file.table.row_schema.iter().any(|(name, _)| name == "amount");
            !has_it && !data.is_broken(&file.table)
        };
        let without = data.files.transactions.iter().find(lacks_amount);
        data.without_amount = without.map(|file| file.table.path.value.clone());
        data
    }

    /// Reads the files of transactions into `data`.
    fn transactions(&mut self, node: &Node, headers: &mut Headers<'_>, data: &mut Data) {
        let files = &mut data.files.transactions;
        let nodes = self.one_or_many(node, TRANSACTIONS.name);
        for node in nodes {
            let Some(read) = self.table(node, &TRANSACTIONS, headers) else {
                // Of a file that could not even be named, the columns are not known either.
                data.transactions_partial |= !self.is_inner(node, nodes);
                continue;
            };
            data.transactions_partial |= !read.columns_known;
            data.broken.extend(node.has_hole().then_some(read.file.path.span));
            let stated = match &node.content {
                Content::Map(entries) => entries.iter().find(|entry| entry.key.text == "source"),
                _ => None,
            };
            let source =
                stated.and_then(|entry| self.text(&entry.value)).unwrap_or_else(|| TRANSACTIONS.name.to_owned());
            // What it is called may stand in the part that could not be read.
            let is_named = stated.is_some() || !node.has_hole();
            if let Some(earlier) = files.iter().find(|file| file.source == source).filter(|_| is_named) {
                let finding = c::c005::source_twice(read.file.path.span, &source, earlier.table.path.span);
                self.report(finding);
            }
            files.push(TransactionFile { source, table: read.file });
        }
    }

    /// Are the lines of `node`, one of `nodes` that could not be read, indented as those of the keys of others? Then it is a part of
    /// one of them.
    fn is_inner(&self, node: &Node, nodes: &[Node]) -> bool {
        let blanks = |node: &Node| {
            let lines = self.file.get(node.span.start as usize..).unwrap_or_default();
            lines.len().saturating_sub(lines.trim_start_matches(' ').len())
        };
        let others = nodes.iter().filter(|other| matches!(other.content, Content::Map(_)));
        let inner = others.map(|other| column(self.file, other.span.start as usize)).min();
        matches!(node.content, Content::Broken) && inner.is_some_and(|inner| blanks(node) >= inner)
    }

    fn table(&mut self, node: &Node, table: &Table, headers: &mut Headers<'_>) -> Option<ReadTable> {
        if let Content::Scalar(_) = node.content {
            let path = self.path(node)?;
            return Some(self.complete(None, path, table, headers));
        }
        let keys = if table.name == TRANSACTIONS.name { TRANSACTION_KEYS } else { TABLE_KEYS };
        let name = table.name;
        let fields = self.fields_of_root(node, &both!("the table `{name}`", "`{name}` 表"), keys)?;
        let path = self.require(&fields, "file").and_then(|node| self.path(node))?;
        Some(self.complete(Some((&fields, node)), path, table, headers))
    }

    fn path(&mut self, node: &Node) -> Option<Spanned<String>> {
        let path = self.text(node)?;
        if path.contains('\\') {
            self.report(c::c001::backslash_in_path(node.span, &path));
        }
        Some(Spanned::new(path, node.span))
    }

    fn complete(
        &mut self,
        map: Option<(&Fields<'_>, &Node)>,
        path: Spanned<String>,
        table: &Table,
        headers: &mut Headers<'_>,
    ) -> ReadTable {
        let get = |key: &str| map.and_then(|(fields, _)| fields.get(key));
        let is_whole = map.is_none_or(|(_, node)| !node.has_hole());
        let delimiter = get("delimiter").and_then(|node| self.word(node, DELIMITERS));
        let encoding = get("encoding").and_then(|node| self.text(node));
        let mut columns = get("columns").map(|node| self.columns(node, table)).unwrap_or_default();
        let head = FileHead { path: &path.value, delimiter, encoding: encoding.as_deref() };
        let found = headers(&head).filter(|found| self.is_parted_well(found, &path, delimiter));
        if let Some(found) = &found {
            self.compare(&columns, found, &path.value);
            // What is said of a column in a part that could not be read is not known, its type among that.
            let lost = self.lost().filter(|_| !is_whole);
            let is_lost = |name: &str| lost.is_some_and(|lost| lost.may_have_measure(name));
            take_unlisted(&mut columns, found.iter().filter(|header| !is_lost(header)), table, path.span);
        }
        let mut row_schema: Vec<(String, Type)> =
            columns.iter().map(|column| (column.name.clone(), column.kind)).collect();
        if found.is_none() {
            // Nothing is known of the file, which is reported elsewhere: its standard columns count as there.
            for (name, kind) in table.names() {
                if !row_schema.iter().any(|(known, _)| known == name) {
                    row_schema.push((name.to_owned(), kind));
                }
            }
        }
        let (lookups, all) = match get("lookups") {
            Some(node) => self.lookups(node, &columns, &mut row_schema, headers),
            None => (Vec::new(), true),
        };
        if let Some(found) = found.as_ref().filter(|_| is_whole) {
            for slip in self.standard_columns((&columns, found), &row_schema, table, &path) {
                slip.read_as_meant(&mut columns, &mut row_schema);
            }
        }
        let scope = Scope { columns: &row_schema, ..Scope::default() };
        let keep = get("keep").and_then(|node| self.condition(node, &scope));
        let file = TableFile { path, delimiter, encoding, columns, keep, lookups, row_schema };
        ReadTable { file, columns_known: all && found.is_some() }
    }

    /// Is the header more than one name, or a name that no sign parts? Else nothing that follows from it is told.
    fn is_parted_well(&mut self, found: &[String], path: &Spanned<String>, delimiter: Option<u8>) -> bool {
        let [only] = found else { return true };
        let word = |byte: u8| DELIMITERS.iter().find(|(_, known)| *known == byte).map(|(word, _)| *word);
        let sign = |sign: &u8| only.contains(char::from(*sign));
        let Some(sign) = SIGNS.iter().find(|one| sign(one)) else { return true };
        let other = word(*sign).map_or(Sign::Other(char::from(*sign)), Sign::Read);
        self.report(c::c015::parted_otherwise(path.span, &path.value, other, delimiter.and_then(word)));
        false
    }

    /// Every header that is named must be in the file.
    fn compare(&mut self, columns: &[ColumnMap], found: &[String], file: &str) {
        for column in columns {
            if let CellSource::Header(header) = &column.from {
                self.header(header, found, file, column.span);
            }
        }
    }

    fn header(&mut self, header: &str, found: &[String], file: &str, span: Span) {
        if found.iter().any(|known| known == header) {
            return;
        }
        // `Amount` for `Amount (CNY)`.
        let mut longer = found.iter().filter(|known| known.starts_with(header));
        let longer = longer.next().filter(|_| longer.next().is_none());
        let near = nearest(header, found.iter().map(String::as_str)).or(longer.map(String::as_str));
        let known = found.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        self.report(c::c008::no_such_header(span, header, file, near, &known));
    }

    /// The look-ups, and whether these are all.
    fn lookups(
        &mut self,
        node: &Node,
        columns: &[ColumnMap],
        row_schema: &mut Vec<(String, Type)>,
        headers: &mut Headers<'_>,
    ) -> (Vec<Lookup>, bool) {
        let mut lookups: Vec<Lookup> = Vec::new();
        let mut all = true;
        for node in self.one_or_many(node, "lookups") {
            let Some(lookup) = self.lookup(node, row_schema, headers) else {
                all &= node.has_hole();
                continue;
            };
            for column in &lookup.columns {
                let earlier = columns.iter().chain(lookups.iter().flat_map(|lookup| &lookup.columns));
                match earlier.into_iter().find(|earlier| earlier.name == column.name) {
                    Some(earlier) => {
                        self.report(c::c012::column_twice(column.span, &column.name, earlier.span));
                    }
                    None => row_schema.push((column.name.clone(), column.kind)),
                }
            }
            lookups.push(lookup);
        }
        (lookups, all)
    }

    fn lookup(&mut self, node: &Node, row_schema: &[(String, Type)], headers: &mut Headers<'_>) -> Option<Lookup> {
        let fields = self.fields_of_root(node, &both!("a lookup", "对照表"), LOOKUP_KEYS)?;
        let path = self.require(&fields, "file").and_then(|node| self.path(node));
        let by = self.require(&fields, "by").and_then(|node| Some(Spanned::new(self.text(node)?, node.span)));
        let key = self.require(&fields, "key").and_then(|node| Some((self.text(node)?, node.span)));
        let columns = self.require(&fields, "columns").map(|node| self.columns(node, &LOOKED_UP)).unwrap_or_default();
        let missing = [("refuse", false), ("empty", true)];
        let optional = fields.get("missing").and_then(|node| self.word(node, &missing)).unwrap_or(false);
        let delimiter = fields.get("delimiter").and_then(|node| self.word(node, DELIMITERS));
        let encoding = fields.get("encoding").and_then(|node| self.text(node));
        if let Some(by) = &by
            && !row_schema.iter().any(|(name, _)| *name == by.value)
        {
            self.unknown_column(&by.value, by.span, row_schema.iter().map(|(name, _)| name.as_str()));
        }
        let (path, by, (key, key_span)) = (path?, by?, key?);
        let head = FileHead { path: &path.value, delimiter, encoding: encoding.as_deref() };
        if let Some(found) = headers(&head).filter(|found| self.is_parted_well(found, &path, delimiter)) {
            self.header(&key, &found, &path.value, key_span);
            self.compare(&columns, &found, &path.value);
        }
        Some(Lookup { path, delimiter, encoding, by, key, columns, optional, span: key_span })
    }

    /// Says that no column is called `name`.
    pub(super) fn unknown_column<'c>(&mut self, name: &str, span: Span, known: impl Iterator<Item = &'c str> + Clone) {
        let list = known.clone().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        self.report(n::n021::unknown_column(span, name, nearest(name, known), &list));
    }
}
