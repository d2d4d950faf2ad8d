//! [`Groups`]: who belongs together, for one component and one period.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use attain_rules::company::Company;
use attain_rules::date::DateRange;
use attain_rules::formula::expression::People;
use attain_rules::id::{Natural, natural_cmp};
use attain_rules::number::Number;
use attain_rules::plan::{Component, Group};
use attain_rules::source::Span;
use rustc_hash::FxHashMap;

use crate::names::sums_over;
use crate::roster::Series;
use crate::value::Value;

/// The groups of a plan's members.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    /// In the order of their names.
    pub all: Vec<Members>,
    /// For each member of the plan the place of the group; `None` for those in none.
    of_member: Vec<Option<usize>>,
    /// Members who are on the plan and in no group, because their attribute is empty.
    pub without: Vec<usize>,
    /// Sums that were worked out already, by group, formula and days.
    sums: RefCell<FxHashMap<(usize, Span, DateRange), Number>>,
    /// What makes the groups; facts of sums are told apart by it.
    pub by: Option<Group>,
}

/// The members of one group.
#[derive(Debug)]
pub(crate) struct Members {
    /// The attribute's value; empty for everybody on the plan.
    pub name: Arc<str>,
    /// Their places among the plan's members, in the order of ids.
    pub members: Vec<usize>,
}

impl Groups {
    /// The groups of those who are on the plan on any of `days`, as they stood on the last of these; the days are in order
    /// of time.
    pub(crate) fn new(group: Group, series: &Series<'_>, days: &[DateRange]) -> Self {
        Self::among(group, series, days, |_| true)
    }

    /// As [`Groups::new`], of the members alone of whom `is_in` says so.
    pub(crate) fn among(group: Group, series: &Series<'_>, days: &[DateRange], is_in: impl Fn(usize) -> bool) -> Self {
        let mut by_name: BTreeMap<Natural<'_>, Vec<usize>> = BTreeMap::new();
        let mut without = Vec::new();
        for (place, member) in series.members.iter().enumerate().filter(|(place, _)| is_in(*place)) {
            let Some(assignment) = days.iter().rev().find_map(|days| member.latest_in(*days)) else { continue };
            let name = match group {
                Group::Plan => "",
                Group::Attribute(attribute) => match assignment.attributes.get(attribute) {
                    Some(Value::Text(name)) => name,
                    _ => {
                        without.push(place);
                        continue;
                    }
                },
            };
            by_name.entry(Natural(name)).or_default().push(place);
        }
        let all: Vec<Members> =
            by_name.into_iter().map(|(name, members)| Members { name: name.0.into(), members }).collect();
        let mut of_member = vec![None; series.members.len()];
        for (place, group) in all.iter().enumerate() {
            for member in &group.members {
                if let Some(slot) = of_member.get_mut(*member) {
                    *slot = Some(place);
                }
            }
        }
        Self { all, of_member, without, sums: RefCell::default(), by: Some(group) }
    }

    /// Those who report to the same person, by that one's id, where a component adds up values of theirs.
    pub(crate) fn by_manager(
        component: &Component,
        company: &Company,
        series: &Series<'_>,
        days: &[DateRange],
    ) -> Option<Self> {
        let manager = company.schema.manager()?;
        sums_over(component, People::Reports).then(|| Self::new(Group::Attribute(manager), series, days))
    }

    /// The members of the group to which a member belongs, and the group's place.
    pub(crate) fn of(&self, member: usize) -> Option<(usize, &[usize])> {
        let place = (*self.of_member.get(member)?)?;
        Some((place, &self.all.get(place)?.members))
    }

    /// The members of the group of this name, and its place.
    pub(crate) fn named(&self, name: &str) -> Option<(usize, &[usize])> {
        let place = self.all.binary_search_by(|group| natural_cmp(&group.name, name)).ok()?;
        Some((place, &self.all.get(place)?.members))
    }

    /// A sum that is known already.
    pub(crate) fn sum(&self, group: usize, formula: Span, days: DateRange) -> Option<Number> {
        self.sums.borrow().get(&(group, formula, days)).cloned()
    }

    /// Keeps a sum.
    pub(crate) fn keep(&self, group: usize, formula: Span, days: DateRange, sum: Number) {
        self.sums.borrow_mut().insert((group, formula, days), sum);
    }
}
