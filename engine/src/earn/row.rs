//! Rows of a table, with their numbers worked out for one turn.

use attain_rules::number::Number;
use attain_rules::plan::{Boundary, Row};

use crate::context::Context;
use crate::fault::{Fault, Stop};
use crate::record::{Noted, Recorder};
use crate::trace::Role;

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
}

/// Works the numbers of all rows out and sees that they stand in order.
pub(crate) fn steps<'a, R: Recorder>(context: &mut Context<'a, '_, R>, rows: &'a [Row]) -> Result<Vec<Step>, Stop> {
    let mut steps: Vec<Step> = Vec::with_capacity(rows.len());
    for (number, row) in (1u32..).zip(rows) {
        let limit = context.number(&row.limit, || Role::RowLimit { row: number })?;
        if steps.last().is_some_and(|before| before.limit.value >= limit.value) {
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
