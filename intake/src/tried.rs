//! Which months the check tries: those of which the data tell.

use attain_rules::company::Company;
use attain_rules::date::DateRange;
use attain_rules::period::{Month, Period, PeriodLength};

use crate::folder::Folder;

/// Most months that the check tries.
const MOST_MONTHS: i32 = 120;

/// The first and the last of some months.
type Months = (Month, Month);

/// The months that the check tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The first of them.
    pub first: Month,
    /// The last of them.
    pub last: Month,
    /// Do the data tell of months before them, which are too many to be tried?
    pub is_cut: bool,
}

impl Folder {
    /// The months that the check tries, once [`Folder::check_transactions`] has seen the transactions. They begin with the first
    /// of which transactions, metrics or quotas tell, and end with the last of which transactions or metrics tell, or with the
    /// company's period, whichever is later. Where nobody tells of any and there is no such period, it is the first year of the
    /// plans. Nothing where there are no plans.
    #[must_use]
    pub fn tried(&self, company: &Company) -> Option<Tried> {
        let calendar = company.calendar;
        let begun = self.plans.iter().map(|plan| plan.effective.first).min().map(|day| calendar.month_of(day));
        let ended = self.plans.iter().map(|plan| plan.effective.last).max().map(|day| calendar.month_of(day));
        let within = begun.zip(ended);
        let inside = |(first, last): Months| {
            let (begun, ended) = within?;
            Some((first.max(begun), last.min(ended))).filter(|(first, last)| first <= last)
        };
        let of = |period: Period| (period.first, period.last());
        let transacted =
            self.transacted.map(|DateRange { first, last }| (calendar.month_of(first), calendar.month_of(last)));
        let metrics = self.inputs.metrics.iter().map(|row| of(row.period));
        let happened = metrics.chain(transacted).filter_map(inside).reduce(both);
        let quotas = self.inputs.quotas.iter().filter_map(|row| inside(of(row.period))).reduce(both);
        let first_year = || {
            let begun = begun?;
            inside((begun, calendar.period_of(begun, PeriodLength::Year).last()))
        };
        // Quotas are stated ahead of time: they open the stretch and do not close it.
        let opened = |(first, last): Months| (quotas.map_or(first, |(told, _)| told.min(first)), last);
        let (first, last) = match company.period {
            Some(period) => opened(happened.into_iter().fold(of(period), both)),
            None => happened.map(opened).or(quotas).or_else(first_year)?,
        };
        let earliest = last.plus(1 - MOST_MONTHS);
        Some(Tried { first: first.max(earliest), last, is_cut: first < earliest })
    }
}

fn both(one: Months, other: Months) -> Months {
    (one.0.min(other.0), one.1.max(other.1))
}
