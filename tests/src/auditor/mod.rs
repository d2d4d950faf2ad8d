//! The auditor: a second, naive calculation of what a company pays, to hold the engine against.
//!
//! It shares nothing with the engine, neither numbers nor dates nor plans nor tables: it works from [`Company`], person by
//! person, period by period, sale by sale, with exact fractions and no thought for speed.

mod by_hand;
mod contest;
mod credit;
mod draw;
mod formula;
mod groups;
mod later;
mod limit;
mod line;
mod line_up;
mod reversal;
mod table;
mod taxable;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::{self, Day, Length, Month};
use crate::company::{Company, Component, Formula, Pay, Person, Plan, Rounding, Step, Stretch};
use crate::counters::Counters;
use crate::exact::{Exact, round};

use num_traits::Zero;

use credit::Credits;
use later::Later;
use line::line;

/// Whose line of which component for which period: person, plan, component with the unit in which it pays, label of the period.
pub type Key = (String, String, String, String);

/// What a line gives, and what a guarantee adds to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// The earning.
    pub earning: Exact,
    /// What the guarantee adds.
    pub guarantee: Exact,
    /// What is taken out because it is not due yet.
    pub deferral: Exact,
}

/// Whose part of which line: the line, and the label of the period in which the part is due.
pub type PartKey = (Key, String);

/// What the auditor found.
#[derive(Debug, Default)]
pub struct Audited {
    /// Everything that the company pays for its year. Lines that are missing stand for nothing paid.
    pub lines: BTreeMap<Key, Pair>,
    /// What fails the run: lines of the year that cannot be computed.
    pub failed: BTreeSet<(Key, Failed)>,
    /// What groups of the year were to get: plan, component with its unit, label of the period, name of the group.
    pub groups: BTreeMap<Key, Whole>,
    /// Parts that fell due in the year and are paid.
    pub released: BTreeMap<PartKey, Exact>,
    /// Parts that are taken back in the year, below zero.
    pub taken_back: BTreeMap<PartKey, Exact>,
    /// Parts that fell due in the year and are not paid, because their condition does not hold.
    pub forfeited: BTreeMap<PartKey, Exact>,
    /// Parts that fall due after the year, and whether on a condition.
    pub to_come: BTreeMap<(Key, String, bool), Exact>,
    /// What was decided to be paid beside lines, by the period in which that is.
    pub by_hand: BTreeMap<PartKey, Exact>,
    /// What units that fall due are paid as, by the period in which that is.
    pub cash: BTreeMap<PartKey, Exact>,
    /// What of units is taxable, by the period in which they are paid.
    pub taxable: BTreeMap<PartKey, Exact>,
    /// What draws are owed and what caps cut that is carried on, before and after every period of the year.
    pub balances: BTreeMap<Key, Balance>,
    /// Lines before the year that cannot be computed. They fail the run as well, where a line of the year needs them.
    pub failed_before: BTreeSet<(Key, Failed)>,
}

/// What is owed from a draw, or carried on of what caps of a pool cut.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Before the period.
    pub opening: Exact,
    /// Drawn or cut in it.
    pub added: Exact,
    /// Taken back or paid of it.
    pub taken: Exact,
    /// After it.
    pub closing: Exact,
}

impl Balance {
    /// What it is where so much comes to it, or goes off it.
    #[must_use]
    pub fn moved(opening: Exact, change: Exact) -> Self {
        let added = change.clone().max(Exact::zero());
        let (taken, closing) = (&added - &change, &opening + &change);
        Self { opening, added, taken, closing }
    }
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
    /// What caps cut that a line of this or another group has, or a fund.
    pub cut: Exact,
    /// Does a fund get that?
    pub to_fund: bool,
    /// What one of its lines has of what caps cut, in all groups.
    pub received: Exact,
    /// How many things of each unit nobody wins.
    pub things: BTreeMap<usize, Exact>,
    /// Ids of those who take part.
    pub entrants: Vec<String>,
    /// Is it a pool? Prizes may be paid more often than once.
    pub is_pool: bool,
}

