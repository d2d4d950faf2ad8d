//! Draws and what is owed from them: random settings against a calculation of a few lines in cents, and by hand what happens
//! where plans change and people leave.

use std::fmt::Write as _;

use attain_engine::outcome::{Balance, LineKind};
use attain_engine::trace::json::{LineHeader, write};
use attain_engine::trace::verify::verify;
use attain_rules::number::Number;
use attain_tests::library::Run;
use attain_tests::random::Random;
use attain_tests::seller;

fn plan(effective: &str, components: &str) -> String {
    seller::plan(effective, "monthly", "", &format!("  - commission: sold\n    amount: sales\n{components}"))
}

/// A company with one seller, E1, who is on the plan on `days` (`from,to`) and sells this on these days.
fn run(plans: &[String], days: &str, sales: &[(String, i64)], period: &str) -> Run {
    seller::run(plans, days, sales, "", period)
}

/// In the middle of each of these months, so many cents.
fn monthly(cents: &[i64]) -> Vec<(String, i64)> {
    cents.iter().enumerate().map(|(month, cents)| (format!("2026-{:02}-15", month + 1), *cents)).collect()
}

/// Cents of a component's lines.
fn cents(run: &Run, component: &str) -> Vec<i64> {
    run.outcome.lines.iter().filter(|line| run.component(line) == component).map(|line| line.minor_units).collect()
}

fn closings(run: &Run) -> Vec<i64> {
    run.outcome.balances.iter().map(|balance| balance.closing).collect()
}

/// What a random draw says.
#[derive(Debug)]
struct Settings {
    amount: i64,
    /// Months in which there is a draw.
    in_force: i64,
    /// From which month on anything is taken back.
    recover_from: i64,
    percent: Option<i64>,
    keep: Option<i64>,
    limit: Option<i64>,
}

impl Settings {
    fn any(random: &mut Random) -> Self {
        let mut maybe = |share: i64, low: i64, high: i64| {
            let value = random.between(low, high);
            random.percent(share).then_some(value)
        };
        Self {
            amount: maybe(100, 0, 200_000).unwrap_or_default(),
            in_force: maybe(60, 0, 12).unwrap_or(12),
            recover_from: maybe(40, 1, 12).unwrap_or(1),
            percent: maybe(40, 0, 100),
            keep: maybe(40, 0, 150_000),
            limit: maybe(40, 0, 300_000),
        }
    }

    fn yaml(&self) -> String {
        let money = |cents: i64| Number::decimal(cents.into(), 2).to_exact_text();
        let mut text = format!("  - draw: draw\n    amount: {}\n    recover: yes\n", money(self.amount));
        let mut set = |key: &str, value: String| writeln!(text, "    {key}: {value}").expect("a text can be written");
        if self.in_force < 12 {
            set("eligible", format!("month(last_day) <= {}", self.in_force));
        }
        if self.recover_from > 1 {
            set("recover_if", format!("month(first_day) >= {}", self.recover_from));
        }
        self.percent.into_iter().for_each(|percent| set("share", format!("{percent}%")));
        self.keep.into_iter().for_each(|keep| set("keep", money(keep)));
        self.limit.into_iter().for_each(|limit| set("limit", money(limit)));
        text
    }

    /// The line of a month and what is owed after it.
    fn of(&self, month: i64, earned: i64, owed: i64) -> (i64, i64) {
        let in_force = month <= self.in_force;
        if in_force && earned < self.amount {
            let room = self.limit.map_or(i64::MAX, |limit| (limit - owed).max(0));
            let drawn = (self.amount - earned).min(room);
            return (drawn, owed + drawn);
        }
        if month < self.recover_from {
            return (0, owed);
        }
        let keep = self.keep.unwrap_or(if in_force { self.amount } else { 0 });
        let above = (earned - keep).max(0);
        let mut most = self.percent.map_or(above, |percent| above * percent / 100);
        if in_force {
            most = most.min(earned - self.amount);
        }
        let recovered = owed.min(most);
        (-recovered, owed - recovered)
    }
}

#[test]
fn random_draws_are_what_a_few_lines_of_cents_say() {
    let mut seen = [0; 4];
    for seed in 0..120 {
        let mut random = Random::new(seed);
        let settings = Settings::any(&mut random);
        let earned: Vec<i64> = (0..12).map(|_| random.between(-30_000, 260_000)).collect();
        let plans = [plan("2026-01-01 .. 2026-12-31", &settings.yaml())];
        let year = run(&plans, ",", &monthly(&earned), "2026");
        let (mut owed, mut lines, mut balances, mut by_month) = (0, Vec::new(), Vec::new(), Vec::new());
        for (month, earned) in (1..).zip(&earned) {
            let (line, after) = settings.of(month, *earned, owed);
            seen[usize::from(line < 0)] += usize::from(line != 0);
            seen[2] += usize::from(line < 0 && after > 0);
            seen[3] += usize::from(line == 0 && after > 0);
            // Who has no draw and owes nothing has no line of it.
            let has_line = month <= settings.in_force || owed > 0;
            owed = after;
            lines.extend(has_line.then_some(line));
            balances.extend(has_line.then_some(after));
            by_month.push(has_line.then_some((line, after)));
        }
        assert_eq!(cents(&year, "draw"), lines, "seed {seed}: {settings:?} {earned:?}");
        assert_eq!(closings(&year), balances, "seed {seed}: {settings:?} {earned:?}");
        laws(&year, &settings, &earned);
        // One month alone looks back to the plan's first day.
        let month = usize::try_from(random.between(0, 11)).expect("a month");
        let alone = run(&plans, ",", &monthly(&earned), &format!("2026-{:02}", month + 1));
        let alone = cents(&alone, "draw").into_iter().zip(closings(&alone)).collect::<Vec<_>>();
        assert_eq!(alone, by_month[month].into_iter().collect::<Vec<_>>(), "seed {seed}");
    }
    assert!(seen.iter().all(|count| *count > 50), "the draws are too much alike: {seen:?}");
}

