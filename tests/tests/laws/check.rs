//! A plan that passes the check never fails later for an unknown name, a wrong type or unit, or a missing row.

use std::panic::{AssertUnwindSafe, catch_unwind};

use attain_tests::generate;
use attain_tests::library::run_files;
use attain_tests::random::Random;
use attain_tests::write::{File, files};

/// Codes of runs that are about figures, not about names, types or rows: what a sound plan may meet in its data.
const ABOUT_FIGURES: [&str; 10] = ["R001", "R002", "R003", "R004", "R005", "R006", "R007", "R008", "R009", "R013"];

/// Random plans pass the check, and then run.
#[test]
fn sound_plans_run() {
    for seed in 1_000..1_200 {
        if let Err(refusal) = run_files(&files(&generate::company(seed)), None) {
            panic!("seed {seed}: {refusal}");
        }
    }
}

/// Broken plans are refused by the check, or they run; neither ever panics.
#[test]
fn broken_plans_are_refused_or_run() {
    let (mut refused, mut ran) = (0, 0);
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
                refused += 1;
            }
        }
    }
    println!("{refused} were refused, {ran} ran");
    assert!(refused > 100 && ran > 100, "{refused} were refused, {ran} ran: the test has become one-sided");
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
