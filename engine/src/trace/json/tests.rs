//! What is written reads back the same, and nothing that is read makes the reader fall over.

use proptest::prelude::*;

use super::super::{Role, samples};
use super::*;

fn same(left: &[(LineHeader, &Trace)], right: &[(LineHeader, Trace)]) -> bool {
    left.len() == right.len()
        && left.iter().zip(right).all(|((header, trace), (other, again))| header == other && trace.facts == again.facts)
}

#[test]
fn the_sample_reads_back() {
    let (header, trace) = samples::commission();
    let text = write(&[(header.clone(), &trace)]);
    let again = read(&text).expect("what was written");
    assert!(same(&[(header, &trace)], &again));
    assert_eq!(read(&format!("\u{feff}{text}")), Ok(again));
}

#[test]
fn no_lines_are_a_file_too() {
    assert_eq!(read(&write(&[])), Ok(Vec::new()));
}

#[test]
fn what_is_not_known_is_refused() {
    let (header, trace) = samples::commission();
    let good = write(&[(header, &trace)]);
    let refused = [
        (FORMAT, "attain-trace/2"),
        ("\"currency\"", "\"curency\""),
        ("\"currency\": \"CNY\"", "\"currency\": \"CNY\", \"currency\": \"CNY\""),
        ("\"is\":\"gate\"", "\"is\":\"gates\""),
        ("\"is\":\"gate\"", "\"is\":\"gate\",\"row\":1"),
        ("\"by\":\"sum\"", "\"by\":\"sums\""),
        ("\"by\":\"sum\"", "\"by\":\"sum\",\"text\":\"1\""),
        ("\"by\":\"sum\"", "\"by\":\"sum\",\"weight\":1"),
        ("\"type\":\"yes_no\"", "\"type\":\"number\""),
    ];
    for (from, to) in refused {
        assert!(good.contains(from), "{from}");
        assert!(read(&good.replacen(from, to, 1)).is_err(), "{to}");
    }
}

/// Facts that tests of a company name by a formula of the plan, as a line, or not at all, because they are steps or stand in no trace that tests see.
const fn is_named_otherwise(role: &Role) -> bool {
    matches!(
        role,
        Role::Measure { .. }
            | Role::Quota { .. }
            | Role::Attainment { .. }
            | Role::Attribute { .. }
            | Role::Earned { .. }
            | Role::Group { .. }
            | Role::Period
            | Role::FirstDay
            | Role::LastDay
            | Role::TaxableValue
            | Role::Others
            | Role::Line
            | Role::Part
    )
}

/// The reference of the language, in both languages.
const REFERENCE: [&str; 2] =
    [include_str!("../../../../docs/language.md"), include_str!("../../../../docs/zh/language.md")];

/// A test of a company can expect the fact, by a word that the reference has.
fn can_be_expected(role: &Role) -> Result<(), String> {
    use attain_rules::example::Figure;
    let Some((word, which)) = crate::trace::name(role) else {
        return if is_named_otherwise(role) { Ok(()) } else { Err(format!("{role:?} has no name")) };
    };
    let written = which.as_ref().map_or_else(|| word.to_owned(), |which| format!("{word} {which}"));
    let behind = ["`", " of ", " N", " KEY", " STEP", " DAY", " QUOTA PERIOD", " COLUMN of KEY"];
    let names = |page: &&str| behind.iter().any(|behind| page.contains(&format!("`{word}{behind}")));
    if !REFERENCE.iter().all(names) {
        return Err(format!("docs/language.md does not name `{word}`"));
    }
    match Figure::parse(&format!("{written} of c")) {
        _ if word == "gate" => Ok(()),
        Some((Figure::Traced { word: known, which: found }, _)) if known != word || found != which => {
            Err(format!("`{written}` is read as `{known}`"))
        }
        Some(_) => Ok(()),
        None => Err(format!("`{written}` cannot be expected")),
    }
}

