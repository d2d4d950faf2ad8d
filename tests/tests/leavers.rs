//! Who leaves: what becomes of parts that are still to come, by the reason. Figures by hand.

use std::fs;

use attain_engine::outcome::{Line, LineKind};
use attain_tests::library::{Run, close, run as run_folder, run_files};
use attain_tests::random::Random;
use attain_tests::scratch::Scratch;
use attain_tests::seller::{self, verified};
use attain_tests::write::{File, write};

const RULES: &str =
    "resigned: forfeit, retired: keep, death: accelerate, redundancy: pro_rata, illness: pro_rata_begun";

/// A plan of the year 2026 with one component of these parts and the rules above.
fn plan(pays: &str, parts: &str) -> String {
    let csat = "  csat: { unit: percent, from: metrics.csat, missing: 0% }\n";
    let component =
        format!("  - commission: sold\n    amount: sales\n    due: {{ {parts}, leavers: {{ {RULES} }} }}\n");
    seller::plan("2026-01-01 .. 2026-12-31", pays, csat, &component)
}

/// 1,000 of January: 400 at once, 300 a quarter later, 300 half a year later on a condition.
const PARTS: &str =
    "parts: [{ share: 40% }, { share: 30%, after: 1 quarter }, { share: rest, after: 6 months, if: csat >= 90% }]";

