//! The files of a company: whole or not at all, checked before they count, and published by somebody else.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::json;

use crate::common::{Client, Kind, Place, Server, Test, example};

/// All tests of this file.
pub const TESTS: [Test; 10] = [
    (
        "files::a_file_that_is_retired_counts_no_longer_until_the_next_is_published",
        a_file_that_is_retired_counts_no_longer_until_the_next_is_published,
    ),
    ("files::a_company_is_built_file_by_file", a_company_is_built_file_by_file),
    ("files::the_same_bytes_are_no_new_version", the_same_bytes_are_no_new_version),
    ("files::nobody_writes_over_what_they_have_not_seen", nobody_writes_over_what_they_have_not_seen),
    ("files::a_plan_with_errors_is_not_published", a_plan_with_errors_is_not_published),
    ("files::a_body_that_breaks_off_leaves_nothing", a_body_that_breaks_off_leaves_nothing),
    ("files::too_much_and_elsewhere_are_refused", too_much_and_elsewhere_are_refused),
    ("files::slow_headers_and_nonsense_do_not_hold_a_connection", slow_headers_and_nonsense_do_not_hold_a_connection),
    ("files::a_company_reaches_no_file_but_its_own", a_company_reaches_no_file_but_its_own),
    (
        "files::the_version_that_was_published_is_the_one_that_is_answered",
        the_version_that_was_published_is_the_one_that_is_answered,
    ),
];

fn a_company_is_built_file_by_file(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::with(&place, Vec::new(), false);
    let (hr, boss) = (server.somebody("hr", "comp_admin"), server.somebody("boss", "comp_admin"));
    let refused = hr.post("/v1/periods/2026-Q1/runs", &json!(null));
    assert_eq!((refused.status, refused.json()["code"].as_str()), (422, Some("no_company")), "{}", refused.text());
    for (path, text) in example().into_iter().filter(|(path, _)| *path != "README.md") {
        let put = hr.put(&format!("/v1/files/{path}"), text.as_bytes());
        assert_eq!(put.status, 201, "{path}: {}", put.text());
        let is_data = path.starts_with("data/");
        assert_eq!(put.json()["published_by"] == "hr", is_data, "{path}");
        if !is_data {
            let body = json!({ "path": path, "version": 1 });
            assert_eq!(hr.post("/v1/publications", &body).json()["code"], "own_work", "{path}");
            let published = boss.post("/v1/publications", &body);
            assert_eq!(published.status, 200, "{path}: {}", published.text());
            assert_eq!(boss.post("/v1/publications", &body).json()["code"], "published", "{path}");
        }
    }
    assert_eq!(hr.post("/v1/checks", &json!({})).json()["errors"], 0);
    hr.compute("2026-Q1");
}

fn the_same_bytes_are_no_new_version(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let hr = server.somebody("hr", "comp_admin");
    let path = "/v1/files/data/transactions.csv";
    let now = hr.get(path);
    let again = hr.put(path, &now.body);
    assert_eq!((again.status, &again.json()["version"]), (200, &json!(1)));
    assert_eq!(hr.get(path), now);
}

fn nobody_writes_over_what_they_have_not_seen(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let hr = server.somebody("hr", "comp_admin");
    let path = "/v1/files/data/metrics.csv";
    let seen = hr.get(path).tag.expect("a tag");
    let mine = hr.ask("PUT", path, b"participant,metric,period,value\n", &[("if-match", &seen)]);
    assert_eq!(mine.status, 201, "{}", mine.text());
    let other = hr.ask("PUT", path, b"participant,metric,period,value\nx,y,z,1\n", &[("if-match", &seen)]);
    assert_eq!((other.status, other.json()["code"].as_str()), (412, Some("changed_meanwhile")));
}