#[test]
fn every_fact_without_a_key_can_be_expected() {
    let failures: Vec<_> = role::PLAIN.iter().filter_map(|(_, role)| can_be_expected(role).err()).collect();
    assert!(failures.is_empty(), "{failures:?}");
}

/// What a test can write is the word of a fact.
#[test]
fn words_that_tests_can_expect_are_those_of_facts() {
    use attain_rules::example::{TRACED, Which};
    let plain: Vec<_> = role::PLAIN.iter().filter_map(|(_, role)| crate::trace::name(role)).collect();
    for known in TRACED.iter().filter(|known| known.which == Which::Last) {
        assert!(plain.contains(&(known.word, None)), "`{}` is no fact", known.word);
    }
}

#[test]
fn a_wall_of_brackets_is_refused() {
    let wall = "[".repeat(1_000_000);
    assert!(matches!(read(&wall), Err(ReadError::Json { .. })));
    let inside = format!("{{\"format\": \"{FORMAT}\", \"digest\": \"\", \"lines\": {wall}");
    assert!(matches!(read(&inside), Err(ReadError::Json { .. })));
}

/// The page that documents the form, in both languages.
const PAGES: [&str; 2] = [include_str!("../../../../docs/trace.md"), include_str!("../../../../docs/zh/trace.md")];

#[test]
fn the_page_shows_what_is_written() {
    let (header, trace) = samples::smallest();
    for page in PAGES {
        let example = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next());
        assert_eq!(example, Some(write(&[(header.clone(), &trace)]).as_str()));
    }
}

proptest! {
    #[test]
    fn the_page_names_each_role_and_way((_, trace) in samples::any_line()) {
        for fact in &trace.facts {
            let fact = serde_json::to_value(FactWire::of(0, fact)).expect("JSON");
            let (role, how) = (&fact["role"], &fact["how"]);
            let words = [&role["is"], &how["by"], &fact["type"]].into_iter().filter_map(serde_json::Value::as_str);
            let keys = [role, how].into_iter().filter_map(|part| part.as_object()).flat_map(|part| part.keys());
            for word in words.chain(keys.map(String::as_str)) {
                let named = |page: &&str| page.contains(&format!("`{word}`"));
                prop_assert!(PAGES.iter().all(named), "docs/trace.md does not name `{}`", word);
            }
        }
    }

    #[test]
    fn every_fact_can_be_expected((_, trace) in samples::any_line()) {
        for fact in &trace.facts {
            // What stands behind a word has no blanks around it, and rows count from 1.
            let has_key = crate::trace::name(&fact.role).and_then(|(_, which)| which);
            let is_clean = |key: &str| key.trim() == key && !key.is_empty() && key != "0" && !key.starts_with(" ");
            if has_key.is_none_or(|key| is_clean(&key) && !key.ends_with(" of ") && !key.contains("  ")) {
                prop_assert_eq!(can_be_expected(&fact.role), Ok(()));
            }
        }
    }

    #[test]
    fn any_trace_reads_back((header, trace) in samples::any_line()) {
        let text = write(&[(header.clone(), &trace), (header.clone(), &trace)]);
        let again = read(&text).expect("what was written");
        prop_assert!(same(&[(header.clone(), &trace), (header, &trace)], &again));
        let again: Vec<_> = again.iter().map(|(header, trace)| (header.clone(), trace)).collect();
        prop_assert_eq!(write(&again), text);
    }

    #[test]
    fn the_reader_never_falls_over(text in ".{0,200}") {
        let _ = read(&text);
    }

    #[test]
    fn the_reader_never_falls_over_on_broken_files(cut in 0usize..8_000, put in "[\\[\\]{}\":,0-9a-z-]{0,4}") {
        let (header, trace) = samples::commission();
        let mut text = write(&[(header, &trace)]);
        let at = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.insert_str(at, &put);
        let _ = read(&text);
    }
}
