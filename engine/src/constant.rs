//! Rows whose limits are formulas that read no data: out of order for everybody, and told before anybody is paid.

use attain_rules::diagnostic::Diagnostics;
use attain_rules::diagnostics::t::{t011, t012};
use attain_rules::formula::expression::{Formula, Name, Node};
use attain_rules::number::Number;
use attain_rules::plan::{Boundary, Component, Otherwise, Pay, Plan, Row, Wins};

use crate::evaluate::{Item, Names, evaluate};

/// Findings about the rows of all plans. Of neighbours that are both plain numbers the reader of the plans has told.
#[must_use]
pub fn rows_out_of_order(plans: &[Plan]) -> Diagnostics {
    let mut found = Diagnostics::default();
    for component in plans.iter().flat_map(|plan| &plan.components) {
        tables(component).for_each(|rows| check(rows, &mut found));
    }
    found
}

/// All rows of the component, table by table.
fn tables(component: &Component) -> impl Iterator<Item = &[Row]> {
    let own = match &component.pay {
        Pay::Contest(contest) => match &contest.wins {
            Wins::Stages { rows, .. } => Some(rows.as_slice()),
            Wins::Places(_) | Wins::Everyone { .. } => None,
        },
        pay => pay.table().map(|table| table.rows.as_slice()),
    };
    let behind_gate = component.gate.as_ref().and_then(|gate| match &gate.otherwise {
        Otherwise::Rows(rows) => Some(rows.as_slice()),
        _ => None,
    });
    own.into_iter().chain(behind_gate)
}

fn check(rows: &[Row], found: &mut Diagnostics) {
    let mut before: Option<(usize, &Row, Number)> = None;
    for (place, row) in rows.iter().enumerate() {
        let Some(limit) = value(&row.limit) else { continue };
        if let Some((earlier_place, earlier, low)) = &before {
            let (high, is_next) = (&row.limit, earlier_place.saturating_add(1) == place);
            let is_told = is_next && is_number(&earlier.limit) && is_number(high);
            // A row may be its limit alone.
            let alone = is_next && earlier.boundary == Boundary::Lower && row.boundary == Boundary::Upper;
            if limit < *low && !is_told {
                let (text, before) = (&high.text, &earlier.limit);
                found.push(t011::out_of_order(high.span, text, &before.text, before.span));
            } else if limit == *low && !is_told && !alone {
                found.push(t012::never_reached(earlier.limit.span, &earlier.limit.text, high.span));
            }
        }
        before = Some((place, row, limit));
    }
}

fn is_number(formula: &Formula) -> bool {
    matches!(formula.expression.node, Node::Number(_))
}

/// What the formula gives without any data.
fn value(formula: &Formula) -> Option<Number> {
    match evaluate(&formula.expression, &mut Nameless) {
        Ok(Item::Number(number)) => Some(number),
        _ => None,
    }
}

/// No name has a value.
struct Nameless;

impl<'a> Names<'a> for Nameless {
    type Error = ();

    fn value(&mut self, _name: &Name) -> Result<Item<'a>, ()> {
        Err(())
    }
}
