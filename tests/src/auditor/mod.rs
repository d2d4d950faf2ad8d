//! The auditor: a second, naive calculation of what a company pays, to hold the engine against.
//!
//! It shares nothing with the engine, neither numbers nor dates nor plans nor tables: it works from [`Company`], person by
//! person, period by period, sale by sale, with exact fractions and no thought for speed.

mod credit;
mod formula;
mod groups;
mod limit;
mod table;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use num_traits::{Signed, Zero};

use crate::calendar::{self, Day, Length, Month};
use crate::company::{
    AsOf, Company, Component, Formula, Mode, Over, Pay, Per, Person, Plan, Rounding, Row, Step, Stretch,
};
use crate::counters::Counters;
use crate::exact::{Exact, Rule, decimal, round};

use credit::Credits;
use limit::{limited, ordered};

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

/// What the auditor found.
#[derive(Debug, Default)]
pub struct Audited {
    /// Everything that the company pays for its year. Lines that are missing stand for nothing paid.
    pub lines: BTreeMap<Key, Pair>,
    /// What fails the run: lines of the year that cannot be computed.
    pub failed: BTreeSet<(Key, Failed)>,
    /// What groups of the year were to get: plan, component, label of the period, name of the group.
    pub groups: BTreeMap<Key, Whole>,
    /// Lines before the year that cannot be computed. They fail the run as well, where a line of the year needs them.
    pub failed_before: BTreeSet<(Key, Failed)>,
}

/// What a group was to get.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whole {
    /// The fund of a pool, or all prizes.
    pub sum: Exact,
    /// Held back.
    pub reserved: Exact,
    /// For nobody.
    pub undistributed: Exact,
    /// Ids of those who take part.
    pub entrants: Vec<String>,
    /// Is it a pool? Prizes may be paid more often than once.
    pub is_pool: bool,
}

/// Computes the company's year.
#[must_use]
pub fn audit(company: &Company, counters: &mut Counters) -> Audited {
    let (credits, seen) = (Credits::of(company), RefCell::default());
    let mut audit = Audit { company, credits, counters, seen, found: Audited::default() };
    let mut names: Vec<&str> = company.plans.iter().map(|plan| plan.name.as_str()).collect();
    names.dedup();
    for name in names {
        for (person, lines) in company.people.iter().zip(audit.plan(name)) {
            for line in lines {
                if line.last() >= company.year {
                    let label = calendar::label(line.first, line.length, company.year_starts);
                    let key = (person.id.clone(), name.to_owned(), line.component.clone(), label);
                    let pair = audit.found.lines.entry(key).or_default();
                    pair.earning += line.pair.earning;
                    pair.guarantee += line.pair.guarantee;
                }
            }
        }
    }
    let Audit { seen, found, .. } = audit;
    counters.append(seen.into_inner());
    found
}

struct Audit<'a> {
    company: &'a Company,
    credits: Credits<'a>,
    counters: &'a mut Counters,
    /// What occurred in formulas.
    seen: RefCell<Counters>,
    found: Audited,
}

/// A line of one person under one version of a plan.
struct Line {
    component: String,
    /// First day of the version.
    version: Day,
    first: Month,
    length: Length,
    /// The first day that counts: the period's, or the version's inside it.
    start: Day,
    /// The last day that counts.
    end: Day,
    pair: Pair,
    /// What it added to the amount to date, before floors and caps.
    unlimited: Exact,
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
    /// What occurred in formulas.
    seen: &'a RefCell<Counters>,
    person: &'a Person,
    plan: &'a Plan,
    rounding: Option<&'a [Rounding]>,
    target: Option<&'a Formula>,
    /// First month of the stretch that the component runs on through.
    stretch: Month,
    first: Month,
    length: Length,
    /// The last day that counts.
    end: Day,
    earlier: &'a [Line],
    /// The lines of all people, in their order.
    everybody: &'a [Vec<Line>],
    /// The places of those who are in the person's group.
    members: &'a [usize],
}

/// Why there is no line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    /// Nothing can be measured, and the plan says that this is to be reported.
    Unmeasured,
    /// The run fails.
    Failed(Failed),
}

