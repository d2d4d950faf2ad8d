//! Versions of plans: files with the same name and other days.

use crate::calendar::Calendar;
use crate::diagnostic::Diagnostics;
use crate::diagnostics::{t, w};
use crate::plan::{Component, Measure, MeasureSource, Pay, Plan, Take};

/// Reports versions of one plan that hold on the same day, and measures and components that one version
/// understands otherwise than another: they run on through all versions. Warns of what is settled for whole periods and ends within
/// one.
pub(super) fn check(plans: &[Plan], calendar: Calendar, out: &mut Diagnostics) {
    for (place, plan) in plans.iter().enumerate() {
        for earlier in plans.iter().take(place).filter(|earlier| earlier.name == plan.name) {
            if earlier.effective.overlaps(&plan.effective) {
                out.push(t::t021::versions_overlap(plan.effective_span, &plan.name, earlier.effective_span));
            }
            for component in &plan.components {
                let other = earlier.components.iter().find(|other| other.name == component.name);
                if let Some(other) = other.filter(|other| !pays_alike(component, other)) {
                    out.push(t::t036::differs(component.span, &component.name, other.span));
                }
            }
            for measure in &plan.measures {
                let other = earlier.measures.iter().find(|other| other.name == measure.name);
                if let Some(other) = other.filter(|other| !is_same(measure, other)) {
                    out.push(t::t032::measure_differs(measure.span, &measure.name, other.span));
                }
            }
        }
        let wholes =
            plan.components.iter().filter(|one| matches!(one.pay, Pay::Pool(_) | Pay::Contest(_) | Pay::Draw(_)));
        for component in wholes {
            check_end(plans, plan, component, calendar, out);
        }
    }
}

/// Warns where a version begins in the middle of the last period of `component`, and no later version has it in this period.
fn check_end(plans: &[Plan], plan: &Plan, component: &Component, calendar: Calendar, out: &mut Diagnostics) {
    let last = plan.effective.last;
    let period = calendar.period_of(calendar.month_of(last), component.every);
    let rest = plans.iter().filter(|version| {
        version.name == plan.name
            && version.effective.first > last
            && version.effective.overlaps(&calendar.days(period))
    });
    let has_it = |version: &&Plan| {
        version.components.iter().any(|other| other.name == component.name && other.every == component.every)
    };
    let Some(next) = rest.clone().min_by_key(|version| version.effective.first) else { return };
    if rest.clone().any(|version| has_it(&version)) {
        return;
    }
    let (names, label) = ((component.name.as_str(), plan.name.as_str()), calendar.label(period));
    let days = (last, next.effective.first);
    out.push(w::w011::ends_within((component.span, next.span), names, &label, days));
}

fn pays_alike(one: &Component, other: &Component) -> bool {
    one.medium == other.medium && one.is_paid_as_money() == other.is_paid_as_money()
}

fn is_same(one: &Measure, other: &Measure) -> bool {
    one.unit == other.unit && take(one) == take(other)
}

/// How the credits of transactions are taken together; nothing for other sources.
fn take(measure: &Measure) -> Option<Take> {
    match &measure.source {
        MeasureSource::Transactions(crediting) => Some(crediting.take),
        MeasureSource::Metric(_) | MeasureSource::Formula(_) => None,
    }
}
