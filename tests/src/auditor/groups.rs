//! What a whole group gets: pools and contests, member by member and unit by unit.

use std::collections::{BTreeMap, BTreeSet};

use num_traits::{One, Signed, Zero};

use crate::calendar::{self, Day};
use crate::company::{Component, Contest, Fund, GroupBy, OverCap, Pay, Pool, Rounding, Step, Stretch};
use crate::counters::Counters;
use crate::exact::{Exact, Rule, decimal, round, whole};

use super::contest::Field;
use super::{Among, At, Audit, Balance, Line, Pair, Stage, Stop, Whole, last_day_on_plan, stay_on};

impl Audit<'_> {
    /// The groups on a plan, over stretches of days: the name, and the places of the members.
    pub(super) fn groups(&self, by: Option<GroupBy>, plan: &str, days: &[(Day, Day)]) -> Vec<(String, Vec<usize>)> {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, person) in self.company.people.iter().enumerate() {
            let last = days.iter().filter_map(|(start, end)| last_day_on_plan(person, plan, *start, *end)).max();
            let (Some(by), Some(last)) = (by, last) else { continue };
            let team = stay_on(person, plan, last).expect("on the plan on that day").team;
            match by {
                GroupBy::Plan => groups.entry(String::new()).or_default().push(place),
                GroupBy::Team if team.is_empty() => {}
                GroupBy::Team => groups.entry(team.to_owned()).or_default().push(place),
            }
        }
        groups.into_iter().collect()
    }

    /// Who reports to whom on the stage's plan, over stretches of days; on the last day that somebody is on the plan.
    pub(super) fn reports(&self, stage: &Stage<'_>, days: &[(Day, Day)]) -> BTreeMap<String, Vec<usize>> {
        let mut reports: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let plan = &stage.plan.name;
        for (place, person) in self.company.people.iter().enumerate() {
            let last = days.iter().filter_map(|(start, end)| last_day_on_plan(person, plan, *start, *end)).max();
            if let Some(stay) = last.and_then(|last| stay_on(person, plan, last)) {
                reports.entry(stay.manager.clone()).or_default().push(place);
            }
        }
        reports
    }

    /// The days of all versions of the stage's plan in its period; nothing where a later version has the component in it.
    pub(super) fn settled_days(&self, stage: &Stage<'_>) -> Option<Vec<(Day, Day)>> {
        let (plan, component) = (stage.plan, &stage.plan.components[stage.place]);
        let last = self.company.last_day(stage.first.plus(component.every.0 - 1));
        let versions = || self.company.plans.iter().filter(|version| version.name == plan.name);
        let has_it = |other: &Component| other.name == component.name && other.every == component.every;
        if versions().any(|v| v.first > stage.end && v.first <= last && v.components.iter().any(has_it)) {
            return None;
        }
        let days = versions().map(|v| {
            (v.first.max(self.company.first_day(stage.first)), v.last.map_or(stage.end, |last| last.min(stage.end)))
        });
        Some(days.filter(|(start, end)| start <= end).collect())
    }

    /// The lines of all groups. Where a later version has the component in the same period, that one settles it.
    pub(super) fn wholes(&mut self, stage: &Stage<'_>, lines: &[Vec<Line>]) -> Vec<(usize, Line)> {
        let (plan, component) = (stage.plan, &stage.plan.components[stage.place]);
        let Some(days) = self.settled_days(stage) else {
            self.counters.add("a group settled by a later version");
            return Vec::new();
        };
        let on_plan =
            self.groups(Some(GroupBy::Plan), &plan.name, &days).iter().map(|group| group.1.len()).sum::<usize>();
        let groups = self.groups(component.group, &plan.name, &days);
        if groups.iter().map(|group| group.1.len()).sum::<usize>() < on_plan {
            self.counters.add("somebody in no group");
        }
        let mut all = Vec::new();
        let mut cuts = Vec::new();
        for (name, members) in groups {
            let mut seen = Counters::default();
            let among = Among { members, reports: self.reports(stage, &days) };
            let settled = settle(&self.at(among.members[0], stage, lines, &among), component, &mut seen);
            self.counters.append(seen);
            let label = calendar::label(stage.first, component.every, self.company.calendar.year_starts);
            let asked = stage.first.plus(component.every.0 - 1) >= self.company.year;
            match settled {
                Ok((whole, amounts)) => {
                    cuts.push((name.clone(), among.members.clone(), whole.cut.clone()));
                    let key = |unit| {
                        let component = self.company.paid_in(&component.name, unit);
                        (plan.name.clone(), component, label.clone(), name.clone())
                    };
                    if asked && component.gives_things() {
                        for (thing, undistributed) in whole.things {
                            self.counters.add("a thing that nobody wins");
                            self.found.groups.insert(key(Some(thing)), Whole { undistributed, ..Whole::default() });
                        }
                    } else if asked {
                        self.found.groups.insert(key(component.unit), whole);
                    }
                    for (place, amount, thing, carried) in amounts {
                        let before = self.given_before(stage, component, (&lines[place], thing));
                        let amount = amount - before;
                        let own = line(stage, component, amount);
                        all.push((place, Line { unit: thing.or(own.unit), carried, ..own }));
                    }
                }
                Err(stop) => {
                    self.stopped((among.members[0], &plan.name, stage.first, component.every), component, stop);
                }
            }
        }
        self.receive(stage, &cuts, &mut all);
        self.carried(stage, lines, &all);
        all
    }

    /// Gives what caps cut in all groups to whom the stage's pool names, who has to be in a group whose lines are known; else it is
    /// for nobody.
    fn receive(&mut self, stage: &Stage<'_>, cuts: &[(String, Vec<usize>, Exact)], all: &mut Vec<(usize, Line)>) {
        let component = &stage.plan.components[stage.place];
        let Pay::Pool(pool) = &component.pay else { return };
        let OverCap::To(id) = &pool.over_cap else { return };
        let place = self.company.people.iter().position(|person| person.id == *id).expect("somebody");
        let own = cuts.iter().find(|(_, members, _)| members.contains(&place));
        let label = calendar::label(stage.first, component.every, self.company.calendar.year_starts);
        let part = self.company.paid_in(&component.name, component.unit);
        let key = |name: &String| (stage.plan.name.clone(), part.clone(), label.clone(), name.clone());
        let Some((own, ..)) = own else {
            for (name, _, cut) in cuts.iter().filter(|(.., cut)| !cut.is_zero()) {
                self.counters.add("cut for somebody who is not there");
                if let Some(whole) = self.found.groups.get_mut(&key(name)) {
                    whole.undistributed += cut;
                    whole.cut = Exact::zero();
                }
            }
            return;
        };
        let sum: Exact = cuts.iter().map(|(.., cut)| cut).sum();
        if !sum.is_zero() {
            self.counters.add(if cuts.len() > 1 { "cut in several groups, received" } else { "cut, received" });
        }
        if let Some(whole) = self.found.groups.get_mut(&key(own)) {
            whole.received = sum.clone();
            if !whole.entrants.contains(id) {
                whole.entrants.push(id.clone());
            }
        }
        match all.iter_mut().find(|(of, _)| *of == place) {
            Some((_, line)) => {
                for amount in [&mut line.pair.earning, &mut line.unlimited, &mut line.uncut] {
                    *amount += &sum;
                }
            }
            None => {
                self.counters.add("received without a share");
                all.push((place, line(stage, component, sum)));
            }
        }
    }

    /// What goes on for everybody of what caps of the stage's pool cut.
    fn carried(&mut self, stage: &Stage<'_>, lines: &[Vec<Line>], now: &[(usize, Line)]) {
        let component = &stage.plan.components[stage.place];
        let asked = stage.first.plus(component.every.0 - 1) >= self.company.year;
        if !matches!(component.pay, Pay::Pool(_)) || !asked {
            return;
        }
        let label = calendar::label(stage.first, component.every, self.company.calendar.year_starts);
        for (place, person) in self.company.people.iter().enumerate() {
            let opening = carried(&component.name, &lines[place]);
            let change: Exact = now.iter().filter(|(of, _)| *of == place).map(|(_, line)| &line.carried).sum();
            if !opening.is_zero() && !now.iter().any(|(of, _)| *of == place) {
                self.counters.add("carried on without a line");
            }
            let key = (person.id.clone(), stage.plan.name.clone());
            let key = (key.0, key.1, self.company.paid_in(&component.name, component.unit), label.clone());
            let balance = Balance::moved(opening, change);
            if balance != Balance::default() {
                self.found.balances.insert(key, balance);
            }
        }
    }

    /// What earlier lines of the stretch gave somebody of a contest that runs on.
    fn given_before(
        &mut self,
        stage: &Stage<'_>,
        component: &Component,
        (lines, thing): (&[Line], Option<usize>),
    ) -> Exact {
        let first = match component.accumulate {
            None => return Exact::zero(),
            Some(Stretch::Length(length)) => {
                calendar::period_start(stage.first, length, self.company.calendar.year_starts)
            }
            Some(Stretch::Plan) => super::first_month(self.company, &stage.plan.name),
        };
        let own =
            lines.iter().filter(|line| line.component == component.name && line.start >= self.company.first_day(first));
        // Of several things each is counted by itself.
        let same = |line: &&Line| !component.gives_things() || line.unit == thing;
        let before: Exact = own.filter(same).map(|line| &line.pair.earning).sum();
        if !before.is_zero() {
            self.counters.add(if component.gives_things() { "thing given before" } else { "stage paid before" });
        }
        before
    }
}

