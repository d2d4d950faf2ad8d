//! The smallest amount of a deal that reaches a goal.
//!
//! Amounts are looked through from small to large, in stretches of double length. A stretch whose ends and middle are
//! computed by the same steps (see [`Way`]), and on which the figures move in one direction, is taken to be monotone: there
//! the first amount that reaches is found by halving, exactly. Every other stretch is halved and both halves are looked
//! through, down to single units: so each change of steps (a row, a gate, a cap, a place) is found to the unit, and what
//! peaks right before a cliff is not passed over. So is a stretch on which a figure passes a number that a formula compares
//! with: a condition may turn there and back again. Where figures move in both directions but the pay lies on a straight line,
//! roundings can make it step back by a unit; there the amounts right below the one that was found are looked at, too.

use std::collections::{BTreeMap, BTreeSet};

use attain_rules::plan::Plan;

use crate::inputs::ParticipantIndex;
use crate::outcome::{Line, Outcome};

use super::hindrance::{Hindrance, hindrances};
use super::limits::Limits;
use super::way::{Way, end, is_last_row, tier};

/// The largest amount that is tried, in minor units.
pub const MAX_AMOUNT: i64 = 1_000_000_000_000;

/// Most amounts that are tried.
const MOST_TRIED: usize = 20_000;

/// How many amounts are looked at twice over where roundings can make the pay step back.
const MOST_LOOKED_AT: i64 = 48;

/// The first stretch that is looked through, in minor units.
const FIRST_STRETCH: i64 = 1_024;

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Whose pay.
    pub who: ParticipantIndex,
    /// Of this component alone.
    pub component: Option<&'a str>,
    /// How much.
    pub goal: Goal,
}

/// The goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// At least so many minor units in all.
    Pay(i128),
    /// A higher row of some table than without the deal.
    NextTier,
}

/// What was found.
#[derive(Clone, Debug)]
pub enum Found {
    /// No smaller amount reaches the goal.
    At {
        /// The amount, in minor units.
        amount: i64,
        /// What is paid then, in minor units.
        pay: i128,
    },
    /// No amount reaches it.
    Never {
        /// The most that an amount was found to pay, and the smallest that does.
        most: Option<(i128, i64)>,
        /// What holds the lines back.
        hindrances: Vec<Hindrance>,
    },
}

/// So many amounts were tried that the search was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

/// Looks for the smallest amount, from 0 to [`MAX_AMOUNT`] minor units, at which `asked` is reached. `run` computes with the
/// deal of such an amount, with the participant's traces; nothing where that fails.
///
/// # Errors
/// [`TooMany`].
pub fn seek(asked: Asked<'_>, plans: &[Plan], run: &mut dyn FnMut(i64) -> Option<Outcome>) -> Result<Found, TooMany> {
    let (tiers, tried, limits) = (BTreeMap::new(), BTreeMap::new(), Limits::default());
    let mut search = Search { asked, plans, run, tiers, tried, limits };
    search.without_the_deal();
    if let Some(amount) = search.through()? {
        let pay = search.look(amount)?.pay.unwrap_or(0);
        return Ok(Found::At { amount, pay });
    }
    let most = search.tried.values().filter_map(|tried| tried.pay).max();
    let most = match most {
        Some(most) => {
            search.asked.goal = Goal::Pay(most);
            search.through()?.map(|amount| (most, amount))
        }
        None => None,
    };
    let [none, half, all] = [0, MAX_AMOUNT.div_euclid(2), MAX_AMOUNT].map(|amount| search.lines(amount));
    let [none, half, all] = [none, half, all].map(Option::unwrap_or_default);
    let is_last = |line: &Line| asked.goal == Goal::NextTier && is_last_row(line, plans);
    let hindrances = hindrances([&none, &half, &all], &|line| end(line, plans), &is_last);
    Ok(Found::Never { most, hindrances })
}

/// What identifies a line whatever its amount is.
type Key = (u32, u32, attain_rules::period::Period);

struct Search<'a, 'r> {
    asked: Asked<'a>,
    plans: &'a [Plan],
    run: &'r mut dyn FnMut(i64) -> Option<Outcome>,
    /// The row that each line reaches without the deal.
    tiers: BTreeMap<Key, u32>,
    /// What the formulas of these lines' plans hold figures against.
    limits: Limits,
    tried: BTreeMap<i64, Tried>,
}

/// What an amount gave.
#[derive(Clone, Debug)]
struct Tried {
    /// What is paid; nothing where the run fails.
    pay: Option<i128>,
    /// Does a line reach a higher row than without the deal?
    higher: bool,
    way: Way,
}

impl Tried {
    fn reaches(&self, goal: Goal) -> bool {
        match goal {
            Goal::Pay(goal) => self.pay.is_some_and(|pay| pay >= goal),
            Goal::NextTier => self.higher,
        }
    }
}

