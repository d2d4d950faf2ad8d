//! The audit log: signed, taken away, and verified by somebody who has nothing but the file.

use std::collections::BTreeMap;
use std::io::Cursor;

use attain_engine::hash::sha256;
use attain_server::checkpoint::Checkpoint;
use attain_server::key::{Key, PublicKey};
use attain_server::record::{Record, Stored};
use attain_server::verification::{Unverified, Verified, line, verify};

use crate::common::{Client, Kind, Place, Server, Test};

/// All tests of this file.
pub const TESTS: [Test; 5] = [
    ("log::nothing_is_signed_behind_what_another_key_wrote", nothing_is_signed_behind_what_another_key_wrote),
    ("log::a_log_is_verified_without_the_service", a_log_is_verified_without_the_service),
    ("log::whatever_is_done_to_a_log_is_found_at_its_record", whatever_is_done_to_a_log_is_found_at_its_record),
    ("log::a_log_is_handed_on_to_another_key", a_log_is_handed_on_to_another_key),
    ("log::the_service_starts_with_the_key_of_its_log_alone", the_service_starts_with_the_key_of_its_log_alone),
];

/// A log with so many files, a checkpoint of it, and one of an earlier moment.
fn log(place: &Place, files: usize) -> (Server, String, [Checkpoint; 2]) {
    let server = Server::start(place);
    let auditor = server.somebody("au", "auditor");
    let checkpoint = || Checkpoint::read(&auditor.get("/v1/audit/checkpoint").text()).expect("a checkpoint");
    let earlier = checkpoint();
    let hr = server.somebody("hr", "comp_admin");
    for number in 0..files {
        let answer = hr.put("/v1/files/tests/a.yaml", format!("# {number}\n").as_bytes());
        assert_eq!(answer.status, 201, "{}", answer.text());
    }
    let log = auditor.get("/v1/audit/log").text();
    (server, log, [earlier, checkpoint()])
}

fn verified(log: &str, checkpoints: &[Checkpoint]) -> Result<Verified, u64> {
    verify(Cursor::new(log), None, checkpoints).map_err(|error| match error {
        Unverified::Broken(broken) => broken.seq,
        Unverified::Read(error) => panic!("{error}"),
    })
}

fn a_log_is_verified_without_the_service(kind: Kind) {
    let place = Place::new(kind);
    let (server, log, [earlier, later]) = log(&place, 300);
    let whole = verified(&log, &[earlier.clone(), later.clone()]).expect("a whole log");
    assert_eq!((whole.records.to_string(), &whole.head), (later.seq.clone(), &later.sha256));
    assert_eq!((whole.checked.map(|seq| seq.to_string()), &whole.keys), (Some(later.seq), &vec![later.key]));
    assert!(whole.records > 500, "several pages");
    let online = server.somebody("other", "auditor").get("/v1/audit/verification").json();
    assert_eq!((&online["whole"], &online["keys"]), (&true.into(), &whole.keys.into()));
    // Whoever looks at the log changes nothing, and whoever closes a period gets a checkpoint.
    let (li, run) = server.approved("2026-Q1");
    let closed = li.post("/v1/periods/2026-Q1/seal", &serde_json::json!({ "run": run })).json();
    let checkpoint = Checkpoint::read(&closed["checkpoint"].to_string()).expect("a checkpoint");
    assert_eq!(checkpoint, Checkpoint::read(&li.get("/v1/audit/checkpoint").text()).expect("a checkpoint"));
}

fn whatever_is_done_to_a_log_is_found_at_its_record(kind: Kind) {
    let place = Place::new(kind);
    let (_server, log, [earlier, later]) = log(&place, 5);
    let lines: Vec<&str> = log.split_inclusive('\n').collect();
    let first_bad =
        |touched: Vec<&str>| verified(&touched.concat(), &[earlier.clone(), later.clone()]).expect_err("touched");
    for at in (0..lines.len()).step_by(7) {
        let number = at as u64 + 1;
        let mut removed = lines.clone();
        removed.remove(at);
        assert_eq!(first_bad(removed), number);
        let mut doubled = lines.clone();
        doubled.insert(at, lines[at]);
        assert_eq!(first_bad(doubled), number + 1);
        assert_eq!(first_bad(lines[..at].to_vec()), number, "the end is missing");
        let mut swapped = lines.clone();
        swapped.swap(at, (at + 1) % lines.len());
        assert_eq!(first_bad(swapped), if at + 1 == lines.len() { 1 } else { number });
        for byte in 0..lines[at].len() {
            let mut bytes = lines[at].as_bytes().to_vec();
            bytes[byte] ^= 1;
            let Ok(line) = String::from_utf8(bytes) else { continue };
            let mut flipped = lines.clone();
            flipped[at] = &line;
            // A record may come apart in two by it; a blank between them changes nothing.
            if line.trim() != lines[at].trim() {
                assert_eq!(first_bad(flipped), number, "{line}");
            }
        }
    }
}

