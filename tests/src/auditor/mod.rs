//! The auditor: a second, naive calculation of what a company pays, to hold the engine against.
//!
//! It shares nothing with the engine, neither numbers nor dates nor plans nor tables: it works from [`Company`], person by
//! person, period by period, sale by sale, with exact fractions and no thought for speed.

mod credit;
mod formula;
mod table;

use std::collections::BTreeMap;

use num_traits::{Signed, Zero};

use crate::calendar::{self, Day, Length, Month};
use crate::company::{Company, Component, Formula, Limit, Pay, Per, Person, Plan, Rounding, Row, Step, Stretch};
use crate::counters::Counters;
use crate::exact::{Exact, Rule, decimal, round};

use credit::Credits;

/// Whose line of which component for which period: person, plan, component, label of the period.
pub type Key = (String, String, String, String);

/// What a line gives, and what a guarantee adds to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// The earning.
    pub earning: Exact,
    /// What the guarantee adds.
    pub guarantee: Exact,
}

/// Everything that the company pays for its year. Lines that are missing stand for nothing paid.
#[must_use]
pub fn audit(company: &Company, counters: &mut Counters) -> BTreeMap<Key, Pair> {
    let mut audit = Audit { company, credits: Credits::of(company), counters };
    let mut lines = BTreeMap::new();
    for person in &company.people {
        for plan in &company.plans {
            for line in audit.person_on_plan(person, plan) {
                if line.last() >= company.year {
                    let label = calendar::label(line.first, line.length, company.year_starts);
                    let key = (person.id.clone(), plan.name.clone(), line.component.clone(), label);
                    let pair: &mut Pair = lines.entry(key).or_default();
                    pair.earning += line.pair.earning;
                    pair.guarantee += line.pair.guarantee;
                }
            }
        }
    }
    lines
}

struct Audit<'a> {
    company: &'a Company,
    credits: Credits<'a>,
    counters: &'a mut Counters,
}

/// A line of one person under one version of a plan.
struct Line {
    component: String,
    place: usize,
    first: Month,
    length: Length,
    /// First month of the stretch that it belongs to.
    stretch: Month,
    pair: Pair,
    /// The earning before limits over less than the stretch: what those cut is lost.
    uncut: Exact,
}

impl Line {
    fn last(&self) -> Month {
        self.first.plus(self.length.0 - 1)
    }

    fn total(&self) -> Exact {
        &self.pair.earning + &self.pair.guarantee
    }
}

/// Where the work is: whose line, of what, for when.
struct At<'a> {
    company: &'a Company,
    credits: &'a Credits<'a>,
    person: &'a Person,
    plan: &'a Plan,
    rounding: Option<&'a [Rounding]>,
    target: Option<&'a Formula>,
    /// First month of the stretch that the component runs on through.
    stretch: Month,
    first: Month,
    length: Length,
    earlier: &'a [Line],
}

/// Nothing can be measured, and the plan says that this is to be reported.
struct Unmeasured;

impl At<'_> {
    fn last(&self) -> Month {
        self.first.plus(self.length.0 - 1)
    }

    fn rounding(&self, step: Step) -> Option<&Rounding> {
        let own = self.rounding.unwrap_or_default().iter().find(|rounding| rounding.step == step);
        own.or_else(|| self.plan.rounding.iter().find(|rounding| rounding.step == step))
    }

    fn rounded(&self, step: Step, value: Exact) -> Exact {
        match self.rounding(step) {
            Some(rounding) => round(&value, &rounding.unit, rounding.rule),
            None => value,
        }
    }
}

impl Audit<'_> {
    fn person_on_plan(&mut self, person: &Person, plan: &Plan) -> Vec<Line> {
        let mut lines = Vec::new();
        let end = self.company.year.plus(12);
        for (place, component) in plan.components.iter().enumerate() {
            let mut first = calendar::period_start(plan.first.month(), component.every, self.company.year_starts);
            while first < end {
                if on_plan(person, plan, first, component.every)
                    && let Some(line) = self.line(person, plan, component, place, first, &lines)
                {
                    lines.push(line);
                }
                first = first.plus(component.every.0);
            }
        }
        lines
    }

    fn line(
        &mut self,
        person: &Person,
        plan: &Plan,
        component: &Component,
        place: usize,
        first: Month,
        lines: &[Line],
    ) -> Option<Line> {
        let stretch = match component.accumulate {
            None => first,
            Some(Stretch::Length(length)) => calendar::period_start(first, length, self.company.year_starts),
            Some(Stretch::Plan) => plan.first.month(),
        };
        let at = At {
            company: self.company,
            credits: &self.credits,
            person,
            plan,
            rounding: component.rounding.as_deref(),
            target: match &component.pay {
                Pay::Target(target) => Some(target),
                Pay::Table(table) => table.target(),
                Pay::Amount(_) => None,
            },
            stretch,
            first,
            length: component.every,
            earlier: lines,
        };
        line(&at, component, place, self.counters).unwrap_or_else(|Unmeasured| {
            self.counters.add("not measured");
            None
        })
    }
}

