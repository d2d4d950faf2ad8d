//! [`Company`]: a company of the auditor's own, from which both the files for the engine and the audit are made.

mod groups;

pub use groups::{Contest, GroupBy, Pool, Ties};

use crate::calendar::{Day, Length, Month};
use crate::exact::{Exact, Rule};

/// A company with a year of business.
#[derive(Clone, Debug)]
pub struct Company {
    /// ISO code.
    pub currency: &'static str,
    /// Digits of its minor unit.
    pub digits: u32,
    /// Month with which its years start.
    pub year_starts: i32,
    /// First month of the year that is computed.
    pub year: Month,
    /// Plans and their versions.
    pub plans: Vec<Plan>,
    /// Who can be paid.
    pub people: Vec<Person>,
    /// Quotas of the measure `sales`.
    pub quotas: Vec<Figure>,
    /// Values of the metric `score`.
    pub scores: Vec<Figure>,
    /// Shares of single sales.
    pub splits: Vec<Split>,
    /// Are these shares ratios, whatever they add up to?
    pub ratio_splits: bool,
    /// What was sold and taken back.
    pub sales: Vec<Sale>,
}

/// Somebody.
#[derive(Clone, Debug)]
pub struct Person {
    /// Id.
    pub id: String,
    /// From day to day on which plan.
    pub stays: Vec<Stay>,
}

/// Somebody's days on a plan.
#[derive(Clone, Debug)]
pub struct Stay {
    /// Name of the plan.
    pub plan: String,
    /// First day; since ever when absent.
    pub first: Option<Day>,
    /// Last day; for ever when absent.
    pub last: Option<Day>,
    /// An attribute: money.
    pub salary: Exact,
    /// An attribute: text.
    pub role: &'static str,
    /// An attribute that makes groups; may be empty.
    pub team: &'static str,
}

/// A figure for somebody and a period.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Whose.
    pub person: String,
    /// First month of the period.
    pub first: Month,
    /// How long it is.
    pub length: Length,
    /// How much.
    pub amount: Exact,
}

/// Somebody's share of one sale.
#[derive(Clone, Debug)]
pub struct Split {
    /// Id of the sale.
    pub sale: String,
    /// Whose.
    pub person: String,
    /// How much of it; all shares of a sale add up to 1, unless they are ratios.
    pub share: Exact,
}

/// A sale, or a refund when below zero.
#[derive(Clone, Debug)]
pub struct Sale {
    /// Id.
    pub id: String,
    /// The sale that it takes back; empty for none.
    pub corrects: String,
    /// When.
    pub day: Day,
    /// How much.
    pub amount: Exact,
    /// What kind.
    pub kind: &'static str,
    /// Who sold it; may be empty, or nobody known.
    pub owner: String,
    /// Who helped; may be empty.
    pub helper: String,
    /// The helper's share.
    pub helper_share: Exact,
    /// Who gets credit on top; may be empty.
    pub expert: String,
    /// To which deal it belongs.
    pub deal: String,
    /// What it counts for.
    pub weight: Exact,
}

/// One version of a plan.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Name, shared by its versions.
    pub name: String,
    /// First day.
    pub first: Day,
    /// Last day; for ever when absent.
    pub last: Option<Day>,
    /// Length of its periods.
    pub pays: Length,
    /// Rounding of its lines and steps.
    pub rounding: Vec<Rounding>,
    /// What it measures; the same in all versions of a plan.
    pub measures: Vec<Measure>,
    /// What it pays.
    pub components: Vec<Component>,
}

/// A rounding at a step of the work.
#[derive(Clone, Debug)]
pub struct Rounding {
    /// Where.
    pub step: Step,
    /// How.
    pub rule: Rule,
    /// To what.
    pub unit: Exact,
}

/// Where a value is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum Step {
    Credit,
    Quotient,
    SliceBase,
    SlicePay,
    Factor,
    Each,
    Fund,
    Line,
}

/// Something that is measured.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its name.
    pub name: &'static str,
    /// Word of its unit.
    pub unit: &'static str,
    /// Where its values come from.
    pub source: Source,
    /// Its quota, and what the attainment is without one: a number, or nothing is paid.
    pub quota: Option<(Quota, Option<Exact>)>,
    /// Is less of it better? Then also what attainment is at zero: a number, or nothing is paid; the run fails without a word.
    pub lower: bool,
    /// See there.
    pub at_zero: Option<Option<Exact>>,
}

/// Where values come from.
#[derive(Clone, Debug)]
pub enum Source {
    /// Sales.
    Sales(Box<Crediting>),
    /// The metric `score`, taken together in this way, and what it is when missing.
    Score(ScoreTake, Exact),
    /// Other measures.
    Formula(Formula),
}

/// How scores are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum ScoreTake {
    Sum,
    Average,
    Minimum,
    Maximum,
    Last,
}

/// From a sale to credits.
#[derive(Clone, Debug)]
pub struct Crediting {
    /// Which sales count.
    pub filter: Option<Condition>,
    /// What one is worth; the amount, or 1, when absent.
    pub credit: Option<Formula>,
    /// Who gets it.
    pub to: To,
    /// The expert's part, outside the 100 %.
    pub overlay: Option<Exact>,
    /// Are shares ratios, those of single sales too?
    pub ratios: bool,
    /// Do the shares of single sales go first?
    pub splits: bool,
    /// How credits are taken together.
    pub take: Take,
}

/// Who gets the credit.
#[derive(Clone, Debug)]
pub enum To {
    /// The owner.
    Owner,
    /// The helper by the sale's own share, the owner what is left.
    Rest,
    /// Owner and helper by these ratios.
    Ratios(i64, i64),
}

