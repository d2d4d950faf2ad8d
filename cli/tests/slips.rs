//! Slips of the pen in the example company: what the check says of each, and that it says no more.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot run the command must fail")]

mod common;
mod demo;

use common::{attain, text};
use demo::{Copy, screen};

/// What follows from a key, a word or a header that is misspelt is not told: it is read as what was meant.
#[test]
fn one_slip_is_one_finding() {
    const PLAN: &str = "plans/account-executive.yaml";
    for (file, right, wrong, code) in [
        (PLAN, "measures:", "measure:", "N020"),
        (PLAN, "components:", "component:", "N020"),
        (PLAN, "    tiers:", "    tier:", "N020"),
        (PLAN, "    gate: attainment(bookings, y", "    rat: attainment(bookings, y", "N020"),
        ("attain.yaml", "    columns:", "    column:", "N020"),
        ("attain.yaml", "  metrics:", "  metric:", "N020"),
        ("attain.yaml", "type: date", "type: day", "T003"),
        ("data/transactions.csv", "booked_on,amount", "booked_on,Amount", "C014"),
        ("data/transactions.csv", "id,type", "ID,type", "C009"),
        ("data/assignments.csv", "manager,salary", "manager,Salary", "C014"),
    ] {
        let copy = Copy::new("one-slip");
        copy.edit(file, right, wrong);
        let shown = text(&attain(&copy.0, &["check", "--lang", "en"]).stdout);
        let told: Vec<&str> = shown.lines().filter_map(|line| line.strip_prefix("error[")).collect();
        assert!(told.len() == 1 && told[0].starts_with(code), "{wrong}: {told:?}");
    }
    // What stands below it is checked all the same.
    let copy = Copy::new("one-slip");
    copy.edit(PLAN, "measures:", "measure:");
    copy.edit(PLAN, "dated: booked_on", "dated: boked_on");
    let shown = text(&attain(&copy.0, &["check", "--lang", "en"]).stdout);
    assert!(shown.contains("error[N020]") && shown.contains("did you mean `booked_on`?"), "{shown}");
}

