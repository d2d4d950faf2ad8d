//! [`Turn`]: one member's turn at one component, and the days that its windows mean.

use attain_rules::calendar::Calendar;
use attain_rules::date::{Date, DateRange};
use attain_rules::formula::expression::{Reach, Window};
use attain_rules::period::{Period, PeriodLength};
use attain_rules::plan::{Accumulate, Plan};

use crate::inputs::ParticipantIndex;
use crate::roster::{Member, Series};
use crate::timeline::common_days;

/// One member's turn at one component of one plan version, up to one day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn<'a> {
    pub plan_place: usize,
    pub plan: &'a Plan,
    pub series: &'a Series<'a>,
    pub member_place: usize,
    pub calendar: Calendar,
    /// The period for which it is earned.
    pub period: Period,
    /// The stretch through which the amount runs, up to the last day that counts.
    pub own: DateRange,
}

impl<'a> Turn<'a> {
    pub(crate) fn member(&self) -> Option<&'a Member<'a>> {
        self.series.members.get(self.member_place)
    }

    pub(crate) fn participant(&self) -> ParticipantIndex {
        self.member().map_or(ParticipantIndex(u32::MAX), |member| member.participant)
    }

    /// The last day that counts.
    pub(crate) fn end(&self) -> Date {
        self.own.last
    }

    /// All days of the period.
    pub(crate) fn whole(&self) -> DateRange {
        self.calendar.days(self.period)
    }

    /// The period's days, as far as they count.
    pub(crate) fn period_days(&self) -> DateRange {
        let days = self.whole();
        DateRange { first: days.first, last: days.last.min(self.end()) }
    }

    /// The days that `window` means.
    pub(crate) fn days(&self, window: Window) -> DateRange {
        let calendar = self.calendar;
        let back = i32::from(window.back);
        match window.reach {
            Reach::Own if back == 0 => self.own,
            Reach::Own | Reach::Period if back > 0 => calendar.days(self.period.plus(back.saturating_neg())),
            Reach::Own | Reach::Period => self.period_days(),
            Reach::Whole(length) => {
                let whole = calendar.period_of(self.period.last(), length).plus(back.saturating_neg());
                self.until_end(calendar.days(whole), back)
            }
            Reach::ToDate(length) => {
                let whole = calendar.period_of(self.period.last(), length).plus(back.saturating_neg());
                let last = self.shifted_end(back.saturating_mul(length.months()));
                DateRange { first: calendar.first_day(whole.first), last }
            }
            Reach::PlanToDate => DateRange { first: self.series.effective.first, last: self.end() },
            Reach::Rolling(count) => {
                let last = self.period.plus(back.saturating_mul(i32::from(count)).saturating_neg());
                let first = last.plus(i32::from(count).saturating_sub(1).saturating_neg());
                self.until_end(calendar.days_of(first.first, last.last()), back)
            }
        }
    }

    /// The days as those think who state KPIs: a plan that begins or ends in the middle of a period still means the figure
    /// for that period.
    pub(crate) fn whole_periods(&self, days: DateRange) -> DateRange {
        let last = if days.last == self.end() { self.whole().last } else { days.last };
        DateRange { first: self.calendar.first_day(self.calendar.month_of(days.first)), last }
    }

    /// Windows that reach up to now end with the last day that counts.
    fn until_end(&self, days: DateRange, back: i32) -> DateRange {
        if back == 0 { DateRange { first: days.first, last: days.last.min(self.end()) } } else { days }
    }

    /// The last day that counts, so many whole months before.
    fn shifted_end(&self, months: i32) -> Date {
        if months == 0 { self.end() } else { self.calendar.last_day(self.period.last().plus(months.saturating_neg())) }
    }
}

/// The first day of the stretch through which an amount runs.
pub(crate) fn stretch_start(accumulate: Accumulate, period: Period, series: &Series<'_>, calendar: Calendar) -> Date {
    match accumulate {
        Accumulate::No => calendar.first_day(period.first),
        Accumulate::Through(length) => calendar.first_day(calendar.period_of(period.last(), length).first),
        Accumulate::Plan => series.effective.first,
    }
}

/// The days of a period on which a version is in force.
pub(crate) fn version_days(plan: &Plan, period: Period, calendar: Calendar) -> DateRange {
    common_days(calendar.days(period), plan.effective)
}

/// `2026-01..2026-03`, or days where the window does not consist of whole months.
pub(crate) fn window_label(days: DateRange, calendar: Calendar) -> String {
    let (first, last) = (calendar.month_of(days.first), calendar.month_of(days.last));
    if calendar.days_of(first, last) != days {
        return format!("{}..{}", days.first, days.last);
    }
    for length in PeriodLength::ALL {
        let period = calendar.period_of(first, length);
        if period.first == first && period.last() == last {
            return calendar.label(period);
        }
    }
    let label = |first| calendar.label(Period { first, length: PeriodLength::Month });
    format!("{}..{}", label(first), label(last))
}
