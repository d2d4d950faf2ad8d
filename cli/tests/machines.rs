//! What programs read: JSON, CSV, exit codes, pipes.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot run the command must fail")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn attain(arguments: &[&str]) -> Output {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/demo");
    Command::new(env!("CARGO_BIN_EXE_attain")).arg("-C").arg(demo).args(arguments).output().expect("the command runs")
}

fn json(arguments: &[&str]) -> Value {
    let out = attain(arguments);
    serde_json::from_slice(&out.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&out.stderr)))
}

/// A path for something new.
fn fresh(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(std::fs::remove_dir_all(&path));
    drop(std::fs::remove_file(&path));
    path
}

fn cents(amount: &Value) -> i64 {
    let text = amount.as_str().expect("a text");
    assert_eq!(text.rsplit('.').next().map(str::len), Some(2), "{text} has two digits behind the point");
    text.replace('.', "").parse().expect("an amount")
}

#[test]
fn a_result_adds_up() {
    let result = json(&["run", "--format", "json"]);
    let lines = result["lines"].as_array().expect("lines");
    let keys: Vec<&String> = lines[0].as_object().expect("a line").keys().collect();
    assert_eq!(keys, ["id", "participant", "plan", "component", "kind", "earned_for", "paid_in", "amount", "currency"]);
    assert_eq!((&result["period"], &result["currency"]), (&Value::from("2026-Q3"), &Value::from("CNY")));
    let sum: i64 = lines.iter().map(|line| cents(&line["amount"])).sum();
    let total = |key: &str| -> i64 {
        result["totals"][key].as_array().expect("totals").iter().map(|entry| cents(&entry["amount"])).sum()
    };
    assert!(lines.len() > 20 && sum > 0);
    assert_eq!([sum, sum, sum], [cents(&result["totals"]["amount"]), total("participants"), total("components")]);
    let ids: std::collections::BTreeSet<_> = lines.iter().map(|line| line["id"].as_str()).collect();
    assert_eq!(ids.len(), lines.len(), "an id stands twice");
}

#[test]
fn what_came_in_went_somewhere() {
    let report = &json(&["run", "--format", "json"])["report"];
    let measures = report["measures"].as_array().expect("measures");
    assert_eq!(measures.len(), 4);
    let mut shared = false;
    for measure in measures {
        let credits = |value: &Value| value["credits"].as_u64().expect("credits");
        let uncredited: u64 = measure["uncredited"].as_object().expect("reasons").values().map(credits).sum();
        let rows = measure["came_in"]["count"].as_u64().expect("a count");
        assert!(rows > 0 && rows <= credits(&measure["credited"]) + uncredited, "{measure}");
        shared |= rows < credits(&measure["credited"]) + uncredited;
    }
    assert!(shared, "a row that is shared comes in once");
    assert_eq!(report["without_plan"], serde_json::json!(["E1014"]));
}

#[test]
fn transactions_outside_the_days_of_a_run_stand_on_one_side_of_them() {
    let outside = &json(&["run", "--period", "2026-08", "--format", "json"])["report"]["outside"];
    let none = serde_json::json!({ "count": 0, "sum": "0.00", "first": null, "last": null, "examples": [] });
    let after = serde_json::json!({
        "count": 11, "sum": "11620000.00", "first": "2026-09-06", "last": "2026-09-21",
        "examples": ["T0101", "T0102", "T0103"],
    });
    let all = serde_json::json!({ "count": 11, "sum": "11620000.00", "before": none, "after": after, "no_plan": none });
    assert_eq!(*outside, all);
}

