//! Who may ask what: each cell of the matrix, through HTTP.

use attain_server::access::ENDPOINTS;
use attain_server::role::Role;
use attain_server::settings::Location;
use serde_json::json;

use crate::common::{Kind, Place, Server, Test};

/// All tests of this file.
pub const TESTS: [Test; 8] = [
    (
        "access::a_session_holds_until_it_is_ended_and_for_pages_of_the_service_alone",
        a_session_holds_until_it_is_ended_and_for_pages_of_the_service_alone,
    ),
    (
        "access::every_role_gets_through_where_its_row_says_and_nowhere_else",
        every_role_gets_through_where_its_row_says_and_nowhere_else,
    ),
    ("access::nobody_gets_through_without_a_token_that_holds", nobody_gets_through_without_a_token_that_holds),
    ("access::no_address_breaks_anything", no_address_breaks_anything),
    ("access::the_endpoints_are_described_and_can_be_tried", the_endpoints_are_described_and_can_be_tried),
    ("access::a_token_is_shown_once", a_token_is_shown_once),
    ("access::what_is_not_there_is_answered_as_a_problem", what_is_not_there_is_answered_as_a_problem),
    (
        "access::whoever_lost_a_token_gets_another_and_a_start_that_fails_loses_none",
        whoever_lost_a_token_gets_another_and_a_start_that_fails_loses_none,
    ),
];

/// An address of the endpoint where nothing is.
fn address(path: &str) -> String {
    path.replace("{token}", "nobody")
        .replace("{*path}", "data/none.csv")
        .replace("{period}", "2026-Q1")
        .replace("{run}", "999")
        .replace("{other}", "998")
        .replace("{export}", "2026-Q1-none")
        .replace("{name}", "result.json")
        .replace("{participant}", "nobody")
        .replace("{id}", "nobody")
}

