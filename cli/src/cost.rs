//! What a plan costs before and after a change, and who gains and loses by it.

use std::collections::BTreeMap;

use attain_engine::inputs::ParticipantIndex;
use attain_rules::plan::{Component, Medium};
use attain_rules::text::Text;

use crate::view::computed::Computed;

/// A sum in minor units, before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Minor {
    /// Before.
    pub before: i128,
    /// After.
    pub after: i128,
}

impl Minor {
    /// After less before.
    pub const fn change(self) -> i128 {
        self.after.saturating_sub(self.before)
    }

    /// Adds `amount` to one of the two.
    pub fn take(&mut self, after: bool, amount: i128) {
        let side = if after { &mut self.after } else { &mut self.before };
        *side = side.saturating_add(amount);
    }
}

/// What one plan costs in two runs.
pub struct Cost {
    /// Everything that the plan pays.
    pub all: Minor,
    /// By component, as they stand in the plans.
    pub components: Vec<Part>,
    /// What everybody gets who is on the plan, in the order of ids.
    pub people: BTreeMap<ParticipantIndex, Minor>,
}

/// What a component costs.
pub struct Part {
    /// Its name.
    pub component: String,
    /// Its title, of the plan before where it is in both.
    pub title: Text,
    /// What it costs.
    pub sum: Minor,
}

impl Cost {
    /// Of the plan called `name`. Both runs are of the same people.
    pub fn of(name: &str, before: &Computed<'_>, after: &Computed<'_>) -> Self {
        let mut cost = Self { all: Minor::default(), components: Vec::new(), people: BTreeMap::new() };
        let days = before.stretch.days(before.company.calendar);
        let on_plan = before.inputs.assignments.iter();
        for one in on_plan.filter(|one| *one.plan == *name && one.days.overlaps(&days)) {
            cost.people.entry(one.participant).or_default();
        }
        cost.add(name, before, false);
        cost.add(name, after, true);
        cost
    }

    fn add(&mut self, name: &str, run: &Computed<'_>, after: bool) {
        for plan in run.plans.iter().filter(|plan| plan.name == name) {
            let of_money = |component: &&Component| component.medium == Medium::Money || component.is_paid_as_money();
            for component in plan.components.iter().filter(of_money) {
                if !self.components.iter().any(|part| part.component == component.name) {
                    let (component, title) = (component.name.clone(), component.title.clone());
                    self.components.push(Part { component, title, sum: Minor::default() });
                }
            }
        }
        for line in &run.outcome.lines {
            let Some((plan, component)) = run.component(line) else { continue };
            // What is paid in units is no cost in money.
            if plan.name != name || line.unit.is_some() {
                continue;
            }
            let amount = i128::from(line.minor_units);
            self.all.take(after, amount);
            self.people.entry(line.participant).or_default().take(after, amount);
            if let Some(part) = self.components.iter_mut().find(|part| part.component == component.name) {
                part.sum.take(after, amount);
            }
        }
    }

    /// How many get more, less, and the same.
    pub fn up_down_same(&self) -> [usize; 3] {
        let count = |suits: fn(i128) -> bool| self.people.values().filter(|sum| suits(sum.change())).count();
        [count(|change| change > 0), count(|change| change < 0), count(|change| change == 0)]
    }

    /// How many get nothing, before and after.
    pub fn nothing(&self) -> [usize; 2] {
        let count = |side: fn(&Minor) -> i128| self.people.values().filter(|sum| side(sum) == 0).count();
        [count(|sum| sum.before), count(|sum| sum.after)]
    }

    /// At most `most` people, those whose pay changes most, the largest gain first and the largest loss last.
    pub fn ranked(&self, most: usize) -> Vec<(ParticipantIndex, Minor)> {
        let mut people: Vec<_> = self.people.iter().map(|(who, sum)| (*who, *sum)).collect();
        people.sort_by_key(|(who, sum)| (std::cmp::Reverse(sum.change().abs()), *who));
        people.truncate(most);
        people.sort_by_key(|(who, sum)| (std::cmp::Reverse(sum.change()), *who));
        people
    }
}
