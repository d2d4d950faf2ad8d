//! What always holds on random histories: what was paid month by month is what everything gives from the beginning.
//!
//! `ATTAIN_HISTORIES` says how many histories (30 when it says nothing), `ATTAIN_SEED` with which company to begin.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};

use attain_engine::outcome::{BalanceKind, Line, LineKind};
use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::plan::Pay;
use attain_rules::unit::UnitPlace;
use attain_tests::company::{ByHand, Company};
use attain_tests::exact::{decimal, whole};
use attain_tests::generate;
use attain_tests::library::{Run, close_files, run_files};
use attain_tests::random::Random;
use attain_tests::write::files;

/// Is the line of a pool or a contest?
fn is_final(run: &Run, line: &Line) -> bool {
    let component = &run.plans[line.plan as usize].components[line.component as usize];
    matches!(component.pay, Pay::Pool(_) | Pay::Contest(_))
}

/// Is the line of a pool that carries on what caps cut, in all versions of its plan?
fn always_carries(run: &Run, line: &Line) -> bool {
    carries_in_all_versions(run, &run.plans[line.plan as usize].name, run.component(line))
}

fn carries_in_all_versions(run: &Run, plan: &str, component: &str) -> bool {
    let versions = run.plans.iter().filter(|version| version.name == plan);
    let mut components = versions.flat_map(|version| &version.components).filter(|one| one.name == component);
    components.all(|one| matches!(&one.pay, Pay::Pool(pool) if pool.carries()))
}

/// What everybody got, in the smallest parts of money or of units: of each component with its unit; and line by line of pools and
/// contests, which are final when they are closed.
#[derive(Default)]
struct Sums {
    own: BTreeMap<[String; 3], i64>,
    of_groups: BTreeMap<[String; 4], i64>,
    /// What pools earned that carry on what caps cut, with what they carry on in the end.
    carried: BTreeMap<[String; 3], i64>,
}

impl Sums {
    fn add(&mut self, run: &Run) {
        for line in &run.outcome.lines {
            let plan = run.plans[line.plan as usize].name.clone();
            let who = run.participant(line).to_owned();
            let unit = line.unit.and_then(|place| run.company.unit(place)).map_or("", |unit| &unit.name);
            let component = format!("{} {unit}", run.component(line));
            let sum = if is_final(run, line) {
                let earned_for = run.label(line.earned_for);
                if line.kind == LineKind::Earning {
                    // What is due later takes out of the period what was earned in it: together they may be nothing.
                    let key = [who.clone(), plan.clone(), component.clone(), format!("{earned_for}, earned")];
                    *self.of_groups.entry(key).or_default() += line.minor_units;
                    if always_carries(run, line) {
                        let key = [who.clone(), plan.clone(), component.clone()];
                        *self.carried.entry(key).or_default() += line.minor_units;
                    }
                }
                self.of_groups.entry([who, plan, component, earned_for]).or_default()
            } else {
                self.own.entry([who, plan, component]).or_default()
            };
            *sum += line.minor_units;
        }
    }

    /// Adds what is carried on after the year's last month.
    fn add_balances(&mut self, run: &Run) {
        let last = run.outcome.balances.iter().map(|balance| balance.period.last()).max();
        for balance in run.outcome.balances.iter().filter(|balance| Some(balance.period.last()) == last) {
            let plan = &run.plans[balance.plan as usize];
            let component = &plan.components[balance.component as usize];
            if balance.kind == BalanceKind::Carried && carries_in_all_versions(run, &plan.name, &component.name) {
                let unit = component.unit().and_then(|place| run.company.unit(place)).map_or("", |unit| &unit.name);
                let who = run.inputs.participants[balance.participant.0 as usize].id.to_string();
                let key = [who, plan.name.clone(), format!("{} {unit}", component.name)];
                *self.carried.entry(key).or_default() += balance.closing;
            }
        }
        self.carried.retain(|_, sum| *sum != 0);
    }

    /// Without what is zero, and without plans of these names.
    fn without(mut self, plans: &BTreeSet<String>) -> BTreeMap<[String; 3], i64> {
        self.own.retain(|[_, plan, _], sum| *sum != 0 && !plans.contains(plan));
        self.own
    }
}

