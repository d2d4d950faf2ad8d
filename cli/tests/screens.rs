//! Everything that people read, on the example company, in both languages: as the command prints it.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot run the command must fail")]

mod common;
mod demo;

use std::path::{Path, PathBuf};

use common::{attain, text};
use demo::{Copy, screen};

/// The example company as it stands in the repository.
fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/demo")
}

macro_rules! screens {
    ($($name:ident: $($argument:literal),+;)+) => {
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!(screen(&demo(), &[$($argument),+]));
            }
        )+
    };
}

screens! {
    help_of_all: "help";
    an_option_that_is_none: "run", "--perod", "2026";
    help_of_run: "help", "run";
    help_of_diff: "help", "diff";
    help_of_what_if: "help", "what-if";
    help_of_a_code: "help", "n042";
    help_of_nothing: "help", "N999";
    check: "check";
    run: "run";
    run_of_months: "run", "--period", "2026-07..2026-08";
    run_in_silence: "run", "--quiet";
    run_without_data: "run", "--period", "2027-Q1";
    run_of_no_period: "run", "--period", "Q3";
    all_three_tiers: "explain", "E1007";
    by_name: "explain", "王芳", "--component", "commission";
    capped: "explain", "E1003", "--component", "commission";
    below_the_gate: "explain", "E1006";
    refunded: "explain", "E1002", "--component", "commission", "--detail";
    milestones: "explain", "E1009";
    guaranteed: "explain", "E1010";
    pool_and_contest: "explain", "E1011";
    deal_by_deal: "explain", "E1012";
    each_deal_with_its_row: "explain", "E1012", "--period", "2026-08", "--component", "support", "--detail";
    three_quarters: "explain", "E1007", "--period", "2026-01..2026-09";
    on_no_plan: "explain", "E1014";
    not_yet_on_a_plan: "explain", "E1008", "--period", "2026-Q1";
    nobody: "explain", "E107";
    no_component: "explain", "E1007", "--component", "comission";
    component_of_others: "explain", "E1007", "--component", "milestones";
    what_if_a_deal_comes_in: "what-if", "E1007", "--add", "id=X1,type=new,owner=E1007,amount=400000,booked_on=2026-09-30";
    what_if_several_things: "what-if", "E1007", "--component", "quarterly_bonus", "--change", "T0106:amount=1500000", "--remove", "T0100", "--metric", "csat=80%", "--quota", "bookings@2026=18000000";
    what_if_in_a_group: "what-if", "E1011", "--add", "id=X1,type=renewal,owner=E1011,amount=900000,booked_on=2026-09-30", "--quiet";
    what_if_a_cell_is_broken: "what-if", "E1007", "--add", "id=X1,type=new,owner=E1007,amount=4e5,booked_on=2026-09-31", "--metric", "csat=good";
    what_if_nothing_comes_of_it: "what-if", "E1007", "--component", "quarterly_bonus", "--add", "id=X1,type=new,owner=E1O07,amount=5,booked_on=2026-09-30", "--add", "id=X2,owner=E1007,amount=5,booked_on=2025-09-30";
    what_if_no_such_column: "what-if", "E1007", "--add", "id=X1,ower=E1007";
    what_if_no_such_transaction: "what-if", "E1007", "--change", "T9999:amount=5";
    what_if_a_deal_stands_there_already: "what-if", "E1007", "--add", "id=T0106,type=new,owner=E1007,amount=5,booked_on=2026-09-30";
    what_if_no_such_metric: "what-if", "E1007", "--metric", "nps=5";
    what_if_of_several_periods: "what-if", "E1007", "--metric", "csat=80%", "--period", "2026-01..2026-09";
    what_if_a_change_is_not_written_well: "what-if", "E1007", "--change", "T0106=5";
    what_if_nobody_reads_the_figure: "what-if", "E1007", "--component", "commission", "--metric", "csat=80%";
    what_if_nothing_changes: "what-if", "E1007";
    goal_of_a_payout: "what-if", "E1007", "--goal", "150000", "--by", "amount", "--add", "id=X1,type=new,owner=E1007,booked_on=2026-09-30";
    goal_of_a_transaction: "what-if", "E1007", "--goal", "130000", "--by", "T0106:amount", "--component", "commission";
    goal_of_the_next_tier: "what-if", "E1005", "--goal", "next-tier", "--by", "amount", "--add", "id=X1,type=new,owner=E1005,booked_on=2026-09-30";
    goal_behind_a_cliff: "what-if", "E1006", "--goal", "5000", "--by", "amount", "--add", "id=X1,type=new,owner=E1006,booked_on=2026-09-30";
    goal_out_of_reach: "what-if", "E1007", "--goal", "2000000", "--by", "amount", "--add", "id=X1,type=new,owner=E1007,booked_on=2026-09-30";
    goal_beyond_the_last_tier: "what-if", "E1007", "--goal", "next-tier", "--by", "amount", "--add", "id=X1,type=new,owner=E1007,booked_on=2026-09-30";
    goal_that_is_none: "what-if", "E1007", "--goal", "a lot", "--by", "amount", "--add", "id=X1,type=new,owner=E1007,booked_on=2026-09-30";
    goal_by_no_amount: "what-if", "E1007", "--goal", "150000", "--by", "customer", "--add", "id=X1,type=new,owner=E1007,booked_on=2026-09-30";
    goal_without_a_deal: "what-if", "E1007", "--goal", "150000", "--by", "amount", "--metric", "csat=80%";
    test: "test";
    no_such_test: "test", "no such test";
    no_such_plan: "curve", "account", "commission";
    no_curve: "curve", "customer-success", "team_pool";
}

