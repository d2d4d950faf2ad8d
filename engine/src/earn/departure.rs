//! Who left: when and why, by which rule, for how many months before.

use std::sync::Arc;

use attain_rules::calendar::Calendar;
use attain_rules::date::Date;
use attain_rules::number::Number;
use attain_rules::period::{Month, Period, PeriodLength};
use attain_rules::plan::{ByReason, Months};
use attain_rules::source::Spanned;

use crate::context::{World, row_place};
use crate::fault::{Fault, Stop};
use crate::inputs::{Leave, Participant};
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::{Fact, FactId, How, Role};
use crate::turn::Turn;
use crate::value::Value;

/// A participant who left, and the calendar by which that is reckoned.
#[derive(Clone, Copy)]
pub(super) struct Departure<'a> {
    participant: &'a Participant,
    pub leave: &'a Leave,
    pub calendar: Calendar,
    pays: PeriodLength,
}

impl<'a> Departure<'a> {
    /// The turn's participant, where that one left.
    pub(super) fn of(world: &World<'a>, turn: Turn<'a>) -> Option<Self> {
        let participant = world.inputs.participant(turn.participant())?;
        let (calendar, pays) = (world.company.calendar, turn.plan.pays);
        participant.left.as_ref().map(|leave| Self { participant, leave, calendar, pays })
    }

    /// The rule for the reason; `back` is whether the rules are about what is taken back.
    ///
    /// # Errors
    /// [`Fault::NoLeaverRule`] where there is none.
    pub(super) fn rule<R>(self, rules: &ByReason<R>, back: bool) -> Result<&Spanned<R>, Stop> {
        let fault = || Fault::NoLeaverRule { reason: self.leave.because.clone(), back };
        rules.rule(self.leave.because.as_deref()).ok_or_else(|| Stop::Fault(fault(), Some(rules.span)))
    }

    /// The plan's period in which the leave settles what was earned: that of leaving, or that of earning, where it is later.
    pub(super) fn settled_in(self, earned_for: Period) -> Period {
        let month = self.calendar.month_of(self.leave.on).max(earned_for.last());
        self.calendar.period_of(month, self.pays)
    }

    /// The day on which the leave settles what was earned: that of leaving, or the end of `earned_for`, where it is later.
    pub(super) fn settled_on(self, earned_for: Month) -> Date {
        self.leave.on.max(self.calendar.last_day(earned_for))
    }

    /// Notes who left when and why, and which rule holds, by its word and place; gives the last day of work.
    pub(super) fn tell<R: Recorder>(
        self,
        recorder: &mut R,
        rule: impl FnOnce() -> Arc<str>,
        place: &Arc<str>,
    ) -> FactId {
        let row = || row_place(&self.participant.place);
        let left_on = given(recorder, Role::LeftOn, || (Value::Date(self.leave.on), row()));
        if let Some(because) = &self.leave.because {
            given(recorder, Role::LeftBecause, || (Value::Text(Arc::clone(because)), row()));
        }
        given(recorder, Role::LeaverRule, || (Value::Text(rule()), Arc::clone(place)));
        left_on
    }

    /// Notes how many months of the calendar were served behind a month, whose last day is told under a role.
    pub(super) fn tell_served<R: Recorder>(
        self,
        recorder: &mut R,
        (month, role): (Month, Role),
        until: FactId,
        months: Months,
    ) -> Noted {
        let calendar = self.calendar;
        let from = given(recorder, role, || (Value::Date(calendar.last_day(month)), Arc::default()));
        let served = Number::whole(served_months(calendar, month, self.leave.on, months).into());
        // Two days do not tell how many months of weeks lie between them.
        let how = |served: &Number| match calendar.weeks {
            None => How::Months { from, until, months },
            Some(_) => How::Given { text: served.to_exact_text().into() },
        };
        recorder.note(served.clone(), || (Role::Served, how(&served), Arc::default()))
    }
}

/// A fact that was given and is no number.
fn given<R: Recorder>(recorder: &mut R, role: Role, about: impl FnOnce() -> (Value, Arc<str>)) -> FactId {
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
