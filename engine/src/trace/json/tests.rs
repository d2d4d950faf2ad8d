//! What is written reads back the same, and nothing that is read makes the reader fall over.

use proptest::prelude::*;

use super::super::samples;
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

/// Tests of a company name numbers of a trace by its words.
#[test]
fn words_that_tests_can_expect_are_roles() {
    use attain_rules::example::{TRACED, TRACED_BY_NUMBER};
    let role = |json: String| serde_json::from_str::<RoleWire>(&json).ok().and_then(|wire| wire.read());
    for is in TRACED.map(|word| word.replace(' ', "_")) {
        let role = role(format!("{{\"is\":\"{is}\"}}")).unwrap_or_else(|| panic!("`{is}` is no role"));
        assert_eq!(word(&role), (is, None));
    }
    for is in TRACED_BY_NUMBER.map(|word| word.replace(' ', "_")) {
        let by = if is == "prize" { "place" } else { "row" };
        let role = role(format!("{{\"is\":\"{is}\",\"{by}\":2}}")).unwrap_or_else(|| panic!("`{is}` is no role"));
        assert_eq!(word(&role), (is, Some(2)));
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
