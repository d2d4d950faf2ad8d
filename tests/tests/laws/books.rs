//! Nothing is lost on the way: credits add up to what came in, statements to the period.

use attain_engine::SetAside;
use attain_rules::number::Number;
use attain_tests::command::{attain, binary};
use attain_tests::exact::{decimal, parse, text};
use attain_tests::generate;
use attain_tests::library::run;
use attain_tests::scratch::Scratch;
use attain_tests::write::{files, write};

/// For each measure, what came in = credited + uncredited where nothing is set aside; a row comes in once, in however many credits.
#[test]
fn what_came_in_was_credited_or_is_reported() {
    let (mut uncredited, mut shared) = (0, 0);
    for seed in 0..200 {
        let run = super::paid(&generate::company(seed));
        for measure in &run.outcome.report.measures {
            let mut credits = measure.credited.count;
            let mut sum = measure.credited.sum.clone();
            for (_, tally) in &measure.uncredited {
                credits += tally.count;
                sum = sum.add(&tally.sum).expect("sums of random sales are small");
                uncredited += 1;
            }
            assert_eq!(measure.set_aside, SetAside::default(), "seed {seed}: nothing is broken");
            assert_eq!(sum, measure.came_in.sum, "seed {seed}");
            let rows = measure.came_in.count;
            assert!(rows <= credits && (rows > 0) == (credits > 0), "seed {seed}: {rows} rows, {credits} credits");
            shared += credits - rows;
        }
    }
    assert!(uncredited > 0 && shared > 0, "some credit went to nobody, some rows to several");
}

/// Broken rows that are set aside stand in the report with their sum: all rows of the file are somewhere.
#[test]
fn rows_that_are_set_aside_stand_in_the_report() {
    let mut counted = 0;
    for seed in 0..50 {
        let mut company = generate::company(seed);
        if company.sales.is_empty() {
            continue;
        }
        company.sales.truncate(10);
        let folder = Scratch::new();
        write(&files(&company), folder.path());
        let path = folder.path().join("data/transactions.csv");
        let rows = std::fs::read_to_string(&path).expect("the file is there");
        let broken = format!("{rows}S900,,,no day,12.00,new,E1,,0%,,,1\nS901,,,2026-13-01,30.00,new,E1,,0%,,,1\n");
        std::fs::write(&path, broken).expect("the file can be written");
        assert!(run(folder.path(), None).is_err(), "seed {seed}: broken rows are refused unless the company says more");
        let attain_yaml = folder.path().join("attain.yaml");
        let said = std::fs::read_to_string(&attain_yaml).expect("the file is there");
        std::fs::write(&attain_yaml, format!("{said}broken_rows: set_aside\n")).expect("the file can be written");
        let run = run(folder.path(), None).unwrap_or_else(|refusal| panic!("seed {seed}: {refusal}"));
        let aside: Vec<_> = run.outcome.report.left_out.iter().filter(|left| left.broken).collect();
        let sums = aside.iter().filter_map(|left| left.sum.as_ref());
        let sum = sums.cloned().reduce(|sum, next| sum.add(&next).expect("small sums")).expect("amounts");
        assert_eq!(aside.iter().map(|left| left.rows).sum::<u64>(), 2, "seed {seed}");
        assert_eq!(sum.to_exact_text(), "42", "seed {seed}");
        let mut came_in_aside = 0;
        for measure in &run.outcome.report.measures {
            let parts = measure.uncredited.iter().map(|(_, tally)| tally);
            let parts: Vec<_> = parts.chain([&measure.credited, &measure.set_aside.tally]).collect();
            let sum = parts.iter().try_fold(Number::ZERO, |sum, tally| sum.add(&tally.sum)).expect("small sums");
            let credits = parts.iter().map(|tally| tally.count).sum::<u64>();
            assert_eq!(sum, measure.came_in.sum, "seed {seed}");
            assert!(measure.came_in.count <= credits && measure.came_in.count >= measure.set_aside.tally.count);
            came_in_aside += measure.set_aside.tally.count;
        }
        counted += came_in_aside;
    }
    assert!(counted > 20, "measures count the rows that are set aside: {counted}");
}

/// The statements of all participants add up to the period's total.
#[test]
fn statements_add_up_to_the_period() {
    let binary = binary();
    for seed in 0..20 {
        let company = generate::company(seed);
        let folder = Scratch::new();
        write(&files(&company), folder.path());
        let json = |arguments: &[&str]| -> serde_json::Value {
            let output = attain(&binary, folder.path(), arguments);
            serde_json::from_slice(&output.stdout)
                .unwrap_or_else(|error| panic!("seed {seed}: {error}: {}", String::from_utf8_lossy(&output.stderr)))
        };
        let amounts = |value: &serde_json::Value| -> attain_tests::exact::Exact {
            let lines = value["lines"].as_array().expect("there are lines");
            lines.iter().map(|line| parse(line["amount"].as_str().expect("a text")).expect("a number")).sum()
        };
        let period = amounts(&json(&["run", "--format", "json"]));
        let people = company.people.iter().map(|person| amounts(&json(&["explain", &person.id, "--format", "json"])));
        let statements: attain_tests::exact::Exact = people.sum();
        assert_eq!(text(&statements), text(&period), "seed {seed}");
        let library = run(folder.path(), None).unwrap_or_else(|refusal| panic!("seed {seed}: {refusal}"));
        let lines = library
            .outcome
            .lines
            .iter()
            .map(|line| decimal(line.minor_units, library.company.digits_of(line.unit).into()));
        assert_eq!(lines.sum::<attain_tests::exact::Exact>(), period, "seed {seed}");
    }
}
