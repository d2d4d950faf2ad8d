//! Random pay in units and things.

use crate::calendar::{Day, Month};
use crate::company::{
    Base, Company, Component, Contest, Due, Formula, Fund, Mode, Parts, Pay, Plan, Row, Step, Ties, Unit, Wins,
};
use crate::exact::{decimal, whole};

use super::Maker;

/// Places of the units.
const POINTS: usize = 0;
const STOCK: usize = 1;
const THINGS: [usize; 2] = [2, 3];

impl Maker {
    /// Some of the money becomes points, shares or things; in all versions of a plan alike.
    pub(super) fn pay_in_units(&mut self, company: &mut Company) {
        company.units = self.units();
        let mut names: Vec<String> = company.plans.iter().map(|plan| plan.name.clone()).collect();
        names.dedup();
        for name in names {
            let versions: Vec<usize> =
                (0..company.plans.len()).filter(|place| company.plans[*place].name == name).collect();
            for place in 0..company.plans[versions[0]].components.len() {
                let of_all = |company: &Company, fits: &dyn Fn(&Component) -> bool| {
                    versions.iter().all(|version| fits(&company.plans[*version].components[place]))
                };
                let drawn_on = versions.iter().any(|version| is_drawn_on(&company.plans[*version], place));
                // Teams that compete by stages are few: all of them get things.
                let few = of_all(company, &|one| can_give_things(one) && has_stages_of_teams(one));
                if drawn_on || !(self.random.percent(60) || few) {
                    continue;
                }
                if of_all(company, &can_give_things) && (self.random.percent(80) || few) {
                    for version in &versions {
                        self.things(&mut company.plans[*version].components[place]);
                    }
                } else if of_all(company, &can_be_in_units) {
                    let unit = *self.random.pick(&[POINTS, STOCK]);
                    let as_money =
                        of_all(company, &|one| one.guarantee.is_none() && !waits(one)) && self.random.percent(40);
                    for version in &versions {
                        let component = &mut company.plans[*version].components[place];
                        in_units(component, unit, company.units[unit].digits);
                        component.paid_as_money = as_money;
                        if let Some(due) = component.due.as_mut().filter(|_| as_money) {
                            due.clawback = None;
                        }
                    }
                }
            }
        }
    }

    fn units(&mut self) -> Vec<Unit> {
        let digits = u32::try_from(self.random.between(0, 3)).expect("few digits");
        let several = |random: &mut crate::random::Random, year: Month| {
            let mut values = vec![(Month::new(2000, 1).first_day(), decimal(random.between(1, 5000), 3))];
            let mut day = year.first_day().plus(random.between(-100, 100));
            for _ in 0..random.between(1, 3) {
                values.push((day, decimal(random.between(1, 5000), 3)));
                day = day.plus(random.between(1, 150));
            }
            values
        };
        let one = |random: &mut crate::random::Random| vec![(Day(0), decimal(random.between(1, 500), 2))];
        let points = one(&mut self.random);
        let stock = several(&mut self.random, self.year);
        let phone = if self.random.percent(50) { several(&mut self.random, self.year) } else { one(&mut self.random) };
        let mut unit = |name, digits, values| Unit { name, digits, values, taxable: self.random.percent(60) };
        vec![
            unit("points", digits, points),
            unit("stock", 0, stock),
            unit("phone", 0, phone),
            unit("cup", 0, vec![(Day(0), whole(3))]),
        ]
    }

    fn things(&mut self, component: &mut Component) {
        let Pay::Contest(contest) = &mut component.pay else { return };
        let count = match &contest.wins {
            Wins::Places(prizes) => prizes.len(),
            Wins::Everyone(..) => 1,
            Wins::Stages(_, stages) => stages.len(),
        };
        contest.things = (0..count).map(|_| *self.random.pick(&THINGS)).collect();
        contest.unassigned = false;
        component.rounding = None;
        if matches!(contest.wins, Wins::Stages(..)) {
            (contest.budget, contest.ties, component.due) = (None, Ties::Share, None);
            contest.rank_by.clear();
            if let Some(teams) = &mut contest.teams {
                (teams.shared, teams.share_by) = (false, None);
            }
        }
    }
}

