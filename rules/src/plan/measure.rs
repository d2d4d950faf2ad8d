//! [`Measure`]: what is measured for each participant, and against what it is held.

use crate::formula::expression::Formula;
use crate::number::Number;
use crate::period::PeriodLength;
use crate::source::Span;
use crate::text::Text;

/// Something that is measured for each participant.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Name in formulas.
    pub name: String,
    /// Title for people.
    pub title: Text,
    /// What it counts, for showing and for units.
    pub unit: MeasureUnit,
    /// Where its values come from.
    pub source: MeasureSource,
    /// Against what it is held.
    pub quota: Option<Quota>,
    /// Does more of it mean better?
    pub direction: Direction,
    /// What attainment means where less is better and there is nothing of it: quota / 0.
    pub at_zero: Missing,
    /// What its file says of it, but for its title; layout and comments do not count.
    pub wording: String,
    /// Where it is written.
    pub span: Span,
}

/// Units of measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureUnit {
    /// Money in the company's currency.
    Money,
    /// Things.
    Count,
    /// A ratio, shown as a percentage.
    Percent,
    /// A number without dimension.
    Number,
    /// Points.
    Points,
}

/// Is more better?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Direction {
    /// More is better; attainment is measure / quota.
    #[default]
    Higher,
    /// Less is better; attainment is quota / measure.
    Lower,
}

/// Where a measure's values come from.
#[derive(Clone, Debug)]
pub enum MeasureSource {
    /// Credits of transactions.
    Transactions(Box<Crediting>),
    /// A KPI from outside, by its name in the metrics data.
    Metric(Metric),
    /// A formula over other measures (above this one) in the same window.
    Formula(Formula),
}

/// A KPI from outside.
#[derive(Clone, Debug)]
pub struct Metric {
    /// Name in the metrics data.
    pub name: String,
    /// Where it is written.
    pub span: Span,
    /// How several values inside a window are taken together; a value for exactly the window goes first.
    pub take: Option<Take>,
    /// What a missing value means.
    pub missing: Missing,
}

/// What a missing quota or metric means.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Missing {
    /// The run fails and says for whom.
    #[default]
    Error,
    /// What depends on it is not paid, and the report says for whom.
    Report,
    /// It counts as this number.
    Value(Number),
}

/// From transaction to credit.
#[derive(Clone, Debug)]
pub struct Crediting {
    /// Which transactions count; all when absent.
    pub filter: Option<Formula>,
    /// What one transaction is worth.
    pub credit: Formula,
    /// Who gets it.
    pub shares: Shares,
    /// Does the credit go up the reporting line instead?
    pub up: Option<Up>,
    /// Column with the day on which it counts: place in the transactions' schema.
    pub dated: usize,
    /// Where that is written.
    pub dated_span: Span,
    /// How credits are taken together.
    pub take: Take,
}

/// Which of those who stand above get the credit, in the reporting line as it stood on the transaction's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Up {
    /// How many steps above at least; 0 is the participant that the transaction names.
    pub lowest: u16,
    /// How many steps above at most; to the end of the line when absent.
    pub highest: Option<u16>,
    /// What happens at a seat that nobody holds on that day?
    pub vacant: Vacant,
}

/// What happens to credit at a seat that nobody holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Vacant {
    /// Nobody gets it, and the report says so.
    #[default]
    Nobody,
    /// The seat is no step: the one above it takes its place.
    Above,
    /// Whoever acts for the seat's holder on that day gets it; nobody where nobody acts, and the report says so.
    Acting,
}

/// Who gets a transaction's credit. Columns are places in the transactions' schema.
#[derive(Clone, Debug, Default)]
pub struct Shares {
    /// Members of the split; their shares add up to 100 % unless they are ratios.
    pub members: Vec<Share>,
    /// Are the shares ratios, to be divided by their sum?
    pub ratios: bool,
    /// Overlay credits, outside the 100 %.
    pub overlays: Vec<Share>,
    /// Do rows of the splits data replace the members, where a transaction has any?
    pub from_splits: bool,
}

/// One member of a split.
#[derive(Clone, Debug)]
pub struct Share {
    /// Column that names the participant; an empty cell is nobody and takes no share.
    pub column: usize,
    /// How much; `None` is the rest up to 100 % (at most one member).
    pub share: Option<Formula>,
}

/// How values are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// Added up.
    Sum,
    /// How many.
    Count,
    /// How many different values of this column.
    Distinct(usize),
    /// Sum by count.
    Average,
    /// The smallest.
    Minimum,
    /// The largest.
    Maximum,
    /// The latest (metrics only).
    Last,
}

/// Against what a measure is held.
#[derive(Clone, Debug)]
pub struct Quota {
    /// Where the figure comes from.
    pub source: QuotaSource,
    /// What a missing or zero figure means.
    pub missing: Missing,
    /// Where it is written.
    pub span: Span,
}

/// Where a quota's figure comes from.
#[derive(Clone, Debug)]
pub enum QuotaSource {
    /// Rows of the quota data with this name; a row for a longer period is spread evenly over its months.
    Data(String),
    /// A formula that gives the quota of one period of the plan's `pays`; longer windows add the periods up.
    Formula(Formula, PeriodLength),
}
