//! The order of work: which component of which version of a plan is settled for which period, one after the other.

use attain_rules::calendar::Calendar;
use attain_rules::company::Company;
use attain_rules::date::{Date, DateRange};
use attain_rules::period::Period;
use attain_rules::plan::{Component, Pay, Plan};

use super::Request;
use crate::lookback::Lookback;
use crate::roster::Series;
use crate::turn::{Turn, stretch_start, version_days};

/// What a stage does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Work {
    /// Settles what is earned in the period.
    Settle,
    /// Pays what falls due in it.
    Release,
    /// Says what goes on of a draw or a pool that no version of the plan has in the period.
    Rest,
}

/// One component of one plan version, for one period.
pub(super) struct Stage {
    pub plan: usize,
    pub component: usize,
    pub period: Period,
    pub days: DateRange,
    pub stretch: Date,
    /// What is to be done.
    pub work: Work,
    /// Are its lines given, or are they only needed for others?
    pub asked: bool,
    /// Does it belong to what the report is about?
    pub reported: bool,
}

impl Stage {
    /// The turn of the member at `member_place`, through the whole stretch; `plan` is the one of the stage.
    pub fn turn<'a>(
        &self,
        (plan, series): (&'a Plan, &'a Series<'a>),
        calendar: Calendar,
        member_place: usize,
    ) -> Turn<'a> {
        let own = DateRange { first: self.stretch, last: self.days.last };
        Turn { plan_place: self.plan, plan, series, member_place, calendar, period: self.period, own }
    }
}

/// The stages of one plan in the order of work.
pub(super) fn stages_of(
    plans: &[Plan],
    series: &Series<'_>,
    lookback: &Lookback<'_>,
    company: &Company,
    request: &Request,
) -> Vec<Stage> {
    let mut stages = Vec::new();
    for &plan_place in &series.versions {
        let Some(plan) = plans.get(plan_place) else { continue };
        for (place, component) in plan.components.iter().enumerate() {
            let Some(from) = lookback.lines_from(component) else { continue };
            let periods = |length| {
                let first = company.calendar.period_of(from, length);
                (0..).map(move |further| first.plus(further)).take_while(|period| period.last() <= request.last)
            };
            let stage = |period: Period, days, stretch, work| Stage {
                plan: plan_place,
                component: place,
                period,
                days,
                stretch,
                work,
                asked: period.last() >= request.first_line(),
                reported: period.last() >= request.first,
            };
            for period in periods(component.every) {
                let days = version_days(plan, period, company.calendar);
                if days.first <= days.last {
                    let stretch = stretch_start(component.accumulate, period, series, company.calendar);
                    stages.push(stage(period, days, stretch, Work::Settle));
                } else if rests((plans, company.calendar), series, (plan_place, component), period) {
                    let days = company.calendar.days(period);
                    stages.push(stage(period, days, days.first, Work::Rest));
                }
            }
            if component.due.is_some() {
                stages.extend(periods(plan.pays).map(|period| {
                    let days = company.calendar.days(period);
                    stage(period, days, days.first, Work::Release)
                }));
            }
        }
    }
    stages.sort_by_cached_key(|stage| turn_of((plans, company.calendar), series, stage));
    stages
}

/// Is this version the last one before `period` that has the draw or the pool, so that what is owed or carried of it rests in the
/// period?
fn rests(
    (plans, calendar): (&[Plan], Calendar),
    series: &Series<'_>,
    (plan_place, component): (usize, &Component),
    period: Period,
) -> bool {
    let is_same = |other: &Component| match (&component.pay, &other.pay) {
        (Pay::Draw(_), Pay::Draw(_)) | (Pay::Pool(_), Pay::Pool(_)) => other.name == component.name,
        _ => false,
    };
    let has_it = |plan: &Plan| plan.components.iter().any(is_same);
    let versions = series.versions.iter().filter_map(|place| Some((*place, plans.get(*place)?)));
    let begun = versions.filter(|(_, plan)| plan.effective.first <= calendar.days(period).last && has_it(plan));
    is_same(component)
        && begun.max_by_key(|(_, plan)| plan.effective.last).is_some_and(|(place, _)| place == plan_place)
}

/// When a stage is worked at: by last day, then components as they stand in the file. What falls due in a period stands where
/// the component stands in the plan as it is in force then, so that a draw below it, which may be settled when the plan ends,
/// finds it.
fn turn_of((plans, calendar): (&[Plan], Calendar), series: &Series<'_>, stage: &Stage) -> (Date, usize, usize, Work) {
    let own = (stage.days.last, stage.component, stage.plan, stage.work);
    let name = || plans.get(stage.plan).and_then(|plan| plan.components.get(stage.component)).map(|one| &one.name);
    let versions = series.versions.iter().filter_map(|place| Some((*place, plans.get(*place)?)));
    let in_force = versions.map(|(place, plan)| (place, plan, version_days(plan, stage.period, calendar)));
    let latest = in_force.filter(|(.., days)| days.first <= days.last).max_by_key(|(.., days)| days.last);
    match latest.filter(|_| stage.work == Work::Release) {
        None => own,
        Some((place, plan, days)) => {
            let same = plan.components.iter().position(|component| Some(&component.name) == name());
            let (component, plan) = same.map_or((stage.component, stage.plan), |at| (at, place));
            (days.last, component, plan, Work::Release)
        }
    }
}