fn a_plan_with_errors_is_not_published(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let (hr, boss) = (server.somebody("hr", "comp_admin"), server.somebody("boss", "comp_admin"));
    let path = "plans/account-executive.yaml";
    let plan = hr.get(&format!("/v1/files/{path}")).text().replace("tiers:", "tierz:");
    let put = hr.put(&format!("/v1/files/{path}"), plan.as_bytes()).json();
    let checked = boss.post("/v1/checks", &json!({ "instead": [{ "path": path, "version": put["version"] }] })).json();
    assert_ne!(checked["errors"], 0, "{checked:#}");
    let refused = boss.post("/v1/publications", &json!({ "path": path, "version": put["version"] }));
    assert_eq!(refused.json()["code"], "refused");
    let first = &refused.json()["findings"]["findings"][0];
    assert!(first["code"].is_string() && first["places"][0]["file"] == path, "{first:#}");
    // Broken data hide what is wrong with a plan: nothing is published beside them.
    assert_eq!(hr.put("/v1/files/data/participants.csv", b"\xff\xfe").status, 201);
    let refused = boss.post("/v1/publications", &json!({ "path": path, "version": put["version"] }));
    assert_eq!(refused.json()["code"], "refused");
    let sound = example().into_iter().find(|(path, _)| *path == "data/participants.csv").expect("a file").1;
    assert_eq!(hr.put("/v1/files/data/participants.csv", sound.as_bytes()).status, 201);
    // What counts is as it was.
    assert_eq!(hr.post("/v1/checks", &json!({})).json()["errors"], 0);
}

