//! Who reports to the members of a plan without being on it: `reports(x)` does not see them.

use std::collections::BTreeSet;

use attain_rules::date::DateRange;
use attain_rules::diagnostic::Diagnostics;
use attain_rules::diagnostics::w::w010;
use attain_rules::formula::expression::People;
use attain_rules::plan::{MeasureSource, Plan};

use crate::inputs::{Assignment, Inputs, ParticipantIndex};
use crate::names::{sum_over, sums_over};
use crate::probe::Files;
use crate::timeline::common_days;
use crate::value::Value;

/// Does a plan follow reporting lines: by a measure with `up`, or by `reports(x)`?
#[must_use]
pub fn follows_lines(plan: &Plan) -> bool {
    let goes_up = |source: &MeasureSource| match source {
        MeasureSource::Transactions(crediting) => crediting.up.is_some(),
        _ => false,
    };
    plan.measures.iter().any(|measure| goes_up(&measure.source))
        || plan.components.iter().any(|component| sums_over(component, People::Reports))
}

/// Warnings about components with `reports(x)` whose plan is not that of all who report to its members.
pub(crate) fn unseen(files: &Files<'_>) -> Diagnostics {
    let mut found = Diagnostics::default();
    let Some(manager) = files.company.schema.manager() else { return found };
    for plan in files.plans {
        let sums = plan.components.iter().filter_map(|one| Some((one, sum_over(one, People::Reports)?)));
        let mut sums = sums.peekable();
        // Who reports to whom is looked at once for all components.
        if sums.peek().is_none() {
            continue;
        }
        if let Some(elsewhere) = elsewhere(files.inputs, plan, manager) {
            for (component, span) in sums {
                found.push(w010::unseen(span, &component.name, &plan.name, &elsewhere));
            }
        }
    }
    found
}

/// Those who report to a member of the plan and are on other plans alone, as long as it is in force; `None` where there are
/// none. Who moves to the plan, or away from it, is in the sum with what is theirs on the days here.
fn elsewhere(inputs: &Inputs, plan: &Plan, manager: usize) -> Option<w010::Elsewhere> {
    let ids = inputs.by_id();
    let (mut here, mut others) = (BTreeSet::new(), BTreeSet::new());
    let mut first: Option<(&Assignment, ParticipantIndex)> = None;
    for assignment in &inputs.assignments {
        let Some(Value::Text(id)) = assignment.attributes.get(manager) else { continue };
        let Some(above) = ids.get(&**id).copied().filter(|above| *above != assignment.participant) else { continue };
        let is_on = |seat: &Assignment, days: &DateRange| *seat.plan == *plan.name && seat.days.overlaps(days);
        let days = common_days(assignment.days, plan.effective);
        if days.last < days.first || !of(inputs, above).any(|seat| is_on(seat, &days)) {
            continue;
        }
        let is_here = |own: &Assignment| is_on(own, &plan.effective);
        if of(inputs, assignment.participant).any(is_here) {
            here.insert(assignment.participant);
        } else {
            others.insert(assignment.participant);
            first.get_or_insert((assignment, above));
        }
    }
    let (assignment, above) = first?;
    Some(w010::Elsewhere {
        people: others.len(),
        here: here.len(),
        example: inputs.id(assignment.participant).to_string(),
        manager: inputs.id(above).to_string(),
        plan: assignment.plan.to_string(),
    })
}

/// The assignments of one participant.
fn of(inputs: &Inputs, who: ParticipantIndex) -> impl Iterator<Item = &Assignment> {
    let start = inputs.assignments.partition_point(|one| one.participant < who);
    inputs.assignments.iter().skip(start).take_while(move |one| one.participant == who)
}
