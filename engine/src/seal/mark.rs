//! [`Marks`]: what is known of every row of the data, so that it can be said later which rows came, went or changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use attain_rules::calendar::Calendar;
use attain_rules::company::{Column, ColumnOrigin, Company, Schema};
use attain_rules::date::{Date, DateRange};
use attain_rules::period::Period;

use super::{Seal, SealedFile, short};
use crate::inputs::{Adjusted, Batch, Cells, Inputs, Leave, SourceStopped, TransactionSource};
use crate::row::Row;
use crate::value::Value;

/// The table of changes that are about the company's file and the plans.
pub(super) const FILES: &str = "files";

const PARTICIPANTS: &str = "participants";
const ASSIGNMENTS: &str = "assignments";
const TRANSACTIONS: &str = "transactions";
/// The table of what was decided by hand.
pub const ADJUSTMENTS: &str = "adjustments";

/// What names an adjustment among the rows.
pub(super) fn adjustment_key(id: &str) -> RowKey {
    (ADJUSTMENTS.to_owned(), id.to_owned())
}

/// Does what names the row in its table name a participant other than the one of the id `own`? Rows of transactions and of what
/// was decided by hand have ids of their own.
#[must_use]
pub fn names_other(table: &str, row: &str, own: &str) -> bool {
    match table {
        FILES | TRANSACTIONS | ADJUSTMENTS => false,
        "splits" => row.strip_suffix(own).is_none_or(|before| !before.ends_with(' ')),
        _ => row.strip_prefix(own).is_none_or(|behind| !behind.is_empty() && !behind.starts_with(' ')),
    }
}

/// Table, and what names the row in it.
pub type RowKey = (String, String);

/// What is known of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The first digits of the SHA-256 of its cells.
    pub hash: String,
    /// The first day that it can count for; always, when nothing is known.
    pub since: Option<Date>,
    /// The last day that it can count for; always, when nothing is known.
    pub until: Option<Date>,
    /// Ids of the participants whom it names.
    pub who: Vec<String>,
}

/// What is known of all rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    rows: BTreeMap<RowKey, Mark>,
    /// The hashes over the columns alone that the last seal knew, of rows that have more than these: a column that came since
    /// then changes no row.
    as_sealed: BTreeMap<RowKey, String>,
}

/// Names of columns whose cells a seal knows, each behind its table: `transactions.amount`.
pub type SealedColumns = BTreeSet<String>;

/// The columns of the company that differ from company to company: attributes and those of transactions.
#[must_use]
pub fn columns(schema: &Schema) -> SealedColumns {
    let name = |column: &Column| {
        let table = match column.origin {
            ColumnOrigin::Transaction => TRANSACTIONS,
            ColumnOrigin::Assignment => ASSIGNMENTS,
            ColumnOrigin::Participant => PARTICIPANTS,
        };
        format!("{table}.{}", column.name)
    };
    schema.transactions.iter().chain(&schema.attributes).map(name).collect()
}

/// What happened to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Happened {
    /// It is new.
    Came,
    /// It is no longer there.
    Went,
    /// It says something else.
    Changed,
}

impl Happened {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Came, Self::Went, Self::Changed];

    /// The word of the JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Came => "came",
            Self::Went => "went",
            Self::Changed => "changed",
        }
    }
}

/// A row, or a file of plans, that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub happened: Happened,
    /// Table and row; the table `files` has the company's file and the plans.
    pub row: RowKey,
    /// The first day that it can count for.
    pub since: Option<Date>,
    /// The last day that it can count for.
    pub until: Option<Date>,
    /// Ids of the participants whom it names or named.
    pub who: BTreeSet<String>,
}

impl Change {
    /// Can it count for days that end on `last`?
    #[must_use]
    pub fn counts_until(&self, last: Date) -> bool {
        self.since.is_none_or(|since| since <= last)
    }

    /// Can it count for days that begin on `first`?
    #[must_use]
    pub fn counts_from(&self, first: Date) -> bool {
        self.until.is_none_or(|until| first <= until)
    }
}

/// The days that a row can count for: from the first to the last, as far as either is known.
type Days = (Option<Date>, Option<Date>);

/// All days of a period.
fn of_period(period: Period, calendar: Calendar) -> Days {
    let days = calendar.days(period);
    (Some(days.first), Some(days.last))
}

