//! What the command line calls by name: components, contests, plans.

use std::collections::BTreeSet;

use attain_rules::plan::Pay;

use super::Opened;
use crate::failure::Failure;

impl Opened {
    /// Sees that some plan has a component of this name.
    ///
    /// # Errors
    /// [`Failure::UnknownComponent`].
    pub fn check_component(&self, name: &str) -> Result<(), Failure> {
        let names: BTreeSet<&str> =
            self.plans().iter().flat_map(|plan| &plan.components).map(|component| component.name.as_str()).collect();
        if names.contains(name) {
            return Ok(());
        }
        Err(Failure::UnknownComponent(name.to_owned(), names.into_iter().map(str::to_owned).collect()))
    }

    /// Sees that some plan has a contest of this name.
    ///
    /// # Errors
    /// [`Failure::UnknownContest`].
    pub fn check_contest(&self, name: &str) -> Result<(), Failure> {
        let components = self.plans().iter().flat_map(|plan| &plan.components);
        let contests = components.filter(|component| matches!(component.pay, Pay::Contest(_)));
        let names: BTreeSet<&str> = contests.map(|component| component.name.as_str()).collect();
        if names.contains(name) {
            return Ok(());
        }
        Err(Failure::UnknownContest(name.to_owned(), names.into_iter().map(str::to_owned).collect()))
    }

    /// The latest version of `plan`, in force in the company's period where there is one, and the place of its `component`.
    ///
    /// # Errors
    /// [`Failure::UnknownPlan`], [`Failure::UnknownComponent`].
    pub fn find_component(&self, plan: &str, component: &str) -> Result<(usize, usize), Failure> {
        let versions = || self.plans().iter().enumerate().filter(|(_, version)| version.name == plan);
        let now = self.company.period.map(|period| self.company.calendar.days(period));
        let in_force = versions().filter(|(_, version)| now.is_none_or(|days| version.effective.overlaps(&days)));
        let latest = in_force.max_by_key(|(_, version)| version.effective.first);
        let Some((place, version)) = latest.or_else(|| versions().max_by_key(|(_, version)| version.effective.first))
        else {
            let names: BTreeSet<&str> = self.plans().iter().map(|plan| plan.name.as_str()).collect();
            return Err(Failure::UnknownPlan(plan.to_owned(), names.into_iter().map(str::to_owned).collect()));
        };
        match version.components.iter().position(|one| one.name == component) {
            Some(at) => Ok((place, at)),
            None => {
                let names = version.components.iter().map(|one| one.name.clone()).collect();
                Err(Failure::UnknownComponent(component.to_owned(), names))
            }
        }
    }
}