/// What caps of a pool cut so far, less what was paid of it.
pub(super) fn carried<'l>(component: &str, lines: impl IntoIterator<Item = &'l Line>) -> Exact {
    lines.into_iter().filter(|line| line.component == component).map(|line| &line.carried).sum()
}

pub(super) fn line(stage: &Stage<'_>, component: &Component, amount: Exact) -> Line {
    Line {
        component: component.name.clone(),
        unit: component.unit,
        version: stage.plan.first,
        first: stage.first,
        length: component.every,
        start: stage.start,
        end: stage.end,
        unlimited: amount.clone(),
        uncut: amount.clone(),
        carried: Exact::zero(),
        pair: Pair { earning: amount, ..Pair::default() },
        parts: Vec::new(),
    }
}

/// A whole, and what of it members get.
type Settled = (Whole, Vec<Given>);

/// Whose place, how much, of which thing, and what is carried on.
type Given = (usize, Exact, Option<usize>, Exact);

fn settle(at: &At<'_>, component: &Component, counters: &mut Counters) -> Result<Settled, Stop> {
    let teams = match &component.pay {
        Pay::Contest(contest) if contest.teams.is_some() => Some(at.teams()),
        _ => None,
    };
    let all = teams.unwrap_or_else(|| at.among.members.iter().map(|place| vec![*place]).collect());
    let alone = !matches!(&component.pay, Pay::Contest(contest) if contest.teams.is_some());
    let mut field = Field { entrants: all.clone(), alone };
    if let Some(eligible) = &component.eligible {
        let mut is_in = at.of_entrants(&field, |at| at.holds(eligible, None))?.into_iter();
        field.entrants.retain(|_| is_in.next() == Some(true));
        if field.entrants.len() < all.len() {
            counters.add("not eligible in a group");
        }
    }
    let entrants: Vec<usize> = field.entrants.iter().flatten().copied().collect();
    let ids = entrants.iter().map(|place| at.company.people[*place].id.clone()).collect();
    if let Some((gate, _)) = &component.gate
        && !at.holds(gate, None)?
    {
        counters.add("gate of a group closed");
        let amounts = match &component.pay {
            Pay::Contest(contest) if contest.gives_by_stages() => {
                of_each_thing(contest, &entrants, &vec![Vec::new(); entrants.len()])
            }
            _ => entrants.into_iter().map(|place| (place, Exact::zero(), None, Exact::zero())).collect(),
        };
        return Ok((Whole { entrants: ids, ..Whole::default() }, amounts));
    }
    let unit = component.line_rounding(at.company, &at.plan.rounding).unit;
    let (mut things, mut carried) = (vec![None; entrants.len()], vec![Exact::zero(); entrants.len()]);
    let (whole, amounts) = match &component.pay {
        Pay::Pool(pool) => {
            let (sum, reserved, amounts) = at.pool(pool, &entrants, &unit, counters)?;
            let given: Exact = amounts.iter().map(|(amount, left)| amount + left).sum();
            let undistributed = (&sum - &reserved - given).max(Exact::zero());
            let (amounts, left): (Vec<_>, Vec<_>) = amounts.into_iter().unzip();
            let mut cut = Exact::zero();
            match pool.over_cap {
                OverCap::To(_) | OverCap::Fund => cut = left.iter().sum(),
                _ => carried = left,
            }
            let to_fund = pool.over_cap == OverCap::Fund;
            (
                Whole { cut, to_fund, sum, reserved, undistributed, entrants: ids, is_pool: true, ..Whole::default() },
                amounts,
            )
        }
        Pay::Contest(contest) => {
            let won = at.contest(contest, &field, &unit, counters)?;
            if let Some(by_stages) = won.by_stages {
                return Ok((
                    Whole { entrants: ids, ..Whole::default() },
                    of_each_thing(contest, &entrants, &by_stages),
                ));
            }
            things = won.things;
            let whole = Whole { undistributed: won.left, things: won.things_left, entrants: ids, ..Whole::default() };
            (whole, won.amounts)
        }
        _ => unreachable!("only these are settled for a group"),
    };
    let members = entrants.into_iter().zip(amounts).zip(things).zip(carried);
    Ok((whole, members.map(|(((place, amount), thing), carried)| (place, amount, thing, carried)).collect()))
}

