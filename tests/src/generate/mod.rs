//! Random companies: every one passes the check, and together they use every setting.

mod beside;
mod by_hand;
mod components;
mod contest;
mod data;
mod draw;
mod due;
mod groups;
mod measures;
mod units;

pub use groups::let_pools_carry;

use crate::calendar::{Calendar, Day, Length, Month};
use crate::company::{Company, Plan, Rounding, Step};
use crate::exact::{Exact, Rule, decimal, whole};
use crate::random::Random;

/// What makes other numbers of a seed, for what companies have beside the rest.
const BESIDE: u64 = 0x6265_7369_6465;

/// Makes one company from a seed.
struct Maker {
    random: Random,
    /// Digits of the currency's minor unit.
    digits: u32,
    year: Month,
    /// May lines fail the run?
    may_fail: bool,
}

/// The company of `seed`. It can be run.
#[must_use]
pub fn company(seed: u64) -> Company {
    made(seed, false)
}

/// A company of `seed` that leaves more to chance: tables that refuse what lies outside of them, divisors that may be zero.
#[must_use]
pub fn company_that_may_fail(seed: u64) -> Company {
    made(seed, true)
}

fn made(seed: u64, may_fail: bool) -> Company {
    let mut random = Random::new(seed);
    let (currency, digits) = *random.pick(&[("USD", 2), ("CNY", 2), ("EUR", 2), ("JPY", 0), ("BHD", 3)]);
    let year_starts = *random.pick(&[1, 1, 4, 7]);
    let year = Month::new(2026, year_starts);
    let mut maker = Maker { random, digits, year, may_fail };
    let ratio_splits = maker.random.percent(30);
    let plans: Vec<_> =
        (0..maker.random.between(1, 2)).flat_map(|number| maker.versions(number, ratio_splits)).collect();
    let people = maker.people(&plans);
    let sales = maker.sales(&people);
    let mut company = Company {
        currency,
        digits,
        calendar: Calendar::civil(year_starts),
        units: Vec::new(),
        year,
        quotas: maker.quotas(&people),
        scores: maker.scores(&people),
        splits: maker.splits(&people, &sales, ratio_splits),
        ratio_splits,
        plans,
        people,
        sales,
        by_hand: Vec::new(),
    };
    groups::name_receivers(&mut company, &mut maker.random);
    let stream = std::mem::replace(&mut maker.random, Random::new(seed ^ BESIDE));
    maker.beside(&mut company);
    maker.random = stream;
    company.by_hand = maker.by_hand(&company);
    company
}

/// What the settings of a plan have to fit into.
#[derive(Clone, Copy)]
struct Frame {
    /// Length of the plan's periods.
    pays: Length,
    /// The longest time over which anything may run on.
    longest: Length,
}

impl Maker {
    /// One or two versions of a plan.
    fn versions(&mut self, number: i64, ratio_splits: bool) -> Vec<Plan> {
        let name = format!("plan-{}", ["a", "b"][usize::try_from(number).expect("a small number")]);
        let rounding = self.plan_rounding();
        let pays = Length(*self.random.pick(&[1, 1, 3, 6, 12]));
        let frame = Frame { pays, longest: Length(12) };
        let measures = self.measures(frame, ratio_splits);
        let (first, last) = self.effective();
        let components = self.components(frame);
        let plan = Plan { name, first, last, pays, rounding, measures, components };
        if self.random.percent(30) { self.two_versions(plan) } else { vec![plan] }
    }

    /// The plan, and from some day on the same with other figures.
    fn two_versions(&mut self, first: Plan) -> Vec<Plan> {
        let change = if self.random.percent(50) {
            self.year.plus(i32::try_from(self.random.between(3, 9)).expect("a month")).first_day()
        } else {
            self.year.first_day().plus(self.random.between(62, 260))
        };
        if first.last.is_some_and(|last| last <= change) {
            return vec![first];
        }
        let mut second = Plan { first: change, ..first.clone() };
        for component in &mut second.components {
            self.change(component);
        }
        // Now and then nothing holds for some days between the two.
        let gap = if self.random.percent(20) { self.random.between(1, 40) } else { 0 };
        let last = change.plus(-1 - gap).max(first.first);
        vec![Plan { last: Some(last), ..first }, second]
    }

    fn effective(&mut self) -> (Day, Option<Day>) {
        let first = match self.random.between(1, 4) {
            1 => self.year.plus(-3).first_day(),
            2 => self.year.first_day().plus(self.random.between(0, 60)),
            _ => self.year.first_day(),
        };
        let end = self.year.plus(12).first_day().plus(-1);
        let last = match self.random.between(1, 4) {
            1 => None,
            2 => Some(end.plus(-self.random.between(0, 100))),
            _ => Some(end),
        };
        (first, last)
    }

    fn minor_unit(&self) -> Exact {
        decimal(1, self.digits)
    }

    /// Rounding of the plan: mostly none, so that the default counts.
    fn plan_rounding(&mut self) -> Vec<Rounding> {
        let mut roundings = Vec::new();
        if self.random.percent(20) {
            let rule = self.rule();
            roundings.push(Rounding { step: Step::Credit, rule, unit: self.minor_unit() });
        }
        if self.random.percent(20) {
            let rule = self.rule();
            roundings.push(Rounding { step: Step::Quotient, rule, unit: decimal(1, 4) });
        }
        if self.random.percent(30) {
            roundings.push(self.line_rounding());
        }
        roundings
    }

    fn line_rounding(&mut self) -> Rounding {
        let rule = self.rule();
        let unit = self.random.pick(&[self.minor_unit(), whole(1), whole(10)]).clone();
        Rounding { step: Step::Line, rule, unit }
    }

    fn rule(&mut self) -> Rule {
        *self.random.pick(&Rule::ALL)
    }

    /// Money from `low` to `high` whole units: often round, so that totals meet limits.
    fn money(&mut self, low: i64, high: i64) -> Exact {
        if self.random.percent(60) {
            whole(self.random.between(low / 100, high / 100) * 100)
        } else {
            let scale = 10_i64.pow(self.digits);
            decimal(self.random.between(low * scale, high * scale), self.digits)
        }
    }
}
