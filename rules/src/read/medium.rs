//! `in` and `paid_as`: what a component pays in.

use crate::diagnostics::t;
use crate::number::Number;
use crate::plan::{Due, Medium};
use crate::rounding::{Rounding, Roundings, Rule, Step};
use crate::yaml::Node;

use super::component::OF_COMPONENT;
use super::fields::Fields;
use super::plan::Ground;
use super::reader::Reader;
use super::things::are_things;

const PAID_AS: &[(&str, bool)] = &[("units", false), ("money", true)];

/// The unit in which formulas count what a component called `name` pays; nothing for money. Things are a unit of their own.
pub(super) fn unit_of(fields: &Fields<'_>, name: &str) -> Option<String> {
    if are_things(fields) {
        return Some(format!("{name}: things"));
    }
    let stated = fields.get("in").and_then(Node::scalar)?;
    Some(stated.text.trim().to_owned())
}

impl Reader<'_> {
    /// What a component pays in; none where that could not be read.
    pub(super) fn medium(&mut self, fields: &Fields<'_>, ground: &Ground<'_>) -> Option<Medium> {
        if are_things(fields) {
            return Some(Medium::Things);
        }
        let unit = self.stated(fields, "in", |reader, node| reader.unit_named(node, ground))?;
        Some(unit.map_or(Medium::Money, Medium::Unit))
    }

    /// When what is earned falls due, with `paid_as`.
    #[expect(clippy::option_option, reason = "a word that is wrong differs from one that is absent")]
    pub(super) fn paid_as(
        &mut self,
        fields: &Fields<'_>,
        ground: &Ground<'_>,
        medium: Option<Medium>,
        due: Option<Due>,
    ) -> Option<Option<Due>> {
        let fits = self.needs(fields, "paid_as", &["in"]);
        let as_money = self.stated(fields, "paid_as", |reader, node| reader.word(node, PAID_AS))?.unwrap_or(false);
        if !as_money || !fits {
            return fits.then_some(due);
        }
        if !self.alone(fields, "paid_as", &["guarantee"]) {
            return None;
        }
        let unit = medium.and_then(Medium::unit).and_then(|place| ground.company.unit(place));
        // A value may stand in a part of the file that could not be read.
        let known = !ground.company.schema.units_partial;
        if let Some(unit) = unit.filter(|unit| known && unit.values.is_empty()) {
            let span = fields.key("paid_as").unwrap_or(fields.head);
            self.report(t::t036::without_value(span, &unit.name));
            return None;
        }
        if let Some(clawback) = due.as_ref().and_then(|due| due.clawback.as_ref()) {
            self.report(t::t045::back_of_units_as_money(clawback.span));
            return None;
        }
        let waits = due.iter().flat_map(|due| &due.parts).find(|part| part.until.is_some());
        if let Some(condition) = waits.and_then(|part| part.condition.as_ref()) {
            self.report(t::t045::units_wait(condition.span));
            return None;
        }
        Some(Some(Due { as_money: true, ..due.unwrap_or_else(Due::at_once) }))
    }

    /// The roundings of a component that pays in something other than money: lines and pools by the plan's rule to the unit's own
    /// digits, and things to whole ones.
    pub(super) fn roundings_of(
        &mut self,
        fields: &Fields<'_>,
        ground: &Ground<'_>,
        medium: Option<Medium>,
    ) -> Roundings {
        let smallest = match medium {
            Some(Medium::Things) => Number::ONE,
            _ => Number::decimal(1, ground.company.digits_of(medium.and_then(Medium::unit))),
        };
        let mut outer = ground.roundings.clone();
        if medium.is_some_and(|medium| medium != Medium::Money) {
            let rule = outer.at(Step::Line).map_or_else(Rule::default, |rounding| rounding.rule);
            outer.steps.retain(|(step, _)| !matches!(step, Step::Line | Step::Fund));
            for step in [Step::Fund, Step::Line] {
                outer.steps.push((step, Rounding { rule, unit: smallest.clone() }));
            }
            outer.steps.sort_by_key(|(step, _)| *step);
        }
        self.roundings(fields.get("rounding"), &outer, OF_COMPONENT, &smallest)
    }
}
