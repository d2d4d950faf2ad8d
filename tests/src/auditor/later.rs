//! What is earned now and paid later: the parts of a line, and what becomes of each.

use std::cell::RefCell;
use std::collections::BTreeMap;

use num_traits::{Signed, Zero};

use crate::calendar::{self, Calendar, Day, Month};
use crate::company::{
    BackRule, Component, Condition, Due, LeaverRule, Leftover, Part, Parts, Plan, Rounding, Step, When, worth,
};
use crate::counters::Counters;
use crate::exact::{Exact, Rule, decimal, round, whole};

use super::{Among, At, Audit, Line, PartKey, Stop};

/// A part of a line.
#[derive(Clone, Debug)]
pub(super) struct Later {
    /// First month of the plan's period in which it is due.
    pub(super) due: Month,
    /// Is that behind the period in which it was earned?
    pub(super) later: bool,
    /// What is taken out of the period in which it was earned.
    pub(super) amount: Exact,
    /// What of it is paid; less than all of it where somebody left.
    pub(super) kept: Exact,
    pub(super) holds: Option<Condition>,
    /// Where it waits for what must hold: the first month of the last period in which it is asked.
    pub(super) until: Option<Month>,
    /// Where somebody leaves while it waits: the first month of that period, and what is paid then.
    pub(super) left: Option<(Month, Exact)>,
    /// Is it what is taken back of a part that was paid? Nothing is taken out for it, and what is kept is below zero.
    pub(super) back: bool,
}

