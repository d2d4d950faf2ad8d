//! Changing any one number in a trace is found out, digests recomputed.

#![expect(clippy::arithmetic_side_effects, reason = "a test may fall over")]

use proptest::prelude::*;
use serde_json::Value as Json;

use super::super::How;
use super::super::json::{FORMAT, read, write};
use super::super::samples::{self, Builder, number};
use super::*;
use crate::outcome::LineKind;

fn sample() -> String {
    let (header, trace) = samples::commission();
    write(&[(header, &trace)])
}

fn codes(text: &str) -> Vec<&'static str> {
    verify(text).expect_err("refused").iter().map(|found| found.diagnostic.code).collect()
}

/// The file with its digest made again, as whoever changes it would do.
fn sealed(mut file: Json) -> String {
    let lines: Vec<LineWire> = serde_json::from_value(file["lines"].clone()).unwrap_or_default();
    file["digest"] = Json::String(digest(&lines));
    file.to_string()
}

/// Every place of a number in `json`, as a path and the text around the number.
fn numbers(json: &Json, path: &str, out: &mut Vec<(String, usize, usize)>) {
    match json {
        Json::Object(fields) => fields.iter().for_each(|(key, value)| numbers(value, &format!("{path}/{key}"), out)),
        Json::Array(values) => {
            values.iter().enumerate().for_each(|(at, value)| numbers(value, &format!("{path}/{at}"), out));
        }
        Json::Number(_) => out.push((path.to_owned(), 0, 0)),
        Json::String(text) => {
            let bytes = text.as_bytes();
            let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
            let starts = (0..bytes.len()).filter(|at| digit(*at) && (*at == 0 || !digit(at - 1)));
            out.extend(starts.map(|start| {
                let end = (start..=bytes.len()).find(|at| !digit(*at)).unwrap_or(bytes.len());
                (path.to_owned(), start, end)
            }));
        }
        _ => {}
    }
}

/// The ways in which a run of digits is changed: first digit, last digit, one digit more, one zero more in front.
fn changes(digits: &str) -> Vec<String> {
    let turned = |digit: char| char::from_digit((digit.to_digit(10).unwrap_or(0) + 1) % 10, 10).unwrap_or('0');
    let (first, rest) = digits.split_at(1);
    let (start, last) = digits.split_at(digits.len() - 1);
    let turn = |text: &str| text.chars().map(turned).collect::<String>();
    vec![format!("{}{rest}", turn(first)), format!("{start}{}", turn(last)), format!("{digits}1"), format!("0{digits}")]
}

/// Changes every number of `text` in every way; gives those changes that pass, and how many there were.
fn survivors(text: &str) -> (Vec<String>, usize) {
    let file: Json = serde_json::from_str(text).expect("JSON");
    let mut places = Vec::new();
    numbers(&file, "", &mut places);
    let (mut survivors, mut tried) = (Vec::new(), 0);
    for (path, start, end) in places {
        let found = file.pointer(&path).expect("a place").clone();
        let changed: Vec<Json> = match &found {
            Json::String(text) => changes(&text[start..end])
                .into_iter()
                // The plain text is compared as a whole; one change each shows that it is.
                .take(if path.ends_with("/says") { 1 } else { 4 })
                .map(|digits| Json::String(format!("{}{digits}{}", &text[..start], &text[end..])))
                .collect(),
            number => {
                let number = number.as_u64().expect("a whole number");
                vec![Json::from(number + 1), Json::from(number.saturating_sub(1)), Json::from(number * 10 + 1)]
            }
        };
        for new in changed.into_iter().filter(|new| *new != found) {
            let mut file = file.clone();
            *file.pointer_mut(&path).expect("a place") = new.clone();
            let text = if path == "/digest" { file.to_string() } else { sealed(file) };
            tried += 1;
            if verify(&text).is_ok() {
                survivors.push(format!("{path}: {found} -> {new}"));
            }
        }
    }
    (survivors, tried)
}

