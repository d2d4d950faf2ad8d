//! Periods: months, quarters, halves and years with any fiscal start.
//!
//! Every period is a run of whole months. Which days a month has, the [`Calendar`](crate::calendar::Calendar) says.

use crate::both;
use crate::date::{Date, DateRange};
use crate::text::Text;

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

    /// What people call it.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::Month => both!("month", "月"),
            Self::Quarter => both!("quarter", "季度"),
            Self::Half => both!("half", "半年"),
            Self::Year => both!("year", "年"),
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

/// A month of the company's calendar as a count of months since year 0. It bears the name of a month of the civil calendar; its days
/// may be others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(pub i32);

impl Month {
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

    /// The first day of the civil calendar's month of this name.
    pub(crate) fn civil_first(self) -> Date {
        let (year, month) = self.year_month();
        let outside = if year < 1 { DateRange::BEGINNING.plus_days(-366) } else { DateRange::FOREVER.plus_days(1) };
        Date::new(year, month, 1).unwrap_or(outside)
    }

    /// `count` months later.
    #[must_use]
    pub const fn plus(self, count: i32) -> Self {
        Self(self.0.saturating_add(count))
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

    /// The period of the same length `count` periods later (earlier when negative).
    #[must_use]
    pub const fn plus(self, count: i32) -> Self {
        Self { first: self.first.plus(count.saturating_mul(self.length.months())), length: self.length }
    }

    /// Its months by name, whatever the calendar: `2026-03`, or `2026-01..2026-03` from its first to its last month.
    #[must_use]
    pub fn months(self) -> String {
        let label = |month: Month| {
            let (year, month) = month.year_month();
            format!("{year:04}-{month:02}")
        };
        if self.length == PeriodLength::Month {
            return label(self.first);
        }
        format!("{}..{}", label(self.first), label(self.last()))
    }

    /// Does it hold all months of `other`?
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        self.first <= other.first && other.last() <= self.last()
    }
}
