//! What `attain check` finds in the example company, and what a run then says, in both languages.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot run the command must fail")]

mod common;
mod demo;

use std::path::Path;

use common::{attain, text};
use demo::{Copy, screen};

#[test]
fn no_company() {
    insta::assert_snapshot!(screen(Path::new(env!("CARGO_MANIFEST_DIR")), &["check"]));
}

#[test]
fn findings_in_plans() {
    let copy = Copy::new("findings");
    copy.edit("plans/account-executive.yaml", "pays_on: bookings", "pays_on: bokings");
    insta::assert_snapshot!(screen(&copy.0, &["check"]));
    insta::assert_snapshot!("refused", screen(&copy.0, &["run"]));
}

#[test]
fn findings_in_tests() {
    let copy = Copy::new("test-names");
    copy.edit("tests/customer-success.yaml", "lines: { milestones:", "lines: { mile_stones:");
    insta::assert_snapshot!(screen(&copy.0, &["check"]));
}

#[test]
fn findings_in_data() {
    let copy = Copy::new("data");
    copy.edit("data/transactions.csv", ",2000000.00,", ",2 000 000,");
    copy.edit("data/assignments.csv", "E1006,account-executive", "E1006,account-exekutive");
    insta::assert_snapshot!(screen(&copy.0, &["check"]));
    // A run tells the same errors, those of transactions beside those of smaller tables.
    let (check, run) = (attain(&copy.0, &["check"]), attain(&copy.0, &["run"]));
    for place in ["data/transactions.csv:11:43", "data/assignments.csv:7:7"] {
        assert!(text(&check.stdout).contains(place) && text(&run.stderr).contains(place), "{place}");
    }
}

#[test]
fn a_failed_run_names_everybody_whose_line_fails() {
    let copy = Copy::new("run-fails");
    copy.edit("data/quotas.csv", "E1002,bookings,2026,20000000.00\n", "");
    insta::assert_snapshot!(screen(&copy.0, &["run"]));
    insta::assert_snapshot!("the_check_says_what_fails_the_run", screen(&copy.0, &["check"]));
    copy.edit("attain.yaml", "period: 2026-Q3", "period: 2027-Q3");
    let mut said = vec![screen(&copy.0, &["check", "--quiet"])];
    copy.edit("attain.yaml", "period: 2027-Q3 ", "# ");
    said.push(screen(&copy.0, &["check", "--quiet"]));
    insta::assert_snapshot!("earlier_periods_are_tried_too", said.join("\n"));
}

/// Before the figures of a later period are there, the check passes and says what a run will need; of the company's own period
/// they are due, and once somebody has them, whoever lacks them is named.
#[test]
fn figures_that_have_not_come_yet() {
    let copy = Copy::new("not-yet");
    let path = copy.0.join("data/metrics.csv");
    let metrics = std::fs::read_to_string(&path).expect("a text");
    let of = |rows: &str| {
        metrics.lines().filter(|row| !row.contains("2026-Q3") || row.starts_with(rows)).collect::<Vec<_>>().join("\n")
    };
    std::fs::write(&path, of("nobody")).expect("written");
    copy.edit("attain.yaml", "period: 2026-Q3", "period: 2026-Q2");
    let mut said = vec![screen(&copy.0, &["check"])];
    copy.edit("attain.yaml", "period: 2026-Q2", "period: 2026-Q3");
    said.push(screen(&copy.0, &["check", "--quiet"]));
    std::fs::write(&path, of("E1007")).expect("written");
    said.push(screen(&copy.0, &["check"]));
    let later: Vec<_> = metrics.lines().filter(|row| !row.contains("2026-Q1")).collect();
    std::fs::write(&path, later.join("\n")).expect("written");
    said.push(screen(&copy.0, &["check"]));
    insta::assert_snapshot!(said.join("\n"));
}

/// Limits that are formulas: those that read no data are worked out by the check, for the rest the periods are tried.
#[test]
fn rows_out_of_order_by_formulas() {
    let copy = Copy::new("rows-by-formulas");
    copy.edit("attain.yaml", "period: 2026-Q3 ", "# ");
    copy.edit("plans/account-executive.yaml", "{ from: 70%, rate: 2% }", "{ from: 50% + 70%, rate: 2% }");
    let mut said = vec![screen(&copy.0, &["check", "--quiet"])];
    copy.edit("plans/account-executive.yaml", "from: 50% + 70%", "from: 70% + 30%");
    said.push(screen(&copy.0, &["check", "--quiet"]));
    copy.edit("plans/account-executive.yaml", "from: 70% + 30%", "from: (salary + 50) / salary");
    said.push(screen(&copy.0, &["check", "--quiet"]));
    insta::assert_snapshot!(said.join("\n"));
}