/// What was stated as taxable, and the units that it was stated of.
#[derive(Default)]
struct Taxed {
    stated: BTreeMap<[String; 3], i64>,
    units: Vec<([String; 3], UnitPlace, i64, Period)>,
    /// Lines that state something of units that were paid before, and no units.
    since: u64,
}

impl Taxed {
    fn add(&mut self, run: &Run) {
        for line in &run.outcome.lines {
            let component = &run.plans[line.plan as usize].components[line.component as usize];
            let Some(place) = line.unit.filter(|_| !component.is_paid_as_money()) else { continue };
            let name = format!("{} {}", run.component(line), run.company.name_of(line.unit));
            let key = [run.participant(line).to_owned(), run.plans[line.plan as usize].name.clone(), name];
            *self.stated.entry(key.clone()).or_default() += line.taxable.unwrap_or(0);
            self.since += u64::from(line.minor_units == 0 && line.is_something());
            self.units.push((key, place, line.minor_units, line.paid_in));
        }
    }

    /// Every unit is taxed once, at what it was worth in the period in which it was paid, as that is known in the end.
    fn holds(&self, run: &Run) -> Result<(), String> {
        let mut known: BTreeMap<[String; 3], i64> = BTreeMap::new();
        for (key, place, minor_units, paid_in) in &self.units {
            let unit = run.company.unit(*place).expect("a unit");
            let worth = if unit.taxable && *minor_units != 0 {
                let amount = Number::decimal((*minor_units).into(), unit.digits);
                let day = run.company.calendar.days(*paid_in).last;
                let worth = unit.worth(&amount, day, run.company.minor_digits()).expect("a value");
                let minor = worth.divide(&Number::decimal(1, run.company.minor_digits())).expect("a number").to_whole();
                i64::try_from(minor.expect("a whole number")).expect("a sum")
            } else {
                0
            };
            *known.entry(key.clone()).or_default() += worth;
        }
        if known == self.stated {
            Ok(())
        } else {
            Err(format!("{:?} is stated, and taxable is {known:?}", self.stated))
        }
    }
}

/// Plans of which a pool or a contest is final that would come out otherwise from the beginning: what follows from it is, too.
fn final_otherwise(paid: &Sums, computed: &Sums) -> BTreeSet<String> {
    let keys = paid.of_groups.keys().chain(computed.of_groups.keys());
    let sum = |sums: &Sums, key: &[String; 4]| sums.of_groups.get(key).copied().unwrap_or_default();
    keys.filter(|key| sum(paid, key) != sum(computed, key)).map(|key| key[1].clone()).collect()
}

/// When each row of a company becomes known, is corrected, and is gone again: months from 1.
struct Story {
    all: Company,
    sales: Vec<[i64; 3]>,
    left: Vec<i64>,
    by_hand: Vec<i64>,
    /// From which month on somebody's move to another plan, team or manager is known.
    moved: Vec<i64>,
    /// From which month on another value of units is known.
    valued: i64,
}

impl Story {
    fn new(seed: u64) -> Self {
        let mut all = generate::company(seed);
        // What is paid ahead of a closed period is set against what comes out for it, and not on top of that.
        all.by_hand.retain(|row| !matches!(&row.what, ByHand::Payment { period, paid_in, .. } if period != paid_in));
        let mut random = Random::new(seed + 7_000);
        let sales = all.sales.iter().map(|_| {
            let late = if random.percent(50) { 0 } else { random.between(1, 6) };
            let gone = if random.percent(95) { 99 } else { random.between(3, 12) };
            let corrected = if random.percent(90) { 99 } else { random.between(2, 12) };
            [late, gone, corrected]
        });
        let sales = sales.collect();
        let left = all.people.iter().map(|_| random.between(1, 12)).collect();
        let by_hand = all.by_hand.iter().map(|_| random.between(1, 12)).collect();
        let moved = all.people.iter().map(|person| {
            let on = person.stays.iter().skip(1).filter_map(|stay| stay.first).min();
            let month = on.map_or(1, |day| i64::from(all.month(day).0 - all.year.0) + 1);
            month + if random.percent(30) { 0 } else { random.between(1, 4) }
        });
        let (moved, valued) = (moved.collect(), random.between(2, 12));
        // In half of them caps of pools carry on what they cut.
        if random.percent(50) {
            generate::let_pools_carry(&mut all);
        }
        // In most companies everything is taxable that is paid in units, so that a new value is to be made up for.
        if random.percent(70) {
            all.units.iter_mut().for_each(|unit| unit.taxable = true);
        }
        Self { all, sales, left, by_hand, moved, valued }
    }

