//! Who leaves: which parts of what was earned are still to come then, when they are settled, and how much of them is paid.

use std::sync::Arc;

use attain_rules::calendar::Calendar;
use attain_rules::date::Date;
use attain_rules::number::Number;
use attain_rules::period::{Month, Period, PeriodLength};
use attain_rules::plan::{ByReason, Due, LeaverRule, Months};
use attain_rules::rounding::{Rounding, Step};
use attain_rules::source::Spanned;

use crate::context::{Context, World, row_place};
use crate::fault::{Fault, Stop};
use crate::inputs::{Leave, Participant};
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::{Fact, FactId, How, Role};
use crate::turn::Turn;
use crate::value::Value;

/// Somebody who left, and what the plan says about that.
#[derive(Clone, Copy)]
pub(crate) struct Leaver<'a> {
    participant: &'a Participant,
    leave: &'a Leave,
    leavers: &'a ByReason<LeaverRule>,
    calendar: Calendar,
    pays: PeriodLength,
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
        let participant = world.inputs.participants.get(turn.participant().0 as usize)?;
        let (calendar, pays) = (world.company.calendar, turn.plan.pays);
        participant.left.as_ref().map(|leave| Self { participant, leave, leavers, calendar, pays })
    }

    /// How a part is settled that was earned in `earned_for` and is due so many months behind it; `None` where the leave changes
    /// nothing: it was due by then, or is kept.
    pub(crate) fn early(self, earned_for: Period, after: i32) -> Result<Option<Early<'a>>, Stop> {
        if after == 0 || self.calendar.last_day(earned_for.last().plus(after)) <= self.leave.on {
            return Ok(None);
        }
        let reason = self.leave.because.as_deref();
        let Some(rule) = self.leavers.rule(reason) else {
            let fault = Fault::NoLeaverRule { reason: self.leave.because.clone(), back: false };
            return Err(Stop::Fault(fault, Some(self.leavers.span)));
        };
        if rule.value == LeaverRule::Keep {
            return Ok(None);
        }
        let paid_in = |month| self.calendar.period_of(month, self.pays);
        // What is earned later than that is settled as soon as it is earned.
        let settled_in = paid_in(self.calendar.month_of(self.leave.on).max(earned_for.last()));
        Ok(Some(Early { leaver: self, rule, earned: earned_for.last(), after, settled_in }))
    }
}

impl<'a> Early<'a> {
    /// The leave that is the reason.
    pub(crate) const fn leave(&self) -> &'a Leave {
        self.leaver.leave
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
        let Leaver { participant, leave, .. } = self.leaver;
        let (world, recorder) = (context.world, &mut *context.recorder);
        let left_on = given(recorder, Role::LeftOn, || (Value::Date(leave.on), row_place(&participant.place)));
        if let Some(because) = &leave.because {
            given(recorder, Role::LeftBecause, || (Value::Text(Arc::clone(because)), row_place(&participant.place)));
        }
        given(recorder, Role::LeaverRule, || (Value::Text(self.rule.value.word().into()), world.place(self.rule.span)));
        let LeaverRule::ProRata(months) = self.rule.value else {
            return Noted { value: Number::ZERO, fact: left_on };
        };
        tell_served(recorder, (self.leaver.calendar, self.earned, Role::EarnedUntil), (leave.on, left_on), months)
    }
}

/// How many months of the calendar were served behind a month, whose last day is told under a role, to the last day of work.
pub(super) fn tell_served<R: Recorder>(
    recorder: &mut R,
    (calendar, month, role): (Calendar, Month, Role),
    (left_on, until): (Date, FactId),
    months: Months,
) -> Noted {
    let from = given(recorder, role, || (Value::Date(calendar.last_day(month)), Arc::default()));
    let served = Number::whole(served_months(calendar, month, left_on, months).into());
    // Two days do not tell how many months of weeks lie between them.
    let how = |served: &Number| match calendar.weeks {
        None => How::Months { from, until, months },
        Some(_) => How::Given { text: served.to_exact_text().into() },
    };
    recorder.note(served.clone(), || (Role::Served, how(&served), Arc::default()))
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

/// A fact that was given and is no number.
pub(super) fn given<R: Recorder>(recorder: &mut R, role: Role, about: impl FnOnce() -> (Value, Arc<str>)) -> FactId {
    recorder.fact(|| {
        let (value, place) = about();
        Fact { role, how: How::Given { text: value.to_exact_text().into() }, value, place }
    })
}

/// How many months of the calendar were served from behind the month `earned` to `until`, that day included.
pub(super) fn served_months(calendar: Calendar, earned: Month, until: Date, months: Months) -> i32 {
    let last = match months {
        Months::Completed => calendar.month_of(until.plus_days(1)).plus(-1),
        Months::Begun => calendar.month_of(until),
    };
    last.0.saturating_sub(earned.0).max(0)
}

/// How many civil months were served from behind `from`, the last day of one, to `until`, that day included.
pub(crate) fn served(from: Date, until: Date, months: Months) -> i32 {
    let (first, behind) = (from.plus_days(1), until.plus_days(1));
    if behind <= first {
        return 0;
    }
    match months {
        Months::Completed => first.months_until(behind),
        Months::Begun => first.months_until(until).saturating_add(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_completed_or_begun() {
        let day = |text| Date::parse(text).expect("a day");
        let earned = Month::new(2026, 2);
        let served = |until| {
            [Months::Completed, Months::Begun].map(|months| {
                let served = served(day("2026-02-28"), day(until), months);
                assert_eq!(served_months(Calendar::default(), earned, day(until), months), served, "{until}");
                served
            })
        };
        assert_eq!(served("2026-02-27"), [0, 0]);
        assert_eq!(served("2026-02-28"), [0, 0]);
        assert_eq!(served("2026-03-01"), [0, 1]);
        assert_eq!(served("2026-03-30"), [0, 1]);
        assert_eq!(served("2026-03-31"), [1, 1]);
        assert_eq!(served("2027-02-28"), [12, 12]);
        assert_eq!(served("2025-06-30"), [0, 0]);
    }

    #[test]
    fn months_of_weeks_are_those_of_the_calendar() {
        use attain_rules::weeks::{WeekPattern, Weekday, Weeks, YearBegins};
        let weeks = Weeks {
            pattern: WeekPattern::FiveFourFour,
            first_day: Weekday::Tuesday,
            year_begins: YearBegins::Nearest,
            before_week_53: 2,
        };
        let calendar = Calendar { weeks: Some(weeks), ..Calendar::default() };
        let served = |until| {
            let until = Date::parse(until).expect("a day");
            [Months::Completed, Months::Begun].map(|months| served_months(calendar, Month::new(2026, 7), until, months))
        };
        // August has four weeks, from the 4th to the 31st.
        assert_eq!(served("2026-08-03"), [0, 0]);
        assert_eq!(served("2026-08-04"), [0, 1]);
        assert_eq!(served("2026-08-30"), [0, 1]);
        assert_eq!(served("2026-08-31"), [1, 1]);
        assert_eq!(served("2026-09-01"), [1, 2]);
    }
}