/// The company of one seller, of whom the participants say `left` (`left_on,left_because`).
fn company(plan: &str, left: &str, sales: &[(&str, i64)], metrics: &str) -> Vec<File> {
    let mut files = seller::files(&[plan.to_owned()], ",", sales, metrics);
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

/// Releases as month of earning, month of payment, cents; then what is forfeited, and what is still to come, both as month and
/// cents.
fn told(run: &Run) -> [Vec<String>; 3] {
    let label = |period| run.company.calendar.label(period);
    let released = |line: &&Line| line.kind == LineKind::Release;
    let release = |line: &Line| format!("{} {} {}", label(line.earned_for), label(line.paid_in), line.minor_units);
    let forfeited = run.outcome.report.forfeited.iter().map(|part| format!("{} {}", label(part.due), part.minor_units));
    let to_come = run.outcome.to_come.iter().map(|part| format!("{} {}", label(part.due), part.minor_units));
    [run.outcome.lines.iter().filter(released).map(release).collect(), forfeited.collect(), to_come.collect()]
}

/// The same of a thousand of January, for somebody who left.
fn january(left: &str, period: &str) -> [Vec<String>; 3] {
    told(&run(&company(&plan("monthly", PARTS), left, &[("2026-01-15", 100_000)], "E1,csat,2026-07,95%\n"), period))
}

#[test]
fn each_reason_has_its_rule() {
    let stays = ["2026-01 2026-04 30000", "2026-01 2026-07 30000"].map(str::to_owned).to_vec();
    assert_eq!(january(",", "2026"), [stays.clone(), vec![], vec![]]);
    assert_eq!(january("2026-03-20,retired", "2026"), [stays, vec![], vec![]]);
    let one = |text: &str| vec![text.to_owned()];
    assert_eq!(january("2026-03-20,resigned", "2026"), [one("2026-01 2026-03 0"), one("2026-03 60000"), vec![]]);
    assert_eq!(january("2026-03-20,death", "2026"), [one("2026-01 2026-03 60000"), vec![], vec![]]);
    // One month of three and of six: 100 and 50.
    let served = [one("2026-01 2026-03 15000"), one("2026-03 45000"), vec![]];
    assert_eq!(january("2026-03-20,redundancy", "2026"), served);
    // Two months were begun.
    let begun = [one("2026-01 2026-03 30000"), one("2026-03 30000"), vec![]];
    assert_eq!(january("2026-03-20,illness", "2026"), begun);
    assert_eq!(january("2026-03-31,redundancy", "2026"), begun);
    assert_eq!(january("2026-03-30,redundancy", "2026"), served);
}

#[test]
fn a_part_that_is_due_on_the_last_day_of_work_is_due() {
    let on_the_day = january("2026-04-30,resigned", "2026");
    assert_eq!(on_the_day, [vec!["2026-01 2026-04 30000".to_owned()], vec!["2026-04 30000".to_owned()], vec![]]);
    let a_day_before = january("2026-04-29,resigned", "2026");
    assert_eq!(a_day_before, [vec!["2026-01 2026-04 0".to_owned()], vec!["2026-04 60000".to_owned()], vec![]]);
    // Who leaves when everything was due loses nothing, whatever the reason.
    assert_eq!(january("2026-07-31,unknown", "2026")[1], Vec::<String>::new());
}

#[test]
fn what_is_settled_is_no_longer_to_come() {
    let to_come = |left: &str, period: &str| january(left, period)[2].clone();
    assert_eq!(to_come(",", "2026-03"), ["2026-04 30000", "2026-07 30000"]);
    for left in ["2026-03-20,resigned", "2026-03-20,death", "2026-03-20,redundancy"] {
        assert_eq!(to_come(left, "2026-03"), Vec::<String>::new(), "{left}");
    }
    // A leave that is known beforehand moves what is to come, and what will be forfeited is not.
    assert_eq!(to_come("2026-03-20,death", "2026-02"), ["2026-03 30000", "2026-03 30000"]);
    assert_eq!(to_come("2026-03-20,redundancy", "2026-02"), ["2026-03 10000", "2026-03 5000"]);
    assert_eq!(to_come("2026-03-20,resigned", "2026-02"), Vec::<String>::new());
    assert_eq!(to_come("2026-03-20,retired", "2026-02"), ["2026-04 30000", "2026-07 30000"]);
}

#[test]
fn conditions_of_parts_that_a_leave_settles_are_not_asked() {
    let files = |left: &str| company(&plan("monthly", PARTS), left, &[("2026-01-15", 100_000)], "");
    let [released, forfeited, _] = told(&run(&files(","), "2026"));
    assert_eq!(
        (released, forfeited),
        (vec!["2026-01 2026-04 30000".into(), "2026-01 2026-07 0".into()], vec!["2026-07 30000".into()])
    );
    let [released, forfeited, _] = told(&run(&files("2026-03-20,death"), "2026"));
    assert_eq!((released, forfeited), (vec!["2026-01 2026-03 60000".to_owned()], vec![]));
}

#[test]
fn what_is_earned_in_the_period_of_leaving_or_later_is_settled_there() {
    let sales = [("2026-02-10", 100_000), ("2026-03-10", 100_000), ("2026-05-10", 100_000)];
    let of = |left: &str| told(&run(&company(&plan("monthly", PARTS), left, &sales, ""), "2026"));
    let [released, forfeited, _] = of("2026-03-20,death");
    assert_eq!(released, ["2026-02 2026-03 60000", "2026-03 2026-03 60000", "2026-05 2026-05 60000"]);
    assert_eq!(forfeited, Vec::<String>::new());
    // No month was served of what was earned in March and May.
    let [released, forfeited, _] = of("2026-03-20,illness");
    assert_eq!(released, ["2026-02 2026-03 15000", "2026-03 2026-03 0", "2026-05 2026-05 0"]);
    assert_eq!(forfeited, ["2026-03 45000", "2026-03 60000", "2026-05 60000"]);
}

#[test]
fn a_plan_that_pays_quarterly_settles_in_the_quarter() {
    let quarterly = plan("quarterly", "parts: [{ share: 40% }, { share: 60%, after: 2 months }]");
    let of = |left: &str, period: &str| told(&run(&company(&quarterly, left, &[("2026-01-15", 100_000)], ""), period));
    assert_eq!(of(",", "2026")[0], ["2026-Q1 2026-Q2 60000"]);
    // What falls due in May is paid in the quarter, also when its last month alone is asked for.
    assert_eq!(of(",", "2026-06")[0], ["2026-Q1 2026-Q2 60000"]);
    assert_eq!(
        of("2026-04-30,redundancy", "2026-Q2"),
        [vec!["2026-Q1 2026-Q2 30000".to_owned()], vec!["2026-Q2 30000".to_owned()], vec![]]
    );
}

#[test]
fn shares_of_parts_are_rounded_like_the_line_and_lose_nothing() {
    let rounded = |rounding: &str, cents: i64| {
        let plan = plan("monthly", "parts: [{ share: 10% }, { share: 90%, after: 7 months }]")
            .replace("    due:", &format!("    rounding: {rounding}\n    due:"));
        let [released, forfeited, _] =
            told(&run(&company(&plan, "2026-03-31,redundancy", &[("2026-01-15", cents)], ""), "2026"));
        (released.concat(), forfeited.concat())
    };
    // 900.90 x 2/7 is 257.4: as the line is rounded, to whole units, tens, and the other way below zero.
    assert_eq!(rounded("half_up", 100_100), ("2026-01 2026-03 25740".into(), "2026-03 64350".into()));
    assert_eq!(rounded("up to 1", 100_100), ("2026-01 2026-03 25800".into(), "2026-03 64300".into()));
    assert_eq!(rounded("down to 1", 100_100), ("2026-01 2026-03 25700".into(), "2026-03 64400".into()));
    assert_eq!(rounded("half_up", -100_100), ("2026-01 2026-03 -25740".into(), "2026-03 -64350".into()));
    assert_eq!(rounded("floor to 1", -100_100), ("2026-01 2026-03 -25800".into(), "2026-03 -64300".into()));
}

#[test]
fn a_reason_without_a_rule_fails_the_run_when_a_part_is_still_to_come() {
    let of = |left: &str, rules: &str, period: &str| {
        let plan = plan("monthly", PARTS).replace(RULES, rules);
        run_files(&company(&plan, left, &[("2026-01-15", 100_000)], ""), Some(period))
            .err()
            .map(|refusal| refusal.codes)
    };
    let codes = Some(vec!["R015".to_owned()]);
    assert_eq!(of("2026-03-20,Resigned", RULES, "2026"), codes, "reasons are compared letter by letter");
    assert_eq!(of("2026-03-20,", RULES, "2026-01"), codes);
    assert_eq!(of("2026-03-20,other", "resigned: keep, else: forfeit", "2026"), None);
    assert_eq!(of("2026-03-20,", "else: forfeit", "2026"), None);
    assert_eq!(of("2026-07-31,other", RULES, "2026"), None, "nothing is still to come");
}

/// The leave becomes known two months late: what was released in April is taken back, and March is settled again.
#[test]
fn a_leave_that_becomes_known_late_is_a_difference() {
    let folder = Scratch::new();
    let files = |left: &str| company(&plan("monthly", PARTS), left, &[("2026-01-15", 100_000)], "");
    write(&files(","), folder.path());
    for month in ["2026-01", "2026-02", "2026-03", "2026-04"] {
        close(folder.path(), month).unwrap_or_else(|refusal| panic!("{refusal}"));
    }
    let people = folder.path().join("data/participants.csv");
    let paid = |left: &str| {
        fs::write(&people, format!("id,left_on,left_because\nE1,{left}\n")).expect("a file can be written");
        let run = run_folder(folder.path(), Some("2026-05")).unwrap_or_else(|refusal| panic!("{refusal}"));
        assert!(run.outcome.to_come.is_empty(), "{:?}", run.outcome.to_come);
        let label = |period| run.company.calendar.label(period);
        let differences = run.outcome.lines.iter().filter(|line| line.kind == LineKind::Difference);
        differences.map(|line| format!("{} {}", label(line.earned_for), line.minor_units)).collect::<Vec<_>>()
    };
    assert_eq!(paid("2026-03-20,redundancy"), ["2026-03 15000", "2026-04 -30000"]);
    assert_eq!(paid("2026-03-20,death"), ["2026-03 60000", "2026-04 -30000"]);
    assert_eq!(paid("2026-03-20,resigned"), ["2026-04 -30000"]);
}

/// What a closed pool paid stays; what becomes of the parts of somebody who left is settled all the same.
#[test]
fn a_late_leave_settles_the_parts_of_a_closed_pool_as_well() {
    let pool = format!(
        "  - pool: pot\n    group: plan\n    fund: group(sales)\n    due: {{ {}, leavers: {{ {RULES} }} }}\n",
        "parts: [{ share: 40% }, { share: 30%, after: 1 quarter }, { share: rest, after: 6 months }]"
    );
    let plan = seller::plan("2026-01-01 .. 2026-12-31", "monthly", "", &pool);
    let folder = Scratch::new();
    write(&company(&plan, ",", &[("2026-01-15", 100_000)], ""), folder.path());
    for month in ["2026-01", "2026-02", "2026-03", "2026-04"] {
        close(folder.path(), month).unwrap_or_else(|refusal| panic!("{refusal}"));
    }
    let people = folder.path().join("data/participants.csv");
    fs::write(&people, "id,left_on,left_because\nE1,2026-03-20,death\n").expect("a file can be written");
    let run = run_folder(folder.path(), Some("2026-05")).unwrap_or_else(|refusal| panic!("{refusal}"));
    let label = |period| run.company.calendar.label(period);
    let differences = run.outcome.lines.iter().filter(|line| line.kind == LineKind::Difference);
    let differences: Vec<_> =
        differences.map(|line| format!("{} {}", label(line.earned_for), line.minor_units)).collect();
    assert_eq!(differences, ["2026-03 60000", "2026-04 -30000"]);
}

/// What is earned is paid, forfeited or still to come, to the cent; months one by one are the year at once; every line adds up.
#[test]
fn nothing_is_made_or_lost() {
    let months: Vec<String> = (1..=12).map(|month| format!("2026-{month:02}")).collect();
    for seed in 0..60 {
        let mut random = Random::new(seed);
        let shares = [random.between(1, 40), random.between(1, 40)];
        let word = *random.pick(&["largest", "running", "running_down", "first", "all_last", "fraction"]);
        let reason = *random.pick(&["resigned", "retired", "death", "redundancy", "illness"]);
        let left = format!("2026-{:02}-{:02},{reason}", random.between(1, 12), random.between(1, 28));
        let pays = *random.pick(&["monthly", "quarterly"]);
        let parts = format!(
            "leftover: {word}, parts: [{{ share: {}% }}, {{ share: {}%, after: {} months }}, {{ share: rest, after: 5 months, if: csat >= 50% }}]",
            shares[0],
            shares[1],
            random.between(1, 5)
        );
        let rounding =
            format!("{} to {}", random.pick(&["half_up", "up", "down", "floor"]), random.pick(&["0.01", "1", "5"]));
        let plan = plan(pays, &parts).replace("    due:", &format!("    rounding: {rounding}\n    due:"));
        let days: Vec<String> = months.iter().take(8).map(|month| format!("{month}-15")).collect();
        let sales: Vec<(&str, i64)> = days.iter().map(|day| (day.as_str(), random.between(-50_000, 200_000))).collect();
        let files = company(&plan, &left, &sales, &format!("E1,csat,{},80%\n", random.pick(&months)));
        let at = |period: &str| run(&files, period);
        let what = || format!("seed {seed}: {left} {plan}");
        let sum = |run: &Run, kinds: &[LineKind]| -> i64 {
            run.outcome.lines.iter().filter(|line| kinds.contains(&line.kind)).map(|line| line.minor_units).sum()
        };
        let forfeited = |run: &Run| -> i64 { run.outcome.report.forfeited.iter().map(|part| part.minor_units).sum() };
        let to_come = |run: &Run| -> i64 { run.outcome.to_come.iter().map(|part| part.minor_units).sum() };
        let year = at("2026");
        let earned = sum(&year, &[LineKind::Earning]);
        let paid = sum(&year, &[LineKind::Earning, LineKind::Deferral, LineKind::Release]);
        assert_eq!(paid + forfeited(&year) + to_come(&year), earned, "{}", what());
        let label = |period| year.company.calendar.label(period);
        let mut periods: Vec<String> = year.outcome.lines.iter().map(|line| label(line.paid_in)).collect();
        periods.sort();
        periods.dedup();
        let single: Vec<Run> = periods.iter().map(|period| at(period)).collect();
        let payable: i64 = single.iter().flat_map(|run| &run.outcome.lines).map(|line| line.minor_units).sum();
        assert_eq!((payable, single.iter().map(forfeited).sum::<i64>()), (paid, forfeited(&year)), "{}", what());
        assert_eq!(verified(&year), Ok(year.outcome.lines.len()), "{}", what());
    }
}
