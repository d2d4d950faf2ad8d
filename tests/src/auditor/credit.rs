//! Whose is a sale, and how much of it.

use std::collections::BTreeMap;

use num_traits::{One, Zero};

use crate::calendar::Day;
use crate::company::{ByHand, Company, Condition, Crediting, Formula, Plan, Sale, Source, Step, Take, To};
use crate::counters::Counters;
use crate::exact::{Exact, divided, round, whole};

use super::line_up::climb;
use super::{in_force, stay_on};

/// A credit for a sale.
pub(super) struct Credit<'a> {
    pub(super) day: Day,
    pub(super) sale: &'a Sale,
    pub(super) amount: Exact,
}

/// All credits: by plan, measure and person, in the order of day and number of the sale.
pub(super) struct Credits<'a>(All<'a>);

type All<'a> = BTreeMap<(String, usize, String), Vec<Credit<'a>>>;

impl<'a> Credits<'a> {
    pub(super) fn of(company: &'a Company, counters: &mut Counters) -> Self {
        let mut sales: Vec<_> = company.sales.iter().collect();
        sales.sort_by_key(|sale| (sale.day, number_of(sale)));
        let mut all = All::new();
        for sale in sales {
            for plan in company.plans.iter().filter(|plan| in_force(plan, sale.day)) {
                for (place, measure) in plan.measures.iter().enumerate() {
                    let Source::Sales(crediting) = &measure.source else { continue };
                    let shares = shares(company, plan, crediting, measure.unit == "money", sale);
                    let shares = shares.into_iter().flat_map(|(person, amount)| {
                        let above = match &crediting.up {
                            Some(up) => climb(company, &person, *up, sale.day, counters),
                            None => vec![person],
                        };
                        above.into_iter().map(move |person| (person, amount.clone()))
                    });
                    for (person, amount) in shares.collect::<Vec<_>>() {
                        let known = company.people.iter().find(|somebody| somebody.id == person);
                        if known.is_some_and(|somebody| stay_on(somebody, &plan.name, sale.day).is_some()) {
                            let credits = all.entry((plan.name.clone(), place, person)).or_default();
                            credits.push(Credit { day: sale.day, sale, amount });
                        }
                    }
                }
            }
        }
        by_hand(company, &mut all, counters);
        for credits in all.values_mut() {
            // Ids of what is decided by hand stand before those of sales.
            credits.sort_by_key(|credit| (credit.day, credit.sale.id.starts_with('S'), number_of(credit.sale)));
        }
        Self(all)
    }

    /// The credits of one person and measure on the days from `first` to `last`.
    pub(super) fn within(
        &self,
        plan: &Plan,
        measure: usize,
        person: &str,
        (first, last): (Day, Day),
    ) -> Vec<&Credit<'a>> {
        let key = (plan.name.clone(), measure, person.to_owned());
        let all = self.0.get(&key).map_or(&[][..], Vec::as_slice);
        all.iter().filter(|credit| first <= credit.day && credit.day <= last).collect()
    }
}

fn number_of(sale: &Sale) -> i64 {
    sale.id.trim_start_matches(['S', 'A']).parse().expect("ids are a letter and a number")
}

/// Credits that somebody decided: whatever their plans say of sales, they count as they are.
fn by_hand<'a>(company: &'a Company, all: &mut All<'a>, counters: &mut Counters) {
    for row in &company.by_hand {
        let ByHand::Credit { plan: named, measure, sale } = &row.what else { continue };
        let person = company.people.iter().find(|person| person.id == row.person).expect("somebody");
        let meant = company.plans.iter().filter(|plan| named.as_ref().is_none_or(|name| *name == plan.name));
        for plan in meant.filter(|plan| in_force(plan, sale.day) && stay_on(person, &plan.name, sale.day).is_some()) {
            let place = plan.measures.iter().position(|one| one.name == *measure).expect("a measure of all plans");
            let rounding = plan.rounding.iter().find(|rounding| rounding.step == Step::Credit);
            let amount = match rounding {
                Some(rounding) => round(&sale.amount, &rounding.unit, rounding.rule),
                None => sale.amount.clone(),
            };
            counters.add("credit by hand");
            let key = (plan.name.clone(), place, row.person.clone());
            all.entry(key).or_default().push(Credit { day: sale.day, sale, amount });
        }
    }
}