    /// Is somebody's move known later than in its month?
    fn has_late_moves(&self) -> bool {
        let moves = self.all.people.iter().zip(&self.moved);
        let mut moves = moves.filter_map(|(person, known)| Some((person.stays.get(1)?.first?, known)));
        moves.any(|(day, known)| {
            let month = i64::from(self.all.month(day).0 - self.all.year.0) + 1;
            month < *known && *known <= 12
        })
    }

    fn as_of(&self, month: i64) -> Company {
        let mut company = self.all.clone();
        let sales = self.all.sales.iter().zip(&self.sales).filter_map(|(sale, [late, gone, corrected])| {
            let at = i64::from(company.month(sale.day).0 - company.year.0) + 1;
            let mut sale = sale.clone();
            if month >= *corrected {
                sale.amount = &sale.amount + &decimal(1_234, 2);
            }
            (at + late <= month.max(1) && month < *gone).then_some(sale)
        });
        company.sales = sales.collect();
        for (person, known) in company.people.iter_mut().zip(&self.left) {
            person.left = person.left.filter(|_| month >= *known);
        }
        for (person, known) in company.people.iter_mut().zip(&self.moved) {
            if month < *known && person.stays.len() > 1 {
                let last = person.stays.last().and_then(|stay| stay.last);
                person.stays.truncate(1);
                person.stays[0].last = last;
            }
        }
        for unit in company.units.iter_mut().filter(|_| month >= self.valued) {
            for (_, value) in &mut unit.values {
                *value = &*value + decimal(5, 1);
            }
        }
        let by_hand = self.all.by_hand.iter().zip(&self.by_hand).filter(|(_, known)| month >= **known);
        company.by_hand = by_hand.map(|(row, _)| row.clone()).collect();
        // Scores are corrected once.
        for score in company.scores.iter_mut().filter(|_| month >= 7) {
            score.amount = &score.amount + &(whole(1) / whole(10));
        }
        company
    }
}

/// Month by month: what is paid, how many differences that has, and how many lines of pools and contests. Nothing where a month
/// cannot be computed from what is known in it.
fn month_by_month(seed: u64, story: &Story) -> Option<(Sums, u64, usize, u64)> {
    let mut taxed = Taxed::default();
    let (mut paid, mut seals, mut differences, mut of_groups) = (Sums::default(), Vec::new(), 0, 0);
    for month in 1..=12 {
        let company = story.as_of(month);
        let first = company.year.plus(i32::try_from(month - 1).expect("a month"));
        let label = first.text();
        let mut all = files(&company);
        all.extend(seals.iter().cloned());
        let (run, seal) = match close_files(&all, &label) {
            Ok(closed) => closed,
            Err(refusal) => {
                let of_seals = ["R030", "R031", "R032", "R033", "R034"];
                assert!(!refusal.codes.iter().any(|code| of_seals.contains(&code.as_str())), "seed {seed}: {refusal}");
                return None;
            }
        };
        seals.extend(seal);
        of_groups += run.outcome.lines.iter().filter(|line| is_final(&run, line)).count();
        for line in run.outcome.lines.iter().filter(|line| line.kind.word() == "difference" && line.minor_units != 0) {
            let by_hand = company.by_hand.iter().any(|row| {
                let name = run.component(line);
                row.person == run.participant(line)
                    && matches!(&row.what, ByHand::Payment { component, .. } if component == name)
            });
            // Whether a part of what a pool or a contest gave falls due is everybody's own, as is the version that says so.
            let (name, plan) = (run.component(line), &run.plans[line.plan as usize].name);
            let versions = run.plans.iter().filter(|version| version.name == *plan);
            let mut components = versions.flat_map(|version| &version.components).filter(|one| one.name == name);
            let own = by_hand || components.any(|component| component.due.is_some());
            assert!(own || !is_final(&run, line), "seed {seed}, {label}: not final");
            differences += 1;
        }
        paid.add(&run);
        taxed.add(&run);
        if month == 12 {
            paid.add_balances(&run);
            taxed.holds(&run).unwrap_or_else(|why| panic!("seed {seed}: {why}"));
        }
    }
    Some((paid, differences, of_groups, taxed.since))
}

