//! What tests of a company can expect, and what is told of what they cannot.

#![expect(clippy::expect_used, reason = "a test that cannot run the command must fail")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{attain, text};

const COMPANY: &str = "company: Expectations\ncurrency: USD\nperiod: 2026-02\ndata:\n  participants: p.csv\n  assignments: a.csv\n  quotas: q.csv\n  transactions: { file: t.csv, columns: { owner: owner, helper: helper, day: { column: day, type: date } } }\n";

const SELLER: &str = "plan: seller\neffective: 2026-01-01 .. 2026-12-31\npays: monthly\nmeasures:\n  \
     sales: { unit: money, from: transactions, to: { owner: 60%, helper: 40% }, dated: day }\n  \
     deals: { unit: count, from: transactions, take: count, to: owner, dated: day, quota: deals, without_quota: report }\ncomponents:\n  \
     - commission: commission\n    pays_on: sales\n    mode: marginal\n    tiers:\n      \
       - { from: 0, rate: 10% }\n      - { from: 1000, rate: 20%, fee: 50 }\n    guarantee: 500\n    cap: none\n  \
     - commission: new_customers\n    pays_on: deals\n    rate_by: attainment(deals)\n    mode: retroactive\n    tiers:\n      \
       - { from: 0%, rate: 20 }\n      - { from: 100%, rate: 30 }\n    cap: none\n";

const COACH: &str = "plan: coach\neffective: 2026-01-01 .. 2026-12-31\npays: monthly\ncomponents:\n  \
     - { bonus: commission, amount: 70, multiply_by: [150%, 2], cap: none }\n";

/// The company in a folder of its own, with these tests.
fn company(name: &str, tests: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("expectations-{name}"));
    let _ = fs::remove_dir_all(&folder);
    for (path, text) in [
        ("attain.yaml", COMPANY),
        ("plans/seller.yaml", SELLER),
        ("plans/coach.yaml", COACH),
        ("p.csv", "id\nE1\nE2\n"),
        ("a.csv", "participant,plan,from,to\nE1,seller,2026-01-01,\nE1,coach,2026-01-01,\nE2,seller,2026-01-01,\n"),
        ("q.csv", "participant,quota,period,amount\nE1,deals,2026-01,2\nE1,deals,2026-02,2\n"),
        ("t.csv", "id,owner,helper,day,amount\nT1,E1,E2,2026-01-10,1000\nT2,E1,E1,2026-01-20,900\n"),
        ("tests/tests.yaml", tests),
    ] {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, text).expect("written");
    }
    folder
}

fn one(participant: &str, period: &str, expect: &str) -> String {
    format!("  - test: of {participant}\n    participant: {participant}\n    period: {period}\n    expect:\n{expect}")
}

/// The test under another name.
fn named(name: &str, test: &str) -> String {
    test.replacen("test: of E1", &format!("test: {name}"), 1)
}

/// The exit code of `attain test`, and what it prints.
fn tested(folder: &Path) -> (Option<i32>, String) {
    let output = attain(folder, &["test"]);
    (output.status.code(), text(&output.stdout) + &text(&output.stderr))
}

/// Every number of a trace has a name, and so has what has no line.
#[test]
fn whatever_a_trace_holds_can_be_expected() {
    let january = "      payable: 770.00\n      row limit 2 of seller/commission: 1000\n      \
                   fee 2 of seller/commission: 50\n      credit T1 of seller/commission: 600\n      \
                   credit T2 of seller/commission: 900\n      credit T2 of new_customers: 1\n      \
                   guarantee of seller/commission: 500\n      after factors of coach/commission: 210\n      \
                   sales of seller/commission: 1500\n      rate of new_customers: 30\n      lines:\n        \
                   seller/commission: { earning: 250.00, guarantee: 250.00 }\n        \
                   coach/commission: 210.00\n        new_customers: 60.00\n";
    let february = "      rate of commission: 0%\n      base of commission: 0\n      fee 2 of commission: 50\n      \
                    unmeasured of new_customers: quota\n      lines: { commission: { guarantee: 500.00, earning: 0 } }\n";
    let tests = format!("tests:\n{}{}", one("E1", "2026-01", january), one("E2", "2026-02", february));
    let (code, said) = tested(&company("traced", &tests));
    assert_eq!((code, said.contains("2 tests: 2 passed, 0 failed")), (Some(0), true), "{said}");
}

