//! What was measured: every measure of everybody, period by period of the plan.

use attain_rules::date::DateRange;
use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::plan::Plan;

use crate::context::{Context, Known};
use crate::fault::Stop;
use crate::outcome::Measured;
use crate::record::{Noted, Silent};
use crate::roster::Series;
use crate::run::Request;
use crate::turn::{Turn, version_days};

/// Every measure of all members of a plan, for each period of the plan that ends inside the request. Figures that are
/// missing are absent: what that means for pay is the business of the components.
pub(crate) fn measured<'a>(
    known: Known<'a, '_>,
    series: &'a Series<'a>,
    (place, plan): (usize, &'a Plan),
    request: &Request,
    out: &mut Vec<Measured>,
) {
    let calendar = known.world.company.calendar;
    let mut period = calendar.period_of(request.first, plan.pays);
    while period.last() <= request.last {
        let days = version_days(plan, period, calendar);
        if period.last() >= request.first && days.first <= days.last {
            for (member_place, member) in series.members.iter().enumerate() {
                if member.latest_in(days).is_some() {
                    let turn = Turn { plan_place: place, plan, series, member_place, calendar, period, own: days };
                    of_member(known, turn, (period, days), out);
                }
            }
        }
        period = period.plus(1);
    }
}

fn of_member<'a>(known: Known<'a, '_>, turn: Turn<'a>, (period, days): (Period, DateRange), out: &mut Vec<Measured>) {
    let mut silent = Silent;
    let mut context = Context::new(known, &mut silent, turn, &turn.plan.roundings);
    let figure = |found: Result<Noted, Stop>| -> Option<Number> { found.ok().map(|noted| noted.value) };
    for (place, measure) in turn.plan.measures.iter().enumerate() {
        out.push(Measured {
            participant: turn.participant(),
            plan: u32::try_from(turn.plan_place).unwrap_or(u32::MAX),
            measure: u32::try_from(place).unwrap_or(u32::MAX),
            period,
            total: figure(context.total(place, days)),
            quota: measure.quota.as_ref().and_then(|_| figure(context.quota(place, days))),
        });
    }
}
