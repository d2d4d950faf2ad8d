//! What a closed period pays, on the command line.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot run the command must fail")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{attain, text};
use serde_json::Value;

/// The demo, with its first quarter closed.
fn closed(name: &str) -> PathBuf {
    closed_of("demo", name)
}

/// The same of another example company.
fn closed_of(company: &str, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&folder));
    let demo = attain(Path::new("."), &["demo", "--company", company, &folder.to_string_lossy()]);
    assert!(demo.status.success(), "{}", text(&demo.stderr));
    let closing = attain(&folder, &["close", "2026-Q1"]);
    assert!(closing.status.success(), "{}", text(&closing.stderr));
    folder
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let out = attain(folder, arguments);
    assert!(out.status.success(), "{}", text(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap_or_else(|error| panic!("{error}: {}", text(&out.stdout)))
}

/// A mapping for the demo's plans.
const MAPPING: &str = "payroll: Payroll
columns:
  - { header: Employee, from: participant }
  - { header: Amount, from: amount }
pay_codes: { default: 1 }
sum: yes
";

#[test]
fn the_files_are_those_that_are_told_and_hold_what_was_sealed() {
    let folder = closed("payroll-files");
    fs::create_dir_all(folder.join("payroll")).expect("a folder");
    fs::write(folder.join("payroll/plain.yaml"), MAPPING).expect("a mapping");
    assert!(attain(&folder, &["check"]).status.success());
    let told = json(&folder, &["payroll", "2026-Q1", "--mapping", "plain", "--out", "q1", "--format", "json"]);
    let seal: Value =
        serde_json::from_slice(&fs::read(folder.join("closed/2026-Q1.json")).expect("a seal")).expect("JSON");
    assert_eq!(
        (&told["totals"]["CNY"], &told["seal"], &told["mapping"]),
        (&seal["total"], &seal["digest"], &"plain".into())
    );
    let files = told["files"].as_array().expect("files");
    assert_eq!(files.len(), 3);
    for file in files {
        let bytes = fs::read(folder.join("q1").join(file["name"].as_str().expect("a name"))).expect("a file");
        assert_eq!(file["sha256"], attain_engine::hash::sha256(&bytes), "{file}");
        assert_eq!(file["bytes"], bytes.len(), "{file}");
    }
    // One row for each who gets anything: the rest of the file parts nobody's rows.
    let mapped = fs::read_to_string(folder.join("q1/mapped.csv")).expect("a file");
    let paid = seal["lines"].as_array().expect("lines").iter().filter(|line| line["amount"] != "0.00");
    let people: std::collections::BTreeSet<_> = paid.map(|line| line["participant"].as_str()).collect();
    assert_eq!(mapped.lines().count(), people.len() + 1);
    assert_eq!(told["rows"], people.len());
    // Once more it is the same, but for the mark that is asked for.
    let again = attain(&folder, &["payroll", "2026-Q1", "--mapping", "plain", "--out", "again", "--bom"]);
    assert!(again.status.success());
    assert!(
        text(&again.stdout).starts_with(&format!("export {} for Payroll: ", told["export"].as_str().expect("an id")))
    );
    let (first, marked) = (fs::read(folder.join("q1/payroll.csv")), fs::read(folder.join("again/payroll.csv")));
    assert_eq!(marked.expect("a file"), [b"\xef\xbb\xbf", first.expect("a file").as_slice()].concat());
    assert_eq!(fs::read(folder.join("again/mapped.csv")).expect("a file"), mapped.as_bytes());
    // Nothing is written over.
    assert_eq!(attain(&folder, &["payroll", "2026-Q1", "--out", "q1"]).status.code(), Some(2));
}

#[test]
fn without_a_folder_it_says_what_they_come_to() {
    let folder = closed("payroll-told");
    let told = attain(&folder, &["payroll", "2026-Q1"]);
    let shown = text(&told.stdout);
    let id = json(&folder, &["payroll", "2026-Q1", "--format", "json"])["export"].as_str().expect("an id").to_owned();
    assert!(shown.starts_with(&format!("export {id}: 29 rows, 642,225.00 CNY\n")), "{shown}");
    assert!(text(&told.stderr).contains("nothing is written"));
    let chinese = text(&attain(&folder, &["payroll", "2026-Q1", "--lang", "zh-CN"]).stdout);
    assert!(chinese.starts_with(&format!("导出 {id}：29 行，642,225.00 CNY\n")), "{chinese}");
}

#[test]
fn what_is_sealed_can_be_paid_whatever_the_data_are_and_nothing_else() {
    let folder = closed("payroll-refused");
    let refused = |arguments: &[&str], why: &str| {
        let out = attain(&folder, arguments);
        assert_eq!(out.status.code(), Some(2), "{arguments:?}");
        assert!(text(&out.stderr).contains(why), "{arguments:?}: {}", text(&out.stderr));
    };
    let before = json(&folder, &["payroll", "2026-Q1", "--format", "json"]);
    refused(&["payroll", "2026-Q2"], "`2026-Q2` is not closed");
    refused(&["payroll", "2026-Q9"], "is no period");
    refused(&["payroll", "2026-Q1", "--mapping", "plain"], "no payroll file `plain`");
    fs::create_dir_all(folder.join("payroll")).expect("a folder");
    fs::write(folder.join("payroll/plain.yaml"), MAPPING.replace("sum: yes", "sum: perhaps")).expect("a mapping");
    refused(&["payroll", "2026-Q1", "--mapping", "plain"], "T003");
    assert_eq!(attain(&folder, &["check"]).status.code(), Some(1));
    // A layout that is wrong keeps nobody from computing, nor do broken rows keep anybody from paying what is sealed.
    assert!(attain(&folder, &["run"]).status.success());
    let rows = fs::read_to_string(folder.join("data/participants.csv")).expect("data");
    fs::write(folder.join("data/participants.csv"), format!("{rows}E9999\n")).expect("data");
    assert_eq!(attain(&folder, &["run"]).status.code(), Some(2));
    assert_eq!(json(&folder, &["payroll", "2026-Q1", "--format", "json"]), before);
    let seal = fs::read_to_string(folder.join("closed/2026-Q1.json")).expect("a seal");
    fs::write(folder.join("closed/2026-Q1.json"), seal.replacen("45000.00", "54000.00", 1)).expect("a seal");
    refused(&["payroll", "2026-Q1"], "R030");
}

/// A pool stays as it was sealed; whoever closes the next period sees that it would come out otherwise by what is known now.
#[test]
fn closing_says_which_closed_pools_would_come_out_otherwise() {
    let folder = closed_of("software", "payroll-kept");
    let path = folder.join("data/deals.csv");
    let deals = fs::read_to_string(&path).expect("deals");
    let late = "D002,renewal,Birchwood Clinics,S403,,2026-01-04,33430.00";
    assert!(deals.contains(late));
    fs::write(&path, deals.replace(late, &late.replace("33430", "93430"))).expect("written");
    let said = text(&attain(&folder, &["close", "2026-Q2", "--dry-run"]).stdout);
    let kept = "closed, and stays as it was sealed, customer-success team_pool Care West 2026-Q1: what is known now would give \
                2 people something else, in all 3,111.60 instead of 0.00 (+3,111.60)";
    assert!(said.contains(kept), "{said}");
    let json = json(&folder, &["close", "2026-Q2", "--dry-run", "--format", "json"]);
    let kept = &json["kept"][0];
    assert_eq!((&kept["group"], &kept["difference"]), (&"Care West".into(), &"3111.60".into()), "{json}");
}