/// Where a figure is lacking and a row has nearly its name, the row is pointed at: of one person, of everybody, and where it is
/// the plan that may be wrong.
#[test]
fn misspelt_names_of_figures() {
    let copy = Copy::new("misspelt-figures");
    copy.edit("data/quotas.csv", "E1002,bookings,", "E1002,bokings,");
    let mut said = vec![screen(&copy.0, &["check"]), screen(&copy.0, &["run"])];
    copy.edit("data/quotas.csv", "E1002,bokings,", "E1002,bookings,");
    let path = copy.0.join("data/metrics.csv");
    let metrics = std::fs::read_to_string(&path).expect("a text");
    std::fs::write(&path, metrics.replace(",csat,", ",csta,")).expect("written");
    said.push(screen(&copy.0, &["check"]));
    insta::assert_snapshot!(said.join("\n"));
}

/// A line stops at the first figure that it lacks; the check tells what it lacks behind that as well, in broken data too.
#[test]
fn two_misspelt_names_of_one_line() {
    let copy = Copy::new("two-misspelt");
    for (file, name, misspelt) in [("quotas", ",bookings,", ",bokings,"), ("metrics", ",csat,", ",csta,")] {
        let path = copy.0.join(format!("data/{file}.csv"));
        let rows = std::fs::read_to_string(&path).expect("a text");
        std::fs::write(&path, rows.replace(name, misspelt)).expect("written");
    }
    let mut said = vec![screen(&copy.0, &["check", "--quiet"])];
    copy.edit("data/transactions.csv", ",2000000.00,", ",2 000 000,");
    said.push(screen(&copy.0, &["check", "--quiet"]));
    insta::assert_snapshot!(said.join("\n"));
}

/// Nobody is on a plan whose name was misspelt in one of two places; the names under which it looks for figures are held against
/// the rows all the same.
#[test]
fn a_plan_that_nobody_is_on() {
    let copy = Copy::new("nobody");
    let plan = std::fs::read_to_string(copy.0.join("plans/account-executive.yaml")).expect("a plan");
    let other = plan.replacen("plan: account-executive", "plan: key-account", 1).replacen(
        "quota: bookings",
        "quota: bokings",
        1,
    );
    std::fs::write(copy.0.join("plans/key-account.yaml"), other).expect("written");
    insta::assert_snapshot!(screen(&copy.0, &["check"]));
}

