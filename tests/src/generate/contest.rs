//! Random contests.

use crate::calendar::Length;
use crate::company::{
    Aspect, Component, Condition, Contest, Formula, GroupBy, Pay, Rounding, Teams, Ties, Window, Wins,
};
use crate::exact::{Exact, decimal, whole};

use super::groups::{group, times};
use super::measures::{DEALS, MARGIN, SALES, SINGLE, over, total};
use super::{Frame, Maker};

impl Maker {
    pub(super) fn contest_component(&mut self, number: i64, every: Length, frame: Frame) -> Component {
        let contest = self.contest();
        let teams = contest.teams.is_some();
        let group_by =
            if teams { GroupBy::Plan } else { *self.random.pick(&[GroupBy::Plan, GroupBy::Team, GroupBy::Team]) };
        let eligible = self.random.percent(30).then(|| {
            let deals = Condition::AtLeast(group(total(DEALS)), Formula::Number(whole(self.random.between(1, 3))));
            if teams { deals } else { self.eligible() }
        });
        let accumulate = match contest.wins {
            Wins::Stages(..) => self.stretch(every, frame),
            Wins::Places(_) | Wins::Everyone(..) => None,
        };
        let gate = self.random.percent(25).then(|| (self.group_gate(), None));
        let rounding: Option<Vec<Rounding>> = self.random.percent(35).then(|| vec![self.line_rounding()]);
        Component {
            name: format!("part_{number}"),
            kind: "contest",
            unit: None,
            paid_as_money: false,
            group: Some(group_by),
            every,
            eligible,
            gate,
            pay: Pay::Contest(Box::new(contest)),
            factors: Vec::new(),
            limits: Vec::new(),
            guarantee: None,
            accumulate,
            due: self.due(),
            rounding,
        }
    }

    fn contest(&mut self) -> Contest {
        let teams = self.random.percent(30).then(|| {
            let shared = self.random.percent(60);
            let share_by = (shared && self.random.percent(60)).then(|| match self.random.between(1, 3) {
                1 => total(SALES),
                2 => Formula::Salary,
                _ => total(MARGIN),
            });
            Teams { shared, share_by }
        });
        let of_entrant = |formula| if teams.is_some() { group(formula) } else { formula };
        let mut rank_by = vec![of_entrant(self.score())];
        if self.random.percent(35) {
            rank_by.push(of_entrant(if self.random.percent(50) { total(SALES) } else { Formula::Salary }));
        }
        // A prize that each member of a team gets is no sum that could be used up.
        let to_each = teams.as_ref().is_some_and(|teams| !teams.shared);
        let mut budget = (!to_each && self.random.percent(35)).then(|| Formula::Number(self.money(0, 900)));
        if budget.is_some() && self.random.percent(20) {
            let share = Formula::Percent(decimal(self.random.between(1, 80), 3));
            budget = Some(times(group(total(SALES)), share));
        }
        let (mut first_to, ties) = (None, *self.random.pick(&[Ties::Share, Ties::Share, Ties::Each, Ties::LowerId]));
        let wins = match self.random.between(1, 10) {
            1..=4 => Wins::Places(self.prizes(budget.is_some())),
            5 | 6 => {
                let (measure, reach) = self.reach(1);
                first_to = Some((measure, reach));
                rank_by.clear();
                Wins::Places(self.prizes(budget.is_some()))
            }
            7 | 8 => {
                let (measure, reach) = self.reach(1);
                let condition = Condition::AtLeast(of_entrant(total(measure)), Formula::Number(reach));
                Wins::Everyone(condition, Formula::Number(self.money(0, 500)))
            }
            _ => {
                let (measure, first) = self.reach(1);
                let mut stages = vec![(first, self.money(0, 300))];
                for _ in 0..self.random.between(0, 3) {
                    let reach = &stages[stages.len() - 1].0 + self.reach(1).1;
                    stages.push((reach, self.money(0, 300)));
                }
                // Counts are reached in whole numbers, money in any.
                Wins::Stages(of_entrant(total(if measure == SALES { SALES } else { MARGIN })), stages)
            }
        };
        if !matches!(wins, Wins::Places(_)) && budget.is_none() {
            rank_by.clear();
        }
        let is_ranked = !rank_by.is_empty() || first_to.is_some();
        let ties = if is_ranked { ties } else { Ties::Share };
        Contest {
            teams,
            rank_by,
            first_to,
            wins,
            budget,
            ties,
            unassigned: is_ranked && self.random.percent(30),
            things: Vec::new(),
        }
    }

    fn score(&mut self) -> Formula {
        match self.random.between(1, 7) {
            6 if self.may_fail => over(total(MARGIN), total(DEALS)),
            7 => Formula::Measure(SALES, Aspect::Attainment, Window::Own),
            1 | 2 => total(DEALS),
            3 => total(SALES),
            4 => total(SINGLE),
            _ => Formula::Less(Box::new(total(MARGIN)), Box::new(Formula::Number(self.money(0, 1500)))),
        }
    }

    /// Now and then below zero; beside a budget they are plain numbers.
    fn prizes(&mut self, within_budget: bool) -> Vec<Formula> {
        let mut prizes = Vec::new();
        for _ in 0..self.random.between(1, 4) {
            let share = Formula::Percent(decimal(self.random.between(1, 99), 3));
            let formula = self.random.percent(25) && !within_budget;
            prizes.push(if formula { times(group(total(SALES)), share) } else { Formula::Number(self.money(0, 500)) });
        }
        prizes
    }

    /// A measure that adds up, and how much of it is a goal.
    fn reach(&mut self, least: i64) -> (usize, Exact) {
        (*self.random.pick(&[SALES, SALES, MARGIN]), whole(self.random.between(least, 30) * 100))
    }
}