impl Marks {
    /// Once all transactions are there: a split counts from the day of its transaction, and for those whom that names.
    fn date_splits(&mut self) {
        let mut days: BTreeMap<&str, Days> = BTreeMap::new();
        for ((table, row), mark) in &self.rows {
            if let (true, Some((_, id))) = (table == TRANSACTIONS, row.split_once(' ')) {
                days.insert(id, (mark.since, mark.until));
            }
        }
        let dated: Vec<(RowKey, Days)> = self
            .rows
            .iter()
            .filter(|((table, _), _)| table == "splits")
            .filter_map(|(key, _)| Some((key.clone(), *days.get(key.1.rsplit_once(' ')?.0)?)))
            .collect();
        for (key, (since, until)) in dated {
            if let Some(mark) = self.rows.get_mut(&key) {
                (mark.since, mark.until) = (since, until);
            }
        }
    }

    /// From the first day that a transaction names to the last one; where there are no transactions, that a metric tells of.
    #[must_use]
    pub fn told(&self) -> Option<DateRange> {
        let of = |table: &str| {
            let rows = || self.rows.iter().filter(|((name, _), _)| name == table).map(|(_, mark)| mark);
            let (first, last) =
                (rows().filter_map(|mark| mark.since).min(), rows().filter_map(|mark| mark.until).max());
            first.zip(last).map(|(first, last)| DateRange { first, last })
        };
        of(TRANSACTIONS).or_else(|| of("metrics"))
    }

    /// Those of adjustments alone.
    #[must_use]
    pub fn of_adjustments(inputs: &Inputs, calendar: Calendar) -> Self {
        let mut adding = Adding { marks: Self::default(), news: SealedColumns::new() };
        adding.adjustments(inputs, calendar);
        adding.marks
    }

    /// What is known of an adjustment.
    pub(super) fn adjustment(&self, id: &str) -> Option<&Mark> {
        self.rows.get(&adjustment_key(id))
    }

    /// What the seals know together: each says what changed since the one before.
    #[must_use]
    pub fn sealed(seals: &[Seal]) -> Self {
        let mut marks = Self::default();
        for (key, mark) in seals.iter().flat_map(|seal| &seal.rows) {
            match mark {
                Some(mark) => marks.rows.insert(key.clone(), mark.clone()),
                None => marks.rows.remove(key),
            };
        }
        marks
    }

    /// What a seal has to say about rows, where `self` was known before it and `now` is.
    #[must_use]
    pub fn news(&self, now: &Self) -> Vec<(RowKey, Option<Mark>)> {
        let came = now.rows.iter().filter(|(key, mark)| self.rows.get(*key) != Some(*mark));
        let went = self.rows.keys().filter(|key| !now.rows.contains_key(*key));
        let mut news: Vec<_> = came.map(|(key, mark)| (key.clone(), Some(mark.clone()))).collect();
        news.extend(went.map(|key| (key.clone(), None)));
        news.sort_by(|a, b| a.0.cmp(&b.0));
        news
    }

    /// Rows that are in `now` what they were not before, in the order of tables and rows.
    #[must_use]
    pub fn changes(&self, now: &Self) -> Vec<Change> {
        let keys: BTreeSet<&RowKey> = self.rows.keys().chain(now.rows.keys()).collect();
        let change = |key: &RowKey| {
            let (before, after) = (self.rows.get(key), now.rows.get(key));
            let happened = match (before, after) {
                // Somebody new counts from their first assignment on.
                (None, Some(_)) if key.0 == "participants" => return None,
                (None, Some(_)) => Happened::Came,
                (Some(_), None) => Happened::Went,
                (Some(before), Some(after)) if before.hash != *now.as_sealed.get(key).unwrap_or(&after.hash) => {
                    Happened::Changed
                }
                _ => return None,
            };
            let marks = || before.into_iter().chain(after);
            let always = marks().any(|mark| mark.since.is_none());
            let since = if always { None } else { marks().filter_map(|mark| mark.since).min() };
            let always = marks().any(|mark| mark.until.is_none());
            let until = if always { None } else { marks().filter_map(|mark| mark.until).max() };
            let who = marks().flat_map(|mark| mark.who.iter().cloned()).collect();
            Some(Change { happened, row: key.clone(), since, until, who })
        };
        keys.into_iter().filter_map(change).collect()
    }
}

/// Marks to which rows are added.
struct Adding {
    marks: Marks,
    /// Columns that the last seal did not know.
    news: SealedColumns,
}