impl Search<'_, '_> {
    /// The participant's lines with a deal of this amount; nothing where the run fails.
    fn lines(&mut self, amount: i64) -> Option<Vec<Line>> {
        let outcome = (self.run)(amount)?;
        let wanted = |line: &Line| {
            let is_called = |name| line.part(self.plans).is_some_and(|(_, component)| component.name == name);
            line.participant == self.asked.who && self.asked.component.is_none_or(is_called)
        };
        Some(outcome.lines.into_iter().filter(wanted).collect())
    }

    /// Learns from the lines without the deal, which are the first that are tried.
    fn without_the_deal(&mut self) {
        let lines = self.lines(0);
        let own = lines.as_deref().unwrap_or_default();
        self.tiers = own.iter().filter_map(|line| Some((key(line), tier(line, self.plans)?))).collect();
        let plans: BTreeSet<usize> = own.iter().filter_map(|line| usize::try_from(line.plan).ok()).collect();
        plans.into_iter().filter_map(|plan| self.plans.get(plan)).for_each(|plan| self.limits.take(plan));
        let tried = self.judged(lines.as_deref());
        self.tried.insert(0, tried);
    }

    fn look(&mut self, amount: i64) -> Result<Tried, TooMany> {
        if let Some(known) = self.tried.get(&amount) {
            return Ok(known.clone());
        }
        if self.tried.len() >= MOST_TRIED {
            return Err(TooMany);
        }
        let lines = self.lines(amount);
        let tried = self.judged(lines.as_deref());
        self.tried.insert(amount, tried.clone());
        Ok(tried)
    }

    /// What the lines of a run come to; of one that failed there are none.
    fn judged(&self, lines: Option<&[Line]>) -> Tried {
        let Some(lines) = lines else { return Tried { pay: None, higher: false, way: Way::failed() } };
        let pay = lines.iter().filter(|line| line.unit.is_none()).map(|line| i128::from(line.minor_units)).sum();
        let tiers: Vec<Option<u32>> = lines.iter().map(|line| tier(line, self.plans)).collect();
        let without = |line: &Line| self.tiers.get(&key(line)).copied().unwrap_or(0);
        let higher = lines.iter().zip(&tiers).any(|(line, tier)| tier.is_some_and(|tier| tier > without(line)));
        Tried { pay: Some(pay), higher, way: Way::of(lines, &tiers) }
    }

    /// Does this amount reach the goal?
    fn reaches(&mut self, amount: i64) -> Result<bool, TooMany> {
        Ok(self.look(amount)?.reaches(self.asked.goal))
    }

    /// From small to large.
    fn through(&mut self) -> Result<Option<i64>, TooMany> {
        if self.reaches(0)? {
            return Ok(Some(0));
        }
        let (mut low, mut high) = (0_i64, FIRST_STRETCH);
        while low < MAX_AMOUNT {
            let found = self.between(low, high)?;
            if found.is_some() {
                return Ok(found);
            }
            low = high;
            high = high.saturating_mul(2).min(MAX_AMOUNT);
        }
        Ok(None)
    }

    /// The first amount above `low`, up to `high`, that reaches; `low` does not.
    fn between(&mut self, low: i64, high: i64) -> Result<Option<i64>, TooMany> {
        let last = self.reaches(high)?;
        let Some(middle) = middle(low, high) else { return Ok(last.then_some(high)) };
        if self.reaches(middle)? {
            return self.between(low, middle);
        }
        match self.shape(low, middle, high)? {
            Stretch::Monotone if last => self.halve(middle, high, 0).map(Some),
            Stretch::Straight if last => self.halve_and_look(middle, high).map(Some),
            Stretch::Monotone | Stretch::Straight | Stretch::FarBelow => Ok(None),
            Stretch::Reaches(inside) => self.between(low, inside),
            Stretch::Mixed => match self.between(low, middle)? {
                Some(found) => Ok(Some(found)),
                None => self.between(middle, high),
            },
        }
    }

    /// What can be said of the stretch; neither `low` nor `middle` reaches.
    fn shape(&mut self, low: i64, middle: i64, high: i64) -> Result<Stretch, TooMany> {
        let (a, m, b) = (self.look(low)?, self.look(middle)?, self.look(high)?);
        if !a.way.is_like(&m.way) || !m.way.is_like(&b.way) {
            return Ok(Stretch::Mixed);
        }
        if a.way.passes(&m.way, &self.limits) || m.way.passes(&b.way, &self.limits) {
            return Ok(Stretch::Mixed);
        }
        let quarters = [self::middle(low, middle), self::middle(middle, high)];
        let mut all = vec![(low, a), (middle, m), (high, b)];
        for quarter in quarters.into_iter().flatten() {
            let tried = self.look(quarter)?;
            if tried.reaches(self.asked.goal) && quarter < middle {
                return Ok(Stretch::Reaches(quarter));
            }
            all.push((quarter, tried));
        }
        all.sort_by_key(|(amount, _)| *amount);
        Ok(judge(&all, self.asked.goal))
    }

