//! `attain standings` and `attain freeze` on a worked example: what they print, and what they write.

#![expect(clippy::expect_used, reason = "a test that cannot run the command must fail")]

mod common;

use std::path::{Path, PathBuf};

use common::{attain, text};

fn race() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/203-first-to-reach")
}

/// The words of each row of the table that is printed.
fn rows(arguments: &[&str]) -> Vec<String> {
    let out = attain(&race(), arguments);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let shown = text(&out.stdout);
    let rows = shown.lines().skip_while(|line| !line.contains("---")).skip(1);
    rows.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn standings_are_those_of_the_day() {
    let on = |day| rows(&["standings", "race", "--on", day]);
    assert_eq!(on("2026-03-09"), ["- A 0.00", "- B 0.00", "- C 0.00"]);
    assert_eq!(on("2026-03-12"), ["1 B 69 5,000.00", "- A 0.00", "- C 0.00"]);
    assert_eq!(on("2026-03-20"), ["1 A 79 5,000.00", "- B 0.00", "- C 0.00"]);
    assert_eq!(on("2026-03-31"), ["1 A 79 5,000.00", "2 B 84 2,000.00", "- C 0.00"]);
}

#[test]
fn standings_for_programs() {
    let out = attain(&race(), &["standings", "race", "--on", "2026-03-12", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!(value["on"], "2026-03-12");
    let first = &value["standings"][0];
    assert_eq!((&first["entrant"], &first["place"], &first["prize"]), (&"B".into(), &1.into(), &"5000.00".into()));
    assert_eq!(value["standings"][1]["place"], serde_json::Value::Null);
}

#[test]
fn standings_where_stages_give_things() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/247-things-by-stages");
    let shown = |more: &[&str]| {
        let out = attain(&case, &[&["standings", "on_the_way", "--on", "2026-04-30"], more].concat());
        assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
        text(&out.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let english = shown(&["--lang", "en"]);
    assert!(english.contains("E3 65 % cup, watch 90 % 25 % phone E1 32 % cup 60 % 28 % watch E2 0 % - 30 % 30 % cup"));
    let chinese = shown(&["--lang", "zh-CN"]);
    assert!(chinese.contains("E3 65 % 奖杯、手表 90 % 25 % 手机 E1 32 % 奖杯 60 % 28 % 手表"), "{chinese}");
    let value: serde_json::Value = serde_json::from_str(&shown(&["--format", "json"])).expect("JSON");
    let first = &value["standings"][0];
    assert_eq!(
        (&first["entrant"], &first["prize"], &first["unit"]),
        (&"E3".into(), &"2".into(), &serde_json::Value::Null)
    );
    assert_eq!(first["stages"]["things"], serde_json::json!(["cup", "watch"]));
    assert_eq!((&first["stages"]["prize"], &first["stages"]["thing"]), (&"1".into(), &"phone".into()));
}

#[test]
fn standings_of_a_closed_period_say_that_what_was_sealed_is_final() {
    let folder = copied("standings-closed");
    let standings = ["standings", "race", "--on", "2026-03-12"];
    let json = [&standings[..], &["--format", "json"]].concat();
    let closed_of = |out: &[u8]| serde_json::from_slice::<serde_json::Value>(out).expect("JSON")["closed"].clone();
    assert!(!text(&attain(&folder, &standings).stdout).contains("closed"));
    assert_eq!(closed_of(&attain(&folder, &json).stdout), serde_json::Value::Null);
    let closing = attain(&folder, &["close", "2026-Q1"]);
    assert_eq!(closing.status.code(), Some(0), "{}", text(&closing.stderr));
    let said = "2026-Q1 is closed, and what was sealed of `race` is final: `attain run --period 2026-Q1` shows it, \
                `attain explain ID --period 2026-Q1` how it came about";
    assert!(text(&attain(&folder, &standings).stdout).contains(said));
    assert!(closed_of(&attain(&folder, &json).stdout).as_str().expect("a text").contains(said));
    let chinese = text(&attain(&folder, &[&standings[..], &["--lang", "zh-CN"]].concat()).stdout);
    assert!(chinese.contains("2026-Q1 已关闭，`race` 以封存的结果为准"), "{chinese}");
    drop(std::fs::remove_dir_all(&folder));
}

/// A copy of the race.
fn copied(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(std::fs::remove_dir_all(&folder));
    for part in ["plans", "data"] {
        std::fs::create_dir_all(folder.join(part)).expect("a folder");
    }
    for file in
        ["attain.yaml", "plans/sellers.yaml", "data/participants.csv", "data/assignments.csv", "data/transactions.csv"]
    {
        std::fs::copy(race().join(file), folder.join(file)).expect("a file");
    }
    folder
}

#[test]
fn a_frozen_contest_that_is_changed_stops_every_computation() {
    let folder = copied("frozen");
    let freeze = ["freeze", "--period", "2026-Q1"];
    assert!(text(&attain(&folder, &freeze).stdout).contains("`race` of plan `sellers`, 2026-Q1: frozen"));
    assert!(text(&attain(&folder, &freeze).stdout).contains("frozen before"));
    let run = ["run", "--period", "2026-Q1", "--quiet"];
    assert_eq!(attain(&folder, &run).status.code(), Some(0));
    let plan = folder.join("plans/sellers.yaml");
    let changed = std::fs::read_to_string(&plan).expect("a plan").replace("reach: 100000", "reach: 90000");
    std::fs::write(&plan, changed).expect("written");
    let out = attain(&folder, &run);
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("D070") && out.stdout.is_empty(), "{}", text(&out.stderr));
    drop(std::fs::remove_dir_all(&folder));
}
