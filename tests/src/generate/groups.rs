//! Random pools, and bonuses that look at the group.

use crate::calendar::Length;
use crate::company::{
    AsOf, Aspect, Base, Company, Component, Condition, Formula, Fund, GroupBy, Mode, Over, OverCap, Pay, Pool,
    Reversals, Rounding, Step, Table, Window,
};
use crate::exact::{decimal, whole};

use crate::random::Random;

use super::components::Scale;
use super::measures::{DEALS, MARGIN, SALES, SCORE, over, total};
use super::{Frame, Maker};

/// Names those who get what caps of pools cut, among those who are on the plan; a fund where nobody is.
pub(super) fn name_receivers(company: &mut Company, random: &mut Random) {
    let people = &company.people;
    for plan in &mut company.plans {
        let on_plan = people.iter().filter(|person| {
            let mut stays = person.stays.iter().filter(|stay| stay.plan == plan.name);
            stays.any(|stay| {
                let ends_before = stay.last.is_some_and(|last| last < plan.first);
                let begins_after = stay.first.zip(plan.last).is_some_and(|(first, last)| last < first);
                !ends_before && !begins_after
            })
        });
        let ids: Vec<&String> = on_plan.map(|person| &person.id).collect();
        for component in &mut plan.components {
            let Pay::Pool(pool) = &mut component.pay else { continue };
            if matches!(pool.over_cap, OverCap::To(_)) {
                pool.over_cap = if ids.is_empty() { OverCap::Fund } else { OverCap::To((*random.pick(&ids)).clone()) };
            }
        }
    }
}

/// Lets all pools of a company carry on what caps cut.
pub fn let_pools_carry(company: &mut Company) {
    for component in company.plans.iter_mut().flat_map(|plan| &mut plan.components) {
        if let Pay::Pool(pool) = &mut component.pay {
            pool.most.get_or_insert_with(|| Formula::Number(whole(40)));
            pool.over_cap = OverCap::Carried;
        }
    }
}

pub(super) fn group(inner: Formula) -> Formula {
    Formula::Group(Box::new(inner))
}

fn reports(inner: Formula) -> Formula {
    Formula::Reports(Box::new(inner))
}

pub(super) fn times(a: Formula, b: Formula) -> Formula {
    Formula::Times(Box::new(a), Box::new(b))
}

impl Maker {
    /// A pool, a contest, or a bonus that looks at the group.
    pub(super) fn of_group(&mut self, number: i64, above: &[Component], every: Length, frame: Frame) -> Component {
        if self.random.percent(45) {
            return self.contest_component(number, every, frame);
        }
        let group = *self.random.pick(&[GroupBy::Plan, GroupBy::Team, GroupBy::Team]);
        let (kind, pay) = if self.random.percent(75) {
            ("pool", Pay::Pool(Box::new(self.pool(above, every))))
        } else {
            ("bonus", Pay::Amount(self.group_sum()))
        };
        let gate = self.random.percent(25).then(|| (self.group_gate(), None));
        Component {
            name: format!("part_{number}"),
            kind,
            unit: None,
            paid_as_money: false,
            group: Some(group),
            every,
            eligible: self.random.percent(30).then(|| self.eligible()),
            gate,
            pay,
            factors: Vec::new(),
            limits: Vec::new(),
            guarantee: None,
            accumulate: None,
            due: self.due(),
            rounding: self.random.percent(35).then(|| self.group_rounding(kind)),
        }
    }

    /// Money of a whole group; now and then below zero.
    fn group_sum(&mut self) -> Formula {
        let share = Formula::Percent(decimal(self.random.between(1, 250), 3));
        match self.random.between(1, 6) {
            1 | 2 => times(group(total(SALES)), share),
            3 => times(group(total(MARGIN)), share),
            4 => {
                let seniors = Condition::RoleIs("senior");
                let nothing = Formula::Number(whole(0));
                let chosen = Formula::Choose(Box::new(seniors), Box::new(total(SALES)), Box::new(nothing));
                times(group(chosen), share)
            }
            5 => {
                let more = Formula::Number(self.money(0, 3000));
                Formula::Less(Box::new(times(group(total(SALES)), share)), Box::new(more))
            }
            _ => Formula::Number(self.money(0, 1000)),
        }
    }

    /// What a group sold together, through a table of its own.
    fn group_table(&mut self) -> Table {
        let modes = [Mode::Marginal, Mode::Retroactive, Mode::StepAdding, Mode::StepReplacing];
        let mode = *self.random.pick(&modes);
        let (index, scale) = if self.random.percent(50) {
            (Some(over(group(total(SALES)), group(Formula::Number(self.money(300, 3000))))), Scale::Ratio)
        } else {
            (None, Scale::Money)
        };
        let above = self.random.percent(20).then(|| self.money(0, 1500));
        Table {
            base: Base::Amount(group(total(SALES)), above, None),
            index,
            mode,
            as_of: AsOf::Window,
            over: Over::Total,
            origin: None,
            outside: self.outside(),
            rows: self.rows(mode, scale, false),
            reversals: Reversals::Recalculated,
        }
    }

