//! [`Company`]: what `attain.yaml` says, and the columns that plans and data have in common.

use std::collections::BTreeSet;

use iso_currency::Currency;

use crate::calendar::Calendar;
use crate::formula::expression::{Formula, Type};
use crate::period::Period;
use crate::read::lost::Lost;
use crate::source::{Span, Spanned};
use crate::text::{Language, Text};
use crate::unit::{CompanyUnit, UnitPlace};

/// The company folder's `attain.yaml`, checked.
#[derive(Clone, Debug)]
pub struct Company {
    /// Its name.
    pub name: Text,
    /// Currency in which it pays.
    pub currency: Currency,
    /// What else it pays in, in the order of the file.
    pub units: Vec<CompanyUnit>,
    /// Its calendar.
    pub calendar: Calendar,
    /// IANA name of the time zone in which days are reckoned.
    pub time_zone: String,
    /// Languages in which statements appear, the first one by default.
    pub languages: Vec<Language>,
    /// Period that a run computes when none is named.
    pub period: Option<Period>,
    /// Where the data is.
    pub data: DataFiles,
    /// What happens to broken rows.
    pub broken_rows: BrokenRows,
    /// Columns of transactions, and attributes of participants and assignments.
    pub schema: Schema,
}

impl Company {
    /// Digits of the currency behind the point.
    #[must_use]
    pub fn minor_digits(&self) -> u8 {
        minor_digits(self.currency)
    }

    /// The unit at a place.
    #[must_use]
    pub fn unit(&self, place: UnitPlace) -> Option<&CompanyUnit> {
        self.units.get(usize::from(place.0))
    }

    /// The place of the unit of this name.
    #[must_use]
    pub fn unit_named(&self, name: &str) -> Option<UnitPlace> {
        let place = self.units.iter().position(|unit| unit.name == name)?;
        u16::try_from(place).ok().map(UnitPlace)
    }

    /// Digits behind the point of amounts in a unit, or of money.
    #[must_use]
    pub fn digits_of(&self, unit: Option<UnitPlace>) -> u8 {
        match unit {
            Some(unit) => self.unit(unit).map_or(0, |unit| unit.digits),
            None => self.minor_digits(),
        }
    }

    /// What results call a unit, or money: its name, or the ISO code of the currency.
    #[must_use]
    pub fn name_of(&self, unit: Option<UnitPlace>) -> &str {
        match unit {
            Some(unit) => self.unit(unit).map_or("", |unit| &unit.name),
            None => self.currency.code(),
        }
    }

    /// What people call a unit, or money.
    #[must_use]
    pub fn title_of(&self, unit: Option<UnitPlace>) -> Text {
        match unit {
            Some(unit) => self.unit(unit).map(|unit| unit.title.clone()).unwrap_or_default(),
            None => Text::same(self.currency.code()),
        }
    }
}

/// Digits of a currency behind the point: 2 of a yuan, 0 of a yen.
#[must_use]
pub fn minor_digits(currency: Currency) -> u8 {
    currency.exponent().and_then(|digits| u8::try_from(digits).ok()).unwrap_or(2)
}

/// The same of the currency with this ISO code; nothing where there is none.
#[must_use]
pub fn minor_digits_of(code: &str) -> Option<u8> {
    Currency::from_code(code).map(minor_digits)
}

/// What happens to rows that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum BrokenRows {
    /// Nothing is computed.
    #[default]
    Refuse,
    /// They are left out and stand in the report with count and sum.
    SetAside,
}

/// The columns that formulas can name.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Columns of every transaction batch, in this order; [`Schema::STANDARD`] first, then the company's own.
    pub transactions: Vec<Column>,
    /// Attributes as they stand for a participant on a day: columns of assignments, then of participants.
    pub attributes: Vec<Column>,
    /// Could the transactions not be named, or the header of one of their files not be read? Then there may be more columns.
    pub transactions_partial: bool,
    /// Could the header of participants or assignments not be read? Then there may be more attributes.
    pub attributes_partial: bool,
    /// Columns of whose type nothing could be read: they are in none of the lists.
    pub untyped: BTreeSet<String>,
    /// Could it not be read which units there are?
    pub units_partial: bool,
    /// Could it not be read which tables there are, or what some of them are?
    pub tables_unread: bool,
    /// The parts of the company's file that could not be read, where they are among its tables.
    pub(crate) lost: Lost,
    /// A file of transactions that has no column for `amount`: then no formula can name it.
    pub without_amount: Option<String>,
}

