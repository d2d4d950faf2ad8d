//! What the database itself sees to, also behind the back of the service.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use crate::common::{Kind, Place, Server, Test};

/// All tests of this file.
pub const TESTS: [Test; 3] = [
    ("database::nobody_takes_touched_bytes_for_a_file", nobody_takes_touched_bytes_for_a_file),
    ("database::the_log_and_the_seals_are_only_ever_added_to", the_log_and_the_seals_are_only_ever_added_to),
    ("database::a_database_of_something_else_is_left_alone", a_database_of_something_else_is_left_alone),
];

fn the_log_and_the_seals_are_only_ever_added_to(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let (li, run) = server.approved("2026-Q1");
    assert_eq!(li.post("/v1/periods/2026-Q1/seal", &serde_json::json!({ "run": run })).status, 200);
    let auditor = server.somebody("au", "auditor");
    let seal = || li.get("/v1/periods/2026-Q1/seal").text();
    let sealed = seal();
    let log = auditor.get("/v1/audit/verification").json();
    for touch in ["UPDATE audit SET sha256 = 'x' WHERE seq = 1", "DELETE FROM audit WHERE seq = 2", "DELETE FROM seals"]
    {
        place.touch(touch).expect_err(touch);
    }
    let touches = match kind {
        Kind::Sqlite => [
            "UPDATE seals SET text = x'00'",
            "INSERT OR REPLACE INTO audit (seq, record, sha256) VALUES (1, x'02', 'b')",
            "INSERT OR REPLACE INTO audit (seq, record, sha256) SELECT 10000, record, sha256 FROM audit WHERE seq = 1",
        ],
        Kind::Postgres => [
            "UPDATE seals SET text = ''",
            "TRUNCATE audit",
            "INSERT INTO audit (seq, record, sha256) VALUES (1, '', 'b') ON CONFLICT (seq) DO UPDATE SET sha256 = 'b'",
        ],
    };
    for touch in touches {
        place.touch(touch).expect_err(touch);
    }
    assert_eq!(auditor.get("/v1/audit/verification").json(), log);
    assert!(seal() == sealed, "the seal was changed");
    // What the triggers are there for is found all the same when they are not.
    place
        .touch("DROP TRIGGER audit_is_never_changed ON audit")
        .or_else(|_| place.touch("DROP TRIGGER audit_is_never_changed"))
        .expect("no trigger");
    assert_eq!(place.touch("UPDATE audit SET sha256 = 'x' WHERE seq = 3").expect("a change"), 1);
    let touched = auditor.get("/v1/audit/verification").json();
    assert_eq!((&touched["whole"], &touched["first_bad"]), (&false.into(), &3.into()), "{touched}");
}

fn a_database_of_something_else_is_left_alone(kind: Kind) {
    let place = Place::new(kind);
    place.touch("CREATE TABLE runs (kilometres INTEGER)").expect("a table");
    place.touch("INSERT INTO runs VALUES (42)").expect("a row");
    let error = Server::refused(&place);
    assert!(error.en.contains("give Attain one of its own"), "{}", error.en);
    assert!(error.zh.contains("单独的数据库"), "{}", error.zh);
    assert_eq!(place.touch("UPDATE runs SET kilometres = 43").expect("a row"), 1);
    place.touch("SELECT * FROM audit").expect_err("no table of ours");
}

fn nobody_takes_touched_bytes_for_a_file(kind: Kind) {
    let place = Place::new(kind);
    let server = Server::start(&place);
    let made = server.admin().post("/v1/principals", &serde_json::json!({ "id": "hr", "role": "comp_admin" })).json();
    let token = made["token"].as_str().expect("a token");
    let whole = || {
        let mut stream = TcpStream::connect(&server.address).expect("a connection");
        let path = "/v1/files/data/transactions.csv";
        let head =
            format!("GET {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\nconnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        // A connection that breaks off gives what came until then.
        let _broken = stream.read_to_end(&mut answer);
        answer.ends_with(b"0\r\n\r\n")
    };
    assert!(whole());
    let touch = match kind {
        Kind::Sqlite => "UPDATE chunks SET bytes = CAST(x'78' || bytes AS BLOB)",
        Kind::Postgres => "UPDATE chunks SET bytes = 'x' || bytes",
    };
    assert!(place.touch(touch).expect("a change") > 0);
    assert!(!whole(), "the answer has an end");
}
