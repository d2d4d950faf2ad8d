//! A plan that passes the check never fails later for an unknown name, a wrong type or unit, or a missing row.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use attain_rules::company::Company as AttainCompany;
use attain_rules::date::Date;
use attain_rules::period::{Month, PeriodLength};
use attain_tests::command::{attain, binary};
use attain_tests::generate;
use attain_tests::library::{in_memory, run_files};
use attain_tests::random::Random;
use attain_tests::scratch::Scratch;
use attain_tests::write::{File, files, write};
use serde_json::Value;

/// Codes of runs that are about figures, not about names or types: what a sound plan may meet in its data. `attain check`, which
/// knows the data, tells them all of the periods of which the data tell.
const ABOUT_FIGURES: [&str; 9] = ["R001", "R002", "R003", "R004", "R005", "R007", "R008", "R009", "R013"];

/// Random plans pass the check, and then run.
#[test]
fn sound_plans_run() {
    for seed in 1_000..1_200 {
        if let Err(refusal) = run_files(&files(&generate::company(seed)), None) {
            panic!("seed {seed}: {refusal}");
        }
    }
}

/// Broken plans and data are refused by the check, or they run; neither ever panics. What fails a run of the company's period is
/// an error of `attain check`.
#[test]
fn broken_plans_are_refused_or_run() {
    let (mut refused, mut ran) = (0, 0);
    let binary = binary();
    for seed in 0..600 {
        let mut random = Random::new(seed);
        let mut files = files(&generate::company(seed));
        for _ in 0..random.between(1, 2) {
            break_something(&mut random, &mut files);
        }
        match catch_unwind(AssertUnwindSafe(|| run_files(&files, None))) {
            Err(_) => panic!("seed {seed} panics: {files:#?}"),
            Ok(Ok(_)) => ran += 1,
            Ok(Err(refusal)) => {
                let by_run: Vec<_> = refusal.codes.iter().filter(|code| code.starts_with('R')).collect();
                let sound = by_run.iter().all(|code| ABOUT_FIGURES.contains(&code.as_str()));
                assert!(sound, "seed {seed} passed the check and failed later:\n{refusal}");
                if !by_run.is_empty() {
                    let told = told(&binary, &files);
                    assert!(
                        has_errors(&told),
                        "seed {seed} passed `attain check` and failed later:\n{refusal}\n{told:#?}"
                    );
                }
                refused += 1;
            }
        }
    }
    println!("{refused} were refused, {ran} ran");
    assert!(refused > 100 && ran > 100, "{refused} were refused, {ran} ran: the test has become one-sided");
}

/// Of a company that passes the check, no period fails of which the data tell: whether it names one of them as its own or
/// none, and whatever rows of quotas and metrics are missing or have a misspelt name.
#[test]
fn every_period_that_was_tried_runs() {
    let (binary, mut passed, mut ran, mut refused) = (binary(), [0; 3], 0, [0; 3]);
    for seed in 3_000..3_090 {
        let mut random = Random::new(seed);
        let mut files = files(&generate::company(seed));
        spoil_figures(&mut random, &mut files);
        let company = in_memory(&files).company.expect("a company");
        let first = company.period.expect("a period").first;
        let Some(last) = last_month(&files, &company) else { continue };
        let until = Month(i32::try_from(random.between(first.0.into(), last.0.into())).expect("a month"));
        // As it is, with a month as its period, or with none.
        let way = usize::try_from(random.between(0, 2)).expect("a way");
        let named = if way == 1 {
            format!("period: {}\n", company.calendar.label(company.calendar.period_of(until, PeriodLength::Month)))
        } else {
            String::new()
        };
        let attain_yaml = &mut files.first_mut().expect("attain.yaml").1;
        let line = |line: &str| if line.starts_with("period:") { named.clone() } else { format!("{line}\n") };
        if way > 0 {
            *attain_yaml = attain_yaml.lines().map(line).collect();
        }
        let told = told(&binary, &files);
        if !passes(&told) {
            refused[way] += 1;
            continue;
        }
        passed[way] += 1;
        let months = (first.0..=last.0).map(|month| (Month(month), Month(month)));
        for (first, last) in months.chain([(first, last)]) {
            let period = label(&company, first, last);
            if let Err(refusal) = run_files(&files, Some(&period)) {
                panic!("seed {seed} passed `attain check`, and {period} failed later:\n{refusal}\n{told:#?}");
            }
            ran += 1;
        }
    }
    let counts = format!("{passed:?} passed, {ran} periods ran, {refused:?} were refused");
    println!("{counts}");
    let enough = passed.iter().chain(&refused).all(|count| *count > 3);
    assert!(enough && ran > 100, "{counts}: the test has become one-sided");
}

/// Has plans say `error` for what is missing, and takes rows of quotas and metrics out or misspells their names, in some companies.
fn spoil_figures(random: &mut Random, files: &mut [File]) {
    let spoils = random.percent(60);
    for (path, text) in files {
        if path.starts_with("plans/") && spoils {
            *text = text.lines().map(strict).collect();
        } else if spoils && (path == "data/quotas.csv" || path == "data/metrics.csv") {
            let (one_in, misspelt) = (*random.pick(&[10, 100, 1_000]), *random.pick(&[0, 0, 2, 100]));
            let mut rows = text.lines();
            let head = rows.next().unwrap_or_default();
            let mut kept = format!("{head}\n");
            for row in rows {
                let is_misspelt = random.percent(misspelt);
                if random.between(1, one_in) > 1 {
                    kept += &if is_misspelt { misspell(row) } else { format!("{row}\n") };
                }
            }
            *text = kept;
        }
    }
}

