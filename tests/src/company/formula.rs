//! Formulas and conditions.

use crate::calendar::Length;
use crate::exact::Exact;

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
    /// The value of everybody who reports to the person, added up.
    Reports(Box<Self>),
    /// What the component of this place gives.
    Earned(usize),
    /// The target.
    Target,
    /// A number without its unit, as amounts in units of the company are.
    Unitless(Box<Self>),
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
    /// The period ends with this month of the calendar or before.
    UpTo(i32),
    /// The person has this role.
    RoleIs(&'static str),
    /// Both hold.
    Both(Box<Self>, Box<Self>),
    /// Either holds.
    Either(Box<Self>, Box<Self>),
    /// It does not hold.
    Not(Box<Self>),
}
