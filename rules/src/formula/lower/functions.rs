//! The functions of the language: names, numbers of arguments, usage.

use crate::formula::expression::Function;

/// A function's name and arguments.
pub(super) struct Signature {
    /// Its name.
    pub name: &'static str,
    /// How it is used, for messages.
    pub usage: &'static str,
    /// Fewest arguments.
    pub fewest: usize,
    /// Most arguments.
    pub most: usize,
    /// What it takes and gives.
    pub shape: Shape,
}

/// What functions take and give.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// Numbers of one unit, which is also the result's.
    Alike(Function),
    /// Number, places, rule; gives the number's unit.
    Round,
    /// A number or count; gives money.
    Money,
    /// A number; gives a ratio.
    Plain,
    /// A column; gives yes or no.
    IsEmpty,
    /// Two texts; gives yes or no.
    Texts(Function),
    /// Two days; gives days.
    Days,
    /// Two days; gives a count.
    Months,
    /// A day and a number of months; gives a day.
    AddMonths,
    /// A day; gives a count.
    PartOfDate(Function),
    /// `date("2026-01-31")`.
    Date,
    /// `column("any name")`.
    Column,
    /// `total`, `attainment`, `quota`.
    Measure(crate::formula::expression::Aspect),
    /// `earned`.
    Earned,
    /// `group`, `reports`, `days`.
    SumOf(crate::formula::expression::People),
}

const fn function(name: &'static str, usage: &'static str, arguments: usize, shape: Shape) -> Signature {
    Signature { name, usage, fewest: arguments, most: arguments, shape }
}

const fn windowed(name: &'static str, usage: &'static str, shape: Shape) -> Signature {
    Signature { name, usage, fewest: 1, most: 2, shape }
}

/// Functions of values.
pub(super) const FUNCTIONS: &[Signature] = &[
    Signature { name: "min", usage: "min(a, b)", fewest: 2, most: usize::MAX, shape: Shape::Alike(Function::Min) },
    Signature { name: "max", usage: "max(a, b)", fewest: 2, most: usize::MAX, shape: Shape::Alike(Function::Max) },
    function("abs", "abs(x)", 1, Shape::Alike(Function::Absolute)),
    function("round", "round(x, 2, \"half_up\")", 3, Shape::Round),
    function("floor", "floor(x)", 1, Shape::Alike(Function::Floor)),
    function("ceiling", "ceiling(x)", 1, Shape::Alike(Function::Ceiling)),
    function("money", "money(x)", 1, Shape::Money),
    function("number", "number(x)", 1, Shape::Plain),
    function("is_empty", "is_empty(column)", 1, Shape::IsEmpty),
    function("contains", "contains(text, part)", 2, Shape::Texts(Function::Contains)),
    function("starts_with", "starts_with(text, part)", 2, Shape::Texts(Function::StartsWith)),
    function("days_between", "days_between(first, last)", 2, Shape::Days),
    function("months_between", "months_between(first, last)", 2, Shape::Months),
    function("add_months", "add_months(d, 12)", 2, Shape::AddMonths),
    function("year", "year(d)", 1, Shape::PartOfDate(Function::YearOf)),
    function("month", "month(d)", 1, Shape::PartOfDate(Function::MonthOf)),
    function("date", "date(\"2026-01-31\")", 1, Shape::Date),
    function("column", "column(\"any name\")", 1, Shape::Column),
];

/// Functions of measures and components.
pub(super) const SPECIAL: &[Signature] = &[
    windowed("total", "total(measure, window)", Shape::Measure(crate::formula::expression::Aspect::Total)),
    windowed(
        "attainment",
        "attainment(measure, window)",
        Shape::Measure(crate::formula::expression::Aspect::Attainment),
    ),
    windowed("quota", "quota(measure, window)", Shape::Measure(crate::formula::expression::Aspect::Quota)),
    windowed("earned", "earned(component, window)", Shape::Earned),
    function("group", "group(x)", 1, Shape::SumOf(crate::formula::expression::People::Group)),
    function("reports", "reports(x)", 1, Shape::SumOf(crate::formula::expression::People::Reports)),
    function("days", "days(x)", 1, Shape::SumOf(crate::formula::expression::People::Days)),
];
