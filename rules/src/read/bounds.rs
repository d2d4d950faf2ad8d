//! Numbers that can only lie between bounds: shares, and amounts that cannot be below zero.

use crate::diagnostics::t;
use crate::formula::expression::Formula;
use crate::formula::{Expected, Scope};
use crate::number::Number;
use crate::yaml::Node;

use super::reader::Reader;
use super::uses::constant;

impl Reader<'_> {
    /// A share, under `key`: where it is a plain number, from nothing to the whole.
    pub(super) fn part_of_whole(&mut self, node: &Node, scope: &Scope<'_>, key: &str) -> Option<Formula> {
        let formula = self.formula(node, scope, Expected::RATIO)?;
        let Some(share) = constant(&formula).filter(|share| share.is_negative() || *share > Number::ONE) else {
            return Some(formula);
        };
        let text = &formula.text;
        let hundred = Number::whole(100);
        let without_sign = !share.is_negative() && share <= hundred && !text.ends_with(['%', '％']);
        let meant = without_sign.then(|| format!("{text}%"));
        let percent = share.multiply(&hundred).map(|percent| percent.to_exact_text()).unwrap_or_default();
        self.report(t::t050::no_share(formula.span, key, text, &percent, meant.as_deref()));
        None
    }

    /// An amount of what is paid, under `key`: where it is a plain number, not below zero.
    pub(super) fn amount_from_zero(&mut self, node: &Node, scope: &Scope<'_>, key: &str) -> Option<Formula> {
        self.formula(node, scope, scope.expected_pay()).filter(|formula| self.is_from_zero(formula, key))
    }

    /// Is it not plainly below zero? Else that is reported.
    pub(super) fn is_from_zero(&mut self, formula: &Formula, key: &str) -> bool {
        let below = constant(formula).is_some_and(|amount| amount.is_negative());
        if below {
            self.report(t::t051::below_zero(formula.span, key, &formula.text));
        }
        !below
    }
}
