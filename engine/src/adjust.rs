//! Payments that somebody decided by hand: lines of their own beside those of components.

use std::collections::BTreeMap;

use attain_rules::calendar::Calendar;
use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::plan::Plan;

use crate::context::World;
use crate::fault::{Failure, Fault, RunError, Whose};
use crate::inputs::{Adjusted, Adjustment, ParticipantIndex};
use crate::outcome::{Line, LineKind};
use crate::record::{Arithmetic as _, Tracer};
use crate::run::Request;
use crate::trace::Role;
use crate::units::{taxable, unit_of};

/// Whose, of which plan and component, for which period, and paid in which.
type Key = (ParticipantIndex, usize, usize, Period, Period);

/// The lines that are paid in the periods of `request`: one for everything that is paid to a participant beside the same
/// component for the same period. `watched` are those whose lines come with traces.
pub(crate) fn payments(world: &World<'_>, request: &Request, watched: &[bool], errors: &mut RunError) -> Vec<Line> {
    let (plans, inputs, calendar) = (world.plans, world.inputs, world.company.calendar);
    let mut rows: BTreeMap<Key, Vec<(&Adjustment, i64)>> = BTreeMap::new();
    for adjustment in &inputs.adjustments {
        let Adjusted::Payment { plan, component, period, paid_in, minor_units } = &adjustment.what else { continue };
        let asked = request.first_line() <= paid_in.last() && paid_in.last() <= request.last;
        let Some((plan, component)) = place((plans, calendar), plan, component, *period).filter(|_| asked) else {
            continue;
        };
        let key = (adjustment.participant, plan, component, *period, *paid_in);
        rows.entry(key).or_default().push((adjustment, *minor_units));
    }
    let mut lines = Vec::with_capacity(rows.len());
    for ((participant, plan, component, earned_for, paid_in), rows) in rows {
        let traced = watched.get(participant.0 as usize).copied().unwrap_or(false);
        let sum = rows.iter().try_fold(0_i64, |sum, (_, minor)| sum.checked_add(*minor));
        let Some((of, part)) = plans.get(plan).and_then(|plan| Some((plan, plan.components.get(component)?))) else {
            continue;
        };
        let unit = unit_of(part, LineKind::Adjustment);
        let settled = sum.ok_or(Fault::Overflow).and_then(|minor| {
            let amount = Number::decimal(minor.into(), world.company.digits_of(unit));
            Ok((minor, taxable(world.company, part, (unit, &amount), paid_in)?))
        });
        let (minor_units, taxable) = match settled {
            Ok(settled) => settled,
            Err(fault) => {
                errors.push(Failure {
                    plan: of.name.as_str().into(),
                    part: part.name.as_str().into(),
                    fault,
                    span: part.span,
                    whose: Whose::Line(participant, earned_for),
                });
                continue;
            }
        };
        lines.push(Line {
            participant,
            plan: u32::try_from(plan).unwrap_or(u32::MAX),
            component: u32::try_from(component).unwrap_or(u32::MAX),
            kind: LineKind::Adjustment,
            earned_for,
            paid_in,
            unit,
            minor_units,
            taxable,
            trace: traced.then(|| {
                let mut tracer = Tracer::default();
                let parts: Vec<_> = rows.iter().map(|(adjustment, _)| tracer.adjustment(adjustment)).collect();
                // The sum of what fits into minor units fits into a number.
                drop(tracer.sum(&parts, || Role::Line));
                let mut trace = tracer.into_trace();
                if let Some(taxable) = taxable {
                    world.explain_taxable(&mut trace, unit, paid_in, taxable);
                }
                Box::new(trace)
            }),
        });
    }
    lines
}

/// The place of the plan's version, and of the component in it: the latest one in force in `period`, else the latest one.
pub(crate) fn place(
    (plans, calendar): (&[Plan], Calendar),
    name: &str,
    component: &str,
    period: Period,
) -> Option<(usize, usize)> {
    let versions = plans.iter().enumerate().filter(|(_, plan)| plan.name == name);
    let found = versions.filter_map(|(place, plan)| {
        let at = plan.components.iter().position(|one| one.name == component)?;
        let in_force = plan.effective.overlaps(&calendar.days(period));
        Some(((in_force, plan.effective.first), (place, at)))
    });
    found.max_by_key(|(order, _)| *order).map(|(_, place)| place)
}
