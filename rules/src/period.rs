//! Periods of the company's calendar: months, quarters, halves and years with any fiscal start.
//!
//! Every period is a run of whole months, so a day falls into exactly one period of each length. A fiscal year bears the
//! number of the calendar year in which it starts.

use crate::date::{Date, DateRange, days_in_month};

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodLength {
    /// One calendar month.
    Month,
    /// Three months from the start of the fiscal year.
    Quarter,
    /// Six months.
    Half,
    /// Twelve months.
    Year,
}

impl PeriodLength {
    /// Shortest first.
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::Half, Self::Year];

    /// How many months.
    #[must_use]
    pub const fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Half => 6,
            Self::Year => 12,
        }
    }

    /// The word that plans use: `month`, `quarter`, `half`, `year`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Year => "year",
        }
    }
}

/// A month as a count of months since year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(pub i32);

impl Month {
    /// The month that holds `date`.
    #[must_use]
    pub fn of(date: Date) -> Self {
        let (year, month, _) = date.year_month_day();
        Self::new(year, month)
    }

    /// The month `month` (1 to 12) of `year`.
    #[must_use]
    pub fn new(year: i32, month: u8) -> Self {
        Self(year.saturating_mul(12).saturating_add(i32::from(month)).saturating_sub(1))
    }

    /// Year, and month from 1 to 12.
    #[must_use]
    pub fn year_month(self) -> (i32, u8) {
        (self.0.div_euclid(12), u8::try_from(self.0.rem_euclid(12)).unwrap_or(0).saturating_add(1))
    }

    /// `count` months later.
    #[must_use]
    pub const fn plus(self, count: i32) -> Self {
        Self(self.0.saturating_add(count))
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Date {
        let (year, month) = self.year_month();
        Date::new(year, month, 1).unwrap_or(DateRange::BEGINNING)
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        let (year, month) = self.year_month();
        Date::new(year, month, days_in_month(year, month)).unwrap_or(DateRange::FOREVER)
    }
}

/// A period of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Its first month.
    pub first: Month,
    /// How long it is.
    pub length: PeriodLength,
}

impl Period {
    /// Its last month.
    #[must_use]
    pub const fn last(self) -> Month {
        self.first.plus(self.length.months().saturating_sub(1))
    }

    /// Its days.
    #[must_use]
    pub fn days(self) -> DateRange {
        DateRange { first: self.first.first_day(), last: self.last().last_day() }
    }

    /// The period of the same length `count` periods later (earlier when negative).
    #[must_use]
    pub const fn plus(self, count: i32) -> Self {
        Self { first: self.first.plus(count.saturating_mul(self.length.months())), length: self.length }
    }

    /// Does it hold all months of `other`?
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        self.first <= other.first && other.last() <= self.last()
    }
}

/// The company's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Month with which a fiscal year starts, 1 to 12.
    pub year_starts: u8,
}

impl Default for Calendar {
    fn default() -> Self {
        Self { year_starts: 1 }
    }
}

impl Calendar {
    /// The period of `length` that holds `month`.
    #[must_use]
    pub fn period_of(self, month: Month, length: PeriodLength) -> Period {
        let offset = i32::from(self.year_starts).saturating_sub(1);
        let into_year = month.0.saturating_sub(offset).rem_euclid(12);
        let into_period = into_year.checked_rem(length.months()).unwrap_or(0);
        Period { first: month.plus(into_period.saturating_neg()), length }
    }

    /// `2026-03`, `2026-Q1`, `2026-H1` or `2026`.
    #[must_use]
    pub fn label(self, period: Period) -> String {
        let year = self.period_of(period.first, PeriodLength::Year).first;
        let (number, _) = year.year_month();
        let into_year = period.first.0.saturating_sub(year.0);
        match period.length {
            PeriodLength::Month => {
                let (year, month) = period.first.year_month();
                format!("{year:04}-{month:02}")
            }
            PeriodLength::Quarter => format!("{number:04}-Q{}", into_year.div_euclid(3).saturating_add(1)),
            PeriodLength::Half => format!("{number:04}-H{}", into_year.div_euclid(6).saturating_add(1)),
            PeriodLength::Year => format!("{number:04}"),
        }
    }

    /// Reads what [`Calendar::label`] writes.
    #[must_use]
    pub fn parse(self, text: &str) -> Option<Period> {
        let (year, rest) = text.split_at_checked(4)?;
        if !year.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let year: i32 = year.parse().ok().filter(|year| *year > 0)?;
        let start = Month::new(year, self.year_starts);
        let part =
            |text: &str, most: i32| text.parse::<i32>().ok().filter(|n| (1..=most).contains(n) && text.len() == 1);
        if rest.is_empty() {
            return Some(Period { first: start, length: PeriodLength::Year });
        }
        let rest = rest.strip_prefix('-')?;
        if let Some(quarter) = rest.strip_prefix('Q') {
            let number = part(quarter, 4)?;
            return Some(Period {
                first: start.plus(number.saturating_sub(1).saturating_mul(3)),
                length: PeriodLength::Quarter,
            });
        }
        if let Some(half) = rest.strip_prefix('H') {
            let number = part(half, 2)?;
            return Some(Period {
                first: start.plus(number.saturating_sub(1).saturating_mul(6)),
                length: PeriodLength::Half,
            });
        }
        if rest.len() != 2 || !rest.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let month: u8 = rest.parse().ok().filter(|month| (1..=12).contains(month))?;
        Some(Period { first: Month::new(year, month), length: PeriodLength::Month })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_reads_back_under_every_fiscal_start() {
        for year_starts in 1..=12 {
            let calendar = Calendar { year_starts };
            for month in Month::new(2023, 1).0..Month::new(2033, 1).0 {
                for length in PeriodLength::ALL {
                    let period = calendar.period_of(Month(month), length);
                    assert!(period.first <= Month(month) && Month(month) <= period.last());
                    assert_eq!(calendar.parse(&calendar.label(period)), Some(period));
                    assert_eq!(calendar.period_of(period.last(), length), period);
                    assert_eq!(period.days().last.plus_days(1), period.plus(1).days().first);
                }
            }
        }
    }

    #[test]
    fn texts_that_are_no_period_are_refused() {
        for text in [
            "", "20", "2026-", "2026-Q5", "2026-Q0", "2026-H3", "2026-13", "2026-00", "2026-1", "2026Q1", "2026-Q01",
            "０026",
        ] {
            assert_eq!(Calendar::default().parse(text), None, "{text}");
        }
    }
}