/// How credits are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum Take {
    Sum,
    Count,
    DistinctDeals,
    Average,
    Minimum,
    Maximum,
}

/// Where a quota comes from.
#[derive(Clone, Debug)]
pub enum Quota {
    /// The quota data.
    Data,
    /// A formula for each of the plan's periods.
    Formula(Formula),
}

/// A part of the pay.
#[derive(Clone, Debug)]
pub struct Component {
    /// Its name.
    pub name: String,
    /// `bonus`, `commission`, `pool` or `contest`.
    pub kind: &'static str,
    /// Who belongs together.
    pub group: Option<GroupBy>,
    /// How often it pays.
    pub every: Length,
    /// Who takes part.
    pub eligible: Option<Condition>,
    /// What must hold to be paid, and the rows that apply when it does not.
    pub gate: Option<(Condition, Option<Vec<Row>>)>,
    /// What is paid on, or how much is paid.
    pub pay: Pay,
    /// Factors.
    pub factors: Vec<Formula>,
    /// Floors and caps.
    pub limits: Vec<Limit>,
    /// What is guaranteed.
    pub guarantee: Option<Formula>,
    /// Through what it runs on.
    pub accumulate: Option<Stretch>,
    /// Roundings of its own, instead of the plan's.
    pub rounding: Option<Vec<Rounding>>,
}

/// How long something runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stretch {
    /// Through periods of this length.
    Length(Length),
    /// Through the plan.
    Plan,
}

/// How a component pays.
#[derive(Clone, Debug)]
pub enum Pay {
    /// This much.
    Amount(Formula),
    /// The target.
    Target(Formula),
    /// By a table.
    Table(Box<Table>),
    /// A share of a sum.
    Pool(Box<Pool>),
    /// A prize.
    Contest(Box<Contest>),
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// What is paid on.
    pub base: Base,
    /// What picks the row, when it is not the base.
    pub index: Option<Formula>,
    /// How rows become pay.
    pub mode: Mode,
    /// When the row is picked.
    pub as_of: AsOf,
    /// To what it is applied.
    pub over: Over,
    /// From where slices count.
    pub origin: Option<Exact>,
    /// What holds below the first row, and past the last point of a curve.
    pub outside: Outside,
    /// Rows from low to high.
    pub rows: Vec<Row>,
}

/// What is paid on.
#[derive(Clone, Debug)]
pub enum Base {
    /// A target.
    Target(Formula),
    /// An amount, or its part above and below limits.
    Amount(Formula, Option<Exact>, Option<Exact>),
}

/// How rows become pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum Mode {
    Marginal,
    Retroactive,
    StepAdding,
    StepReplacing,
    CurveOfRate,
    CurveOfPayout,
}

/// When the row is picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum AsOf {
    Window,
    Before,
    After,
}

/// To what the table is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum Over {
    Total,
    Sale,
    Deal,
}

/// What holds outside of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum Outside {
    Nearest,
    Zero,
    Error,
}

/// A row, or a point of a curve.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where it starts.
    pub limit: Exact,
    /// Does the limit belong to the row?
    pub inclusive: bool,
    /// Share of the base, or the sum of a step.
    pub value: Formula,
    /// Entry fee.
    pub fee: Option<Exact>,
}

/// A floor or a cap.
#[derive(Clone, Debug)]
pub struct Limit {
    /// Is it a cap?
    pub cap: bool,
    /// How much.
    pub amount: Formula,
    /// Over what.
    pub per: Per,
}

/// Over what a limit holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum Per {
    Each,
    Own,
    Length(Length),
    Plan,
}

/// A number by a formula.
#[derive(Clone, Debug)]
pub enum Formula {
    /// A number.
    Number(Exact),
    /// A number that is written with a percent sign.
    Percent(Exact),
    /// A measure over a window.
    Measure(usize, Aspect, Window),
    /// The salary.
    Salary,
    /// The sale's amount.
    Amount,
    /// The sale's weight.
    Weight,
    /// The value of everybody in the group, added up.
    Group(Box<Self>),
    /// What the component of this place gives.
    Earned(usize),
    /// The target.
    Target,
    /// Both added up.
    Plus(Box<Self>, Box<Self>),
    /// The first less the second.
    Less(Box<Self>, Box<Self>),
    /// Both multiplied.
    Times(Box<Self>, Box<Self>),
    /// The first over the second.
    Over(Box<Self>, Box<Self>),
    /// The smaller one.
    Least(Box<Self>, Box<Self>),
    /// The larger one.
    Greatest(Box<Self>, Box<Self>),
    /// One of two.
    Choose(Box<Condition>, Box<Self>, Box<Self>),
}

/// Which number of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum Aspect {
    Total,
    Attainment,
    Quota,
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Window {
    /// The component's own.
    Own,
    /// The period.
    Period,
    /// From the start of a longer period.
    ToDate(Length),
    /// From the plan's first day.
    PlanToDate,
    /// The last so many periods.
    Rolling(i32),
    /// The period so many periods before.
    Previous(i32),
}

/// A condition.
#[derive(Clone, Debug)]
pub enum Condition {
    /// The first is at least the second.
    AtLeast(Formula, Formula),
    /// The first is above the second.
    Above(Formula, Formula),
    /// The first is below the second.
    Below(Formula, Formula),
    /// The sale is of one of these kinds.
    KindIn(Vec<&'static str>),
    /// The person has this role.
    RoleIs(&'static str),
    /// Both hold.
    Both(Box<Self>, Box<Self>),
    /// Either holds.
    Either(Box<Self>, Box<Self>),
    /// It does not hold.
    Not(Box<Self>),
}
