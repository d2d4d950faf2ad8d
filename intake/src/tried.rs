//! Which months the check tries: those of which the data tell.

use attain_rules::company::Company;
use attain_rules::date::DateRange;
use attain_rules::period::{Month, Period, PeriodLength};

use crate::folder::Folder;

/// Most months that the check tries.
const MOST_MONTHS: i32 = 120;

/// The first and the last of some months.
type Months = (Month, Month);

impl Folder {
    /// The months that the check tries, once [`Folder::check_transactions`] has seen the transactions. They begin with the first
    /// of which transactions, metrics or quotas tell, and end with the company's period; or, where `attain.yaml` names none, with
    /// the last of which transactions or metrics tell. Where nobody tells of any, it is the first year of the plans. Nothing
    /// where there are no plans.
    #[must_use]
    pub fn tried(&self, company: &Company) -> Option<Months> {
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
        let told = happened.into_iter().chain(quotas).reduce(both);
        if let Some(period) = company.period {
            let first = told.map_or(period.first, |(first, _)| first.min(period.first));
            let last = period.last();
            return Some((first.max(last.plus(1 - MOST_MONTHS)), last));
        }
        let first_year = || {
            let begun = begun?;
            inside((begun, calendar.period_of(begun, PeriodLength::Year).last()))
        };
        let (first, _) = told.or_else(first_year)?;
        // Quotas are stated ahead of time.
        let (_, last) = happened.or(quotas).or_else(first_year)?;
        Some((first, last.min(first.plus(MOST_MONTHS - 1))))
    }
}

fn both(one: Months, other: Months) -> Months {
    (one.0.min(other.0), one.1.max(other.1))
}
