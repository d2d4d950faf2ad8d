//! Lists are read a page at a time, and each row stands on one page.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::common::{Client, Kind, Place, Server, Test};

/// All tests of this file.
pub const TESTS: [Test; 3] = [
    ("lists::pages_put_together_are_the_whole_list", pages_put_together_are_the_whole_list),
    ("lists::no_list_has_other_pages", no_list_has_other_pages),
    ("lists::what_was_computed_and_who_was_let_in_is_listed", what_was_computed_and_who_was_let_in_is_listed),
];

/// All rows of a list, in pages of `limit` rows.
fn whole(client: &Client, path: &str, rows: &str, limit: usize) -> Vec<Value> {
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let page = client.get(&format!("{path}?limit={limit}{after}"));
        assert_eq!(page.status, 200, "{path}: {}", page.text());
        let page = page.json();
        let here = page[rows].as_array().expect("rows");
        all.extend(here.iter().cloned());
        let Some(next) = page["next"].as_str() else { return all };
        assert_eq!(here.len(), limit, "{path}: a page that is not the last one is full");
        after = format!("&after={next}");
    }
}

fn pages_put_together_are_the_whole_list(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let auditor = server.somebody("au", "auditor");
    let li = server.somebody("li", "payroll");
    let wang = server.somebody("wang", "payroll");
    for _ in 0..3 {
        let run = li.compute("2026-Q1");
        let (period, reason) = ("/v1/periods/2026-Q1/approval", json!({ "reason": "once more" }));
        assert_eq!(wang.post(period, &json!({ "run": run })).status, 200);
        assert_eq!(li.delete(period, &reason).status, 200);
    }
    li.compute("2026-Q2");
    for (path, rows) in [
        ("/v1/files", "files"),
        ("/v1/principals", "principals"),
        ("/v1/principals/li/tokens", "tokens"),
        ("/v1/periods", "periods"),
        ("/v1/periods/2026-Q1/runs", "runs"),
        ("/v1/audit", "records"),
    ] {
        let all = whole(&auditor, path, rows, 500);
        assert!(!all.is_empty(), "{path}");
        let texts: BTreeSet<String> = all.iter().map(Value::to_string).collect();
        assert_eq!(texts.len(), all.len(), "{path}: each stands there once");
        for limit in [1, 2, all.len()] {
            assert_eq!(whole(&auditor, path, rows, limit), all, "{path} in pages of {limit}");
        }
    }
}

fn no_list_has_other_pages(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let auditor = server.somebody("au", "auditor");
    for path in [
        "/v1/files?limit=0",
        "/v1/files?limit=501",
        "/v1/files?limit=many",
        "/v1/files?after=nowhere",
        "/v1/files?after=attain.yaml@x",
        "/v1/periods/2026-Q1/runs?after=x",
        "/v1/audit?after=x",
        "/v1/audit?behind=1",
    ] {
        let answer = auditor.get(path);
        assert_eq!(answer.status, 400, "{path}: {}", answer.text());
        assert_eq!(answer.json()["code"], "malformed", "{path}");
    }
    assert_eq!(auditor.get("/v1/principals/nobody/tokens").status, 404);
}

fn what_was_computed_and_who_was_let_in_is_listed(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let (li, first) = server.approved("2026-Q1");
    let second = li.compute("2026-Q1");
    let runs = li.get("/v1/periods/2026-Q1/runs").json();
    let numbers: Vec<_> = runs["runs"].as_array().expect("runs").iter().map(|run| run["run"].as_i64()).collect();
    assert_eq!(numbers, [Some(second), Some(first)]);
    assert_eq!(runs["runs"][1], li.get(&format!("/v1/runs/{first}")).json());
    let periods = json!([{ "period": "2026-Q1", "state": "approved", "run": first, "approved_by": "wang" }]);
    assert_eq!(li.get("/v1/periods").json()["periods"], periods);
    let people = server.admin().get("/v1/principals").json();
    let people: Vec<_> = people["principals"].as_array().expect("people").iter().map(|one| &one["id"]).collect();
    assert_eq!(people, ["admin", "li", "wang"]);
    let tokens = || server.admin().get("/v1/principals/wang/tokens").json()["tokens"].clone();
    let token = tokens()[0]["token"].as_str().expect("an id").to_owned();
    assert_eq!(tokens()[0]["revoked_at"], json!(null));
    assert_eq!(server.admin().delete(&format!("/v1/tokens/{token}"), &json!(null)).status, 200);
    assert!(tokens()[0]["revoked_at"].is_string());
}
