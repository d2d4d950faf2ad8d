//! [`Limits`]: the numbers against which formulas hold what they compare: where a figure passes one of them, a condition inside
//! a formula can turn that no step of the way shows.

use std::collections::BTreeSet;

use attain_rules::formula::expression::{Expression, Node};
use attain_rules::number::Number;
use attain_rules::plan::Plan;

use crate::names::{parts, plan_formulas};

/// The numbers that stand in comparisons.
#[derive(Debug, Default)]
pub(super) struct Limits(BTreeSet<Number>);

impl Limits {
    /// Those of all formulas of a plan version, its measures' and quotas' among them.
    pub(super) fn take(&mut self, plan: &Plan) {
        plan_formulas(plan, &mut |formula| self.take_from(&formula.expression));
    }

    fn take_from(&mut self, expression: &Expression) {
        if let Node::Compare(_, sides) = &expression.node {
            self.0.extend(sides.iter().filter_map(|side| match &side.node {
                Node::Number(number) => Some(number.clone()),
                _ => None,
            }));
        }
        parts(&expression.node).for_each(|part| self.take_from(part));
    }

    /// Does one of them lie between the two, or at one of them?
    pub(super) fn between(&self, one: &Number, other: &Number) -> bool {
        one != other && self.0.range(one.min(other)..=one.max(other)).next().is_some()
    }
}