#[test]
fn files_are_written_together_and_never_over_others() {
    let folder = fresh("result");
    let path = folder.to_str().expect("a path");
    assert_eq!(attain(&["run", "--out", path]).status.code(), Some(0));
    let mut names: Vec<_> =
        std::fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
    names.sort();
    assert_eq!(names, ["lines.csv", "measures.csv", "report.json", "result.json"]);
    let csv = std::fs::read_to_string(folder.join("lines.csv")).expect("lines");
    let result: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("result.json")).expect("a result")).expect("JSON");
    let report: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("report.json")).expect("a report")).expect("JSON");
    assert_eq!(result, json(&["run", "--format", "json"]));
    assert_eq!(report, result["report"]);
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows.len(), result["lines"].as_array().expect("lines").len() + 1);
    for (row, line) in rows[1..].iter().zip(result["lines"].as_array().expect("lines")) {
        let cells: Vec<&str> =
            line.as_object().expect("a line").values().map(|cell| cell.as_str().expect("a text")).collect();
        // Nothing is taxable in it.
        assert_eq!(*row, format!("{},", cells.join(",")));
    }
    let again = attain(&["run", "--out", path]);
    assert_eq!(again.status.code(), Some(2), "a folder with something in it is refused");
}

#[test]
fn a_trace_verifies_until_a_number_is_changed() {
    let trace = attain(&["explain", "E1007", "--format", "json"]).stdout;
    let file = fresh("trace.json");
    std::fs::write(&file, &trace).expect("written");
    let path = file.to_str().expect("a path");
    let verified = json(&["verify", path, "--format", "json"]);
    assert_eq!((&verified["verified"], &verified["withheld"]), (&Value::from(true), &Value::from(0)));
    let changed = String::from_utf8(trace).expect("UTF-8").replacen("10500000", "10500001", 1);
    std::fs::write(&file, changed).expect("written");
    let out = attain(&["verify", path]);
    assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stdout));
    assert_eq!(json(&["verify", path, "--format", "json"])["verified"], Value::from(false));
    assert_eq!(attain(&["verify", "no such file"]).status.code(), Some(2));
}

#[test]
fn checks_and_tests_for_programs() {
    let check = json(&["check", "--format", "json"]);
    let codes = check["findings"].as_array().map(|found| found.iter().map(|found| &found["code"]).collect::<Vec<_>>());
    assert_eq!(check["more"], 0);
    // The example company has a transaction of somebody whose plan does not count it, and one that names nobody.
    let told = [Value::from("D052"), Value::from("D045")];
    assert_eq!((&check["errors"], codes), (&Value::from(0), Some(told.iter().collect())));
    let test = json(&["test", "--format", "json"]);
    assert_eq!((&test["passed"], &test["failed"]), (&Value::from(11), &Value::from(0)));
    let picture = fresh("curve.svg");
    let arguments =
        ["curve", "account-executive", "commission", "--format", "json", "--svg", picture.to_str().expect("a path")];
    let curve = json(&arguments);
    assert_eq!((&curve["cap"], &curve["quota"]), (&Value::from("400000.00"), &Value::from("15000000")));
    assert!(picture.exists());
}

#[test]
fn differences_for_programs() {
    let folder = fresh("diff");
    std::fs::create_dir_all(&folder).expect("a folder");
    let result = json(&["run", "--format", "json"]);
    let write = |name: &str, result: &Value| {
        let path = folder.join(name);
        std::fs::write(&path, result.to_string()).expect("written");
        path.to_str().expect("a path").to_owned()
    };
    let one = write("one.json", &result);
    let mut changed = result.clone();
    let lines = changed["lines"].as_array_mut().expect("lines");
    let gone = lines.remove(0);
    let mut new = gone.clone();
    new["id"] = Value::from("2026-Q3/E1/seller/commission/earning");
    lines.push(new);
    lines[0]["amount"] = Value::from("1.50");
    lines[1]["paid_in"] = Value::from("2026-Q4");
    let before = cents(&result["lines"][1]["amount"]);
    let two = write("two.json", &changed);
    let out = attain(&["diff", &one, &two, "--format", "json"]);
    assert_eq!(out.status.code(), Some(1));
    let diff: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!((&diff["changed"], &diff["new"], &diff["gone"]), (&Value::from(2), &Value::from(1), &Value::from(1)));
    assert_eq!(diff["same"], Value::from(lines_of(&result) - 3));
    let by_change = |change: &str| {
        let lines = diff["lines"].as_array().expect("lines");
        lines.iter().filter(|line| line["change"] == change).cloned().collect::<Vec<_>>()
    };
    assert_eq!((&by_change("gone")[0]["id"], &by_change("gone")[0]["after"]), (&gone["id"], &Value::Null));
    let [amount, paid_in] = by_change("changed").try_into().expect("two lines");
    assert_eq!((cents(&amount["before"]), cents(&amount["after"])), (before, 150));
    assert_eq!(cents(&amount["difference"]), 150 - before);
    assert_eq!(paid_in["fields"]["paid_in"], serde_json::json!({ "before": "2026-Q3", "after": "2026-Q4" }));
    let total = &diff["totals"][0];
    assert_eq!((&total["counts"], cents(&total["difference"])), (&Value::from("CNY"), 150 - before));
    assert_eq!(attain(&["diff", &one, &one]).status.code(), Some(0));
    assert_eq!(attain(&["diff", &one, "no such file"]).status.code(), Some(2));
}

