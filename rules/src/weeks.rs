//! [`Weeks`]: fiscal years of whole weeks, such as 4-4-5.

use crate::date::Date;
use crate::period::Month;

/// Days of a week.
const WEEK: i32 = 7;

/// Weeks of a quarter.
const QUARTER: i32 = 13;

/// Years of 52 or 53 whole weeks, whose quarters have months of 4 and 5 weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weeks {
    /// Weeks of each quarter's months.
    pub pattern: WeekPattern,
    /// The day with which weeks, months and years begin.
    pub first_day: Weekday,
    /// With which of these days a year begins.
    pub year_begins: YearBegins,
    /// How many months of the year lie before the one that has the 53rd week, in years that have one.
    pub before_week_53: u8,
}

/// Weeks of the three months of a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeekPattern {
    /// 4, 4 and 5.
    FourFourFive,
    /// 4, 5 and 4.
    FourFiveFour,
    /// 5, 4 and 4.
    FiveFourFour,
}

/// Day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weekday {
    /// First day by ISO 8601.
    Monday,
    /// Second day.
    Tuesday,
    /// Third day.
    Wednesday,
    /// Fourth day.
    Thursday,
    /// Fifth day.
    Friday,
    /// Sixth day.
    Saturday,
    /// Seventh day.
    Sunday,
}

/// Where a year begins, as seen from the first day of the civil month with which it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearBegins {
    /// On the weekday that is nearest to it.
    Nearest,
    /// On the last such weekday up to it.
    OnOrBefore,
    /// On the first such weekday from it on.
    OnOrAfter,
}

impl Weeks {
    /// The first day of the year that starts with the month `start`.
    pub(crate) fn year_from(self, start: Month) -> Date {
        let first = start.civil_first();
        // 1970-01-01 was a Thursday.
        let weekday = first.day_number().saturating_add(Weekday::Thursday as i32);
        let back = weekday.saturating_sub(self.first_day as i32).rem_euclid(WEEK);
        let before = match self.year_begins {
            YearBegins::Nearest => back <= 3,
            YearBegins::OnOrBefore => true,
            YearBegins::OnOrAfter => back == 0,
        };
        first.plus_days(if before { back.saturating_neg() } else { WEEK.saturating_sub(back) })
    }

    /// The first day of a month of the year that starts with the month `start`; `place` months of it lie before.
    pub(crate) fn month_from(self, start: Month, place: i32) -> Date {
        self.year_from(start).plus_days(self.weeks_before(start, place).saturating_mul(WEEK))
    }

    /// How many months of the year that starts with the month `start` lie before the one that holds `date`.
    pub(crate) fn month_at(self, start: Month, date: Date) -> i32 {
        (1..12).take_while(|place| self.month_from(start, *place) <= date).last().unwrap_or(0)
    }

    /// Weeks of the year before a month of it.
    fn weeks_before(self, start: Month, place: i32) -> i32 {
        let of_quarter = match (self.pattern, place.rem_euclid(3)) {
            (_, 0) => 0,
            (WeekPattern::FiveFourFour, 1) => 5,
            (WeekPattern::FourFourFive | WeekPattern::FourFiveFour, 1) => 4,
            (WeekPattern::FourFourFive, _) => 8,
            (WeekPattern::FourFiveFour | WeekPattern::FiveFourFour, _) => 9,
        };
        let long = place > i32::from(self.before_week_53) && self.is_long(start);
        place.div_euclid(3).saturating_mul(QUARTER).saturating_add(of_quarter).saturating_add(i32::from(long))
    }

