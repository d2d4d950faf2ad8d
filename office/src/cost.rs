//! What a plan costs before and after a change, and who gains and loses by it.

use std::collections::{BTreeMap, BTreeSet};

use attain_engine::inputs::ParticipantIndex;
use attain_engine::outcome::Line;
use attain_rules::plan::{Component, Medium};
use attain_rules::text::Text;
use attain_rules::unit::UnitPlace;

use crate::view::computed::Computed;

/// A sum in the smallest parts of its unit, before and after.
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

/// What one plan costs in two runs, in money and in whatever else it pays.
pub struct Costs {
    /// In money.
    pub money: Cost,
    /// In each unit, in their order.
    pub units: Vec<Cost>,
}

impl Costs {
    /// Of the plan called `name`. Both runs are of the same people.
    pub fn of(name: &str, before: &Computed<'_>, after: &Computed<'_>) -> Self {
        let mut units = BTreeSet::new();
        for run in [before, after] {
            let of_plan = run.plans.iter().filter(|plan| plan.name == name);
            units.extend(of_plan.flat_map(|plan| &plan.components).filter_map(unit_of));
            let lines = run.outcome.lines.iter().filter(|line| is_of(run, line, name));
            units.extend(lines.filter_map(|line| line.unit));
        }
        let units = units.into_iter().map(|unit| Cost::of(name, Some(unit), before, after)).collect();
        Self { money: Cost::of(name, None, before, after), units }
    }

    /// All of them, money first.
    pub fn all(&self) -> impl Iterator<Item = &Cost> {
        std::iter::once(&self.money).chain(&self.units)
    }

    /// Do both runs pay everybody the same, component by component?
    pub fn same(&self) -> bool {
        self.all().all(|cost| {
            cost.people.values().all(|sum| sum.change() == 0)
                && cost.components.iter().all(|part| part.sum.change() == 0)
        })
    }
}

/// The unit that a component's lines are in; nothing for money, and for things, which differ.
fn unit_of(component: &Component) -> Option<UnitPlace> {
    component.medium.unit().filter(|_| !component.is_paid_as_money())
}

fn is_of(run: &Computed<'_>, line: &Line, name: &str) -> bool {
    run.component(line).is_some_and(|(plan, _)| plan.name == name)
}

/// What one plan costs in two runs, in one unit.
pub struct Cost {
    /// The unit; nothing for money.
    pub unit: Option<UnitPlace>,
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
    fn of(name: &str, unit: Option<UnitPlace>, before: &Computed<'_>, after: &Computed<'_>) -> Self {
        let mut cost = Self { unit, all: Minor::default(), components: Vec::new(), people: BTreeMap::new() };
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
            let is_ours =
                |component: &&Component| component.medium != Medium::Things && unit_of(component) == self.unit;
            for component in plan.components.iter().filter(is_ours).collect::<Vec<_>>() {
                self.part(component);
            }
        }
        for line in &run.outcome.lines {
            let Some((plan, component)) = run.component(line) else { continue };
            if plan.name != name || line.unit != self.unit {
                continue;
            }
            let amount = i128::from(line.minor_units);
            self.all.take(after, amount);
            self.people.entry(line.participant).or_default().take(after, amount);
            self.part(component).take(after, amount);
        }
    }

    /// The sum of a component.
    fn part(&mut self, component: &Component) -> &mut Minor {
        let place = self.components.iter().position(|part| part.component == component.name);
        let place = place.unwrap_or_else(|| {
            let (component, title) = (component.name.clone(), component.title.clone());
            self.components.push(Part { component, title, sum: Minor::default() });
            self.components.len() - 1
        });
        &mut self.components[place].sum
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