    /// The first amount above `low` at which at most `short` minor units are missing, where that is so from there to `high`.
    fn halve(&mut self, mut low: i64, mut high: i64, short: i128) -> Result<i64, TooMany> {
        while let Some(middle) = middle(low, high) {
            let tried = self.look(middle)?;
            let is_near = matches!((self.asked.goal, tried.pay), (Goal::Pay(goal), Some(pay)) if goal.saturating_sub(pay) <= short);
            if tried.reaches(self.asked.goal) || is_near {
                high = middle;
            } else {
                low = middle;
            }
        }
        Ok(high)
    }

    /// The first amount that reaches where the pay may step back by a unit for each line: what lies between the first amount
    /// at which so much is missing and the one that halving finds is looked at, evenly and right below it.
    fn halve_and_look(&mut self, low: i64, high: i64) -> Result<i64, TooMany> {
        let lines = self.look(high)?.way.lines();
        let mut found = self.halve(low, high, 0)?;
        let first = self.halve(low, found, i128::try_from(lines).unwrap_or(0))?;
        loop {
            let step = found.saturating_sub(first).div_euclid(MOST_LOOKED_AT).max(1);
            let evenly = (0..MOST_LOOKED_AT).map(|place| first.saturating_add(step.saturating_mul(place)));
            let below = (1..=MOST_LOOKED_AT).rev().map(|less| found.saturating_sub(less));
            let mut smaller = None;
            for amount in evenly.chain(below).filter(|amount| (first..found).contains(amount)) {
                if self.reaches(amount)? {
                    smaller = Some(smaller.unwrap_or(amount).min(amount));
                }
            }
            match smaller {
                Some(amount) => found = amount,
                None => return Ok(found),
            }
        }
    }
}

/// What can be said of a stretch of amounts.
enum Stretch {
    /// The pay moves in one direction.
    Monotone,
    /// The pay lies on a straight line, but for roundings.
    Straight,
    /// It may peak, but nowhere near the goal.
    FarBelow,
    /// Something before the middle reaches.
    Reaches(i64),
    /// Nothing: it has to be looked through.
    Mixed,
}

/// Looks at amounts with ways of the same steps, in order.
fn judge(all: &[(i64, Tried)], goal: Goal) -> Stretch {
    let tried: Vec<&Tried> = all.iter().map(|(_, tried)| tried).collect();
    if tried.windows(2).any(|pair| matches!(pair, [one, other] if !one.way.is_like(&other.way))) {
        return Stretch::Mixed;
    }
    let Some(pays) = tried.iter().map(|tried| tried.pay).collect::<Option<Vec<i128>>>() else {
        // All of them fail.
        return Stretch::Monotone;
    };
    let sorted =
        |falling: bool| pays.windows(2).all(|pair| matches!(pair, [a, b] if if falling { a >= b } else { a <= b }));
    let mut one_way = true;
    let (mut up, mut down) = (false, false);
    for three in tried.windows(3) {
        let [a, m, b] = three else { continue };
        let trend = a.way.trend(&m.way, &b.way);
        (up, down) = (up || trend.up, down || trend.down);
        one_way &= !trend.turns;
    }
    one_way &= !(up && down);
    if one_way && (sorted(false) || sorted(true)) {
        return Stretch::Monotone;
    }
    if is_straight(all) {
        return Stretch::Straight;
    }
    let (most, least) = (pays.iter().max().copied().unwrap_or(0), pays.iter().min().copied().unwrap_or(0));
    match goal {
        Goal::Pay(goal) if goal.saturating_sub(most) > most.saturating_sub(least).saturating_mul(4) => {
            Stretch::FarBelow
        }
        // Ways of the same steps reach the same rows.
        Goal::NextTier => Stretch::FarBelow,
        Goal::Pay(_) => Stretch::Mixed,
    }
}

/// Do the pays lie on one straight line, but for the rounding of each line?
fn is_straight(all: &[(i64, Tried)]) -> bool {
    let point = |(amount, tried): &(i64, Tried)| Some((i128::from(*amount), tried.pay?));
    let (Some(first), Some(last)) = (all.first().and_then(point), all.last().and_then(point)) else { return false };
    let run = last.0.saturating_sub(first.0);
    let lines = all.first().map_or(0, |(_, tried)| i128::try_from(tried.way.lines()).unwrap_or(0));
    all.iter().filter_map(point).all(|(amount, pay)| {
        let there = last.1.saturating_sub(first.1).saturating_mul(amount.saturating_sub(first.0));
        let off = pay.saturating_sub(first.1).saturating_mul(run).saturating_sub(there);
        off.saturating_abs() <= run.saturating_mul(lines.saturating_add(1))
    })
}

/// What lies between the two, if anything does.
fn middle(low: i64, high: i64) -> Option<i64> {
    let middle = low.saturating_add(high.saturating_sub(low).div_euclid(2));
    (low < middle && middle < high).then_some(middle)
}

const fn key(line: &Line) -> Key {
    (line.plan, line.component, line.earned_for)
}
