//! What a person's own trace shows of pools and contests, what the whole one shows, and that both add up.

#![expect(clippy::expect_used, reason = "a test that cannot run the command must fail")]

mod common;

use std::path::{Path, PathBuf};

use common::{attain, text};

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases").join(name)
}

/// What a trace's facts say, and what `attain verify` says of it.
fn traced(name: &str, (who, period): (&str, &str), more: &[&str]) -> String {
    let explain = ["explain", who, "--period", period, "--format", "json"];
    let out = attain(&case(name), &[explain.as_slice(), more].concat());
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    let trace: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let says = |of: &serde_json::Value| of["says"].as_str().expect("a text").to_owned();
    let mut told = String::new();
    for line in trace["lines"].as_array().expect("lines") {
        let facts = line["facts"].as_array().expect("facts").iter().map(|fact| format!("  {}\n", says(fact)));
        told.push_str(&format!("{}\n{}", says(line), facts.collect::<String>()));
    }
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{who}-{}.json", more.len()));
    std::fs::write(&file, &out.stdout).expect("written");
    let verified = attain(&case(name), &["verify", file.to_str().expect("a path")]);
    assert_eq!(verified.status.code(), Some(0), "{}", text(&verified.stdout));
    told + &text(&verified.stdout)
}

/// The own trace and the whole one.
fn both(name: &str, who: (&str, &str)) -> String {
    [traced(name, who, &[]), traced(name, who, &["--with-others"])].join("\n")
}

#[test]
fn of_a_pool_with_a_cap() {
    insta::assert_snapshot!(both("041-pool-with-cap", ("beta", "2026")));
}

#[test]
fn of_a_contest_with_a_tie() {
    insta::assert_snapshot!(both("121-season-prizes", ("R1", "2009")));
}

#[test]
fn of_a_contest_between_teams() {
    insta::assert_snapshot!(both("201-teams-compete", ("T2", "2026-Q1")));
}

#[test]
fn a_statement_names_no_others() {
    let out = |more: &[&str]| {
        let explain = ["explain", "beta", "--period", "2026", "--with-others"];
        attain(&case("041-pool-with-cap"), &[explain.as_slice(), more].concat())
    };
    let english = out(&[]);
    assert_eq!((english.status.code(), text(&english.stdout).as_str()), (Some(2), ""));
    assert!(text(&english.stderr).contains("`--with-others` goes with `--format json`"), "{}", text(&english.stderr));
    let chinese = text(&out(&["--lang", "zh-CN"]).stderr);
    assert!(chinese.contains("须与 `--format json` 同用"), "{chinese}");
}
