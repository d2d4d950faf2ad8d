//! Days on a plan and in a group: who joins, moves or leaves within a period. Figures by hand.

use attain_engine::outcome::Line;
use attain_tests::library::{Run, run_files};
use attain_tests::seller::{self, verified};

/// What the components give E1 in `period`, in cents, where the assignments have these rows (`team,salary,from,to`).
fn company(plans: &[String], rows: &[&str], period: &str) -> Run {
    let mut files = seller::files(plans, ",", &[] as &[(&str, i64)], "");
    for (path, text) in &mut files {
        match path.as_str() {
            "attain.yaml" => {
                let columns =
                    "assignments: { file: data/assignments.csv, columns: { salary: { column: salary, type: money } } }";
                *text = text.replace("assignments: data/assignments.csv", columns);
            }
            "data/assignments.csv" => {
                let rows: String = rows.iter().map(|row| format!("E1,seller,{row}\n")).collect();
                *text = format!("participant,plan,team,salary,from,to\n{rows}");
            }
            _ => {}
        }
    }
    run_files(&files, Some(period)).unwrap_or_else(|refusal| panic!("{refusal}"))
}

fn cents(run: &Run, component: &str) -> Vec<i64> {
    let lines = run.outcome.lines.iter().filter(|line| run.component(line) == component);
    lines.map(|line: &Line| line.minor_units).collect()
}

/// Each name in a component of its own: so many units for so many days.
const NAMES: &str = "  - bonus: on_plan
    amount: money(days_on_plan)
  - bonus: in_group
    group: team
    amount: money(days_in_group)
  - bonus: from_start
    amount: money(if on_plan_at_start { 1 } else { 0 })
  - bonus: to_end
    amount: money(if on_plan_at_end { 1 } else { 0 })
  - bonus: north
    amount: money(days(if team == \"north\" { 1 } else { 0 }))
  - bonus: daily_salary
    amount: days(salary) / days(1)
  - bonus: all_heads
    group: plan
    amount: money(group(days(1)) + group(days_on_plan))
";

const EACH: [&str; 7] = ["on_plan", "in_group", "from_start", "to_end", "north", "daily_salary", "all_heads"];

fn each(effective: &[&str], rows: &[&str], period: &str) -> [Vec<i64>; 7] {
    let plans: Vec<String> = effective.iter().map(|days| seller::plan(days, "monthly", "", NAMES)).collect();
    let run = company(&plans, rows, period);
    // Lines of several versions go by more than one id.
    if plans.len() == 1 {
        assert_eq!(verified(&run), Ok(run.outcome.lines.len()), "{rows:?}");
    }
    EACH.map(|component| cents(&run, component))
}

const YEAR: &str = "2026-01-01 .. 2026-12-31";

#[test]
fn days_are_those_of_the_period_on_the_plan() {
    let all = |days: &[i64; 7]| days.map(|days| vec![days * 100]);
    assert_eq!(each(&[YEAR], &["north,3000,,"], "2026-03"), all(&[31, 31, 1, 1, 31, 3000, 62]));
    assert_eq!(each(&[YEAR], &["north,3000,2026-03-20,"], "2026-03"), all(&[12, 12, 0, 1, 12, 3000, 24]));
    assert_eq!(each(&[YEAR], &["north,3000,,2026-03-25"], "2026-03"), all(&[25, 25, 1, 0, 25, 3000, 50]));
    // With a gap: days in between do not count. Ten at 3,000 and twelve at 5,200 are 4,200 a day.
    let gap = ["north,3000,,2026-03-10", "south,5200,2026-03-20,"];
    assert_eq!(each(&[YEAR], &gap, "2026-03"), all(&[22, 12, 1, 1, 10, 4200, 44]));
    // Back in the first team: both stretches count for it.
    let back = ["north,3000,,2026-03-10", "south,3000,2026-03-11,2026-03-20", "north,3000,2026-03-21,"];
    assert_eq!(each(&[YEAR], &back, "2026-03"), all(&[31, 21, 1, 1, 21, 3000, 62]));
}

#[test]
fn a_plan_that_begins_or_ends_cuts_the_days() {
    let all = |days: &[i64; 7]| days.map(|days| vec![days * 100]);
    assert_eq!(each(&["2026-03-11 .. 2026-12-31"], &["north,3000,,"], "2026-03"), all(&[21, 21, 0, 1, 21, 3000, 42]));
    assert_eq!(each(&["2026-01-01 .. 2026-03-30"], &["north,3000,,"], "2026-03"), all(&[30, 30, 1, 0, 30, 3000, 60]));
}

/// Another version of the plan changes nothing in the days on it: the period's lines together are what one version gives.
#[test]
fn versions_see_the_days_of_the_whole_period() {
    let run = |effective: &[&str]| each(effective, &["north,3000,,2026-03-25"], "2026-03");
    let one = run(&[YEAR]);
    let two = run(&["2026-01-01 .. 2026-03-15", "2026-03-16 .. 2026-12-31"]);
    for (one, two) in one.iter().zip(&two).take(6) {
        assert_eq!(one.iter().sum::<i64>(), two.iter().sum::<i64>());
    }
}

#[test]
fn who_moves_stands_in_the_report_and_counts_in_the_last_group() {
    let pool = "  - pool: pot\n    group: team\n    fund: 100\n    share_by: days_in_group\n";
    let plans = [seller::plan(YEAR, "monthly", "", pool)];
    let moved = |rows: &[&str], period: &str| {
        let run = company(&plans, rows, period);
        let groups =
            |groups: &[std::sync::Arc<str>]| groups.iter().map(ToString::to_string).collect::<Vec<_>>().join(">");
        let moved: Vec<String> = run.outcome.report.moved.iter().map(|one| groups(&one.groups)).collect();
        (moved, cents(&run, "pot"))
    };
    let rows = ["north,1,,2026-03-10", "south,1,2026-03-11,"];
    assert_eq!(moved(&rows, "2026-03"), (vec!["north>south".to_owned()], vec![10_000]));
    assert_eq!(moved(&rows, "2026-02"), (vec![], vec![10_000]));
    assert_eq!(moved(&rows, "2026-04"), (vec![], vec![10_000]));
    let same = ["north,1,,2026-03-10", "north,2,2026-03-11,"];
    assert_eq!(moved(&same, "2026-03").0, Vec::<String>::new());
    let back = ["north,1,,2026-03-10", "south,1,2026-03-11,2026-03-20", "north,1,2026-03-21,"];
    assert_eq!(moved(&back, "2026-03").0, ["north>south>north"]);
    let none = [",1,,2026-03-10", "south,1,2026-03-11,"];
    assert_eq!(moved(&none, "2026-03").0, [">south"]);
}
