//! Which days a company can mean: a year that is far from those of its plans was mistyped.

use attain_rules::company::Company;
use attain_rules::date::{Date, DateRange};
use attain_rules::plan::Plan;

/// How far from the plans a day may lie, in months: data also tells of earlier years, and plans are written for later ones.
const MOST_MONTHS: i32 = 120;
/// The same behind plans whose end is open, where nothing says which period is computed.
const MOST_MONTHS_OPEN: i32 = 360;

/// The days that transactions and figures can have; all days where nothing says which these are.
#[must_use]
pub(crate) fn likely_days(plans: &[Plan], company: &Company) -> DateRange {
    let always = DateRange { first: DateRange::BEGINNING, last: DateRange::FOREVER };
    let Some(first) = plans.iter().map(|plan| plan.effective.first).min() else { return always };
    let is_open = |days: &DateRange| days.last == DateRange::FOREVER;
    let ends =
        plans.iter().map(|plan| if is_open(&plan.effective) { plan.effective.first } else { plan.effective.last });
    let period = company.period.map(|period| company.calendar.days(period));
    let last = ends.chain(period.map(|days| days.last)).max().unwrap_or(first);
    let first = period.map_or(first, |days| days.first.min(first));
    let open = period.is_none() && plans.iter().any(|plan| is_open(&plan.effective));
    let later = if open { MOST_MONTHS_OPEN } else { MOST_MONTHS };
    let moved = |day: Date, months: i32, end: Date| day.plus_months(months).unwrap_or(end);
    DateRange { first: moved(first, MOST_MONTHS.saturating_neg(), always.first), last: moved(last, later, always.last) }
}

#[cfg(test)]
mod tests {
    use attain_rules::date::Date;

    use super::*;

    #[test]
    fn nothing_is_unlikely_without_plans() {
        let company = attain_rules::read::unread_company();
        let days = likely_days(&[], &company);
        assert!(days.contains(Date::new(206, 1, 5).unwrap()) && days.contains(Date::new(9999, 1, 5).unwrap()));
    }
}