/// Every balance closes, the year's lines are what is owed at its end, and recovery leaves what is to be kept.
fn laws(year: &Run, settings: &Settings, earned: &[i64]) {
    let mut before = 0;
    for balance @ Balance { opening, added: drawn, taken: recovered, closing, .. } in &year.outcome.balances {
        assert_eq!(*opening, before, "{balance:?}");
        assert_eq!(opening + drawn - recovered, *closing, "{balance:?}");
        assert!(*drawn >= 0 && *recovered >= 0 && *closing >= 0 && (*drawn == 0 || *recovered == 0), "{balance:?}");
        before = *closing;
    }
    let lines = cents(year, "draw");
    assert_eq!(lines.iter().sum::<i64>(), before);
    for line in year.outcome.lines.iter().filter(|line| line.kind == LineKind::Recovery) {
        let (_, month) = line.earned_for.first.year_month();
        let pay = earned[usize::from(month) - 1] + line.minor_units;
        assert!(line.minor_units < 0 && pay >= settings.keep.unwrap_or(0), "{pay} is less than {settings:?} keeps");
    }
}

#[test]
fn the_traces_of_draws_add_up() {
    for seed in 0..20 {
        let mut random = Random::new(seed);
        let settings = Settings::any(&mut random);
        let earned: Vec<i64> = (0..12).map(|_| random.between(-30_000, 260_000)).collect();
        let year = run(&[plan("2026-01-01 ..", &settings.yaml())], ",", &monthly(&earned), "2026");
        let header = |line: &attain_engine::outcome::Line| {
            let label = year.company.calendar.label(line.earned_for);
            let mut header = LineHeader {
                participant: "E1".into(),
                plan: "seller".into(),
                component: year.component(line).to_owned(),
                kind: line.kind.word().into(),
                earned_for: label.clone(),
                paid_in: label,
                amount: Number::decimal(line.minor_units.into(), 2).to_fixed_text(2),
                currency: "USD".into(),
                ..LineHeader::default()
            };
            header.id = header.expected_id().expect("a kind that there is");
            header
        };
        let lines: Vec<_> =
            year.outcome.lines.iter().map(|line| (header(line), &**line.trace.as_ref().unwrap())).collect();
        let verified = verify(&write(&lines)).unwrap_or_else(|wrong| panic!("seed {seed}: {wrong:#?}"));
        assert_eq!(verified.lines, year.outcome.lines.len());
    }
}

const OWED: &str = "  - draw: draw\n    amount: 1000\n    recover: yes\n";

#[test]
fn a_month_with_two_versions_has_one_draw() {
    let plans =
        [plan("2026-01-01 .. 2026-02-14", OWED), plan("2026-02-15 .. 2026-12-31", &OWED.replace("1000", "1500"))];
    let sales =
        [("2026-01-15".to_owned(), 60_000), ("2026-02-10".to_owned(), 20_000), ("2026-02-20".to_owned(), 30_000)];
    let first = run(&plans, ",", &sales, "2026-Q1");
    assert_eq!(
        (cents(&first, "draw"), closings(&first)),
        (vec![40_000, 100_000, 150_000], vec![40_000, 140_000, 290_000])
    );
    // Who left before the new version came has it as well: its words hold for the month.
    let left = run(&plans, ",2026-02-12", &sales[..2], "2026-02");
    assert_eq!(cents(&left, "draw"), [130_000]);
}

#[test]
fn what_is_owed_stays_owed_when_somebody_leaves() {
    let left = run(&[plan("2026-01-01 ..", OWED)], ",2026-01-31", &monthly(&[30_000, 500_000]), "2026-03");
    assert!(left.outcome.lines.is_empty());
    let balance = left.outcome.balances.first().expect("a balance");
    assert_eq!((balance.opening, balance.added, balance.taken, balance.closing), (70_000, 0, 0, 70_000));
}