#[test]
fn the_sample_holds() {
    let (header, trace) = samples::commission();
    let facts = trace.facts.len();
    assert_eq!(verify(&write(&[(header, &trace)])), Ok(Verified { lines: 1, facts, withheld: 0 }));
    assert_eq!(verify(&write(&[])), Ok(Verified { lines: 0, facts: 0, withheld: 0 }));
}

#[test]
fn a_file_laid_out_otherwise_still_holds() {
    let file: Json = serde_json::from_str(&sample()).expect("JSON");
    let pretty = serde_json::to_string_pretty(&file).expect("JSON");
    assert_eq!(verify(&pretty), verify(&sample()));
    assert_eq!(verify(&sealed(file)), verify(&sample()));
}

#[test]
fn any_one_number_changed_is_found_out() {
    let (survivors, tried) = survivors(&sample());
    assert!(tried > 1_000, "{tried} changes");
    assert_eq!(survivors, Vec::<String>::new());
}

/// The plain text alone must not be what finds out changes of values: here it is made again too.
#[test]
fn a_value_changed_wherever_it_stands_is_found_out() {
    let (header, trace) = samples::commission();
    for place in 0..trace.facts.len() {
        let mut trace = trace.clone();
        let Value::Number(value) = &trace.facts[place].value else { continue };
        trace.facts[place].value = Value::Number(value.add(&Number::decimal(1, 3)).expect("small"));
        let found = verify(&write(&[(header.clone(), &trace)])).expect_err("refused");
        assert!(found.iter().all(|found| matches!(found.diagnostic.code, "V004" | "V005" | "V008")), "{found:?}");
        assert!(found.iter().any(|found| found.fact == Some(place)), "{found:?}");
    }
}

/// A rate that is changed together with the text by which it was given no longer gives its slice's pay.
#[test]
fn a_given_value_changed_with_its_text_is_found_out_by_what_is_made_of_it() {
    let (header, mut trace) = samples::commission();
    let rate = trace.facts.iter().position(|fact| fact.role == Role::Rate { row: 2 }).expect("a rate");
    trace.facts[rate].value = number("0.07");
    trace.facts[rate].how = How::Given { text: "7%".into() };
    let found = verify(&write(&[(header, &trace)])).expect_err("refused");
    let pay = trace.facts.iter().position(|fact| fact.role == Role::SlicePay { row: 2 });
    assert_eq!(found.iter().map(|found| (found.diagnostic.code, found.fact)).collect::<Vec<_>>(), [("V004", pay)]);
}

/// What a line says of another line is held to that one, where it stands in the same file.
#[test]
fn lines_of_one_file_agree() {
    let january = samples::header("12.50");
    let (header, mut trace) = samples::commission();
    let place = trace.facts.iter().position(|fact| matches!(fact.role, Role::OtherLine { .. })).expect("another line");
    let paid = |amount: &str| {
        let mut builder = Builder::default();
        builder.number(Role::Line, amount, How::Given { text: amount.into() }, "");
        builder.done()
    };
    let id = header.id.replace("2026-Q1", "2026-Q2").replace("/earning/2026-Q2", "/earning");
    let header = LineHeader { id, earned_for: "2026-Q2".into(), ..header };
    trace.facts[place].role = Role::OtherLine { line: january.id.as_str().into() };
    let both = |amount: &str, paid: &Trace| {
        verify(&write(&[(LineHeader { amount: amount.into(), ..january.clone() }, paid), (header.clone(), &trace)]))
    };
    assert!(both("7000.00", &paid("7000")).is_ok());
    let found = both("7000.01", &paid("7000.01")).expect_err("refused");
    assert_eq!(
        found.iter().map(|found| (found.diagnostic.code, found.fact)).collect::<Vec<_>>(),
        [("V004", Some(place))]
    );
}

