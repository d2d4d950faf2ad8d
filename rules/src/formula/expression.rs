//! [`Expression`]: a formula whose names, types and units have been checked. What the engine evaluates.

use std::sync::Arc;

use crate::both;
use crate::date::Date;
use crate::number::Number;
use crate::period::PeriodLength;
use crate::source::Span;
use crate::text::Text;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A literal without a unit: takes the unit of its surroundings.
    Literal,
    /// Without a dimension: a ratio, a weight, a percentage.
    Ratio,
    /// Money in the plan's currency.
    Money,
    /// Things counted.
    Count,
    /// Points.
    Points,
    /// Days.
    Days,
}

/// What a formula's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A number with its unit.
    Number(Unit),
    /// Text.
    Text,
    /// Yes or no.
    YesNo,
    /// A day.
    Date,
}

impl Type {
    /// In words for messages: `money`, `a ratio`, `text`.
    #[must_use]
    pub fn words(self) -> Text {
        match self {
            Self::Number(Unit::Literal) => both!("a number", "数字"),
            Self::Number(Unit::Ratio) => both!("a ratio", "比率"),
            Self::Number(Unit::Money) => both!("money", "金额"),
            Self::Number(Unit::Count) => both!("a count", "数量"),
            Self::Number(Unit::Points) => both!("points", "积分"),
            Self::Number(Unit::Days) => both!("days", "天数"),
            Self::Text => both!("text", "文本"),
            Self::YesNo => both!("yes or no", "是或否"),
            Self::Date => both!("a day", "日期"),
        }
    }
}

/// A formula with the text from which it was made.
#[derive(Clone, Debug)]
pub struct Formula {
    /// The checked tree.
    pub expression: Expression,
    /// Type and unit of its value.
    pub kind: Type,
    /// As it was written: what traces and statements show.
    pub text: Arc<str>,
    /// Where it was written.
    pub span: Span,
}

/// A node of the tree.
#[derive(Clone, Debug)]
pub struct Expression {
    /// What it is.
    pub node: Node,
    /// The part of the formula that it was made from.
    pub span: Span,
}

/// The kinds of nodes.
#[derive(Clone, Debug)]
pub enum Node {
    /// A number; `80%` is 0.8.
    Number(Number),
    /// A text.
    Text(Arc<str>),
    /// `true` or `false`.
    YesNo(bool),
    /// A day: `date("2026-03-31")`.
    Date(Date),
    /// Something with a name.
    Name(Name),
    /// `-x`.
    Negate(Box<Expression>),
    /// `!x`.
    Not(Box<Expression>),
    /// `a + b` and its like.
    Arithmetic(Arithmetic, Box<[Expression; 2]>),
    /// `a < b` and its like; both sides have the same type.
    Compare(Comparison, Box<[Expression; 2]>),
    /// `a && b`: the right side is looked at only when the left holds.
    And(Box<[Expression; 2]>),
    /// `a || b`: the right side is looked at only when the left does not hold.
    Or(Box<[Expression; 2]>),
    /// `x in [a, b]`: all of one type.
    In(Box<Expression>, Vec<Expression>),
    /// `if c { a } else { b }`: condition, then, else; only one branch is looked at.
    If(Box<[Expression; 3]>),
    /// `let x = a; b`: the value for the slot, then the body. Slots count the variables in sight, from the outside in.
    Let(usize, Box<[Expression; 2]>),
    /// A function of the language.
    Call(Function, Vec<Expression>),
    /// `group(x)`, `reports(x)` or `days(x)`: x of several people or on several days, added up. The text is the call as it is written, in one line: what
    /// traces call it by.
    SumOf(People, Box<Expression>, Arc<str>),
}

/// Over whom, or over what, values are added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum People {
    /// `group`: everybody in the component's group.
    Group,
    /// `reports`: those who report directly to the member at hand.
    Reports,
    /// `days`: the member at hand alone, on each day of the period on the plan.
    Days,
}

impl People {
    /// The function's name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Reports => "reports",
            Self::Days => "days",
        }
    }
}

/// `+ - * /`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`, exact.
    Add,
    /// `-`, exact.
    Subtract,
    /// `*`, exact.
    Multiply,
    /// `/`, 28 digits, half even.
    Divide,
}

