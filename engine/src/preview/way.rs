//! [`Way`]: the way that a participant's lines take from the data to their amounts: which rows, gates, limits and places, and
//! the figures on it.
//!
//! Two amounts whose ways have the same shape are computed by the same steps; between them figures can only move, and the
//! search looks how.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use attain_rules::number::Number;
use attain_rules::plan::{AsOf, Boundary, Component, Over, Pay, Plan, Table};

use super::hindrance::End;
use super::limits::Limits;
use crate::outcome::{Line, LineKind};
use crate::trace::{Fact, FactId, How, Role, Trace};
use crate::value::Value;

/// The way of some lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Way {
    /// The same for ways of the same steps.
    shape: u64,
    /// Every number on the way.
    figures: Vec<Number>,
    /// How many lines.
    lines: usize,
}

/// How the figures move from one amount to the next and to a third.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Trend {
    /// Some rise.
    pub up: bool,
    /// Some fall.
    pub down: bool,
    /// Some turn round.
    pub turns: bool,
}

impl Way {
    /// The way of `lines`, which have their traces and reach these rows.
    pub(super) fn of(lines: &[Line], tiers: &[Option<u32>]) -> Self {
        let mut way = Self { lines: lines.len(), ..Self::default() };
        let mut shape = Shape::default();
        for line in lines {
            // Writing into a shape cannot fail.
            let _ = write!(shape, "{}/{}/{:?}/", line.plan, line.component, line.kind);
            let _ = write!(shape, "{:?}/{:?};", line.earned_for, line.paid_in);
            if let Some(trace) = &line.trace {
                way.take(trace, &mut shape);
            }
        }
        let _ = write!(shape, "{tiers:?}");
        way.shape = shape.0;
        way
    }

    /// Takes the facts of a line in. Roundings stand in a trace only where they change something, and so for one amount and
    /// not for the next: they are no steps of the way.
    fn take(&mut self, trace: &Trace, shape: &mut Shape) {
        let units: BTreeSet<FactId> = trace.facts.iter().filter_map(unit_of).collect();
        let mut places: Vec<usize> = Vec::with_capacity(trace.facts.len());
        let mut next = 0_usize;
        for (id, fact) in (0_u32..).map(FactId).zip(&trace.facts) {
            let place = |id: &FactId| usize::try_from(id.0).ok().and_then(|id| places.get(id)).copied().unwrap_or(0);
            if let (Role::Rounded { .. }, How::Rounding { of, .. }) = (&fact.role, &fact.how) {
                places.push(place(of));
                continue;
            }
            if units.contains(&id) {
                places.push(0);
                continue;
            }
            // Writing into a shape cannot fail.
            let _ = write!(shape, "{:?}:", fact.role);
            let _ = match &fact.how {
                How::Rounding { of, .. } | How::Same(of) => write!(shape, "={}", place(of)),
                how => {
                    let _ = write!(shape, "{:?}", std::mem::discriminant(how));
                    how.references().iter().try_for_each(|id| write!(shape, ",{}", place(id)))
                }
            };
            choice(trace, fact, shape);
            if let Value::Number(number) = &fact.value {
                self.figures.push(number.clone());
            }
            places.push(next);
            next = next.saturating_add(1);
        }
    }

    /// The way of a run that failed.
    pub(super) fn failed() -> Self {
        Self { shape: 1, ..Self::default() }
    }

    /// Is it of the same steps?
    pub(super) fn is_like(&self, other: &Self) -> bool {
        (self.shape, self.figures.len()) == (other.shape, other.figures.len())
    }

    /// Does a figure pass one of `limits` on the way from here to `other`, which is of the same steps?
    pub(super) fn passes(&self, other: &Self, limits: &Limits) -> bool {
        self.figures.iter().zip(&other.figures).any(|(one, other)| limits.between(one, other))
    }

    /// How many lines there are, each rounded to a unit.
    pub(super) const fn lines(&self) -> usize {
        self.lines
    }

    /// How the figures move from here over `middle` to `last`, which are of the same steps.
    pub(super) fn trend(&self, middle: &Self, last: &Self) -> Trend {
        let mut trend = Trend::default();
        for ((first, middle), last) in self.figures.iter().zip(&middle.figures).zip(&last.figures) {
            if first == last && first == middle {
                continue;
            }
            let (rises, falls) = (first <= middle && middle <= last, first >= middle && middle >= last);
            trend.up |= rises;
            trend.down |= falls;
            trend.turns |= !rises && !falls;
        }
        trend
    }
}

