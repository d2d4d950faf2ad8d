//! A statement that somebody follows with a calculator: figures that go on, and limits that earlier lines have used.

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

/// A cap reads the same in the first period of its year and in those after it, which say what earlier lines leave of it.
#[test]
fn limits_say_what_earlier_lines_leave_of_them() {
    let folder = company("limits");
    let explain = |period: &str, more: &[&str]| explained(&folder, "S2", "limited", period, more);
    let (open, reached) = (
        "cap for the year not reached 700.00 plans/seller.yaml:9",
        "cap for the year reached 700.00 plans/seller.yaml:9",
    );
    assert_together(&explain("2026-Q1", &[]), &[open, "limited 300.00"]);
    let second = [open, "left after earlier lines 700.00 − 300.00 = 400.00", "limited 300.00"];
    assert_together(&explain("2026-Q2", &[]), &second);
    let left = "left after earlier lines 700.00 − 600.00 = 100.00";
    assert_together(&explain("2026-Q3", &[]), &[reached, left, "after the limit 100.00", "limited 100.00"]);
    let detailed = [reached, left, "line of 2026-Q1 300.00", "line of 2026-Q2 300.00", "after the limit 100.00"];
    assert_together(&explain("2026-Q3", &["--detail"]), &detailed);
    let chinese = ["年度上限 未达到 700.00 plans/seller.yaml:9", "此前各期之后尚余 700.00 − 300.00 = 400.00"];
    assert_together(&explain("2026-Q2", &ZH), &chinese);
}

#[test]
fn a_floor_and_a_cap_by_a_formula_say_whether_they_count() {
    let folder = company("floors");
    let lifted = [
        "floor for the quarter applied 50.00 plans/seller.yaml:10",
        "after the limit 50.00",
        "cap not reached: sales * 2% (3,000.00) 60.00 plans/seller.yaml:10",
        "lifted 50.00",
    ];
    assert_together(&explained(&folder, "S2", "lifted", "2026-Q1", &[]), &lifted);
    let above = ["floor for the quarter not needed 50.00 plans/seller.yaml:10"];
    assert_together(&explained(&folder, "S1", "lifted", "2026-Q1", &[]), &above);
    let chinese = ["季度下限 生效 50.00 plans/seller.yaml:10", "限额后金额 50.00"];
    assert_together(&explained(&folder, "S2", "lifted", "2026-Q1", &ZH), &chinese);
}