/// A column with a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name in formulas.
    pub name: String,
    /// Its type.
    pub kind: Type,
    /// Where it comes from.
    pub origin: ColumnOrigin,
}

/// Which table an attribute comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnOrigin {
    /// Transactions.
    Transaction,
    /// Assignments.
    Assignment,
    /// Participants.
    Participant,
}

impl Schema {
    /// Transaction columns that always exist, in this order, and their types: identity first (source, id, revision,
    /// `corrects`, `relates_to`), then amount and currency.
    pub const STANDARD: [&'static str; 7] =
        ["source", "id", "revision", "corrects", "relates_to", "amount", "currency"];
    /// Attributes that are texts whatever their cells hold: no mapping gives them another type.
    pub const TEXT_ATTRIBUTES: [&'static str; 7] =
        ["position", "role", "team", "manager", "acting_for", "region", "left_because"];
    /// The attribute that names whoever stands above: the id of a participant.
    const MANAGER: &'static str = "manager";
    /// The attribute that names whose seat somebody holds for the days of the assignment: the id of a participant.
    const ACTING_FOR: &'static str = "acting_for";
    /// Place of `source` among the transaction columns.
    pub const SOURCE: usize = 0;
    /// Place of `id`.
    pub const ID: usize = 1;
    /// Place of `revision`, a count; empty means 0.
    pub const REVISION: usize = 2;
    /// Place of `corrects`: id of the transaction that this one revises or reverses.
    pub const CORRECTS: usize = 3;
    /// Place of `relates_to`: id of the order behind an invoice, cash receipt or cancellation.
    pub const RELATES_TO: usize = 4;
    /// Place of `amount`, money.
    pub const AMOUNT: usize = 5;
    /// Place of `currency`: ISO code, the company's when empty.
    pub const CURRENCY: usize = 6;

    /// The place of the attribute that names whoever stands above, where the data has one that is a text.
    #[must_use]
    pub fn manager(&self) -> Option<usize> {
        self.text_attribute(Self::MANAGER)
    }

    /// The place of the attribute that names for whom somebody acts, where the data has one that is a text.
    #[must_use]
    pub fn acting_for(&self) -> Option<usize> {
        self.text_attribute(Self::ACTING_FOR)
    }

    fn text_attribute(&self, name: &str) -> Option<usize> {
        self.attributes.iter().position(|attribute| attribute.name == name && attribute.kind == Type::Text)
    }
}

impl DataFiles {
    /// Says in which time zone the moments of all tables are days.
    pub(crate) fn reckon_in(&mut self, time_zone: &str) {
        let tables = [
            &mut self.participants,
            &mut self.assignments,
            &mut self.quotas,
            &mut self.metrics,
            &mut self.splits,
            &mut self.adjustments,
        ];
        let transactions = self.transactions.iter_mut().map(|file| &mut file.table);
        for table in tables.into_iter().flatten().chain(transactions) {
            let looked_up = table.lookups.iter_mut().flat_map(|lookup| &mut lookup.columns);
            for column in table.columns.iter_mut().chain(looked_up) {
                if column.date_format.as_deref() == Some(INSTANT) {
                    column.time_zone = Some(time_zone.to_owned());
                }
            }
        }
    }
}

/// The format of days that are written as moments.
pub const INSTANT: &str = "instant";

/// Where the data is.
#[derive(Clone, Debug, Default)]
pub struct DataFiles {
    /// People: `id`, `name`, `left_on`, `left_because`, attributes.
    pub participants: Option<TableFile>,
    /// `participant`, `plan`, `from`, `to`, `role`, `team`, `manager`, `acting_for`, `region`, `salary`, `target_pay`, attributes.
    pub assignments: Option<TableFile>,
    /// `participant`, `quota`, `period`, `amount`.
    pub quotas: Option<TableFile>,
    /// `participant`, `metric`, `period`, `value`.
    pub metrics: Option<TableFile>,
    /// `transaction`, `participant`, `share`.
    pub splits: Option<TableFile>,
    /// `id`, `participant`, `kind`, `what`, `amount`, `reason`, `approved_by`, `plan`, `period`, `day`, `paid_in`.
    pub adjustments: Option<TableFile>,
    /// One file a source, each with the columns of [`Schema::transactions`].
    pub transactions: Vec<TransactionFile>,
}

/// A file of transactions.
#[derive(Clone, Debug)]
pub struct TransactionFile {
    /// Name of the source, part of a transaction's identity.
    pub source: String,
    /// The file.
    pub table: TableFile,
}

/// A CSV file and how its columns are named.
#[derive(Clone, Debug)]
pub struct TableFile {
    /// Path relative to the company folder, as it was written.
    pub path: Spanned<String>,
    /// Separator; found out from the header when absent.
    pub delimiter: Option<u8>,
    /// Encoding label of the file (`utf-8`, `gbk`, ...); UTF-8 when absent.
    pub encoding: Option<String>,
    /// Columns, by the project's names: those that are listed, then those of the file's headers that are not, when their
    /// header is a name (as text, or as the standard column that they are).
    pub columns: Vec<ColumnMap>,
    /// Rows to keep: a formula over [`TableFile::row_schema`]. Rows left out are counted in the report.
    pub keep: Option<Formula>,
    /// Further columns, looked up in other files.
    pub lookups: Vec<Lookup>,
    /// Names and types of all mapped columns in the order of `columns`, then of the lookups' columns: what `keep` may name.
    pub row_schema: Vec<(String, Type)>,
}

impl TableFile {
    /// A table of which no more is known than where its file stands.
    #[must_use]
    pub fn at(path: &str) -> Self {
        Self {
            path: Spanned::new(path.to_owned(), Span::default()),
            delimiter: None,
            encoding: None,
            columns: Vec::new(),
            keep: None,
            lookups: Vec::new(),
            row_schema: Vec::new(),
        }
    }
}

/// One column of a file.
#[derive(Clone, Debug)]
pub struct ColumnMap {
    /// The project's name for it.
    pub name: String,
    /// Where its cells come from.
    pub from: CellSource,
    /// Its type.
    pub kind: Type,
    /// Could its type be read, where one is written?
    pub has_type: bool,
    /// Are its numbers percentages, because its `type` says so?
    pub is_percentage: bool,
    /// How days are written: `YYYY-MM-DD` (also `YYYY/M/D`, `D.M.YYYY`, `excel`, `instant`, ...); ISO when absent.
    pub date_format: Option<String>,
    /// Time zone in which moments are days, where the column has moments (`instant`).
    pub time_zone: Option<String>,
    /// Values that stand for others, exactly as they appear in the file.
    pub aliases: Vec<(String, String)>,
    /// What an empty cell means, as text of the column's type.
    pub default: Option<String>,
    /// Where it is written.
    pub span: Span,
}

impl ColumnMap {
    /// A column of which nothing more is said.
    #[must_use]
    pub fn plain(name: String, from: CellSource, kind: Type, span: Span) -> Self {
        let (is_percentage, date_format, time_zone, aliases, default) = (false, None, None, Vec::new(), None);
        Self { name, from, kind, has_type: true, is_percentage, date_format, time_zone, aliases, default, span }
    }
}

/// Where a column's cells come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellSource {
    /// The file's column with this header.
    Header(String),
    /// The same text in every row.
    Constant(String),
}

/// A table to look further columns up in.
#[derive(Clone, Debug)]
pub struct Lookup {
    /// Path of the CSV file.
    pub path: Spanned<String>,
    /// Separator; found out from the header when absent.
    pub delimiter: Option<u8>,
    /// Encoding label of the file; UTF-8 when absent.
    pub encoding: Option<String>,
    /// The project's name of the column whose value is looked up.
    pub by: Spanned<String>,
    /// Header of the key column in the looked-up file.
    pub key: String,
    /// Columns taken from it.
    pub columns: Vec<ColumnMap>,
    /// May a value be missing there? Then its columns are empty; else it is a broken row.
    pub optional: bool,
    /// Where its key is written.
    pub span: Span,
}
