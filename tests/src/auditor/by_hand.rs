//! What somebody decided to be paid beside the lines of components.

use crate::calendar;
use crate::company::ByHand;

use super::Audit;

impl Audit<'_> {
    /// Payments of the year.
    pub(super) fn by_hand(&mut self) {
        let company = self.company;
        for row in &company.by_hand {
            let ByHand::Payment { plan, component, period, paid_in, amount } = &row.what else { continue };
            let last = paid_in.0.plus(paid_in.1.0 - 1);
            if last < company.year || last >= company.year.plus(12) {
                continue;
            }
            self.counters.add(if paid_in == period { "payment by hand" } else { "payment by hand, later" });
            let unit = company.component(plan, component).unit_by_hand();
            if unit.is_some() {
                self.counters.add("payment by hand, in a unit");
            }
            let label = |(first, length)| calendar::label(first, length, company.calendar.year_starts);
            let key = (row.person.clone(), plan.clone(), company.paid_in(component, unit), label(*period));
            let key = (key, label(*paid_in));
            self.taxable((plan, component), key.clone(), last, (unit, amount));
            *self.found.by_hand.entry(key).or_default() += amount;
        }
    }
}
