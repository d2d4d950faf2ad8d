//! Ten years, day by day: each event falls into exactly one period of every length, whatever the year starts with, in whatever
//! time zone the company is and the machine stands, with months of the calendar and with months of weeks.

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
    "America/Santiago",
];
const FIRST: Month = Month::new(2023, 1);
const LAST: Month = Month::new(2032, 12);
const PLAN: &str = "plan: p
effective: 2023-01-01 .. 2033-01-31
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

/// Months of 4, 5 and 4 weeks, as American retailers reckon.
const RETAIL: &str = "{ year_starts: 2, weeks: 4-5-4, first_day: sunday, year_begins: nearest, week_53: 1 }";

/// The first days of the retail years 2023 to 2033, as they were published.
const RETAIL_YEARS: [&str; 11] = [
    "2023-01-29",
    "2024-02-04",
    "2025-02-02",
    "2026-02-01",
    "2027-01-31",
    "2028-01-30",
    "2029-02-04",
    "2030-02-03",
    "2031-02-02",
    "2032-02-01",
    "2033-01-30",
];

/// A company with one event on every day.
fn company(zone: &str, calendar: &str, days: impl Iterator<Item = Day>) -> Vec<File> {
    let events = days.fold("id,who,on\n".to_owned(), |mut events, day| {
        writeln!(events, "T{},E1,{}", day.0, day.text()).expect("a string takes everything");
        events
    });
    let company = format!(
        "company: Calendar\ncurrency: USD\ntime_zone: {zone}\ncalendar: {calendar}\ndata:\n  \
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

/// Days in every period as the engine counts them.
fn computed(files: &[File], periods: &str) -> BTreeMap<(String, String), i64> {
    let run = run_files(files, Some(periods)).unwrap_or_else(|refusal| panic!("{}: {refusal}", files[0].1));
    let rows = run.rows().into_iter().map(|[_, component, period, amount]| {
        let days = amount.strip_suffix(".00").and_then(|days| days.parse().ok()).expect("whole days");
        ((component, period), days)
    });
    rows.collect()
}

#[test]
fn every_day_of_ten_retail_years_counts_once_in_every_length_of_period() {
    let years = RETAIL_YEARS.map(|year| {
        let (year, day) = (year[..4].parse().expect("a year"), &year[5..]);
        let (month, day): (i32, i64) = (day[..2].parse().expect("a month"), day[3..].parse().expect("a day"));
        Day::of(Month::new(year, month), day)
    });
    let mut counted = BTreeMap::new();
    for (year, ends) in (2023..).zip(years.windows(2)) {
        let long = ends[1].0 - ends[0].0 == 371;
        for month in 0..12 {
            let weeks = [4, 5, 4][month as usize % 3] + i64::from(long && month == 11);
            let first = Month::new(year, 2);
            for length in Length::ALL {
                let label = label(first.plus(month - month % length.0), length, 2);
                *counted.entry((format!("by_{}", length.word()), label)).or_default() += weeks * 7;
            }
        }
    }
    let days = || (0..).map(|count| years[0].plus(count)).take_while(|day| *day < years[10]);
    for zone in ZONES {
        let files = company(zone, RETAIL, days());
        assert_eq!(computed(&files, "2023-02..2033-01"), counted, "{zone}");
    }
}

#[test]
fn every_day_of_ten_years_counts_once_in_every_length_of_period() {
    for zone in ZONES {
        for year_starts in [1, 2, 4, 12] {
            let files = company(zone, &format!("{{ year_starts: {year_starts} }}"), days());
            assert_eq!(computed(&files, "2023-01..2032-12"), counted(year_starts), "{zone}, year from {year_starts}");
        }
    }
}

/// Hours and half hours by which each of [`ZONES`] is ahead of UTC when a month begins there, by its number.
fn half_hours_ahead(zone: &str, month: i32) -> i64 {
    let summer = |first: i32, last: i32| i64::from((first..=last).contains(&month)) * 2;
    match zone {
        "Asia/Shanghai" => 16,
        "America/New_York" => -10 + summer(4, 11),
        "America/Santiago" => -6 - summer(5, 9),
        "Europe/Dublin" => summer(4, 10),
        "Australia/Lord_Howe" => 22 - summer(5, 10) / 2,
        "Pacific/Kiritimati" => 28,
        "Pacific/Pago_Pago" => -22,
        _ => 0,
    }
}

#[test]
fn the_first_and_the_last_moment_of_every_month_count_in_it_in_every_time_zone() {
    const DAY: i64 = 86_400;
    let moment = |seconds: i64| {
        let (day, rest) = (Day(seconds.div_euclid(DAY)), seconds.rem_euclid(DAY));
        format!("{}T{:02}:{:02}:{:02}Z", day.text(), rest / 3_600, rest / 60 % 60, rest % 60)
    };
    for zone in ZONES {
        let mut events = "id,who,on,amount\n".to_owned();
        let mut expected = BTreeMap::new();
        for count in FIRST.0..=LAST.0 + 1 {
            let month = Month(count);
            let ahead = half_hours_ahead(zone, month.0.rem_euclid(12) + 1) * 1_800;
            let start = month.first_day().0 * DAY - ahead;
            writeln!(events, "L{count},E1,{},1", moment(start - 1)).expect("a string takes everything");
            writeln!(events, "F{count},E1,{},100", moment(start)).expect("a string takes everything");
            if month <= LAST {
                expected.insert(month.text(), "101.00".to_owned());
            }
        }
        let mut files = company(zone, "{ year_starts: 1 }", std::iter::empty());
        files[0].1 = files[0].1.replace("type: date }", "type: date, format: instant }");
        files[1].1 = "plan: p
effective: 2022-01-01 .. 2033-12-31
pays: monthly
measures: { sum: { unit: money, from: transactions, to: who, dated: on } }
components: [{ commission: sum_of_month, pays_on: sum, rate: 100%, cap: none }]
"
        .to_owned();
        files[4].1 = events;
        let run = run_files(&files, Some("2023-01..2032-12")).unwrap_or_else(|refusal| panic!("{zone}: {refusal}"));
        let rows = run.rows().into_iter().map(|[_, _, period, amount]| (period, amount));
        assert_eq!(rows.collect::<BTreeMap<_, _>>(), expected, "{zone}");
    }
}

#[test]
fn the_time_zone_of_the_machine_moves_no_day() {
    let scratch = Scratch::new();
    for (path, text) in company("Asia/Shanghai", "{ year_starts: 4 }", days()) {
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
