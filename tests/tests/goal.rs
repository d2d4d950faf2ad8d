//! The amount that a search finds reaches the goal, and no smaller one does, as far as many are looked at: right below it, and
//! all over. Where none is said to reach, none of many does. On random companies, computed anew for every amount.
//!
//! `ATTAIN_COMPANIES` says how many companies (12 when it says nothing), `ATTAIN_SEED` with which one to begin.

use attain_engine::inputs::ParticipantIndex;
use attain_engine::outcome::Outcome;
use attain_engine::preview::{Asked, Found, Goal, MAX_AMOUNT, seek};
use attain_engine::{Explain, Request, run};
use attain_intake::changes::{Changes, Unknown};
use attain_rules::number::Number;
use attain_tests::company::Company;
use attain_tests::generate;
use attain_tests::library::in_memory;
use attain_tests::random::Random;
use attain_tests::write::files;

/// A company, somebody, and a deal whose amount is looked for.
struct Case {
    seed: u64,
    unknown: Unknown,
    who: ParticipantIndex,
    digits: u8,
}

#[test]
fn no_smaller_amount_reaches_the_goal() {
    let number = |name, default| std::env::var(name).map_or(default, |text| text.parse().expect("a number"));
    let (first, count): (u64, u64) = (number("ATTAIN_SEED", 0), number("ATTAIN_COMPANIES", 12));
    let [mut reached, mut never, mut already, mut tried, mut most_tried] = [0_u64; 5];
    for seed in first..first + count {
        let mut random = Random::new(seed);
        let company = generate::company(seed);
        let case = case(seed, &company, &mut random);
        let Some(without) = case.pay(0) else { continue };
        let some = case.pay(random.between(1, 3_000_000)).unwrap_or(without);
        for goal in [without + 1, some, without.max(some) + i128::from(random.between(1, 200_000))] {
            let mut runs = 0;
            let asked = Asked { who: case.who, component: None, goal: Goal::Pay(goal) };
            let plans = case.unknown.folder.plans.clone();
            let found = seek(asked, &plans, &mut |amount| {
                runs += 1;
                case.run(amount, Explain::Only(vec![case.who]))
            });
            (tried, most_tried) = (tried + runs, most_tried.max(runs));
            match found.unwrap_or_else(|_| panic!("seed {seed}, goal {goal}: gave up")) {
                Found::At { amount, pay } => {
                    assert_eq!(case.pay(amount), Some(pay), "seed {seed}");
                    assert!(pay >= goal, "seed {seed}, goal {goal}: {amount} pays {pay}");
                    case.none_reaches(goal, amount, &mut random);
                    *(if amount == 0 { &mut already } else { &mut reached }) += 1;
                }
                Found::Never { most, .. } => {
                    case.none_reaches(goal, MAX_AMOUNT + 1, &mut random);
                    let (most, at) = most.expect("something is paid without the deal");
                    assert_eq!(case.pay(at), Some(most), "seed {seed}");
                    case.none_reaches(most, at, &mut random);
                    never += 1;
                }
            }
        }
    }
    println!("reached {reached}, already {already}, never {never}, runs {tried}, at most {most_tried} for one goal");
    assert!(count < 12 || reached > 5 && never > 3, "reached {reached}, never {never}");
}