/// The hash over the cells that are not empty, of the columns that `counts`.
fn hashed(cells: &[(String, String)], counts: impl Fn(&str) -> bool) -> String {
    let mut text = String::new();
    for (name, value) in cells.iter().filter(|(name, value)| !value.is_empty() && counts(name)) {
        // Writing into a text does not fail.
        let _ = writeln!(text, "{name}={value}");
    }
    short(text.as_bytes())
}

/// The columns that came since `known`; without a seal there is nothing that they could be new to.
fn news(schema: &Schema, known: Option<&SealedColumns>) -> SealedColumns {
    known.map(|known| columns(schema).difference(known).cloned().collect()).unwrap_or_default()
}

impl Adding {
    /// Those of all data but the transactions. `known` are the columns of the last seal, where there is one.
    fn of(inputs: &Inputs, company: &Company, known: Option<&SealedColumns>) -> Self {
        let mut marks = Self { marks: Marks::default(), news: news(&company.schema, known) };
        let (schema, calendar) = (&company.schema.attributes, company.calendar);
        let id = |who: crate::inputs::ParticipantIndex| inputs.id(who).to_string();
        let attributes = |values: &[Value], origin: ColumnOrigin| {
            let own = schema.iter().zip(values).filter(|(column, _)| column.origin == origin);
            own.map(|(column, value)| (column.name.clone(), value.to_exact_text())).collect::<Vec<_>>()
        };
        for one in &inputs.participants {
            let mut cells = attributes(&one.attributes, ColumnOrigin::Participant);
            // What `due` looks at counts from the day on which its columns came.
            if let Some(Leave { on, because }) = &one.left {
                let because = because.as_deref().unwrap_or_default();
                cells.push(("leaves".to_owned(), format!("{on} {because}")));
            }
            marks.add(PARTICIPANTS, one.id.to_string(), cells, (None, None), vec![one.id.to_string()]);
        }
        for one in &inputs.assignments {
            let mut cells = attributes(&one.attributes, ColumnOrigin::Assignment);
            cells.push(("to".to_owned(), one.days.last.to_string()));
            let since = (one.days.first != DateRange::BEGINNING).then_some(one.days.first);
            let from = since.map_or_else(String::new, |day| format!(" from {day}"));
            let row = format!("{} {}{from}", id(one.participant), one.plan);
            let until = (one.days.last != DateRange::FOREVER).then_some(one.days.last);
            marks.add(ASSIGNMENTS, row, cells, (since, until), vec![id(one.participant)]);
        }
        for one in &inputs.quotas {
            let row = format!("{} {} {}", id(one.participant), one.name, calendar.label(one.period));
            let cells = vec![("amount".to_owned(), one.amount.to_exact_text())];
            marks.add("quotas", row, cells, of_period(one.period, calendar), vec![id(one.participant)]);
        }
        for one in &inputs.metrics {
            let row = format!("{} {} {}", id(one.participant), one.name, calendar.label(one.period));
            let cells = vec![("value".to_owned(), one.value.to_exact_text())];
            marks.add("metrics", row, cells, of_period(one.period, calendar), vec![id(one.participant)]);
        }
        for (table, unclear) in [("quotas", &inputs.unclear_quotas), ("metrics", &inputs.unclear_metrics)] {
            for one in unclear {
                let period = one.period.map_or_else(String::new, |period| calendar.label(period));
                let row = format!("{} {} {period}", id(one.participant), one.name);
                let days = one.period.map_or((None, None), |period| of_period(period, calendar));
                marks.add(table, row, Vec::new(), days, vec![id(one.participant)]);
            }
        }
        for one in inputs.splits.iter() {
            let row = format!("{} {}", one.transaction, id(one.participant));
            let cells = vec![("share".to_owned(), one.share.to_exact_text())];
            marks.add("splits", row, cells, (None, None), vec![id(one.participant)]);
        }
        marks.adjustments(inputs, calendar);
        marks
    }

    fn adjustments(&mut self, inputs: &Inputs, calendar: Calendar) {
        for one in &inputs.adjustments {
            let days = match &one.what {
                Adjusted::Payment { period, .. } | Adjusted::Metric { period, .. } => of_period(*period, calendar),
                Adjusted::Credit { day, .. } => (Some(*day), Some(*day)),
            };
            let cells =
                vec![("what".to_owned(), format!("{:?}", one.what)), ("amount".to_owned(), one.amount.to_exact_text())];
            let who = vec![inputs.id(one.participant).to_string()];
            self.add(ADJUSTMENTS, one.id.to_string(), cells, days, who);
        }
    }

