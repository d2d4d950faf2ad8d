//! Who may ask what: each cell of the matrix, through HTTP.

use attain_server::access::ENDPOINTS;
use attain_server::role::Role;
use serde_json::json;

use crate::common::{Place, Server};

/// An address of the endpoint where nothing is.
fn address(path: &str) -> String {
    path.replace("{token}", "nobody")
        .replace("{*path}", "data/none.csv")
        .replace("{period}", "2026-Q1")
        .replace("{run}", "999")
        .replace("{name}", "result.json")
        .replace("{participant}", "nobody")
        .replace("{id}", "nobody")
}

#[test]
fn every_role_gets_through_where_its_row_says_and_nowhere_else() {
    let place = Place::new();
    let server = Server::start(&place);
    for role in Role::ALL {
        let client = server.somebody(&format!("one-{}", role.word()), role.word());
        for endpoint in &ENDPOINTS {
            let answer = client.ask(endpoint.method, &address(endpoint.path), b"{}", &[]);
            let (method, path) = (endpoint.method, endpoint.path);
            let is_refused = answer.status == 403;
            assert_eq!(
                !is_refused,
                endpoint.roles.contains(&role),
                "{} {method} {path}: {}",
                role.word(),
                answer.text()
            );
            assert!(answer.status < 500, "{} {method} {path}: {}", role.word(), answer.text());
        }
    }
}

#[test]
fn the_documentation_says_of_every_endpoint_who_may() {
    for page in ["../docs/service.md", "../docs/zh/service.md"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
        let text = std::fs::read_to_string(path).expect("a page");
        let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| `") && line.contains(" /v1/")).collect();
        assert_eq!(rows.len(), ENDPOINTS.len(), "{page}");
        for endpoint in &ENDPOINTS {
            let name = format!("| `{} {}` |", endpoint.method, endpoint.path);
            let row = rows.iter().find(|row| row.starts_with(&name)).unwrap_or_else(|| panic!("{page}: {name}"));
            let cells: Vec<&str> = row.split('|').map(str::trim).skip(3).take(6).collect();
            let said = cells.iter().map(|cell| !cell.is_empty());
            let may = [Role::Admin, Role::CompAdmin, Role::Payroll, Role::Manager, Role::Rep, Role::Auditor];
            let may = may.iter().map(|role| endpoint.roles.contains(role));
            assert_eq!(said.collect::<Vec<_>>(), may.collect::<Vec<_>>(), "{page}: {name}");
        }
    }
}

#[test]
fn nobody_gets_through_without_a_token_that_holds() {
    let place = Place::new();
    let server = Server::start(&place);
    let made = server.admin().post("/v1/principals", &json!({ "id": "li", "role": "payroll" })).json();
    let token = made["token"].as_str().expect("a token").to_owned();
    let id = token.split('_').nth(1).expect("an id").to_owned();
    assert_eq!(server.client(&token).get("/v1/files").status, 200);
    assert_eq!(server.admin().delete(&format!("/v1/tokens/{id}"), &json!(null)).status, 200);
    let touched = format!("{}0", &token[..token.len() - 1]);
    for bad in ["", "x", "attain_", &format!("attain_{id}_"), &touched, &token] {
        for endpoint in &ENDPOINTS {
            let answer = server.client(bad).ask(endpoint.method, &address(endpoint.path), b"{}", &[]);
            assert_eq!(answer.status, 401, "`{bad}` {} {}", endpoint.method, endpoint.path);
        }
    }
}

#[test]
fn a_token_is_shown_once() {
    let place = Place::new();
    let server = Server::start(&place);
    let admin = server.admin().under("let-li-in");
    let body = json!({ "id": "li", "role": "payroll" });
    let token = admin.post("/v1/principals", &body).json()["token"].as_str().expect("a token").to_owned();
    let again = admin.post("/v1/principals", &body);
    assert_eq!((again.status, &again.json()["token"]), (201, &json!(null)));
    let log = server.somebody("au", "auditor").get("/v1/audit").text();
    let secret = token.rsplit('_').next().expect("a secret");
    assert!(!log.contains(secret));
    drop(server);
    let bytes = std::fs::read(place.database()).expect("a database");
    assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
}

#[test]
fn what_is_not_there_is_answered_as_a_problem() {
    let place = Place::new();
    let server = Server::start(&place);
    let admin = server.admin();
    for (method, path, status) in [
        ("GET", "/", 404),
        ("GET", "/v1", 404),
        ("GET", "/v1/nothing", 404),
        ("PATCH", "/v1/files", 405),
        ("POST", "/healthz", 405),
    ] {
        let answer = admin.ask(method, path, b"", &[]);
        assert_eq!(answer.status, status, "{method} {path}");
        assert_eq!(answer.json()["status"], status, "{method} {path}");
    }
}

#[test]
fn whoever_lost_a_token_gets_another_and_a_start_that_fails_loses_none() {
    let place = Place::new();
    {
        let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let settings = attain_server::settings::Settings {
            database: place.database(),
            listen: taken.local_addr().expect("an address"),
            company: Vec::new(),
            new_token: None,
            alone: false,
        };
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let failed = runtime.block_on(attain_server::serve::start(settings)).expect_err("the port is taken");
        assert!(failed.text().en.contains("nobody can listen"), "{}", failed.text().en);
    }
    let server = Server::start(&place);
    let li = server.somebody("li", "payroll");
    let again = server.admin().post("/v1/principals/li/tokens", &json!({ "days": 2 }));
    assert_eq!(again.status, 201, "{}", again.text());
    let other = server.client(again.json()["token"].as_str().expect("a token"));
    assert_eq!((li.get("/v1/files").status, other.get("/v1/files").status), (200, 200));
    assert_eq!(server.admin().post("/v1/principals/nobody/tokens", &json!({})).status, 404);
    assert_eq!(server.admin().post("/v1/principals/li/tokens", &json!({ "days": 0 })).status, 400);
}