/// What fails a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Failed {
    /// Something is divided by zero.
    DivisionByZero,
    /// A measure of which less is better is zero.
    AtZero,
    /// The index lies outside of a table that says `outside: error`.
    Outside,
}

impl<'a> At<'a> {
    /// The same for another person.
    fn of(&self, place: usize) -> At<'a> {
        At { person: &self.company.people[place], earlier: &self.everybody[place], ..*self }
    }

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

/// A component of one version of a plan, for one period.
struct Stage<'a> {
    plan: &'a Plan,
    place: usize,
    first: Month,
    start: Day,
    end: Day,
}

impl Audit<'_> {
    /// All lines of a plan by person, version after version, in the order of the days on which they are settled.
    fn plan(&mut self, name: &str) -> Vec<Vec<Line>> {
        let company = self.company;
        let mut stages = Vec::new();
        for plan in company.plans.iter().filter(|plan| plan.name == name) {
            for (place, component) in plan.components.iter().enumerate() {
                let mut first = calendar::period_start(plan.first.month(), component.every, company.year_starts);
                while first < company.year.plus(12) {
                    let last = first.plus(component.every.0 - 1).last_day();
                    let start = first.first_day().max(plan.first);
                    let end = plan.last.map_or(last, |day| day.min(last));
                    if start <= end {
                        stages.push(Stage { plan, place, first, start, end });
                    }
                    first = first.plus(component.every.0);
                }
            }
        }
        stages.sort_by_key(|stage| (stage.end, stage.place, stage.plan.first));
        let mut lines: Vec<Vec<Line>> = company.people.iter().map(|_| Vec::new()).collect();
        for stage in &stages {
            let component = &stage.plan.components[stage.place];
            if matches!(component.pay, Pay::Pool(_) | Pay::Contest(_)) {
                for (place, line) in self.wholes(stage, &lines) {
                    lines[place].push(line);
                }
                continue;
            }
            for (place, person) in company.people.iter().enumerate() {
                if last_day_on_plan(person, name, stage.start, stage.end).is_some() {
                    let line = self.line(place, stage, &lines);
                    lines[place].extend(line);
                }
            }
        }
        lines
    }

    fn line(&mut self, place: usize, stage: &Stage<'_>, lines: &[Vec<Line>]) -> Option<Line> {
        let (plan, component) = (stage.plan, &stage.plan.components[stage.place]);
        let groups = self.groups(component.group, &plan.name, &[(stage.start, stage.end)]);
        let own = groups.into_iter().map(|(_, members)| members).find(|members| members.contains(&place));
        if component.group.is_some() && own.is_none() {
            return None;
        }
        let members = own.unwrap_or_default();
        if stage.start > stage.first.first_day() && first_version(self.company, &plan.name).first < plan.first {
            self.counters.add("a new version inside a period");
        }
        let mut counters = std::mem::take(self.counters);
        let settled = line(&self.at(place, stage, lines, &members), component, &mut counters);
        *self.counters = counters;
        settled.unwrap_or_else(|stop| {
            let whose = (self.company.people[place].id.clone(), plan.name.as_str(), stage.first, component.every);
            self.stopped(whose, component, stop);
            None
        })
    }

    fn at<'b>(&'b self, place: usize, stage: &Stage<'b>, lines: &'b [Vec<Line>], members: &'b [usize]) -> At<'b> {
        let (plan, component) = (stage.plan, &stage.plan.components[stage.place]);
        let stretch = match component.accumulate {
            None => stage.first,
            Some(Stretch::Length(length)) => calendar::period_start(stage.first, length, self.company.year_starts),
            Some(Stretch::Plan) => first_version(self.company, &plan.name).first.month(),
        };
        At {
            company: self.company,
            credits: &self.credits,
            seen: &self.seen,
            person: &self.company.people[place],
            plan,
            rounding: component.rounding.as_deref(),
            target: match &component.pay {
                Pay::Target(target) => Some(target),
                Pay::Table(table) => table.target(),
                Pay::Amount(_) | Pay::Pool(_) | Pay::Contest(_) => None,
            },
            stretch,
            first: stage.first,
            length: component.every,
            end: stage.end,
            earlier: &lines[place],
            everybody: lines,
            members,
        }
    }

    /// The line of this person, plan and period cannot be computed.
    fn stopped(
        &mut self,
        (person, plan, first, length): (String, &str, Month, Length),
        component: &Component,
        stop: Stop,
    ) {
        match stop {
            Stop::Unmeasured => self.counters.add("not measured"),
            Stop::Failed(failed) => {
                self.counters.add(match failed {
                    Failed::DivisionByZero => "failed, divided by zero",
                    Failed::AtZero => "failed, nothing of what should be little",
                    Failed::Outside => "failed, outside of a table",
                });
                let label = calendar::label(first, length, self.company.year_starts);
                let key = (person, plan.to_owned(), component.name.clone(), label);
                let asked = first.plus(length.0 - 1) >= self.company.year;
                let all = if asked { &mut self.found.failed } else { &mut self.found.failed_before };
                all.insert((key, failed));
            }
        }
    }
}

