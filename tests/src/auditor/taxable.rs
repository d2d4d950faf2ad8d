//! What of a line in a unit is taxable.

use num_traits::Zero;

use crate::calendar::Month;
use crate::company::worth;
use crate::exact::{Exact, Rule};

use super::{Audit, PartKey};

impl Audit<'_> {
    /// Of a line of this plan's component that is paid in a period that ends with this month.
    pub(super) fn taxable(
        &mut self,
        (plan, component): (&str, &str),
        key: PartKey,
        last: Month,
        (unit, amount): (Option<usize>, &Exact),
    ) {
        let Some(unit) = unit.map(|unit| &self.company.units[unit]) else { return };
        if amount.is_zero() || !unit.taxable {
            return;
        }
        if self.company.component(plan, component).paid_as_money {
            self.counters.add("taxable, and paid as money");
            return;
        }
        let value = unit.value(self.company.calendar, last);
        if unit.values.first().is_some_and(|(_, first)| first != value) {
            self.counters.add("taxable at a later value");
        }
        self.counters.add("taxable");
        *self.found.taxable.entry(key).or_default() += worth(amount, value, (Rule::HalfUp, self.company.digits));
    }
}
