//! What is legal but hurts, found by working plans out: the same code as a real run, see [`crate::probe`].

use attain_rules::diagnostic::Diagnostics;
use attain_rules::diagnostics::w::{w005, w006};
use attain_rules::number::Number;

use crate::probe::{Curve, Files, curve, total_at};

/// Warnings about payout: a component that pays less as its measure grows, a plan that pays nothing at 90 % attainment.
#[must_use]
pub fn warnings(files: &Files<'_>) -> Diagnostics {
    let mut found = Diagnostics::default();
    for (place, plan) in files.plans.iter().enumerate() {
        for (component_place, component) in plan.components.iter().enumerate() {
            let curve = curve(files, place, component_place);
            if let Some((curve, fall)) = curve.as_ref().and_then(|curve| Some((curve, first_fall(curve)?))) {
                let digits = files.minor_digits();
                let measure = plan.measures.get(curve.measure).map_or("", |measure| measure.name.as_str());
                let [before, after] = fall.map(|place| curve.samples.get(place));
                let (Some(before), Some(after)) = (before, after) else { continue };
                let fall = w005::Fall {
                    measure,
                    before: &before.value.to_fixed_text(digits),
                    before_pay: &before.amount.to_fixed_text(digits),
                    after: &after.value.to_fixed_text(digits),
                    after_pay: &after.amount.to_fixed_text(digits),
                };
                found.push(w005::cliff(component.span, &component.name, fall));
            }
        }
        if let Some((participant, total)) = total_at(files, place, &Number::decimal(90, 2))
            && total <= Number::ZERO
        {
            let who = files.inputs.participants.get(participant.0 as usize).map_or("", |participant| &*participant.id);
            found.push(w006::nothing_at_ninety(plan.span, &plan.name, who));
        }
    }
    found
}

/// Places of the first two neighbours of which the second pays less.
fn first_fall(curve: &Curve) -> Option<[usize; 2]> {
    let pairs = curve.samples.iter().zip(curve.samples.iter().skip(1));
    let place = pairs.into_iter().position(|(before, after)| after.amount < before.amount)?;
    Some([place, place.saturating_add(1)])
}