    fn add(&mut self, table: &str, row: String, cells: Vec<(String, String)>, (since, until): Days, who: Vec<String>) {
        let (all, known) = (hashed(&cells, |_| true), |name: &str| !self.news.contains(&format!("{table}.{name}")));
        let key = (table.to_owned(), row);
        if !self.news.is_empty() && !cells.iter().all(|(name, value)| value.is_empty() || known(name)) {
            let sealed = hashed(&cells, known);
            self.marks.as_sealed.insert(key.clone(), sealed);
        }
        self.marks.rows.insert(key, Mark { hash: all, since, until, who });
    }

    /// Takes transactions in. `people` are the ids of all participants.
    fn take(&mut self, batch: &Batch, schema: &Schema, people: &BTreeSet<Arc<str>>) {
        for row in (0..batch.rows).map(|row| Row::new(batch, row)) {
            let (mut cells, mut who, mut since, mut until) = (Vec::new(), BTreeSet::new(), None, None);
            for (place, column) in schema.transactions.iter().enumerate() {
                let value = row.item(place).to_value();
                match (&value, batch.columns.get(place)) {
                    (Value::Date(day), _) => {
                        since = Some(since.map_or(*day, |known: Date| known.min(*day)));
                        until = Some(until.map_or(*day, |known: Date| known.max(*day)));
                    }
                    (Value::Text(text), Some(Cells::Texts(_))) if people.contains(text) => {
                        who.insert(text.to_string());
                    }
                    _ => {}
                }
                if ![Schema::SOURCE, Schema::ID].contains(&place) {
                    cells.push((column.name.clone(), value.to_exact_text()));
                }
            }
            let key = format!("{} {}", row.text(Schema::SOURCE), row.id());
            self.add(TRANSACTIONS, key, cells, (since, until), who.into_iter().collect());
        }
    }
}

/// Files of the company and of plans that are not what they were. Of data files the rows are compared.
pub(super) fn changed_files(before: &[SealedFile], now: &[SealedFile], plan_days: &[(String, Date)]) -> Vec<Change> {
    let of_plans = |files: &[SealedFile]| -> BTreeMap<String, String> {
        let counts = |file: &&SealedFile| file.path.ends_with(".yaml");
        files.iter().filter(counts).map(|file| (file.path.clone(), file.sha256.clone())).collect()
    };
    let (before, now) = (of_plans(before), of_plans(now));
    let paths: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let change = |path: &String| {
        let happened = match (before.get(path), now.get(path)) {
            (None, Some(_)) => Happened::Came,
            (Some(_), None) => Happened::Went,
            (before, after) if before != after => Happened::Changed,
            _ => return None,
        };
        let day = plan_days.iter().find(|(file, _)| file == path).map(|(_, day)| *day);
        let since = day.filter(|_| happened == Happened::Came);
        Some(Change { happened, row: (FILES.to_owned(), path.clone()), since, until: None, who: BTreeSet::new() })
    };
    paths.into_iter().filter_map(change).collect()
}

/// A source whose transactions are marked while they pass.
pub struct Marked<'a> {
    source: &'a mut dyn TransactionSource,
    schema: &'a Schema,
    people: BTreeSet<Arc<str>>,
    adding: Adding,
}

impl<'a> Marked<'a> {
    /// Marks what `source` gives, beside `inputs`; `known` are the columns of the last seal, where there is one.
    pub fn new(
        source: &'a mut dyn TransactionSource,
        inputs: &Inputs,
        company: &'a Company,
        known: Option<&SealedColumns>,
    ) -> Self {
        let people = inputs.participants.iter().map(|one| Arc::clone(&one.id)).collect();
        Self { source, schema: &company.schema, people, adding: Adding::of(inputs, company, known) }
    }

    /// All marks, with the transactions read to their end for nothing else. What is wrong with them is told when they are computed.
    #[must_use]
    pub fn read_to_end(mut self) -> Marks {
        let mut batch = Batch::default();
        while self.next(&mut batch) == Ok(true) {}
        self.marks()
    }

    /// All marks, once the source is at its end.
    #[must_use]
    pub fn marks(mut self) -> Marks {
        self.adding.marks.date_splits();
        self.adding.marks
    }
}

impl TransactionSource for Marked<'_> {
    fn next(&mut self, batch: &mut Batch) -> Result<bool, SourceStopped> {
        let more = self.source.next(batch)?;
        self.adding.take(batch, self.schema, &self.people);
        Ok(more)
    }
}
