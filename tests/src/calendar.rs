//! Days, months and periods of the auditor's own: nothing here is shared with the engine.

/// A day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i64);

impl Day {
    /// The day `day` of `month` (a count of months since year 0).
    #[must_use]
    pub fn of(month: Month, day: i64) -> Self {
        month.first_day().plus(day - 1)
    }

    /// So many days later.
    #[must_use]
    pub const fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// The month that holds it.
    #[must_use]
    pub fn month(self) -> Month {
        let mut month = Month(i32::try_from(self.0 / 31 + 1970 * 12 - 24).expect("a day of this era"));
        while month.plus(1).first_day() <= self {
            month = month.plus(1);
        }
        month
    }

    /// `2026-03-31`.
    #[must_use]
    pub fn text(self) -> String {
        let month = self.month();
        format!("{}-{:02}", month.text(), self.0 - month.first_day().0 + 1)
    }
}

/// A month, counted from year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(pub i32);

impl Month {
    /// Month 1 to 12 of `year`.
    #[must_use]
    pub const fn new(year: i32, month: i32) -> Self {
        Self(year * 12 + month - 1)
    }

    /// So many months later.
    #[must_use]
    pub const fn plus(self, months: i32) -> Self {
        Self(self.0 + months)
    }

    /// Its first day.
    #[must_use]
    pub fn first_day(self) -> Day {
        let (year, month) = (i64::from(self.0.div_euclid(12)), self.0.rem_euclid(12));
        let mut days = 365 * (year - 1970) + leap_days_before(year) - leap_days_before(1970);
        for before in 0..month {
            days += days_in(year, before);
        }
        Day(days)
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> Day {
        self.plus(1).first_day().plus(-1)
    }

    /// `2026-03`.
    #[must_use]
    pub fn text(self) -> String {
        format!("{:04}-{:02}", self.0.div_euclid(12), self.0.rem_euclid(12) + 1)
    }
}

fn leap_days_before(year: i64) -> i64 {
    let years = year - 1;
    years / 4 - years / 100 + years / 400
}

fn days_in(year: i64, month_from_zero: i32) -> i64 {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month_from_zero {
        1 if leap => 29,
        1 => 28,
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    }
}

/// How long a period is, in months: 1, 3, 6 or 12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Length(pub i32);

impl Length {
    /// Shortest first.
    pub const ALL: [Self; 4] = [Self(1), Self(3), Self(6), Self(12)];

    /// `month`, `quarter`, `half`, `year`.
    #[must_use]
    pub fn word(self) -> &'static str {
        ["month", "quarter", "half", "year"][self.place()]
    }

    /// `monthly`, `quarterly`, `half_yearly`, `yearly`.
    #[must_use]
    pub fn adverb(self) -> &'static str {
        ["monthly", "quarterly", "half_yearly", "yearly"][self.place()]
    }

    fn place(self) -> usize {
        Self::ALL.iter().position(|length| *length == self).expect("a length of a period")
    }
}

/// The first month of the period of `length` that holds `month`, in years that start with month `year_starts`.
#[must_use]
pub fn period_start(month: Month, length: Length, year_starts: i32) -> Month {
    month.plus(-(month.0 - (year_starts - 1)).rem_euclid(length.0))
}

/// `2026-03`, `2026-Q1`, `2026-H1` or `2026`, for the period that starts with `first`.
#[must_use]
pub fn label(first: Month, length: Length, year_starts: i32) -> String {
    let year = period_start(first, Length(12), year_starts);
    let number = (first.0 - year.0) / length.0 + 1;
    let year = year.0.div_euclid(12);
    match length.0 {
        1 => first.text(),
        3 => format!("{year:04}-Q{number}"),
        6 => format!("{year:04}-H{number}"),
        _ => format!("{year:04}"),
    }
}

/// Which days months have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Month with which years start.
    pub year_starts: i32,
    /// Of which weeks years consist, where their months are not those of the civil calendar.
    pub weeks: Option<Weeks>,
}