/// Cells, what a transaction is worth, shares of it, parts of quotas: what a figure was made of has a name too.
#[test]
fn what_figures_are_made_of_can_be_expected() {
    let right = "      column amount of T1 of seller/commission: 1000\n      worth T1 of seller/commission: 1000\n      \
                 share T1 of seller/commission: 60%\n      share T2 of seller/commission: 60%\n      \
                 quota part deals 2026-01 of new_customers: 2\n";
    let slips = "      column amuont of T1 of seller/commission: 1000\n      share T1 of seller/commission: 60\n      \
                 column day of T1 of seller/commission: 5\n      quota part deals 2026-Q9 of new_customers: 2\n      \
                 left on of seller/commission: 2026-01-31\n      worth T1 of seller/commission:\n      \
                 rounded up of seller/commission: 2\n      leaver rule of seller/commission: keep\n";
    let tests = format!("tests:\n{}", one("E1", "2026-01", right));
    let (code, said) = tested(&company("made-of", &tests));
    assert_eq!(code, Some(0), "{said}");
    let folder = company("made-of-slips", &format!("tests:\n{}", one("E1", "2026-01", slips)));
    let all =
        [("N021", 6), ("N046", 7), ("T002", 8), ("T026", 9), ("N049", 10), ("T002", 11), ("N040", 12), ("N049", 13)];
    let mut found = checked(&folder);
    found.sort_by_key(|(_, line)| *line);
    assert_eq!(found, codes(&all));
    let wrong = "      column amount of T1 of seller/commission: 1\n      share T9 of seller/commission: 60%\n";
    let (_, said) = tested(&company("made-of-wrong", &format!("tests:\n{}", one("E1", "2026-01", wrong))));
    assert!(said.contains("column amount of T1 of seller/commission: expected 1, got 1,000"), "{said}");
    assert!(said.contains("share T9 of seller/commission: expected 60 %, but there is no such figure"), "{said}");
}

/// Days, texts and answers of a trace have names, and so has what others bring into a pool.
#[test]
fn facts_that_are_no_numbers_can_be_expected() {
    for (case, person, period, right, wrong) in [
        (
            "205-leavers",
            "E2",
            "2026-08",
            "      left on of grant: 2026-08-15\n      left because of grant: redundancy\n      \
             leaver rule of grant: pro_rata\n      earned until of grant: 2024-03-31\n",
            "      left on of grant: 2026-08-16\n",
        ),
        (
            "041-pool-with-cap",
            "alpha",
            "2026",
            "      key beta of heads: 20\n      pool share of heads: 60000\n      \
             other line 2026/alpha/department/heads/earning of performance: 60000\n",
            "      key beta of heads: 21\n",
        ),
    ] {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("expectations-{case}"));
        let _ = fs::remove_dir_all(&folder);
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases").join(case);
        for part in ["", "data", "plans"] {
            fs::create_dir_all(folder.join(part)).expect("made");
            for entry in
                fs::read_dir(from.join(part)).expect("a folder").flatten().filter(|entry| entry.path().is_file())
            {
                fs::copy(entry.path(), folder.join(part).join(entry.file_name())).expect("copied");
            }
        }
        fs::create_dir_all(folder.join("tests")).expect("made");
        let tests = |expect: &str| format!("tests:\n{}", one(person, period, expect));
        fs::write(folder.join("tests/tests.yaml"), tests(right)).expect("written");
        let (code, said) = tested(&folder);
        assert_eq!(code, Some(0), "{said}");
        fs::write(folder.join("tests/tests.yaml"), tests(wrong)).expect("written");
        assert_eq!(tested(&folder).0, Some(1), "{wrong}");
    }
}

