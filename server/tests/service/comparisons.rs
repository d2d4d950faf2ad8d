//! What is approved can be held against what was: the period before, an earlier run, and the plan as it is.

use serde_json::{Value, json};

use crate::common::{Client, Kind, Place, Server, Test};

/// All tests of this file.
pub const TESTS: [Test; 3] = [
    ("comparisons::a_period_stands_beside_the_one_before", a_period_stands_beside_the_one_before),
    (
        "comparisons::what_a_plan_would_have_cost_is_what_it_then_costs",
        what_a_plan_would_have_cost_is_what_it_then_costs,
    ),
    (
        "comparisons::a_run_says_what_it_has_that_an_earlier_one_had_not",
        a_run_says_what_it_has_that_an_earlier_one_had_not,
    ),
];

const PLAN: &str = "plans/account-executive.yaml";

/// An amount in cents.
fn cents(amount: &Value) -> i64 {
    amount.as_str().unwrap_or_else(|| panic!("{amount}")).replace('.', "").parse().expect("an amount")
}

/// The sums of lines, of all or of one plan.
fn paid(client: &Client, run: i64, plan: Option<&str>) -> i64 {
    let result = client.get(&format!("/v1/runs/{run}/files/result.json")).json();
    let lines = result["lines"].as_array().expect("lines").iter();
    lines.filter(|line| plan.is_none_or(|plan| line["plan"] == plan)).map(|line| cents(&line["amount"])).sum()
}

/// A version of the plan in which the first tier pays twice as much.
fn dearer(hr: &Client) -> i64 {
    let plan = String::from_utf8(hr.get(&format!("/v1/files/{PLAN}")).body).expect("a text");
    assert!(plan.contains("{ from: 0%, rate: 1% }"), "{plan}");
    let dearer = plan.replace("{ from: 0%, rate: 1% }", "{ from: 0%, rate: 2% }");
    let version = hr.put(&format!("/v1/files/{PLAN}"), dearer.as_bytes());
    assert_eq!(version.status, 201, "{}", version.text());
    version.json()["version"].as_i64().expect("a number")
}

fn a_period_stands_beside_the_one_before(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let li = server.somebody("li", "payroll");
    let first = li.compute("2026-Q1");
    assert_eq!(li.get("/v1/periods/2026-Q2/comparison").status, 404, "nothing was computed of it");
    let second = li.compute("2026-Q2");
    assert_eq!(li.get("/v1/periods/2026-Q1/comparison").status, 404, "there is nothing before it");
    let beside = li.get("/v1/periods/2026-Q2/comparison");
    assert_eq!(beside.status, 200, "{}", beside.text());
    let beside = beside.json();
    assert_eq!(
        (&beside["with"], &beside["run"], &beside["with_run"]),
        (&json!("2026-Q1"), &json!(second), &json!(first))
    );
    let (before, after) = (paid(&li, first, None), paid(&li, second, None));
    let sums = |pair: &Value| [&pair["before"], &pair["after"], &pair["difference"]].map(cents);
    assert_eq!(sums(&beside["totals"][0]), [before, after, after - before]);
    let people = beside["people"].as_array().expect("people");
    let of_people: Vec<Value> = people.iter().map(|one| one["sums"][0].clone()).collect();
    assert!(people.iter().all(|one| one["sums"].as_array().is_some_and(|sums| sums.len() == 1)), "all is money");
    let components = beside["components"].as_array().expect("components");
    for (of, rows, is) in [("components", components, [before, after]), ("people", &of_people, [before, after])] {
        assert!(rows.len() > 2, "{of}");
        let summed = rows.iter().map(sums).fold([0, 0], |all, one| [all[0] + one[0], all[1] + one[1]]);
        assert_eq!(summed, is, "{of}");
        assert!(rows.iter().map(sums).all(|[before, after, difference]| difference == after - before), "{of}");
    }
    let asked = li.get("/v1/periods/2026-Q1/comparison?with=2026-Q2&limit=2").json();
    assert_eq!(sums(&asked["totals"][0]), [after, before, before - after]);
    let first: Vec<&Value> =
        asked["people"].as_array().expect("people").iter().map(|one| &one["participant"]).collect();
    assert_eq!((first.len(), &asked["next"]), (2, first[1]));
    let next = asked["next"].as_str().expect("a page");
    let rest = li.get(&format!("/v1/periods/2026-Q1/comparison?with=2026-Q2&after={next}")).json();
    let rest = rest["people"].as_array().expect("people").iter().map(|one| &one["participant"]);
    let all: Vec<&Value> = people.iter().map(|one| &one["participant"]).collect();
    assert_eq!(first.into_iter().chain(rest).collect::<Vec<_>>(), all);
    let log = server.somebody("au", "auditor").get("/v1/audit?limit=500").text();
    assert!(log.contains("comparison.read"));
}

