//! [`Beyond`]: what a comparison of one stretch of time does not show, because the pay leans on more than that.

use attain_rules::calendar::Calendar;
use attain_rules::period::PeriodLength;
use attain_rules::plan::{Accumulate, Component, Per, Plan};

use crate::period::Stretch;
use crate::view::computed::Computed;

/// Components of a plan whose pay leans on more than the stretch that is compared.
pub struct Beyond {
    /// Their names, as they stand in the plans.
    pub components: Vec<String>,
}

impl Beyond {
    /// Of the versions of the plan called `name` in two runs of the same stretch.
    pub fn of(name: &str, runs: [&Computed<'_>; 2]) -> Self {
        let mut components: Vec<String> = Vec::new();
        for run in runs {
            for plan in run.plans.iter().filter(|plan| plan.name == name) {
                for component in &plan.components {
                    let reaches = reaches(plan, component, run.stretch, run.company.calendar);
                    if reaches && !components.contains(&component.name) {
                        components.push(component.name.clone());
                    }
                }
            }
        }
        Self { components }
    }
}

/// Does what the component pays lean on time outside of `stretch`: by accumulation, by a limit or by what is owed, carried or due?
fn reaches(plan: &Plan, component: &Component, stretch: Stretch, calendar: Calendar) -> bool {
    let is_whole = |length: PeriodLength| {
        let (first, last) = (calendar.period_of(stretch.first, length), calendar.period_of(stretch.last, length));
        first.first == stretch.first && last.last() == stretch.last
    };
    let days = stretch.days(calendar);
    let has_plan = plan.effective.first >= days.first && plan.effective.last <= days.last;
    let over_limit = component.limits.iter().any(|limit| match limit.per {
        Per::Length(length) => !is_whole(length),
        Per::Plan => !has_plan,
        Per::Own | Per::Each => false,
    });
    let accumulates = match component.accumulate {
        Accumulate::No => false,
        Accumulate::Through(length) => !is_whole(length),
        Accumulate::Plan => !has_plan,
    };
    let goes_on = component.carries_balance();
    over_limit || accumulates || (goes_on || component.due.is_some()) && !has_plan
}
