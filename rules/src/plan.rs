//! [`Plan`]: one version of a compensation plan, checked. Everything in it has been resolved; nothing in it can be unknown.
//!
//! The meaning of each setting is in `docs/language.md`; the spelling in YAML is the reader's business.

use crate::date::DateRange;
use crate::formula::expression::Formula;
use crate::number::Number;
use crate::period::PeriodLength;
use crate::rounding::Roundings;
use crate::source::Span;
use crate::text::Text;

/// One version of a plan: what holds from its first to its last effective day.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Name, by which assignments refer to it; versions of one plan share it.
    pub name: String,
    /// Title for people.
    pub title: Text,
    /// Days on which this version is in force; versions of one plan never overlap.
    pub effective: DateRange,
    /// Length of the periods that it pays.
    pub pays: PeriodLength,
    /// Roundings that hold for all its components unless they say otherwise.
    pub roundings: Roundings,
    /// In the order of the file.
    pub measures: Vec<Measure>,
    /// In the order of the file; a component may read those above it.
    pub components: Vec<Component>,
    /// Where it is written.
    pub span: Span,
}

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
    /// Column with the day on which it counts: place in the transactions' schema.
    pub dated: usize,
    /// How credits are taken together.
    pub take: Take,
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

/// One part of the pay.
#[derive(Clone, Debug)]
pub struct Component {
    /// Name in formulas and lines.
    pub name: String,
    /// What it is.
    pub kind: ComponentKind,
    /// Title for people.
    pub title: Text,
    /// How often it pays; a multiple of the plan's period.
    pub every: PeriodLength,
    /// Whose values `group(...)` adds up, and among whom a pool or a contest is held.
    pub group: Option<Group>,
    /// Who takes part: without it there is no line.
    pub eligible: Option<Formula>,
    /// What must hold to be paid.
    pub gate: Option<Gate>,
    /// The target amount that rates are shares of.
    pub target: Option<Formula>,
    /// How the amount comes about.
    pub pay: Pay,
    /// Multiplied in, in the order of the file.
    pub factors: Vec<Formula>,
    /// Floors, then caps, each in the order of the file.
    pub limits: Vec<Limit>,
    /// Tops the line up to this amount by a line of its own.
    pub guarantee: Option<Formula>,
    /// Does the amount run on, and through what?
    pub accumulate: Accumulate,
    /// Roundings, the plan's included.
    pub roundings: Roundings,
    /// Pay code for the payroll system.
    pub pay_code: Option<String>,
    /// Tax class for the payroll system.
    pub tax_class: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// Kinds of components.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComponentKind {
    /// Paid on what was sold.
    Commission,
    /// Paid on a target amount or a formula.
    Bonus,
    /// A sum for a group, shared by its members.
    Pool,
    /// Prizes for the best of a group.
    Contest,
}

/// Who makes a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Everybody on the plan.
    Plan,
    /// Those in whom this attribute is the same, on the last day of the period that they are on the plan: place in
    /// [`crate::company::Schema::attributes`]. An empty one makes no group.
    Attribute(usize),
}

/// What must hold to be paid.
#[derive(Clone, Debug)]
pub struct Gate {
    /// The condition.
    pub condition: Formula,
    /// What holds when it does not.
    pub otherwise: Otherwise,
}

/// What a closed gate means.
#[derive(Clone, Debug)]
pub enum Otherwise {
    /// Nothing is paid, also no floor or guarantee.
    Nothing,
    /// These rows apply instead of the table's (one row for a single rate).
    Rows(Vec<Row>),
}

/// How a component's amount comes about.
#[derive(Clone, Debug)]
pub enum Pay {
    /// A formula gives the amount itself.
    Amount(Formula),
    /// A table, or a single rate, which is a table of one row.
    Table(Box<Table>),
    /// A sum for the whole group is shared.
    Pool(Box<Pool>),
    /// The best of the group get prizes.
    Contest(Box<Contest>),
}

/// A sum for a group, shared by its members.
#[derive(Clone, Debug)]
pub struct Pool {
    /// The sum: one value for the group. Below zero counts as zero.
    pub fund: Formula,
    /// The part of it that is held back.
    pub reserve: Option<Formula>,
    /// A member's key: shares are in proportion to it. Below zero counts as zero; equal shares when absent.
    pub share_by: Option<Formula>,
    /// Most that a member gets.
    pub most: Option<Formula>,
    /// Where what `most` cuts goes.
    pub cut: Cut,
    /// What happens to units that do not divide.
    pub leftover: Leftover,
}

/// Where what a limit cuts goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Cut {
    /// It is not paid.
    #[default]
    Lost,
    /// The others share it by the same key.
    Shared,
}

impl Cut {
    /// All of them, in the order in which messages list them.
    pub const ALL: [Self; 2] = [Self::Lost, Self::Shared];

    /// The word that plans use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Shared => "shared",
        }
    }
}