fn lines_of(result: &Value) -> usize {
    result["lines"].as_array().expect("lines").len()
}

#[test]
fn an_estimate_for_programs() {
    let deal = "id=X1,type=new,owner=E1007,amount=400000,booked_on=2026-09-30";
    let estimate = json(&["what-if", "E1007", "--add", deal, "--metric", "csat=80%", "--format", "json"]);
    assert_eq!((&estimate["estimate"], &estimate["participant"]), (&Value::from(true), &Value::from("E1007")));
    assert_eq!(estimate["changes"][0]["cells"]["amount"], "400000");
    assert_eq!(
        estimate["changes"][1],
        serde_json::json!({ "change": "metric", "name": "csat", "period": "2026-Q3", "before": "0.93", "after": "0.8" })
    );
    let sum = |side: &str| -> i64 {
        estimate[side].as_array().expect("lines").iter().map(|line| cents(&line["amount"])).sum()
    };
    let own = json(&["run", "--format", "json"]);
    let lines = own["lines"].as_array().expect("lines").iter().filter(|line| line["participant"] == "E1007");
    assert_eq!(estimate["before"].as_array().expect("lines").iter().collect::<Vec<_>>(), lines.collect::<Vec<_>>());
    let by_component = |side: &str| -> i64 {
        estimate["components"].as_array().expect("components").iter().map(|part| cents(&part[side])).sum()
    };
    for side in ["before", "after"] {
        assert_eq!([sum(side), by_component(side)], [cents(&estimate["total"][side]); 2]);
    }
    assert_eq!(json(&["run", "--format", "json"]), own, "a preview changed something");
}

#[test]
fn the_cost_of_a_plan_adds_up() {
    let cost = json(&["diff", "--plan", "plans/sales-engineer.yaml", "--period", "2026", "--format", "json"]);
    let sum = |key: &str, side: &str| -> i64 {
        cost[key].as_array().expect("a list").iter().map(|one| cents(&one[side])).sum()
    };
    for side in ["before", "after"] {
        let all = cents(&cost["cost"][side]);
        assert!(all > 0);
        assert_eq!([sum("components", side), sum("participants", side)], [all, all]);
    }
    assert_eq!((&cost["people"]["same"], &cost["as_written"]), (&cost["people"]["all"], &Value::from(true)));
}

/// `attain run | head -1` in the middle of a long output: the exit code is what it would have been.
#[test]
fn a_reader_may_go_away() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/demo");
    let wrong = broken("reader", "plans/account-executive.yaml", ["pays: quarterly", "pays: quartely"]);
    let long = ["explain", "E1012", "--format", "json", "--period", "2026-01..2026-09"];
    for (folder, arguments, code) in [
        (&demo, long.as_slice(), 0),
        (&demo, &["check"], 0),
        (&wrong, &["check"], 1),
        (&wrong, &["check", "--format", "json"], 1),
        (&wrong, &["run"], 2),
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_attain"))
            .arg("-C")
            .arg(folder)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        drop(child.stdout.take());
        if code == 2 {
            drop(child.stderr.take());
        }
        let out = child.wait_with_output().expect("it ends");
        assert_eq!((out.status.code(), String::from_utf8_lossy(&out.stderr)), (Some(code), "".into()), "{arguments:?}");
    }
}