fn a_body_that_breaks_off_leaves_nothing(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let token = server.admin().post("/v1/principals", &json!({ "id": "hr", "role": "comp_admin" })).json();
    let token = token["token"].as_str().expect("a token").to_owned();
    let hr = server.client(&token);
    let before = hr.get("/v1/files").json();
    let mut stream = TcpStream::connect(&server.address).expect("a connection");
    let head = format!(
        "PUT /v1/files/data/new.csv HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\ncontent-length: 5000000\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("sent");
    stream.write_all(&vec![b'x'; 3 << 20]).expect("sent");
    drop(stream);
    assert_eq!(hr.get("/v1/files").json(), before);
    assert_eq!(hr.get("/v1/files/data/new.csv").status, 404);
}

fn too_much_and_elsewhere_are_refused(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let hr = server.somebody("hr", "comp_admin");
    let large = hr.put("/v1/files/plans/large.yaml", &vec![b' '; (1 << 20) + 1]);
    assert_eq!((large.status, large.json()["code"].as_str()), (413, Some("too_large")));
    for path in
        ["closed/2026-Q1.json", "plans/x.yml", "data/x.json", "../attain.yaml", "plans/%2e%2e/attain.yaml", "README.md"]
    {
        assert!((400..500).contains(&hr.put(&format!("/v1/files/{path}"), b"x").status), "{path}");
    }
    let many = hr.post("/v1/checks", &json!({ "instead": "x".repeat(1 << 20) }));
    assert!((400..500).contains(&many.status), "{}", many.status);
}

fn slow_headers_and_nonsense_do_not_hold_a_connection(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let mut stream = TcpStream::connect(&server.address).expect("a connection");
    stream.write_all(b"\x16\x03\x01 nonsense\r\n\r\n").expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an end");
    assert!(answer.starts_with(b"HTTP/1.1 400"), "{}", String::from_utf8_lossy(&answer));
    assert_eq!(server.admin().get("/healthz").status, 200);
}

fn a_company_reaches_no_file_but_its_own(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let (hr, boss) = (server.somebody("hr", "comp_admin"), server.somebody("boss", "comp_admin"));
    let own = hr.get("/v1/files/attain.yaml").text();
    let secret = place.folder().join("secret.csv");
    std::fs::write(&secret, "id,name\nSECRET1,SECRET2\n").expect("a file");
    let secret = secret.display().to_string();
    for outside in [secret.as_str(), "../../../secret.csv", "../secret.csv"] {
        let text = own.replace("participants: data/participants.csv", &format!("participants: {outside}"));
        assert_ne!(text, own);
        let put = hr.put("/v1/files/attain.yaml", text.as_bytes()).json();
        let instead = json!({ "path": "attain.yaml", "version": put["version"] });
        let checked = hr.post("/v1/checks", &json!({ "instead": [instead.clone()] }));
        let findings = checked.json()["findings"].to_string();
        assert!(findings.contains("outside of the company's folder"), "{outside}: {findings}");
        assert!(!findings.contains("SECRET"), "{outside}: {findings}");
        assert_eq!(boss.post("/v1/publications", &instead).json()["code"], "refused", "{outside}");
    }
    // Pay by hand waits for somebody else, whatever its file is called.
    let text = format!("{own}\n")
        .replace("  splits: data/splits.csv", "  splits: data/splits.csv\n  adjustments: data/manual.csv");
    let put = hr.put("/v1/files/attain.yaml", text.as_bytes()).json();
    let refused = boss.post("/v1/publications", &json!({ "path": "attain.yaml", "version": put["version"] })).json();
    assert!(refused["detail"].as_str().expect("a text").contains("data/manual.csv"), "{refused:#}");
}

fn the_version_that_was_published_is_the_one_that_is_answered(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let (hr, boss) = (server.somebody("hr", "comp_admin"), server.somebody("boss", "comp_admin"));
    let path = "plans/sales-engineer.yaml";
    let text = hr.get(&format!("/v1/files/{path}")).text();
    for number in 2..4 {
        let put = hr.put(&format!("/v1/files/{path}"), format!("{text}\n# {number}\n").as_bytes());
        assert_eq!(put.json()["version"], number, "{}", put.text());
    }
    let publish = |number: i64| {
        boss.under(&format!("publish-{number}")).post("/v1/publications", &json!({ "path": path, "version": number }))
    };
    let second = publish(2);
    assert_eq!((second.status, &second.json()["version"]), (200, &json!(2)), "{}", second.text());
    assert_eq!(second.json()["published_by"], "boss");
    assert_eq!(publish(3).status, 200);
    assert_eq!(publish(2), second, "the same key, the same answer");
    let late = boss.post("/v1/publications", &json!({ "path": path, "version": 2 }));
    assert_eq!(late.json()["code"], "superseded");
}

fn a_file_that_is_retired_counts_no_longer_until_the_next_is_published(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let (hr, li) = (server.somebody("hr", "comp_admin"), server.somebody("li", "payroll"));
    let snapshot = || li.post("/v1/periods/2026-Q1/runs", &json!(null)).json()["snapshot"].clone();
    let before = snapshot();
    let plan = hr.get("/v1/files/plans/sales-engineer.yaml").body;
    let extra = String::from_utf8(plan).expect("a text").replace("plan: sales-engineer", "plan: spare");
    let path = "plans/spare.yaml";
    let put = || hr.put(&format!("/v1/files/{path}"), extra.as_bytes());
    let publish = |version: i64| li.post("/v1/publications", &json!({ "path": path, "version": version }));
    let retire = |client: &Client, path: &str, version: i64| {
        client.delete("/v1/publications", &json!({ "path": path, "version": version, "reason": "nobody is on it" }))
    };
    assert_eq!(put().status, 201);
    assert_eq!(retire(&li, path, 1).status, 409, "what does not count cannot end");
    assert_eq!(publish(1).status, 200);
    assert_ne!(snapshot(), before);
    let own = retire(&hr, path, 1);
    assert_eq!((own.status, own.json()["code"].clone()), (403, json!("own_work")));
    let without = li.delete("/v1/publications", &json!({ "path": path, "version": 1, "reason": " " }));
    assert_eq!(without.status, 400, "{}", without.text());
    let retired = retire(&li, path, 1);
    assert_eq!((retired.status, retired.json()["retired_by"].clone()), (200, json!("li")), "{}", retired.text());
    assert_eq!(snapshot(), before, "it is as if it had never been there");
    assert_eq!(retire(&li, path, 1).status, 409);
    // The same bytes are a new version, for the old one counts no more.
    let again = put();
    assert_eq!((again.status, again.json()["version"].clone()), (201, json!(2)));
    assert_eq!(publish(1).status, 409);
    assert_eq!(publish(2).status, 200);
    assert_ne!(snapshot(), before);
    // What somebody is on, or the company reads, stays.
    for needed in ["plans/account-executive.yaml", "data/transactions.csv"] {
        let refused = retire(&li, needed, 1);
        assert_eq!((refused.status, refused.json()["code"].clone()), (422, json!("refused")), "{needed}");
    }
    let log = server.somebody("au", "auditor").get("/v1/audit?limit=500").json();
    let records = log["records"].as_array().expect("records").iter().map(|one| &one["record"]);
    let ends: Vec<_> = records.filter(|record| record["action"] == "file.retire").collect();
    assert_eq!(ends.len(), 1);
    assert_eq!((&ends[0]["who"], &ends[0]["detail"]["reason"]), (&json!("li"), &json!("nobody is on it")));
}
