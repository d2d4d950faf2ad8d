//! What a formula gives for somebody and a period.

use num_traits::Zero;

use crate::calendar::{self, Day, Month};
use crate::company::{
    Adjustment, Aspect, ByHand, Condition, Figure, Formula, Measure, Quota, Sale, ScoreTake, Source, Step, Window,
};
use crate::exact::{Exact, divided, whole};

use super::credit::{of_sale, taken};
use super::{At, Failed, Stop, first_month, in_force, stay_on};

const BY_ZERO: Stop = Stop::Failed(Failed::DivisionByZero);
const AT_ZERO: Stop = Stop::Failed(Failed::AtZero);

/// First and last day.
type Days = (Day, Day);

impl<'a> At<'a> {
    /// The number that a formula gives; `sale` is the one at hand, where there is one.
    pub(super) fn number(&self, formula: &Formula, sale: Option<&Sale>) -> Result<Exact, Stop> {
        let both = |a, b| Ok((self.number(a, sale)?, self.number(b, sale)?));
        Ok(match formula {
            Formula::Number(number) | Formula::Percent(number) => number.clone(),
            Formula::Measure(measure, aspect, window) => {
                let days = self.days(*window);
                let measure = &self.plan.measures[*measure];
                match aspect {
                    Aspect::Total => self.total(measure, days)?,
                    Aspect::Attainment => self.attainment(measure, days)?,
                    Aspect::Quota => self.quota(measure, days)?,
                }
            }
            Formula::Salary => self.stay().salary.clone(),
            Formula::Amount | Formula::Weight => of_sale(formula, sale.expect("a sale is at hand")),
            Formula::Unitless(inner) => self.number(inner, sale)?,
            Formula::Group(inner) => {
                self.seen.borrow_mut().add("a value of the whole group");
                self.sum_of(&self.among.members, inner)?
            }
            Formula::Reports(inner) => {
                let reports = self.among.reports.get(&self.person.id).map_or(&[][..], Vec::as_slice);
                let what = if reports.is_empty() { "nobody reports" } else { "a value of those who report" };
                self.seen.borrow_mut().add(what);
                self.sum_of(reports, inner)?
            }
            Formula::Earned(place) => {
                let lines = self.own_lines(&self.plan.components[*place]);
                let inside =
                    lines.filter(|line| self.company.first_day(self.first) <= line.end && line.end <= self.end);
                inside.map(super::Line::total).sum()
            }
            Formula::Target => self.number(self.target.expect("there is a target"), None)?,
            Formula::Plus(a, b) => both(a, b).map(|(a, b)| a + b)?,
            Formula::Less(a, b) => both(a, b).map(|(a, b)| a - b)?,
            Formula::Times(a, b) => both(a, b).map(|(a, b)| a * b)?,
            Formula::Over(a, b) => both(a, b).and_then(|(a, b)| self.divided(&a, &b))?,
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

    fn sum_of(&self, places: &[usize], inner: &Formula) -> Result<Exact, Stop> {
        Ok(self.of_each(places, |at| at.number(inner, None))?.iter().sum())
    }

    fn divided(&self, above: &Exact, below: &Exact) -> Result<Exact, Stop> {
        self.seen.borrow_mut().add("divided in a formula");
        divided(above, below).ok_or(BY_ZERO)
    }

    /// Does the condition hold?
    pub(super) fn holds(&self, condition: &Condition, sale: Option<&Sale>) -> Result<bool, Stop> {
        Ok(match condition {
            Condition::AtLeast(a, b) => self.number(a, sale)? >= self.number(b, sale)?,
            Condition::Above(a, b) => self.number(a, sale)? > self.number(b, sale)?,
            Condition::Below(a, b) => self.number(a, sale)? < self.number(b, sale)?,
            Condition::KindIn(kinds) => kinds.contains(&sale.expect("a sale is at hand").kind),
            Condition::UpTo(month) => self.company.last_day(self.last()).month().0.rem_euclid(12) < *month,
            Condition::RoleIs(role) => self.stay().role == *role,
            Condition::Both(a, b) => self.holds(a, sale)? && self.holds(b, sale)?,
            Condition::Either(a, b) => self.holds(a, sale)? || self.holds(b, sale)?,
            Condition::Not(a) => !self.holds(a, sale)?,
        })
    }

    /// Where the person stands on the last day of the period, or stood before it.
    fn stay(&self) -> &crate::company::Stay {
        let on_plan = self.person.stays.iter().filter(|stay| stay.plan == self.plan.name);
        let begun = on_plan.filter(|stay| stay.first.is_none_or(|first| first <= self.end));
        begun.max_by_key(|stay| stay.first).expect("the person has been on the plan")
    }

    pub(super) fn days(&self, window: Window) -> Days {
        let back = |periods: i32| self.first.plus(-periods * self.length.0);
        let start = match window {
            Window::Own => self.stretch,
            Window::Period => self.first,
            Window::ToDate(length) => calendar::period_start(self.first, length, self.company.calendar.year_starts),
            Window::PlanToDate => first_month(self.company, &self.plan.name),
            Window::Rolling(periods) => back(periods - 1),
            Window::Previous(periods) => {
                return (self.company.first_day(back(periods)), self.company.last_day(back(periods - 1).plus(-1)));
            }
        };
        (self.company.first_day(start), self.end)
    }

    fn total(&self, measure: &Measure, days: Days) -> Result<Exact, Stop> {
        Ok(match &measure.source {
            Source::Sales(crediting) => {
                let place = self.place(measure);
                taken(crediting.take, &self.credits.within(self.plan, place, &self.person.id, days))
            }
            Source::Score(take, missing) => self.score(*take, days).unwrap_or_else(|| missing.clone()),
            Source::Formula(formula) => self.of_measures(formula, days)?,
        })
    }

    /// A formula over measures, each over the same days.
    fn of_measures(&self, formula: &Formula, days: Days) -> Result<Exact, Stop> {
        let both = |a, b| Ok((self.of_measures(a, days)?, self.of_measures(b, days)?));
        Ok(match formula {
            Formula::Measure(measure, Aspect::Total, Window::Own) => self.total(&self.plan.measures[*measure], days)?,
            Formula::Number(number) | Formula::Percent(number) => number.clone(),
            Formula::Plus(a, b) => both(a, b).map(|(a, b)| a + b)?,
            Formula::Less(a, b) => both(a, b).map(|(a, b)| a - b)?,
            Formula::Times(a, b) => both(a, b).map(|(a, b)| a * b)?,
            Formula::Over(a, b) => both(a, b).and_then(|(a, b)| self.divided(&a, &b))?,
            other => panic!("{other:?} is no formula over measures"),
        })
    }

    /// All scores, those that were decided by hand in the place of those in the data.
    fn scores(&self) -> Vec<&'a Figure> {
        let of_row = |row: &'a Adjustment| match &row.what {
            ByHand::Score(score) => Some(score),
            ByHand::Payment { .. } | ByHand::Credit { .. } => None,
        };
        let decided: Vec<&Figure> = self.company.by_hand.iter().filter_map(of_row).collect();
        let same = |a: &Figure, b: &Figure| a.person == b.person && a.first == b.first && a.length == b.length;
        let stated = self.company.scores.iter().filter(|row| !decided.iter().any(|other| same(other, row)));
        stated.chain(decided.iter().copied()).collect()
    }

    /// Scores are stated for whole periods: what ends inside one counts to its end.
    fn score(&self, take: ScoreTake, (first, last): Days) -> Option<Exact> {
        let month = |day| self.company.month(day);
        let (first, last) = (month(first), if last == self.end { self.last() } else { month(last) });
        let mut inside: Vec<_> = (self.scores().into_iter())
            .filter(|row| {
                row.person == self.person.id && first <= row.first && row.first.plus(row.length.0 - 1) <= last
            })
            .collect();
        let months = last.0 - first.0 + 1;
        if inside.iter().any(|row| !self.company.scores.iter().any(|stated| std::ptr::eq(stated, *row))) {
            self.seen.borrow_mut().add("score by hand");
        }
        if let Some(exact) = inside.iter().find(|row| row.length.0 == months) {
            return Some(exact.amount.clone());
        }
        inside.sort_by_key(|row| (row.first.plus(row.length.0), row.first));
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

    fn attainment(&self, measure: &Measure, days: Days) -> Result<Exact, Stop> {
        let (_, without) = measure.quota.as_ref().expect("the measure has a quota");
        let quota = self.quota(measure, days)?;
        if quota.is_zero() {
            return without.clone().ok_or(Stop::Unmeasured);
        }
        let total = self.total(measure, days)?;
        if !measure.lower {
            return Ok(self.rounded(Step::Quotient, total / quota));
        }
        self.seen.borrow_mut().add("less is better");
        if total.is_zero() {
            self.seen.borrow_mut().add("nothing of what should be little");
            let at_zero = measure.at_zero.clone().ok_or(AT_ZERO)?;
            return at_zero.ok_or(Stop::Unmeasured);
        }
        Ok(self.rounded(Step::Quotient, quota / total))
    }

    /// The quota over the months, each by the days on which the person held it; zero when a month has none.
    fn quota(&self, measure: &Measure, (first, last): Days) -> Result<Exact, Stop> {
        let (quota, _) = measure.quota.as_ref().expect("the measure has a quota");
        let mut sum = Exact::zero();
        for month in (self.company.month(first).0..=self.company.month(last).0).map(Month) {
            let from = self.company.first_day(month);
            let days = self.company.last_day(month).0 - from.0 + 1;
            let held = (0..days).map(|day| from.plus(day));
            let held = held.filter(|day| first <= *day && *day <= last && self.is_on(*day)).count();
            if held == 0 {
                continue;
            }
            let Some(of_month) = self.quota_of_month(quota, month)? else { return Ok(Exact::zero()) };
            sum += of_month * whole(i64::try_from(held).expect("a small number")) / whole(days);
        }
        Ok(sum)
    }

    fn quota_of_month(&self, quota: &Quota, month: Month) -> Result<Option<Exact>, Stop> {
        match quota {
            Quota::Data => {
                let row = self.company.quotas.iter().find(|row| {
                    row.person == self.person.id && row.first <= month && month < row.first.plus(row.length.0)
                });
                Ok(row.map(|row| &row.amount / whole(row.length.0.into())))
            }
            Quota::Formula(formula) => {
                let pays = self.plan.pays;
                let period = calendar::period_start(month, pays, self.company.calendar.year_starts);
                let end = self.company.last_day(period.plus(pays.0 - 1));
                let at = At { first: period, length: pays, stretch: period, end, ..*self };
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