/// What is told of slips that people make: where it stands, and a mend that works, with nothing beside it that follows from it.
#[test]
fn slips_are_told_with_their_mend() {
    const PLAN: &str = "plans/account-executive.yaml";
    const TEST: &str = "tests/account-executive.yaml";
    const ROWS: &str = "data/transactions.csv";
    for (file, right, wrong, told) in [
        (PLAN, "- { from: 70%", "-{ from: 70%", "S003 plans/account-executive.yaml:33:7 put a space behind the dash"),
        (PLAN, "  - bonus:", "  -bonus:", "S003 plans/account-executive.yaml:38:3 put a space behind the dash"),
        (
            PLAN,
            "80%: 50%, 100%: 100%",
            "80%:50%, 100%:100%",
            "S022 plans/account-executive.yaml:45:17 put a space behind",
        ),
        (
            TEST,
            "commission: 68000.00",
            "commission:68000.00",
            "S022 tests/account-executive.yaml:19:16 put a space behind",
        ),
        (PLAN, "to: owner", "to: amount", "T031 plans/account-executive.yaml:13:9 name another column"),
        (PLAN, "points: { 80%:", "points: { 80:", "T011 plans/account-executive.yaml:45:26 write `80%`, if"),
        (PLAN, "from: 70%,", "from: 70%-100%,", "T011 plans/account-executive.yaml:33:17 `70%-100%` is a difference"),
        (
            ROWS,
            "2026-01-05,800000.00",
            "2026-01-05,800,000.00",
            "D010 data/transactions.csv:4:44 `800,000.00` is read as several",
        ),
        (
            ROWS,
            "E1011,,2026-01-10,500000.00,",
            "E1011,,2026-01-10,500000.00,,",
            "D010 data/transactions.csv:5:1 put a text",
        ),
        (
            "data/splits.csv",
            "E1001,70%",
            "E1001,70",
            "D066 data/splits.csv:2:13 one of the shares seems to lack its percent",
        ),
        (
            "data/assignments.csv",
            "E1014,24000.00",
            "E1014,¥24000.00",
            "D020 data/assignments.csv:2:44 write `24000.00`; amounts",
        ),
        (
            PLAN,
            "plan: account-executive",
            "plan: acount-executive",
            "D033 data/assignments.csv:2:7 did you mean `acount-executive`? Correct",
        ),
        (
            TEST,
            "of commission: 100%",
            "of commision: 100%",
            "N042 tests/account-executive.yaml:17:31 did you mean `commission`?",
        ),
        (
            TEST,
            "{ id: A2,",
            "{ id: A1,",
            "D038 tests/account-executive.yaml:32:17 also in `given transactions`, line 33",
        ),
        (
            TEST,
            "bookings, period: 2026-Q3",
            "bookings, period: 2026-Q2",
            "D036 tests/account-executive.yaml:37:40 first in line 36",
        ),
        (
            TEST,
            "owner: E1002, booked_on: 2026-08-10",
            "owner: E1O02, booked_on: 2026-08-10",
            "D044 tests/account-executive.yaml:33:42 did you mean `E1002` (张敏)?",
        ),
        (
            TEST,
            "bookings, period: 2026-Q3",
            "boookings, period: 2026-Q3",
            "D037 tests/account-executive.yaml:37:40 did you mean `bookings`?",
        ),
        (TEST, "corrects: A1", "corrects: A9", "D069 tests/account-executive.yaml:33:100 correct the id"),
        (
            PLAN,
            "      - { from: 70%",
            "        { from: 70%",
            "S003 plans/account-executive.yaml:33:9 put a dash and a space in front",
        ),
        (
            PLAN,
            "{ from: 70%, rate",
            "{ from: 70%, to: 100%, rate",
            "N020 plans/account-executive.yaml:33:22 ends where the next one begins",
        ),
        (
            PLAN,
            "gate: attainment(bookings, year_to_date) >= 30%",
            "gate: >= 30%",
            "S016 plans/account-executive.yaml:35:11 say what is compared",
        ),
        (
            ROWS,
            "T0001,renewal,云帆航空,Analytics,E1009,",
            "T0001,renewal,云帆航空,Analytics,吴婷,",
            "D044 data/transactions.csv:2:30 did you mean `E1009` (吴婷)?",
        ),
        ("data/quotas.csv", "E1007,bookings", "王芳,bookings", "D032 data/quotas.csv:8:1 did you mean `E1007`?"),
        (
            ROWS,
            "id,type,customer,product",
            "id,type,customer (short),product",
            "C008 attain.yaml:18:7 did you mean `customer (short)`?",
        ),
        (
            PLAN,
            "title: { en: Account executive 2026,",
            "title: { en: Account #1 of 2026,",
            "S005 plans/account-executive.yaml:3:8 put the text that holds `#` into quotes",
        ),
        (
            PLAN,
            "title: { en: Account executive 2026, zh: 客户经理 2026 }",
            "title: Account #1 of 2026",
            "W018 plans/account-executive.yaml:3:16 put the whole text into quotes",
        ),
        (TEST, "exactly at quota", "case #2, at quota", "W018 tests/account-executive.yaml:13:16 into quotes"),
        (PLAN, "400000 per year", "400000 year", "T018 plans/account-executive.yaml:36:10 write `400000 per year`"),
        (
            PLAN,
            "[\"new\"",
            "[“new”",
            "F004 plans/account-executive.yaml:12:21 Chinese or typographic ones help: type `\"new\"`",
        ),
        (
            "attain.yaml",
            "data/metrics.csv",
            "data/metric.csv",
            "D001 attain.yaml:11:12 did you mean `data/metrics.csv`?",
        ),
        ("attain.yaml", "data/metrics.csv", "metrics.csv", "D001 attain.yaml:11:12 did you mean `data/metrics.csv`?"),
        ("attain.yaml", "company: {", "name: {", "N020 attain.yaml:1:1 did you mean `company`?"),
        (PLAN, "    cap: 400000", "    max: 400000", "N020 plans/account-executive.yaml:36:5 did you mean `cap`?"),
        (
            ROWS,
            "T0001,renewal,云帆航空,Analytics,E1009,",
            "T0001,renewal,云帆航空,Analytics,E1O09,",
            "D044 data/transactions.csv:2:30 did you mean `E1009` (吴婷)?",
        ),
        (
            PLAN,
            "quota: bookings",
            "quota: boking",
            "R004 plans/account-executive.yaml:16:12 data/quotas.csv:2 and 9 more rows say",
        ),
        (
            PLAN,
            "metrics.csat",
            "metrics.cast",
            "R005 plans/account-executive.yaml:21:11 data/metrics.csv:2 and 22 more rows say",
        ),
    ] {
        let copy = Copy::new("slips");
        copy.edit(file, right, wrong);
        let shown = text(&attain(&copy.0, &["check", "--lang", "en"]).stdout);
        let found: Vec<&str> =
            shown.split("\n\n").filter(|one| one.starts_with("error[") || one.starts_with("warning[")).collect();
        // The example itself has a D045 and a D052.
        let new: Vec<String> = found
            .iter()
            .filter(|one| !one.contains("[D045]") && !one.contains("[D052]"))
            .map(|one| one.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        let mut parts = told.splitn(3, ' ');
        let one = new.iter().find(|one| parts.clone().all(|part| one.contains(part)));
        assert!(one.is_some(), "{told}: {new:#?}");
        // W007 tells of the same number beside T011.
        assert!(new.len() == 1 || parts.next() == Some("T011"), "{told}: {new:#?}");
    }
    let copy = Copy::new("slips");
    copy.edit(
        ROWS,
        "T0004,renewal,松涛能源,ERP,E1011,,2026-01-10,500000.00,",
        "T0004;renewal;松涛能源;ERP;E1011;;2026-01-10;500000.00;",
    );
    let shown = text(&attain(&copy.0, &["check", "--lang", "en"]).stdout);
    assert!(shown.contains("this row is parted by `;`"), "{shown}");
}

/// A text that no row has is told where one that rows have was most likely meant, and nowhere else.
#[test]
fn texts_that_no_row_has() {
    const PLAN: &str = "plans/account-executive.yaml";
    const BONUS: &str = "if role == \"junior\"";
    let copy = Copy::new("no-row-has");
    let told = || {
        let shown = text(&attain(&copy.0, &["check", "--lang", "en"]).stdout);
        shown.split("warning[W016] ").skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    for other in ["churn", "new 2", "upsell"] {
        copy.edit(PLAN, "\"expansion\"", &format!("\"{other}\""));
        assert_eq!(told(), Vec::<String>::new(), "{other}");
        copy.edit(PLAN, &format!("\"{other}\""), "\"expansion\"");
    }
    copy.edit(PLAN, "\"expansion\"", "\"Expansion\"");
    assert!(told().len() == 1 && told()[0].contains("did you mean `expansion`?"), "{:?}", told());
    copy.edit(PLAN, "\"Expansion\"", "\"expantion\"");
    copy.edit("plans/customer-success.yaml", BONUS, "if role == \"junoir\"");
    copy.edit("plans/sales-engineer.yaml", "type == \"new\"", "type != \"refunds\"");
    insta::assert_snapshot!(screen(&copy.0, &["check"]));
    // Quotes that are typed inside of others belong to the text; so do those of a condition on the rows that are read.
    copy.edit(PLAN, "\"expantion\"", "\"“expansion”\"");
    copy.edit(
        "attain.yaml",
        "  transactions:\n",
        "  transactions:\n    keep: product != \"crm\" && type != \"test\"\n",
    );
    copy.edit(
        "attain.yaml",
        ": data/assignments.csv",
        ": { file: data/assignments.csv, keep: 'plan == \"sales-enginer\" || plan != \"sales-engineers\"' }",
    );
    let kept = told();
    assert!(kept.iter().any(|one| one.contains("attain.yaml") && one.contains("did you mean `CRM`?")), "{kept:?}");
    assert!(
        kept.iter().any(|one| one.contains("“expansion”") && one.contains("did you mean `expansion`?")),
        "{kept:?}"
    );
    assert!(kept.iter().any(|one| one.contains("did you mean `sales-engineer`?")), "{kept:?}");
    assert_eq!(kept.len(), 5, "{kept:?}");
    // What broken rows have is not known.
    copy.edit("data/transactions.csv", ",2000000.00,", ",2 000 000,");
    assert_eq!(told(), Vec::<String>::new());
}

/// A slip in what a test gives hides nothing of the rest of it: neither in other tables, nor in what it expects of its plan.
#[test]
fn a_slip_in_given_rows_hides_nothing_of_the_test() {
    const TEST: &str = "tests/account-executive.yaml";
    let copy = Copy::new("given-slip");
    copy.edit(TEST, "corrects: A1 }", "corects: A1 }");
    copy.edit(TEST, "quota: bookings, period: 2026-Q3", "quota: boookings, period: 2026-Q3");
    copy.edit(TEST, "commission: -163000.00", "renewal_commission: -163000.00");
    copy.edit(TEST, "of commission: 80%", "of commission: 8000000");
    let told = |command: &str, severity: &str| {
        let shown = text(&attain(&copy.0, &[command, "--lang", "en"]).stdout);
        let all = shown.lines().filter_map(|line| line.trim_start().strip_prefix(severity));
        all.map(|line| line[1..5].to_owned()).filter(|code| code != "D045" && code != "D052").collect::<Vec<_>>()
    };
    for command in ["check", "test"] {
        assert_eq!(told(command, "error"), ["N021", "N046", "N043"], "{command}");
    }
    assert_eq!(told("check", "warning"), ["D037"]);
    // Where people or plans may be in what cannot be read, nobody knows on which plan they are.
    copy.edit(TEST, "      quotas:\n        - { participant: E1002", "      assignments:\n        - { partcipant: E1002, plan: account-executive }\n      quotas:\n        - { participant: E1002");
    assert_eq!(told("test", "error"), ["N021", "N021"]);
}

/// What stops a computation is told once, and then which tests were not run because of it.
#[test]
fn a_fault_that_stops_several_tests_is_told_once() {
    let copy = Copy::new("stopped-tests");
    copy.edit("data/metrics.csv", "E1007,csat,2026-Q3", "E1007,csat,2025-Q3");
    insta::assert_snapshot!(screen(&copy.0, &["test"]));
    copy.edit("data/transactions.csv", ",2000000.00,", ",2 000 000,");
    insta::assert_snapshot!("no_test_was_run", screen(&copy.0, &["test"]));
}