/// What occurred in histories.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    histories: u64,
    differences: u64,
    with_groups: u64,
    final_otherwise: u64,
    carried: u64,
    left: u64,
    by_hand: u64,
    moved_late: u64,
    in_units: u64,
    taxed_since: u64,
}

impl Seen {
    fn and(self, other: Self) -> Self {
        Self {
            histories: self.histories + other.histories,
            differences: self.differences + other.differences,
            with_groups: self.with_groups + other.with_groups,
            final_otherwise: self.final_otherwise + other.final_otherwise,
            carried: self.carried + other.carried,
            left: self.left + other.left,
            by_hand: self.by_hand + other.by_hand,
            moved_late: self.moved_late + other.moved_late,
            in_units: self.in_units + other.in_units,
            taxed_since: self.taxed_since + other.taxed_since,
        }
    }
}

/// Closes the company of a seed month by month; nothing where a month cannot be closed.
fn history(seed: u64) -> Option<Seen> {
    let story = Story::new(seed);
    // With sales that are not known yet, some plans cannot be computed; they are not closed then.
    let (paid, differences, of_groups, taxed_since) = month_by_month(seed, &story)?;
    let company = story.as_of(12);
    let whole_year = run_files(&files(&company), None).unwrap_or_else(|refusal| panic!("seed {seed}: {refusal}"));
    let mut computed = Sums::default();
    computed.add(&whole_year);
    computed.add_balances(&whole_year);
    assert_eq!(
        paid.carried, computed.carried,
        "seed {seed}: what is paid of pools that carry, with what they carry on"
    );
    let otherwise = final_otherwise(&paid, &computed);
    let seen = Seen {
        histories: 1,
        differences,
        with_groups: u64::from(of_groups > 0),
        final_otherwise: u64::from(!otherwise.is_empty()),
        carried: u64::from(!computed.carried.is_empty()),
        left: u64::from(company.people.iter().any(|person| person.left.is_some())),
        by_hand: u64::from(!company.by_hand.is_empty()),
        moved_late: u64::from(story.has_late_moves()),
        in_units: u64::from(whole_year.outcome.lines.iter().any(|line| line.unit.is_some() && line.minor_units != 0)),
        taxed_since: u64::from(taxed_since > 0),
    };
    assert_eq!(paid.without(&otherwise), computed.without(&otherwise), "seed {seed}");
    Some(seen)
}

#[test]
fn what_was_paid_month_by_month_is_what_everything_gives_from_the_beginning() {
    let number = |name, default| std::env::var(name).map_or(default, |text| text.parse().expect("a number"));
    let (first, wanted): (u64, u64) = (number("ATTAIN_SEED", 0), number("ATTAIN_HISTORIES", 30));
    let (next, closed) = (AtomicU64::new(first), AtomicU64::new(0));
    let work = || {
        let mut seen = Seen::default();
        while closed.load(Ordering::Relaxed) < wanted {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            assert!(seed - first < wanted * 20 + 100, "only {seen:?} could be closed month by month");
            if let Some(one) = history(seed) {
                closed.fetch_add(1, Ordering::Relaxed);
                seen = seen.and(one);
            }
        }
        seen
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let seen = std::thread::scope(|scope| {
        let all: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let all = all.into_iter().map(|one| one.join().unwrap_or_else(|why| std::panic::resume_unwind(why)));
        all.fold(Seen::default(), Seen::and)
    });
    println!("{seen:?}");
    let occurred =
        [seen.carried, seen.with_groups, seen.left, seen.by_hand, seen.moved_late, seen.in_units, seen.taxed_since];
    assert!(wanted < 30 || !occurred.contains(&0), "{seen:?}");
    assert!(seen.taxed_since * 20 >= wanted, "too few differences in what is taxable alone: {seen:?}");
    assert!(seen.differences > wanted, "too few differences to say anything: {seen:?}");
}
