//! What a line takes over from before its period: lines of other components and years, lines of earlier versions of the
//! plan. The figures are worked out by hand.

use attain_engine::outcome::{Line, LineKind, line_id};
use attain_rules::calendar::Calendar;
use attain_tests::library::{Run, run_files};
use attain_tests::seller::{self, COMPANY};

/// The head of a plan that measures sales.
fn plan(effective: &str, pays: &str, components: &str) -> String {
    seller::plan(effective, pays, "", components)
}

/// E1 is on the plan since `from` and sells so many whole units of the currency.
fn run(plans: &[String], from: &str, sales: &[(&str, i64)], period: &str) -> Run {
    let sales: Vec<_> = sales.iter().map(|(day, amount)| (*day, amount * 100)).collect();
    seller::run(plans, &format!("{from},"), &sales, "", period)
}

/// Amounts of a component's lines, in the order of the outcome.
fn pays(run: &Run, component: &str) -> Vec<String> {
    run.rows().into_iter().filter(|row| row[1] == component).map(|[.., amount]| amount).collect()
}

const TENTH: &str = "  - commission: commission\n    pays_on: sales\n    rate: 10%\n";

#[test]
fn earned_reads_lines_of_the_year_before() {
    for window in ["rolling(3)", "plan_to_date"] {
        let bonus = format!("{TENTH}  - bonus: bonus\n    amount: earned(commission, {window})\n");
        let plan = plan("2025-11-01 ..", "monthly", &bonus);
        let run = run(&[plan], "", &[("2025-11-10", 1000), ("2025-12-10", 2000), ("2026-01-10", 3000)], "2026-01");
        assert_eq!(pays(&run, "bonus"), ["600.00"], "{window}");
    }
}

#[test]
fn what_is_read_may_itself_read_further_back() {
    let chain = format!(
        "{TENTH}  - bonus: second\n    amount: earned(commission, previous(year))\n  - bonus: third\n    amount: earned(second, \
         previous(year))\n"
    );
    let run = run(&[plan("2024-01-01 ..", "yearly", &chain)], "", &[("2024-06-10", 1000)], "2026");
    assert_eq!(pays(&run, "third"), ["100.00"]);
}

/// `first` of 2026 reads `second` of 2024, which in the version of that time reads `first` of 2023.
#[test]
fn names_that_trade_places_are_followed_through_all_versions() {
    let part = |kind: &str, name: &str, pay: &str| format!("  - {kind}: {name}\n    {pay}\n");
    let tenth = "pays_on: sales\n    rate: 10%";
    let old =
        part("commission", "first", tenth) + part("bonus", "second", "amount: earned(first, previous(year))").as_str();
    let new = part("commission", "second", tenth)
        + part("bonus", "first", "amount: earned(second, previous(year, 2))").as_str();
    let plans = [plan("2022-01-01 .. 2024-12-31", "yearly", &old), plan("2025-01-01 ..", "yearly", &new)];
    assert_eq!(pays(&run(&plans, "", &[("2023-06-10", 1000)], "2026"), "first"), ["100.00"]);
}

#[test]
fn earned_reads_lines_of_the_version_before() {
    let bonus = format!("{TENTH}  - bonus: bonus\n    amount: earned(commission, year_to_date)\n");
    let plans =
        [plan("2026-01-01 .. 2026-06-30", "monthly", TENTH), plan("2026-07-01 .. 2026-12-31", "monthly", &bonus)];
    let run = run(&plans, "", &[("2026-02-10", 1000), ("2026-07-10", 2000)], "2026-07");
    assert_eq!(pays(&run, "bonus"), ["300.00"]);
}

