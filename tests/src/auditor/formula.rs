//! What a formula gives for somebody and a period.

use num_traits::Zero;

use crate::calendar::{self, Day, Month};
use crate::company::{Aspect, Condition, Formula, Measure, Quota, Sale, ScoreTake, Source, Step, Window};
use crate::exact::{Exact, whole};

use super::credit::{of_sale, taken};
use super::{At, Unmeasured, in_force, last_day_on_plan, stay_on};

type Months = (Month, Month);

impl At<'_> {
    /// The number that a formula gives; `sale` is the one at hand, where there is one.
    pub(super) fn number(&self, formula: &Formula, sale: Option<&Sale>) -> Result<Exact, Unmeasured> {
        let both = |a, b| Ok((self.number(a, sale)?, self.number(b, sale)?));
        Ok(match formula {
            Formula::Number(number) | Formula::Percent(number) => number.clone(),
            Formula::Measure(measure, aspect, window) => {
                let months = self.months(*window);
                let measure = &self.plan.measures[*measure];
                match aspect {
                    Aspect::Total => self.total(measure, months)?,
                    Aspect::Attainment => self.attainment(measure, months)?,
                    Aspect::Quota => self.quota(measure, months)?,
                }
            }
            Formula::Salary => self.stay().salary.clone(),
            Formula::Amount | Formula::Weight => of_sale(formula, sale.expect("a sale is at hand")),
            Formula::Earned(place) => {
                let inside = |line: &&super::Line| {
                    line.place == *place && self.first <= line.last() && line.last() <= self.last()
                };
                self.earlier.iter().filter(inside).map(super::Line::total).sum()
            }
            Formula::Target => self.number(self.target.expect("there is a target"), None)?,
            Formula::Plus(a, b) => both(a, b).map(|(a, b)| a + b)?,
            Formula::Less(a, b) => both(a, b).map(|(a, b)| a - b)?,
            Formula::Times(a, b) => both(a, b).map(|(a, b)| a * b)?,
            Formula::Least(a, b) => both(a, b).map(|(a, b)| a.min(b))?,
            Formula::Greatest(a, b) => both(a, b).map(|(a, b)| a.max(b))?,
            Formula::Choose(condition, a, b) => {
                if self.holds(condition, sale)? {
                    self.number(a, sale)?
                } else {
                    self.number(b, sale)?
                }
            }
        })
    }

    /// Does the condition hold?
    pub(super) fn holds(&self, condition: &Condition, sale: Option<&Sale>) -> Result<bool, Unmeasured> {
        Ok(match condition {
            Condition::AtLeast(a, b) => self.number(a, sale)? >= self.number(b, sale)?,
            Condition::Above(a, b) => self.number(a, sale)? > self.number(b, sale)?,
            Condition::Below(a, b) => self.number(a, sale)? < self.number(b, sale)?,
            Condition::KindIn(kinds) => kinds.contains(&sale.expect("a sale is at hand").kind),
            Condition::RoleIs(role) => self.stay().role == *role,
            Condition::Both(a, b) => self.holds(a, sale)? && self.holds(b, sale)?,
            Condition::Either(a, b) => self.holds(a, sale)? || self.holds(b, sale)?,
            Condition::Not(a) => !self.holds(a, sale)?,
        })
    }

    fn stay(&self) -> &crate::company::Stay {
        let day = last_day_on_plan(self.person, self.plan, self.first, self.length).expect("the person is on the plan");
        stay_on(self.person, &self.plan.name, day).expect("the person is on the plan")
    }

    pub(super) fn months(&self, window: Window) -> Months {
        let back = |periods: i32| self.first.plus(-periods * self.length.0);
        match window {
            Window::Own => (self.stretch, self.last()),
            Window::Period => (self.first, self.last()),
            Window::ToDate(length) => {
                (calendar::period_start(self.first, length, self.company.year_starts), self.last())
            }
            Window::PlanToDate => (self.plan.first.month(), self.last()),
            Window::Rolling(periods) => (back(periods - 1), self.last()),
            Window::Previous(periods) => (back(periods), back(periods - 1).plus(-1)),
        }
    }

    fn total(&self, measure: &Measure, months: Months) -> Result<Exact, Unmeasured> {
        Ok(match &measure.source {
            Source::Sales(crediting) => {
                let place = self.place(measure);
                taken(crediting.take, &self.credits.within(self.plan, place, &self.person.id, months))
            }
            Source::Score(take, missing) => self.score(*take, months).unwrap_or_else(|| missing.clone()),
            Source::Formula(formula) => self.of_measures(formula, months)?,
        })
    }

    /// A formula over measures, each over the same months.
    fn of_measures(&self, formula: &Formula, months: Months) -> Result<Exact, Unmeasured> {
        let both = |a, b| Ok((self.of_measures(a, months)?, self.of_measures(b, months)?));
        Ok(match formula {
            Formula::Measure(measure, Aspect::Total, Window::Own) => {
                self.total(&self.plan.measures[*measure], months)?
            }
            Formula::Number(number) | Formula::Percent(number) => number.clone(),
            Formula::Plus(a, b) => both(a, b).map(|(a, b)| a + b)?,
            Formula::Less(a, b) => both(a, b).map(|(a, b)| a - b)?,
            Formula::Times(a, b) => both(a, b).map(|(a, b)| a * b)?,
            other => panic!("{other:?} is no formula over measures"),
        })
    }

    fn score(&self, take: ScoreTake, (first, last): Months) -> Option<Exact> {
        let mut inside: Vec<_> = (self.company.scores.iter())
            .filter(|row| {
                row.person == self.person.id && first <= row.first && row.first.plus(row.length.0 - 1) <= last
            })
            .collect();
        let months = last.0 - first.0 + 1;
        if let Some(exact) = inside.iter().find(|row| row.length.0 == months) {
            return Some(exact.amount.clone());
        }
        inside.sort_by_key(|row| row.first);
        let amounts = || inside.iter().map(|row| row.amount.clone());
        let count = whole(i64::try_from(inside.len()).expect("a small number"));
        match take {
            _ if inside.is_empty() => None,
            ScoreTake::Sum => Some(amounts().sum()),
            ScoreTake::Average => Some(amounts().sum::<Exact>() / count),
            ScoreTake::Minimum => amounts().min(),
            ScoreTake::Maximum => amounts().max(),
            ScoreTake::Last => amounts().next_back(),
        }
    }

    fn attainment(&self, measure: &Measure, months: Months) -> Result<Exact, Unmeasured> {
        let (_, without) = measure.quota.as_ref().expect("the measure has a quota");
        let quota = self.quota(measure, months)?;
        if quota.is_zero() {
            return without.clone().ok_or(Unmeasured);
        }
        Ok(self.rounded(Step::Quotient, self.total(measure, months)? / quota))
    }

    /// The quota over the months, each by the days on which the person held it; zero when a month has none.
    fn quota(&self, measure: &Measure, (first, last): Months) -> Result<Exact, Unmeasured> {
        let (quota, _) = measure.quota.as_ref().expect("the measure has a quota");
        let mut sum = Exact::zero();
        for month in (first.0..=last.0).map(Month) {
            let days = month.last_day().0 - month.first_day().0 + 1;
            let held = (0..days).filter(|day| self.is_on(month.first_day().plus(*day))).count();
            if held == 0 {
                continue;
            }
            let Some(of_month) = self.quota_of_month(quota, month)? else { return Ok(Exact::zero()) };
            sum += of_month * whole(i64::try_from(held).expect("a small number")) / whole(days);
        }
        Ok(sum)
    }

    fn quota_of_month(&self, quota: &Quota, month: Month) -> Result<Option<Exact>, Unmeasured> {
        match quota {
            Quota::Data => {
                let row = self.company.quotas.iter().find(|row| {
                    row.person == self.person.id && row.first <= month && month < row.first.plus(row.length.0)
                });
                Ok(row.map(|row| &row.amount / whole(row.length.0.into())))
            }
            Quota::Formula(formula) => {
                let pays = self.plan.pays;
                let period = calendar::period_start(month, pays, self.company.year_starts);
                let at = At { first: period, length: pays, stretch: period, ..*self };
                Ok(Some(at.number(formula, None)? / whole(pays.0.into())))
            }
        }
    }

    fn is_on(&self, day: Day) -> bool {
        let versions = self.company.plans.iter().filter(|plan| plan.name == self.plan.name);
        let mut in_force = versions.filter(|plan| in_force(plan, day));
        in_force.next().is_some() && stay_on(self.person, &self.plan.name, day).is_some()
    }

    fn place(&self, measure: &Measure) -> usize {
        self.plan.measures.iter().position(|other| other.name == measure.name).expect("a measure of the plan")
    }
}