    /// Has the year that starts with the month `start` 53 weeks?
    fn is_long(self, start: Month) -> bool {
        let (this, next) = (self.year_from(start), self.year_from(start.plus(12)));
        next.day_number().saturating_sub(this.day_number()) > QUARTER.saturating_mul(4).saturating_mul(WEEK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::period::{Period, PeriodLength};

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a day")
    }

    /// The calendar of the American retail federation: years end on the Saturday that is nearest to the end of January.
    const RETAIL: Calendar = Calendar {
        year_starts: 2,
        weeks: Some(Weeks {
            pattern: WeekPattern::FourFiveFour,
            first_day: Weekday::Sunday,
            year_begins: YearBegins::Nearest,
            before_week_53: 11,
        }),
    };

    #[test]
    fn retail_years_begin_as_they_were_published() {
        for (label, first, last) in [
            ("2022", "2022-01-30", "2023-01-28"),
            // A year of 53 weeks.
            ("2023", "2023-01-29", "2024-02-03"),
            ("2024", "2024-02-04", "2025-02-01"),
            ("2025", "2025-02-02", "2026-01-31"),
            ("2024-02", "2024-02-04", "2024-03-02"),
            ("2024-03", "2024-03-03", "2024-04-06"),
            ("2024-01", "2023-12-31", "2024-02-03"),
            ("2025-Q4", "2025-11-02", "2026-01-31"),
        ] {
            let days = RETAIL.days(RETAIL.parse(label).expect("a period"));
            assert_eq!((days.first, days.last), (day(first), day(last)), "{label}");
        }
    }

    #[test]
    fn weeks_that_begin_on_the_monday_nearest_to_new_year_are_those_of_iso_8601() {
        let weeks = Weeks { first_day: Weekday::Monday, ..RETAIL.weeks.expect("weeks") };
        for (year, first, long) in [
            (2024, "2024-01-01", false),
            (2025, "2024-12-30", false),
            (2026, "2025-12-29", true),
            (2027, "2027-01-04", false),
            (2032, "2031-12-29", true),
        ] {
            let start = Month::new(year, 1);
            assert_eq!((weeks.year_from(start), weeks.is_long(start)), (day(first), long), "{year}");
        }
    }

    #[test]
    fn every_day_falls_into_one_month_and_the_months_into_one_another() {
        let patterns = [WeekPattern::FourFourFive, WeekPattern::FourFiveFour, WeekPattern::FiveFourFour];
        let begins = [YearBegins::Nearest, YearBegins::OnOrBefore, YearBegins::OnOrAfter];
        for (pattern, year_begins, before_week_53, year_starts) in patterns
            .into_iter()
            .flat_map(|pattern| begins.map(|begins| (pattern, begins)))
            .flat_map(|(pattern, begins)| [0, 5, 11].map(|place| (pattern, begins, place)))
            .flat_map(|(pattern, begins, place)| [1, 2, 10, 12].map(|month| (pattern, begins, place, month)))
        {
            let weeks = Weeks { pattern, first_day: Weekday::Saturday, year_begins, before_week_53 };
            let calendar = Calendar { year_starts, weeks: Some(weeks) };
            let mut month = Month::new(2019, year_starts);
            let mut date = calendar.first_day(month);
            let end = day("2041-03-01");
            while date < end {
                let (first, last) = (calendar.first_day(month), calendar.last_day(month));
                let length = last.day_number() - first.day_number() + 1;
                assert!([28, 35, 42].contains(&length), "{length} days in {month:?} of {calendar:?}");
                while date <= last {
                    assert_eq!(calendar.month_of(date), month, "{date} in {calendar:?}");
                    date = date.plus_days(1);
                }
                month = month.plus(1);
            }
            for length in PeriodLength::ALL {
                let period = calendar.period_of(Month::new(2026, 7), length);
                assert_eq!(calendar.days(period).last.plus_days(1), calendar.days(period.plus(1)).first);
                assert_eq!(calendar.parse(&calendar.label(period)), Some(period));
            }
        }
    }

    #[test]
    fn the_ends_of_time_have_a_month() {
        use crate::date::DateRange;
        for calendar in [Calendar::default(), RETAIL] {
            for date in [DateRange::BEGINNING, DateRange::FOREVER] {
                let month = calendar.month_of(date);
                let days = calendar.days(Period { first: month, length: PeriodLength::Month });
                assert!(days.contains(date), "{date} in {days:?}");
            }
        }
    }
}