/// Statements of worked examples, for what the example company has not got: entry fees, rates for things counted, roundings,
/// conditions of who takes part, curves.
#[test]
fn statements_of_worked_examples() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
    for (case, period) in [
        ("001-rates-for-each-sale", "2015-Q1"),
        ("022-slices-with-entry-fee", "2026-01"),
        ("023-price-for-all-units", "2026-01"),
        ("026-refund", "2026-02"),
        ("058-whole-amount-ladder", "2026-01"),
        ("059-half-up-line-by-line", "2026-01"),
        ("117-bonus-curve", "2026"),
    ] {
        insta::assert_snapshot!(case, screen(&cases.join(case), &["explain", "E1", "--period", period]));
    }
}

/// A credit that a formula works out is told with the formula, and in detail with what went into it for each transaction.
#[test]
fn credits_by_a_formula() {
    let software = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/software");
    let explain = ["explain", "S102", "--period", "2026-05", "--component", "commission"];
    let detail = screen(&software, &[explain.as_slice(), &["--detail"]].concat());
    insta::assert_snapshot!("credits_by_a_formula", [screen(&software, &explain), detail].join("\n"));
}

/// What is owed from draws stands under the table of a run and in the statement.
#[test]
fn draws() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/006-draw-with-late-recovery");
    let run = screen(&case, &["run", "--period", "2026-H1"]);
    insta::assert_snapshot!("draws", format!("{run}\n{}", screen(&case, &["explain", "S1", "--period", "2026-Q2"])));
}

/// What is due later stands under the table of a run and in the statement.
#[test]
fn due_later() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/035-shares-in-four-parts");
    let run = screen(&case, &["run", "--period", "2026-Q1"]);
    let explain = ["explain", "G1", "--period", "2026-Q1", "--component", "running_parts"];
    insta::assert_snapshot!("due_later", format!("{run}\n{}", screen(&case, &explain)));
}

/// Who leaves sees which rule holds, for how many months, and what is forfeited; the company what is still to come.
#[test]
fn leavers() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/205-leavers");
    let run = screen(&case, &["run", "--period", "2026-08"]);
    let served = screen(&case, &["explain", "E2", "--period", "2026-08"]);
    let forfeited = screen(&case, &["explain", "E4", "--period", "2025-08"]);
    insta::assert_snapshot!("leavers", format!("{run}\n{served}\n{forfeited}"));
}

