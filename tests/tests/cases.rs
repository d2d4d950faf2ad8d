//! The worked examples of `tests/cases`, one trial each: through the library, and through the command line.
//!
//! Every folder is a company with a plan, data and what is expected. The library's trials read the expectations with a
//! reader of their own and look the figures up in the outcome and its traces; the command line's trials run `attain test`
//! and hold the lines of `attain run` against the library's.

use std::path::{Path, PathBuf};

use attain_intake::folder::Folder;
use attain_tests::asked::answer;
use attain_tests::command::{attain, binary};
use attain_tests::exact::{parse, whole};
use attain_tests::expectation::{Example, examples};
use attain_tests::library::run;
use attain_tests::observed::{exact, figure};
use attain_tests::scratch::Scratch;
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the cases stand in `tests/cases`")
        .map(|entry| entry.expect("the folder can be listed").path())
        .collect();
    cases.sort();
    assert!(cases.len() >= 20, "{} cases: some are missing", cases.len());
    let attain = binary();
    let mut trials = Vec::new();
    for case in cases {
        let name = case.file_name().and_then(|name| name.to_str()).expect("folders have plain names").to_owned();
        for example in examples(&case) {
            let case = case.clone();
            trials.push(Trial::test(format!("{name}: {}", example.name), move || through_the_library(&case, &example)));
        }
        let attain = attain.clone();
        trials.push(Trial::test(format!("{name}: command line"), move || through_the_command_line(&attain, &case)));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn through_the_library(case: &Path, example: &Example) -> Result<(), Failed> {
    let given = given(case, example);
    let folder = given.as_ref().map_or(case, Scratch::path);
    let outcome = run(folder, Some(&example.period));
    let mut wrong = Vec::new();
    for (name, expected) in &example.expect {
        if name == "error" {
            match &outcome {
                Ok(_) => wrong.push(format!("{expected} expected, but the run succeeded")),
                Err(refusal) if refusal.codes.contains(expected) => {}
                Err(refusal) => wrong.push(format!("{expected} expected, got {:?}", refusal.codes)),
            }
            continue;
        }
        let run = outcome.as_ref().map_err(|refusal| refusal.to_string())?;
        let value = match expected.as_str() {
            "yes" => Some(whole(1)),
            "no" => Some(whole(0)),
            number => parse(number),
        };
        let said = || answer(&Folder::open(folder), example, name);
        match figure(run, &example.participant, name) {
            Some(found) if Some(&found) == value.as_ref() => {}
            Some(found) => wrong.push(format!("`{name}` should be {expected}, is {found}")),
            None => match said() {
                Some(found) if found.to_exact_text() == *expected || value.is_some() && exact(&found) == value => {}
                Some(found) => wrong.push(format!("`{name}` should be {expected}, is {found:?}")),
                None => wrong.push(format!("`{name}` should be {expected}, and is not to be found")),
            },
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// A copy of the company with the example's own tables.
fn given(case: &Path, example: &Example) -> Option<Scratch> {
    if example.given.is_empty() {
        return None;
    }
    let copy = Scratch::copy_of(case);
    for (table, rows) in &example.given {
        let columns: Vec<_> = rows.first()?.iter().map(|(column, _)| column.as_str()).collect();
        let mut file = format!("{}\n", columns.join(","));
        for row in rows {
            let cells: Vec<_> = row.iter().map(|(_, cell)| cell.as_str()).collect();
            file += &format!("{}\n", cells.join(","));
        }
        std::fs::write(copy.path().join(format!("data/{table}.csv")), file).expect("a file can be written");
    }
    Some(copy)
}

fn through_the_command_line(binary: &Path, case: &Path) -> Result<(), Failed> {
    let tests = attain(binary, case, &["test"]);
    if !tests.status.success() {
        let (out, err) = (String::from_utf8_lossy(&tests.stdout), String::from_utf8_lossy(&tests.stderr));
        return Err(format!("`attain test` failed\n{out}{err}").into());
    }
    let mut periods: Vec<String> = examples(case).into_iter().map(|example| example.period).collect();
    periods.sort();
    periods.dedup();
    for period in periods {
        let ran = attain(binary, case, &["run", "--period", &period, "--format", "json"]);
        let json: serde_json::Value = serde_json::from_slice(&ran.stdout)
            .map_err(|error| format!("{error}: {}", String::from_utf8_lossy(&ran.stderr)))?;
        let outcome = run(case, Some(&period)).map_err(|refusal| refusal.to_string())?;
        let lines = json["lines"].as_array().ok_or("the JSON has no lines")?;
        let shown: Vec<_> = (lines.iter())
            .map(|line| ["participant", "component", "earned_for", "amount"].map(|key| as_text(&line[key])))
            .collect();
        let computed: Vec<_> = outcome.rows();
        if shown != computed {
            return Err(format!("{period}: the command line says\n{shown:#?}\nthe library\n{computed:#?}").into());
        }
    }
    Ok(())
}

fn as_text(value: &serde_json::Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