/// What differs is told, with the word of what came out instead.
#[test]
fn what_a_trace_holds_instead_is_told() {
    let january = "      credit T2 of seller/commission: 901\n      fee 2 of seller/commission: 40\n      \
                   lines: { seller/commission: { guarantee: 200.00, difference: 1 } }\n";
    let february = "      rate of commission: 10%\n      unmeasured of new_customers: metric\n      \
                    unmeasured of commission: quota\n";
    let tests = format!("tests:\n{}{}", one("E1", "2026-01", january), one("E2", "2026-02", february));
    let folder = company("instead", &tests);
    let (code, said) = tested(&folder);
    assert_eq!(code, Some(1));
    let chinese = text(&attain(&folder, &["test", "--lang", "zh-CN"]).stdout);
    insta::assert_snapshot!(format!("{said}---\n{chinese}"));
}

/// What parts first is told first, however the test lists it: the turn of a component comes before that of one that reads it. Beside
/// where it is expected stands where the plan says it.
#[test]
fn a_failure_begins_with_its_first_cause() {
    let expect = "      payable: 1\n      lines: { b_after: 1, z_first: 1 }\n      base of b_after: 1\n      \
                  earned(z_first): 1\n      rate 1 of z_first: 1%\n      credit T1 of z_first: 1\n      sales: 1\n";
    let folder = company("causes", &format!("tests:\n{}", one("E1", "2026-01", expect)));
    let plan = "plan: coach\neffective: 2026-01-01 .. 2026-12-31\npays: monthly\nmeasures:\n  \
                sales: { unit: money, from: transactions, to: owner, dated: day }\ncomponents:\n  \
                - commission: z_first\n    pays_on: sales\n    mode: marginal\n    tiers:\n      - { from: 0, rate: 10% }\n    \
                cap: none\n  \
                - commission: b_after\n    pays_on: earned(z_first)\n    mode: marginal\n    tiers:\n      \
                - { from: 0, rate: 50% }\n    cap: none\n";
    fs::write(folder.join("plans/coach.yaml"), plan).expect("written");
    let seats = "participant,plan,from,to\nE1,coach,2026-01-01,\n";
    fs::write(folder.join("a.csv"), seats).expect("written");
    let output = attain(&folder, &["test", "--format", "json"]);
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let told: Vec<_> = said["tests"][0]["mismatches"].as_array().expect("a list").iter().collect();
    let told: Vec<_> = told
        .into_iter()
        .map(|one| ["figure", "place", "test_place", "plan_place"].map(|key| one[key].as_str().expect("a text")))
        .collect();
    assert_eq!(
        told,
        [
            ["credit T1 of z_first", "t.csv:2", "tests/tests.yaml:11", "plans/coach.yaml:5"],
            ["sales", "t.csv:2", "tests/tests.yaml:12", "plans/coach.yaml:5"],
            ["rate 1 of z_first", "plans/coach.yaml:11", "tests/tests.yaml:10", "plans/coach.yaml:11"],
            ["z_first", "", "tests/tests.yaml:7", "plans/coach.yaml:7"],
            ["earned(z_first)", "", "tests/tests.yaml:9", "plans/coach.yaml:7"],
            ["base of b_after", "plans/coach.yaml:14", "tests/tests.yaml:8", "plans/coach.yaml:14"],
            ["b_after", "", "tests/tests.yaml:7", "plans/coach.yaml:13"],
            ["payable", "", "tests/tests.yaml:6", ""],
        ]
    );
    assert!(tested(&folder).1.contains("they part here: credit T1 of z_first: expected 1, got 1,000 (+999)   tests/tests.yaml:11, t.csv:2, plans/coach.yaml:5\n"));
}

