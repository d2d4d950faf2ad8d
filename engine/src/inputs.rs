//! [`Inputs`]: everything a run reads beside the plans, and [`TransactionSource`], from which transactions stream.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use attain_rules::date::{Date, DateRange};
use attain_rules::number::Number;
use attain_rules::period::{Month, Period};
use attain_rules::text::Text;

use crate::value::Value;

/// A participant's place in [`Inputs::participants`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParticipantIndex(pub u32);

/// All inputs but the transactions. Small enough to be held in memory: they grow with people, not with sales.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Sorted by id (runs of digits by value, then bytes), ids unique.
    pub participants: Vec<Participant>,
    /// Sorted by participant, then first day, then plan.
    pub assignments: Vec<Assignment>,
    /// Sorted by participant, quota name, then period; unique.
    pub quotas: Vec<QuotaRow>,
    /// Sorted by participant, metric name, then period; unique.
    pub metrics: Vec<MetricRow>,
    /// Quotas of which nobody knows how much they are, sorted.
    pub unclear_quotas: Vec<Unclear>,
    /// The same of metrics.
    pub unclear_metrics: Vec<Unclear>,
    /// Sorted by transaction id, then participant; unique.
    pub splits: Arc<[SplitRow]>,
    /// Ids of transactions of whose splits rows were set aside: nobody knows who shares them.
    pub unclear_splits: Arc<BTreeSet<Arc<str>>>,
    /// Sorted by id, ids unique. Those of kind metric have taken their place in `metrics` already.
    pub adjustments: Vec<Adjustment>,
}

impl Inputs {
    /// Who has this place.
    #[must_use]
    pub fn participant(&self, who: ParticipantIndex) -> Option<&Participant> {
        self.participants.get(usize::try_from(who.0).ok()?)
    }

    /// Somebody's id; empty for a place that nobody has.
    pub(crate) fn id(&self, who: ParticipantIndex) -> Arc<str> {
        self.participant(who).map(|participant| Arc::clone(&participant.id)).unwrap_or_default()
    }

    /// Everybody by id.
    pub(crate) fn by_id(&self) -> BTreeMap<&str, ParticipantIndex> {
        self.participants.iter().zip((0..).map(ParticipantIndex)).map(|(one, who)| (&*one.id, who)).collect()
    }
}

/// Someone who can be paid.
#[derive(Clone, Debug)]
pub struct Participant {
    /// Id as in the data.
    pub id: Arc<str>,
    /// Name for people; the id when the data gives none.
    pub name: Arc<str>,
    /// One value for every attribute of the schema; those that come from assignments are empty here.
    pub attributes: Vec<Value>,
    /// When and why this one left; `None` of somebody who is there.
    pub left: Option<Leave>,
    /// Where the row stands.
    pub place: RowPlace,
}

/// When and why somebody left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leave {
    /// The last day of work.
    pub on: Date,
    /// The reason, as the data writes it; `None` where the data gives none.
    pub because: Option<Arc<str>>,
}

/// Somebody on a plan, from day to day.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// Who.
    pub participant: ParticipantIndex,
    /// Name of the plan.
    pub plan: Arc<str>,
    /// When, both ends included.
    pub days: DateRange,
    /// One value for every attribute of the schema; those that come from participants are filled in from there.
    pub attributes: Vec<Value>,
    /// Where the row stands.
    pub place: RowPlace,
}

/// A quota as the data states it.
#[derive(Clone, Debug)]
pub struct QuotaRow {
    /// Whose.
    pub participant: ParticipantIndex,
    /// Name of the quota.
    pub name: Arc<str>,
    /// For which period.
    pub period: Period,
    /// How much.
    pub amount: Number,
    /// Where the row stands.
    pub place: RowPlace,
}

/// A KPI from outside.
#[derive(Clone, Debug)]
pub struct MetricRow {
    /// Whose.
    pub participant: ParticipantIndex,
    /// Name of the metric.
    pub name: Arc<str>,
    /// For which period.
    pub period: Period,
    /// Its value.
    pub value: Number,
    /// Where the row stands.
    pub place: RowPlace,
}

/// A figure whose rows were set aside, because they are broken or differ: there is one, and nobody knows how much it is. Figures
/// for other periods do not take its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unclear {
    /// Whose.
    pub participant: ParticipantIndex,
    /// Name of the quota or metric.
    pub name: Arc<str>,
    /// For which period; nothing where that cannot be read either.
    pub period: Option<Period>,
}

impl Unclear {
    /// Those of `all`, which are sorted, that are about a figure of somebody.
    pub fn of<'a>(all: &'a [Self], who: ParticipantIndex, name: &'a str) -> impl Iterator<Item = &'a Self> {
        let own = all.iter().skip(all.partition_point(|one| one.participant < who));
        own.take_while(move |one| one.participant == who).filter(move |one| *one.name == *name)
    }

