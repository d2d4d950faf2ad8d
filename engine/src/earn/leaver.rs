//! Who leaves: which parts of what was earned are still to come then, when they are settled, and how much of them is paid.

use std::sync::Arc;

use attain_rules::date::Date;
use attain_rules::number::Number;
use attain_rules::period::{Month, Period};
use attain_rules::plan::{ByReason, Due, DuePart, LeaverRule};
use attain_rules::rounding::{Rounding, Step};
use attain_rules::source::Spanned;

use super::departure::Departure;
use crate::context::{Context, World};
use crate::fault::Stop;
use crate::inputs::Leave;
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::{How, Role};
use crate::turn::Turn;

/// Somebody who left, and what the plan says about that.
#[derive(Clone, Copy)]
pub(crate) struct Leaver<'a> {
    departure: Departure<'a>,
    leavers: &'a ByReason<LeaverRule>,
}

/// A part that is settled because of a leave, and not when it falls due.
#[derive(Clone, Copy)]
pub(crate) struct Early<'a> {
    leaver: Leaver<'a>,
    rule: &'a Spanned<LeaverRule>,
    /// The last month of the period in which it was earned.
    earned: Month,
    /// Months from there until it falls due; above zero.
    after: i32,
    /// The period in which it is settled.
    pub settled_in: Period,
}

/// What becomes of a part that is settled early.
pub(crate) struct Parted {
    pub kept: Noted,
    pub lost: Number,
}

impl<'a> Leaver<'a> {
    /// The turn's participant, where that one left and the plan says what becomes of the parts that are `due` later.
    pub(crate) fn of(world: &World<'a>, turn: Turn<'a>, due: &'a Due) -> Option<Self> {
        let leavers = due.leavers.as_ref()?;
        Departure::of(world, turn).map(|departure| Self { departure, leavers })
    }

    /// How a part is settled that was earned in `earned_for`; `None` where the leave changes nothing: it was due by then at the
    /// latest, or is kept.
    pub(crate) fn early(self, earned_for: Period, part: &DuePart) -> Result<Option<Early<'a>>, Stop> {
        let Self { departure, leavers } = self;
        let when = part.last(departure.calendar, earned_for);
        let after = when.months(departure.calendar, earned_for);
        if after == 0 || when.day(departure.calendar, earned_for) <= departure.leave.on {
            return Ok(None);
        }
        let rule = departure.rule(leavers, false)?;
        if rule.value == LeaverRule::Keep {
            return Ok(None);
        }
        let settled_in = departure.settled_in(earned_for);
        Ok(Some(Early { leaver: self, rule, earned: earned_for.last(), after, settled_in }))
    }
}

impl<'a> Early<'a> {
    /// The leave that is the reason.
    pub(crate) const fn leave(&self) -> &'a Leave {
        self.leaver.departure.leave
    }

    /// The day on which it is settled.
    pub(crate) fn settled_on(&self) -> Date {
        self.leaver.departure.settled_on(self.earned)
    }

    /// Parts the part into what is paid, rounded, and what is lost; together they are the part. `told` is what was said of the
    /// leave before.
    pub(crate) fn part<R: Recorder>(
        &self,
        context: &mut Context<'a, '_, R>,
        told: &mut Option<Noted>,
        (row, part): (u32, &Noted),
        rounding: &Rounding,
    ) -> Result<Parted, Stop> {
        let served = match told {
            Some(served) => served.clone(),
            None => told.insert(self.tell(context)).clone(),
        };
        let (world, recorder) = (context.world, &mut *context.recorder);
        let kept = match self.rule.value {
            LeaverRule::Keep | LeaverRule::Accelerate => {
                recorder.note(part.value.clone(), || (Role::Kept { row }, How::Same(part.fact), Arc::default()))
            }
            LeaverRule::Forfeit => {
                let share = recorder.given(Number::ZERO, || Role::KeptShare { row }, || world.place(self.rule.span));
                recorder.product(part, &share, || Role::Kept { row })?
            }
            LeaverRule::ProRata(_) => {
                let months =
                    recorder.given(Number::whole(self.after.into()), || Role::MonthsUntilDue { row }, Arc::default);
                let share = recorder.quotient(&served, &months, || Role::KeptShare { row })?;
                let exact = recorder.product(part, &share, || Role::Kept { row })?;
                rounded_part(recorder, part, exact, rounding, || Role::Kept { row })?
            }
        };
        let lost = if kept.value == part.value {
            Number::ZERO
        } else {
            recorder.difference(part, &kept, || Role::Forfeited { row })?.value
        };
        Ok(Parted { kept, lost })
    }

    /// Who left when and why, which rule holds, and how many months were served.
    fn tell<R: Recorder>(&self, context: &mut Context<'a, '_, R>) -> Noted {
        let word = || self.rule.value.word().into();
        let (departure, place) = (self.leaver.departure, context.world.place(self.rule.span));
        let left_on = departure.tell(context.recorder, word, &place);
        let LeaverRule::ProRata(months) = self.rule.value else {
            return Noted { value: Number::ZERO, fact: left_on };
        };
        departure.tell_served(context.recorder, (self.earned, Role::EarnedUntil), left_on, months)
    }
}

/// A share of a part, rounded; a part that is no whole number of units does not grow by that.
pub(super) fn rounded_part<R: Recorder>(
    recorder: &mut R,
    part: &Noted,
    share: Noted,
    rounding: &Rounding,
    role: impl FnOnce() -> Role,
) -> Result<Noted, Stop> {
    let share = recorder.rounded(share, Some(rounding), Step::Line)?;
    Ok(match (part.value.is_negative(), share.value > part.value) {
        (false, true) => recorder.least(&share, part, role),
        (true, _) if share.value < part.value => recorder.greatest(&share, part, role),
        _ => share,
    })
}
