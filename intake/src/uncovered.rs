//! Days on which people are on a plan and no version of it is in force.

use std::collections::BTreeSet;

use attain_engine::inputs::{Assignment, RowPlace};
use attain_rules::company::Company;
use attain_rules::date::DateRange;
use attain_rules::diagnostic::Diagnostics;
use attain_rules::diagnostics::w::w015::{self, OnIt};
use attain_rules::period::PeriodLength;
use attain_rules::plan::Plan;

use crate::folder::{Folder, metric_of};

/// Days on which no version of a plan is in force.
struct Gap<'f> {
    days: DateRange,
    /// The version beside them.
    beside: &'f Plan,
    /// Is there a version on both sides?
    is_inner: bool,
}

impl Folder {
    /// A warning of each stretch in which people are on a plan and no version of it is in force, once
    /// [`Folder::check_transactions`] has seen the transactions. Only days are looked at of which the data tell.
    #[must_use]
    pub fn uncovered_days(&self, company: &Company) -> Diagnostics {
        let mut found = Diagnostics::default();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for plan in &self.plans {
            let name = plan.name.as_str();
            // Of a plan that nobody is on at all this was said.
            if seen.insert(name) && self.is_anybody_on(name) {
                for gap in self.gaps(name, company) {
                    self.say_uncovered(name, &gap, &mut found);
                }
            }
        }
        found
    }

    /// The days without a version of the plan `name` where there are any among those of which the data tell, in the months of these.
    fn gaps<'f>(&'f self, name: &'f str, company: &Company) -> Vec<Gap<'f>> {
        let Some(told) = self.told_of(name, company) else { return Vec::new() };
        let mut versions: Vec<&Plan> = self.versions(name).collect();
        versions.sort_by_key(|version| version.effective.first);
        let (Some(first), Some(last)) = (versions.first(), versions.last()) else { return Vec::new() };
        let months =
            company.calendar.days_of(company.calendar.month_of(told.first), company.calendar.month_of(told.last));
        let before = (DateRange::BEGINNING, first.effective.first.plus_days(-1));
        let behind = (last.effective.last.plus_days(1), DateRange::FOREVER);
        let inner = versions.windows(2).filter_map(|pair| {
            let [one, next] = pair else { return None };
            Some(((one.effective.last.plus_days(1), next.effective.first.plus_days(-1)), *next, true))
        });
        let all = [(before, *first, false)].into_iter().chain(inner).chain([(behind, *last, false)]);
        let told_of = all.filter_map(|((first, last), beside, is_inner)| {
            let days = DateRange { first, last };
            days.within(told)?;
            Some(Gap { days: days.within(months)?, beside, is_inner })
        });
        told_of.collect()
    }

    /// The days of the transactions that the plan would count and of the metrics that it reads, within the years of all plans: in
    /// others nobody is paid anything.
    fn told_of(&self, name: &str, company: &Company) -> Option<DateRange> {
        let metrics: BTreeSet<&str> =
            self.versions(name).flat_map(|version| &version.measures).filter_map(metric_of).collect();
        let stated = self.inputs.metrics.iter().filter(|row| metrics.contains(&*row.name));
        let stated = stated.map(|row| company.calendar.days(row.period));
        let told = stated.chain(self.reach.get(name).copied()).reduce(DateRange::around)?;
        told.within(years_around(self.days_of_plans()?, company))
    }

    /// The days from the first on which a plan is in force to the last.
    fn days_of_plans(&self) -> Option<DateRange> {
        self.plans.iter().map(|plan| plan.effective).reduce(DateRange::around)
    }

    /// Those of `days` on which `row` means somebody to be paid: where no plan is in force yet, or none any more, only a row that
    /// begins or ends there says so. Others go back, or on, for ever.
    fn meant(&self, row: &Assignment, days: DateRange) -> Option<DateRange> {
        let plans = self.days_of_plans()?;
        let first = if days.contains(row.days.first) { days.first } else { days.first.max(plans.first) };
        let last = if days.contains(row.days.last) { days.last } else { days.last.min(plans.last) };
        row.days.within(DateRange { first, last })
    }

    fn say_uncovered(&self, name: &str, gap: &Gap<'_>, found: &mut Diagnostics) {
        let mut people = BTreeSet::new();
        let mut days: Option<DateRange> = None;
        let mut first: Option<&RowPlace> = None;
        for row in self.inputs.assignments.iter().filter(|row| *row.plan == *name) {
            let lacking = self.meant(row, gap.days);
            let lacking = lacking.and_then(|days| if gap.is_inner { Some(days) } else { self.unpaid(row, days) });
            let Some(lacking) = lacking else { continue };
            people.insert(row.participant);
            days = Some(days.map_or(lacking, |days| days.around(lacking)));
            first = first.into_iter().chain([&row.place]).min_by_key(|place| place.line);
        }
        if let (Some(days), Some(first)) = (days, first) {
            let on_it = OnIt { people: people.len(), file: &first.file, line: first.line };
            found.push(w015::not_in_force(gap.beside.effective_span, name, days, on_it));
        }
    }

    /// What is left of `days` on which whoever `row` puts on its plan is on no other plan that is in force, from the first of these
    /// days to the last: plans for some weeks beside another one are ordinary.
    fn unpaid(&self, row: &Assignment, mut days: DateRange) -> Option<DateRange> {
        let rows = &self.inputs.assignments;
        let start = rows.partition_point(|other| other.participant < row.participant);
        let own = rows.iter().skip(start).take_while(|other| other.participant == row.participant);
        let others = own.filter(|other| other.plan != row.plan);
        let paid = others.flat_map(|other| {
            let versions = self.versions(&other.plan).map(|version| version.effective);
            versions.filter_map(move |version| version.within(other.days))
        });
        let mut paid: Vec<DateRange> = paid.collect();
        paid.sort_unstable();
        for one in &paid {
            if one.contains(days.first) {
                days.first = one.last.plus_days(1);
            }
        }
        paid.sort_unstable_by_key(|one| std::cmp::Reverse(one.last));
        for one in &paid {
            if one.contains(days.last) {
                days.last = one.first.plus_days(-1);
            }
        }
        (days.first <= days.last).then_some(days)
    }
}

/// The whole years of the company's calendar that have any of `days`.
fn years_around(days: DateRange, company: &Company) -> DateRange {
    let year =
        |day| company.calendar.days(company.calendar.period_of(company.calendar.month_of(day), PeriodLength::Year));
    year(days.first).around(year(days.last))
}
