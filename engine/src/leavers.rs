//! Who left for a reason of which a plan says nothing: told by the check before a run fails for it.

use std::collections::BTreeMap;

use attain_rules::both;
use attain_rules::diagnostic::Diagnostics;
use attain_rules::diagnostics::r::r015;

use crate::probe::Files;
use crate::roster::Roster;

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
            let Some(leavers) = component.due.as_ref().and_then(|due| due.leavers.as_ref()) else { continue };
            // By reason, who comes first and how many there are.
            let mut lacking: BTreeMap<Option<&str>, (&str, usize)> = BTreeMap::new();
            for member in &series.members {
                let Some(person) = files.inputs.participants.get(member.participant.0 as usize) else { continue };
                let Some(left) = person.left.as_ref() else { continue };
                let reason = left.because.as_deref();
                if leavers.rule(reason).is_some() || member.latest_in(plan.effective).is_none() {
                    continue;
                }
                let (_, count) = lacking.entry(reason).or_insert((&person.id, 0));
                *count = count.saturating_add(1);
            }
            for (reason, (id, count)) in lacking.into_iter().take(MOST_REASONS) {
                let (plan, component, more) = (&plan.name, &component.name, count.saturating_sub(1));
                let whose = match more {
                    0 => both!("`{id}`, `{component}` of plan `{plan}`", "`{id}`，方案 `{plan}` 的 `{component}`"),
                    _ => both!(
                        "`{id}` and {more} more, `{component}` of plan `{plan}`",
                        "`{id}` 等另有 {more} 人，方案 `{plan}` 的 `{component}`"
                    ),
                };
                found.push(r015::no_leaver_rule(leavers.span, &whose, reason));
            }
        }
    }
    found
}