/// How many of each thing of a contest everybody has won.
fn of_each_thing(contest: &Contest, entrants: &[usize], by_stages: &[Vec<usize>]) -> Vec<Given> {
    let kinds: BTreeSet<usize> = contest.things.iter().copied().collect();
    let mut all = Vec::new();
    for (place, won) in entrants.iter().zip(by_stages) {
        for kind in &kinds {
            let won = count(won.iter().filter(|thing| *thing == kind).count());
            all.push((*place, won, Some(*kind), Exact::zero()));
        }
    }
    all
}

/// All there is, what is held back of it, and what each gets, with what is left of the share for later.
type Amounts = (Exact, Exact, Vec<(Exact, Exact)>);

impl At<'_> {
    /// What caps cut of the person's earlier shares and is not paid yet.
    fn carried(&self) -> Exact {
        carried(&self.component.name, self.earlier)
    }

    fn pool(&self, pool: &Pool, entrants: &[usize], unit: &Exact, counters: &mut Counters) -> Result<Amounts, Stop> {
        counters.add("pool");
        let mut fund = match &pool.fund {
            Fund::Amount(formula) => self.number(formula, None)?,
            Fund::Table(table) => {
                counters.add("fund by a table");
                self.table(table, None, self.component, counters)?
            }
        };
        if fund.is_negative() {
            counters.add("fund below zero");
            fund = Exact::zero();
        }
        let minor = Rounding { step: Step::Fund, rule: Rule::HalfUp, unit: decimal(1, self.company.digits) };
        let rounding = self.rounding(Step::Fund).unwrap_or(minor);
        fund = round(&fund, &rounding.unit, rounding.rule);
        let mut held = Exact::zero();
        if let Some(reserve) = &pool.reserve {
            held = self.rounded_line(&fund * self.number(reserve, None)?, counters);
            counters.add(if held.is_negative() || held > fund { "reserve outside of the fund" } else { "reserve" });
            held = held.max(Exact::zero()).min(fund.clone());
        }
        let mut keys = vec![Exact::one(); entrants.len()];
        if let Some(share_by) = &pool.share_by {
            keys = self.of_each(entrants, |at| at.number(share_by, None))?;
            for key in &mut keys {
                if key.is_negative() {
                    counters.add("key below zero");
                    *key = Exact::zero();
                }
            }
        } else {
            counters.add("equal shares");
        }
        let mut most = vec![None; entrants.len()];
        if let Some(formula) = &pool.most {
            let limits = self.of_each(entrants, |at| at.number(formula, None))?;
            most = limits.iter().map(|limit| Some(round(limit, unit, Rule::Floor).max(Exact::zero()))).collect();
        }
        let how = (pool.over_cap == OverCap::Shared, pool.unassigned);
        if matches!(pool.over_cap, OverCap::Lost | OverCap::Shared) {
            let shares = shares(&(&fund - &held), &keys, &most, how, unit, counters);
            return Ok((fund, held, shares.into_iter().map(|share| (share, Exact::zero())).collect()));
        }
        // The shares are those without a cap; what is paid of them and of what was cut before is held under it.
        let whole = shares(&(&fund - &held), &keys, &vec![None; keys.len()], how, unit, counters);
        let parts = whole.into_iter().zip(most).zip(entrants).map(|((share, most), place)| {
            let is_carried = pool.over_cap == OverCap::Carried;
            let before = if is_carried { self.of(*place).carried() } else { Exact::zero() };
            let mut paid = round(&(&share + &before), unit, Rule::Floor).max(Exact::zero());
            if let Some(most) = most.filter(|most| *most < paid) {
                counters.add(if is_carried { "cap of a pool, carried" } else { "cap of a pool, for another" });
                paid = most;
            }
            if paid > share {
                counters.add(if before > &paid - &share { "carried, paid in part" } else { "carried, paid" });
            }
            let left = share - &paid;
            (paid, left)
        });
        let parts = parts.collect();
        Ok((fund, held, parts))
    }
}