/// 350,000 sold of a quota of 500,000, and a bonus that grows up to the quota and falls beyond: (x * (2 - x / 500,000)) * 5 % is
/// 25,000 at its highest. Half a cent less is rounded up to it, which is so from 499,776.40 on: 25,000 * (223.60 / 500,000) ^ 2
/// is less than 0.005, and with 223.61 it is more.
#[test]
fn the_first_amount_on_the_top_of_a_curve() {
    let company = "company: A curve\ncurrency: USD\nperiod: 2026\ndata:\n  participants: p.csv\n  assignments: a.csv\n  quotas: q.csv\n  transactions:\n    file: t.csv\n    columns:\n      booked_on: { column: booked_on, type: date }\n";
    let plan = "plan: seller\neffective: 2026-01-01 .. 2026-12-31\npays: yearly\nmeasures:\n  sales: { unit: money, from: transactions, to: owner, dated: booked_on, quota: sales, without_quota: error }\ncomponents:\n  - bonus: bonus\n    amount: sales * (2 - attainment(sales)) * 5%\n";
    let files = [
        ("attain.yaml", company),
        ("plans/seller.yaml", plan),
        ("p.csv", "id\nE1\n"),
        ("a.csv", "participant,plan\nE1,seller\n"),
        ("q.csv", "participant,quota,period,amount\nE1,sales,2026,500000\n"),
        ("t.csv", "id,owner,booked_on,amount\nT1,E1,2026-06-30,350000\n"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()));
    let cells = [("id", "X1"), ("owner", "E1"), ("booked_on", "2026-11-30"), ("amount", "0")];
    let deal = cells.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    let changed = in_memory(&files).with_changes(&Changes { added: vec![deal], ..Changes::default() });
    let unknown = changed.expect("a deal that fits").unknown(None, "amount").expect("one deal");
    let case = Case { seed: 0, unknown, who: ParticipantIndex(0), digits: 2 };
    let plans = case.unknown.folder.plans.clone();
    let seek = |goal| {
        let asked = Asked { who: case.who, component: None, goal: Goal::Pay(goal) };
        seek(asked, &plans, &mut |amount| case.run(amount, Explain::Only(vec![case.who])))
    };
    assert!(matches!(seek(2_500_000), Ok(Found::At { amount: 14_977_640, pay: 2_500_000 })));
    assert!(matches!(seek(2_500_001), Ok(Found::Never { most: Some((2_500_000, 14_977_640)), .. })));
}

/// A deal of somebody's on a day of the year.
fn case(seed: u64, company: &Company, random: &mut Random) -> Case {
    let owner = random.pick(&company.people).id.clone();
    let day = company.year.first_day().plus(random.between(0, 364)).text();
    let kind = *random.pick(&["new", "renewal"]);
    let cells = [("id", "X1"), ("owner", &*owner), ("booked_on", &*day), ("kind", kind), ("deal", "D1")];
    let more = [("weight", "1"), ("helper_share", "30%"), ("amount", "0")];
    let deal = cells.into_iter().chain(more).map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    let changed = in_memory(&files(company)).with_changes(&Changes { added: vec![deal], ..Changes::default() });
    let changed = changed.unwrap_or_else(|misfit| panic!("seed {seed}: {misfit:?}"));
    let unknown = changed.unknown(None, "amount").expect("one deal");
    let people = &unknown.folder.inputs.participants;
    let who = people.iter().position(|person| *person.id == *owner).expect("the owner");
    let digits = u8::try_from(company.digits).expect("few digits");
    Case { seed, who: ParticipantIndex(u32::try_from(who).expect("few people")), unknown, digits }
}

impl Case {
    fn run(&self, amount: i64, explain: Explain) -> Option<Outcome> {
        let folder = &self.unknown.folder;
        let company = folder.company.as_deref().expect("a company");
        let text = Number::decimal(amount.into(), self.digits).to_fixed_text(self.digits);
        let mut source = self.unknown.with(&text);
        let request = Request { explain, ..Request::of(company.period.expect("a period")) };
        run(&folder.plans, company, &folder.sources, &folder.inputs, &mut source, &request).ok()
    }

    /// What is paid in all; nothing where the run fails.
    fn pay(&self, amount: i64) -> Option<i128> {
        let outcome = self.run(amount, Explain::Nobody)?;
        let own = outcome.lines.iter().filter(|line| line.participant == self.who && line.unit.is_none());
        Some(own.map(|line| i128::from(line.minor_units)).sum())
    }

    /// Looks at amounts below `end`: right below it, evenly, and in steps that double.
    fn none_reaches(&self, goal: i128, end: i64, random: &mut Random) {
        let mut amounts: Vec<i64> = (1..=3).map(|less| end - less).collect();
        amounts.extend((0..41).map(|power| (1_i64 << power) + random.between(0, 1 << power)));
        let near = end.min(5_000_000);
        amounts.extend((0..60).map(|part| near / 60 * part + random.between(0, near / 60 + 1)));
        for amount in amounts.into_iter().filter(|amount| (0..end).contains(amount)) {
            let pay = self.pay(amount);
            let seed = self.seed;
            assert!(pay.is_none_or(|pay| pay < goal), "seed {seed}, goal {goal}: {amount} below {end} pays {pay:?}");
        }
    }
}
