//! `attain what-if --goal` where the answer can be worked out by hand: rising and falling cliffs, caps, roundings, nothing.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot run the command must fail")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

/// A copy of the worked example of a decelerator: 350,000 sold of 500,000, ten per cent of it, with a factor.
struct Company(PathBuf);

impl Company {
    /// With this in the place of the factor.
    fn with(name: &str, component: &str) -> Self {
        let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/124-decelerator");
        let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("goal-{name}"));
        drop(std::fs::remove_dir_all(&copy));
        for folder in ["plans", "data"] {
            std::fs::create_dir_all(copy.join(folder)).expect("a folder");
            for entry in std::fs::read_dir(case.join(folder)).expect("a folder") {
                let entry = entry.expect("an entry");
                std::fs::copy(entry.path(), copy.join(folder).join(entry.file_name())).expect("a copy");
            }
        }
        std::fs::copy(case.join("attain.yaml"), copy.join("attain.yaml")).expect("a copy");
        let plans = copy.join("plans");
        let plan = std::fs::read_dir(&plans).expect("a folder").next().expect("a plan").expect("an entry").path();
        let text = std::fs::read_to_string(&plan).expect("a plan");
        let (before, _) = text.split_once("    pays_on: sales\n").expect("the component");
        std::fs::write(&plan, format!("{before}{component}")).expect("written");
        Self(copy)
    }

    /// The answer to `--goal`, with the exit code.
    fn goal(&self, goal: &str) -> (i32, Value) {
        let deal = "id=X1,owner=E1,booked_on=2026-11-30";
        let arguments = ["what-if", "E1", "--period", "2026", "--add", deal, "--by", "amount", "--goal", goal];
        let out = Command::new(env!("CARGO_BIN_EXE_attain"))
            .arg("-C")
            .arg(&self.0)
            .args(arguments)
            .args(["--format", "json"])
            .output()
            .expect("the command runs");
        let error = String::from_utf8_lossy(&out.stderr).into_owned();
        let mut value: Value = serde_json::from_slice(&out.stdout).unwrap_or_else(|why| panic!("{why}: {error}"));
        (out.status.code().expect("an exit code"), value["goal"].take())
    }

    fn reached(&self, goal: &str) -> (String, String) {
        let (code, answer) = self.goal(goal);
        let text = |key: &str| answer[key].as_str().unwrap_or_else(|| panic!("{goal}: {answer}")).to_owned();
        assert_eq!((code, &answer["reached"]), (0, &Value::from(true)));
        (text("value"), text("pay"))
    }
}

