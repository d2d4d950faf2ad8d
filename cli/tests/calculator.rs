//! A statement that somebody follows with a calculator: figures that go on.

#![expect(clippy::expect_used, reason = "a test that cannot run the command must fail")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{attain, text};

const FILES: [(&str, &str); 6] = [
    (
        "attain.yaml",
        "company: Small\ncurrency: USD\ndata:\n  participants: p.csv\n  assignments: a.csv\n  quotas: q.csv\n  \
         transactions: { file: t.csv, columns: { owner: owner, day: { column: day, type: date } } }\n",
    ),
    (
        "plans/seller.yaml",
        "plan: seller
effective: 2026-01-01 .. 2026-12-31
pays: quarterly
measures:
  sales: { unit: money, from: transactions, to: owner, dated: day, quota: sales, without_quota: report }
components:
  - { commission: gated, pays_on: sales, rate: 1%, gate: attainment(sales) >= 20%, cap: none }
  - { commission: rated, pays_on: sales, rate: 149.99975%, cap: none }
  - { commission: limited, pays_on: sales, rate: 10%, cap: 700 per year }
  - { commission: lifted, pays_on: sales, rate: 1%, floor: 50 per quarter, cap: sales * 2% }
",
    ),
    ("p.csv", "id\nS1\nS2\n"),
    ("a.csv", "participant,plan,from,to\nS1,seller,2026-01-01,\nS2,seller,2026-01-01,\n"),
    (
        "q.csv",
        "participant,quota,period,amount\nS1,sales,2026-Q1,900000\nS2,sales,2026-Q1,900000\nS2,sales,2026-Q2,900000\n\
         S2,sales,2026-Q3,900000\n",
    ),
    (
        "t.csv",
        "id,owner,day,amount\nT1,S1,2026-01-15,179999.99\nT2,S2,2026-01-15,3000\nT3,S2,2026-04-15,3000\n\
         T4,S2,2026-07-15,3000\n",
    ),
];

fn company(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("calculator-{name}"));
    drop(fs::remove_dir_all(&folder));
    for (path, text) in FILES {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        fs::write(file, text).expect("written");
    }
    folder
}

/// The rows of a statement of one component, each with single blanks between its words.
fn explained(folder: &Path, who: &str, component: &str, period: &str, more: &[&str]) -> Vec<String> {
    let out = attain(folder, &[&["explain", who, "--component", component, "--period", period], more].concat());
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    text(&out.stdout).lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Sees that the rows stand among `all`, each right behind the one before it.
fn assert_together(all: &[String], wanted: &[&str]) {
    assert!(all.windows(wanted.len()).any(|rows| rows == wanted), "no rows {wanted:#?} in:\n{}", all.join("\n"));
}

const ZH: [&str; 2] = ["--lang", "zh-CN"];

/// What lies just below a limit does not look as if it had reached it.
#[test]
fn a_figure_that_goes_on_is_cut() {
    let folder = company("cut");
    let gated = [
        "attainment 179,999.99 ÷ 900,000.00 = 19.9999… %",
        "gate attainment(sales) >= 20% (19.9999… %) = no plans/seller.yaml:7",
    ];
    assert_together(&explained(&folder, "S1", "gated", "2026-Q1", &[]), &gated);
    let chinese = explained(&folder, "S1", "gated", "2026-Q1", &ZH);
    assert_together(&chinese, &["门槛 attainment(sales) >= 20% (19.9999… %) = 否 plans/seller.yaml:7"]);
}

/// What is worked out from a figure that goes on is worked out from all of it.
#[test]
fn what_is_made_of_a_figure_that_goes_on_is_exact() {
    let folder = company("exact");
    let rated = ["pay 3,000.00 × 149.9997… % = 4,499.9925 plans/seller.yaml:8"];
    assert_together(&explained(&folder, "S2", "rated", "2026-Q1", &[]), &rated);
}