/// Years of whole weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weeks {
    /// Weeks of the three months of a quarter.
    pub of_quarter: [i64; 3],
    /// The day with which weeks begin; Monday is 0.
    pub first_day: i64,
    /// Where years begin.
    pub begins: Begins,
    /// The month, 1 to 12, that has the 53rd week of years that have one.
    pub long: i32,
}

/// Where years of weeks begin, as seen from the first day of their first month's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum Begins {
    Nearest,
    OnOrBefore,
    OnOrAfter,
}

impl Calendar {
    /// Years that start with this month, of civil months.
    #[must_use]
    pub const fn civil(year_starts: i32) -> Self {
        Self { year_starts, weeks: None }
    }

    /// The first day of a month: week after week from the start of its year.
    #[must_use]
    pub fn first_day(self, month: Month) -> Day {
        let Some(weeks) = self.weeks else { return month.first_day() };
        let year = period_start(month, Length(12), self.year_starts);
        let mut day = weeks.year_from(year);
        let is_long = weeks.year_from(year.plus(12)) == day.plus(53 * 7);
        for (before, number) in (year.0..month.0).map(Month).zip([0, 1, 2].into_iter().cycle()) {
            day = day.plus(7 * weeks.of_quarter[number]);
            if is_long && before.0.rem_euclid(12) + 1 == weeks.long {
                day = day.plus(7);
            }
        }
        day
    }

    /// The last day of a month.
    #[must_use]
    pub fn last_day(self, month: Month) -> Day {
        self.first_day(month.plus(1)).plus(-1)
    }

    /// The month that holds a day.
    #[must_use]
    pub fn month(self, day: Day) -> Month {
        let mut month = day.month().plus(-2);
        while self.first_day(month.plus(1)) <= day {
            month = month.plus(1);
        }
        month
    }
}

impl Weeks {
    /// The first day of the year whose first month this is.
    fn year_from(self, start: Month) -> Day {
        let first = start.first_day();
        // 1970-01-01 was a Thursday.
        let begins_weeks = |day: &Day| (day.0 + 3).rem_euclid(7) == self.first_day;
        let before = (0..7).map(|back| first.plus(-back)).find(begins_weeks).expect("one day of seven");
        let after = (0..7).map(|on| first.plus(on)).find(begins_weeks).expect("one day of seven");
        match self.begins {
            Begins::OnOrBefore => before,
            Begins::OnOrAfter => after,
            Begins::Nearest if first.0 - before.0 < after.0 - first.0 => before,
            Begins::Nearest => after,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_periods_have_the_names_that_people_use() {
        assert_eq!(Day(0).text(), "1970-01-01");
        assert_eq!(Month::new(2024, 2).last_day().text(), "2024-02-29");
        assert_eq!(Month::new(2026, 12).last_day().text(), "2026-12-31");
        assert_eq!(Day::of(Month::new(2026, 7), 15).text(), "2026-07-15");
        let april = period_start(Month::new(2026, 3), Length(12), 4);
        assert_eq!(april.text(), "2025-04");
        assert_eq!(label(Month::new(2027, 1), Length(3), 4), "2026-Q4");
    }

    /// The year 2023 of the National Retail Federation's calendar: 53 weeks from January 29th.
    #[test]
    fn years_of_weeks_begin_where_retailers_say() {
        let weeks = Weeks { of_quarter: [4, 5, 4], first_day: 6, begins: Begins::Nearest, long: 1 };
        let retail = Calendar { year_starts: 2, weeks: Some(weeks) };
        let first = |year, month| retail.first_day(Month::new(year, month)).text();
        assert_eq!(first(2023, 2), "2023-01-29");
        assert_eq!(first(2023, 3), "2023-02-26");
        assert_eq!(first(2023, 12), "2023-11-26");
        assert_eq!(first(2024, 1), "2023-12-31");
        assert_eq!(first(2024, 2), "2024-02-04");
        assert_eq!(retail.last_day(Month::new(2024, 1)).text(), "2024-02-03");
        assert_eq!(retail.month(Day::of(Month::new(2024, 2), 3)).text(), "2024-01");
        assert_eq!(retail.month(Day::of(Month::new(2024, 2), 4)).text(), "2024-02");
    }
}
