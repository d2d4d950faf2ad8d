//! Who left for a reason of which a plan says nothing: told by the check before a run fails for it.

use std::collections::BTreeMap;

use attain_rules::both;
use attain_rules::diagnostic::Diagnostics;
use attain_rules::diagnostics::r::r015;
use attain_rules::plan::{ByReason, Component, Plan};
use attain_rules::source::Span;

use crate::probe::Files;
use crate::roster::{Roster, Series};

/// Most reasons that are told of one component.
const MOST_REASONS: usize = 20;

/// For each plan with `leavers`, those who were on it, left, and have no rule: one finding a component and reason.
#[must_use]
pub fn without_rule(files: &Files<'_>) -> Diagnostics {
    let mut found = Diagnostics::default();
    let roster = Roster::new(files.plans, files.inputs, None);
    for series in &roster.series {
        let plans = series.versions.iter().filter_map(|place| files.plans.get(*place));
        for (plan, component) in plans.flat_map(|plan| plan.components.iter().map(move |component| (plan, component))) {
            let Some(due) = &component.due else { continue };
            if let Some(leavers) = &due.leavers {
                let lacking = lacking(files, series, plan, leavers);
                tell(&lacking, (leavers.span, false), (plan, component), &mut found);
            }
            if let Some(clawback) = &due.clawback {
                let lacking = lacking(files, series, plan, &clawback.leavers);
                tell(&lacking, (clawback.leavers.span, true), (plan, component), &mut found);
            }
        }
    }
    found
}

/// By reason without a rule, who comes first and how many there are.
fn lacking<'f, R>(
    files: &Files<'f>,
    series: &Series<'_>,
    plan: &Plan,
    rules: &ByReason<R>,
) -> BTreeMap<Option<&'f str>, (&'f str, usize)> {
    let mut lacking = BTreeMap::new();
    for member in &series.members {
        let Some(person) = files.inputs.participant(member.participant) else { continue };
        let Some(left) = person.left.as_ref() else { continue };
        let reason = left.because.as_deref();
        if rules.rule(reason).is_some() || member.latest_in(plan.effective).is_none() {
            continue;
        }
        let (_, count): &mut (&str, usize) = lacking.entry(reason).or_insert((&*person.id, 0));
        *count = count.saturating_add(1);
    }
    lacking
}

/// One finding a reason.
fn tell(
    lacking: &BTreeMap<Option<&str>, (&str, usize)>,
    (span, back): (Span, bool),
    (plan, component): (&Plan, &Component),
    found: &mut Diagnostics,
) {
    let (plan, component) = (&plan.name, &component.name);
    for (reason, (id, count)) in lacking.iter().take(MOST_REASONS) {
        let more = count.saturating_sub(1);
        let whose = match more {
            0 => both!("`{id}`, `{component}` of plan `{plan}`", "`{id}`，方案 `{plan}` 的 `{component}`"),
            _ => both!(
                "`{id}` and {more} more, `{component}` of plan `{plan}`",
                "`{id}` 等另有 {more} 人，方案 `{plan}` 的 `{component}`"
            ),
        };
        found.push(r015::no_leaver_rule(span, &whose, *reason, back));
    }
}