/// 20 % of the quarter's 3,000 is 600; January and February have got 100 each.
#[test]
fn a_version_that_begins_to_accumulate_takes_off_what_the_months_before_gave() {
    let quarter = "  - commission: commission\n    pays_on: sales\n    mode: retroactive\n    accumulate: quarter\n    \
                   tiers:\n      - { from: 0, rate: 20% }\n";
    let plans =
        [plan("2026-01-01 .. 2026-02-28", "monthly", TENTH), plan("2026-03-01 .. 2026-12-31", "monthly", quarter)];
    let sales = [("2026-01-10", 1000), ("2026-02-10", 1000), ("2026-03-10", 1000)];
    assert_eq!(pays(&run(&plans, "", &sales, "2026-Q1"), "commission"), ["100.00", "100.00", "400.00"]);
    assert_eq!(pays(&run(&plans, "", &sales, "2026-03"), "commission"), ["400.00"]);
}

/// The first version gives 1 % of 10,000. With the refund the gate is closed, so that nothing is due for the quarter.
#[test]
fn a_closed_gate_takes_back_what_was_given_and_no_more() {
    let gated = "  - commission: commission\n    gate: sales >= 5000\n    pays_on: sales\n    mode: marginal\n    tiers:\n      \
                 - { from: 0, rate: 5% }\n";
    let first = TENTH.replace("10%", "1%");
    let plans =
        [plan("2026-01-01 .. 2026-02-14", "quarterly", &first), plan("2026-02-15 .. 2026-12-31", "quarterly", gated)];
    let run = run(&plans, "", &[("2026-01-10", 10_000), ("2026-03-10", -8000)], "2026-Q1");
    assert_eq!(pays(&run, "commission"), ["100.00", "-100.00"]);
}

/// 1 % of 15,000 is 150, 10 % of the 30,000 after the change 3,000: together 3,150, of which the cap leaves 2,000.
#[test]
fn a_cap_holds_for_both_sides_of_a_change_together() {
    let capped = format!("{TENTH}    cap: 2000\n");
    let first = TENTH.replace("10%", "1%");
    let plans =
        [plan("2026-01-01 .. 2026-02-14", "quarterly", &first), plan("2026-02-15 .. 2026-12-31", "quarterly", &capped)];
    let run = run(&plans, "", &[("2026-01-10", 15_000), ("2026-03-10", 30_000)], "2026-Q1");
    assert_eq!(pays(&run, "commission"), ["150.00", "1850.00"]);
}

/// Each sale at the rates of its day: 1 % of 1,000, 10 % of 3,000.
#[test]
fn sales_paid_one_by_one_keep_the_rates_of_their_days() {
    let each = |rate: &str| {
        let rows = format!("    tiers:\n      - {{ from: 0, rate: {rate} }}\n");
        format!("  - commission: commission\n    pays_on: sales\n    over: transaction\n    mode: retroactive\n{rows}")
    };
    let plans = [
        plan("2026-01-01 .. 2026-02-14", "quarterly", &each("1%")),
        plan("2026-02-15 .. 2026-12-31", "quarterly", &each("10%")),
    ];
    let run = run(&plans, "", &[("2026-01-10", 1000), ("2026-03-10", 3000)], "2026-Q1");
    assert_eq!(pays(&run, "commission"), ["10.00", "300.00"]);
}

#[test]
fn who_joins_after_a_change_has_nothing_to_give_back() {
    let floored = format!("{TENTH}    floor: 100\n");
    let plans = [
        plan("2026-01-01 .. 2026-02-14", "quarterly", &floored),
        plan("2026-02-15 .. 2026-12-31", "quarterly", &floored),
    ];
    let run = run(&plans, "2026-02-20", &[("2026-03-10", 500)], "2026-Q1");
    assert_eq!(pays(&run, "commission"), ["100.00"]);
}

/// 10 % of 1,000, of which nothing was due before the change: nobody was there to whom it could have been.
#[test]
fn a_fixed_base_is_not_cut_where_nobody_was() {
    let fixed = "  - commission: commission\n    pays_on: money(1000)\n    mode: marginal\n    tiers:\n      - { from: 0, rate: 10% \
                 }\n";
    let plans =
        [plan("2026-01-01 .. 2026-02-14", "quarterly", fixed), plan("2026-02-15 .. 2026-12-31", "quarterly", fixed)];
    assert_eq!(pays(&run(&plans, "2026-02-20", &[], "2026-Q1"), "commission"), ["100.00"]);
    assert_eq!(pays(&run(&plans, "2026-01-10", &[], "2026-Q1"), "commission"), ["100.00", "0.00"]);
}