/// The unit to which a fact was rounded.
fn unit_of(fact: &Fact) -> Option<FactId> {
    match fact.how {
        How::Rounding { unit, .. } => Some(unit),
        _ => None,
    }
}

/// What was chosen at a fact: the smaller or the larger part, the place, yes or no.
fn choice(trace: &Trace, fact: &Fact, shape: &mut Shape) {
    let taken = match &fact.how {
        How::Least(parts) | How::Greatest(parts) => {
            parts.iter().position(|id| value(trace, *id).is_some_and(|value| *value == fact.value))
        }
        _ => None,
    };
    let _ = match (&fact.role, &fact.value) {
        (Role::Place, value) => write!(shape, "{value:?};"),
        (_, Value::Number(_)) => write!(shape, "{taken:?};"),
        (_, value) => write!(shape, "{value:?};"),
    };
}

fn value(trace: &Trace, id: FactId) -> Option<&Value> {
    trace.facts.get(usize::try_from(id.0).ok()?).map(|fact| &fact.value)
}

/// The highest row of its table that a line reached, 0 below the first and where the gate is closed; nothing where no total
/// picks the row.
pub(super) fn tier(line: &Line, plans: &[Plan]) -> Option<u32> {
    let (_, component) = line.part(plans)?;
    // What a guarantee adds, or what falls due later, has no row of its own.
    let table = table_of(line, component)?;
    if table.over != Over::Total || table.as_of != AsOf::Window || table.mode.is_curve() {
        return None;
    }
    let facts = &line.trace.as_ref()?.facts;
    let is_closed = |fact: &Fact| fact.role == Role::Gate && fact.value == Value::YesNo(false);
    let index = facts.iter().rev().find(|fact| fact.role == Role::Index);
    let Some(index) = index.filter(|_| !facts.iter().any(is_closed)).and_then(number) else { return Some(0) };
    let reached = |fact: &Fact| {
        let Role::RowLimit { row } = fact.role else { return None };
        let boundary = table.rows.get(usize::try_from(row.checked_sub(1)?).ok()?)?.boundary;
        let limit = number(fact)?;
        let is_reached = if boundary == Boundary::Lower { index >= limit } else { index > limit };
        is_reached.then_some(row)
    };
    Some(facts.iter().filter_map(reached).max().unwrap_or(0))
}

fn table_of<'p>(line: &Line, component: &'p Component) -> Option<&'p Table> {
    match &component.pay {
        Pay::Table(table) if line.kind == LineKind::Earning => Some(table),
        _ => None,
    }
}

/// Has a line reached the last row of its table?
pub(super) fn is_last_row(line: &Line, plans: &[Plan]) -> bool {
    let table = line.part(plans).and_then(|(_, component)| table_of(line, component));
    let rows = table.and_then(|table| u32::try_from(table.rows.len()).ok());
    rows.is_some() && tier(line, plans) == rows
}

/// What the line has come to the end of: the last row of its table, or the last point of its curve.
pub(super) fn end(line: &Line, plans: &[Plan]) -> Option<End> {
    let (_, component) = line.part(plans)?;
    let table = table_of(line, component)?;
    if is_last_row(line, plans) {
        return Some(End::Row);
    }
    let facts = &line.trace.as_ref()?.facts;
    let of = |suits: &dyn Fn(&Role) -> bool| facts.iter().rev().find(|fact| suits(&fact.role)).and_then(number);
    let index = of(&|role| *role == Role::Index)?;
    let last = of(&|role| matches!(role, Role::RowLimit { row } if usize::try_from(*row) == Ok(table.rows.len())))?;
    (table.mode.is_curve() && index >= last).then_some(End::Point)
}

fn number(fact: &Fact) -> Option<&Number> {
    if let Value::Number(number) = &fact.value { Some(number) } else { None }
}

/// FNV-1a, 64 bits: a text is written into it and leaves a number.
struct Shape(u64);

impl Default for Shape {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl fmt::Write for Shape {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Ok(())
    }
}