fn what_a_plan_would_have_cost_is_what_it_then_costs(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let hr = server.somebody("hr", "comp_admin");
    let (li, run) = server.approved("2026-Q1");
    let version = dearer(&hr);
    let ask = |body: Value| hr.post("/v1/impacts", &body);
    let impact = ask(json!({ "path": PLAN, "version": version, "period": "2026-Q1" }));
    assert_eq!(impact.status, 200, "{}", impact.text());
    let impact = impact.json();
    assert_eq!(cents(&impact["cost"]["before"]), paid(&li, run, Some("account-executive")));
    assert_eq!(impact["file"], format!("version-{version}/{PLAN}"));
    // Nobody is paid by it, and nothing of it counts.
    let again = li.compute("2026-Q1");
    assert_eq!(paid(&li, again, None), paid(&li, run, None));
    assert_eq!(li.post("/v1/publications", &json!({ "path": PLAN, "version": version })).status, 200);
    let with = li.compute("2026-Q1");
    let after = paid(&li, with, Some("account-executive"));
    assert!(after > paid(&li, run, Some("account-executive")));
    assert_eq!(cents(&impact["cost"]["after"]), after);
    // When nothing is said it is the period that was closed last.
    assert_eq!(li.post("/v1/periods/2026-Q1/seal", &json!({ "run": run })).status, 200);
    let closed = ask(json!({ "path": PLAN, "version": 1 })).json();
    assert_eq!((&closed["period"], &closed["seals_ignored"]), (&json!("2026-Q1"), &json!(true)));
    assert_eq!(
        cents(&closed["cost"]["before"]) - cents(&closed["cost"]["after"]),
        cents(&impact["cost"]["difference"])
    );
    for (body, status) in [
        (json!({ "path": "attain.yaml", "version": 1 }), 400),
        (json!({ "path": PLAN, "version": 99 }), 404),
        (json!({ "path": PLAN }), 400),
        (json!({ "path": PLAN, "version": 1, "period": "never" }), 422),
    ] {
        assert_eq!(ask(body.clone()).status, status, "{body}");
    }
    let broken = hr.put(&format!("/v1/files/{PLAN}"), b"plan: account-executive\n").json();
    let told = ask(json!({ "path": PLAN, "version": broken["version"] }));
    assert_eq!((told.status, told.json()["findings"]["findings"].is_array()), (422, true), "{}", told.text());
    // Who sees what a plan costs, or rows that findings quote, is recorded.
    let log = server.somebody("au", "auditor").get("/v1/audit?limit=500").json();
    let records = log["records"].as_array().expect("records").iter().map(|one| &one["record"]);
    let looks = |action: &str| records.clone().filter(|one| one["action"] == action && one["who"] == "hr").count();
    assert_eq!(looks("impact.read"), 2);
    assert!(looks("findings.read") >= 1);
}

fn a_run_says_what_it_has_that_an_earlier_one_had_not(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let (hr, li) = (server.somebody("hr", "comp_admin"), server.somebody("li", "payroll"));
    let first = li.compute("2026-Q1");
    let version = dearer(&hr);
    assert_eq!(li.post("/v1/publications", &json!({ "path": PLAN, "version": version })).status, 200);
    let second = li.compute("2026-Q1");
    let differences = |run: i64, other: i64| li.get(&format!("/v1/runs/{run}/differences/{other}"));
    let same = differences(first, first).json();
    assert_eq!((&same["changed"], &same["new"], &same["gone"]), (&json!(0), &json!(0), &json!(0)));
    let found = differences(second, first).json();
    let rows = found["lines"].as_array().expect("lines");
    assert!(!rows.is_empty() && rows.iter().all(|row| row["change"] == "changed"), "{found:#}");
    let change: i64 = rows.iter().map(|row| cents(&row["difference"])).sum();
    assert_eq!(change, paid(&li, second, None) - paid(&li, first, None));
    assert_eq!(differences(second, 99).status, 404);
    let log = server.somebody("au", "auditor").get("/v1/audit?limit=500").text();
    assert!(log.contains("run.compare"));
}