/// 200 and 300 lack 500 of 1,000.
#[test]
fn a_period_with_two_versions_has_one_guarantee() {
    let guaranteed = format!("{TENTH}    guarantee: 1000\n");
    let plans = [
        plan("2026-03-01 .. 2026-03-14", "monthly", &guaranteed),
        plan("2026-03-15 .. 2026-12-31", "monthly", &guaranteed),
    ];
    let run = run(&plans, "", &[("2026-03-05", 2000), ("2026-03-20", 3000)], "2026-03");
    assert_eq!(pays(&run, "commission"), ["200.00", "300.00", "500.00"]);
}

/// The version that takes over within the period is named, so that each line has an id of its own.
#[test]
fn lines_of_two_versions_have_ids_of_their_own() {
    let plans =
        [plan("2026-01-01 .. 2026-03-14", "monthly", TENTH), plan("2026-03-15 .. 2026-12-31", "monthly", TENTH)];
    let run = run(&plans, "", &[("2026-03-05", 2000), ("2026-04-20", 3000)], "2026-Q2");
    let april = &run.outcome.lines[0];
    assert_eq!(april.since(&run.plans, Calendar::default()), None);
    let march = Line { earned_for: april.earned_for.plus(-1), ..april.clone() };
    let id = |since| line_id(("2026-03", "2026-03"), "E1", "seller", ("commission", None), LineKind::Earning, since);
    assert_eq!(id(march.since(&run.plans, Calendar::default())), "2026-03/E1/seller@2026-03-15/commission/earning");
    assert_eq!(
        id(Line { plan: 0, ..march }.since(&run.plans, Calendar::default())),
        "2026-03/E1/seller/commission/earning"
    );
}

/// January's 5,000 reach the second row, whatever is still to come of February.
#[test]
fn a_window_before_the_stretch_knows_nothing_of_what_is_still_to_come() {
    let as_of = "  - commission: commission\n    pays_on: sales\n    as_of: before\n    mode: retroactive\n    rate_by: \
                 total(sales, previous(month))\n    tiers:\n      - { from: 0, rate: 1% }\n      - { from: 5000, rate: 2% \
                 }\n";
    let sales = [("2026-01-10", 5000), ("2026-02-10", 1000), ("2026-02-11", 1000)];
    let run = run(&[plan("2026-01-01 ..", "monthly", as_of)], "", &sales, "2026-02");
    assert_eq!(pays(&run, "commission"), ["40.00"]);
}

/// In June, March's 5,000 reach the second row for all 2,000 of the quarter, of which April has been paid 1 %.
#[test]
fn a_short_window_may_lie_before_a_long_stretch() {
    let as_of = "  - commission: commission\n    pays_on: sales\n    accumulate: quarter\n    as_of: after\n    mode: retroactive\n    \
                 rate_by: total(sales, previous(month, 3))\n    tiers:\n      - { from: 0, rate: 1% }\n      - { from: \
                 5000, rate: 2% }\n";
    let sales = [("2026-03-10", 5000), ("2026-04-10", 1000), ("2026-06-11", 1000)];
    let run = run(&[plan("2026-01-01 ..", "monthly", as_of)], "", &sales, "2026-06");
    assert_eq!(pays(&run, "commission"), ["30.00"]);
}

