//! What is typically answered, from the first to the last day of a period, as whoever builds upon it reads it: the same on every
//! database.

use serde_json::{Value, json};

use crate::common::{Answer, Client, Kind, Place, Server, Test};

/// All tests of this file.
pub const TESTS: [Test; 1] =
    [("responses::typical_answers_are_those_that_were_read", typical_answers_are_those_that_were_read)];

fn typical_answers_are_those_that_were_read(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let admin = server.admin();
    let mut told = String::new();
    let mut tell = |client: &Client, method: &str, path: &str, body: Value| -> Answer {
        let sent = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        let kind = if path.starts_with("/v1/rows") { "application/x-ndjson" } else { "application/json" };
        let answer = client.ask(method, path, &sent, &[("content-type", kind)]);
        let shown = match serde_json::from_slice::<Value>(&answer.body) {
            Ok(json) => serde_json::to_string_pretty(&json).expect("JSON"),
            Err(_) => answer.text(),
        };
        let sent = if body.is_null() { String::new() } else { format!(" {body}") };
        told.push_str(&format!("### {method} {path}{sent}\n\n{} {}\n\n", answer.status, constant(&shown)));
        answer
    };
    let mut somebody = |id: &str, role: &str| {
        let made = tell(&admin, "POST", "/v1/principals", json!({ "id": id, "role": role, "participant": null }));
        server.client(made.json()["token"].as_str().expect("a token"))
    };
    let (hr, li, wang) = (somebody("hr", "comp_admin"), somebody("li", "payroll"), somebody("wang", "payroll"));
    let auditor = somebody("au", "auditor");
    tell(&admin, "GET", "/v1/principals?limit=2", Value::Null);
    tell(&admin, "POST", "/v1/principals", json!({ "id": "hr", "role": "rep" }));
    // Bringing the data.
    let row = json!({ "id": "T9001", "type": "new", "product": "CRM", "owner": "E1001", "booked_on": "2026-03-30", "amount": 5 });
    tell(&hr, "POST", "/v1/rows/data/transactions.csv", row.clone());
    tell(&hr, "POST", "/v1/rows/data/transactions.csv", row);
    tell(&hr, "POST", "/v1/rows/data/transactions.csv", json!({ "id": "T9002", "amuont": 5 }));
    tell(&hr, "PUT", "/v1/files/tests/none.yaml", json!("# nothing is expected"));
    tell(&hr, "GET", "/v1/files?limit=2", Value::Null);
    tell(&hr, "POST", "/v1/publications", json!({ "path": "plans/none.yaml", "version": 1 }));
    tell(&hr, "POST", "/v1/checks", json!({ "instead": [{ "path": "attain.yaml", "version": "2" }] }));
    // Computing and paying.
    tell(&li, "POST", "/v1/periods/2026-Q1/runs", Value::Null);
    li.compute("2026-Q1");
    tell(&li, "GET", "/v1/runs/1", Value::Null);
    tell(&wang, "POST", "/v1/periods/2026-Q1/approval", json!({ "run": 1 }));
    tell(&wang, "POST", "/v1/periods/2026-Q1/approval", json!({ "run": 2 }));
    tell(&li, "POST", "/v1/periods/2026-Q1/seal", json!({ "run": 2 }));
    tell(&li, "POST", "/v1/periods/2026-Q1/exports", json!({}));
    tell(&li, "GET", "/v1/periods/2026-Q1", Value::Null);
    tell(&li, "GET", "/v1/periods/2026-Q1/team?limit=1", Value::Null);
    let preview = json!({ "add": [{ "id": "X1", "type": "new", "product": "CRM", "owner": "E1001", "booked_on": "2026-09-30", "amount": "400000" }] });
    tell(&li, "POST", "/v1/periods/2026-Q3/previews/E1001", preview);
    tell(&li, "GET", "/v1/periods/2026-Q1/statements/nobody", Value::Null);
    // Asking who did what.
    tell(&auditor, "GET", "/v1/audit?limit=1", Value::Null);
    tell(&auditor, "GET", "/v1/audit/checkpoint", Value::Null);
    tell(&auditor, "GET", "/v1/audit/verification", Value::Null);
    tell(&auditor, "POST", "/v1/periods/2026-Q2/runs", Value::Null);
    tell(&server.client("nothing"), "GET", "/v1/files", Value::Null);
    insta::assert_snapshot!("responses", told);
}

/// The text with a word in the place of what differs from day to day: digests, keys, tokens, moments.
fn constant(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-:_".contains(c)).unwrap_or(rest.len());
        let (found, behind) = rest.split_at(word.max(first.len_utf8()));
        let is_hex =
            |text: &str| text.len() >= 12 && text.bytes().all(|c| c.is_ascii_digit() || (b'a'..=b'f').contains(&c));
        shown.push_str(match found {
            found if found.starts_with("attain_") && found.len() > 40 => "TOKEN",
            found if found.starts_with("20") && found.ends_with('Z') && found.contains('T') => "MOMENT",
            found if is_hex(found) => "HEX",
            found if found.split(':').next_back().is_some_and(is_hex) => "DIGEST",
            found => found,
        });
        rest = behind;
    }
    shown
}
