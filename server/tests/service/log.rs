//! The audit log: signed, taken away, and verified by somebody who has nothing but the file.

use std::io::Cursor;

use attain_server::checkpoint::Checkpoint;
use attain_server::key::PublicKey;
use attain_server::verification::{Unverified, Verified, verify};

use crate::common::{Client, Kind, Place, Server, Test};

/// All tests of this file.
pub const TESTS: [Test; 4] = [
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
