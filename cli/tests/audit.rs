//! What auditors see: whether a log is whole.

#![cfg(feature = "serve")]
#![expect(clippy::expect_used, reason = "a test that cannot run the command must fail")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use attain_engine::hash::sha256;
use attain_server::key::Key;
use attain_server::record::{NOTHING_BEFORE, Record, Stored};
use attain_server::verification::line;

/// A folder with a log of three records and two checkpoints, one of them of another log.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("audit");
    std::fs::create_dir_all(&folder).expect("a folder");
    for (name, secret, who) in [("log", "01", "li"), ("other", "02", "wang")] {
        let path = folder.join(format!("{name}.key"));
        std::fs::write(&path, secret.repeat(32)).expect("a key");
        let (key, _) = Key::open(&path).expect("a key");
        let (mut prev, mut lines, mut checkpoint) = (NOTHING_BEFORE.to_owned(), String::new(), String::new());
        for seq in 1..=3_i64 {
            let record = Record {
                action: "log.begin".to_owned(),
                at: "2026-11-28T10:00:00Z".to_owned(),
                detail: BTreeMap::from([("key".to_owned(), key.public())]),
                from: "service".to_owned(),
                object: "audit".to_owned(),
                prev,
                request: String::new(),
                seq: seq.to_string(),
                who: who.to_owned(),
            };
            let bytes = record.bytes().expect("bytes");
            prev = sha256(&bytes);
            let signature = key.sign(&record.seq, &prev);
            checkpoint = format!(
                r#"{{"format":"attain-checkpoint/1","seq":"{seq}","sha256":"{prev}","key":"{}","signature":"{signature}"}}"#,
                key.public()
            );
            lines.push_str(&line(Stored { seq, bytes, sha256: prev.clone(), signature }).expect("a line"));
        }
        std::fs::write(folder.join(format!("{name}.ndjson")), &lines).expect("a log");
        std::fs::write(folder.join(format!("{name}.json")), checkpoint).expect("a checkpoint");
        let touched = lines.replacen("10:00", "11:00", 2).replacen("11:00", "10:00", 1);
        std::fs::write(folder.join(format!("{name}-touched.ndjson")), touched).expect("a log");
    }
    folder
}

#[test]
fn a_log_is_verified() {
    let folder = folder();
    let mut screens = String::new();
    for line in [
        "log.ndjson",
        "log.ndjson --checkpoint log.json",
        "log.ndjson --checkpoint log.json --lang zh-CN",
        "log.ndjson --checkpoint log.json --format json",
        "log-touched.ndjson --checkpoint log.json",
        "log-touched.ndjson --lang zh-CN",
        "log-touched.ndjson --format json",
        "other.ndjson --checkpoint log.json",
        "log.ndjson --key 00",
        "log.ndjson --checkpoint log.ndjson --lang zh-CN",
        "none.ndjson",
    ] {
        let out = Command::new(env!("CARGO_BIN_EXE_attain"))
            .args(["audit", "verify"])
            .args(line.split(' '))
            .current_dir(&folder)
            .env("NO_COLOR", "1")
            .env_remove("ATTAIN_LANG")
            .output()
            .expect("the command runs");
        let (said, told) = (String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
        screens.push_str(&format!(
            "$ attain audit verify {line}\n{said}{told}exit {}\n\n",
            out.status.code().unwrap_or(-1)
        ));
    }
    insta::assert_snapshot!("a_log_is_verified", screens);
}
