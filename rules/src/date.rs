//! [`Date`]: a civil day, as a count of days, so that comparing and finding a period cost nothing.

use std::fmt;

/// A day of the proleptic Gregorian calendar, between the years 1 and 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Days since 1970-01-01.
    days: i32,
}

const DAYS_BEFORE_MONTH: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days of a month; zero for a month that does not exist.
#[must_use]
pub const fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

impl Date {
    /// The day, if the calendar has it.
    #[must_use]
    #[expect(clippy::arithmetic_side_effects, reason = "years and months were just limited; nothing here can overflow")]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        if !(1..=9999).contains(&year) || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        let before_month = *DAYS_BEFORE_MONTH.get(usize::from(month) - 1)?;
        let years = year - 1;
        let leap_day = i32::from(month > 2 && is_leap(year));
        let days = years * 365 + years / 4 - years / 100 + years / 400 + before_month + leap_day + i32::from(day) - 1;
        Some(Self { days: days - 719_162 })
    }

    /// Reads `2026-03-31`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else { return None };
        let digit = |byte: &u8| byte.is_ascii_digit().then(|| i32::from(byte.wrapping_sub(b'0')));
        let two = |a: &u8, b: &u8| Some(digit(a)?.wrapping_mul(10).wrapping_add(digit(b)?));
        let year = two(y1, y2)?.wrapping_mul(100).wrapping_add(two(y3, y4)?);
        Self::new(year, u8::try_from(two(m1, m2)?).ok()?, u8::try_from(two(d1, d2)?).ok()?)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn day_number(self) -> i32 {
        self.days
    }

    /// The day `days` later (earlier when negative).
    #[must_use]
    pub const fn plus_days(self, days: i32) -> Self {
        Self { days: self.days.saturating_add(days) }
    }

    /// The same day of the month `months` later (earlier when negative), or that month's last day where it is shorter. `None`
    /// outside the years 1 to 9999.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Option<Self> {
        let (year, month, day) = self.year_month_day();
        let count = year.checked_mul(12)?.checked_add(i32::from(month))?.checked_sub(1)?.checked_add(months)?;
        let (year, month) = (count.div_euclid(12), u8::try_from(count.rem_euclid(12)).ok()?.checked_add(1)?);
        Self::new(year, month, day.min(days_in_month(year, month)))
    }

    /// How many whole months lie between this day and `later`: the most that [`Date::plus_months`] can go without passing it.
    /// Negative where `later` is earlier.
    #[must_use]
    pub fn months_until(self, later: Self) -> i32 {
        if later < self {
            return later.months_until(self).saturating_neg();
        }
        let ((from_year, from_month, _), (year, month, _)) = (self.year_month_day(), later.year_month_day());
        let years = year.saturating_sub(from_year).saturating_mul(12);
        let months = years.saturating_add(i32::from(month)).saturating_sub(i32::from(from_month));
        let passes = self.plus_months(months).is_none_or(|day| day > later);
        months.saturating_sub(i32::from(passes))
    }

    /// Year, month and day.
    #[must_use]
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "the well-known civil-from-days arithmetic; all values are small"
    )]
    pub fn year_month_day(self) -> (i32, u8, u8) {
        let shifted = i64::from(self.days) + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (i32::try_from(year).unwrap_or(0), u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.year_month_day();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Days from `first` to `last`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateRange {
    /// First day.
    pub first: Date,
    /// Last day; [`DateRange::FOREVER`] when nothing ends it.
    pub last: Date,
}

impl DateRange {
    /// The last day that there is.
    pub const FOREVER: Date = Date { days: 2_932_896 };
    /// The first day that there is.
    pub const BEGINNING: Date = Date { days: -719_162 };

    /// Is `date` one of the days?
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.first <= date && date <= self.last
    }

    /// Is any day in both?
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// The days that are in both.
    #[must_use]
    pub fn within(self, other: Self) -> Option<Self> {
        let both = Self { first: self.first.max(other.first), last: self.last.min(other.last) };
        (both.first <= both.last).then_some(both)
    }

    /// From the first day of either to the last of either.
    #[must_use]
    pub fn around(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        let mut expected = Date::new(1901, 1, 1).expect("a day");
        for year in 1901..2301 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month) {
                    let date = Date::new(year, month, day).expect("a day");
                    assert_eq!(date, expected);
                    assert_eq!(date.year_month_day(), (year, month, day));
                    assert_eq!(Date::parse(&date.to_string()), Some(date));
                    expected = expected.plus_days(1);
                }
            }
        }
        assert_eq!(Date::new(1970, 1, 1).map(Date::day_number), Some(0));
        assert_eq!(Date::new(9999, 12, 31), Some(DateRange::FOREVER));
        assert_eq!(Date::new(1, 1, 1), Some(DateRange::BEGINNING));
    }

    #[test]
    fn months_are_counted_when_they_are_completed() {
        let day = |text| Date::parse(text).expect("a day");
        for (from, to, months) in [
            ("2026-01-15", "2026-02-14", 0),
            ("2026-01-15", "2026-02-15", 1),
            ("2026-01-31", "2026-02-27", 0),
            ("2026-01-31", "2026-02-28", 1),
            ("2024-02-29", "2025-02-28", 12),
            ("2026-01-01", "2026-12-31", 11),
            ("2026-03-31", "2026-01-31", -2),
            ("2026-03-01", "2026-01-31", -1),
            ("2026-01-31", "2026-01-31", 0),
        ] {
            assert_eq!(day(from).months_until(day(to)), months, "{from} to {to}");
        }
        for (from, months, to) in [
            ("2026-01-31", 1, "2026-02-28"),
            ("2024-01-31", 1, "2024-02-29"),
            ("2026-03-31", -1, "2026-02-28"),
            ("2026-11-15", 14, "2028-01-15"),
        ] {
            assert_eq!(day(from).plus_months(months), Some(day(to)), "{from} and {months}");
        }
        assert_eq!(day("9999-12-01").plus_months(1), None);
        assert_eq!(day("0001-01-01").plus_months(-1), None);
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "0000-01-01",
            "2026-1-01",
            "2026/01/01",
            "２026-01-01",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert!(Date::parse("2024-02-29").is_some());
    }
}
