//! Rows of a table, with their numbers worked out for one turn.

use std::borrow::Cow;

use attain_rules::formula::expression::{Formula, Node};
use attain_rules::number::Number;
use attain_rules::plan::{Boundary, Component, Plan, Row, Table};

use crate::context::Context;
use crate::fault::{Fault, Stop};
use crate::record::{Noted, Recorder};
use crate::trace::{FactId, Role};

/// A row with its numbers.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// From 1.
    pub number: u32,
    pub boundary: Boundary,
    pub limit: Noted,
    pub rate: Option<Noted>,
    pub amount: Option<Noted>,
    pub fee: Option<Noted>,
}

impl Step {
    /// Has `index` reached this row?
    pub(crate) fn reached(&self, index: &Number) -> bool {
        match self.boundary {
            Boundary::Lower => *index >= self.limit.value,
            Boundary::Upper => *index > self.limit.value,
        }
    }

    /// Does a row that begins at `limit` stand above this one? A row may be its limit alone: `from: 0` before `above: 0`.
    fn is_below(&self, limit: &Number, boundary: Boundary) -> bool {
        let alone = self.boundary == Boundary::Lower && boundary == Boundary::Upper;
        self.limit.value < *limit || alone && self.limit.value == *limit
    }
}

/// Tables whose numbers are the same for everybody: worked out once.
#[derive(Debug, Default)]
pub(crate) struct ReadyRows {
    /// By plan, then component; `None` where a row holds a formula.
    tables: Vec<Vec<Option<Vec<Step>>>>,
}

impl ReadyRows {
    pub(crate) fn new(plans: &[Plan]) -> Self {
        let table = |component: &Component| constant_steps(&component.pay.table()?.rows);
        Self { tables: plans.iter().map(|plan| plan.components.iter().map(table).collect()).collect() }
    }

    fn of(&self, plan: usize, component: usize) -> Option<&[Step]> {
        self.tables.get(plan)?.get(component)?.as_deref()
    }
}

/// The steps of rows that hold nothing but numbers, in order.
fn constant_steps(rows: &[Row]) -> Option<Vec<Step>> {
    let number = |formula: &Formula| match &formula.expression.node {
        Node::Number(value) => Some(Noted { value: value.clone(), fact: FactId(0) }),
        _ => None,
    };
    let optional = |formula: &Option<Formula>| match formula {
        Some(formula) => number(formula).map(Some),
        None => Some(None),
    };
    let step = |(place, row): (u32, &Row)| {
        Some(Step {
            number: place,
            boundary: row.boundary,
            limit: number(&row.limit)?,
            rate: optional(&row.rate)?,
            amount: optional(&row.amount)?,
            fee: optional(&row.fee)?,
        })
    };
    let steps: Vec<Step> = (1u32..).zip(rows).map(step).collect::<Option<_>>()?;
    steps.is_sorted_by(|a, b| a.is_below(&b.limit.value, b.boundary)).then_some(steps)
}

/// The rows of a component's table, with their numbers.
pub(crate) fn table_steps<'a, 'r, R: Recorder>(
    context: &mut Context<'a, 'r, R>,
    component: usize,
    table: &'a Table,
) -> Result<Cow<'r, [Step]>, Stop> {
    let ready = if R::ON { None } else { context.world.ready_rows.of(context.turn.plan_place, component) };
    match ready {
        Some(steps) => Ok(Cow::Borrowed(steps)),
        None => steps(context, &table.rows).map(Cow::Owned),
    }
}

/// Works the numbers of all rows out and sees that they stand in order.
pub(crate) fn steps<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    rows: impl IntoIterator<Item = &'a Row>,
) -> Result<Vec<Step>, Stop> {
    let mut steps: Vec<Step> = Vec::new();
    for (number, row) in (1u32..).zip(rows) {
        let limit = context.number(&row.limit, || Role::RowLimit { row: number })?;
        if steps.last().is_some_and(|before| !before.is_below(&limit.value, row.boundary)) {
            return Err(Stop::Fault(Fault::RowsOutOfOrder, Some(row.span)));
        }
        let mut optional = |formula: &'a Option<_>, role: Role| match formula {
            Some(formula) => context.number(formula, || role).map(Some),
            None => Ok(None),
        };
        let rate = optional(&row.rate, Role::Rate { row: number })?;
        let amount = optional(&row.amount, Role::RowAmount { row: number })?;
        let fee = optional(&row.fee, Role::Fee { row: number })?;
        steps.push(Step { number, boundary: row.boundary, limit, rate, amount, fee });
    }
    Ok(steps)
}