/// Is it one of the parts that a draw names?
fn is_drawn_on(plan: &Plan, place: usize) -> bool {
    plan.components.iter().any(|component| match &component.pay {
        // One that names none needs money above it.
        Pay::Draw(draw) => draw.of.as_ref().is_none_or(|of| of.contains(&place)),
        _ => false,
    })
}

fn can_give_things(component: &Component) -> bool {
    let Pay::Contest(contest) = &component.pay else { return false };
    let Contest { wins, ties, budget, teams, .. } = &**contest;
    let is_divided = teams.as_ref().is_some_and(|teams| teams.shared);
    let divides_ties = matches!(wins, Wins::Places(_)) && *ties == Ties::Share;
    // What stages give is made to fit.
    matches!(wins, Wins::Stages(..)) || budget.is_none() && !is_divided && !divides_ties && component.due.is_none()
}

fn has_stages_of_teams(component: &Component) -> bool {
    matches!(&component.pay, Pay::Contest(contest) if contest.teams.is_some() && matches!(contest.wins, Wins::Stages(..)))
}

/// Has it a part that waits for a condition?
fn waits(component: &Component) -> bool {
    let Some(Due { parts: Parts::List(parts), .. }) = &component.due else { return false };
    parts.iter().any(|part| part.until.is_some())
}

/// Draws are about money; and a percentage of money on a curve of payouts is money.
fn can_be_in_units(component: &Component) -> bool {
    match &component.pay {
        Pay::Draw(_) => false,
        Pay::Pool(pool) => matches!(pool.fund, Fund::Amount(_)),
        Pay::Table(table) => {
            let percent = table.rows.iter().any(|row| matches!(row.value, Formula::Percent(_)));
            !(percent && table.mode == Mode::CurveOfPayout && matches!(table.base, Base::Amount(..)))
        }
        _ => true,
    }
}

/// The same amounts, as so many of a unit.
fn in_units(component: &mut Component, unit: usize, digits: u32) {
    component.unit = Some(unit);
    match &mut component.pay {
        Pay::Amount(formula) | Pay::Target(formula) => unitless(formula),
        Pay::Table(table) => match &mut table.base {
            Base::Target(target) => unitless(target),
            Base::Amount(..) => {
                per_unit(&mut table.rows);
                if let Some((_, Some(rows))) = &mut component.gate {
                    per_unit(rows);
                }
            }
        },
        Pay::Pool(pool) => {
            if let Fund::Amount(fund) = &mut pool.fund {
                unitless(fund);
            }
            pool.most.iter_mut().for_each(unitless);
        }
        Pay::Contest(contest) => {
            match &mut contest.wins {
                Wins::Places(prizes) => prizes.iter_mut().for_each(unitless),
                Wins::Everyone(_, prize) => unitless(prize),
                Wins::Stages(..) => {}
            }
            contest.budget.iter_mut().for_each(unitless);
        }
        Pay::Draw(_) => {}
    }
    component.limits.iter_mut().for_each(|limit| unitless(&mut limit.amount));
    let smallest = decimal(1, digits);
    for rounding in component.rounding.iter_mut().flatten() {
        if matches!(rounding.step, Step::Line | Step::Fund) && rounding.unit < smallest {
            rounding.unit = smallest.clone();
        }
    }
}

fn unitless(formula: &mut Formula) {
    if !matches!(formula, Formula::Number(_)) {
        *formula = Formula::Unitless(Box::new(std::mem::replace(formula, Formula::Number(whole(0)))));
    }
}

/// A rate on money is so many units for each of it.
fn per_unit(rows: &mut [Row]) {
    for row in rows {
        if let Formula::Percent(rate) = &row.value {
            row.value = Formula::Number(rate.clone());
        }
    }
}
