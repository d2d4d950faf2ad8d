//! What stands in rows that were set aside is unclear, and nothing else takes its place: no quota of a longer period, no metric that
//! somebody replaced, no lower revision, no owner of a deal that is shared.

#![expect(clippy::expect_used, reason = "a test that cannot run the command must fail")]

mod common;

use std::path::{Path, PathBuf};

use common::{attain, text};

const COMPANY: &str = "\
company: Unclear
currency: CNY
period: 2026-01
broken_rows: set_aside
data:
  participants: people.csv
  assignments: seats.csv
  quotas: quotas.csv
  metrics: metrics.csv
  splits: splits.csv
  adjustments: adjustments.csv
  transactions:
    file: sales.csv
    columns:
      day: { column: day, type: date }
";

const PLAN: &str = "\
plan: sales
effective: 2026-01-01 .. 2026-12-31
pays: monthly
measures:
  bookings:
    unit: money
    from: transactions
    to: owner
    splits: yes
    dated: day
    quota: bookings
    without_quota: error
  score: { unit: percent, from: metrics.score }
components:
  - { commission: commission, pays_on: bookings, rate: 10%, cap: none }
  - { bonus: bonus, target: 100, multiply_by: attainment(bookings) * score, cap: none }
";

/// A company of which nothing is broken but what `changed` says of a file.
fn company(name: &str, changed: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("unclear-{name}"));
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(folder.join("plans")).expect("a folder can be made");
    let files = [
        ("attain.yaml", COMPANY),
        ("plans/sales.yaml", PLAN),
        ("people.csv", "id,name\nE1,Ann\nE2,Bob\n"),
        ("seats.csv", "participant,plan\nE1,sales\nE2,sales\n"),
        ("quotas.csv", "participant,quota,period,amount\nE1,bookings,2026,12000\nE2,bookings,2026,12000\n"),
        ("metrics.csv", "participant,metric,period,value\nE1,score,2026-01,100%\nE2,score,2026-01,100%\n"),
        ("splits.csv", "transaction,participant,share\n"),
        ("adjustments.csv", "id,participant,kind,what,amount,reason,approved_by,plan,period,day\n"),
        ("sales.csv", "id,owner,day,amount,revision\nT1,E1,2026-01-05,1000,\nT2,E2,2026-01-06,500,\n"),
    ];
    for (path, text) in files {
        let more = changed.iter().filter(|(changed, _)| *changed == path).map(|(_, more)| *more);
        std::fs::write(folder.join(path), text.to_owned() + &more.collect::<String>()).expect("written");
    }
    folder
}

/// What a run pays `E1` for the commission, and what it says of rows that were set aside.
fn paid(folder: &Path) -> (String, String) {
    let out = attain(folder, &["run", "--format", "json"]);
    let result: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let lines = result["lines"].as_array().expect("lines");
    let own = lines.iter().find(|line| line["participant"] == "E1" && line["component"] == "commission");
    let aside = &result["report"]["measures"][0]["set_aside"]["sum"];
    let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    (own.map(|line| word(&line["amount"])).unwrap_or_default(), word(aside))
}

/// A figure that others have, or that would hold where its own cannot be read, is no figure: the check says so, and so does the run.
#[test]
fn figures_are_missing() {
    for (name, file, rows, code) in [
        ("quota", "quotas.csv", "E1,bookings,2026-01,x\n", "R004"),
        ("quotas", "quotas.csv", "E1,bookings,2026-01,500\nE1,bookings,2026-01,600\n", "R004"),
        ("no-period", "quotas.csv", "E1,bookings,2026-Q9,500\n", "R004"),
        ("metric", "adjustments.csv", "A1,E1,metric,score,70%x,reason,boss,,2026-01,\n", "R005"),
        ("no-reason", "adjustments.csv", "A1,E1,metric,score,70%,,boss,,2026-01,\n", "R005"),
    ] {
        let folder = company(name, &[(file, rows)]);
        let check = attain(&folder, &["check"]);
        assert_eq!(check.status.code(), Some(1), "{name}: {}", text(&check.stdout));
        assert!(text(&check.stdout).contains(&format!("error[{code}]")), "{name}: {}", text(&check.stdout));
        assert_eq!(attain(&folder, &["run"]).status.code(), Some(2), "{name}");
    }
    let folder = company("sound", &[("quotas.csv", "E1,bookings,2026-02,x\nE2,bookings,2026-01,500\n")]);
    assert_eq!(attain(&folder, &["run"]).status.code(), Some(0), "another month is no matter");
    assert_eq!(paid(&folder), ("100.00".to_owned(), "0.00".to_owned()));
    let folder = company("stated", &[("quotas.csv", "E1,bookings,2026-01,x\n")]);
    let plan = PLAN.replace("without_quota: error", "without_quota: report");
    std::fs::write(folder.join("plans/sales.yaml"), plan).expect("written");
    assert!(!text(&attain(&folder, &["explain", "E1", "--lang", "en"]).stdout).contains("200.00"));
    let stated = text(&attain(&folder, &["what-if", "E1", "--quota", "bookings=500", "--lang", "en"]).stdout);
    assert!(stated.contains("200.00"), "a preview states it: {stated}");
}

/// Nobody is credited with a deal of whose shares some cannot be read; rows that are the same say the same.
#[test]
fn shared_deals_are_set_aside() {
    for rows in ["T1,E2,x\n", "T1,E9,100%\n", "T1,,100%\n", "T1,E2,50%\nT1,E2,100%\n", "T1,E2,100%\nT1,E1,x\n"] {
        let folder = company("splits", &[("splits.csv", rows)]);
        assert_eq!(paid(&folder), ("0.00".to_owned(), "1000.00".to_owned()), "{rows}");
        assert!(text(&attain(&folder, &["check"]).stdout).contains("[D066]"), "{rows}");
    }
    let folder = company("same", &[("splits.csv", "T1,E1,100%\nT1,E1,100%\n")]);
    assert_eq!(paid(&folder), ("100.00".to_owned(), "0.00".to_owned()));
}

/// Where a revision cannot be read, it may be the highest.
#[test]
fn lower_revisions_do_not_come_back() {
    for rows in
        ["T3,E1,2026-01-07,700,0\nT3,E1,2026-01-07,800,x\n", "T3,E1,2026-01-07,800,1.5\nT3,E1,2026-01-07,700,0\n"]
    {
        let folder = company("revision", &[("sales.csv", rows)]);
        assert_eq!(paid(&folder), ("100.00".to_owned(), "800.00".to_owned()), "{rows}");
    }
}