/// Points, shares and things have totals of their own, and what is taxable of them stands beside these.
#[test]
fn units() {
    let case = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases").join(name);
    let points = case("207-points-for-sales");
    let run = screen(&points, &["run", "--period", "2026-01"]);
    let explain = screen(&points, &["explain", "E1", "--period", "2026-01"]);
    let shares = screen(&case("208-shares-that-vest"), &["explain", "E2", "--period", "2026-09"]);
    let cash = screen(&case("209-units-paid-as-money"), &["explain", "E1", "--period", "2025-12"]);
    let things = case("210-prizes-that-are-things");
    let won = screen(&things, &["run", "--period", "2026-Q1"]);
    let standings = screen(&things, &["standings", "season", "--on", "2026-03-31"]);
    let remove = ["what-if", "E1", "--period", "2026-01", "--remove", "S1"];
    insta::assert_snapshot!("an_estimate_in_units", screen(&points, &remove));
    insta::assert_snapshot!("units", [run, explain, shares, cash, won, standings].join("\n"));
}

/// Who moves between teams sees the days of each, and the company who moved.
#[test]
fn movers() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/206-movers");
    let run = screen(&case, &["run", "--period", "2026-03"]);
    let explain = screen(&case, &["explain", "E3", "--period", "2026-03", "--component", "north"]);
    insta::assert_snapshot!("movers", format!("{run}\n{explain}"));
}

/// The check tells reasons without a rule, of every period.
#[test]
fn a_reason_to_leave_without_a_rule() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/205-leavers");
    let copy = Copy(Path::new(env!("CARGO_TARGET_TMPDIR")).join("leavers"));
    for file in
        ["attain.yaml", "plans/long-term.yaml", "data/participants.csv", "data/assignments.csv", "data/grants.csv"]
    {
        let to = copy.0.join(file);
        std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder can be made");
        std::fs::copy(case.join(file), to).expect("a file can be copied");
    }
    copy.edit("data/participants.csv", "redundancy", "redundant");
    copy.edit("data/participants.csv", "E5,Eva,2027-03-31,resigned", "E5,Eva,2027-03-31,redundant");
    copy.edit("data/participants.csv", ",death", ",");
    copy.edit("plans/long-term.yaml", "        else: forfeit\n", "");
    insta::assert_snapshot!("a_reason_to_leave_without_a_rule", screen(&copy.0, &["check"]));
}

/// Tests can expect the one rate of a component, and what fails in given tables is told where the test's file has it.
#[test]
fn tests_of_one_rate_and_of_given_rows() {
    let copy = Copy::new("one-rate");
    let tests = "tests:\n  - test: one rate\n    participant: E1007\n    period: 2026-Q3\n    expect:\n      rate of quarterly_bonus: 200%\n\
                 \x20 - test: three rates are not one\n    participant: E1007\n    period: 2026-Q3\n    expect:\n      rate of commission: 1%\n\
                 \x20 - test: another rate\n    participant: E1007\n    period: 2026-Q3\n    expect:\n      rate of quarterly_bonus: 150.5%\n\
                 \x20 - test: an empty amount\n    participant: E1007\n    period: 2026-Q3\n    given:\n      transactions:\n\
                 \x20       - { id: T1, type: new, owner: E1007, booked_on: 2026-07-15, amount: 5000000 }\n\
                 \x20       - { id: T2, type: new, owner: E1007, booked_on: 2026-07-16, amount: \"\" }\n\
                 \x20   expect:\n      payable: 0\n";
    std::fs::write(copy.0.join("tests/more.yaml"), tests).expect("written");
    let shown = text(&attain(&copy.0, &["test"]).stdout);
    assert!(shown.contains("PASS one rate"), "{shown}");
    assert!(shown.contains("rate of commission: expected 1 %, but there is no such figure"), "{shown}");
    assert!(shown.contains("rate of quarterly_bonus: expected 150.5 %, got 200 % (+49.5 %)"), "{shown}");
    assert!(shown.contains("tests/more.yaml:23:13") && shown.contains("(1 of them not run)"), "{shown}");
}

