//! Metrics whose rows are for shorter periods than a plan asks for: no period that was tried needs to have failed for it.

use std::collections::BTreeSet;

use attain_rules::diagnostic::{Diagnostic, Diagnostics};
use attain_rules::diagnostics::w::w013;
use attain_rules::formula::expression::{Formula, Name, Reach};
use attain_rules::period::PeriodLength;
use attain_rules::plan::{Accumulate, Component, MeasureSource, Plan, QuotaSource};

use crate::inputs::Inputs;
use crate::names::each_name;
use crate::probe::{Files, formulas_behind};

/// A warning of each metric without `take` that a component needs for a longer period than any of its rows, once for each length.
pub(crate) fn too_short(files: &Files<'_>) -> Diagnostics {
    let mut found = Diagnostics::default();
    for plan in files.plans {
        let mut told: BTreeSet<(usize, PeriodLength)> = BTreeSet::new();
        for component in &plan.components {
            for (measure, needed) in whole_periods(plan, component) {
                let warning = warning(files.inputs, plan, component, measure, needed);
                let warning = warning.filter(|_| told.insert((measure, needed)));
                warning.into_iter().for_each(|warning| found.push(warning));
            }
        }
    }
    found
}

fn warning(
    inputs: &Inputs,
    plan: &Plan,
    component: &Component,
    measure: usize,
    needed: PeriodLength,
) -> Option<Diagnostic> {
    let measure = plan.measures.get(measure)?;
    let MeasureSource::Metric(metric) = &measure.source else { return None };
    let rows = inputs.metrics.iter().filter(|row| *row.name == *metric.name);
    let longest = rows.map(|row| row.period.length).max_by_key(|length| length.months())?;
    let is_short = metric.take.is_none() && longest.months() < needed.months();
    is_short.then(|| w013::too_short(measure.span, &metric.name, (&component.name, component.span), (needed, longest)))
}

/// The measures that a component reads over whole calendar periods, and how long these are. What runs on through a period fails
/// as soon as that has begun.
fn whole_periods(plan: &Plan, component: &Component) -> Vec<(usize, PeriodLength)> {
    let mut found = Vec::new();
    for formula in formulas_behind(plan, component) {
        // A quota that is computed has a value for each period that the plan pays.
        let own = if is_quota(plan, formula) {
            Some(plan.pays)
        } else {
            (component.accumulate == Accumulate::No).then_some(component.every)
        };
        each_name(&formula.expression, &mut |name| {
            let Name::Measure { measure, window, .. } = name else { return };
            let length = match window.reach {
                Reach::Whole(length) => Some(length),
                Reach::Period => Some(component.every),
                Reach::Own => own,
                _ => None,
            };
            found.extend(length.map(|length| (*measure, length)));
        });
    }
    found
}

fn is_quota(plan: &Plan, formula: &Formula) -> bool {
    let quotas = plan.measures.iter().filter_map(|measure| measure.quota.as_ref());
    quotas.into_iter().any(|quota| matches!(&quota.source, QuotaSource::Formula(own, _) if own.span == formula.span))
}