impl Audit<'_> {
    /// The parts of a line.
    pub(super) fn parts(&mut self, place: usize, plan: &Plan, component: &Component, line: &Line) -> Vec<Later> {
        // What becomes money is all paid by parts, and if it is one.
        let at_once = Due {
            parts: Parts::List(vec![Part { share: None, after: When::Months(0), until: None, holds: None }]),
            leftover: Leftover::Largest,
            leavers: None,
            clawback: None,
        };
        let Some(due) = component.due.as_ref().or(component.paid_as_money.then_some(&at_once)) else {
            return Vec::new();
        };
        let parts = listed(due);
        let line_rounding = component.line_rounding(self.company, &plan.rounding);
        let unit = match due.leftover {
            Leftover::Fraction => {
                decimal(1, component.unit.map_or(self.company.digits, |unit| self.company.units[unit].digits))
            }
            _ => line_rounding.unit,
        };
        let given: Exact = parts.iter().filter_map(|part| part.share.as_ref()).sum();
        let rest = whole(1) - given;
        let shares: Vec<_> = parts.iter().map(|part| part.share.clone().unwrap_or_else(|| rest.clone())).collect();
        let amounts = divide(&line.pair.earning, &shares, due.leftover, &unit);
        if !amounts.iter().zip(&shares).all(|(amount, share)| *amount == &line.pair.earning * share) {
            self.counters.add(&format!("parts that do not divide, {}", due.leftover.word()));
        }
        let unit = Rounding { step: Step::Line, rule: line_rounding.rule, unit };
        let calendar = self.company.calendar;
        let taken = self.taken_back((place, plan), due, line, (&parts, &amounts), &unit);
        let parts = parts.into_iter().zip(amounts).map(|(part, amount)| {
            let day = self.due_day(part.after, line.last());
            let month = calendar.month(day);
            if !amount.is_zero() {
                self.count_times(&part, line.last());
            }
            let in_period = |month| calendar::period_start(month, plan.pays, self.company.calendar.year_starts);
            let later = month > line.last() || component.paid_as_money;
            let (due_in, kept_all) = (in_period(month), amount.clone());
            let waits = part.until.map(|until| self.due_day(until, line.last())).filter(|until| *until > day);
            let until = waits.map(|until| in_period(calendar.month(until)));
            let holds = part.holds;
            let mut later = Later { due: due_in, later, kept: kept_all, amount, holds, until, left: None, back: false };
            let last = waits.unwrap_or(day);
            if let Some((on, rule)) = self.leaver(place, due)
                && month > line.last()
                && last > on
                && rule != LeaverRule::Keep
            {
                let months = calendar.month(last).0 - line.last().0;
                let kept = kept(&later.amount, (line.last(), months), (on, rule), (calendar, &unit));
                let leaves = in_period(self.company.month(on).max(line.last()));
                if leaves > later.due {
                    later.left = Some((leaves, kept));
                } else {
                    (later.kept, later.due, later.holds, later.until) = (kept, leaves, None, None);
                }
                if !later.amount.is_zero() {
                    self.counters.add(&format!("left, {}", rule.word()));
                }
            }
            later
        });
        parts.chain(taken).collect()
    }

    /// What is taken back of parts that were paid by the last day of work.
    fn taken_back(
        &mut self,
        (place, plan): (usize, &Plan),
        due: &Due,
        line: &Line,
        (parts, amounts): (&[Part], &[Exact]),
        unit: &Rounding,
    ) -> Vec<Later> {
        let (Some(clawback), Some((on, because))) = (&due.clawback, self.company.people[place].left) else {
            return Vec::new();
        };
        let stated = clawback.by_reason.iter().find(|(reason, _)| *reason == because).map(|(_, rule)| *rule);
        let (rule, calendar) = (stated.unwrap_or(clawback.otherwise), self.company.calendar);
        let mut taken = Vec::new();
        for (part, amount) in parts.iter().zip(amounts) {
            let day = self.due_day(part.after, line.last());
            let paid = calendar.month(day);
            if paid > line.last() && day > on {
                continue;
            }
            // A month is served when its last day is; one that was begun when its first day is.
            let months = || (1..=clawback.within).map(|month| paid.plus(month));
            let lacking = months().filter(|month| calendar.last_day(*month) > on).count();
            let not_begun = months().filter(|month| calendar.first_day(*month) > on).count();
            let of_all =
                |count: usize| whole(i64::try_from(count).expect("few months")) / whole(i64::from(clawback.within));
            let share = match rule {
                _ if lacking == 0 => continue,
                BackRule::Nothing => continue,
                BackRule::All => whole(1),
                BackRule::Percent(percent) => decimal(percent, 2),
                BackRule::NotServed => of_all(lacking),
                BackRule::NotServedBegun => of_all(not_begun),
                BackRule::ByAge(first, from, then) => {
                    let completed = clawback.within - i32::try_from(lacking).expect("few months");
                    decimal(if completed < from { first } else { then }, 2)
                }
            };
            let exact = amount * share;
            let back = if rule == BackRule::All { exact } else { round(&exact, &unit.unit, unit.rule) };
            let back = if amount.is_negative() { back.max(amount.clone()) } else { back.min(amount.clone()) };
            if back.is_zero() {
                continue;
            }
            let word = match rule {
                BackRule::Percent(_) => "a share".to_owned(),
                BackRule::ByAge(..) => "by age".to_owned(),
                _ => rule.word(),
            };
            self.counters.add(&format!("taken back, {word}"));
            let month = self.company.month(on).max(line.last());
            let due = calendar::period_start(month, plan.pays, calendar.year_starts);
            taken.push(Later {
                due,
                later: true,
                amount: Exact::zero(),
                kept: -back,
                holds: None,
                until: None,
                left: None,
                back: true,
            });
        }
        taken
    }

    fn count_times(&mut self, part: &Part, earned: Month) {
        match part.after {
            When::Days(_) => self.counters.add("due after days"),
            When::On(day) if day > self.company.last_day(earned) => self.counters.add("due on a day"),
            When::On(_) => self.counters.add("due on a day that is over"),
            When::Months(_) => {}
        }
        match part.until {
            Some(When::On(_)) => self.counters.add("waits up to a day"),
            Some(When::Days(_)) => self.counters.add("waits for days"),
            _ => {}
        }
    }

    /// The day on which something is due that was earned up to the end of a month.
    fn due_day(&self, when: When, earned: Month) -> Day {
        let end = self.company.last_day(earned);
        match when {
            When::Months(months) => self.company.last_day(earned.plus(months)),
            When::Days(days) => end.plus(days),
            When::On(day) => day.max(end),
        }
    }

    /// When somebody left, and the rule for that.
    fn leaver(&self, place: usize, due: &Due) -> Option<(Day, LeaverRule)> {
        let (on, because) = self.company.people[place].left?;
        let leavers = due.leavers.as_ref()?;
        let by_reason = leavers.by_reason.iter().find(|(reason, _)| *reason == because);
        Some((on, by_reason.map_or(leavers.otherwise, |(_, rule)| *rule)))
    }

    /// The part as it is settled in the end: one that waits falls due when what it waits for holds, when somebody leaves, or
    /// when it has waited long enough. Behind the year nothing is known.
    pub(super) fn settled(
        &self,
        whose: (usize, &Plan),
        component: &Component,
        part: &Later,
        lines: &[Vec<Line>],
    ) -> Later {
        let mut part = part.clone();
        let Some(until) = part.until else { return part };
        while part.due < self.company.year.plus(12) {
            if let Some((_, kept)) = part.left.take_if(|(leaves, _)| *leaves == part.due) {
                return Later { kept, holds: None, ..part };
            }
            if !matches!(self.holds(whose, component, &part, lines), Ok(false)) || part.due == until {
                return part;
            }
            part.due = part.due.plus(whose.1.pays.0);
        }
        part
    }

    /// Is the part paid when it falls due?
    pub(super) fn holds(
        &self,
        (place, plan): (usize, &Plan),
        component: &Component,
        part: &Later,
        lines: &[Vec<Line>],
    ) -> Result<bool, Stop> {
        let Some(condition) = &part.holds else { return Ok(true) };
        let (company, length) = (self.company, if part.later { plan.pays } else { component.every });
        let first = calendar::period_start(part.due, length, company.calendar.year_starts);
        let (seen, among) = (RefCell::new(Counters::default()), Among::default());
        let at = At {
            company,
            credits: &self.credits,
            seen: &seen,
            person: &company.people[place],
            plan,
            component,
            target: None,
            stretch: first,
            first,
            length,
            end: company.last_day(first.plus(length.0 - 1)),
            earlier: &lines[place],
            everybody: lines,
            among: &among,
        };
        match at.holds(condition, None) {
            // What depends on a figure that is not there is not paid.
            Err(Stop::Unmeasured) => Ok(false),
            other => other,
        }
    }

    /// What becomes of all parts of somebody's lines.
    pub(super) fn later(&mut self, (place, name): (usize, &str), lines: &[Vec<Line>]) {
        let company = self.company;
        let label = |first: Month, length| calendar::label(first, length, company.calendar.year_starts);
        let end = company.year.plus(12);
        for line in &lines[place] {
            let (plan, component) = source(self, name, line);
            let earned_for = label(line.first, line.length);
            let whose = |component| (company.people[place].id.clone(), name.to_owned(), component, earned_for.clone());
            let key = whose(company.paid_in(&line.component, line.unit));
            let (mut deferred, mut paid, mut back) = (Exact::zero(), BTreeMap::new(), BTreeMap::new());
            let parts = line.parts.iter().filter(|part| part.back || !part.amount.is_zero());
            let parts: Vec<Later> = parts.map(|part| self.settled((place, plan), component, part, lines)).collect();
            for part in &parts {
                if part.until.is_some() && part.due < end {
                    self.counters.add("waited");
                }
                let asked =
                    if part.later { company.year <= part.due && part.due < end } else { line.last() >= company.year };
                let own = (key.clone(), if part.later { label(part.due, plan.pays) } else { key.3.clone() });
                if part.later && !part.back && line.last() >= company.year {
                    self.counters.add("deferred");
                    deferred += &part.amount;
                }
                if part.due >= end {
                    self.counters.add("still to come");
                    *self.found.to_come.entry((own.0, own.1, part.holds.is_some())).or_default() += &part.kept;
                    continue;
                }
                if part.back {
                    if asked {
                        *back.entry(part.due).or_default() += &part.kept;
                    }
                    continue;
                }
                let lost = &part.amount - &part.kept;
                if asked && !lost.is_zero() {
                    self.counters.add(if part.kept.is_zero() { "forfeited by a leave" } else { "kept in part" });
                    *self.found.forfeited.entry(own.clone()).or_default() += lost;
                }
                match self.holds((place, plan), component, part, lines) {
                    Ok(true) if asked && part.later => {
                        self.counters.add(match (line.last() < company.year, part.holds.is_some()) {
                            (true, _) => "released, earned before the year",
                            (false, true) => "released, on a condition that holds",
                            (false, false) => "released",
                        });
                        *paid.entry(part.due).or_default() += &part.kept;
                    }
                    Ok(false) if asked => {
                        self.counters.add("forfeited");
                        *self.found.forfeited.entry(own).or_default() += &part.amount;
                    }
                    Ok(_) => {}
                    // It fails where it falls due.
                    Err(stop) => self.stopped((place, name, part.due, plan.pays), component, stop),
                }
            }
            if !deferred.is_zero() {
                let own = (key.clone(), earned_for.clone());
                self.taxable((name, &line.component), own, line.last(), (line.unit, &-deferred.clone()));
                self.found.lines.entry(key.clone()).or_default().deferral -= deferred;
            }
            for (due, sum) in back {
                let key = (key.clone(), label(due, plan.pays));
                self.taxable(
                    (&plan.name, &component.name),
                    key.clone(),
                    due.plus(plan.pays.0 - 1),
                    (component.unit, &sum),
                );
                *self.found.taken_back.entry(key).or_default() += sum;
            }
            for (due, sum) in paid {
                let key = if component.paid_as_money { whose(line.component.clone()) } else { key.clone() };
                self.paid((plan, component), (key, label(due, plan.pays)), due.plus(plan.pays.0 - 1), &sum);
            }
        }
    }

    /// What of a line falls due in a period that ends with this month is paid, as it is or as money.
    fn paid(&mut self, (plan, component): (&Plan, &Component), key: PartKey, last: Month, sum: &Exact) {
        let company = self.company;
        let Some(unit) = component.unit.filter(|_| component.paid_as_money) else {
            self.taxable((&plan.name, &component.name), key.clone(), last, (component.unit, sum));
            *self.found.released.entry(key).or_default() += sum;
            return;
        };
        let value = company.units[unit].value(company.calendar, last);
        self.counters.add(if key.0.3 == key.1 { "units paid as money" } else { "units paid as money later" });
        let how = (component.line_rounding(company, &plan.rounding).rule, company.digits);
        *self.found.cash.entry(key).or_default() += worth(sum, value, how);
    }
}

