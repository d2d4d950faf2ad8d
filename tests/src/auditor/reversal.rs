//! What a sale takes back that reverses another one.

use num_traits::{Signed, Zero};

use crate::calendar::{self, Day};
use crate::company::{Component, Limit, Pay, Per, Reversals, Sale, Step, Table};
use crate::counters::Counters;
use crate::exact::Exact;

use super::table::Case;
use super::{At, Failed, Stop, in_force};

impl At<'_> {
    /// What `base` of the sale takes back, where that goes by the sale that it reverses.
    pub(super) fn taken_back(
        &self,
        (table, component, measure): (&Table, &Component, usize),
        (sale, base): (&Sale, &Exact),
        counters: &mut Counters,
    ) -> Result<Option<Exact>, Stop> {
        let original = if sale.corrects.is_empty() { &sale.relates_to } else { &sale.corrects };
        if table.reversals == Reversals::Recalculated || original.is_empty() || !base.is_negative() {
            return Ok(None);
        }
        let missing = || Stop::Failed(Failed::NoOriginal);
        let ever = (Day(i64::MIN), Day(i64::MAX));
        let credits = self.credits.within(self.plan, measure, &self.person.id, ever);
        let first = credits.iter().find(|credit| credit.sale.id == *original && !credit.amount.is_negative());
        let day = first.ok_or_else(missing)?.day;
        let own = credits.iter().filter(|credit| credit.sale.id == *original && credit.day == day);
        let worth: Exact = own.map(|credit| &credit.amount).sum();
        if !worth.is_positive() {
            return Err(missing());
        }
        let gave = self.gave((component, measure), (original, day), &worth, table.reversals, counters)?;
        counters.add(match table.reversals {
            Reversals::Rate => "reversal at the rate",
            Reversals::Calculated => "reversal of what was calculated",
            _ => "reversal of what was paid",
        });
        counters.add(match (day < self.company.first_day(self.first), worth == -base) {
            (true, true) => "reversal of a whole sale of an earlier period",
            (true, false) => "reversal of a part of a sale of an earlier period",
            (false, _) => "reversal in the period of the sale",
        });
        Ok(Some(base / worth * gave))
    }

    /// What the table of that day gave for a sale that was worth so much.
    fn gave(
        &self,
        (component, measure): (&Component, usize),
        (original, day): (&str, Day),
        worth: &Exact,
        reversals: Reversals,
        counters: &mut Counters,
    ) -> Result<Exact, Stop> {
        let mut versions = self.company.plans.iter().filter(|plan| plan.name == self.plan.name);
        let plan = versions.find(|plan| in_force(plan, day)).expect("a sale counts under a version");
        let component =
            plan.components.iter().find(|one| one.name == component.name).expect("versions have the same parts");
        let Pay::Table(table) = &component.pay else { panic!("versions have the same kinds of parts") };
        let first = calendar::period_start(self.company.month(day), component.every, self.company.calendar.year_starts);
        let last = self.company.last_day(first.plus(component.every.0 - 1));
        let end = plan.last.map_or(last, |end| end.min(last));
        let there = At { plan, component, first, stretch: first, length: component.every, end, ..*self };
        if plan.first != self.plan.first {
            counters.add("reversal of a sale under an earlier version");
        }
        if let Some(eligible) = &component.eligible
            && !there.holds(eligible, None)?
        {
            counters.add("reversal of a sale that gave nothing");
            return Ok(Exact::zero());
        }
        let credits = self.credits.within(plan, measure, &self.person.id, (day, day));
        let sale = credits.iter().find(|credit| credit.sale.id == *original).expect("the credit of that day").sale;
        let index = match &table.index {
            Some(index) => there.number(index, Some(sale))?,
            None => worth.clone(),
        };
        // At the rate nothing goes back but that: as with reversals, without fees.
        let case = Case {
            index,
            same: table.index.is_none(),
            rows: &table.rows,
            otherwise: false,
            reversal: reversals == Reversals::Rate,
            base: worth.clone(),
        };
        let mut pay = there.applied(table, &case, counters)?;
        if reversals == Reversals::Paid {
            let limits = component.limits.iter().filter(|limit: &&Limit| limit.per == Per::Each);
            for limit in limits {
                pay = there.each_limited(limit, pay, false, counters)?;
            }
            pay = there.rounded(Step::Each, pay);
        }
        Ok(pay)
    }
}
