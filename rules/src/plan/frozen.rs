//! The rules of a component as one text, to be held against what was promised.

use std::collections::BTreeSet;

use super::{Component, Plan};
use crate::formula::expression::{Formula, Name};
use crate::formula::names_in;
use crate::read::uses;
use crate::rounding::Step;

impl Plan {
    /// All that says what a component pays: its own wording, its roundings, and the wording of all measures and components
    /// that it reads, and of those that these read. Whatever changes it changes this text; titles, layout and comments do not.
    #[must_use]
    pub fn rules_of(&self, component: &Component) -> String {
        let (mut measures, mut components) = (BTreeSet::new(), BTreeSet::new());
        let mut open: Vec<&Formula> = uses::of_component(component);
        while let Some(formula) = open.pop() {
            for (name, _) in names_in(&formula.expression) {
                match name {
                    Name::Measure { measure, .. } if measures.insert(*measure) => {
                        open.extend(self.measures.get(*measure).into_iter().flat_map(uses::of_measure));
                    }
                    Name::Earned { component, .. } if components.insert(*component) => {
                        open.extend(self.components.get(*component).into_iter().flat_map(uses::of_component));
                    }
                    _ => {}
                }
            }
        }
        let mut text = component.wording.clone();
        for step in Step::ALL {
            if let Some(rounding) = component.roundings.at(step) {
                let (step, rule, unit) = (step.word(), rounding.rule.word(), rounding.unit.to_exact_text());
                text.push_str(&format!("\n{step} {rule} to {unit}"));
            }
        }
        let read = components.into_iter().filter_map(|place| self.components.get(place));
        for wording in read.map(|component| (&component.name, &component.wording)) {
            text.push_str(&format!("\n{} {}", wording.0, wording.1));
        }
        let read = measures.into_iter().filter_map(|place| self.measures.get(place));
        for wording in read.map(|measure| (&measure.name, &measure.wording)) {
            text.push_str(&format!("\n{} {}", wording.0, wording.1));
        }
        text
    }
}