/// A percentage of money, and a number without its sign where a percentage comes out, are told before anything is compared.
#[test]
fn units_of_what_is_expected_are_checked() {
    let wrong = "      sales: 10%\n      rate 1 of seller/commission: 500\n      rate 1 of new_customers: 5%\n      \
                 attainment(deals): 500\n      deals: 20%\n      fee 2 of seller/commission: 20%\n      \
                 factor of coach/commission: 150\n      sales / deals: 20%\n";
    let right = "      sales: 1500\n      rate 1 of seller/commission: 0.1\n      rate 1 of new_customers: 20\n      \
                 attainment(deals): 1\n      sales / 100: 15\n      deals / 0.1: 20\n      total(deals, month) / 0.5: 4\n      \
                 attainment(deals) * 6: 600%\n";
    let tests = format!("tests:\n{}{}", one("E1", "2026-01", wrong), named("right", &one("E1", "2026-01", right)));
    let folder = company("units", &tests);
    let check = text(&attain(&folder, &["check"]).stdout);
    assert_eq!(check.matches("error[N046]").count(), 8, "{check}");
    let chinese = text(&attain(&folder, &["check", "--lang", "zh-CN"]).stdout);
    insta::assert_snapshot!(format!("{check}---\n{chinese}"));
    let (code, said) = tested(&folder);
    assert_eq!((code, said.matches("error[N046]").count()), (Some(1), 8), "{said}");
    assert!(said.contains("2 tests: 1 passed, 1 failed"), "{said}");
}

/// Of two plans with a component of one name one must be named.
#[test]
fn a_component_of_several_plans_is_asked_about() {
    let expect = "      lines: { commission: 460 }\n      pay of commission: 1\n      sales of commission: 1\n      \
                  unmeasured of commission: quota\n";
    let folder = company("several", &format!("tests:\n{}", one("E1", "2026-01", expect)));
    let (code, said) = tested(&folder);
    assert_eq!((code, said.matches("error[N047]").count()), (Some(1), 4), "{said}");
    assert!(said.contains("write `coach/commission` or `seller/commission`"), "{said}");
    let chinese = text(&attain(&folder, &["check", "--lang", "zh-CN"]).stdout);
    assert!(chinese.contains("该期间可能由几个方案向 `E1` 支付组成部分 `commission`：`coach`、`seller`"), "{chinese}");
}

/// A plan that pays by the quarter, later, and in points, with a draw.
const QUARTERLY: &str = "plan: quarterly\neffective: 2026-01-01 .. 2026-12-31\npays: monthly\nmeasures:\n  \
     sales: { unit: money, from: transactions, to: owner, dated: day }\ncomponents:\n  \
     - { bonus: quarter_bonus, every: quarter, amount: 100, cap: none }\n  \
     - { bonus: later_bonus, every: quarter, amount: 90, cap: none, due: { instalments: 3, every: month } }\n  \
     - { bonus: score, every: quarter, amount: 5, cap: none, in: points }\n";

/// The company with one more plan, on which E3 was up to the end of March.
fn with_quarterly(name: &str, expect: &[(&str, &str)]) -> PathBuf {
    let tests = expect.iter().enumerate().map(|(number, (period, expect))| {
        let test = one("E3", period, expect);
        test.replacen("of E3", &format!("number {number}"), 1)
    });
    let folder = company(name, &format!("tests:\n{}", tests.collect::<String>()));
    let yaml = fs::read_to_string(folder.join("attain.yaml")).expect("a file");
    fs::write(folder.join("attain.yaml"), format!("{yaml}units:\n  points: {{ digits: 0, title: points }}\n"))
        .expect("written");
    fs::write(folder.join("plans/quarterly.yaml"), QUARTERLY).expect("written");
    fs::write(folder.join("p.csv"), "id\nE1\nE2\nE3\n").expect("written");
    let seats = fs::read_to_string(folder.join("a.csv")).expect("a file");
    fs::write(folder.join("a.csv"), format!("{seats}E3,quarterly,2026-01-01,2026-03-31\n")).expect("written");
    folder
}