impl Drop for Company {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn pair(value: &str, pay: &str) -> (String, String) {
    (value.to_owned(), pay.to_owned())
}

/// Below 80 % of the quota half is paid: 400,000 doubles it. A twentieth of 399,999.90 is rounded to 20,000.00.
#[test]
fn up_a_cliff() {
    let company = Company::with(
        "up",
        "    pays_on: sales\n    rate: 10%\n    multiply_by: if attainment(sales) < 80% { 0.5 } else { 1 }\n",
    );
    assert_eq!(company.reached("17500.00"), pair("0.00", "17500.00"));
    assert_eq!(company.reached("20000"), pair("49999.90", "20000.00"));
    assert_eq!(company.reached("20000.01"), pair("50000.00", "40000.00"));
    assert_eq!(company.reached("40000"), pair("50000.00", "40000.00"));
    assert_eq!(company.reached("40000.01"), pair("50000.05", "40000.01"));
}

/// Above 90 % of the quota half is paid: what is reached just before is not reached again for a long while.
#[test]
fn down_a_cliff() {
    let falls = "    pays_on: sales\n    rate: 10%\n    multiply_by: if attainment(sales) > 90% { 0.5 } else { 1 }\n";
    let company = Company::with("down", falls);
    assert_eq!(company.reached("44000"), pair("89999.95", "44000.00"));
    assert_eq!(company.reached("45000"), pair("99999.95", "45000.00"));
    assert_eq!(company.reached("45000.01"), pair("550000.10", "45000.01"));
    drop(company);
    let table = "    pays_on: sales\n    mode: retroactive\n    tiers:\n      - { from: 0, rate: 10% }\n      - { above: 450000, rate: 5% }\n";
    let company = Company::with("down-a-table", table);
    assert_eq!(company.reached("45000"), pair("99999.95", "45000.00"));
    assert_eq!(company.reached("45000.01"), pair("550000.10", "45000.01"));
    assert_eq!(company.reached("next-tier"), pair("100000.01", "22500.00"));
}

/// The line of a guarantee has no row: the next one is that of the table, and what was guaranteed does not hide it.
#[test]
fn beside_a_guarantee() {
    let table = "    pays_on: sales\n    mode: retroactive\n    guarantee: 40000\n    tiers:\n      - { from: 0, rate: 10% }\n      - { from: 450000, rate: 12% }\n";
    let company = Company::with("guarantee", table);
    assert_eq!(company.reached("40000"), pair("0.00", "40000.00"));
    assert_eq!(company.reached("40000.01"), pair("50000.05", "40000.01"));
    assert_eq!(company.reached("next-tier"), pair("100000.00", "54000.00"));
}

/// What falls due later is not paid now: half of what is earned reaches half as far.
#[test]
fn with_a_part_that_falls_due_later() {
    let later = "    pays_on: sales\n    rate: 10%\n    due: [ { share: 50% }, { share: rest, after: 12 months } ]\n";
    let company = Company::with("due", later);
    assert_eq!(company.reached("20000"), pair("49999.85", "20000.00"));
}

/// A payment between two amounts and nowhere else: a band of one cent is found, for a condition that stands in the trace.
#[test]
fn inside_a_band() {
    let band = "    eligible: sales <= 400000.00\n    pays_on: sales\n    mode: step_replacing\n    tiers:\n      - { from: 0, amount: 10 }\n      - { from: 400000.00, amount: 900 }\n";
    let company = Company::with("band", band);
    assert_eq!(company.reached("900"), pair("50000.00", "900.00"));
}

/// The same inside of a formula, where no step of the computation shows it, and between two even amounts.
#[test]
fn inside_a_band_of_a_formula() {
    let band = "    amount: if sales >= 412345.60 && sales < 412345.65 { 900 } else { 0 }\n";
    let company = Company::with("formula", band);
    assert_eq!(company.reached("900"), pair("62345.60", "900.00"));
}

#[test]
fn what_holds_each_month_back_is_told_once_and_with_its_months() {
    let company = Company::with("months", "    pays_on: sales\n    rate: 10%\n    cap: 45500\n");
    let plan = company.0.join("plans");
    let file = std::fs::read_dir(&plan).expect("plans").next().expect("a plan").expect("a plan").path();
    let text = std::fs::read_to_string(&file).expect("a plan");
    std::fs::write(&file, text.replace("pays: yearly", "pays: monthly")).expect("written");
    let (code, answer) = company.goal("90000000");
    assert_eq!(code, 1, "{answer}");
    let why = answer["why"].as_array().expect("reasons");
    let periods: Vec<_> = why.iter().filter_map(|one| one["earned_for"].as_str()).collect();
    assert_eq!((why.len(), periods.first(), periods.last()), (12, Some(&"2026-01"), Some(&"2026-12")), "{answer}");
    let deal = "id=X1,owner=E1,booked_on=2026-11-30";
    let arguments = ["what-if", "E1", "--period", "2026", "--add", deal, "--by", "amount", "--goal", "90000000"];
    let out = Command::new(env!("CARGO_BIN_EXE_attain")).arg("-C").arg(&company.0).args(arguments).output();
    let told = String::from_utf8(out.expect("the command runs").stdout).expect("text");
    assert_eq!(told.matches("the deal is nothing to it").count(), 1, "{told}");
    assert!(told.contains("commission (2026-11): it is at its cap") && told.contains("2026-10, 2026-12): "), "{told}");
}

#[test]
fn no_amount_reaches() {
    let capped = "    pays_on: sales\n    rate: 10%\n    cap: 45500\n";
    let company = Company::with("cap", capped);
    assert_eq!(company.reached("45500"), pair("104999.95", "45500.00"));
    let (code, answer) = company.goal("45500.01");
    assert_eq!((code, &answer["reached"]), (1, &Value::from(false)));
    assert_eq!(answer["most"], json!({ "value": "104999.95", "pay": "45500.00" }));
    assert_eq!((&answer["why"][0]["component"], &answer["why"][0]["why"]), (&json!("commission"), &json!("cap")));
    assert!(answer["why"][0]["place"].as_str().is_some_and(|place| place.starts_with("plans/")), "{answer}");
    for (name, component, why) in [
        ("gate", "    gate: attainment(sales) < 60%\n    pays_on: sales\n    rate: 10%\n", "gate"),
        ("nothing", "    amount: 100\n", "untouched"),
        ("least", "    amount: min(sales * 10%, 45000)\n", "level"),
        ("falls", "    amount: max(10000 - sales * 1%, 0)\n", "level"),
        ("falls-on", "    amount: 10000 - sales * 1%\n", "falls"),
    ] {
        let (code, answer) = Company::with(name, component).goal("50000");
        assert_eq!((code, &answer["why"][0]["why"]), (1, &Value::from(why)), "{name}: {answer}");
    }
}

#[test]
fn the_cap_of_a_pool_is_named() {
    let case = "    group: plan\n    fund: group(sales) * 10%\n    cap: 45500\n";
    let company = Company::with("pool-cap", case);
    let plan = company.0.join("plans");
    let file = std::fs::read_dir(&plan).expect("plans").next().expect("a plan").expect("a plan").path();
    let text = std::fs::read_to_string(&file).expect("a plan");
    std::fs::write(&file, text.replace("- commission:", "- pool:")).expect("written");
    let (code, answer) = company.goal("45500.01");
    assert_eq!((code, &answer["why"][0]["why"]), (1, &json!("cap")), "{answer}");
    let place = answer["why"][0]["place"].as_str().expect("a place");
    let line = text.lines().position(|line| line.contains("cap: 45500")).expect("the cap") + 1;
    assert!(place.ends_with(&format!(":{line}")), "{answer}");
}

/// The column that is looked for is called as in the deal: by our name, or by the header of the file.
#[test]
fn the_column_may_be_named_by_its_header() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("goal-by-header");
    drop(std::fs::remove_dir_all(&folder));
    let attain = |arguments: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_attain")).args(arguments).output().expect("the command runs");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        out.stdout
    };
    let company = folder.to_str().expect("a path");
    attain(&["demo", "--company", "livestream", company]);
    // From 535,861.32 of the month to 800,000.
    for (deal, by) in [
        ("单号=X1,类型=成交,主播=Z05,场控=C03,日期=2026-12-30", "金额"),
        ("id=X1,类型=成交,主播=Z05,场控=C03,日期=2026-12-30", "amount"),
    ] {
        let goal =
            ["-C", company, "what-if", "Z05", "--goal", "next-tier", "--by", by, "--add", deal, "--format", "json"];
        let found: Value = serde_json::from_slice(&attain(&goal)).expect("JSON");
        assert_eq!(found["goal"]["value"], "264138.68", "{by}");
    }
    drop(std::fs::remove_dir_all(&folder));
}