pub(super) fn count(number: usize) -> Exact {
    whole(i64::try_from(number).expect("a small number"))
}

/// Shares of `sum`: first who is cut, one after another; then whole units; then the units left over, one after another.
pub(super) fn shares(
    sum: &Exact,
    keys: &[Exact],
    most: &[Option<Exact>],
    (cut_is_shared, unassigned): (bool, bool),
    unit: &Exact,
    counters: &mut Counters,
) -> Vec<Exact> {
    let mut fixed: Vec<Option<Exact>> = vec![None; keys.len()];
    let mut cuts = 0;
    let part = |place: usize, fixed: &[Option<Exact>]| {
        let is_in = |other: usize| !cut_is_shared || fixed[other].is_none();
        let whole: Exact = (0..keys.len()).filter(|other| is_in(*other)).map(|other| &keys[other]).sum();
        let taken: Exact = fixed.iter().flatten().filter(|_| cut_is_shared).sum();
        if whole.is_zero() { Exact::zero() } else { (sum - taken) * &keys[place] / whole }
    };
    loop {
        // Of those above their limit the one whose limit is the smallest for the key.
        let over = (0..keys.len())
            .filter(|place| fixed[*place].is_none())
            .filter(|place| most[*place].as_ref().is_some_and(|most| part(*place, &fixed) > *most));
        let ratio = |place: &usize| most[*place].as_ref().map(|most| most / &keys[*place]);
        let Some(first) = over.min_by_key(ratio) else { break };
        fixed[first].clone_from(&most[first]);
        cuts += 1;
    }
    if cuts > 0 {
        counters.add(if cut_is_shared { "cap of a pool, shared" } else { "cap of a pool, lost" });
    }
    if cuts > 1 && cut_is_shared {
        counters.add("cap of a pool, several");
    }
    let taken: Exact = fixed.iter().flatten().filter(|_| cut_is_shared).sum();
    let units = |value: &Exact| round(value, unit, Rule::Floor);
    let mut left = units(&(sum - taken));
    let mut rests = Vec::new();
    let mut shares = Vec::new();
    let mut anything = false;
    for (place, own) in fixed.iter().enumerate() {
        let exact = part(place, &fixed);
        let floor = units(&exact);
        match own {
            Some(own) => {
                shares.push(own.clone());
                rests.push(Exact::zero());
                if !cut_is_shared {
                    left -= &floor;
                }
            }
            None => {
                anything |= !exact.is_zero();
                left -= &floor;
                rests.push(exact - &floor);
                shares.push(floor);
            }
        }
    }
    if !anything {
        counters.add(if keys.iter().all(Zero::is_zero) { "pool without keys" } else { "pool with nothing left" });
        return shares;
    }
    while left >= *unit {
        let Some(largest) = rests.iter().filter(|rest| !rest.is_zero()).max().cloned() else { break };
        if unassigned {
            counters.add("units unassigned");
            break;
        }
        counters.add("units left over");
        if rests.iter().filter(|rest| **rest == largest).count() > 1 {
            counters.add("units left over, same remainders");
        }
        let first = rests.iter().position(|rest| *rest == largest).expect("it is among them");
        shares[first] += unit;
        rests[first] = Exact::zero();
        left -= unit;
    }
    shares
}
