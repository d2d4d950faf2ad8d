//! Ten years, day by day: each event falls into exactly one period of every length, whatever the year starts with, in whatever
//! time zone the company is and the machine stands.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;

use attain_tests::calendar::{Day, Length, Month, label, period_start};
use attain_tests::command::binary;
use attain_tests::library::run_files;
use attain_tests::scratch::Scratch;
use attain_tests::write::File;

/// Both sides of the date line, half hours, and zones that change their clocks at midnight or not at all.
const ZONES: [&str; 8] = [
    "UTC",
    "Asia/Shanghai",
    "America/New_York",
    "Europe/Dublin",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "America/Havana",
];
const FIRST: Month = Month::new(2023, 1);
const LAST: Month = Month::new(2032, 12);
const PLAN: &str = "plan: p
effective: 2023-01-01 .. 2032-12-31
pays: monthly
measures:
  days: { unit: count, from: transactions, to: who, dated: on }
components:
  - { commission: by_month, pays_on: days, rate: 1, cap: none }
  - { commission: by_quarter, every: quarter, pays_on: days, rate: 1, cap: none }
  - { commission: by_half, every: half, pays_on: days, rate: 1, cap: none }
  - { commission: by_year, every: year, pays_on: days, rate: 1, cap: none }
";

fn days() -> impl Iterator<Item = Day> {
    let (first, last) = (FIRST.first_day(), LAST.last_day());
    (0..).map(move |count| first.plus(count)).take_while(move |day| *day <= last)
}

/// A company with one event on every day.
fn company(zone: &str, year_starts: i32) -> Vec<File> {
    let events = days().fold("id,who,on\n".to_owned(), |mut events, day| {
        writeln!(events, "T{},E1,{}", day.0, day.text()).expect("a string takes everything");
        events
    });
    let company = format!(
        "company: Calendar\ncurrency: USD\ntime_zone: {zone}\ncalendar: {{ year_starts: {year_starts} }}\ndata:\n  \
         participants: p.csv\n  assignments: a.csv\n  transactions:\n    file: t.csv\n    \
         columns: {{ on: {{ column: on, type: date }} }}\n"
    );
    vec![
        ("attain.yaml".to_owned(), company),
        ("plans/p.yaml".to_owned(), PLAN.to_owned()),
        ("p.csv".to_owned(), "id\nE1\n".to_owned()),
        ("a.csv".to_owned(), "participant,plan\nE1,p\n".to_owned()),
        ("t.csv".to_owned(), events),
    ]
}

/// Days in every period that ends in the ten years, counted one by one.
fn counted(year_starts: i32) -> BTreeMap<(String, String), i64> {
    let mut counted = BTreeMap::new();
    for length in Length::ALL {
        for day in days() {
            let start = period_start(day.month(), length, year_starts);
            if start.plus(length.0 - 1) <= LAST {
                *counted.entry((format!("by_{}", length.word()), label(start, length, year_starts))).or_default() += 1;
            }
        }
    }
    counted
}

#[test]
fn every_day_of_ten_years_counts_once_in_every_length_of_period() {
    for zone in ZONES {
        for year_starts in [1, 2, 4, 12] {
            let run = run_files(&company(zone, year_starts), Some("2023-01..2032-12"))
                .unwrap_or_else(|refusal| panic!("{zone} {year_starts}: {refusal}"));
            let rows = run.rows().into_iter().map(|[_, component, period, amount]| {
                let days = amount.strip_suffix(".00").and_then(|days| days.parse().ok()).expect("whole days");
                ((component, period), days)
            });
            assert_eq!(rows.collect::<BTreeMap<_, i64>>(), counted(year_starts), "{zone}, year from {year_starts}");
        }
    }
}

#[test]
fn the_time_zone_of_the_machine_moves_no_day() {
    let scratch = Scratch::new();
    for (path, text) in company("Asia/Shanghai", 4) {
        let path = scratch.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    }
    let binary = binary();
    let out = |zone: &str| {
        let mut command = Command::new(&binary);
        command.args(["run", "--period", "2023-01..2032-12", "--format", "json", "-C"]).arg(scratch.path());
        let out = command.env("TZ", zone).output().expect("the command line can be started");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        out.stdout
    };
    let first = out(ZONES[0]);
    for zone in &ZONES[1..] {
        assert!(out(zone) == first, "{zone}");
    }
}
