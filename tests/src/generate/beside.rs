//! What companies have beside the rest: calendars of weeks, units, acting holders, reversals that go by their originals. It comes
//! from numbers of its own, so that a company is otherwise what it would be without.

use crate::auditor::{Failed, audit};
use crate::calendar::{Begins, Weeks};
use crate::company::{
    AsOf, Aspect, Base, Company, Component, Condition, Formula, Over, Pay, Per, Reversals, Source, Table, Vacant,
    Window,
};
use crate::counters::Counters;

use super::Maker;
use super::measures::{MARGIN, SALES};

impl Maker {
    pub(super) fn beside(&mut self, company: &mut Company) {
        if self.random.percent(25) {
            company.calendar.weeks = Some(self.weeks());
        }
        if self.random.percent(40) {
            self.acting(company);
        }
        if self.random.percent(60) {
            self.pay_in_units(company);
        }
        if self.may_fail || self.random.percent(60) {
            self.reversals(company);
        }
    }

    fn weeks(&mut self) -> Weeks {
        Weeks {
            of_quarter: *self.random.pick(&[[4, 4, 5], [4, 5, 4], [5, 4, 4]]),
            first_day: self.random.between(0, 6),
            begins: *self.random.pick(&[Begins::Nearest, Begins::OnOrBefore, Begins::OnOrAfter]),
            long: i32::try_from(self.random.between(1, 12)).expect("a month"),
        }
    }

    /// At most one assignment acts for a seat, so that no two do on one day.
    fn acting(&mut self, company: &mut Company) {
        let of_sales = company.plans.iter_mut().flat_map(|plan| &mut plan.measures);
        for measure in of_sales {
            if let Source::Sales(crediting) = &mut measure.source
                && let Some(up) = &mut crediting.up
                && self.random.percent(70)
            {
                up.vacant = Vacant::Acting;
            }
        }
        let comes_and_goes =
            |place: &usize| company.people[*place].stays.iter().any(|stay| stay.first.is_some() || stay.last.is_some());
        let seats: Vec<usize> = (0..company.people.len()).filter(comes_and_goes).collect();
        for seat in seats {
            let id = company.people[seat].id.clone();
            let holder = self.random.pick(&company.people).id.clone();
            if holder == id || self.random.percent(20) {
                continue;
            }
            let holder = company.people.iter_mut().find(|person| person.id == holder).expect("one of them");
            let place = usize::try_from(self.random.between(0, 1)).expect("a place").min(holder.stays.len() - 1);
            if holder.stays[place].acting_for.is_empty() {
                holder.stays[place].acting_for = id;
            }
        }
    }

    /// Tables by the single sale, of which some take back by the original. Where the company has to be one that can be run, they do
    /// so only where all originals are there.
    fn reversals(&mut self, company: &mut Company) {
        for sale in company.sales.iter_mut().filter(|sale| !sale.corrects.is_empty()) {
            match self.random.between(1, 10) {
                1..=5 => {}
                6..=8 => sale.relates_to = std::mem::take(&mut sale.corrects),
                9 => sale.relates_to = "S1".to_owned(),
                _ => sale.corrects.clear(),
            }
        }
        self.more_one_by_one(company);
        let components = company.plans.iter_mut().flat_map(|plan| &mut plan.components);
        let plain = components.filter(|one| one.gate.is_none() && one.factors.is_empty() && one.accumulate.is_none());
        for component in plain {
            if let Pay::Table(table) = &mut component.pay
                && table.over == Over::Sale
            {
                table.reversals = *self.random.pick(&Reversals::ALL);
            }
        }
        if !self.may_fail && lacks_originals(company) {
            tables(company).for_each(|table| table.reversals = Reversals::Recalculated);
        }
    }
}

impl Maker {
    /// Some tables over totals are applied to single sales instead, of people whose sales mostly count; in all versions of a plan
    /// alike.
    fn more_one_by_one(&mut self, company: &mut Company) {
        let mut names: Vec<String> = company.plans.iter().map(|plan| plan.name.clone()).collect();
        names.dedup();
        for name in names {
            let number = company.plans.iter().find(|plan| plan.name == name).map_or(0, |plan| plan.components.len());
            for place in 0..number {
                let mut versions: Vec<_> = company.plans.iter_mut().filter(|plan| plan.name == name).collect();
                let all = versions.iter().map(|plan| &plan.components[place]);
                let chosen = all.map(could_be_by_sale).reduce(|one, other| one.filter(|_| other == one)).flatten();
                let Some(measure) = chosen.filter(|_| self.random.percent(60)) else { continue };
                let (plainly, once) = (self.random.percent(60), self.random.percent(40));
                let later = Condition::UpTo(i32::try_from(self.random.between(2, 9)).expect("a month"));
                let later = Condition::Not(Box::new(later));
                let eligible = once.then(|| if self.random.percent(50) { later } else { self.eligible() });
                for plan in &mut versions {
                    by_sale(&mut plan.components[place], eligible.as_ref());
                    if let Source::Sales(crediting) = &mut plan.measures[measure].source
                        && plainly
                    {
                        (crediting.filter, crediting.splits, crediting.up) = (None, false, None);
                    }
                }
            }
        }
    }
}

/// The measure of a table over the total of sales.
fn could_be_by_sale(component: &Component) -> Option<usize> {
    let Pay::Table(table) = &component.pay else { return None };
    let Base::Amount(Formula::Measure(measure @ (SALES | MARGIN), Aspect::Total, Window::Own), ..) = table.base else {
        return None;
    };
    let plain = table.over == Over::Total && table.as_of == AsOf::Window && table.index.is_none();
    plain.then_some(measure)
}

fn by_sale(component: &mut Component, eligible: Option<&Condition>) {
    if let Pay::Table(table) = &mut component.pay {
        table.over = Over::Sale;
        table.origin = None;
        if let Base::Amount(_, above, below) = &mut table.base {
            (*above, *below) = (None, None);
        }
    }
    component.eligible = eligible.cloned();
    component.factors.clear();
    (component.gate, component.accumulate) = (None, None);
    // What held over a longer stretch than the period may hold still.
    component.limits.retain(|limit| limit.per == Per::Own);
}

fn tables(company: &mut Company) -> impl Iterator<Item = &mut Table> {
    let components = company.plans.iter_mut().flat_map(|plan| &mut plan.components);
    components.filter_map(|component| match &mut component.pay {
        Pay::Table(table) => Some(&mut **table),
        _ => None,
    })
}

fn lacks_originals(company: &Company) -> bool {
    let audited = audit(company, &mut Counters::default());
    let mut failed = audited.failed.iter().chain(&audited.failed_before);
    failed.any(|(_, why)| *why == Failed::NoOriginal)
}