/// Versions of a plan that do not cover the days of the people on it are told, where the data tell of these days and nothing else
/// pays them then.
#[test]
fn people_on_a_plan_that_is_not_in_force() {
    const PLAN: &str = "plans/account-executive.yaml";
    const DAYS: &str = "effective: 2026-01-01 .. 2026-12-31";
    let copy = Copy::new("not-in-force");
    let told = || {
        let shown = text(&attain(&copy.0, &["check", "--lang", "en"]).stdout);
        let words: Vec<&str> = shown.split_whitespace().collect();
        words.join(" ").split("warning[W015] ").skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(told(), Vec::<String>::new());
    copy.edit(PLAN, DAYS, "effective: 2026-02-01 .. 2026-12-31");
    insta::assert_snapshot!(screen(&copy.0, &["check"]));
    // Without an end assignments go on for as long as the data tell of sales that nothing counts.
    copy.edit(PLAN, "effective: 2026-02-01 .. 2026-12-31", "effective: 2026-01-01 .. 2026-06-30");
    let open = told();
    assert!(open.len() == 1 && open[0].contains("from 2026-07-01 to 2026-09-"), "{open:?}");
    // The gap between two versions.
    let plan = std::fs::read_to_string(copy.0.join(PLAN)).expect("a plan");
    let second = plan.replace("effective: 2026-01-01 .. 2026-06-30", "effective: 2026-07-15 .. 2026-12-31");
    std::fs::write(copy.0.join("plans/account-executive-2.yaml"), second).expect("written");
    let gap = told();
    assert!(gap.len() == 1 && gap[0].contains("from 2026-07-01 to 2026-07-14"), "{gap:?}");
    assert!(gap[0].contains("plans/account-executive-2.yaml:4:12"), "{gap:?}");
    std::fs::remove_file(copy.0.join("plans/account-executive-2.yaml")).expect("removed");
    // Whoever is on another plan then has only left this one.
    copy.edit(PLAN, "effective: 2026-01-01 .. 2026-06-30", "effective: 2026-02-01 .. 2026-12-31");
    let other = plan.replace("plan: account-executive", "plan: early").replace("06-30", "01-31");
    std::fs::write(copy.0.join("plans/early.yaml"), other).expect("written");
    let path = copy.0.join("data/assignments.csv");
    let rows = std::fs::read_to_string(&path).expect("rows");
    let moved = rows.lines().filter(|row| row.contains("account-executive") && row.contains(",2026-01-01,"));
    let moved: String = moved.map(|row| format!("{}\n", row.replace("account-executive", "early"))).collect();
    std::fs::write(&path, format!("{}\n{moved}", rows.trim_end())).expect("written");
    assert_eq!(told(), Vec::<String>::new());
}

/// So are they where no other plan is in force on these days, and the plan reads nothing but metrics: of rows that begin there.
#[test]
fn people_on_the_only_plan_before_it_is_in_force() {
    let copy = Copy(Path::new(env!("CARGO_TARGET_TMPDIR")).join("only-plan"));
    let written = |file: &str, content: &str| {
        let path = copy.0.join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, content).expect("written");
    };
    written(
        "attain.yaml",
        "company: Only\ncurrency: CNY\nperiod: 2026-03\ndata:\n  participants: people.csv\n  assignments: seats.csv\n  metrics: metrics.csv\n",
    );
    written("people.csv", "id\nE1\n");
    written(
        "metrics.csv",
        "participant,metric,period,value\nE1,csat,2025-12,1\nE1,csat,2026-01,1\nE1,csat,2026-02,1\nE1,csat,2026-03,1\n",
    );
    written(
        "plans/only.yaml",
        "plan: only\neffective: 2026-02-01 ..\npays: monthly\nmeasures:\n  csat: { unit: percent, from: metrics.csat }\n\
         components:\n  - bonus: service\n    target: 1000\n    rate: csat\n    cap: none\n",
    );
    for (from, days) in [("2026-01-10", Some("2026-01-10 to 2026-01-31")), ("2025-12-01", None), ("2026-02-01", None)] {
        written("seats.csv", &format!("participant,plan,from\nE1,only,{from}\n"));
        let shown = text(&attain(&copy.0, &["check", "--lang", "en"]).stdout);
        assert_eq!(shown.matches("W015").count() > 0, days.is_some(), "{from}: {shown}");
        assert!(days.is_none_or(|days| shown.contains(days)), "{from}: {shown}");
    }
}

#[test]
fn transactions_that_lead_to_nobody() {
    let copy = Copy::new("recipients");
    copy.edit("data/transactions.csv", "ERP,E1010,,2026-01-04", "ERP,E1O10,,2026-01-04");
    copy.edit("data/transactions.csv", "CRM,E1001,,2026-01-05", "CRM,,,2026-01-05");
    copy.edit("data/splits.csv", "T0033,E1005,30%", "T0033,E1011,30%");
    insta::assert_snapshot!(screen(&copy.0, &["check"]));
}

/// A test that could not fail for any reason is told by the check, and fails.
#[test]
fn tests_of_nothing() {
    let copy = Copy::new("nothing");
    let tests = "tests:\n  - test: nothing of nobody\n    participant: E10007\n    period: 2026-Q3\n    expect: { payable: 0 }\n\
                 \x20 - test: nothing before the plan\n    participant: E1007\n    period: 2025-Q4\n    expect: { payable: 0 }\n\
                 \x20 - test: nothing after the plan\n    participant: E1007\n    period: 2027-Q1\n    expect: { payable: 0 }\n\
                 \x20 - test: nothing of others\n    participant: E1007\n    period: 2026-Q3\n\
                 \x20   expect: { lines: { milestones: 0 }, supported: 0, base of milestones: 0 }\n\
                 \x20 - test: nothing in between\n    participant: E1007\n    period: 2026-08\n    expect: { rate of quarterly_bonus: 0 }\n";
    std::fs::write(copy.0.join("tests/nothing.yaml"), tests).expect("written");
    insta::assert_snapshot!(screen(&copy.0, &["test", "nothing"]));
    let told = text(&attain(&copy.0, &["check", "--quiet"]).stdout);
    for place in ["3:18", "8:13", "12:13", "17:24", "17:41", "17:55", "21:15"] {
        assert!(told.contains(&format!("  tests/nothing.yaml:{place}\n")), "{place}: {told}");
    }
    let json = text(&attain(&copy.0, &["test", "nothing after", "--format", "json"]).stdout);
    assert!(json.contains("\"code\": \"N044\""), "{json}");
}