#[test]
fn what_is_owed_stays_owed_when_a_later_version_has_no_draw_and_when_the_plan_is_over() {
    let plans = [
        plan("2026-01-01 .. 2026-01-31", OWED),
        plan("2026-02-01 .. 2026-02-28", ""),
        plan("2026-03-01 .. 2026-03-31", OWED),
        plan("2026-04-01 .. 2026-04-30", ""),
    ];
    let sales = monthly(&[30_000, 500_000, 120_000]);
    let quarter = run(&plans, ",", &sales, "2026-Q1");
    assert_eq!((cents(&quarter, "draw"), closings(&quarter)), (vec![70_000, -20_000], vec![70_000, 70_000, 50_000]));
    for period in ["2026-04", "2026-05", "2027-01"] {
        let later = run(&plans, ",", &sales, period);
        assert_eq!((cents(&later, "draw"), closings(&later)), (Vec::new(), vec![50_000]), "{period}");
    }
}

#[test]
fn a_version_that_takes_nothing_back_leaves_the_debt_of_others_alone() {
    let kept = OWED.replace("yes", "no");
    let plans =
        [plan("2026-01-01 .. 2026-01-31", OWED), plan("2026-02-01 .. 2026-02-28", &kept), plan("2026-03-01 ..", OWED)];
    let all = run(&plans, ",", &monthly(&[30_000, 40_000, 120_000]), "2026-Q1");
    assert_eq!((cents(&all, "draw"), closings(&all)), (vec![70_000, 60_000, -20_000], vec![70_000, 70_000, 50_000]));
}

#[test]
fn a_negative_month_is_owed_where_pay_never_falls_below_zero() {
    let floor = "  - draw: carried\n    amount: 0\n    recover: yes\n";
    let run = run(&[plan("2026-01-01 ..", floor)], ",", &monthly(&[-20_000, 5_000, 40_000]), "2026-Q1");
    assert_eq!((cents(&run, "carried"), closings(&run)), (vec![20_000, -5_000, -15_000], vec![20_000, 15_000, 0]));
}

#[test]
fn only_the_components_that_are_named_count() {
    let two = "  - bonus: extra\n    amount: 500\n    guarantee: 800\n";
    let pays = |of: &str, every: &str| {
        let draw = format!("{two}  - draw: draw\n    amount: 1000\n{of}{every}    recover: yes\n");
        cents(&run(&[plan("2026-01-01 ..", &draw)], ",", &monthly(&[10_000]), "2026-01"), "draw")
    };
    assert_eq!(pays("", ""), [10_000], "both, and what the guarantee adds");
    assert_eq!(pays("    of: sold\n", ""), [90_000]);
    assert_eq!(pays("    of: [extra, extra]\n", ""), [20_000]);
}

#[test]
fn a_draw_counts_what_a_draw_above_it_left() {
    let second = format!("{OWED}  - draw: gift\n    amount: 1200\n    recover: no\n");
    let run = run(&[plan("2026-01-01 ..", &second)], ",", &monthly(&[30_000]), "2026-01");
    assert_eq!((cents(&run, "draw"), cents(&run, "gift")), (vec![70_000], vec![20_000]));
}

#[test]
fn a_share_is_a_bound_and_never_rounded_up() {
    let draw = format!("{OWED}    share: 50%\n    rounding: up to 10\n");
    let run = run(&[plan("2026-01-01 ..", &draw)], ",", &monthly(&[30_000, 103_000]), "2026-Q1");
    // 70 of 700 are drawn on top, up to whole tens; half of 30 above what is kept is 15.
    assert_eq!(cents(&run, "draw")[..2], [70_000, -1_000]);
}

#[test]
fn what_is_owed_stands_in_the_result_also_while_a_figure_is_missing() {
    let measure = "  csat: { unit: percent, from: metrics.csat, missing: report }\n";
    let components = format!("  - commission: sold\n    amount: sales\n{OWED}    recover_if: csat >= 90%\n");
    let plan = seller::plan("2026-01-01 ..", "monthly", measure, &components);
    let metrics = "E1,csat,2026-01,95%\nE1,csat,2026-03,95%\n";
    let run = seller::run(&[plan], ",", &monthly(&[30_000, 150_000, 150_000]), metrics, "2026-Q1");
    assert_eq!((cents(&run, "draw"), closings(&run)), (vec![70_000, -50_000], vec![70_000, 70_000, 20_000]));
}

#[test]
fn what_falls_due_counts_also_where_the_plan_ends_inside_the_period() {
    let later = "  - commission: later\n    amount: sales\n    due: [{ share: 100%, after: 1 month }]\n  - draw: draw\n    amount: 800\n    of: later\n    recover: no\n";
    let run = run(&[plan("2026-01-01 .. 2026-02-20", later)], ",", &monthly(&[50_000]), "2026-02");
    assert_eq!(cents(&run, "draw"), [30_000]);
}

#[test]
fn what_is_owed_from_earlier_years_is_taken_back_in_a_run_of_one_month() {
    let plan = plan("2025-01-01 .. 2026-12-31", "  - { draw: minimum, amount: 1000, recover: yes }\n");
    let run = run(&[plan], "2025-01-01,", &[("2026-02-15".to_owned(), 500_000)], "2026-02");
    assert_eq!(cents(&run, "minimum"), [-400_000]);
}
