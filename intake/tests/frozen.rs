//! `contests.lock`: rules that were promised, and what happens when they change.

use std::path::Path;

use attain_intake::files::Files;
use attain_intake::folder::Folder;
use attain_intake::frozen::{LOCK_FILE, lock_text};
use attain_rules::period::Month;

const COMPANY: &str =
    "company: Frozen\ncurrency: USD\ndata:\n  participants: p.csv\n  assignments: a.csv\n  metrics: m.csv\n";
const PLAN: &str = "plan: top sellers
effective: 2026-01-01 ..
pays: quarterly
measures:
  sales: { unit: money, from: metrics.sales }
  net: { unit: money, from: formula, formula: sales * 90% }
  calls: { unit: count, from: metrics.calls }
components:
  - { bonus: base, amount: calls * money(1) }
  - contest: race
    group: plan
    rank_by: net
    prizes: [500, 300]
";

/// The company with this plan and this lock.
fn folder(plan: &str, lock: Option<&str>) -> Folder {
    let mut files = Files::of(Path::new("."));
    let texts = [
        ("attain.yaml", COMPANY),
        ("plans/sellers.yaml", plan),
        ("p.csv", "id\nE1\n"),
        ("a.csv", "participant,plan\nE1,top sellers\n"),
        ("m.csv", "participant,metric,period,value\nE1,sales,2026-Q1,1\n"),
    ];
    for (path, text) in texts.into_iter().chain(lock.map(|lock| (LOCK_FILE, lock))) {
        files.state(path, text.as_bytes().to_vec());
    }
    Folder::of(files)
}

/// The lock of the contests of the first half of 2026.
fn lock() -> String {
    let folder = folder(PLAN, None);
    let text = folder
        .company
        .as_ref()
        .map(|company| lock_text(&folder.contests(company, Month::new(2026, 1), Month::new(2026, 6)), company));
    text.unwrap_or_default()
}

fn codes(plan: &str, lock: &str) -> Vec<&'static str> {
    folder(plan, Some(lock)).diagnostics.all().iter().map(|found| found.code).collect()
}

#[test]
fn a_contest_is_frozen_for_each_of_its_periods() {
    let lock = lock();
    let lines: Vec<&str> = lock.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(lines.len(), 2, "{lock}");
    assert!(lines[0].starts_with("2026-Q1 top sellers race sha256:"), "{lock}");
    assert!(lines[1].starts_with("2026-Q2 top sellers race sha256:"), "{lock}");
    assert_eq!(codes(PLAN, &lock), [] as [&str; 0]);
}

#[test]
fn what_does_not_change_the_rules_may_change() {
    let lock = lock();
    for (from, to) in [
        (
            "    prizes: [500, 300]",
            "    # The same as last year.\n    title: Race\n    prizes:\n      - 500\n      - 300",
        ),
        ("amount: calls * money(1)", "amount: calls * money(2)"),
        ("  calls: { unit: count,", "  calls: { title: Calls, unit: count, missing: report,"),
    ] {
        assert!(PLAN.contains(from));
        assert_eq!(codes(&PLAN.replace(from, to), &lock), [] as [&str; 0], "{to}");
    }
}

#[test]
fn a_contest_that_differs_is_refused_for_each_period() {
    let lock = lock();
    for (from, to) in [
        ("[500, 300]", "[500, 301]"),
        ("rank_by: net", "rank_by: sales"),
        ("sales * 90%", "sales * 91%"),
        ("from: metrics.sales }", "from: metrics.sales, take: sum }"),
        ("pays: quarterly\n", "pays: quarterly\nrounding: up to 1\n"),
    ] {
        assert!(PLAN.contains(from));
        let folder = folder(&PLAN.replace(from, to), Some(&lock));
        let found: Vec<&str> = folder.diagnostics.all().iter().map(|found| found.code).collect();
        let refused = found.iter().filter(|code| **code == "D070").count();
        assert!(refused == 2 && folder.diagnostics.has_errors(), "{to}: {found:?}");
    }
    assert!(codes(&PLAN.replace("contest: race", "contest: sprint"), &lock).ends_with(&["D070", "D070"]));
}

#[test]
fn a_new_version_changes_the_periods_in_which_it_is_in_force() {
    let lock = lock();
    let second = PLAN.replace("2026-01-01 ..", "2026-05-01 ..");
    let mut files = Files::of(Path::new("."));
    let first = PLAN.replace("2026-01-01 ..", "2026-01-01 .. 2026-04-30");
    for (path, text) in [
        ("attain.yaml", COMPANY),
        ("plans/one.yaml", &first),
        ("plans/two.yaml", &second),
        ("p.csv", "id\nE1\n"),
        ("a.csv", "participant,plan\nE1,top sellers\n"),
        ("m.csv", "participant,metric,period,value\nE1,sales,2026-Q1,1\n"),
        (LOCK_FILE, &lock),
    ] {
        files.state(path, text.as_bytes().to_vec());
    }
    let folder = Folder::of(files);
    let found: Vec<_> = folder.diagnostics.all().iter().filter(|found| found.code == "D070").collect();
    assert_eq!(found.len(), 1, "{:?}", folder.diagnostics.all());
    assert!(found[0].message.en.contains("2026-Q2"), "{}", found[0].message.en);
}

#[test]
fn a_line_that_was_touched_is_told() {
    let lock = lock();
    for (from, to) in [("sha256:", "sha:"), ("2026-Q1 ", "2026-Q9 "), ("2026-Q1 top sellers race", "2026-Q1")] {
        assert_eq!(codes(PLAN, &lock.replacen(from, to, 1)), ["D071"], "{to}");
    }
    let other = lock.replacen("sha256:", "sha256:0", 1);
    let short: String = other.lines().map(|line| format!("{}\n", line.chars().take(99).collect::<String>())).collect();
    assert!(codes(PLAN, &short).contains(&"D071") || codes(PLAN, &short).contains(&"D070"));
}