/// What happens to units that do not divide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Leftover {
    /// They go to the largest remainders, ties to the lower id.
    #[default]
    Shared,
    /// They are not paid.
    Unassigned,
}

impl Leftover {
    /// All of them, in the order in which messages list them.
    pub const ALL: [Self; 2] = [Self::Shared, Self::Unassigned];

    /// The word that plans use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Unassigned => "unassigned",
        }
    }
}

/// Prizes for the best of a group.
#[derive(Clone, Debug)]
pub struct Contest {
    /// What is compared, the larger the better; the later ones where the earlier ones are the same.
    pub rank_by: Vec<Formula>,
    /// The prizes, from the first place on.
    pub prizes: Vec<Formula>,
    /// What happens to those who are the same in everything.
    pub ties: Ties,
    /// What happens to units of a shared prize that do not divide.
    pub leftover: Leftover,
}

/// What happens to those who are tied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Ties {
    /// They share the prizes of the places that they take up.
    #[default]
    Share,
    /// Each gets the prize of the first of these places.
    Each,
    /// The lower id goes first.
    LowerId,
}

impl Ties {
    /// All of them, in the order in which messages list them.
    pub const ALL: [Self; 3] = [Self::Share, Self::Each, Self::LowerId];

    /// The word that plans use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Each => "each",
            Self::LowerId => "lower_id",
        }
    }
}

/// A rate table or a curve.
#[derive(Clone, Debug)]
pub struct Table {
    /// What is paid on.
    pub base: Base,
    /// What picks the row; the base itself when absent.
    pub index: Option<Formula>,
    /// How rows become pay.
    pub mode: Mode,
    /// The whole stretch, or each transaction by the running total.
    pub as_of: AsOf,
    /// The total, or each transaction or group by itself.
    pub over: Over,
    /// From where slices count; 0 when absent.
    pub origin: Option<Formula>,
    /// What holds below the first row (and, for curves, past the last point).
    pub outside: Outside,
    /// Rows from low to high.
    pub rows: Vec<Row>,
}

/// What is paid on.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a plan has few of them, and nearly all are amounts")]
pub enum Base {
    /// The component's target.
    Target,
    /// A formula, mostly a measure; or its part between limits.
    Amount {
        /// The amount.
        amount: Formula,
        /// Only what lies above this.
        above: Option<Formula>,
        /// Only what lies below this.
        below: Option<Formula>,
    },
}

/// How rows become pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Each slice at its own rate (超额累进).
    Marginal,
    /// The whole base at the rate reached (全额累进).
    Retroactive,
    /// The sums of all rows reached.
    StepAdding,
    /// The sum of the last row reached.
    StepReplacing,
    /// Straight lines between points, of the rate.
    InterpolatedRate,
    /// Straight lines between points, of the payout.
    InterpolatedPayout,
}

/// When the index is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum AsOf {
    /// At the end, for the whole stretch.
    #[default]
    Window,
    /// At each transaction, the running total before it.
    Before,
    /// At each transaction, the running total after it.
    After,
}

/// What the table is applied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Over {
    /// The total.
    #[default]
    Total,
    /// Each transaction by itself.
    Transaction,
    /// Each group of transactions with the same value in this column of the transactions' schema.
    Group(usize),
}

/// What holds outside the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Outside {
    /// The nearest row or point.
    #[default]
    Nearest,
    /// Nothing.
    Zero,
    /// The run fails and says for whom.
    Error,
}

/// Which side of a row's limit the limit itself belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Boundary {
    /// `from`: the row starts with its limit.
    #[default]
    Lower,
    /// `above`: the row starts right after its limit.
    Upper,
}

/// One row of a table, or one point of a curve.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where it starts on the index.
    pub limit: Formula,
    /// Is the limit inside?
    pub boundary: Boundary,
    /// Share of the base, or money for each unit of a base that is no money.
    pub rate: Option<Formula>,
    /// A fixed sum: of step tables, and of curves of the payout.
    pub amount: Option<Formula>,
    /// Entry fee beside the rate.
    pub fee: Option<Formula>,
    /// Where it is written.
    pub span: Span,
}

/// A floor or a cap.
#[derive(Clone, Debug)]
pub struct Limit {
    /// Which.
    pub kind: LimitKind,
    /// How much.
    pub amount: Formula,
    /// Over what.
    pub per: Per,
    /// Where it is written.
    pub span: Span,
}

/// Kinds of limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LimitKind {
    /// At least this.
    Floor,
    /// At most this.
    Cap,
}

/// Over what a limit holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// Each transaction or group of a table that is paid so.
    Each,
    /// Each stretch of the component: its period, or what it accumulates through.
    Own,
    /// Calendar periods of this length.
    Length(PeriodLength),
    /// The plan's effective days.
    Plan,
}

/// Does a component's amount run on?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Accumulate {
    /// It starts again every period.
    #[default]
    No,
    /// It runs through calendar periods of this length.
    Through(PeriodLength),
    /// It runs through the plan's effective days.
    Plan,
}