/// What of a part is paid to somebody who left: shares are rounded, and never grow beyond the part.
fn kept(
    part: &Exact,
    (earned, after): (Month, i32),
    (on, rule): (Day, LeaverRule),
    (calendar, unit): (Calendar, &Rounding),
) -> Exact {
    // A month is served when its last day is; one that was begun when its first day is.
    let month_served = |month: &i32| match rule {
        LeaverRule::ProRataBegun => calendar.first_day(earned.plus(*month)) <= on,
        _ => calendar.last_day(earned.plus(*month)) <= on,
    };
    let served = i64::try_from((1..=after).filter(month_served).count()).expect("few months");
    match rule {
        LeaverRule::Keep | LeaverRule::Accelerate => part.clone(),
        LeaverRule::Forfeit => Exact::zero(),
        LeaverRule::ProRata | LeaverRule::ProRataBegun => {
            let kept = round(&(part * whole(served) / whole(after.into())), &unit.unit, unit.rule);
            if part.is_negative() { kept.max(part.clone()) } else { kept.min(part.clone()) }
        }
    }
}

/// The version and the component that gave the line.
pub(super) fn source<'a>(audit: &Audit<'a>, name: &str, line: &Line) -> (&'a Plan, &'a Component) {
    let versions = audit.company.plans.iter().filter(|plan| plan.name == name);
    let plan = versions.into_iter().find(|plan| plan.first == line.version).expect("the version of the line");
    let of_plan = plan.components.iter().find(|component| component.name == line.component);
    (plan, of_plan.expect("the component of the line"))
}