fn a_log_is_handed_on_to_another_key(kind: Kind) {
    let place = Place::new(kind);
    let (old, new) = (place.folder().join("key"), place.folder().join("new"));
    let server = Server::start(&place);
    let auditor = server.somebody("au", "auditor");
    let checkpoint =
        |auditor: &Client| Checkpoint::read(&auditor.get("/v1/audit/checkpoint").text()).expect("a checkpoint");
    let before = checkpoint(&auditor);
    drop(server);
    // Twice with both keys: the second time it was handed on before.
    for _ in 0..2 {
        let server = Server::keyed(&place, &old, Some(&new));
        let auditor = server.again(&auditor);
        let online = auditor.get("/v1/audit/verification").json();
        assert_eq!((&online["whole"], &online["keys"][0]), (&true.into(), &before.key.clone().into()));
        assert_eq!((online["keys"].as_array().map(Vec::len), &online["keys"][1]), (Some(2), &online["key"]));
    }
    assert!(Server::refused(&place).en.contains("is not the key"), "the old one signs nothing any more");
    let back = Server::refused_with(&place, &new, &old);
    assert!(back.en.contains("signed this log before"), "{}", back.en);
    let server = Server::keyed(&place, &new, None);
    let auditor = server.again(&auditor);
    auditor.get("/v1/files/attain.yaml");
    let (log, after) = (auditor.get("/v1/audit/log").text(), checkpoint(&auditor));
    assert_ne!(before.key, after.key);
    let whole = verified(&log, &[before.clone(), after.clone()]).expect("a whole log");
    assert_eq!(whole.keys, [&*before.key, &*after.key]);
    for checkpoint in [&before, &after] {
        let key = PublicKey::read(&checkpoint.key).expect("a key");
        verify(Cursor::new(&log), Some(&key), &[]).expect("each key is one of the log's");
    }
    // Somebody who has the old key alone goes on from before the change: whoever knows the new one sees it.
    let change = log.lines().position(|line| line.contains("key.change")).expect("a change");
    let known = PublicKey::read(&after.key).expect("a key");
    let short: String = log.split_inclusive('\n').take(change + 1).collect();
    assert!(verify(Cursor::new(&short), Some(&known), &[]).is_err(), "it signed nothing of it");
    assert_eq!(verified(&short, &[after]), Err(u64::try_from(change).expect("a number") + 2));
    verify(Cursor::new(&short), None, &[before]).expect("a whole log");
}

fn the_service_starts_with_the_key_of_its_log_alone(kind: Kind) {
    let (place, other) = (Place::new(kind), Place::new(Kind::Sqlite));
    let key = place.folder().join("key");
    drop(Server::start(&place));
    drop(Server::start(&other));
    let kept = std::fs::read(&key).expect("a key");
    // None is there, and none is left.
    std::fs::remove_file(&key).expect("an end");
    let refused = Server::refused(&place);
    assert!(refused.en.contains("is not the key"), "{}", refused.en);
    assert!(!key.exists());
    // That of somebody else stays.
    let others = std::fs::read(other.folder().join("key")).expect("a key");
    std::fs::write(&key, &others).expect("a key");
    assert!(Server::refused(&place).en.contains("is not the key"));
    assert_eq!(std::fs::read(&key).expect("a key"), others);
    std::fs::write(&key, "no key").expect("a key");
    assert!(Server::refused(&place).zh.contains("无法读取"));
    std::fs::write(&key, kept).expect("a key");
    drop(Server::start(&place));
    assert_eq!(PublicKey::read("x"), None);
}

/// Whoever can write to the database, and has a key of their own alone, writes a log anew that hands itself on to the service's key.
fn nothing_is_signed_behind_what_another_key_wrote(kind: Kind) {
    let (place, theirs) = (Place::new(kind), Place::new(Kind::Sqlite));
    let server = Server::start(&place);
    let (auditor, hr) = (server.somebody("au", "auditor"), server.somebody("hr", "comp_admin"));
    let checkpoint = Checkpoint::read(&auditor.get("/v1/audit/checkpoint").text()).expect("a checkpoint");
    let (own, _) = Key::open(&theirs.folder().join("own")).expect("a key");
    let mut prev = String::new();
    let mut forged = Vec::new();
    for (seq, action, names) in [(1, "log.begin", own.public()), (2, "key.change", checkpoint.key.clone())] {
        let record = Record {
            action: action.to_owned(),
            at: "2026-11-28T10:00:00Z".to_owned(),
            detail: BTreeMap::from([("key".to_owned(), names)]),
            from: "service".to_owned(),
            object: "audit".to_owned(),
            prev: prev.clone(),
            request: String::new(),
            seq: seq.to_string(),
            who: "service".to_owned(),
        };
        let bytes = record.bytes().expect("bytes");
        prev = sha256(&bytes);
        forged.push(Stored { seq, bytes, sha256: prev.clone(), signature: own.sign(&record.seq, &prev) });
    }
    let gone: &[&str] = match kind {
        Kind::Sqlite => &["DROP TRIGGER audit_is_never_deleted", "DELETE FROM audit"],
        Kind::Postgres => {
            &["ALTER TABLE audit DISABLE TRIGGER USER", "GRANT DELETE ON audit TO CURRENT_USER", "DELETE FROM audit"]
        }
    };
    for sql in gone {
        place.touch(*sql).expect("an end");
    }
    for Stored { seq, bytes, sha256, signature } in &forged {
        let record: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let record = match kind {
            Kind::Sqlite => format!("x'{record}'"),
            Kind::Postgres => format!("decode('{record}', 'hex')"),
        };
        let sql = format!(
            "INSERT INTO audit (seq, record, sha256, signature) VALUES ({seq}, {record}, '{sha256}', '{signature}')"
        );
        place.touch(sql).expect("a record");
    }
    // Nothing is written behind it, by this process or the next, and nobody takes it for whole.
    assert_eq!(hr.put("/v1/files/tests/a.yaml", b"# a").status, 503);
    let verification = auditor.get("/v1/audit/verification").json();
    assert_eq!(verification["whole"], false, "{verification}");
    assert_eq!(auditor.get("/v1/audit/checkpoint").status, 503);
    let log: String = forged.into_iter().map(|stored| line(stored).expect("a line")).collect();
    let known = PublicKey::read(&checkpoint.key).expect("a key");
    assert!(verify(Cursor::new(&log), Some(&known), &[]).is_err());
    drop(server);
    assert!(Server::refused(&place).en.contains("is not the key"));
}