/// The row with the name of its figure as slips of the hand make it.
fn misspell(row: &str) -> String {
    format!("{}\n", row.replacen(",sales,", ",slaes,", 1).replacen(",score,", ",scroe,", 1))
}

/// The last month of the company's year that has transactions.
fn last_month(files: &[File], company: &AttainCompany) -> Option<Month> {
    let (_, text) = files.iter().find(|(path, _)| path == "data/transactions.csv")?;
    let year = company.calendar.days(company.period?);
    let days = text.lines().skip(1).filter_map(|row| Date::parse(row.split(',').nth(3)?));
    days.filter(|day| year.contains(*day)).max().map(|day| company.calendar.month_of(day))
}

/// `2026-01..2026-03`.
fn label(company: &AttainCompany, first: Month, last: Month) -> String {
    let [first, last] = [first, last].map(|month| company.calendar.period_of(month, PeriodLength::Month));
    format!("{}..{}", company.calendar.label(first), company.calendar.label(last))
}

/// Whatever rows of quotas and metrics are missing where the plan says `error`: a run of the company's period does not fail for
/// it when `attain check` finds no error.
#[test]
fn missing_rows_are_told_beforehand() {
    let (binary, mut lacking, mut not_yet, mut ran) = (binary(), 0, 0, 0);
    for seed in 2_000..2_080 {
        let mut random = Random::new(seed);
        let mut files = files(&generate::company(seed));
        for (path, text) in &mut files {
            if path.starts_with("plans/") {
                *text = text.lines().map(strict).collect();
            } else if path == "data/quotas.csv" || path == "data/metrics.csv" {
                let one_in = *random.pick(&[1, 2, 10, 30]);
                let mut rows = text.lines();
                let head = rows.next().unwrap_or_default();
                let kept = rows.filter(|_| random.between(1, one_in) > 1);
                *text = std::iter::once(head).chain(kept).map(|row| format!("{row}\n")).collect();
            }
        }
        let Err(refusal) = run_files(&files, None) else {
            ran += 1;
            continue;
        };
        if !refusal.codes.iter().any(|code| code == "R004" || code == "R005") {
            continue;
        }
        let told = told(&binary, &files);
        assert!(has_errors(&told), "seed {seed} passed `attain check` and failed later:\n{refusal}\n{told:#?}");
        let has = |wanted: &[&str]| told.iter().any(|(code, _)| wanted.contains(&code.as_str()));
        lacking += usize::from(has(&["R004", "R005"]));
        not_yet += usize::from(has(&["W009"]));
    }
    let counts = format!("{lacking} lacked rows, {not_yet} had none yet, {ran} ran");
    println!("{counts}");
    assert!(lacking > 4 && not_yet > 4 && ran > 0, "{counts}: the test has become one-sided");
}

/// The line of a plan with the strictest word on what is missing.
fn strict(line: &str) -> String {
    for key in ["without_quota:", "missing:"] {
        if let Some((before, _)) = line.split_once(key) {
            return format!("{before}{key} error\n");
        }
    }
    format!("{line}\n")
}

/// Does the check find neither an error nor that figures for other periods than the company's have not come?
fn passes(told: &[(String, String)]) -> bool {
    !has_errors(told) && !told.iter().any(|(code, _)| code == "W009")
}

fn has_errors(told: &[(String, String)]) -> bool {
    told.iter().any(|(_, severity)| severity == "error")
}

/// Code and severity of everything that `attain check` finds.
fn told(binary: &Path, files: &[File]) -> Vec<(String, String)> {
    let scratch = Scratch::new();
    write(files, scratch.path());
    let output = attain(binary, scratch.path(), &["check", "--format", "json"]);
    let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = value["findings"].as_array().expect("findings");
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    findings.iter().map(|finding| (word(finding, "code"), word(finding, "severity"))).collect()
}

/// Changes one thing in a file, as hands do.
fn break_something(random: &mut Random, files: &mut [File]) {
    let place =
        usize::try_from(random.between(0, i64::try_from(files.len()).expect("few files") - 1)).expect("a place");
    let text = &mut files[place].1;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.len() < 2 {
        return;
    }
    let line = usize::try_from(random.between(1, i64::try_from(lines.len()).expect("few lines") - 1)).expect("a line");
    match random.between(1, 6) {
        1 => drop(lines.remove(line)),
        2 => lines.insert(line, lines[line].clone()),
        3 => lines.swap(line, line - 1),
        _ => lines[line] = with_another_word(random, &lines[line]),
    }
    *text = lines.iter().map(|line| format!("{line}\n")).collect();
}

/// Words that stand for one another too easily.
const WORDS: [&str; 30] = [
    "sales",
    "margin",
    "deals",
    "score",
    "salary",
    "role",
    "amount",
    "weight",
    "owner",
    "kind",
    "0",
    "-1",
    "50%",
    "1e3",
    "month",
    "year",
    "marginal",
    "retroactive",
    "step_adding",
    "rate",
    "fee",
    "from",
    "above",
    "zero",
    "report",
    "error",
    "\"senior\"",
    "2026-02-30",
    "quarter",
    "attainment(sales)",
];

fn with_another_word(random: &mut Random, line: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '%');
    let starts: Vec<usize> = line
        .char_indices()
        .filter(|(place, c)| is_word(*c) && !line[..*place].ends_with(is_word))
        .map(|(place, _)| place)
        .collect();
    if starts.is_empty() {
        return line.to_owned();
    }
    let start = *random.pick(&starts);
    let length = line[start..].find(|c| !is_word(c)).unwrap_or(line.len() - start);
    format!("{}{}{}", &line[..start], random.pick::<&'static str>(&WORDS), &line[start + length..])
}
