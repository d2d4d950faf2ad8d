//! Rows that cannot be used: each is named where it stands, by the check as by a run; set aside, they stand in the report.

#![expect(clippy::expect_used, reason = "a test that cannot run the command must fail")]

mod common;

use std::path::{Path, PathBuf};

use attain_rules::number::Number;
use serde_json::Value;

use common::{attain, text};

const COMPANY: &str = "\
company: Broken rows
currency: CNY
period: 2026-01
data:
  participants: people.csv
  assignments: seats.csv
  splits: splits.csv
  transactions:
    file: sales.csv
    columns:
      day: { column: day, type: date }
      weight: { column: weight, type: percent }
";

const PLAN: &str = "\
plan: sales
effective: 2026-01-01 .. 2026-12-31
pays: monthly
measures:
  bookings:
    title: { en: Bookings, zh: 签约额 }
    unit: money
    from: transactions
    where: kind != \"test\"
    credit: amount * weight
    to: owner
    splits: yes
    dated: day
  deals:
    title: { en: Deals, zh: 单数 }
    unit: count
    from: transactions
    where: kind == \"new\"
    to: owner
    dated: day
components:
  - { commission: commission, pays_on: bookings, rate: 10%, cap: none }
  - { bonus: deals_bonus, amount: money(deals * 100), cap: none }
";

/// What is wrong: a day, a weight and an amount that are missing, splits of 90 %, a number that is none, an id that stands
/// twice, another currency. The row of a test may be as it is, and so may the one of a year without a plan.
const SALES: &str = "\
id,owner,day,amount,weight,kind,currency
T1,E1,2026-01-05,1000,100%,new,
T2,E1,,200,100%,new,
T3,E1,2026-01-07,300,,new,
T4,E2,2026-01-08,,50%,renewal,
T5,E1,2026-01-09,500,100%,renewal,
T6,E2,2026-01-10,\"6,000\",100%,renewal,
T7,E2,2026-01-11,700,100%,new,
T7,E2,2026-01-11,700,100%,new,
T8,E1,2026-01-12,800,100%,new,USD
T9,E3,2026-01-13,,,test,
T10,E9,2026-01-14,100,100%,new,
T11,E1,2025-01-14,,,new,
T12,E2,2026-02-14,,100%,new,
";

/// The company in a folder of its own.
fn company(name: &str, broken_rows: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("aside-{name}"));
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(folder.join("plans")).expect("a folder can be made");
    let company = format!("{COMPANY}broken_rows: {broken_rows}\n");
    for (path, text) in [
        ("attain.yaml", company.as_str()),
        ("plans/sales.yaml", PLAN),
        ("people.csv", "id,name\nE1,Ann\nE2,Bob\n"),
        ("seats.csv", "participant,plan\nE1,sales\nE2,sales\n"),
        ("splits.csv", "transaction,participant,share\nT5,E1,60%\nT1,E1,50%\nT1,E2,50%\nT5,E2,30%\n"),
        ("sales.csv", SALES),
    ] {
        std::fs::write(folder.join(path), text).expect("written");
    }
    folder
}

/// What a command prints in both languages.
fn screen(folder: &Path, arguments: &[&str]) -> String {
    let mut shown = format!("$ attain {}\n", arguments.join(" "));
    for language in ["en", "zh-CN"] {
        let out = attain(folder, &[arguments, &["--lang", language]].concat());
        let code = out.status.code().expect("an end");
        shown.push_str(&format!("--- {language}, exit {code}\n{}{}", text(&out.stdout), text(&out.stderr)));
    }
    shown
}

/// The errors of an output: everything but warnings, the summary and blank lines.
fn errors(shown: &str) -> Vec<String> {
    let blocks = shown.split("\n\n").filter(|block| block.trim_start().starts_with("error["));
    blocks.map(|block| block.trim().to_owned()).collect()
}

#[test]
fn the_check_and_a_run_name_the_same_rows() {
    let folder = company("refused", "refuse");
    insta::assert_snapshot!("broken_rows_are_refused", screen(&folder, &["run"]));
    let [check, run] =
        [&["check", "--lang", "en"][..], &["run", "--lang", "en"]].map(|arguments| attain(&folder, arguments));
    let run = text(&run.stderr);
    let run = run.rsplit_once("\n").map_or("", |(said, _)| said).replace("nothing was computed", "\n\nnothing");
    let [check, run] = [errors(&text(&check.stdout)), errors(&run)];
    assert_eq!(check.len(), 7, "{check:#?}");
    assert_eq!(check, run);
}

#[test]
fn rows_that_are_set_aside_stand_in_the_report() {
    let folder = company("aside", "set_aside");
    insta::assert_snapshot!("broken_rows_are_set_aside", screen(&folder, &["run"]));
    let out = attain(&folder, &["run", "--format", "json"]);
    let report = &serde_json::from_slice::<Value>(&out.stdout).expect("JSON")["report"];
    adds_up(report);
    // All rows but those of a test and of another year or month; the halves of T1 are two credits of one row.
    let bookings = &report["measures"][0];
    assert_eq!((&bookings["came_in"]["count"], &bookings["credited"]["credits"]), (&Value::from(10), &Value::from(3)));
    let aside = |place: usize| report["measures"][place]["set_aside"].clone();
    // T2 may belong to the month, T3, T4, T6 and T8 do not say what they are worth, T5 and the second T7 do.
    assert_eq!(aside(0), serde_json::json!({ "count": 7, "sum": "1400.00", "unread": 4 }));
    // Of deals all is known that counts: T2, T3, the second T7, T8.
    assert_eq!(aside(1), serde_json::json!({ "count": 4, "sum": "4", "unread": 0 }));
    assert_eq!(report["splits_without_transaction"], serde_json::json!([]));
}

/// For each measure of the example companies: what came in = credited + set aside + uncredited.
#[test]
fn what_came_in_of_the_examples_went_somewhere() {
    for name in ["demo", "software", "insurance", "livestream"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name);
        let out = attain(&folder, &["run", "--format", "json"]);
        let result: Value = serde_json::from_slice(&out.stdout).expect("JSON");
        assert!(adds_up(&result["report"]) > 0, "{name}");
    }
}

/// How many measures add up; all of them must.
fn adds_up(report: &Value) -> usize {
    let measures = report["measures"].as_array().expect("measures");
    for measure in measures {
        let uncredited = measure["uncredited"].as_object().expect("reasons").values();
        let parts: Vec<&Value> = uncredited.chain([&measure["credited"], &measure["set_aside"]]).collect();
        let number = |value: &Value| Number::parse_exact(value["sum"].as_str().expect("a text")).expect("a number");
        let sum = parts.iter().try_fold(Number::ZERO, |sum, part| sum.add(&number(part))).expect("small sums");
        assert_eq!(sum, number(&measure["came_in"]), "{measure}");
    }
    measures.len()
}