impl Arithmetic {
    /// As it is written.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
        }
    }
}

/// `== != < <= > >=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// As it is written.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
        }
    }
}

/// Functions that every formula may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `min(a, b, ...)`: the smallest; all of one unit.
    Min,
    /// `max(a, b, ...)`: the largest.
    Max,
    /// `abs(x)`: without its sign.
    Absolute,
    /// `round(x, places, "half_up")`: number, places, rule as text.
    Round(crate::rounding::Rule),
    /// `floor(x)`: the whole number at or below.
    Floor,
    /// `ceiling(x)`: the whole number at or above.
    Ceiling,
    /// `money(x)`: a number without dimension or a count, taken as money in the plan's currency.
    Money,
    /// `number(x)`: any number without its unit.
    PlainNumber,
    /// `is_empty(column)`: the cell had nothing in it. The argument is always a [`Node::Name`].
    IsEmpty,
    /// `contains(text, part)`.
    Contains,
    /// `starts_with(text, part)`.
    StartsWith,
    /// `days_between(first, last)`: both ends counted.
    DaysBetween,
    /// `months_between(first, last)`: completed months, a count.
    MonthsBetween,
    /// `add_months(date, months)`.
    AddMonths,
    /// `year(date)`, a count.
    YearOf,
    /// `month(date)`, 1 to 12, a count.
    MonthOf,
}

/// What a name in a formula stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// A column of the rows at hand (transactions, or the file that a mapping reads): place in its schema.
    Column(usize),
    /// An attribute of the participant or the assignment: place in [`crate::company::Schema::attributes`].
    Attribute(usize),
    /// A measure of the plan over a window.
    Measure {
        /// Place in [`crate::plan::Plan::measures`].
        measure: usize,
        /// Its total, its attainment or its quota.
        aspect: Aspect,
        /// Over which time.
        window: Window,
    },
    /// What a component above gives in the same window of time: the sum of its lines.
    Earned {
        /// Place in [`crate::plan::Plan::components`].
        component: usize,
        /// Over which time; [`Reach::Own`] is the period at hand.
        window: Window,
    },
    /// The component's target amount.
    Target,
    /// The label of the period at hand, such as `2026-Q1`: a text.
    Period,
    /// The first day of the period at hand.
    FirstDay,
    /// The last day of the period at hand.
    LastDay,
    /// What is known of the participant's days on the plan, in the period at hand.
    OnPlan(OnPlan),
    /// A `let` variable.
    Local(usize),
}

/// What is known of the days on which a participant is on the plan, in the period at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnPlan {
    /// How many there are.
    Days,
    /// How many of them in the group in which the participant is counted: where the last of them is spent.
    DaysInGroup,
    /// Is the period's first day one of them?
    AtStart,
    /// Is the period's last day one of them?
    AtEnd,
}

impl OnPlan {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 4] = [Self::Days, Self::DaysInGroup, Self::AtStart, Self::AtEnd];

    /// The name that formulas use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Days => "days_on_plan",
            Self::DaysInGroup => "days_in_group",
            Self::AtStart => "on_plan_at_start",
            Self::AtEnd => "on_plan_at_end",
        }
    }
}

/// Which number of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// Its credits taken together.
    Total,
    /// Total over quota, an exact fraction.
    Attainment,
    /// The quota itself.
    Quota,
}

/// A stretch of time that ends with, or holds, the period at hand, or one shifted back from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// How far it reaches.
    pub reach: Reach,
    /// How many times it is shifted back by its own length; 0 for now.
    pub back: u16,
}

impl Window {
    /// The component's own stretch.
    pub const OWN: Self = Self { reach: Reach::Own, back: 0 };
}

/// How far a window reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The component's own stretch: its period, or with `accumulate` the running stretch up to the period's end.
    Own,
    /// The component's period alone.
    Period,
    /// The whole calendar period of this length that holds the period at hand.
    Whole(PeriodLength),
    /// From the start of that calendar period to the end of the period at hand.
    ToDate(PeriodLength),
    /// From the plan's first day to the end of the period at hand.
    PlanToDate,
    /// The last so many periods of the component's length, the one at hand included.
    Rolling(u16),
}