/// The points of a payout's curve are shares of the target where they are percentages.
#[test]
fn a_curve_of_the_payout_of_a_target() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/117-bonus-curve");
    let copy = Copy(Path::new(env!("CARGO_TARGET_TMPDIR")).join("payout-curve"));
    drop(std::fs::remove_dir_all(&copy.0));
    for file in
        ["attain.yaml", "plans/manager.yaml", "data/participants.csv", "data/assignments.csv", "data/metrics.csv"]
    {
        let path = copy.0.join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::copy(case.join(file), path).expect("a copy");
    }
    copy.edit("plans/manager.yaml", "by: result\n", "by: result\n      of: payout\n");
    let shown = screen(&copy.0, &["explain", "E2", "--period", "2026"]);
    assert!(shown.contains("10,000.00 × 140 % = 14,000.00"), "{shown}");
}

/// Two results line by line: what changed, what is new, what is gone.
#[test]
fn results_line_by_line() {
    let copy = Copy::new("diff");
    let result = |name: &str| {
        let path = copy.0.join(name);
        let out = attain(&copy.0, &["run", "--quiet", "--out", name]);
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        path
    };
    result("one");
    copy.edit("plans/account-executive.yaml", "{ from: 100%, rate: 3% }", "{ from: 100%, rate: 4% }");
    copy.edit("plans/sales-engineer.yaml", "bonus: new_customer_bonus", "bonus: customer_bonus");
    result("two");
    insta::assert_snapshot!(screen(&copy.0, &["diff", "one", "two"]));
    insta::assert_snapshot!("results_that_are_the_same", screen(&copy.0, &["diff", "one", "one/result.json"]));
    insta::assert_snapshot!("no_result_of_a_run", screen(&copy.0, &["diff", "one", "attain.yaml"]));
    result("three");
    let broken = copy.0.join("three/result.json");
    let twice = std::fs::read_to_string(&broken).expect("a result").replace("E1002/account", "E1001/account");
    std::fs::write(&broken, twice).expect("written");
    let shown = screen(&copy.0, &["diff", "one", "three"]);
    assert!(shown.contains("stands in it twice") && shown.contains("exit 2"), "{shown}");
}

/// What a changed plan would have paid.
#[test]
fn a_changed_plan_on_past_data() {
    let copy = Copy::new("changed-plan");
    let plan = std::fs::read_to_string(copy.0.join("plans/account-executive.yaml")).expect("a plan");
    let next = plan.replace("rate: 3% }", "rate: 4% }").replace("2026-01-01 .. 2026-12-31", "2027-01-01 ..");
    std::fs::write(copy.0.join("next.yaml"), next).expect("written");
    insta::assert_snapshot!(screen(&copy.0, &["diff", "--plan", "next.yaml", "--svg", "payouts.svg"]));
    insta::assert_snapshot!("payouts", std::fs::read_to_string(copy.0.join("payouts.svg")).expect("a picture"));
    let same = screen(&copy.0, &["diff", "--plan", "plans/account-executive.yaml"]);
    assert!(same.contains("exit 0") && same.contains("0 gain, 0 lose, 8 stay the same"), "{same}");
    assert!(same.contains("what `commission` pays in 2026-Q3 leans on other periods, too"), "{same}");
    assert!(!same.contains("closed periods are left aside"), "{same}");
    let year = ["diff", "--plan", "plans/account-executive.yaml", "--period", "2026"];
    let closed = ["close", "2026-Q1"];
    let shown = screen(&copy.0, &closed);
    assert!(shown.contains("exit 0"), "{shown}");
    let whole = screen(&copy.0, &year);
    assert!(!whole.contains("leans on other periods") && whole.contains("closed periods are left aside"), "{whole}");
    std::fs::remove_dir_all(copy.0.join("closed")).expect("seals that can go");
    std::fs::write(copy.0.join("next.yaml"), plan.replace("plan: account-executive", "plan: accounts"))
        .expect("written");
    insta::assert_snapshot!("a_plan_that_replaces_none", screen(&copy.0, &["diff", "--plan", "next.yaml"]));
    std::fs::write(copy.0.join("next.yaml"), plan.replace("pays_on: bookings", "pays_on: bokings")).expect("written");
    let broken = screen(&copy.0, &["diff", "--plan", "next.yaml"]);
    assert!(broken.contains("exit 2") && broken.contains("next.yaml:"), "{broken}");
}

