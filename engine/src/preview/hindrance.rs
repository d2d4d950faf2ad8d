//! [`Hindrance`]: why a line pays no more, however large the deal is.

use std::sync::Arc;

use attain_rules::period::Period;

use crate::outcome::{Line, LineKind};
use crate::trace::{FactId, How, Role, Trace};
use crate::value::Value;

/// What holds a line back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hindrance {
    /// Place of the plan version in the run's list of plans.
    pub plan: u32,
    /// Place of the component in that plan.
    pub component: u32,
    /// What kind of line.
    pub kind: LineKind,
    /// The period for which it is earned.
    pub earned_for: Period,
    /// Why.
    pub why: Why,
}

/// Why a line pays no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The deal is nothing to it: it pays the same whatever the deal is.
    Untouched,
    /// Its gate is closed; the condition as it is written, and where.
    Gate(Arc<str>, Arc<str>),
    /// It has reached the last row of its table.
    LastRow,
    /// It is past the last point of its curve.
    LastPoint,
    /// It has reached its cap; where that is written.
    Cap(Arc<str>),
    /// It pays the same from some amount on: the last row, the best place, a limit inside a formula.
    Level,
    /// It pays less the larger the deal is.
    Falls,
}

/// What a line has come to the end of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The rows of its table.
    Row,
    /// The points of its curve.
    Point,
}

/// What holds the lines back that a very large deal gives; `none` are those without it, `half` those of half the deal. `end` says
/// what a line has come to the end of; where a row is what is looked for, `is_last` whether a line has reached its last one.
pub(super) fn hindrances(
    [none, half, all]: [&[Line]; 3],
    end: &dyn Fn(&Line) -> Option<End>,
    is_last: &dyn Fn(&Line) -> bool,
) -> Vec<Hindrance> {
    let mut found = Vec::new();
    for line in all {
        let same = |other: &&Line| {
            (other.plan, other.component, other.kind, other.earned_for)
                == (line.plan, line.component, line.kind, line.earned_for)
        };
        let amount = |lines: &[Line]| lines.iter().find(same).map_or(0, |line| line.minor_units);
        let level = amount(half) == line.minor_units;
        // Somebody who reads the deal works out other steps with it, even where these come to the same.
        let is_read = none.iter().find(same).is_none_or(|other| other.trace != line.trace);
        let untouched = level && amount(none) == line.minor_units && !is_read;
        let at_pool_cap = |trace| pool_cap(trace).filter(|_| level && !untouched).map(Why::Cap);
        let why = match line.trace.as_deref().and_then(|trace| stopped(trace).or_else(|| at_pool_cap(trace))) {
            _ if is_last(line) => Why::LastRow,
            Some(why) => why,
            None if untouched => Why::Untouched,
            None if level && end(line) == Some(End::Point) => Why::LastPoint,
            None if level && end(line) == Some(End::Row) => Why::LastRow,
            None if level => Why::Level,
            None if amount(half) > line.minor_units => Why::Falls,
            None => continue,
        };
        let Line { plan, component, kind, earned_for, .. } = *line;
        found.push(Hindrance { plan, component, kind, earned_for, why });
    }
    found
}

/// Where the cap of a pool is written which the share has come to: one unit more would be past it.
fn pool_cap(trace: &Trace) -> Option<Arc<str>> {
    let fact = |id: &FactId| trace.facts.get(usize::try_from(id.0).ok()?);
    let number = |id: &FactId| match &fact(id)?.value {
        Value::Number(number) => Some(number),
        _ => None,
    };
    trace.facts.iter().find_map(|share| match (&share.role, &share.how, &share.value) {
        (Role::PoolShare, How::Allocation { most, unit, own, .. }, Value::Number(amount)) => {
            let cap = most.get(usize::try_from(*own).ok()?)?;
            let further = amount.add(number(unit)?).ok()?;
            (further > *number(cap)?).then(|| fact(cap).map(|cap| Arc::clone(&cap.place)))?
        }
        _ => None,
    })
}

/// The gate that is closed, or the cap that is reached.
fn stopped(trace: &Trace) -> Option<Why> {
    let fact = |id: &FactId| trace.facts.get(usize::try_from(id.0).ok()?);
    // A cap that is no whole count of units is cut to one.
    let level = |id: &FactId| match fact(id).map(|one| &one.how) {
        Some(How::Rounding { of, .. }) => fact(of).filter(|of| of.role == Role::Cap),
        _ => fact(id).filter(|one| one.role == Role::Cap),
    };
    trace.facts.iter().find_map(|one| match (&one.role, &one.how) {
        (Role::Gate, How::Formula { text, .. }) if one.value == Value::YesNo(false) => {
            Some(Why::Gate(Arc::clone(text), Arc::clone(&one.place)))
        }
        (Role::AfterLimit, How::Least(parts)) => {
            let before = parts.first().and_then(fact)?;
            let reached = |id: &&FactId| fact(id).is_some_and(|limit| limit.value == one.value);
            let cap = parts.iter().filter(reached).find_map(level)?;
            (before.value != one.value).then(|| Why::Cap(Arc::clone(&cap.place)))
        }
        _ => None,
    })
}