/// The line of `component`; nothing when the person does not take part.
fn line(at: &At<'_>, component: &Component, place: usize, counters: &mut Counters) -> Result<Option<Line>, Unmeasured> {
    if let Some(eligible) = &component.eligible
        && !at.holds(eligible, None)?
    {
        counters.add("not eligible");
        return Ok(None);
    }
    let earlier: Exact = at.own_lines(place).filter(|line| line.stretch == at.stretch).map(|line| &line.uncut).sum();
    let mut rows = None;
    let mut closed = false;
    if let Some((gate, otherwise)) = &component.gate
        && !at.holds(gate, None)?
    {
        counters.add(if otherwise.is_some() { "gate closed, otherwise" } else { "gate closed" });
        rows = otherwise.as_deref();
        closed = otherwise.is_none();
    }
    let mut amount = if closed { Exact::zero() } else { due(at, component, place, rows, counters)? };
    amount -= earlier;
    let uncut = amount.clone();
    let mut guarantee = Exact::zero();
    if !closed {
        for limit in ordered(component, false) {
            let first = at.start_of(limit.per);
            let before: Exact =
                at.own_lines(place).filter(|line| line.last() >= first).map(|line| &line.pair.earning).sum();
            amount = limited(limit, amount, &(at.number(&limit.amount, None)? - before), counters);
        }
        amount = at.rounded_line(amount, counters);
        if let Some(formula) = &component.guarantee {
            let missing = at.rounded_line(at.number(formula, None)?, counters) - &amount;
            if missing.is_positive() {
                counters.add("guarantee tops up");
                guarantee = missing;
            }
        }
    }
    if amount.is_negative() {
        counters.add("negative line");
    }
    let pair = Pair { earning: amount, guarantee };
    let (name, length) = (component.name.clone(), component.every);
    Ok(Some(Line { component: name, place, first: at.first, length, stretch: at.stretch, pair, uncut }))
}

/// What is due from the start of the stretch: table, factors, limits over the stretch and longer, rounding.
fn due(
    at: &At<'_>,
    component: &Component,
    place: usize,
    rows: Option<&[Row]>,
    counters: &mut Counters,
) -> Result<Exact, Unmeasured> {
    let mut amount = match &component.pay {
        Pay::Amount(formula) | Pay::Target(formula) => at.number(formula, None)?,
        Pay::Table(table) => at.table(table, rows, component, counters)?,
    };
    for factor in &component.factors {
        amount *= at.rounded(Step::Factor, at.number(factor, None)?);
    }
    for limit in ordered(component, true) {
        let first = at.start_of(limit.per);
        let earlier = at.own_lines(place).filter(|line| line.last() >= first && line.stretch < at.stretch);
        let before: Exact = earlier.map(|line| &line.pair.earning).sum();
        amount = limited(limit, amount, &(at.number(&limit.amount, None)? - before), counters);
    }
    Ok(at.rounded_line(amount, counters))
}

/// Floors before caps: those over the component's stretch and longer, or those over less.
fn ordered(component: &Component, long: bool) -> Vec<&Limit> {
    let is_long = |limit: &&Limit| match (limit.per, component.accumulate) {
        (Per::Own | Per::Plan, _) | (Per::Length(_), None) => true,
        (Per::Length(length), Some(Stretch::Length(own))) => length >= own,
        (Per::Length(_), Some(Stretch::Plan)) | (Per::Each, _) => false,
    };
    let limits = component.limits.iter().filter(|limit| limit.per != Per::Each && is_long(limit) == long);
    let (caps, mut limits): (Vec<_>, Vec<_>) = limits.partition(|limit| limit.cap);
    limits.extend(caps);
    limits
}

fn limited(limit: &Limit, amount: Exact, level: &Exact, counters: &mut Counters) -> Exact {
    let cuts = if limit.cap { amount > *level } else { amount < *level };
    if !cuts {
        return amount;
    }
    counters.add(match (limit.cap, limit.per) {
        (true, Per::Own | Per::Each) => "cap",
        (true, _) => "cap over longer time",
        (false, Per::Own | Per::Each) => "floor",
        (false, _) => "floor over longer time",
    });
    level.clone()
}

impl<'a> At<'a> {
    /// The lines of the component at `place` before this one.
    fn own_lines(&self, place: usize) -> impl Iterator<Item = &'a Line> {
        self.earlier.iter().filter(move |line| line.place == place && line.first < self.first)
    }

    /// The month from which lines count towards a limit.
    fn start_of(&self, per: Per) -> Month {
        match per {
            Per::Each | Per::Own => self.stretch,
            Per::Plan => self.plan.first.month(),
            Per::Length(length) => calendar::period_start(self.first, length, self.company.year_starts),
        }
    }

    fn rounded_line(&self, amount: Exact, counters: &mut Counters) -> Exact {
        let default = Rounding { step: Step::Line, rule: Rule::HalfUp, unit: decimal(1, self.company.digits) };
        let rounding = self.rounding(Step::Line).unwrap_or(&default);
        let rounded = round(&amount, &rounding.unit, rounding.rule);
        if rounded != amount {
            counters.add(match rounding.rule {
                Rule::Floor => "floor rounding",
                other => other.word(),
            });
        }
        rounded
    }
}

/// The last day of the period on which the person is on the plan; `None` when there is none.
fn last_day_on_plan(person: &Person, plan: &Plan, first: Month, length: Length) -> Option<Day> {
    let mut day = first.plus(length.0 - 1).last_day();
    while day >= first.first_day() {
        if in_force(plan, day) && stay_on(person, &plan.name, day).is_some() {
            return Some(day);
        }
        day = day.plus(-1);
    }
    None
}

fn on_plan(person: &Person, plan: &Plan, first: Month, length: Length) -> bool {
    last_day_on_plan(person, plan, first, length).is_some()
}

fn in_force(plan: &Plan, day: Day) -> bool {
    plan.first <= day && plan.last.is_none_or(|last| day <= last)
}

fn stay_on<'a>(person: &'a Person, plan: &str, day: Day) -> Option<&'a crate::company::Stay> {
    person.stays.iter().find(|stay| {
        stay.plan == plan && stay.first.is_none_or(|first| first <= day) && stay.last.is_none_or(|last| day <= last)
    })
}