/// What a line carried on is what it says of that itself, where it stands in the same file.
#[test]
fn what_lines_of_one_file_carry_on_agrees() {
    let january = samples::header_of(LineKind::Earning, ("2026-01", "2026-01"), "5.00");
    let february = samples::header_of(LineKind::Earning, ("2026-02", "2026-02"), "3.00");
    let said = |amount: &str| {
        let mut builder = Builder::default();
        let before = builder.given(Role::CarriedBefore, "1", "1", "");
        let share = builder.given(Role::PoolShare, "7", "7", "");
        let due = builder.number(Role::Part, "8", How::Sum(vec![before, share]), "");
        let paid = builder.given(Role::AfterLimit, "5", "5", "");
        builder.number(Role::Carried, "3", How::Difference(due, paid), "");
        builder.number(Role::Line, "5", How::Same(paid), "");
        let mut later = Builder::default();
        let line = Role::OtherCarried { line: january.id.as_str().into() };
        let carried = later.given(line, amount, amount, "");
        later.number(Role::CarriedBefore, amount, How::Sum(vec![carried]), "");
        let line = later.given(Role::Part, "3", "3", "");
        later.number(Role::Line, "3", How::Same(line), "");
        verify(&write(&[(january.clone(), &builder.done()), (february.clone(), &later.done())]))
    };
    assert!(said("2").is_ok());
    let found = said("4").expect_err("refused");
    assert_eq!(found.iter().map(|found| (found.diagnostic.code, found.fact)).collect::<Vec<_>>(), [("V004", Some(0))]);
}

/// What another line says of a line of a closed period is what that one gives by now, and not what was sealed.
#[test]
fn a_sealed_line_is_held_to_what_its_difference_computes() {
    let january = samples::header_of(LineKind::Earning, ("2026-01", "2026-01"), "5.00");
    let id = || january.id.as_str().into();
    let only = |role: Role, amount: &str| {
        let mut builder = Builder::default();
        let given = builder.given(role, amount, amount, "");
        builder.number(Role::Line, amount, How::Same(given), "");
        builder.done()
    };
    let lines = |said: &str, differs: bool| {
        let difference = samples::header_of(LineKind::Difference, ("2026-01", "2026-03"), "7.00");
        let march = samples::header_of(LineKind::Earning, ("2026-03", "2026-03"), &format!("{said}.00"));
        let sealed = (january.clone(), &only(Role::Sealed { line: id() }, "5"));
        let due = (difference, &only(Role::Recomputed { line: id() }, "7"));
        let reads = (march, &only(Role::OtherLine { line: id() }, said));
        verify(&if differs { write(&[sealed, due, reads]) } else { write(&[sealed, reads]) })
    };
    assert!(lines("7", true).is_ok());
    let found = lines("5", true).expect_err("what was sealed counts no longer");
    assert_eq!(found.iter().map(|found| (found.diagnostic.code, found.fact)).collect::<Vec<_>>(), [("V004", Some(0))]);
    assert!(lines("7", false).is_ok(), "what is computed now does not stand in the file");
}

#[test]
fn what_is_no_file_of_traces_is_told_in_both_languages() {
    let told = |text: &str| {
        verify(text).expect_err("no traces").into_iter().map(|one| one.diagnostic.message).collect::<Vec<_>>()
    };
    for (text, en, zh) in [
        ("", "line 1, column 0: the file ends in the middle", "第 1 行第 0 列：文件到此中断"),
        (
            "{ \"format\": \"attain-trace/1\", ",
            "line 1, column 30: the file ends in the middle",
            "第 1 行第 30 列：文件到此中断",
        ),
        ("id,amount", "line 1, column 1: this is no JSON", "第 1 行第 1 列：这不是 JSON"),
        ("{}", "line 1, column 2: the field `format` is missing", "第 1 行第 2 列：缺少字段 `format`"),
        (
            "{ \"format\": 7 }",
            "line 1, column 13: what stands here is of another type than belongs here",
            "第 1 行第 13 列：此处的内容与应有的类型不符",
        ),
        (
            "{ \"colour\": 7 }",
            "line 1, column 10: there is no field `colour`",
            "第 1 行第 10 列：没有 `colour` 这个字段",
        ),
    ] {
        let message = &told(text)[0];
        assert_eq!(message.en, format!("this is no file of traces: {en}"));
        assert_eq!(message.zh, format!("这不是计算依据文件：{zh}"));
    }
}