/// What can have no line in the period is told, also where it is expected under `lines` alone; what falls due then is none of it.
#[test]
fn lines_that_cannot_come_out_are_refused() {
    let wrong = [
        ("2026-02", "      lines: { quarter_bonus: 0 }\n", "no period of `quarter_bonus` ends in 2026-02"),
        ("2026-02", "      payable: 0\n", "no component of the plans of `E3` pays in 2026-02"),
        ("2026-02", "      payable in points: 0\n", "no component of the plans of `E3` pays in 2026-02"),
        ("2026-06", "      lines: { quarter_bonus: 0 }\n", "nothing of `quarter_bonus` can be paid to `E3` in 2026-06"),
        ("2026-12", "      payable: 0\n", "`E3` is on no plan in 2026-12"),
        ("2026-Q1", "      taxable value of quarter_bonus: 0\n", "`quarter_bonus` has no `in`"),
    ];
    let folder = with_quarterly("no-lines", &wrong.map(|(period, expect, _)| (period, expect)));
    let (code, said) = tested(&folder);
    assert_eq!(code, Some(1), "{said}");
    for (_, expect, message) in wrong {
        assert!(said.contains(message), "{expect}: {said}");
    }
    assert_eq!(said.matches("\nFAIL").count() + 1, wrong.len(), "{said}");
    let right = [
        (
            "2026-03",
            "      payable: 100.00\n      payable in points: 5\n      lines: { quarter_bonus: 100.00, later_bonus: 0 }\n",
        ),
        (
            "2026-04",
            "      payable: 30.00\n      released of later_bonus: 30\n      lines: { later_bonus: { release: 30.00 } }\n",
        ),
        ("2026-06", "      lines: { later_bonus: 30.00 }\n"),
        ("2026-02", "      lines: { quarter_bonus: { adjustment: 0 } }\n"),
    ];
    let (code, said) = tested(&with_quarterly("lines", &right));
    assert_eq!(code, Some(0), "{said}");
}

/// What only a setting gives is not expected of a component without it.
#[test]
fn figures_of_settings_that_are_not_there_are_refused() {
    let expect = "      lines: { new_customers: { guarantee: 0, draw: 0, release: 0, clawback: 0 } }\n      \
                  guarantee of new_customers: 0\n      floor of new_customers: 0\n      cap of new_customers: 0\n      \
                  gate of new_customers: yes\n      factor of new_customers: 1\n      fee 1 of new_customers: 0\n      \
                  owed of new_customers: 0\n      fund of new_customers: 0\n      place of new_customers: 1\n      \
                  due part 1 of new_customers: 0\n      target of new_customers: 0\n      \
                  each T1 of new_customers: 0\n      payable in tickets: 0\n      rate 9 of new_customers: 0\n      \
                  slice 3 of new_customers: 0\n      slice 2 of new_customers: 0\n";
    let folder = company("settings", &format!("tests:\n{}", one("E1", "2026-01", expect)));
    let yaml = fs::read_to_string(folder.join("attain.yaml")).expect("a file");
    fs::write(folder.join("attain.yaml"), format!("{yaml}units:\n  tickets: {{ digits: 0, title: tickets }}\n"))
        .expect("written");
    let (code, said) = tested(&folder);
    assert_eq!((code, said.matches("error[N049]").count()), (Some(1), 19), "{said}");
    assert!(said.contains("`new_customers: guarantee` is expected, but `new_customers` has no `guarantee`"), "{said}");
    assert!(said.contains("`owed of new_customers` is expected, but `new_customers` is no `draw`"), "{said}");
    assert!(said.contains("`slice 3 of new_customers` is expected, but `new_customers` has no row 3"), "{said}");
    let chinese = text(&attain(&folder, &["check", "--lang", "zh-CN"]).stdout);
    assert!(chinese.contains("预期 `cap of new_customers`，但 `new_customers` 没有 `cap`"), "{chinese}");
}

