//! [`Timeline`]: the days that a run looks at, cut into slots so that every window and every plan version is a run of whole
//! slots.

use std::collections::BTreeSet;
use std::ops::Range;

use attain_rules::calendar::Calendar;
use attain_rules::date::{Date, DateRange};
use attain_rules::period::Month;

/// Most days that a run may look at: a hundred years.
const MOST_DAYS: usize = 36_600;

/// The days that a run looks at.
#[derive(Clone, Debug)]
pub struct Timeline {
    days: DateRange,
    slot_of_day: Vec<u16>,
    slots: Vec<DateRange>,
}

impl Timeline {
    /// Months from `first` to `last`, cut at the month's ends and before each day of `cuts`.
    #[must_use]
    pub fn new(calendar: Calendar, first: Month, last: Month, cuts: impl IntoIterator<Item = Date>) -> Self {
        let days = calendar.days_of(first, last);
        let mut starts: BTreeSet<Date> = (first.0..=last.0).map(|month| calendar.first_day(Month(month))).collect();
        starts.extend(cuts.into_iter().filter(|cut| days.contains(*cut)));
        let starts: Vec<Date> = starts.into_iter().collect();
        let ends = starts.iter().skip(1).map(|start| start.plus_days(-1)).chain([days.last]);
        let slots: Vec<DateRange> = starts.iter().zip(ends).map(|(&first, last)| DateRange { first, last }).collect();
        let mut slot_of_day = Vec::new();
        for (number, slot) in slots.iter().enumerate() {
            let length = usize::try_from(day_count(*slot)).unwrap_or(0);
            let number = u16::try_from(number).unwrap_or(u16::MAX);
            slot_of_day.resize(slot_of_day.len().saturating_add(length).min(MOST_DAYS), number);
        }
        Self { days, slot_of_day, slots }
    }

    /// All days.
    #[must_use]
    pub const fn days(&self) -> DateRange {
        self.days
    }

    /// How many slots.
    #[must_use]
    pub fn slot_count(&self) -> usize {
        self.slots.len()
    }

    /// The slot that holds `date`.
    #[must_use]
    pub fn slot(&self, date: Date) -> Option<usize> {
        let offset = date.day_number().checked_sub(self.days.first.day_number())?;
        self.slot_of_day.get(usize::try_from(offset).ok()?).map(|slot| usize::from(*slot))
    }

    /// The slots of `days`; days outside the timeline hold nothing.
    #[must_use]
    pub fn slots_in(&self, days: DateRange) -> Range<usize> {
        if !days.overlaps(&self.days) || days.last < days.first {
            return 0..0;
        }
        let first = self.slot(days.first.max(self.days.first)).unwrap_or(0);
        let last = self.slot(days.last.min(self.days.last)).unwrap_or(0);
        first..last.saturating_add(1)
    }
}

/// How many days, both ends counted; zero when the range is empty.
#[must_use]
pub fn day_count(days: DateRange) -> i64 {
    i64::from(days.last.day_number()).saturating_sub(i64::from(days.first.day_number())).saturating_add(1).max(0)
}

/// The days that are in both.
#[must_use]
pub fn common_days(a: DateRange, b: DateRange) -> DateRange {
    DateRange { first: a.first.max(b.first), last: a.last.min(b.last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_falls_into_one_slot_and_cuts_start_slots() {
        let cut = Date::new(2026, 2, 15).expect("a day");
        let timeline = Timeline::new(Calendar::default(), Month::new(2026, 1), Month::new(2026, 3), [cut]);
        assert_eq!(timeline.slot_count(), 4);
        assert_eq!(timeline.slot(Date::new(2026, 2, 14).expect("a day")), Some(1));
        assert_eq!(timeline.slot(cut), Some(2));
        assert_eq!(timeline.slot(Date::new(2025, 12, 31).expect("a day")), None);
        assert_eq!(timeline.slot(Date::new(2026, 4, 1).expect("a day")), None);
        let february =
            DateRange { first: Date::new(2026, 2, 1).expect("a day"), last: Date::new(2026, 2, 28).expect("a day") };
        assert_eq!(timeline.slots_in(february), 1..3);
        let before =
            DateRange { first: Date::new(2025, 2, 1).expect("a day"), last: Date::new(2025, 2, 28).expect("a day") };
        assert_eq!(timeline.slots_in(before), 0..0);
    }
}
