//! Who gets what caps of a pool cut: what the check says of them, and what the report of a run says of a fund and of who is not
//! there.

use std::fs;
use std::path::{Path, PathBuf};

use attain_tests::command::{attain, binary};
use attain_tests::scratch::Scratch;

/// A copy of a worked example in which one text of its plan is another.
fn copy(case: &str, plan: &str, (from, to): (&str, &str)) -> Scratch {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(case);
    let folder = Scratch::new();
    let mut open = vec![PathBuf::new()];
    while let Some(inside) = open.pop() {
        fs::create_dir_all(folder.path().join(&inside)).expect("a folder");
        for entry in fs::read_dir(source.join(&inside)).expect("a folder") {
            let inside = inside.join(entry.expect("an entry").file_name());
            match source.join(&inside).is_dir() {
                true => open.push(inside),
                false => drop(fs::copy(source.join(&inside), folder.path().join(&inside)).expect("a copy")),
            }
        }
    }
    let plan = folder.path().join(plan);
    let text = fs::read_to_string(&plan).expect("a plan");
    assert_eq!(text.matches(from).count(), 1, "{from}");
    fs::write(&plan, text.replace(from, to)).expect("a plan");
    folder
}

const LEAD: (&str, &str) = ("241-what-caps-cut-goes-to-a-lead", "plans/desk.yaml");
const FUND: (&str, &str) = ("242-what-caps-cut-goes-to-a-fund", "plans/growers.yaml");

/// What `attain check` says in English of the lead's company where something else stands in its plan.
fn said(change: (&str, &str)) -> String {
    let folder = copy(LEAD.0, LEAD.1, change);
    let told = attain(&binary(), folder.path(), &["check"]);
    [told.stdout, told.stderr].map(|bytes| String::from_utf8(bytes).expect("text")).concat()
}

#[test]
fn the_check_knows_who_can_be_paid() {
    let nobody = said(("{ to: L1 }", "{ to: E4 }"));
    assert!(nobody.contains("error[N051]") && nobody.contains("write `E1`"), "{nobody}");
    let never = said(("2026-01-01 .. 2026-03-31", "2026-03-01 .. 2026-03-31"));
    assert!(
        never.contains("error[N052] `team_pool` gives what caps cut to `L1`, who is never on plan `desk`"),
        "{never}"
    );
    let same = said(("{ to: L1 }", "{ to: E1 }"));
    assert!(!same.contains("N05"), "{same}");
}

#[test]
fn either_somebody_or_a_fund_gets_it() {
    for (written, code) in [
        ("{ to: L1, fund: training }", "T008"),
        ("{ too: L1 }", "N020"),
        ("{}", "T001"),
        ("[L1]", "T002"),
        ("{ to: }", "T024"),
        ("L1", "T003"),
    ] {
        let told = said(("{ to: L1 }", written));
        assert!(told.contains(&format!("error[{code}]")), "{written}: {told}");
    }
}

/// What the report of a run says of what caps cut.
fn cut_to(folder: &Path, period: &str) -> serde_json::Value {
    let told = attain(&binary(), folder, &["run", "--period", period, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
    json["report"]["cut_to"].clone()
}

#[test]
fn the_report_has_what_goes_to_a_fund_and_what_nobody_is_there_for() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    assert_eq!(
        cut_to(&cases.join(FUND.0), "2026-Q1"),
        serde_json::json!([{
            "plan": "growers", "component": "harvest", "group": "", "period": "2026-Q1",
            "fund": "training", "participant": null, "sum": "15.00",
        }])
    );
    assert_eq!(cut_to(&cases.join(LEAD.0), "2026-02"), serde_json::json!([]));
    assert_eq!(
        cut_to(&cases.join(LEAD.0), "2026-03"),
        serde_json::json!([{
            "plan": "desk", "component": "team_pool", "group": "east", "period": "2026-03",
            "fund": null, "participant": "L1", "sum": "100.00",
        }])
    );
    // Who does not share gets it all the same.
    let without_share =
        copy(LEAD.0, LEAD.1, ("    share_by: margin\n", "    share_by: margin\n    eligible: salary > 1000\n"));
    let told = attain(&binary(), without_share.path(), &["run", "--period", "2026-01", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&told.stdout).expect("JSON");
    let lines = json["lines"].as_array().expect("lines");
    let lead = lines.iter().find(|line| line["participant"] == "L1").expect("a line");
    // 300 of Ada, and 500 of the 1,000 that Cem alone shares in now.
    assert_eq!(lead["amount"], "800.00");
}
