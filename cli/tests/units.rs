//! What is paid in units: what a changed plan costs in them, and curves of them.

#![expect(clippy::expect_used, reason = "a test that cannot run the command must fail")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use common::{attain, text};

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases").join(name)
}

/// A case's plan with a change, in a file of its own.
fn changed(case: &Path, plan: &str, name: &str, from: &str, to: &str) -> String {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let plan = fs::read_to_string(case.join("plans").join(plan)).expect("a plan");
    assert!(plan.contains(from));
    fs::write(&file, plan.replace(from, to)).expect("written");
    file.display().to_string()
}

#[test]
fn a_changed_plan_is_compared_in_each_unit() {
    let case = case("207-points-for-sales");
    let file = changed(&case, "sellers.yaml", "more-points.yaml", "rate: 0.1", "rate: 0.2");
    let arguments = ["diff", "--plan", &file, "--period", "2026-01"];
    let shown = |language: &str| {
        let output = attain(&case, &[&arguments[..], &["--lang", language]].concat());
        assert_eq!(output.status.code(), Some(1));
        text(&output.stdout).replace(&file, "more-points.yaml")
    };
    insta::assert_snapshot!(format!("{}---\n{}", shown("en"), shown("zh-CN")));
    let output = attain(&case, &[&arguments[..], &["--format", "json"]].concat());
    let result: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(result["cost"]["difference"], "0.00");
    let points = &result["units"][0];
    assert_eq!((&points["unit"], &points["cost"]["difference"]), (&"points".into(), &"2400".into()));
    assert_eq!((&points["people"]["up"], &points["participants"][0]["after"]), (&2.into(), &"4350".into()));
}

/// Things are compared by kind, and money is left out where none is paid.
#[test]
fn things_are_compared_by_kind() {
    let case = case("210-prizes-that-are-things");
    let file = changed(&case, "sellers.yaml", "more-cups.yaml", "prizes: { thing: watch }", "prizes: { thing: cup }");
    let output = attain(&case, &["diff", "--plan", &file, "--period", "2026-Q1"]);
    let shown = text(&output.stdout);
    let costs: Vec<&str> = shown.lines().filter(|line| line.starts_with("cost ")).collect();
    let starts = ["cost 3 -> 3 phone (0, 0 %)", "cost 3 -> 1 watch (-2, -66.67 %)", "cost 5 -> 7 cup (+2, +40 %)"];
    assert!(costs.len() == 3 && costs.iter().zip(starts).all(|(cost, start)| cost.starts_with(start)), "{shown}");
}

/// A curve counts in the unit, in its own digits: whole shares make no jumps.
#[test]
fn a_curve_counts_in_the_unit() {
    let picture = Path::new(env!("CARGO_TARGET_TMPDIR")).join("shares.svg").display().to_string();
    let arguments = ["curve", "managers", "phantom", "--svg", &picture];
    let shown = text(&attain(&case("209-units-paid-as-money"), &arguments).stdout);
    assert!(shown.ends_with("Pay in phantom shares over score: 0 at 0 %, 200 at 200 %.\n"), "{shown}");
    assert!(!shown.contains("jump"), "{shown}");
    let svg = fs::read_to_string(&picture).expect("a picture");
    assert!(svg.contains("phantom shares") && !svg.contains("EUR"), "{svg}");
    let json = attain(&case("209-units-paid-as-money"), &[&arguments[..], &["--format", "json"]].concat());
    let json: Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert_eq!(json["currency"], "phantom_shares");
}