fn shares(company: &Company, plan: &Plan, crediting: &Crediting, money: bool, sale: &Sale) -> Vec<(String, Exact)> {
    if crediting.filter.as_ref().is_some_and(|filter| !counts(filter, sale)) {
        return Vec::new();
    }
    let worth = match &crediting.credit {
        Some(formula) => of_sale(formula, sale),
        None if money => sale.amount.clone(),
        None => Exact::one(),
    };
    let split: Vec<_> = company.splits.iter().filter(|split| crediting.splits && split.sale == sale.id).collect();
    let mut members = Vec::new();
    if split.is_empty() {
        match crediting.to {
            To::Owner => members.push((sale.owner.clone(), Exact::one())),
            To::Rest => {
                let helper = if sale.helper.is_empty() { Exact::zero() } else { sale.helper_share.clone() };
                members.push((sale.owner.clone(), Exact::one() - &helper));
                members.push((sale.helper.clone(), helper));
            }
            To::Ratios(owner, helper) => {
                let present: Vec<_> = [(&sale.owner, whole(owner)), (&sale.helper, whole(helper))]
                    .into_iter()
                    .filter(|(person, _)| !person.is_empty())
                    .collect();
                let sum: Exact = present.iter().map(|(_, ratio)| ratio).sum();
                members.extend(present.into_iter().map(|(person, ratio)| (person.clone(), ratio / &sum)));
            }
        }
    } else {
        let sum: Exact = split.iter().map(|split| &split.share).sum();
        members.extend(split.into_iter().map(|split| (split.person.clone(), &split.share / &sum)));
    }
    if let Some(overlay) = &crediting.overlay {
        members.push((sale.expert.clone(), overlay.clone()));
    }
    members.retain(|(person, _)| !person.is_empty());
    let rounding = plan.rounding.iter().find(|rounding| rounding.step == Step::Credit);
    let credit = |share: Exact| match rounding {
        Some(rounding) => round(&(&worth * share), &rounding.unit, rounding.rule),
        None => &worth * share,
    };
    members.into_iter().map(|(person, share)| (person, credit(share))).collect()
}

fn counts(filter: &Condition, sale: &Sale) -> bool {
    match filter {
        Condition::KindIn(kinds) => kinds.contains(&sale.kind),
        Condition::AtLeast(a, b) => of_sale(a, sale) >= of_sale(b, sale),
        Condition::Not(inner) => !counts(inner, sale),
        Condition::Both(a, b) => counts(a, sale) && counts(b, sale),
        Condition::Either(a, b) => counts(a, sale) || counts(b, sale),
        other => panic!("{other:?} is no condition on a sale"),
    }
}

/// A formula on a sale alone.
pub(super) fn of_sale(formula: &Formula, sale: &Sale) -> Exact {
    match formula {
        Formula::Number(number) | Formula::Percent(number) => number.clone(),
        Formula::Amount => sale.amount.clone(),
        Formula::Weight => sale.weight.clone(),
        Formula::Plus(a, b) => of_sale(a, sale) + of_sale(b, sale),
        Formula::Less(a, b) => of_sale(a, sale) - of_sale(b, sale),
        Formula::Times(a, b) => of_sale(a, sale) * of_sale(b, sale),
        Formula::Over(a, b) => divided(&of_sale(a, sale), &of_sale(b, sale)).expect("credits divide by a number"),
        other => panic!("{other:?} is no formula on a sale"),
    }
}

/// Credits taken together; nothing sold is zero.
pub(super) fn taken(take: Take, credits: &[&Credit<'_>]) -> Exact {
    let sum = || credits.iter().map(|credit| &credit.amount).sum::<Exact>();
    let number = |count: usize| whole(i64::try_from(count).expect("a small number"));
    match take {
        Take::Sum => sum(),
        Take::Count => number(credits.len()),
        Take::DistinctDeals => {
            let deals = credits.iter().map(|credit| &credit.sale.deal).filter(|deal| !deal.is_empty());
            number(deals.collect::<std::collections::BTreeSet<_>>().len())
        }
        Take::Average if credits.is_empty() => Exact::zero(),
        Take::Average => sum() / number(credits.len()),
        Take::Minimum => credits.iter().map(|credit| credit.amount.clone()).min().unwrap_or_else(Exact::zero),
        Take::Maximum => credits.iter().map(|credit| credit.amount.clone()).max().unwrap_or_else(Exact::zero),
    }
}
