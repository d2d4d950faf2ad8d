//! [`Company`]: a company of the auditor's own, from which both the files for the engine and the audit are made.

mod by_hand;
mod draw;
mod due;
mod formula;
mod groups;
mod measure;
mod units;

pub use by_hand::{Adjustment, ByHand};
pub use draw::Draw;
pub use due::{BackRule, Clawback, Due, LeaverRule, Leavers, Leftover, Part, Parts, When};
pub use formula::{Aspect, Condition, Formula, Window};
pub use groups::{Contest, Fund, GroupBy, OverCap, Pool, Teams, Ties, Wins};
pub use measure::{Crediting, Measure, Quota, ScoreTake, Source, Take, To, Up, Vacant};
pub use units::Unit;
pub(crate) use units::worth;

use crate::calendar::{Calendar, Day, Length, Month};
use crate::exact::{Exact, Rule};

/// A company with a year of business.
#[derive(Clone, Debug)]
pub struct Company {
    /// ISO code.
    pub currency: &'static str,
    /// Digits of its minor unit.
    pub digits: u32,
    /// Its calendar.
    pub calendar: Calendar,
    /// What it pays in beside money.
    pub units: Vec<Unit>,
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
    /// What somebody decided.
    pub by_hand: Vec<Adjustment>,
}

impl Company {
    /// The first day of a month.
    #[must_use]
    pub fn first_day(&self, month: Month) -> Day {
        self.calendar.first_day(month)
    }

    /// The last day of a month.
    #[must_use]
    pub fn last_day(&self, month: Month) -> Day {
        self.calendar.last_day(month)
    }

    /// The month that holds a day.
    #[must_use]
    pub fn month(&self, day: Day) -> Month {
        self.calendar.month(day)
    }
}

/// Somebody.
#[derive(Clone, Debug)]
pub struct Person {
    /// Id.
    pub id: String,
    /// From day to day on which plan.
    pub stays: Vec<Stay>,
    /// The last day of work, and why it was; empty for no reason given.
    pub left: Option<(Day, &'static str)>,
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
    /// Who stands above; may be empty, or nobody known.
    pub manager: String,
    /// Whose seat is held in that one's absence; may be empty.
    pub acting_for: String,
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
    /// The sale to which it relates; empty for none.
    pub relates_to: String,
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

/// A part of the pay.
#[derive(Clone, Debug)]
pub struct Component {
    /// Its name.
    pub name: String,
    /// `bonus`, `commission`, `pool`, `contest` or `draw`.
    pub kind: &'static str,
    /// The place of the unit in which it pays; money when absent.
    pub unit: Option<usize>,
    /// Is what falls due of that unit paid as money?
    pub paid_as_money: bool,
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
    /// When it is paid, if not at once.
    pub due: Option<Due>,
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
    /// What others lack.
    Draw(Box<Draw>),
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
    /// What a sale takes back that reverses another one.
    pub reversals: Reversals,
}

/// What a sale takes back that reverses another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum Reversals {
    Recalculated,
    Rate,
    Calculated,
    Paid,
}

impl Reversals {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Recalculated, Self::Rate, Self::Calculated, Self::Paid];

    /// As a plan writes it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Recalculated => "recalculated",
            Self::Rate => "rate",
            Self::Calculated => "calculated",
            Self::Paid => "paid",
        }
    }
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
