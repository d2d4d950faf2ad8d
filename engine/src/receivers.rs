//! To whom pools give what caps cut: told by the check where that is nobody, or somebody who can never be paid.

use attain_rules::diagnostic::Diagnostics;
use attain_rules::diagnostics::n::{n051, n052};
use attain_rules::nearest::nearest;
use attain_rules::plan::Pay;

use crate::probe::Files;
use crate::roster::Roster;

/// For each pool that names a participant whom nobody knows, or who is never on its plan, a finding.
#[must_use]
pub fn who_cannot_receive(files: &Files<'_>) -> Diagnostics {
    let mut found = Diagnostics::default();
    let roster = Roster::new(files.plans, files.inputs, None);
    for series in &roster.series {
        let plans = series.versions.iter().filter_map(|place| files.plans.get(*place));
        for (plan, component) in plans.flat_map(|plan| plan.components.iter().map(move |component| (plan, component))) {
            let Pay::Pool(pool) = &component.pay else { continue };
            let Some((id, span)) = pool.receiving() else { continue };
            let is_it = |person: &&crate::inputs::Participant| person.id == *id;
            if !files.inputs.participants.iter().any(|person| is_it(&person)) {
                let near = nearest(id, files.inputs.participants.iter().map(|person| &*person.id));
                found.push(n051::unknown_receiver(span, id, &component.name, near));
                continue;
            }
            let mut own = series
                .members
                .iter()
                .filter(|member| files.inputs.participant(member.participant).filter(is_it).is_some());
            if !own.any(|member| member.latest_in(plan.effective).is_some()) {
                found.push(n052::never_on_plan(span, id, (&component.name, &plan.name)));
            }
        }
    }
    found
}
