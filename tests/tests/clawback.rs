//! What is taken back when somebody leaves soon after a payment. Figures by hand.

use std::fs;

use attain_engine::outcome::{Line, LineKind};
use attain_tests::library::{Run, close, run as run_folder, run_files};
use attain_tests::random::Random;
use attain_tests::scratch::Scratch;
use attain_tests::seller::{self, verified};
use attain_tests::write::{File, write};

/// A plan of the year 2026 with one component that is due so.
fn plan(pays: &str, due: &str, more: &str) -> String {
    let component = format!("  - commission: sold\n    amount: sales\n    due: {{ {due} }}\n{more}");
    seller::plan("2026-01-01 .. 2026-12-31", pays, "", &component)
}

/// The company of one seller, of whom the participants say `left` (`left_on,left_because`).
fn company(plan: &str, left: &str, sales: &[(&str, i64)]) -> Vec<File> {
    let mut files = seller::files(&[plan.to_owned()], ",", sales, "");
    for (path, text) in &mut files {
        if path == "data/participants.csv" {
            *text = format!("id,left_on,left_because\nE1,{left}\n");
        }
    }
    files
}

fn run(files: &[File], period: &str) -> Run {
    run_files(files, Some(period)).unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// Lines of these kinds: month of earning, month of payment, cents.
fn of_kinds(run: &Run, kinds: &[LineKind]) -> Vec<String> {
    let label = |period| run.company.calendar.label(period);
    let told = |line: &Line| format!("{} {} {}", label(line.earned_for), label(line.paid_in), line.minor_units);
    run.outcome.lines.iter().filter(|line| kinds.contains(&line.kind)).map(told).collect()
}

const RULES: &str = "leavers: { resigned: not_served, begun: not_served_begun, cause: all, half: 50%, else: nothing }";

/// What is taken back of a thousand of January that was paid at once.
fn taken(left: &str) -> Vec<String> {
    let plan = plan("monthly", &format!("clawback: {{ within: 6 months, {RULES} }}"), "");
    of_kinds(&run(&company(&plan, left, &[("2026-01-15", 100_000)]), "2026"), &[LineKind::Clawback])
}

#[test]
fn each_reason_has_its_rule() {
    assert_eq!(taken("2026-03-20,resigned"), ["2026-01 2026-03 -83333"]);
    assert_eq!(taken("2026-03-20,begun"), ["2026-01 2026-03 -66667"]);
    assert_eq!(taken("2026-03-20,cause"), ["2026-01 2026-03 -100000"]);
    assert_eq!(taken("2026-03-20,half"), ["2026-01 2026-03 -50000"]);
    assert_eq!(taken("2026-03-20,retired"), Vec::<String>::new());
}

#[test]
fn the_time_runs_from_the_end_of_the_month_of_payment() {
    // The day on which the first month is completed, and the day before it; the same for the sixth.
    assert_eq!(taken("2026-02-27,resigned"), ["2026-01 2026-02 -100000"]);
    assert_eq!(taken("2026-02-28,resigned"), ["2026-01 2026-02 -83333"]);
    assert_eq!(taken("2026-07-30,cause"), ["2026-01 2026-07 -100000"]);
    assert_eq!(taken("2026-07-31,cause"), Vec::<String>::new());
    // Who leaves before the month is over has served nothing of the time.
    assert_eq!(taken("2026-01-10,begun"), ["2026-01 2026-01 -100000"]);
    assert_eq!(taken("2025-11-30,resigned"), ["2026-01 2026-01 -100000"]);
}

#[test]
fn each_part_has_a_time_of_its_own() {
    let parts = format!(
        "parts: [{{ share: 40% }}, {{ share: 60%, after: 3 months }}], clawback: {{ within: 2 months, {RULES} }}"
    );
    let plan = plan("monthly", &parts, "");
    let of = |left: &str| {
        let run = run(&company(&plan, left, &[("2026-01-15", 100_000)]), "2026");
        (of_kinds(&run, &[LineKind::Release]), of_kinds(&run, &[LineKind::Clawback]))
    };
    let released = vec!["2026-01 2026-04 60000".to_owned()];
    // The second part is not due yet, and without `leavers` beside it is paid as planned; what is not paid is not taken back.
    assert_eq!(of("2026-02-28,resigned"), (released.clone(), vec!["2026-01 2026-02 -20000".to_owned()]));
    assert_eq!(of("2026-05-31,resigned"), (released, vec!["2026-01 2026-05 -30000".to_owned()]));
}

#[test]
fn a_draw_brings_the_pay_up_again() {
    let draw = "  - draw: least\n    amount: 500\n    of: sold\n    recover: no\n";
    let plan = plan("monthly", &format!("clawback: {{ within: 6 months, {RULES} }}"), draw);
    let run = run(&company(&plan, "2026-03-20,half", &[("2026-01-15", 100_000), ("2026-03-10", 70_000)]), "2026-03");
    // 700 of March, of which half is taken back at once, and half of the thousand of January: 500 + 150 are lacking.
    assert_eq!(of_kinds(&run, &[LineKind::Clawback]), ["2026-01 2026-03 -50000", "2026-03 2026-03 -35000"]);
    assert_eq!(of_kinds(&run, &[LineKind::Draw]), ["2026-03 2026-03 65000"]);
}

#[test]
fn a_reason_without_a_rule_fails_the_run_where_something_could_be_taken_back() {
    let plan = plan("monthly", "clawback: { within: 6 months, leavers: { resigned: all } }", "");
    let of = |left: &str| run_files(&company(&plan, left, &[("2026-01-15", 100_000)]), Some("2026")).err();
    assert_eq!(of("2026-03-20,Resigned").map(|refusal| refusal.codes), Some(vec!["R015".to_owned()]));
    assert!(of("2026-08-20,Resigned").is_none(), "it was paid too long ago");
}

/// The leave becomes known two months late, when its month is closed.
#[test]
fn a_leave_that_becomes_known_late_is_a_difference() {
    let folder = Scratch::new();
    let plan = plan("monthly", &format!("clawback: {{ within: 6 months, {RULES} }}"), "");
    write(&company(&plan, ",", &[("2026-01-15", 100_000)]), folder.path());
    for month in ["2026-01", "2026-02", "2026-03", "2026-04"] {
        close(folder.path(), month).unwrap_or_else(|refusal| panic!("{refusal}"));
    }
    let people = folder.path().join("data/participants.csv");
    fs::write(&people, "id,left_on,left_because\nE1,2026-03-20,resigned\n").expect("a file can be written");
    let run = run_folder(folder.path(), Some("2026-05")).unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(of_kinds(&run, &[LineKind::Difference, LineKind::Clawback]), ["2026-03 2026-05 -83333"]);
    assert_eq!(verified(&run), Ok(run.outcome.lines.len()));
}

/// Nobody gives back more than was paid, a line and its reversal cancel, months one by one are the year at once, and every line
/// adds up.
#[test]
fn no_more_is_taken_back_than_was_paid() {
    let mut taken_back = 0;
    for seed in 0..60 {
        let mut random = Random::new(seed);
        let share = random.between(1, 99);
        let after = random.between(1, 4);
        let within = random.between(1, 8);
        let reason = *random.pick(&["resigned", "begun", "cause", "half", "retired"]);
        let left = format!("2026-{:02}-{:02},{reason}", random.between(1, 12), random.between(1, 28));
        let others = *random.pick(&["", "leavers: { else: forfeit }, ", "leavers: { else: pro_rata }, "]);
        let due = format!(
            "parts: [{{ share: {share}% }}, {{ share: rest, after: {after} months }}], {others}clawback: {{ within: {within} months, {RULES} }}"
        );
        let rounding =
            format!("{} to {}", random.pick(&["half_up", "up", "down", "floor"]), random.pick(&["0.01", "1", "5"]));
        let pays = *random.pick(&["monthly", "quarterly"]);
        let plan = plan(pays, &due, "").replace("    due:", &format!("    rounding: {rounding}\n    due:"));
        let what = || format!("seed {seed}: {left} {plan}");
        let cents = random.between(-200_000, 200_000);
        let sales: Vec<(&str, i64)> = vec![("2026-01-15", cents), ("2026-05-15", random.between(0, 90_000))];
        let files = company(&plan, &left, &sales);
        let year = run(&files, "2026");
        let sum = |run: &Run, kinds: &[LineKind]| -> i64 {
            run.outcome.lines.iter().filter(|line| kinds.contains(&line.kind)).map(|line| line.minor_units).sum()
        };
        for earned in year.outcome.lines.iter().filter(|line| line.kind == LineKind::Earning) {
            let own = year.outcome.lines.iter().filter(|line| line.earned_for == earned.earned_for);
            let paid: i64 =
                own.clone().filter(|line| line.kind != LineKind::Clawback).map(|line| line.minor_units).sum();
            let back: i64 = own.filter(|line| line.kind == LineKind::Clawback).map(|line| line.minor_units).sum();
            let kept = paid + back;
            assert!(kept.signum() * paid.signum() >= 0 && kept.abs() <= paid.abs(), "{kept} of {paid}, {}", what());
            taken_back += i64::from(back != 0);
        }
        let reversed: Vec<(&str, i64)> = sales.iter().map(|(day, cents)| (*day, -cents)).collect();
        if rounding.starts_with("half_up") {
            let back = run(&company(&plan, &left, &reversed), "2026");
            assert_eq!(sum(&back, &[LineKind::Clawback]), -sum(&year, &[LineKind::Clawback]), "{}", what());
        }
        let label = |period| year.company.calendar.label(period);
        let mut periods: Vec<String> = year.outcome.lines.iter().map(|line| label(line.paid_in)).collect();
        periods.sort();
        periods.dedup();
        let single: i64 =
            periods.iter().flat_map(|period| run(&files, period).outcome.lines).map(|line| line.minor_units).sum();
        assert_eq!(single, year.outcome.lines.iter().map(|line| line.minor_units).sum::<i64>(), "{}", what());
        assert_eq!(verified(&year), Ok(year.outcome.lines.len()), "{}", what());
    }
    assert!(taken_back > 20, "{taken_back}");
}