/// The earliest version of a plan.
fn first_version<'a>(company: &'a Company, name: &str) -> &'a Plan {
    let versions = company.plans.iter().filter(|plan| plan.name == name);
    versions.min_by_key(|plan| plan.first).expect("a plan of the company")
}

/// The line of `component`; nothing when the person does not take part.
fn line(at: &At<'_>, component: &Component, counters: &mut Counters) -> Result<Option<Line>, Stop> {
    if let Some(eligible) = &component.eligible
        && !at.holds(eligible, None)?
    {
        counters.add("not eligible");
        return Ok(None);
    }
    let change = change(at, component, counters)?;
    let Due { unlimited, amount, closed } = due(at, component, change.as_ref(), counters)?;
    let earlier: Vec<&Line> = at.own_lines(component).filter(|line| line.start >= at.stretch.first_day()).collect();
    let uncut = amount - earlier.iter().map(|line| &line.uncut).sum::<Exact>();
    let unlimited = unlimited - earlier.iter().map(|line| &line.unlimited).sum::<Exact>();
    let mut amount = uncut.clone();
    let mut guarantee = Exact::zero();
    if !closed {
        for limit in ordered(component, false) {
            let first = at.start_of(limit.per).first_day();
            let inside = at.own_lines(component).filter(|line| line.end >= first);
            let before: Exact = inside.map(|line| &line.pair.earning).sum();
            amount = limited(limit, amount, &(at.number(&limit.amount, None)? - before), counters);
        }
        amount = at.rounded_line(amount, counters);
        if let Some(formula) = &component.guarantee
            && !at.has_later_version(component)
        {
            let of_period = at.own_lines(component).filter(|line| line.start >= at.first.first_day());
            let before: Exact = of_period.map(|line| &line.pair.earning).sum();
            let missing = at.rounded_line(at.number(formula, None)?, counters) - &amount - before;
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
    let (name, length, version, end) = (component.name.clone(), component.every, at.plan.first, at.end);
    let start = at.first.first_day().max(version);
    Ok(Some(Line { component: name, version, first: at.first, length, start, end, pair, unlimited, uncut }))
}

/// Where slices are cut at a change of version: what earlier versions gave up to there, less what this one would have given,
/// both before floors and caps.
fn change(at: &At<'_>, component: &Component, counters: &mut Counters) -> Result<Option<Exact>, Stop> {
    let first = first_version(at.company, &at.plan.name).first;
    let (start, change) = (at.stretch.first_day(), at.plan.first.plus(-1));
    if at.plan.first <= first || last_day_on_plan(at.person, &at.plan.name, start, change).is_none() {
        return Ok(None);
    }
    let reaches_in = |line: &Line| line.start < start && start <= line.end && line.end <= change;
    let cut = match &component.pay {
        Pay::Table(table) => table.mode == Mode::Marginal || table.as_of != AsOf::Window || table.over != Over::Total,
        Pay::Amount(_) | Pay::Target(_) | Pay::Pool(_) | Pay::Contest(_) => false,
    };
    if !cut && (component.accumulate.is_some() || !at.own_lines(component).any(reaches_in)) {
        return Ok(None);
    }
    counters.add("slices cut at a change of version");
    let period = calendar::period_start(change.month(), at.length, at.company.year_starts);
    let there = At { first: period, end: change, ..*at };
    let others =
        at.own_lines(component).filter(|line| line.start >= at.stretch.first_day() && line.version != at.plan.first);
    let given: Exact = others.map(|line| &line.unlimited).sum();
    Ok(Some(given - due(&there, component, None, counters)?.unlimited))
}

/// What is due from the start of the stretch.
struct Due {
    /// Before floors and caps.
    unlimited: Exact,
    amount: Exact,
    /// Was the gate closed?
    closed: bool,
}

/// What is due from the start of the stretch: gate, table, factors, what a change of version adds, limits over the stretch
/// and longer, rounding.
fn due(at: &At<'_>, component: &Component, change: Option<&Exact>, counters: &mut Counters) -> Result<Due, Stop> {
    let mut rows: Option<&[Row]> = None;
    if let Some((gate, otherwise)) = &component.gate
        && !at.holds(gate, None)?
    {
        counters.add(if otherwise.is_some() { "gate closed, otherwise" } else { "gate closed" });
        rows = otherwise.as_deref();
        if otherwise.is_none() {
            return Ok(Due { unlimited: Exact::zero(), amount: Exact::zero(), closed: true });
        }
    }
    let mut amount = match &component.pay {
        Pay::Amount(formula) | Pay::Target(formula) => at.number(formula, None)?,
        Pay::Table(table) => at.table(table, rows, component, counters)?,
        Pay::Pool(_) | Pay::Contest(_) => unreachable!("what a group gets is worked out for the group"),
    };
    for factor in &component.factors {
        amount *= at.rounded(Step::Factor, at.number(factor, None)?);
    }
    amount += change.cloned().unwrap_or_default();
    let unlimited = amount.clone();
    for limit in ordered(component, true) {
        let first = at.start_of(limit.per).first_day();
        let earlier = at.own_lines(component).filter(|line| line.end >= first && line.start < at.stretch.first_day());
        let before: Exact = earlier.map(|line| &line.pair.earning).sum();
        amount = limited(limit, amount, &(at.number(&limit.amount, None)? - before), counters);
    }
    Ok(Due { unlimited, amount: at.rounded_line(amount, counters), closed: false })
}

impl<'a> At<'a> {
    /// The lines of the component before this one, under any version.
    fn own_lines(&self, component: &Component) -> impl Iterator<Item = &'a Line> {
        self.earlier.iter().filter(move |line| line.component == component.name)
    }

    /// Does a later version have a line of the component for the same period?
    fn has_later_version(&self, component: &Component) -> bool {
        let same = |other: &Component| other.name == component.name && other.every == component.every;
        self.company.plans.iter().any(|plan| {
            let start = plan.first.max(self.first.first_day());
            let end = self.last().last_day();
            let end = plan.last.map_or(end, |last| last.min(end));
            plan.name == self.plan.name
                && plan.first > self.plan.first
                && plan.components.iter().any(same)
                && last_day_on_plan(self.person, &plan.name, start, end).is_some()
        })
    }

    /// The month from which lines count towards a limit.
    fn start_of(&self, per: Per) -> Month {
        match per {
            Per::Each | Per::Own => self.stretch,
            Per::Plan => first_version(self.company, &self.plan.name).first.month(),
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

/// The last of the days from `start` to `end` on which the person is on the plan.
fn last_day_on_plan(person: &Person, plan: &str, start: Day, end: Day) -> Option<Day> {
    let mut day = end;
    while day >= start {
        if stay_on(person, plan, day).is_some() {
            return Some(day);
        }
        day = day.plus(-1);
    }
    None
}

fn in_force(plan: &Plan, day: Day) -> bool {
    plan.first <= day && plan.last.is_none_or(|last| day <= last)
}

fn stay_on<'a>(person: &'a Person, plan: &str, day: Day) -> Option<&'a crate::company::Stay> {
    person.stays.iter().find(|stay| {
        stay.plan == plan && stay.first.is_none_or(|first| first <= day) && stay.last.is_none_or(|last| day <= last)
    })
}