/// A look-up by a column that is misspelt is told once, where it is written.
#[test]
fn a_lookup_by_no_column_is_told_once() {
    let copy = Copy::new("lookup-by");
    std::fs::write(copy.0.join("data/products.csv"), "product,series\nERP,suite\n").expect("written");
    let lookup = "{ file: data/products.csv, by: prodct, key: product, columns: { series: series }, missing: empty }";
    let columns = "      booked_on: { column: booked_on, type: date }\n";
    copy.edit("attain.yaml", columns, &format!("{columns}    lookups:\n      - {lookup}\n"));
    let told = text(&attain(&copy.0, &["check", "--quiet"]).stdout);
    assert!(told.matches("error[").count() == 1 && told.contains("error[N021] unknown column `prodct`"), "{told}");
}

/// A slip in one test is told whole, and hides neither another test nor how the others went; nor does what is wrong with the
/// structure of a file.
#[test]
fn a_faulty_test_stops_no_other() {
    let copy = Copy::new("faulty-tests");
    let tests = "tests:\n  - participant: E1007\n    period: 2026-Q3\n    expect: { lines: { milestones: 0 } }\n\
                 \x20 - test: slip of the period\n    participant: E1007\n    period: 2026-13\n\
                 \x20   expect: { lines: { milestones: 0, comission: 1 }, payable: much }\n\
                 \x20 - test: slip of nobody\n    period: 2026-13\n    given: { quota: [] }\n    expect: { payable: 1% }\n\
                 \x20 - test: slip of somebody else\n    participant: E10007\n    period: soon\n    expect: { payable: 1 }\n\
                 \x20 - test: slips of none\n    participant: E1007\n    period: 2026-Q3\n    expect: { payable: 122500 }\n";
    std::fs::write(copy.0.join("tests/slips.yaml"), tests).expect("written");
    insta::assert_snapshot!(screen(&copy.0, &["test", "slip"]));
    let told = text(&attain(&copy.0, &["check", "--quiet"]).stdout);
    for place in ["2:5", "4:24", "7:13", "8:24", "8:39", "8:64", "9:5", "10:13", "11:14", "12:24", "14:18", "15:13"] {
        assert!(told.contains(&format!("  tests/slips.yaml:{place}\n")), "{place}: {told}");
    }
    let json = text(&attain(&copy.0, &["test", "slips", "--format", "json"]).stdout);
    assert!(json.contains("\"test\": null") && json.contains("\"passed\": 1"), "{json}");
    std::fs::write(copy.0.join("tests/slips.yaml"), format!("{tests}  - test: slip\n    period 2026\n"))
        .expect("written");
    let shown = screen(&copy.0, &["test", "slips"]);
    assert!(shown.contains("tests/slips.yaml:22:5") && shown.contains("PASS slips of none"), "{shown}");
    assert!(shown.contains("2 tests: 1 passed, 1 failed; 1 error in their files"), "{shown}");
    let sound =
        tests.rsplit_once("  - test: slips").map(|(_, sound)| format!("tests:\n  - test: slips{sound}  - all\n"));
    std::fs::write(copy.0.join("tests/slips.yaml"), sound.expect("the last one")).expect("written");
    let shown = screen(&copy.0, &["test", "slips"]);
    assert!(shown.contains("1 test: 1 passed, 0 failed; 1 error in their files"), "{shown}");
    assert_eq!(attain(&copy.0, &["test", "slips"]).status.code(), Some(1));
}

/// What is wrong with a cell of a given table is marked at the cell.
#[test]
fn a_given_cell_that_cannot_be_read() {
    let copy = Copy::new("given-cell");
    copy.edit(
        "tests/account-executive.yaml",
        "owner: E1002, booked_on: 2026-02-10",
        "owner: E1002, booked_on: 2026/02-10",
    );
    let shown = screen(&copy.0, &["check"]);
    assert!(shown.contains("  tests/account-executive.yaml:32:57\n"), "{shown}");
}