#[test]
fn each_code_comes_up() {
    let good = sample();
    assert_eq!(codes("{}"), ["V001"]);
    assert_eq!(codes(&good.replacen("sha256:", "sha256:0", 1)), ["V002"]);
    let changed = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        codes(&sealed(serde_json::from_str(&good.replacen(from, to, 1)).expect("JSON")))
    };
    assert!(changed("\"by\":\"same\",\"of\":[", "\"by\":\"same\",\"of\":[9").contains(&"V003"));
    assert_eq!(changed("\"value\":\"540000\"", "\"value\":\"540001\""), ["V004", "V004", "V004"]);
    assert_eq!(changed("\"text\":\"60%\"", "\"text\":\"61%\""), ["V005"]);
    assert_eq!(changed("\"text\":\"attainment(bookings", "\"text\":\"(bookings"), ["V006"]);
    assert_eq!(changed("ae.yaml:13", "ae.yaml:15"), ["V007"]);
    assert_eq!(changed("\"amount\": \"42999.88\"", "\"amount\": \"42999.89\""), ["V007", "V008"]);
    assert_eq!(changed("\"participant\": \"E1007\"", "\"participant\": \"E1008\""), ["V009", "V007"]);
    assert_eq!(changed("\"kind\": \"earning\"", "\"kind\": \"earnings\""), ["V009", "V007"]);
}

#[test]
fn a_trace_must_end_in_its_line() {
    let header = samples::header("1.00");
    assert_eq!(codes(&write(&[(header.clone(), &Trace::default())])), ["V008"]);
    let mut builder = Builder::default();
    builder.number(Role::Pay, "1", How::Given { text: "1".into() }, "");
    assert_eq!(codes(&write(&[(header, &builder.done())])), ["V008"]);
}

#[test]
fn what_cannot_be_worked_out_is_told() {
    let zero = How::Given { text: "0".into() };
    let word = How::Given { text: "word".into() };
    for how in [
        How::Quotient(FactId(0), FactId(0)),
        How::Average(Vec::new()),
        How::Least(Vec::new()),
        How::Last(Vec::new()),
        How::Sum(vec![FactId(0), FactId(1)]),
        How::Closed(FactId(0)),
        How::Rounding { of: FactId(0), rule: attain_rules::rounding::Rule::Up, unit: FactId(0) },
        How::Line { index: FactId(0), x0: FactId(0), y0: FactId(0), x1: FactId(0), y1: FactId(0) },
    ] {
        let mut builder = Builder::default();
        builder.number(Role::Part, "0", zero.clone(), "");
        builder.add(Role::Part, Value::Text("word".into()), word.clone(), "");
        builder.number(Role::Line, "0", how.clone(), "");
        assert_eq!(codes(&write(&[(samples::header("0"), &builder.done())])), ["V006"], "{how:?}");
    }
}

#[test]
fn no_more_is_told_than_can_be_read() {
    let (header, mut trace) = samples::commission();
    for fact in &mut trace.facts {
        fact.how = How::Same(FactId(7_000));
    }
    let lines: Vec<_> = (0..9).map(|_| (header.clone(), &trace)).collect();
    assert_eq!(codes(&write(&lines)).len(), MOST_DISCREPANCIES);
}

proptest! {
    #[test]
    fn nothing_makes_it_fall_over((header, trace) in samples::any_line()) {
        let text = write(&[(header, &trace)]);
        prop_assert!(read(&text).is_ok());
        let _ = verify(&text);
    }

    #[test]
    fn no_text_makes_it_fall_over(text in "\\PC{0,300}") {
        prop_assert!(verify(&text).is_err());
        let inside = format!("{{\"format\":\"{FORMAT}\",\"digest\":\"\",\"lines\":[{text}]}}");
        prop_assert!(verify(&inside).is_err());
    }
}