#[test]
fn the_language_comes_from_the_option_then_the_environment_then_the_company() {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/demo");
    let first_line = |language: Option<&str>, arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_attain"));
        command.env_remove("ATTAIN_LANG").arg("-C").arg(&demo).args(["explain", "E1007"]).args(arguments);
        if let Some(language) = language {
            command.env("ATTAIN_LANG", language);
        }
        let out = command.output().expect("the command runs");
        String::from_utf8(out.stdout).expect("UTF-8").lines().next().unwrap_or_default().to_owned()
    };
    assert!(first_line(None, &[]).contains("Account executive"));
    assert!(first_line(Some("zh-CN"), &[]).contains("客户经理"));
    assert!(first_line(Some("zh-CN"), &["--lang", "en"]).contains("Account executive"));
}

/// A copy of the demo with `from` replaced in a file.
fn broken(name: &str, file: &str, [from, to]: [&str; 2]) -> PathBuf {
    let folder = fresh(name);
    let written =
        Command::new(env!("CARGO_BIN_EXE_attain")).arg("demo").arg(&folder).output().expect("the command runs");
    assert!(written.status.success());
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).expect("a file");
    assert!(text.contains(from), "{from}");
    std::fs::write(&path, text.replacen(from, to, 1)).expect("written");
    folder
}

/// What stands in the way of a result is JSON too, where the result would have been: as the check writes it.
#[test]
fn errors_are_json_where_a_result_would_be() {
    let in_plan = broken("json-plan", "plans/account-executive.yaml", ["pays_on: bookings", "pays_on: bokings"]);
    let in_data = broken("json-data", "data/quotas.csv", ["E1002,bookings,2026,20000000.00\n", ""]);
    for (folder, code) in [(&in_plan, "N002"), (&in_data, "R004")] {
        for command in [
            &["run"][..],
            &["explain", "E1002"],
            &["what-if", "E1002", "--remove", "T0033"],
            &["close", "2026-Q3", "--dry-run"],
            &["check"],
        ] {
            let format = ["--lang", "en", "--format", "json"];
            let out =
                Command::new(env!("CARGO_BIN_EXE_attain")).arg("-C").arg(folder).args(command).args(format).output();
            let out = out.expect("the command runs");
            let said: Value =
                serde_json::from_slice(&out.stdout).unwrap_or_else(|error| panic!("{command:?}: {error}"));
            let exit = if command == ["check"] { 1 } else { 2 };
            assert_eq!((out.status.code(), &said["findings"][0]["code"]), (Some(exit), &code.into()), "{command:?}");
            assert!(
                said["errors"].as_u64() >= Some(1) && said["findings"][0]["places"][0]["line"].is_u64(),
                "{command:?}"
            );
            let keys: Vec<&String> = said.as_object().expect("a map").keys().collect();
            assert_eq!(keys, ["errors", "warnings", "notes", "findings", "more", "tried"], "{command:?}");
            let told = String::from_utf8_lossy(&out.stderr);
            assert!(
                !told.contains(code) && told.contains("nothing was computed") == (exit == 2),
                "{command:?}: {told}"
            );
        }
    }
    let test =
        Command::new(env!("CARGO_BIN_EXE_attain")).arg("-C").arg(&in_plan).args(["test", "--format", "json"]).output();
    let test = test.expect("the command runs");
    let said: Value = serde_json::from_slice(&test.stdout).expect("JSON");
    assert_eq!((test.status.code(), &said["findings"][0]["code"]), (Some(2), &"N002".into()));
}
