//! What pay depends on, and what it does not.

use attain_tests::calendar::{Day, Length};
use attain_tests::company::{Mode, Stretch};
use attain_tests::exact::{decimal, text};
use attain_tests::random::Random;

use super::{TRIES, YEAR, company, component, paid, pay_of, rows, sales};

const MODES: [Mode; 6] =
    [Mode::Marginal, Mode::Retroactive, Mode::StepAdding, Mode::StepReplacing, Mode::CurveOfRate, Mode::CurveOfPayout];
const THE_YEAR: Option<Stretch> = Some(Stretch::Length(Length(12)));

/// With `accumulate`, pay depends on totals only: not on how sales are cut, and not on their order.
#[test]
fn how_sales_are_cut_and_ordered_does_not_matter() {
    for seed in 0..TRIES {
        let mut random = Random::new(seed);
        let rows = rows(&mut random, Mode::Marginal);
        let cut = sales(&mut random);
        let total: i64 = cut.iter().map(|(_, cents)| cents).sum();
        let at_once = vec![(YEAR.plus(11).last_day(), total)];
        let other_days = cut.iter().map(|(_, cents)| (YEAR.first_day().plus(random.between(0, 364)), *cents)).collect();
        let component = component(Length(1), THE_YEAR, Mode::Marginal, rows);
        let run = paid(&company(Length(1), vec![component], &[cut, at_once, other_days]));
        let pay = ["E1", "E2", "E3"].map(|person| text(&pay_of(&run, person)));
        assert!(pay[0] == pay[1] && pay[1] == pay[2], "seed {seed}: {pay:?}");
    }
}

/// The true-ups of a year add up to the year computed at once.
#[test]
fn true_ups_add_up_to_the_year_at_once() {
    for seed in 0..TRIES {
        for mode in MODES {
            let mut random = Random::new(seed);
            let rows = rows(&mut random, mode);
            let people = [sales(&mut random), sales(&mut random), sales(&mut random)];
            let year = component(Length(12), None, mode, rows.clone());
            let at_once = paid(&company(Length(12), vec![year], &people));
            for every in [1, 3, 6].map(Length) {
                let part = component(every, THE_YEAR, mode, rows.clone());
                let by_parts = paid(&company(every, vec![part], &people));
                for person in ["E1", "E2", "E3"] {
                    let pays = [&by_parts, &at_once].map(|run| text(&pay_of(run, person)));
                    assert_eq!(pays[0], pays[1], "seed {seed}, {mode:?}, {}, {person}", every.adverb());
                }
            }
        }
    }
}

/// Without entry fees, marginal is continuous: one cent more of sales never moves pay by more than the dearest rate.
#[test]
fn marginal_pay_has_no_cliffs() {
    for seed in 0..TRIES {
        let mut random = Random::new(seed);
        let rows = rows(&mut random, Mode::Marginal);
        let day = YEAR.first_day();
        let around = |cents: i64| -> Vec<Vec<(Day, i64)>> { (-1..=1).map(|by| vec![(day, cents + by)]).collect() };
        let limits = rows.iter().map(|row| text(&row.limit).parse::<i64>().expect("a whole number") * 100);
        let people: Vec<_> = limits.flat_map(around).collect();
        let run = paid(&company(Length(1), vec![component(Length(1), None, Mode::Marginal, rows)], &people));
        let pays: Vec<_> = (0..people.len()).map(|number| pay_of(&run, &super::id(number))).collect();
        for three in pays.chunks(3) {
            for pair in three.windows(2) {
                let step = &pair[1] - &pair[0];
                assert!(step <= decimal(1, 2) && step >= decimal(-1, 2), "seed {seed}: {three:?}");
            }
        }
    }
}

/// Inside the first row, and below zero, marginal and retroactive are the same.
#[test]
fn marginal_and_retroactive_agree_inside_the_first_row() {
    for seed in 0..TRIES {
        let mut random = Random::new(seed);
        let rows = rows(&mut random, Mode::Marginal);
        let end = text(&rows[1].limit).parse::<i64>().expect("a whole number") * 100;
        let people: Vec<_> = (0..5).map(|_| vec![(YEAR.first_day(), random.between(-end, end - 1))]).collect();
        let [marginal, retroactive] = [Mode::Marginal, Mode::Retroactive].map(|mode| {
            let component = component(Length(1), None, mode, rows.clone());
            paid(&company(Length(1), vec![component], &people))
        });
        for (number, sold) in people.iter().enumerate() {
            let person = super::id(number);
            assert_eq!(pay_of(&marginal, &person), pay_of(&retroactive, &person), "seed {seed}, {sold:?}");
        }
    }
}

/// A sale and its exact reversal leave every to-date total where it was, also back across a row or a gate.
#[test]
fn a_sale_and_its_reversal_leave_no_trace_in_the_year() {
    for seed in 0..TRIES {
        for mode in MODES {
            let mut random = Random::new(seed);
            let rows = rows(&mut random, mode);
            let without = sales(&mut random);
            let mut with = without.clone();
            for _ in 0..3 {
                let (cents, day) = (random.between(1, 900_000), random.between(0, 200));
                with.push((YEAR.first_day().plus(day), cents));
                with.push((YEAR.first_day().plus(day + random.between(0, 164)), -cents));
            }
            let mut component = component(Length(1), THE_YEAR, mode, rows);
            if random.percent(50) {
                component.gate = Some((super::at_least(random.between(1, 3000)), None));
            }
            let run = paid(&company(Length(1), vec![component], &[without, with]));
            assert_eq!(pay_of(&run, "E1"), pay_of(&run, "E2"), "seed {seed}, {mode:?}");
        }
    }
}
