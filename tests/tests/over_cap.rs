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

/// What was sealed for a group that cannot be settled any more stays, and nothing of it is owed later.
#[test]
fn a_closed_pool_that_lacks_a_figure_rests() {
    let missing = ("    from: metrics.margin\n", "    from: metrics.margin\n    missing: report\n");
    let folder = copy("240-what-a-cap-carries", "plans/partners.yaml", missing);
    let closing = attain(&binary(), folder.path(), &["close", "2026-01", "--quiet"]);
    assert!(closing.status.success(), "{}", String::from_utf8_lossy(&closing.stderr));
    // Somebody turns out to have been there in January, too, and nobody knows their margin of it.
    let add = |file: &str, rows: &str| {
        let path = folder.path().join("data").join(file);
        let text = fs::read_to_string(&path).expect("rows");
        fs::write(&path, text + rows).expect("rows");
    };
    add("participants.csv", "E4,Dan\n");
    add("assignments.csv", "E4,partners,20000,\n");
    add("metrics.csv", "E4,margin,2026-02,0\n");
    let run = attain(&binary(), folder.path(), &["run", "--period", "2026-02", "--format", "json"]);
    let result: serde_json::Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let lines = result["lines"].as_array().expect("lines").iter();
    let amounts: Vec<_> = lines.map(|line| line["amount"].as_str().expect("an amount")).collect();
    assert_eq!(amounts, ["800.00", "1000.00", "4000.00", "0.00"], "{result:#}");
    assert_eq!(result["report"]["kept"], serde_json::json!([]), "{:#}", result["report"]);
}

/// Whoever cannot be paid stops a run and a closing as they stop the check.
#[test]
fn nothing_is_paid_or_sealed_without_whom_it_goes_to() {
    let folder = copy(LEAD.0, LEAD.1, ("{ to: L1 }", "{ to: L01 }"));
    for arguments in [&["run", "--period", "2026-03"][..], &["close", "2026-03"]] {
        let told = attain(&binary(), folder.path(), arguments);
        assert_eq!(told.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8_lossy(&told.stderr).contains("error[N051]"), "{arguments:?}");
    }
    assert!(!folder.path().join("closed").exists());
    // What is wrong with a row of theirs is told first, and not as if they were nobody.
    let people = folder.path().join("data/assignments.csv");
    let rows = fs::read_to_string(&people).expect("rows");
    fs::write(&people, rows.replacen("desk", "desks", 1)).expect("rows");
    let checked = attain(&binary(), folder.path(), &["check"]);
    let told = [checked.stdout, checked.stderr].map(|bytes| String::from_utf8(bytes).expect("text")).concat();
    assert!(told.contains("error[D033]") && !told.contains("N05"), "{told}");
}
