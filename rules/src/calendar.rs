//! [`Calendar`]: the company's fiscal calendar: which days a period has, and what it is called.
//!
//! A day falls into exactly one period of each length. A fiscal year bears the number of the calendar year of its first month's
//! name.

use crate::date::{Date, DateRange};
use crate::period::{Month, Period, PeriodLength};
use crate::weeks::Weeks;

/// The company's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Month with which a fiscal year starts, 1 to 12.
    pub year_starts: u8,
    /// Of how many weeks its months consist; `None` where they are those of the civil calendar.
    pub weeks: Option<Weeks>,
}

impl Default for Calendar {
    fn default() -> Self {
        Self { year_starts: 1, weeks: None }
    }
}

impl Calendar {
    /// The month that holds `date`.
    #[must_use]
    pub fn month_of(self, date: Date) -> Month {
        let (year, month, _) = date.year_month_day();
        let civil = Month::new(year, month);
        let Some(weeks) = self.weeks else { return civil };
        // Years of weeks begin less than a week beside those of months.
        let near = self.year_start(civil);
        let begun = |start: &Month| weeks.year_from(*start) <= date;
        let start = [near.plus(12), near].into_iter().find(begun).unwrap_or(near.plus(-12));
        start.plus(weeks.month_at(start, date))
    }

    /// The first day of a month.
    #[must_use]
    pub fn first_day(self, month: Month) -> Date {
        match self.weeks {
            None => month.civil_first(),
            Some(weeks) => {
                let start = self.year_start(month);
                weeks.month_from(start, month.0.saturating_sub(start.0))
            }
        }
    }

    /// The last day of a month.
    #[must_use]
    pub fn last_day(self, month: Month) -> Date {
        self.first_day(month.plus(1)).plus_days(-1).min(DateRange::FOREVER)
    }

    /// The days of a period.
    #[must_use]
    pub fn days(self, period: Period) -> DateRange {
        self.days_of(period.first, period.last())
    }

    /// The days of the months from `first` to `last`.
    #[must_use]
    pub fn days_of(self, first: Month, last: Month) -> DateRange {
        DateRange { first: self.first_day(first), last: self.last_day(last) }
    }

    /// The first month of the fiscal year that holds `month`.
    fn year_start(self, month: Month) -> Month {
        self.period_of(month, PeriodLength::Year).first
    }

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
            let calendar = Calendar { year_starts, weeks: None };
            for month in Month::new(2023, 1).0..Month::new(2033, 1).0 {
                for length in PeriodLength::ALL {
                    let period = calendar.period_of(Month(month), length);
                    assert!(period.first <= Month(month) && Month(month) <= period.last());
                    assert_eq!(calendar.parse(&calendar.label(period)), Some(period));
                    assert_eq!(calendar.period_of(period.last(), length), period);
                    assert_eq!(calendar.days(period).last.plus_days(1), calendar.days(period.plus(1)).first);
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