/// Computes the company's year.
#[must_use]
pub fn audit(company: &Company, counters: &mut Counters) -> Audited {
    let (credits, seen) = (Credits::of(company, counters), RefCell::default());
    let mut audit = Audit { company, credits, counters, seen, found: Audited::default() };
    let mut names: Vec<&str> = company.plans.iter().map(|plan| plan.name.as_str()).collect();
    names.dedup();
    for name in names {
        let all = audit.plan(name);
        for place in 0..company.people.len() {
            audit.later((place, name), &all);
        }
        for (person, lines) in company.people.iter().zip(all) {
            for line in lines {
                if line.last() >= company.year {
                    let label = calendar::label(line.first, line.length, company.calendar.year_starts);
                    let component = company.paid_in(&line.component, line.unit);
                    let key = (person.id.clone(), name.to_owned(), component, label.clone());
                    for amount in [&line.pair.earning, &line.pair.guarantee] {
                        audit.taxable(
                            (name, &line.component),
                            (key.clone(), label.clone()),
                            line.last(),
                            (line.unit, amount),
                        );
                    }
                    let pair = audit.found.lines.entry(key).or_default();
                    pair.earning += line.pair.earning;
                    pair.guarantee += line.pair.guarantee;
                }
            }
        }
    }
    audit.by_hand();
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
    /// In which unit it is, by its place; nothing for money.
    unit: Option<usize>,
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
    /// When it is paid, part by part; empty when all of it is paid at once.
    parts: Vec<Later>,
    /// The earning before limits over less than the stretch: what those cut is lost.
    uncut: Exact,
    /// What a cap cut of it for later, less what it has of what was cut before.
    carried: Exact,
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
    component: &'a Component,
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
    among: &'a Among,
}

/// Who belongs to whom in a period.
#[derive(Default)]
struct Among {
    /// The places of those who are in the person's group.
    members: Vec<usize>,
    /// The places of those who report to somebody, by that one's id.
    reports: BTreeMap<String, Vec<usize>>,
}

/// Why there is no line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stop {
    /// Nothing can be measured, and the plan says that this is to be reported.
    Unmeasured,
    /// The run fails.
    Failed(Failed),
    /// The run fails at values of the people at these places.
    Several(Vec<(usize, Failed)>),
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
    /// A sale reverses one that gave the person nothing.
    NoOriginal,
}