    /// What those who report to somebody make besides `own`: a share of their sales, or less what they earn.
    pub(super) fn of_reports(&mut self, own: Formula, earlier: &[usize]) -> Formula {
        let share = Formula::Percent(decimal(self.random.between(1, 60), 3));
        if !earlier.is_empty() && self.random.percent(60) {
            let theirs = reports(Formula::Earned(*self.random.pick(earlier)));
            return Formula::Less(Box::new(own), Box::new(times(theirs, share)));
        }
        let what = match self.random.between(1, 3) {
            1 => total(SALES),
            2 => Formula::Salary,
            _ => total(MARGIN),
        };
        Formula::Plus(Box::new(own), Box::new(times(reports(what), share)))
    }

    pub(super) fn group_gate(&mut self) -> Condition {
        match self.random.between(1, 3) {
            1 => {
                // How many have reached their quota.
                let attainment = Formula::Measure(SALES, Aspect::Attainment, Window::Own);
                let reached = Condition::AtLeast(attainment, Formula::Percent(decimal(self.random.between(1, 8), 1)));
                let (one, none) = (Formula::Number(whole(1)), Formula::Number(whole(0)));
                let heads = group(Formula::Choose(Box::new(reached), Box::new(one), Box::new(none)));
                Condition::AtLeast(heads, Formula::Number(whole(self.random.between(1, 3))))
            }
            2 => Condition::Above(group(total(MARGIN)), Formula::Number(self.money(0, 2000))),
            _ => Condition::AtLeast(group(total(DEALS)), Formula::Number(whole(self.random.between(1, 5)))),
        }
    }

    /// Mostly a part; now and then a calculation that gives more than there is, or less than nothing.
    pub(super) fn reserve(&mut self) -> Option<Formula> {
        let percent = |percent| Formula::Percent(decimal(percent, 2));
        let less = |one, other| Formula::Less(Box::new(percent(one)), Box::new(percent(other)));
        let reserve = match self.random.between(1, 20) {
            1 => less(140, 10),
            2 => less(10, 20),
            _ => percent(self.random.between(0, 60)),
        };
        self.random.percent(45).then_some(reserve)
    }

    fn pool(&mut self, above: &[Component], every: Length) -> Pool {
        let fund = self.group_sum();
        let reserve = self.reserve();
        let share_by = self.random.percent(75).then(|| self.key());
        let earlier: Vec<_> = (0..above.len()).filter(|place| above[*place].every == every).collect();
        let most = self.random.percent(65).then(|| match self.random.between(1, 4) {
            1 => times(Formula::Salary, Formula::Percent(decimal(self.random.between(1, 30), 3))),
            2 if !earlier.is_empty() => {
                let limit = Formula::Number(self.money(0, 400));
                Formula::Less(Box::new(limit), Box::new(Formula::Earned(*self.random.pick(&earlier))))
            }
            _ => Formula::Number(self.money(0, 300)),
        });
        let over_cap = match self.random.between(1, 16) {
            _ if most.is_none() => OverCap::Lost,
            1..=2 => OverCap::Lost,
            3..=4 => OverCap::Shared,
            5 => OverCap::Fund,
            // Who it is, is said when there are people.
            6..=8 => OverCap::To(String::new()),
            _ => OverCap::Carried,
        };
        let fund = if self.random.percent(30) { Fund::Table(Box::new(self.group_table())) } else { Fund::Amount(fund) };
        Pool { fund, reserve, share_by, most, over_cap, unassigned: self.random.percent(30) }
    }

    fn key(&mut self) -> Formula {
        match self.random.between(1, 8) {
            7 if self.may_fail => over(total(MARGIN), total(DEALS)),
            8 => Formula::Measure(SALES, Aspect::Attainment, Window::Own),
            1 | 2 => total(SALES),
            3 => Formula::Salary,
            4 => total(DEALS),
            5 => total(SCORE),
            _ => Formula::Less(Box::new(total(MARGIN)), Box::new(Formula::Number(self.money(0, 1500)))),
        }
    }

    fn group_rounding(&mut self, kind: &str) -> Vec<Rounding> {
        let mut roundings = vec![self.line_rounding()];
        if kind == "pool" && self.random.percent(50) {
            let unit = self.random.pick(&[self.minor_unit(), whole(1), whole(100)]).clone();
            roundings.push(Rounding { step: Step::Fund, rule: self.rule(), unit });
        }
        roundings
    }
}
