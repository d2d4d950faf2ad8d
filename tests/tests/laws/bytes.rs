//! The outcome is a function of plans and data alone.

use std::process::Command;

use attain_tests::command::binary;
use attain_tests::generate;
use attain_tests::library::{Reading, run_files, run_files_reading};
use attain_tests::memory::run_in_memory;
use attain_tests::random::Random;
use attain_tests::scratch::Scratch;
use attain_tests::write::{File, files, write};

/// Rows of all files in another order: every line, every trace and the report stay byte for byte.
#[test]
fn the_order_of_rows_changes_nothing() {
    for seed in 0..40 {
        let sorted = files(&generate::company(seed));
        let mut random = Random::new(seed);
        let mut shuffled = sorted.clone();
        for (_, text) in shuffled.iter_mut().filter(|(path, _)| path.starts_with("data/")) {
            let mut rows: Vec<String> = text.lines().skip(1).map(str::to_owned).collect();
            random.shuffle(&mut rows);
            let header = text.lines().next().unwrap_or_default().to_owned();
            *text = std::iter::once(header).chain(rows).map(|row| format!("{row}\n")).collect();
        }
        let [one, other] = [&sorted, &shuffled].map(|files| match run_files(files, None) {
            Ok(run) => run.text(),
            Err(refusal) => panic!("seed {seed}: {refusal}"),
        });
        assert!(one == other, "seed {seed}: {}", first_difference(&one, &other));
    }
}

/// Batches of one row and batches of all rows give the same.
#[test]
fn the_size_of_batches_changes_nothing() {
    for seed in 0..40 {
        let company = generate::company(seed);
        let texts = [1, 2, 7, 10_000].map(|batch| match run_in_memory(&company, batch, true) {
            Ok((_, _, outcome)) => format!("{outcome:#?}"),
            Err(errors) => panic!("seed {seed}: {errors}"),
        });
        assert!(texts.iter().all(|text| *text == texts[0]), "seed {seed}");
    }
}

/// Reading on a thread of its own, in batches of any size, gives the same as reading when rows are wanted: lines, traces,
/// report and refusals.
#[test]
fn reading_ahead_changes_nothing() {
    let text = |files: &[File], reading| match run_files_reading(files, reading) {
        Ok(run) => run.text(),
        Err(refusal) => refusal.to_string(),
    };
    for seed in 0..40 {
        let mut files = files(&generate::company(seed));
        if seed % 8 == 0 {
            let sales = files.iter_mut().find(|(path, _)| path.ends_with("transactions.csv"));
            sales.expect("every company has sales").1.push_str("broken,row\n");
        }
        let at_once = text(&files, Reading::AtOnce);
        for rows in [1, 3, 4_096] {
            let ahead = text(&files, Reading::Ahead(rows));
            assert!(ahead == at_once, "seed {seed}: {}", first_difference(&at_once, &ahead));
        }
    }
}

/// Neither the machine's time zone nor its language changes what the command line writes.
#[test]
fn the_time_zone_changes_nothing() {
    let binary = binary();
    for seed in 0..5 {
        let folder = Scratch::new();
        write(&files(&generate::company(seed)), folder.path());
        let outputs = ["UTC", "Asia/Shanghai", "America/St_Johns"].map(|zone| {
            let mut command = Command::new(&binary);
            command.arg("run").arg("-C").arg(folder.path()).args(["--format", "json"]).env("TZ", zone).env("LANG", "C");
            command.output().expect("the command line can be started")
        });
        assert!(outputs[0].status.success(), "seed {seed}: {}", String::from_utf8_lossy(&outputs[0].stderr));
        assert!(outputs.iter().all(|output| output.stdout == outputs[0].stdout), "seed {seed}");
    }
}

/// The library's way through files and the way of the auditor's test, which hands data over directly, give the same lines.
#[test]
fn files_and_memory_give_the_same_lines() {
    for seed in 0..40 {
        let company = generate::company(seed);
        let by_files = run_files(&files(&company), None).unwrap_or_else(|refusal| panic!("seed {seed}: {refusal}"));
        let (_, _, outcome) =
            run_in_memory(&company, 3, false).unwrap_or_else(|errors| panic!("seed {seed}: {errors}"));
        let amounts = |outcome: &attain_engine::outcome::Outcome| -> Vec<_> {
            let lines = outcome.lines.iter();
            lines
                .map(|line| (line.participant, line.plan, line.component, line.kind, line.earned_for, line.minor_units))
                .collect()
        };
        assert_eq!(amounts(&by_files.outcome), amounts(&outcome), "seed {seed}");
    }
}

fn first_difference(one: &str, other: &str) -> String {
    let lines = one.lines().zip(other.lines()).enumerate();
    let mut different = lines.filter(|(_, (one, other))| one != other);
    different.next().map_or_else(String::new, |(number, (one, other))| format!("line {number}: `{one}` and `{other}`"))
}