    /// Is it this figure: of whom, by which name, for which period?
    #[must_use]
    pub fn is(&self, (who, name, period): &(ParticipantIndex, Arc<str>, Period)) -> bool {
        (self.participant, &self.name, self.period) == (*who, name, Some(*period))
    }

    /// Could it be the figure for the month that goes before the one for a `known` period, or that there is where none is known?
    /// The shortest period holds.
    #[must_use]
    pub fn goes_before(&self, month: Month, known: Option<Period>) -> bool {
        self.period.is_none_or(|period| {
            period.first <= month && month <= period.last() && known.is_none_or(|known| period.length < known.length)
        })
    }
}

/// One member of a transaction's split.
#[derive(Clone, Debug)]
pub struct SplitRow {
    /// Id of the transaction.
    pub transaction: Arc<str>,
    /// Who.
    pub participant: ParticipantIndex,
    /// Share as a ratio (`60%` is 0.6), or a plain ratio where the measure says so.
    pub share: Number,
    /// Where the row stands.
    pub place: RowPlace,
}

/// What somebody decided by hand, with a reason.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// Id as in the data.
    pub id: Arc<str>,
    /// Who.
    pub participant: ParticipantIndex,
    /// What is adjusted.
    pub what: Adjusted,
    /// How much: of a payment money, of a credit in the measure's unit, of a metric its value.
    pub amount: Number,
    /// Why.
    pub reason: Arc<str>,
    /// Who approved it.
    pub approved_by: Arc<str>,
    /// Where the row stands.
    pub place: RowPlace,
}

/// What an adjustment is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adjusted {
    /// Money, in a line of its own beside those of a component.
    Payment {
        /// Name of the plan.
        plan: Arc<str>,
        /// Name of the component.
        component: Arc<str>,
        /// The period for which it is paid.
        period: Period,
        /// The period in which it is paid.
        paid_in: Period,
        /// How much, in minor units of the company's currency.
        minor_units: i64,
    },
    /// Credit to a measure of transactions.
    Credit {
        /// Name of the plan; of every plan that has the measure where it is not named.
        plan: Option<Arc<str>>,
        /// Name of the measure.
        measure: Arc<str>,
        /// On which day.
        day: Date,
    },
    /// The value of a metric, in the place of that of the metrics data.
    Metric {
        /// Name of the metric.
        metric: Arc<str>,
        /// For which period.
        period: Period,
    },
}

/// A row of a data file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowPlace {
    /// Path as the company's file names it.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: u32,
}

/// A batch of transactions, column by column, in the order of the schema's transaction columns.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// One for each column of [`attain_rules::company::Schema::transactions`].
    pub columns: Vec<Cells>,
    /// How many rows.
    pub rows: usize,
    /// File of the rows.
    pub file: Arc<str>,
    /// Line of each row, from 1.
    pub lines: Vec<u32>,
}

/// The cells of one column in one batch.
#[derive(Clone, Debug)]
pub enum Cells {
    /// Numbers; `None` is empty.
    Numbers(Vec<Option<Number>>),
    /// Texts; an empty text is empty.
    Texts(Texts),
    /// Yes or no; `None` is empty.
    YesNo(Vec<Option<bool>>),
    /// Days; `None` is empty.
    Dates(Vec<Option<Date>>),
}

/// Texts of one column, laid end to end.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Takes one more row in.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// The text of `row`; empty past the end.
    #[must_use]
    pub fn get(&self, row: usize) -> &str {
        let start = row.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        let end = self.ends.get(row).map_or(start, |end| *end as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// No rows?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Adds empty rows until there are `rows`.
    pub fn pad(&mut self, rows: usize) {
        let end = self.ends.last().copied().unwrap_or(0);
        if rows > self.ends.len() {
            self.ends.resize(rows, end);
        }
    }

    /// Keeps the first `rows` rows.
    pub fn truncate(&mut self, rows: usize) {
        self.ends.truncate(rows);
        self.text.truncate(self.ends.last().map_or(0, |end| *end as usize));
    }

    /// Takes all rows out and keeps the memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }
}

/// Where transactions stream from. Rows come in any order and in batches of any size.
pub trait TransactionSource {
    /// Fills `batch` with the next rows. `Ok(false)` when there are no more (and the batch is empty).
    ///
    /// # Errors
    /// [`SourceStopped`] when the source found rows that it must refuse; it keeps the findings itself.
    fn next(&mut self, batch: &mut Batch) -> Result<bool, SourceStopped>;
}

/// The source cannot go on; whoever owns it knows why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceStopped;

/// Rows that were left out before the engine saw them, for the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// File they stand in.
    pub file: String,
    /// Why.
    pub reason: Text,
    /// How many.
    pub rows: u64,
    /// Sum of their amounts, as far as these could be read; nothing where the rows of the file have none.
    pub sum: Option<Number>,
    /// How many of them have an amount that could not be read.
    pub unread: u64,
    /// Were they broken (set aside), or not meant to count (the mapping's `keep`)?
    pub broken: bool,
}
