//! Versions of plans: files with the same name and other days.

use crate::diagnostic::Diagnostics;
use crate::diagnostics::t;
use crate::plan::{Component, Measure, MeasureSource, Plan, Take};

/// Reports versions of one plan that hold on the same day, and measures and components that one version
/// understands otherwise than another: they run on through all versions.
pub(super) fn check(plans: &[Plan], out: &mut Diagnostics) {
    for (place, plan) in plans.iter().enumerate() {
        for earlier in plans.iter().take(place).filter(|earlier| earlier.name == plan.name) {
            if earlier.effective.overlaps(&plan.effective) {
                out.push(t::t021::versions_overlap(plan.span, &plan.name, earlier.span));
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
    }
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
