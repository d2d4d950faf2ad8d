//! What the database itself sees to, also behind the back of the service.

use crate::common::{Kind, Place, Server, Test};

/// All tests of this file.
pub const TESTS: [Test; 2] = [
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
