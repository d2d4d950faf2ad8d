//! Who leaves soon after a payment: which parts of what was paid are taken back, when, and how much of them.

use std::sync::Arc;

use attain_rules::calendar::Calendar;
use attain_rules::number::Number;
use attain_rules::period::{Month, Period, PeriodLength};
use attain_rules::plan::{BackRule, Clawback, Due, Months};
use attain_rules::rounding::Rounding;
use attain_rules::source::Spanned;

use super::leaver::{given, rounded_part, served_months, tell_served};
use crate::context::{Context, World, row_place};
use crate::fault::{Fault, Stop};
use crate::inputs::{Leave, Participant};
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::{FactId, How, Role};
use crate::turn::Turn;
use crate::value::Value;

/// Somebody who left, and what the plan takes back then.
#[derive(Clone, Copy)]
pub(crate) struct Back<'a> {
    participant: &'a Participant,
    leave: &'a Leave,
    clawback: &'a Clawback,
    calendar: Calendar,
    pays: PeriodLength,
}

/// A part that was paid and is taken back.
#[derive(Clone, Copy)]
pub(crate) struct Taken<'a> {
    back: Back<'a>,
    rule: &'a Spanned<BackRule>,
    /// The month in which it was due.
    paid: Month,
    /// The period in which it is taken back.
    pub settled_in: Period,
}

impl<'a> Back<'a> {
    /// The turn's participant, where that one left and the plan takes back what was paid.
    pub(crate) fn of(world: &World<'a>, turn: Turn<'a>, due: &'a Due) -> Option<Self> {
        let clawback = due.clawback.as_ref()?;
        let participant = world.inputs.participants.get(turn.participant().0 as usize)?;
        let (calendar, pays) = (world.company.calendar, turn.plan.pays);
        participant.left.as_ref().map(|leave| Self { participant, leave, clawback, calendar, pays })
    }

    /// How a part is taken back that was earned in `earned_for` and is due so many months behind it; `None` where nothing is: it
    /// is not due by then, or was paid too long ago.
    pub(crate) fn of_part(self, earned_for: Period, after: i32) -> Result<Option<Taken<'a>>, Stop> {
        let paid = earned_for.last().plus(after);
        let is_to_come = after > 0 && self.calendar.last_day(paid) > self.leave.on;
        if is_to_come || served_months(self.calendar, paid, self.leave.on, Months::Completed) >= self.clawback.within {
            return Ok(None);
        }
        let reason = self.leave.because.as_deref();
        let Some(rule) = self.clawback.leavers.rule(reason) else {
            let fault = Fault::NoLeaverRule { reason: self.leave.because.clone(), back: true };
            return Err(Stop::Fault(fault, Some(self.clawback.leavers.span)));
        };
        if rule.value == BackRule::Nothing {
            return Ok(None);
        }
        // What is earned later than that is taken back as soon as it is earned.
        let month = self.calendar.month_of(self.leave.on).max(earned_for.last());
        Ok(Some(Taken { back: self, rule, paid, settled_in: self.calendar.period_of(month, self.pays) }))
    }
}

impl Taken<'_> {
    /// What is taken back of the part, rounded. `told` is what was said of the leave before.
    pub(crate) fn part<R: Recorder>(
        &self,
        context: &mut Context<'_, '_, R>,
        told: &mut Option<FactId>,
        (row, part): (u32, &Noted),
        rounding: &Rounding,
    ) -> Result<Noted, Stop> {
        let left_on = match *told {
            Some(left_on) => left_on,
            None => *told.insert(self.tell(context)),
        };
        let (world, recorder) = (context.world, &mut *context.recorder);
        let share = match &self.rule.value {
            BackRule::Nothing => Number::ZERO,
            BackRule::All => {
                return Ok(recorder
                    .note(part.value.clone(), || (Role::BackPart { row }, How::Same(part.fact), Arc::default())));
            }
            BackRule::Share(share) => share.clone(),
            BackRule::NotServed(months) => {
                let share =
                    self.not_served(recorder, (row, left_on), *months, &world.place(self.back.clawback.span))?;
                let exact = recorder.product(part, &share, || Role::BackPart { row })?;
                return rounded_part(recorder, part, exact, rounding, || Role::BackPart { row });
            }
        };
        let share = recorder.given(share, || Role::BackShare { row }, || world.place(self.rule.span));
        let exact = recorder.product(part, &share, || Role::BackPart { row })?;
        rounded_part(recorder, part, exact, rounding, || Role::BackPart { row })
    }

    /// The months that were not served out of all for which the payment can be taken back.
    fn not_served<R: Recorder>(
        &self,
        recorder: &mut R,
        (row, left_on): (u32, FactId),
        months: Months,
        place: &Arc<str>,
    ) -> Result<Noted, Stop> {
        let Back { calendar, leave, clawback, .. } = self.back;
        let all = Number::whole(clawback.within.into());
        let served = tell_served(recorder, (calendar, self.paid, Role::PaidUntil), (leave.on, left_on), months);
        let within = recorder.given(all, || Role::BackWithin, || Arc::clone(place));
        let rest = recorder.difference(&within, &served, || Role::Part)?;
        recorder.quotient(&rest, &within, || Role::BackShare { row })
    }

    /// Who left when and why, and which rule holds.
    fn tell<R: Recorder>(&self, context: &mut Context<'_, '_, R>) -> FactId {
        let Back { participant, leave, .. } = self.back;
        let (world, recorder) = (context.world, &mut *context.recorder);
        let left_on = given(recorder, Role::LeftOn, || (Value::Date(leave.on), row_place(&participant.place)));
        if let Some(because) = &leave.because {
            given(recorder, Role::LeftBecause, || (Value::Text(Arc::clone(because)), row_place(&participant.place)));
        }
        let word = || match &self.rule.value {
            BackRule::Share(share) => share.to_exact_text().into(),
            rule => rule.word().unwrap_or_default().into(),
        };
        given(recorder, Role::LeaverRule, || (Value::Text(word()), world.place(self.rule.span)));
        left_on
    }
}