/// Figures that a changed plan reads and nobody has are named: what depends on them would be nothing without a word.
#[test]
fn a_changed_plan_that_lacks_figures() {
    let copy = Copy::new("lacking-plan");
    let plan = std::fs::read_to_string(copy.0.join("plans/customer-success.yaml")).expect("a plan");
    let next = plan.replace(
        "    quota: renewals\n    without_quota: error",
        "    quota: renewals_2027\n    without_quota: report",
    );
    let next = next.replace("measures:\n", "measures:\n  nps: { unit: number, from: metrics.nps, missing: 0 }\n");
    std::fs::write(copy.0.join("next.yaml"), next).expect("written");
    let shown = screen(&copy.0, &["diff", "--plan", "next.yaml"]);
    let names =
        "nobody has these figures for 2026-Q3, which the changed plan reads: quota `renewals_2027`, metric `nps`";
    assert!(shown.contains(names), "{shown}");
    assert!(shown.contains("2026-Q3 没有任何人有：目标 `renewals_2027`、外部指标 `nps`"), "{shown}");
    let gap = "after: not paid, customer-success race 2026-Q3: no quota of `renewals` for 3: E1009 吴婷";
    assert!(shown.contains(gap) && !shown.contains("before: not paid"), "{shown}");
    let json = attain(&copy.0, &["diff", "--plan", "next.yaml", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(json["lacking"], serde_json::json!([{ "quota": "renewals_2027" }, { "metric": "nps" }]));
    assert_eq!(json["stood_in"], serde_json::json!([]), "that nobody has it is told already");
    assert_eq!(json["unmeasured"]["before"], serde_json::json!([]));
    assert_eq!(json["unmeasured"]["after"][0]["missing"], "quota");
}

/// Where some lack a figure that others have, it is told who is counted with the number that the plan names instead.
#[test]
fn a_changed_plan_with_figures_that_some_lack() {
    let copy = Copy::new("some-lack");
    let plan = std::fs::read_to_string(copy.0.join("plans/customer-success.yaml")).expect("a plan");
    let measures = "measures:\n  nps: { unit: percent, from: metrics.nps, missing: 80% }\n  unread: { unit: number, from: metrics.unread, missing: 7 }\n";
    let next = plan.replace("measures:\n", measures).replace("guarantee: if role", "guarantee: nps * 100 + if role");
    let next =
        next.replace("quota: renewals\n    without_quota: error", "quota: renewals_2027\n    without_quota: 95%");
    let next = next.replace(" >= 95% * group(quota(renewals))", " >= 1");
    std::fs::write(copy.0.join("next.yaml"), next).expect("written");
    let rows = |file: &str, rows: &str| {
        let path = copy.0.join("data").join(file);
        let text = std::fs::read_to_string(&path).expect("a table");
        std::fs::write(path, text + rows).expect("written");
    };
    rows("metrics.csv", "E1009,nps,2026-Q3,75%\nE1010,nps,2026-Q2,75%\nE1011,unread,2026-Q3,1\n");
    rows("quotas.csv", "E1010,renewals_2027,2026,3000000\nE1011,renewals_2027,2026,0\n");
    let shown = screen(&copy.0, &["diff", "--plan", "next.yaml"]);
    for told in [
        "metric `nps` is missing for 2 in 2026-Q3, counted with 80 %: E1010 郑浩, E1011 孙丽",
        "2026-Q3 有 2 人没有外部指标 `nps`，按 80 % 计：E1010 郑浩、E1011 孙丽",
        "quota `renewals_2027` is missing or 0 for 2 in 2026-Q3, their attainment counted as 95 %: E1009 吴婷, E1011 孙丽",
        "2026-Q3 有 2 人没有目标 `renewals_2027`，或其为 0，达成率按 95 % 计：E1009 吴婷、E1011 孙丽",
    ] {
        assert!(shown.contains(told), "{told}: {shown}");
    }
    assert!(!shown.contains("unread"), "no line reads it: {shown}");
    let json = attain(&copy.0, &["diff", "--plan", "next.yaml", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    let stood_in = serde_json::json!([
        { "metric": "nps", "value": "0.8", "of": ["E1010", "E1011"] },
        { "quota": "renewals_2027", "value": "0.95", "of": ["E1009", "E1011"] },
    ]);
    assert_eq!(json["stood_in"], stood_in);
    // With the rows that were missing nothing stands in for anything.
    rows("metrics.csv", "E1010,nps,2026-Q3,75%\nE1011,nps,2026-Q3,75%\n");
    assert!(!screen(&copy.0, &["diff", "--plan", "next.yaml"]).contains("metric `nps` is missing"));
}

/// Deals of a file are read through the mapping of the company's own: their lines are told, and `keep` holds for them.
#[test]
fn what_if_a_file_of_deals_comes_in() {
    let copy = Copy::new("what-if");
    let deals = "id,type,owner,amount,booked_on\nX1,new,E1007,100000,2026-09-30\n\nX2,new,E1007,bad,2026-09-30\n";
    std::fs::write(copy.0.join("deals.csv"), deals).expect("written");
    insta::assert_snapshot!(screen(&copy.0, &["what-if", "E1007", "--add-file", "deals.csv"]));
    copy.edit("deals.csv", "bad", "200000");
    copy.edit(
        "attain.yaml",
        "    columns:\n      type:",
        "    keep: amount < 150000 || amount > 250000\n    columns:\n      type:",
    );
    let shown = screen(&copy.0, &["what-if", "E1007", "--add-file", "deals.csv", "--component", "commission"]);
    assert!(shown.contains("`keep` of the mapping turns 1 deal away"), "{shown}");
    assert!(shown.contains("95,000.00 -> 98,000.00 CNY (+3,000.00"), "{shown}");
    let shown = screen(&copy.0, &["what-if", "E1007", "--change", "T0106:amount=200000", "--component", "commission"]);
    assert!(shown.contains("`keep` of the mapping turns 1 deal away") && shown.contains("-> 59,000.00 CNY"), "{shown}");
    std::fs::write(copy.0.join("deals.csv"), "id,type\nX1\n").expect("written");
    let shown = screen(&copy.0, &["what-if", "E1007", "--add-file", "deals.csv"]);
    assert!(shown.contains("deals.csv:2 has 1 cells, and the header has 2"), "{shown}");
}

/// A bonus by a KPI is drawn over the KPI.
#[test]
fn a_curve_over_a_kpi() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/117-bonus-curve");
    let arguments = ["curve", "manager", "bonus", "--svg", "../../../target/tmp/over-a-kpi.svg", "--quiet"];
    std::fs::create_dir_all(case.join("../../../target/tmp")).expect("a folder");
    insta::assert_snapshot!(screen(&case, &arguments));
    let svg = std::fs::read_to_string(case.join("../../../target/tmp/over-a-kpi.svg")).expect("a picture");
    assert!(svg.contains("100 %") && svg.contains("20,000"), "{svg}");
}

/// Against a small quota every hundredth pays something, and nothing jumps but what is a jump.
#[test]
fn a_steep_curve() {
    let copy = Copy::new("steep");
    copy.edit("plans/account-executive.yaml", "quota: bookings", "quota: { formula: 500 }");
    let shown = screen(&copy.0, &["curve", "account-executive", "quarterly_bonus"]);
    assert!(shown.contains("it jumps at 80 %.") && shown.contains("399.99       < 80 %"), "{shown}");
    copy.edit("plans/account-executive.yaml", "80%: 50%", "80%: 0%");
    let shown = screen(&copy.0, &["curve", "account-executive", "quarterly_bonus"]);
    assert!(shown.contains("400.00         80 %") && !shown.contains("jump") && !shown.contains("< "), "{shown}");
}

/// Where no measure reads transactions, there is nothing to say of where they went.
#[test]
fn a_run_without_measures_of_transactions() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/117-bonus-curve");
    insta::assert_snapshot!(screen(&case, &["run", "--period", "2026"]));
}

#[test]
fn demo_writes_once() {
    let parent = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demo-parent");
    drop(std::fs::remove_dir_all(&parent));
    std::fs::create_dir_all(&parent).expect("a folder");
    let first = attain(&parent, &["demo"]);
    let again = attain(&parent, &["demo", "--lang", "zh-CN"]);
    insta::assert_snapshot!(format!("{}---\n{}", text(&first.stdout), text(&again.stderr)));
    assert_eq!((first.status.code(), again.status.code()), (Some(0), Some(2)));
    drop(std::fs::remove_dir_all(&parent));
}

#[test]
fn a_failed_test_says_where_the_ways_part() {
    let copy = Copy::new("failed");
    copy.edit("plans/account-executive.yaml", "{ from: 100%, rate: 3% }", "{ from: 100%, rate: 4% }");
    insta::assert_snapshot!(screen(&copy.0, &["test", "all three tiers"]));
}

/// Formulas of the plan can be expected: also of what no line reads, of attributes, and of given tables.
#[test]
fn formulas_that_give_something_else() {
    let copy = Copy::new("formulas");
    let tests = "tests:\n  - test: figures\n    participant: E1007\n    period: 2026-Q3\n    expect:\n      payable: 122000.00\n\
                 \x20     csat: 92%\n      bookings / total(bookings, previous(quarter)) - 1: -7.69%\n\
                 \x20     bookings of commission: 17000000\n      attainment(bookings, year_to_date): 120.00%\n\
                 \x20     role: junior\n      team: south\n      manager:\n      on_plan_at_end: no\n      last_day of commission: 2026-09-29\n\
                 \x20     bookings / (quota(bookings) - 5000000): 2\n\
                 \x20 - test: given\n    participant: E1002\n    period: 2026-Q3\n    given:\n      transactions:\n\
                 \x20       - { id: A1, type: new, owner: E1002, booked_on: 2026-08-10, amount: 4000000 }\n\
                 \x20   expect:\n      bookings: 4000000\n      attainment(bookings): 90%\n";
    std::fs::write(copy.0.join("tests/formulas.yaml"), tests).expect("written");
    insta::assert_snapshot!(screen(&copy.0, &["test", "figures"]));
    insta::assert_snapshot!("a_formula_on_given_tables", screen(&copy.0, &["test", "given"]));
}

#[test]
fn a_quota_of_zero_is_no_missing_quota() {
    let copy = Copy::new("zero-quota");
    copy.edit("data/quotas.csv", "E1002,bookings,2026,20000000.00\n", "E1002,bookings,2026,0\n");
    copy.edit("data/quotas.csv", "E1003,bookings,2026,20000000.00\n", "");
    insta::assert_snapshot!("zero_quota_fails", screen(&copy.0, &["run"]));
    copy.edit("plans/account-executive.yaml", "without_quota: error", "without_quota: report");
    insta::assert_snapshot!("zero_quota_reported", screen(&copy.0, &["run"]));
    insta::assert_snapshot!("zero_quota_explained", screen(&copy.0, &["explain", "E1002"]));
}

/// Where lines are many and only listed, those of two versions in one period are told apart.
#[test]
fn versions_in_one_period_are_told_apart() {
    let copy = Copy::new("versions");
    let plan = std::fs::read_to_string(copy.0.join("plans/account-executive.yaml")).expect("a plan");
    let later = plan.replace("2026-01-01 .. 2026-12-31", "2026-08-15 .. 2026-12-31");
    std::fs::write(copy.0.join("plans/account-executive-2.yaml"), later).expect("written");
    copy.edit("plans/account-executive.yaml", "2026-01-01 .. 2026-12-31", "2026-01-01 .. 2026-08-14");
    insta::assert_snapshot!(screen(&copy.0, &["explain", "E1007", "--period", "2026-01..2026-09"]));
}

#[test]
fn closed_periods() {
    let copy = Copy::new("closed");
    let mut said = vec![screen(&copy.0, &["close", "2026-Q1"])];
    // A sale of January turns out to be larger: what is closed stays, and the open period pays the difference.
    copy.edit("data/transactions.csv", "E1004,,2026-01-16,1000000.00", "E1004,,2026-01-16,1400000.00");
    said.push(screen(&copy.0, &["run", "--period", "2026-Q2"]));
    said.push(screen(&copy.0, &["explain", "E1004", "--period", "2026-Q2"]));
    said.push(screen(&copy.0, &["explain", "E1004", "--period", "2026-Q2", "--component", "commission"]));
    for period in ["2026-Q1", "2026-Q3"] {
        said.push(screen(&copy.0, &["close", period]));
    }
    copy.edit("closed/2026-Q1.json", "\"36000.00\"", "\"63000.00\"");
    said.push(screen(&copy.0, &["close", "2026-Q2"]));
    insta::assert_snapshot!(said.join("\n"));
    assert!(!copy.0.join("closed/2026-Q2.json").exists());
}

#[test]
fn an_empty_cell_that_a_formula_needs_is_named() {
    let copy = Copy::new("empty-cell");
    copy.edit("data/assignments.csv", "north,E1014,26000.00", "north,E1014,");
    insta::assert_snapshot!(screen(&copy.0, &["run"]));
}

#[test]
fn curves() {
    let copy = Copy::new("curves");
    for (plan, component) in
        [("account-executive", "commission"), ("customer-success", "milestones"), ("sales-engineer", "support")]
    {
        insta::assert_snapshot!(format!("curve_of_{component}"), screen(&copy.0, &["curve", plan, component]));
        let svg = std::fs::read_to_string(copy.0.join(format!("{plan}-{component}.svg"))).expect("a picture");
        assert!(svg.starts_with("<svg ") && svg.contains("lang=\"zh-CN\""));
        if component == "commission" {
            insta::assert_snapshot!("svg", svg);
        }
    }
}

/// What a quarterly plan owes is told by the month in which it is due, and by the quarter in which it is paid.
#[test]
fn what_is_due_within_a_longer_period() {
    let copy = Copy::new("due-by-month");
    let parts = "curve ends at 200 %\n    due: [{ share: 50% }, { share: 30%, after: 40 days }, { share: rest, on: 2026-12-20 }]";
    copy.edit("plans/account-executive.yaml", "curve ends at 200 %", parts);
    let shown = screen(&copy.0, &["run", "--quiet"]);
    let told = shown.split("Earned and due later").nth(1).and_then(|rest| rest.split("\n---").next());
    insta::assert_snapshot!(told.expect("what is due later"));
}

/// Where periods are closed, a goal counts what a change makes due for them, as the estimate does; a closed period pays what it paid.
#[test]
fn goals_beside_closed_periods() {
    let copy = Copy::new("goals-closed");
    for period in ["2026-Q1", "2026-Q2"] {
        assert!(attain(&copy.0, &["close", period, "--quiet"]).status.success());
    }
    let sought = |more: &[&str]| {
        let asked = ["what-if", "E1006", "--goal", "20000", "--by", "T0006:amount", "--format", "json"];
        let output = attain(&copy.0, &[&asked, more].concat());
        let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        (said, text(&output.stderr))
    };
    let (said, _) = sought(&[]);
    assert_eq!((&said["goal"]["reached"], &said["goal"]["value"]), (&true.into(), &"700000.00".into()));
    assert_eq!((&said["goal"]["pay"], &said["total"]["after"]), (&"27000.00".into(), &"27000.00".into()));
    let (said, told) = sought(&["--period", "2026-Q1"]);
    assert_eq!((&said["goal"]["reached"], &said["total"]["difference"]), (&false.into(), &"0.00".into()));
    assert!(told.contains("2026-Q1 is closed: what it paid stays"), "{told}");
}