/// The codes of all findings of `attain check`, with the lines where they stand in the tests' file.
fn checked(folder: &Path) -> Vec<(String, u64)> {
    let output = attain(folder, &["check", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = json["findings"].as_array().expect("a list");
    let own = findings.iter().filter(|found| found["places"][0]["file"] == "tests/tests.yaml");
    let place = |found: &serde_json::Value| {
        (found["code"].as_str().unwrap_or_default().to_owned(), found["places"][0]["line"].as_u64().unwrap_or(0))
    };
    own.map(place).collect()
}

fn codes(all: &[(&str, u64)]) -> Vec<(String, u64)> {
    all.iter().map(|(code, line)| ((*code).to_owned(), *line)).collect()
}

/// One slip hides no other: neither in the same test nor in others, nor does a broken row of data.
#[test]
fn all_findings_of_tests_are_told_at_once() {
    let given = "    given:\n      transactions:\n        - { id: A1, owner: E1, day: soon, amount: 1000 }\n";
    let stated = one("E2", "2026-01", "      lines: { coach/commission: 0 }\n      deals: 10%\n");
    let stated = named(
        "given",
        &stated.replacen("of E2", "of E1", 1).replacen("    expect:", &format!("{given}    expect:"), 1),
    );
    let tests = [
        one("E1", "2026-01", "      slize 1 of new_customers: 1\n      guarantee of new_customers: 0\n"),
        one("E9", "2026-01", "      payable: 1\n"),
        stated,
    ];
    let folder = company("at-once", &format!("tests:\n{}", tests.concat()));
    let all = codes(&[("N040", 6), ("N049", 7), ("D032", 9), ("D022", 18), ("N043", 20), ("N046", 21)]);
    assert_eq!(checked(&folder), all);
    let (code, said) = tested(&folder);
    assert_eq!((code, said.matches("error[").count()), (Some(1), 6), "{said}");
    fs::write(folder.join("t.csv"), "id,owner,helper,day,amount\nT1,E1,E2,2026-01-10,much\n").expect("written");
    assert_eq!(checked(&folder), all);
    // Who is on which plan is not known while assignments are broken.
    fs::write(folder.join("a.csv"), "participant,plan,from,to\nE1,seller,soon,\n").expect("written");
    assert_eq!(checked(&folder), codes(&[("N040", 6)]));
}

/// A plan with an error hides nothing of tests of people on other plans, nor what no plan could mend.
#[test]
fn findings_of_tests_do_not_wait_for_plans() {
    let two = "      attainmnt(deals): 1\n      salez: 1\n      lines: { coach/commission: 0 }\n      bonus_base: 1\n";
    let tests = [
        one("E2", "2026-01", two),
        one(
            "E1",
            "2026-01",
            "      bonus_base: 1\n      deals +: 1\n      lines: { seller/new_customers: { draw: 0 } }\n",
        ),
    ];
    let folder = company("plan-with-error", &format!("tests:\n{}", tests.concat()));
    let measure = "measures:\n  bonus_base: { unit: money, from: transactions, to: owner, dated: day }\ncomponents:";
    let coach = COACH.replacen("components:", measure, 1);
    fs::write(folder.join("plans/coach.yaml"), coach.replacen("amount: 70", "amuont: 70", 1)).expect("written");
    assert_eq!(checked(&folder), codes(&[("N003", 6), ("N002", 7), ("N043", 8), ("N002", 9), ("F001", 15)]));
    fs::write(folder.join("plans/coach.yaml"), coach).expect("written");
    assert_eq!(
        checked(&folder),
        codes(&[("N003", 6), ("N002", 7), ("N043", 8), ("N002", 9), ("F001", 15), ("N049", 16)])
    );
}

/// Nor does a fault in the structure of a plan, even one behind which the file is read no further, unless the name is written in
/// what was lost.
#[test]
fn findings_of_tests_do_not_wait_for_the_structure_of_plans() {
    let two = "      lines: { new_custumers: 1, bonus_x: 1 }\n      salez: 1\n      lost_x: 1\n";
    let folder = company("plan-without-structure", &format!("tests:\n{}", one("E2", "2026-01", two)));
    let coach = |text: &str| {
        fs::write(folder.join("plans/coach.yaml"), COACH.replacen("amount: 70", text, 1)).expect("written")
    };
    fs::write(folder.join("a.csv"), "participant,plan,from,to\nE1,seller,2026-01-01,\nE2,coach,2026-01-01,\n")
        .expect("written");
    let all = codes(&[("N042", 6), ("N042", 6), ("N002", 7), ("N002", 8)]);
    coach("amount 70 rate: 5%");
    assert_eq!(checked(&folder), all);
    coach("amount: \"70");
    assert_eq!(checked(&folder), all);
    coach("amount: 70 bonus_x: lost_x");
    assert_eq!(checked(&folder), codes(&[("N042", 6), ("N002", 7)]));
    coach("amount: \"70 bonus_x lost_x");
    assert_eq!(checked(&folder), codes(&[("N042", 6), ("N002", 7)]));
}

/// Components of one name in plans at different times are told apart where both may be paid in the period.
#[test]
fn names_of_plans_at_different_times_are_told_apart() {
    let successor = "plan: successor\neffective: 2026-01-01 .. 2026-12-31\npays: monthly\ncomponents:\n  \
                     - { bonus: later_bonus, amount: 10, cap: none }\n";
    let moved = |name: &str, expect: &str| {
        let folder = with_quarterly(name, &[("2026-04", expect)]);
        fs::write(folder.join("plans/successor.yaml"), successor).expect("written");
        let seats = fs::read_to_string(folder.join("a.csv")).expect("a file");
        fs::write(folder.join("a.csv"), format!("{seats}E3,successor,2026-04-01,\n")).expect("written");
        tested(&folder)
    };
    let (code, said) = moved("moved", "      lines: { later_bonus: 40.00 }\n");
    assert_eq!(
        (code, said.contains("write `quarterly/later_bonus` or `successor/later_bonus`")),
        (Some(1), true),
        "{said}"
    );
    let each =
        "      lines: { quarterly/later_bonus: 30.00, successor/later_bonus: 10.00 }\n      pay of later_bonus: 10\n";
    let (code, said) = moved("moved-each", each);
    assert_eq!(code, Some(0), "{said}");
}

/// What is due for a closed period under another plan is not added to the lines of the plan that holds now.
#[test]
fn differences_of_another_plan_are_told_by_themselves() {
    let folder =
        company("differences", &format!("tests:\n{}", one("E2", "2026-02", "      lines: { commission: 210.00 }\n")));
    let seats =
        "participant,plan,from,to\nE1,seller,2026-01-01,\nE2,seller,2026-01-01,2026-01-31\nE2,coach,2026-02-01,\n";
    fs::write(folder.join("a.csv"), seats).expect("written");
    let (code, said) = tested(&folder);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(attain(&folder, &["close", "2026-01"]).status.code(), Some(0));
    let sales = "id,owner,helper,day,amount\nT1,E1,E2,2026-01-10,100000\nT2,E1,E1,2026-01-20,900\n";
    fs::write(folder.join("t.csv"), sales).expect("written");
    let (code, said) = tested(&folder);
    assert_eq!(
        (code, said.contains("several plans pay it (210.00 of coach/commission, 7,450.00 of seller/commission)")),
        (Some(1), true),
        "{said}"
    );
    let chinese = text(&attain(&folder, &["test", "--lang", "zh-CN"]).stdout);
    assert!(chinese.contains("（`coach/commission` 为 210.00、`seller/commission` 为 7,450.00）"), "{chinese}");
}

/// 1 for whatever is wrong with tests or found by them, 2 where nothing can be computed.
#[test]
fn exit_codes_of_tests() {
    let good = one("E1", "2026-01", "      payable: 770.00\n");
    let code = |name: &str, tests: &str| tested(&company(name, &format!("tests:\n{tests}"))).0;
    assert_eq!(code("good", &good), Some(0));
    assert_eq!(code("differs", &one("E1", "2026-01", "      payable: 1\n")), Some(1));
    assert_eq!(code("nobody", &one("E9", "2026-01", "      payable: 1\n")), Some(1));
    let slip = one("E1", "2026-01", "      slize 1 of new_customers: 1\n");
    assert_eq!(code("slip", &slip), Some(1));
    assert_eq!(code("no-yaml", "  - test: \"open\n"), Some(1));
    let folder = company("slip", &format!("tests:\n{slip}"));
    let json = attain(&folder, &["test", "--format", "json"]);
    let result: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!((json.status.code(), &result["tests"][0]["findings"][0]["code"]), (Some(1), &"N040".into()));
    let folder = company("broken", &format!("tests:\n{good}"));
    fs::write(folder.join("t.csv"), "id,owner,helper,day,amount\nT1,E1,,2026-01-10,much\n").expect("written");
    assert_eq!(tested(&folder).0, Some(2));
    let folder = company("none", "[]");
    fs::remove_dir_all(folder.join("tests")).expect("removed");
    assert_eq!(tested(&folder).0, Some(2));
}

/// What attain.yaml says of a column holds for the rows that a test gives: what empty cells mean, and how days are written.
#[test]
fn given_rows_have_the_defaults_and_formats_of_their_columns() {
    let given = |name: &str, rows: &str, expect: &str| {
        let tests = format!(
            "tests:\n  - test: given\n    participant: E1\n    period: 2026-01\n    given:\n      transactions:\n{rows}    \
             expect: {{ {expect} }}\n"
        );
        let folder = company(name, &tests);
        let columns = "day: { column: day, type: date, format: D.M.YYYY }, weight: { column: weight, type: percent, default: 50% }";
        let yaml = COMPANY.replace("day: { column: day, type: date }", columns);
        fs::write(folder.join("attain.yaml"), yaml).expect("written");
        let plan = SELLER.replace("to: { owner: 60%, helper: 40% }", "credit: amount * weight, to: owner");
        fs::write(folder.join("plans/seller.yaml"), plan).expect("written");
        fs::write(folder.join("t.csv"), "id,owner,helper,day,amount,weight\nT1,E1,,10.1.2026,1000,\n")
            .expect("written");
        folder
    };
    let rows = "        - { id: A1, owner: E1, day: 2026-01-31, amount: 1000 }\n        \
                - { id: A2, owner: E1, day: 5.1.2026, amount: 1000 }\n";
    let (code, said) = tested(&given("defaults", rows, "sales: 1000"));
    assert_eq!(code, Some(0), "{said}");
    let weighed = "        - { id: A1, owner: E1, day: 2026-01-31, amount: 1000, weight: 10% }\n        \
                   - { id: A2, owner: E1, day: 5.1.2026, amount: 1000, weight: }\n";
    let (code, said) = tested(&given("weighed", weighed, "sales: 600"));
    assert_eq!(code, Some(0), "{said}");
    let slip = "        - { id: A1, owner: E1, day: soon, amount: 1000 }\n";
    let check = text(&attain(&given("slip-in-given", slip, "sales: 600"), &["check"]).stdout);
    assert!(check.contains("write days as `31.1.2026`") && check.contains("tests/tests.yaml:7:37"), "{check}");
}
