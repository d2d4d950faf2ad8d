//! Who leaves soon after a payment: which parts of what was paid are taken back, when, and how much of them.

use std::sync::Arc;

use attain_rules::date::Date;
use attain_rules::number::Number;
use attain_rules::period::{Month, Period};
use attain_rules::plan::{AgeRow, BackRule, Clawback, Due, Months, When};
use attain_rules::rounding::Rounding;
use attain_rules::source::Spanned;

use super::departure::{Departure, served_months};
use super::leaver::rounded_part;
use crate::context::{Context, World};
use crate::fault::{Fault, Stop};
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::{FactId, How, Role};
use crate::turn::Turn;

/// Somebody who left, and what the plan takes back then.
#[derive(Clone, Copy)]
pub(crate) struct Back<'a> {
    departure: Departure<'a>,
    clawback: &'a Clawback,
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
    /// The day.
    pub settled_on: Date,
}

impl<'a> Back<'a> {
    /// The turn's participant, where that one left and the plan takes back what was paid.
    pub(crate) fn of(world: &World<'a>, turn: Turn<'a>, due: &'a Due) -> Option<Self> {
        let clawback = due.clawback.as_ref()?;
        Departure::of(world, turn).map(|departure| Self { departure, clawback })
    }

    /// How a part is taken back that was earned in `earned_for`, and `when` it is due; `None` where nothing is: it is not due by
    /// then, or was paid too long ago.
    pub(crate) fn of_part(self, earned_for: Period, when: When) -> Result<Option<Taken<'a>>, Stop> {
        let Self { departure, clawback } = self;
        let (calendar, left_on) = (departure.calendar, departure.leave.on);
        let after = when.months(calendar, earned_for);
        let paid = earned_for.last().plus(after);
        let is_to_come = after > 0 && when.day(calendar, earned_for) > left_on;
        if is_to_come || served_months(calendar, paid, left_on, Months::Completed) >= clawback.within {
            return Ok(None);
        }
        let rule = departure.rule(&clawback.leavers, true)?;
        if rule.value == BackRule::Nothing {
            return Ok(None);
        }
        let (settled_in, settled_on) = (departure.settled_in(earned_for), departure.settled_on(earned_for.last()));
        Ok(Some(Taken { back: self, rule, paid, settled_in, settled_on }))
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
            None => {
                let word = || match &self.rule.value {
                    BackRule::Share(share) => share.to_exact_text().into(),
                    BackRule::ByAge(_) => BackRule::BY_AGE.into(),
                    rule => rule.word().unwrap_or_default().into(),
                };
                let place = context.world.place(self.rule.span);
                *told.insert(self.back.departure.tell(context.recorder, word, &place))
            }
        };
        let (world, recorder) = (context.world, &mut *context.recorder);
        let (share, span) = match &self.rule.value {
            BackRule::Nothing => (Number::ZERO, self.rule.span),
            BackRule::All => {
                return Ok(recorder
                    .note(part.value.clone(), || (Role::BackPart { row }, How::Same(part.fact), Arc::default())));
            }
            BackRule::Share(share) => (share.clone(), self.rule.span),
            BackRule::ByAge(rows) => {
                let paid = (self.paid, Role::PaidUntil);
                let age = self.back.departure.tell_served(recorder, paid, left_on, Months::Completed);
                let reached = |row: &&AgeRow| Number::whole(row.from.into()) <= age.value;
                let row = rows.iter().rev().find(reached).ok_or(Stop::Fault(Fault::Unchecked, None))?;
                (row.share.value.clone(), row.share.span)
            }
            BackRule::NotServed(months) => {
                let share =
                    self.not_served(recorder, (row, left_on), *months, &world.place(self.back.clawback.span))?;
                let exact = recorder.product(part, &share, || Role::BackPart { row })?;
                return rounded_part(recorder, part, exact, rounding, || Role::BackPart { row });
            }
        };
        let share = recorder.given(share, || Role::BackShare { row }, || world.place(span));
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
        let Back { departure, clawback } = self.back;
        let all = Number::whole(clawback.within.into());
        let served = departure.tell_served(recorder, (self.paid, Role::PaidUntil), left_on, months);
        let within = recorder.given(all, || Role::BackWithin, || Arc::clone(place));
        let rest = recorder.difference(&within, &served, || Role::Part)?;
        recorder.quotient(&rest, &within, || Role::BackShare { row })
    }
}
