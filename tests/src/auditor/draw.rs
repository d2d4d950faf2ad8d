//! Draws: what brings pay up to an amount, and what is taken back.

use num_traits::{One, Signed, Zero};

use crate::calendar;
use crate::company::{Component, Draw, GroupBy, Pay, Plan, Step};
use crate::counters::Counters;
use crate::exact::{Exact, Rule, decimal, round};

use super::groups::{carried, line};
use super::{Among, At, Audit, Balance, Line, Stage, Stop};

impl Audit<'_> {
    /// The lines of a draw; the last version in a period settles it for everybody who was on the plan.
    pub(super) fn draws(&mut self, stage: &Stage<'_>, lines: &[Vec<Line>]) -> Vec<(usize, Line)> {
        let (plan, component) = (stage.plan, &stage.plan.components[stage.place]);
        let Pay::Draw(draw) = &component.pay else { unreachable!("a stage of a draw") };
        let Some(days) = self.settled_days(stage) else {
            self.counters.add("a draw settled by a later version");
            return Vec::new();
        };
        let groups = self.groups(Some(GroupBy::Plan), &plan.name, &days);
        let members: Vec<usize> = groups.into_iter().flat_map(|group| group.1).collect();
        let among = Among { members: Vec::new(), reports: self.reports(stage, &days) };
        let asked = stage.first.plus(component.every.0 - 1) >= self.company.year;
        let label = calendar::label(stage.first, component.every, self.company.calendar.year_starts);
        let mut all = Vec::new();
        for place in 0..self.company.people.len() {
            let owed = owed(self, &plan.name, component, lines[place].iter());
            let id = self.company.people[place].id.clone();
            let key = (id, plan.name.clone(), component.name.clone(), label.clone());
            if asked && !owed.is_zero() {
                // What rests until something else is said.
                self.found.balances.insert(key.clone(), Balance::moved(owed.clone(), Exact::zero()));
            }
            if !members.contains(&place) {
                if !owed.is_zero() {
                    self.counters.add("left with a debt");
                }
                continue;
            }
            let mut counters = Counters::default();
            let settled = self.pay(place, stage, draw, lines).and_then(|pay| {
                self.at(place, stage, lines, &among).drawn(draw, component, &pay, &owed, &mut counters)
            });
            self.counters.append(counters);
            match settled {
                Ok(amount) => {
                    if draw.recover && asked {
                        self.found.balances.insert(key, Balance::moved(owed, amount.clone()));
                    } else if asked && !owed.is_zero() {
                        self.counters.add("a debt rests");
                    }
                    all.push((place, line(stage, component, amount)));
                }
                Err(stop) => self.stopped((place, &plan.name, stage.first, component.every), component, stop),
            }
        }
        all
    }

    /// What is owed, or carried on, in periods of the year in which no version of the plan has the draw or the pool any more.
    pub(super) fn resting(&mut self, name: &str, lines: &[Vec<Line>]) {
        let company = self.company;
        let versions = || company.plans.iter().filter(|version| version.name == name);
        let goes_on = |component: &&Component| matches!(component.pay, Pay::Draw(_) | Pay::Pool(_));
        for component in versions().flat_map(|version| version.components.iter().filter(goes_on)) {
            let is_pool = matches!(component.pay, Pay::Pool(_));
            let mut first = company.year;
            while first < company.year.plus(12) {
                let start = company.first_day(first);
                let after = first.plus(component.every.0);
                let same =
                    |other: &Component| other.name == component.name && matches!(other.pay, Pay::Pool(_)) == is_pool;
                let has_it = |version: &&Plan| version.components.iter().any(same);
                let is_gone = |version: &Plan| version.last.is_some_and(|last| last < start);
                let (mut gone, mut now) = (false, false);
                for version in versions().filter(has_it).filter(|version| version.first < company.first_day(after)) {
                    gone |= is_gone(version);
                    now |= !is_gone(version);
                }
                for place in (0..company.people.len()).filter(|_| gone && !now) {
                    let before = lines[place].iter().filter(|line| line.end < start);
                    let owed = match is_pool {
                        true => carried(&component.name, before),
                        false => owed(self, name, component, before),
                    };
                    if !owed.is_zero() {
                        self.counters.add(if is_pool {
                            "carried after a pool is over"
                        } else {
                            "a debt of a draw that is over"
                        });
                        let label = calendar::label(first, component.every, company.calendar.year_starts);
                        let paid_in = company.paid_in(&component.name, component.unit);
                        let key = (company.people[place].id.clone(), name.to_owned(), paid_in, label);
                        self.found.balances.insert(key, Balance::moved(owed, Exact::zero()));
                    }
                }
                first = after;
            }
        }
    }

    /// What the components that a draw looks at pay in its period.
    fn pay(&self, place: usize, stage: &Stage<'_>, draw: &Draw, lines: &[Vec<Line>]) -> Result<Exact, Stop> {
        let (plan, every) = (stage.plan, stage.plan.components[stage.place].every);
        let in_money = |one: &Component| one.every == every && one.unit.is_none() && !one.gives_things();
        let all: Vec<usize> = (0..stage.place).filter(|above| in_money(&plan.components[*above])).collect();
        let of = draw.of.as_ref().unwrap_or(&all);
        let names: Vec<&str> = of.iter().map(|above| plan.components[*above].name.as_str()).collect();
        let (first, last) = (stage.first, stage.first.plus(every.0 - 1));
        let mut pay = Exact::zero();
        for line in lines[place].iter().filter(|line| names.contains(&line.component.as_str())) {
            if first <= line.first && line.last() <= last {
                pay += line.total();
                pay -= line.parts.iter().filter(|part| part.later).map(|part| &part.amount).sum::<Exact>();
            }
            let (version, component) = super::later::source(self, &plan.name, line);
            let parts = line.parts.iter().map(|part| self.settled((place, version), component, part, lines));
            for part in parts.filter(|part| part.later && first <= part.due && part.due <= last) {
                if self.holds((place, version), component, &part, lines)? {
                    pay += &part.kept;
                }
            }
        }
        Ok(pay)
    }
}