/// Nobody can add a row for days on which there was nothing to have a quota for.
#[test]
fn a_window_before_the_plan_is_told_from_a_missing_row() {
    let bonus = "  - bonus: bonus\n    amount: sales * attainment(sales, previous(quarter))\n    cap: none\n";
    let quota = "    dated: booked_on\n    quota: q\n    without_quota: error\n";
    let plan = plan("2026-01-01 ..", "quarterly", bonus).replace("    dated: booked_on\n", quota);
    for (period, says) in [
        ("2026-Q1", "no quota for `sales` in 2025-Q4: on none of these days on the plan"),
        ("2026-Q2", "no quota for `sales` in 2026-Q1 ("),
    ] {
        let files = [
            ("attain.yaml".into(), COMPANY.replace("  transactions:", "  quotas: data/quotas.csv\n  transactions:")),
            ("data/participants.csv".into(), "id\nE1\n".to_owned()),
            ("data/assignments.csv".into(), "participant,plan\nE1,seller\n".to_owned()),
            ("data/quotas.csv".into(), "participant,quota,period,amount\nE1,q,2025,1200\n".to_owned()),
            ("data/transactions.csv".into(), "id,owner,booked_on,amount\n".to_owned()),
            ("plans/seller.yaml".into(), plan.clone()),
        ];
        let refusal = run_files(&files, Some(period)).err().map(|refusal| refusal.to_string()).unwrap_or_default();
        assert!(refusal.contains(says), "{period}: {refusal}");
    }
}

/// January whole, 10 of 28 days of February, nothing of March, 20 of 30 days of April.
#[test]
fn days_between_two_versions_have_no_quota() {
    let shown = "  - bonus: shown\n    amount: quota(sales, year_to_date)\n    cap: none\n";
    let quota = "    dated: booked_on\n    quota: { formula: 8400 }\n    without_quota: error\n";
    let version = |effective: &str| plan(effective, "monthly", shown).replace("    dated: booked_on\n", quota);
    let versions = [version("2026-01-01 .. 2026-02-10"), version("2026-04-11 ..")];
    assert_eq!(pays(&run(&versions, "", &[], "2026-04"), "shown"), ["17000.00"]);
}

/// 1 % of 1,000 each: neither reaches the second row. What is not paid yet has no day, and does not count.
#[test]
fn sources_have_ids_of_their_own_and_only_what_counts_needs_a_day() {
    let each = "  - commission: commission\n    pays_on: sales\n    over: transaction\n    mode: retroactive\n    tiers:\n      \
                - { from: 0, rate: 1% }\n      - { from: 1500, rate: 2% }\n";
    let plan =
        plan("2026-01-01 ..", "monthly", each).replace("    to: owner", "    where: amount < 5000\n    to: owner");
    let source = |name| {
        format!(
            "    - source: {name}\n      file: data/{name}.csv\n      columns:\n        booked_on: {{ column: booked_on, type: date }}\n"
        )
    };
    let head = COMPANY.split("  transactions:").next().expect("the tables before");
    let company = format!("{head}  transactions:\n{}{}", source("shop"), source("web"));
    let sale = "id,owner,booked_on,amount\nT1,E1,2026-01-10,1000\n";
    let files = [
        ("attain.yaml".into(), company),
        ("data/participants.csv".into(), "id\nE1\n".to_owned()),
        ("data/assignments.csv".into(), "participant,plan\nE1,seller\n".to_owned()),
        ("data/shop.csv".into(), sale.to_owned()),
        ("data/web.csv".into(), format!("{sale}T2,E1,,9000\n")),
        ("plans/seller.yaml".into(), plan),
    ];
    let run = run_files(&files, Some("2026-01")).unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(pays(&run, "commission"), ["20.00"]);
    assert_eq!(run.outcome.report.credited_to_nobody.count, 1);
}

/// The first month gives 10 %; what the second version pays on is its own days alone, since the quarter that reaches into
/// its first month cannot be taken apart.
#[test]
fn a_quarter_that_ends_in_a_month_is_not_paid_again_by_the_month() {
    let monthly = "  - commission: commission\n    pays_on: sales\n    mode: retroactive\n    tiers:\n      - { from: 0, rate: \
                   20% }\n";
    let plans =
        [plan("2026-01-01 .. 2026-02-14", "quarterly", TENTH), plan("2026-02-15 .. 2026-12-31", "monthly", monthly)];
    let sales = [("2026-01-10", 1000), ("2026-02-10", 1000), ("2026-02-20", 1000)];
    assert_eq!(pays(&run(&plans, "", &sales, "2026-Q1"), "commission"), ["200.00", "0.00", "200.00"]);
}
