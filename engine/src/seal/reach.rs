//! [`Part`]: which days and which tables a component's line can come from, by what its formulas read.

use attain_rules::calendar::Calendar;
use attain_rules::date::DateRange;
use attain_rules::formula::expression::{Formula, Name, Reach, Window};
use attain_rules::period::{Month, Period, PeriodLength};
use attain_rules::plan::{Component, Measure, MeasureSource, Plan, QuotaSource};

use super::Change;
use crate::earn::line::looks_back;
use crate::earn::schedule::earned_from;
use crate::lookback::{runs_through_plan, window_start};
use crate::names::{component_formulas, each_name};

/// Deepest that components, measures and quotas are followed which read each other.
const MOST_STEPS: u8 = 32;

/// A component of all versions of a plan.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    /// As in [`crate::run`].
    pub plans: &'a [Plan],
    /// Name of the plan.
    pub plan: &'a str,
    /// Name of the component.
    pub component: &'a str,
    /// The company's calendar.
    pub calendar: Calendar,
}

/// Months, the first and the last one included.
#[derive(Clone, Copy)]
struct Months {
    first: Month,
    last: Month,
}

impl Months {
    fn with(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

impl<'a> Part<'a> {
    fn versions(&self) -> impl Iterator<Item = &'a Plan> + use<'a> {
        let name = self.plan;
        self.plans.iter().filter(move |plan| plan.name == name)
    }

    /// The days of everything that the lines paid in `period` can come from.
    pub(super) fn days(&self, period: Period) -> DateRange {
        let own = Months { first: period.first, last: period.last() };
        let mut months = own;
        for plan in self.versions() {
            if let Some(at) = plan.components.iter().position(|component| component.name == self.component) {
                months = months.with(self.of_component(plan, at, own, MOST_STEPS));
            }
        }
        self.calendar.days_of(months.first, months.last.max(period.last()))
    }

    fn plan_start(&self) -> Month {
        let first = self.versions().map(|plan| plan.effective.first).min();
        self.calendar.month_of(first.unwrap_or(DateRange::BEGINNING))
    }

    /// What lines of a component can come from that are paid in `paid`.
    fn of_component(&self, plan: &Plan, at: usize, paid: Months, steps: u8) -> Months {
        let Some((component, steps)) = plan.components.get(at).zip(steps.checked_sub(1)) else {
            return Months { first: self.plan_start().min(paid.first), last: paid.last };
        };
        let own = self.own(plan, component, paid);
        let mut months = own;
        let mut reads = |formula: &Formula| {
            each_name(&formula.expression, &mut |name| match name {
                Name::Measure { measure, window, .. } => {
                    let window = self.window(*window, own, component.every);
                    months = months.with(self.of_measure(plan, *measure, window, component.every, steps));
                }
                Name::Earned { component: read, window } => {
                    let window = self.window(*window, own, component.every);
                    months = months.with(self.of_component(plan, *read, window, steps));
                }
                _ => {}
            });
        };
        component_formulas(component, &mut reads);
        for read in component.draw().into_iter().flat_map(|draw| &draw.of) {
            months = months.with(self.of_component(plan, *read, own, steps));
        }
        months
    }

    /// The component's own periods, from the first that its lines lean on.
    fn own(&self, plan: &Plan, component: &Component, paid: Months) -> Months {
        let period = |month| self.calendar.period_of(month, component.every);
        let mut first = period(earned_from(plan, component, paid.first)).first;
        if looks_back(component) {
            let year = self.calendar.period_of(first, PeriodLength::Year).first;
            first = first.min(if runs_through_plan(component) { self.plan_start() } else { year });
        }
        Months { first, last: period(paid.last).last() }
    }

    /// What a measure over `window` reads: the measures that it is made of, and those of its quota.
    fn of_measure(&self, plan: &Plan, at: usize, window: Months, every: PeriodLength, steps: u8) -> Months {
        let Some((measure, steps)) = plan.measures.get(at).zip(steps.checked_sub(1)) else {
            return Months { first: self.plan_start().min(window.first), ..window };
        };
        let mut months = window;
        let mut reads = |formula: &Formula, every: PeriodLength| {
            each_name(&formula.expression, &mut |name| {
                if let Name::Measure { measure, window: inner, .. } = name {
                    let inner = match inner.reach {
                        Reach::Own if inner.back == 0 => window,
                        _ => self.window(*inner, window, every),
                    };
                    months = months.with(self.of_measure(plan, *measure, inner, every, steps));
                }
            });
        };
        if let MeasureSource::Formula(formula) = &measure.source {
            reads(formula, every);
        }
        if let Some(QuotaSource::Formula(formula, length)) = measure.quota.as_ref().map(|quota| &quota.source) {
            reads(formula, *length);
        }
        months
    }

    /// The months of a window that is read in periods of `own`.
    fn window(&self, window: Window, own: Months, every: PeriodLength) -> Months {
        let first = window_start(window, own.first, every, self.calendar, self.plan_start());
        let last = match window.reach {
            Reach::Whole(length) => self.calendar.period_of(own.last, length).last(),
            _ => own.last,
        };
        Months { first: first.min(own.first), last }
    }

    /// Can a change of a row count for the plan, by the table in which it stands? `None` where the row says nothing of it.
    pub(super) fn concerns(&self, change: &Change) -> bool {
        // Quotas and metrics are named by participant, name and period; assignments by participant, plan and first day.
        let of_measures = |suits: &dyn Fn(&Measure, &str) -> bool| {
            let Some((before, _)) = change.row.1.rsplit_once(' ') else { return true };
            let Some(name) = change.who.iter().find_map(|who| before.strip_prefix(who.as_str())?.strip_prefix(' '))
            else {
                return true;
            };
            self.versions().flat_map(|plan| &plan.measures).any(|measure| suits(measure, name))
        };
        match change.row.0.as_str() {
            "quotas" => of_measures(&|measure, name| match measure.quota.as_ref().map(|quota| &quota.source) {
                Some(QuotaSource::Data(data)) => data == name,
                _ => false,
            }),
            "metrics" => of_measures(&|measure, name| match &measure.source {
                MeasureSource::Metric(metric) => metric.name == name,
                _ => false,
            }),
            "assignments" => change.who.iter().any(|who| {
                let plan = change.row.1.strip_prefix(who.as_str()).and_then(|rest| rest.strip_prefix(' '));
                plan.is_none_or(|plan| plan.split(' ').next() == Some(self.plan))
            }),
            _ => true,
        }
    }
}