fn listed(due: &Due) -> Vec<Part> {
    match &due.parts {
        Parts::List(parts) => parts.clone(),
        Parts::Instalments(count, every, cliff) => {
            let share = whole(1) / whole(i64::try_from(*count).expect("a small number"));
            let after = |number: usize| (i32::try_from(number).expect("a small number") * every.0).max(*cliff);
            (1..=*count)
                .map(|number| {
                    let after = When::Months(after(number));
                    Part { share: Some(share.clone()), after, until: None, holds: None }
                })
                .collect()
        }
    }
}

/// Parts in whole units that make up `sum`; below zero those of the same sum above it.
fn divide(sum: &Exact, shares: &[Exact], leftover: Leftover, unit: &Exact) -> Vec<Exact> {
    if sum.is_negative() {
        return divide(&-sum, shares, leftover, unit).into_iter().map(|part| -part).collect();
    }
    if let Leftover::Running | Leftover::RunningDown = leftover {
        let rule = if leftover == Leftover::Running { Rule::HalfUp } else { Rule::Floor };
        let to_date = |number: usize| round(&(sum * shares[..number].iter().sum::<Exact>()), unit, rule);
        return (0..shares.len()).map(|place| to_date(place + 1) - to_date(place)).collect();
    }
    let floors: Vec<_> = shares.iter().map(|share| round(&(sum * share), unit, Rule::Floor)).collect();
    let left = (sum - floors.iter().sum::<Exact>()) / unit;
    let mut order: Vec<usize> = (0..shares.len()).collect();
    match leftover {
        Leftover::First => {}
        Leftover::Last => order.reverse(),
        Leftover::AllFirst => order = vec![0; shares.len()],
        Leftover::AllLast => order = vec![shares.len() - 1; shares.len()],
        _ => order.sort_by_key(|place| (&floors[*place] - sum * &shares[*place], *place)),
    }
    let mut amounts = floors;
    let mut given = Exact::zero();
    for place in order {
        if given < left {
            amounts[place] += unit;
            given += whole(1);
        }
    }
    amounts
}