fn every_role_gets_through_where_its_row_says_and_nowhere_else(kind: Kind) {
    let place = Place::new(kind);
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

fn nobody_gets_through_without_a_token_that_holds(kind: Kind) {
    let place = Place::new(kind);
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

/// Texts that no database keeps, and numbers that are none.
fn no_address_breaks_anything(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let people = Role::ALL.map(|role| server.somebody(&format!("one-{}", role.word()), role.word()));
    let odd = [
        "%00",
        "a%00b",
        "%FF",
        "%F0%9F%92%A9",
        "-1",
        "99999999999999999999",
        "%25",
        "..",
        "%2e%2e%2f",
        "'; DROP TABLE runs",
    ];
    for endpoint in &ENDPOINTS {
        for odd in odd.map(|odd| odd.replace(' ', "%20")) {
            let mut path = endpoint.path.to_owned();
            for name in
                ["{token}", "{*path}", "{period}", "{run}", "{export}", "{name}", "{participant}", "{id}", "{other}"]
            {
                path = path.replace(name, &odd);
            }
            for client in &people {
                for path in [path.clone(), format!("{path}?version={odd}"), format!("{path}?lang={odd}")] {
                    let answer = client.ask(endpoint.method, &path, b"{}", &[]);
                    assert!(answer.status < 500, "{} {path}: {}", endpoint.method, answer.text());
                }
            }
        }
    }
}

fn a_token_is_shown_once(kind: Kind) {
    let place = Place::new(kind);
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
    if let Location::File(path) = place.location() {
        let bytes = std::fs::read(path).expect("a database");
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
    }
}

fn what_is_not_there_is_answered_as_a_problem(kind: Kind) {
    let place = Place::new(kind);
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
        let problem = answer.json();
        assert_eq!(problem["status"], status, "{method} {path}");
        // Its type is the address of a page about it, for whoever asks.
        let page = server.client("").get(problem["type"].as_str().expect("an address"));
        assert!(page.status == 200 && page.text().starts_with(problem["code"].as_str().expect("a code")), "{page:?}");
    }
    assert_eq!(admin.get("/problems/nothing").status, 404);
    // Where in the body it is.
    for (body, pointer) in [
        (
            json!({ "instead": [{ "path": "plans/a.yaml", "version": 1 }, { "path": 7, "version": 1 }] }),
            "/instead/1/path",
        ),
        (json!({ "instaed": [] }), "/instaed"),
    ] {
        let answer = server.somebody(&format!("hr{}", pointer.len()), "comp_admin").post("/v1/checks", &body);
        assert_eq!((answer.status, answer.json()["pointer"].as_str()), (400, Some(pointer)), "{}", answer.text());
    }
}

fn whoever_lost_a_token_gets_another_and_a_start_that_fails_loses_none(kind: Kind) {
    let place = Place::new(kind);
    {
        let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let listen = taken.local_addr().expect("an address");
        let failed = Server::refused_at(&place, listen);
        assert!(failed.en.contains("nobody can listen"), "{}", failed.en);
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

/// The description and the page on which it is tried need no token: nothing of the company is in them.
fn the_endpoints_are_described_and_can_be_tried(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let stranger = server.client("");
    let description = stranger.get("/openapi.json").json();
    assert_eq!(description["openapi"], "3.1.0");
    assert!(description["paths"]["/v1/periods/{period}/seal"]["post"].is_object());
    let page = stranger.get("/docs/");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("swagger-ui"), "{}", page.text());
    for (path, begins) in
        [("/docs/", "default-src 'self';"), ("/healthz", "default-src 'none';"), ("/v1", "default-src 'none';")]
    {
        let policy = stranger.get(path).policy.unwrap_or_default();
        assert!(policy.starts_with(begins), "{path}: {policy}");
    }
}

/// A browser has a session in a cookie: what its own pages ask is answered, and what others ask changes nothing.
fn a_session_holds_until_it_is_ended_and_for_pages_of_the_service_alone(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let li = server.somebody("li", "payroll");
    let begun = li.post("/v1/sessions", &json!(null));
    assert_eq!((begun.status, begun.json()["role"].clone()), (201, json!("payroll")), "{}", begun.text());
    let cookie = begun.cookie.expect("a cookie");
    for word in ["__Host-attain=attain_", "Path=/", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=43200"] {
        assert!(cookie.contains(word), "{cookie}");
    }
    let cookie = cookie.split(';').next().expect("a pair").to_owned();
    assert!(!begun.body.windows(cookie.len()).any(|window| window == cookie.as_bytes()));
    let browser = server.client("");
    let ask = |method: &str, path: &str, site: &str| {
        let headers = [("cookie", &*cookie), ("sec-fetch-site", site)];
        browser.ask(method, path, b"{}", &headers)
    };
    assert_eq!(ask("GET", "/v1/files", "same-origin").status, 200);
    assert_eq!(ask("GET", "/v1/audit", "same-origin").status, 403, "it is li, with the role of li");
    assert_eq!(ask("POST", "/v1/checks", "same-origin").status, 200);
    let foreign = ask("POST", "/v1/checks", "cross-site");
    assert_eq!((foreign.status, foreign.json()["code"].clone()), (403, json!("foreign_page")));
    let another = ask("POST", "/v1/sessions", "same-origin");
    assert_eq!((another.status, another.json()["code"].clone()), (403, json!("needs_token")));
    // A token that is sent and does not hold is not made good by a cookie.
    let headers = [("cookie", &*cookie), ("authorization", "Bearer nothing")];
    assert_eq!(browser.ask("GET", "/v1/files", b"", &headers).status, 401);
    assert_eq!(li.delete("/v1/sessions", &json!(null)).status, 404, "a token is no session");
    let (_, session) = cookie.split_once('=').expect("a token");
    assert_eq!(server.client(session).get("/v1/files").status, 401, "nor is a session a token");
    let made = server.admin().post("/v1/principals/li/tokens", &json!({})).json();
    let other = made["token"].as_str().expect("a token");
    let headers = [("cookie", &*format!("__Host-attain={other}"))];
    assert_eq!(browser.ask("GET", "/v1/files", b"", &headers).status, 401);
    let second = server.client(other).post("/v1/sessions", &json!(null)).cookie.expect("a cookie");
    let headers = [("cookie", second.split(';').next().expect("a pair"))];
    assert_eq!(browser.ask("GET", "/v1/files", b"", &headers).status, 200);
    let id = other.split('_').nth(1).expect("an id");
    assert_eq!(server.admin().delete(&format!("/v1/tokens/{id}"), &json!(null)).status, 200);
    assert_eq!(browser.ask("GET", "/v1/files", b"", &headers).status, 401, "it ends with its token");
    let ended = ask("DELETE", "/v1/sessions", "same-origin");
    assert_eq!(ended.status, 200, "{}", ended.text());
    assert!(ended.cookie.is_some_and(|cookie| cookie.contains("Max-Age=0")));
    assert_eq!(ask("GET", "/v1/files", "same-origin").status, 401);
    assert_eq!(li.get("/v1/files").status, 200, "the token holds on");
    let log = server.somebody("au", "auditor").get("/v1/audit?limit=500").text();
    assert!(log.contains("session.begin") && log.contains("session.end"));
    assert!(!log.contains(cookie.rsplit('_').next().expect("a secret")));
}