/// What one mistake has to do with another is not left out: a broken row does not hide a misspelt quota, a plan that cannot be
/// read not the test of a component that none has, and that test nothing that would fail a run.
#[test]
fn everything_is_told_at_once() {
    let copy = Copy::new("at-once");
    copy.edit("tests/customer-success.yaml", "lines: { milestones:", "lines: { mile_stones:");
    copy.edit("data/quotas.csv", "E1002,bookings,", "E1002,bokings,");
    let mut said = vec![screen(&copy.0, &["check", "--quiet"])];
    copy.edit("data/transactions.csv", ",2000000.00,", ",2 000 000,");
    said.push(screen(&copy.0, &["check", "--quiet"]));
    copy.edit("plans/account-executive.yaml", "pays_on: bookings", "pays_on: bokings");
    said.push(screen(&copy.0, &["check", "--quiet"]));
    insta::assert_snapshot!(said.join("\n"));
}

/// Periods behind the company's own are tried as far as there are transactions or metrics; what is still to come for them is a
/// warning, what lies in the middle an error.
#[test]
fn later_periods_are_tried_too() {
    let copy = Copy::new("later-periods");
    copy.edit("attain.yaml", "period: 2026-Q3", "period: 2026-Q1");
    copy.edit("data/assignments.csv", "north,E1014,26000.00", "north,E1014,");
    let mut said = vec![screen(&copy.0, &["check", "--quiet"])];
    copy.edit("data/assignments.csv", "north,E1014,,", "north,E1014,26000.00,");
    let path = copy.0.join("data/metrics.csv");
    let metrics = std::fs::read_to_string(&path).expect("a text");
    let without = |period: &str, but: &str| {
        let kept = metrics.lines().filter(|row| !row.contains(period) || row.starts_with(but));
        kept.collect::<Vec<_>>().join("\n")
    };
    std::fs::write(&path, without("2026-Q3", "E1007")).expect("written");
    said.push(screen(&copy.0, &["check"]));
    std::fs::write(&path, without("2026-Q2", "nobody")).expect("written");
    copy.edit("attain.yaml", "period: 2026-Q1", "period: 2026-Q3");
    said.push(screen(&copy.0, &["check", "--quiet"]));
    insta::assert_snapshot!(said.join("\n"));
}

/// Of more months than are tried, the last ones count, and the check says so.
#[test]
fn one_old_sale_does_not_hide_the_present() {
    let copy = Copy::new("old-sale");
    copy.edit("attain.yaml", "period: 2026-Q3 ", "# ");
    copy.edit("plans/account-executive.yaml", "2026-01-01 .. 2026-12-31", "2011-01-01 .. 2026-12-31");
    copy.edit("data/transactions.csv", "ERP,E1004,,2026-01-16", "ERP,E1004,,2011-01-16");
    insta::assert_snapshot!(screen(&copy.0, &["check"]));
}

/// What keeps a curve from being drawn is said: whose figure is missing, or that nobody is on the plan.
#[test]
fn why_there_is_no_curve() {
    let copy = Copy::new("no-curve");
    let quotas = std::fs::read_to_string(copy.0.join("data/quotas.csv")).expect("a text");
    let others: String =
        quotas.lines().filter(|line| !line.contains(",renewals,")).map(|line| format!("{line}\n")).collect();
    std::fs::write(copy.0.join("data/quotas.csv"), others).expect("written");
    let curve = ["curve", "customer-success", "renewal_commission", "--quiet"];
    let mut said = vec![screen(&copy.0, &curve)];
    copy.edit("plans/customer-success.yaml", "without_quota: error", "without_quota: report");
    said.push(screen(&copy.0, &curve));
    copy.edit(
        "plans/customer-success.yaml",
        "effective: 2026-01-01 .. 2026-12-31",
        "effective: 2025-01-01 .. 2025-12-31",
    );
    said.push(screen(&copy.0, &curve));
    insta::assert_snapshot!(said.join("\n"));
}

/// A bonus of the year over a KPI that is stated by the quarter is told long before the year ends.
#[test]
fn a_metric_for_shorter_periods_than_needed() {
    let copy = Copy::new("short-metric");
    let path = copy.0.join("plans/account-executive.yaml");
    let plan = std::fs::read_to_string(&path).expect("a text");
    let bonus = "\n  - bonus: loyalty\n    every: year\n    target: salary\n    multiply_by: csat\n    cap: none\n";
    std::fs::write(&path, plan + bonus).expect("written");
    let shown = screen(&copy.0, &["check"]);
    copy.edit("plans/account-executive.yaml", "from: metrics.csat", "from: metrics.csat\n    take: average");
    assert!(!screen(&copy.0, &["check"]).contains("W013"));
    insta::assert_snapshot!(shown);
}