/// What versions that take it back have drawn so far.
fn owed<'l>(audit: &Audit<'_>, name: &str, component: &Component, lines: impl Iterator<Item = &'l Line>) -> Exact {
    let own = lines.filter(|line| line.component == component.name);
    let recoverable = own.filter(|line| {
        let (_, component) = super::later::source(audit, name, line);
        matches!(&component.pay, Pay::Draw(draw) if draw.recover)
    });
    recoverable.map(|line| &line.pair.earning).sum()
}

impl At<'_> {
    /// What is drawn, or below zero what is taken back.
    fn drawn(
        &self,
        draw: &Draw,
        component: &Component,
        pay: &Exact,
        owed: &Exact,
        counters: &mut Counters,
    ) -> Result<Exact, Stop> {
        let is_drawing = component.eligible.as_ref().map_or(Ok(true), |eligible| self.holds(eligible, None))?;
        if !is_drawing && (owed.is_zero() || !draw.recover) {
            return Ok(Exact::zero());
        }
        let setting = |formula, counters: &mut Counters| Ok(self.rounded_line(self.number(formula, None)?, counters));
        let amount = setting(&draw.amount, counters)?;
        if is_drawing && *pay < amount {
            let mut lacking = &amount - pay;
            if let Some(limit) = &draw.limit {
                let left = (setting(limit, counters)? - owed).max(Exact::zero());
                if left < lacking {
                    counters.add("limit of what is owed");
                    lacking = left;
                }
            }
            counters.add(if draw.recover { "drawn, owed back" } else { "drawn for good" });
            return Ok(lacking);
        }
        if !draw.recover || owed.is_zero() {
            return Ok(Exact::zero());
        }
        if let Some(recover_if) = &draw.recover_if
            && !self.holds(recover_if, None)?
        {
            counters.add("nothing taken back yet");
            return Ok(Exact::zero());
        }
        let keep = match &draw.keep {
            Some(keep) => setting(keep, counters)?,
            None if is_drawing => amount.clone(),
            None => Exact::zero(),
        };
        let share = draw.share.as_ref().map_or(Ok(Exact::one()), |share| self.number(share, None))?;
        let mut back = (pay - keep).max(Exact::zero()) * &share;
        if draw.share.is_some() {
            let unit = self.rounding(Step::Line).map(|rounding| rounding.unit.clone());
            back = round(&back, &unit.unwrap_or_else(|| decimal(1, self.company.digits)), Rule::Floor);
        }
        if is_drawing && pay - &back < amount {
            counters.add("not so much that it would be drawn again");
            back = pay - &amount;
        }
        if back > *owed {
            back = owed.clone();
        }
        if back.is_positive() {
            counters.add(match (is_drawing, share < Exact::one()) {
                (true, false) => "taken back during the draw",
                (false, false) => "taken back after the draw",
                (_, true) => "taken back by a share",
            });
            if back < *owed {
                counters.add("taken back in part");
            }
        }
        Ok(-back)
    }
}