impl<'a> At<'a> {
    /// The same for another person.
    fn of(&self, place: usize) -> At<'a> {
        At { person: &self.company.people[place], earlier: &self.everybody[place], ..*self }
    }

    /// A value of each of several people. Where some have none, all of these are to blame.
    fn of_each<T>(&self, places: &[usize], value: impl Fn(&Self) -> Result<T, Stop>) -> Result<Vec<T>, Stop> {
        let (mut values, mut failed, mut unmeasured) = (Vec::new(), Vec::new(), false);
        for &place in places {
            match value(&self.of(place)) {
                Ok(value) => values.push(value),
                Err(Stop::Unmeasured) => unmeasured = true,
                Err(Stop::Failed(why)) => failed.push((place, why)),
                Err(Stop::Several(more)) => failed.extend(more),
            }
        }
        if failed.len() > 1 {
            self.seen.borrow_mut().add("several people to blame");
        }
        match (failed.is_empty(), unmeasured) {
            (true, false) => Ok(values),
            (true, true) => Err(Stop::Unmeasured),
            (false, _) => Err(Stop::Several(failed)),
        }
    }

    fn last(&self) -> Month {
        self.first.plus(self.length.0 - 1)
    }

    fn rounding(&self, step: Step) -> Option<Rounding> {
        self.component.rounding_of(self.company, &self.plan.rounding, step)
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
                let mut first =
                    calendar::period_start(company.month(plan.first), component.every, company.calendar.year_starts);
                while first < company.year.plus(12) {
                    let last = company.last_day(first.plus(component.every.0 - 1));
                    let start = company.first_day(first).max(plan.first);
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
                for (place, mut line) in self.wholes(stage, &lines) {
                    line.parts = self.parts(place, stage.plan, component, &line);
                    lines[place].push(line);
                }
                continue;
            }
            if matches!(component.pay, Pay::Draw(_)) {
                for (place, line) in self.draws(stage, &lines) {
                    lines[place].push(line);
                }
                continue;
            }
            for (place, person) in company.people.iter().enumerate() {
                if last_day_on_plan(person, name, stage.start, stage.end).is_some() {
                    let Some(mut line) = self.line(place, stage, &lines) else { continue };
                    line.parts = self.parts(place, stage.plan, component, &line);
                    lines[place].push(line);
                }
            }
        }
        self.resting(name, &lines);
        lines
    }

    fn line(&mut self, place: usize, stage: &Stage<'_>, lines: &[Vec<Line>]) -> Option<Line> {
        let (plan, component) = (stage.plan, &stage.plan.components[stage.place]);
        let groups = self.groups(component.group, &plan.name, &[(stage.start, stage.end)]);
        let own = groups.into_iter().map(|(_, members)| members).find(|members| members.contains(&place));
        if component.group.is_some() && own.is_none() {
            return None;
        }
        let among =
            Among { members: own.unwrap_or_default(), reports: self.reports(stage, &[(stage.start, stage.end)]) };
        if stage.start > self.company.first_day(stage.first)
            && first_version(self.company, &plan.name).first < plan.first
        {
            self.counters.add("a new version inside a period");
        }
        let mut counters = std::mem::take(self.counters);
        let settled = line(&self.at(place, stage, lines, &among), component, &mut counters);
        *self.counters = counters;
        settled.unwrap_or_else(|stop| {
            let whose = (place, plan.name.as_str(), stage.first, component.every);
            self.stopped(whose, component, stop);
            None
        })
    }

    fn at<'b>(&'b self, place: usize, stage: &Stage<'b>, lines: &'b [Vec<Line>], among: &'b Among) -> At<'b> {
        let (plan, component) = (stage.plan, &stage.plan.components[stage.place]);
        let stretch = match component.accumulate {
            None => stage.first,
            Some(Stretch::Length(length)) => {
                calendar::period_start(stage.first, length, self.company.calendar.year_starts)
            }
            Some(Stretch::Plan) => first_month(self.company, &plan.name),
        };
        At {
            company: self.company,
            credits: &self.credits,
            seen: &self.seen,
            person: &self.company.people[place],
            plan,
            component,
            target: match &component.pay {
                Pay::Target(target) => Some(target),
                Pay::Table(table) => table.target(),
                Pay::Amount(_) | Pay::Pool(_) | Pay::Contest(_) | Pay::Draw(_) => None,
            },
            stretch,
            first: stage.first,
            length: component.every,
            end: stage.end,
            earlier: &lines[place],
            everybody: lines,
            among,
        }
    }

    /// The line of the person at this place, plan and period cannot be computed.
    fn stopped(
        &mut self,
        (place, plan, first, length): (usize, &str, Month, Length),
        component: &Component,
        stop: Stop,
    ) {
        let failed = match stop {
            Stop::Unmeasured => return self.counters.add("not measured"),
            Stop::Failed(failed) => vec![(place, failed)],
            Stop::Several(failed) => failed,
        };
        for (place, failed) in failed {
            self.counters.add(match failed {
                Failed::DivisionByZero => "failed, divided by zero",
                Failed::AtZero => "failed, nothing of what should be little",
                Failed::Outside => "failed, outside of a table",
                Failed::NoOriginal => "failed, nothing to reverse",
            });
            let label = calendar::label(first, length, self.company.calendar.year_starts);
            let key = (self.company.people[place].id.clone(), plan.to_owned(), component.name.clone(), label);
            let asked = first.plus(length.0 - 1) >= self.company.year;
            let all = if asked { &mut self.found.failed } else { &mut self.found.failed_before };
            all.insert((key, failed));
        }
    }
}

/// The earliest version of a plan.
fn first_version<'a>(company: &'a Company, name: &str) -> &'a Plan {
    let versions = company.plans.iter().filter(|plan| plan.name == name);
    versions.min_by_key(|plan| plan.first).expect("a plan of the company")
}

/// The month in which it begins.
fn first_month(company: &Company, name: &str) -> Month {
    company.month(first_version(company, name).first)
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
