//! What is legal but hurts, found by working plans out: the same code as a real run, see [`crate::probe`]. One person of each
//! kind is tried.

use attain_rules::diagnostic::Diagnostics;
use attain_rules::diagnostics::w::{Concerned, w005, w006};
use attain_rules::number::Number;
use attain_rules::plan::{MeasureUnit, Plan};

use crate::inputs::ParticipantIndex;
use crate::probe::{Fall, Files, Kind, Kinds, falls, is_metric, periods, total_at};
use crate::reporting::unseen;
use crate::roster::Roster;
use crate::stretched::too_short;

/// How many people of a kind are tried until one has all the figures that are needed.
const MOST_TRIES: usize = 20;

/// Warnings about payout: a component that pays less as its measure grows, a plan that pays nothing at 90 % attainment,
/// `reports(x)` where those who report are on other plans, metrics whose rows are for shorter periods than the plan needs. Among
/// them is one kind of errors: pools that give what caps cut to nobody who can be paid.
#[must_use]
pub fn warnings(files: &Files<'_>) -> Diagnostics {
    let mut found = Diagnostics::default();
    for (place, plan) in files.plans.iter().enumerate() {
        for (component_place, component) in plan.components.iter().enumerate() {
            let kinds = Kinds::of(files, plan, [component]);
            let hurt = hurt(files, plan, &kinds, |roster, month| falls(files, (place, roster), component_place, month));
            if let Some((fall, concerned)) = hurt {
                let shown = shown(files, plan, &fall);
                found.push(w005::cliff(component.span, &component.name, &shown, &concerned));
            }
        }
        let kinds = Kinds::of(files, plan, &plan.components);
        let hurt = hurt(files, plan, &kinds, |roster, month| {
            let total = total_at(files, (place, roster), month, &Number::decimal(90, 2))?;
            Some((total <= Number::ZERO).then_some(()))
        });
        if let Some(((), concerned)) = hurt {
            found.push(w006::nothing_at_ninety(plan.span, &plan.name, &concerned));
        }
    }
    found.append(unseen(files));
    found.append(too_short(files));
    found
}

/// What is found first, and whom it concerns. `find` gives nothing where it cannot be tried.
fn hurt<T>(
    files: &Files<'_>,
    plan: &Plan,
    kinds: &Kinds<'_>,
    find: impl Fn(&Roster<'_>, attain_rules::period::Period) -> Option<Option<T>>,
) -> Option<(T, Concerned)> {
    let (mut first, mut people, mut untried): (Option<(T, Concerned)>, usize, bool) = (None, 0, kinds.has_more);
    for kind in &kinds.all {
        let tried = kind.assignments.iter().take(MOST_TRIES).find_map(|assignment| {
            let roster = Roster::of(files.plans, files.inputs, assignment.participant);
            let found = periods(files, plan, assignment).find_map(|month| find(&roster, month))?;
            Some((assignment.participant, found))
        });
        let Some((who, found)) = tried else {
            untried = true;
            continue;
        };
        let Some(found) = found else { continue };
        people = people.saturating_add(kind.people);
        first.get_or_insert_with(|| (found, example(files, kind, who)));
    }
    let (found, concerned) = first?;
    Some((found, Concerned { people, of: kinds.people, at_least: untried, ..concerned }))
}

fn example(files: &Files<'_>, kind: &Kind<'_>, who: ParticipantIndex) -> Concerned {
    let traits = kind.traits.iter().map(|(name, value)| (name.clone(), value.to_exact_text())).collect();
    Concerned { example: files.inputs.id(who).to_string(), traits, ..Concerned::default() }
}

fn shown(files: &Files<'_>, plan: &Plan, fall: &Fall) -> w005::Fall {
    let digits = files.minor_digits();
    let value = |measure: usize, value: &Number| match plan.measures.get(measure).map(|measure| measure.unit) {
        Some(MeasureUnit::Percent) => value
            .multiply(&Number::whole(100))
            .map_or_else(|_| value.to_exact_text(), |hundredths| format!("{}%", hundredths.to_exact_text())),
        Some(MeasureUnit::Money) => value.to_fixed_text(digits),
        _ if value.to_whole().is_none() => value.to_fixed_text(digits),
        _ => value.to_exact_text(),
    };
    let name = |measure: usize| plan.measures.get(measure).map_or_else(String::new, |measure| measure.name.clone());
    w005::Fall {
        measure: name(fall.measure),
        is_kpi: is_metric(plan, fall.measure),
        before: value(fall.measure, &fall.before.value),
        before_pay: fall.before.amount.to_fixed_text(digits),
        after: value(fall.measure, &fall.after.value),
        after_pay: fall.after.amount.to_fixed_text(digits),
        others: fall.others.iter().map(|(measure, at)| (name(*measure), value(*measure, at))).collect(),
    }
}
