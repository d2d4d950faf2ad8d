//! Every finding occurs, at its place, and its example gives it.

use super::super::{Expected, FormulaText, check};
use super::meaning::MEANING;
use super::spelling::SPELLING;
use super::{MONEY, RATIO, YES, said, said_in, world};
use crate::diagnostic::Diagnostics;
use crate::diagnostics::{f, n};
use crate::source::{SourceId, Span};

#[test]
fn what_is_wrong_is_said_at_its_place() {
    let mut wrong = Vec::new();
    for (text, of_rows, expected, wanted) in SPELLING.iter().chain(MEANING) {
        let found = said(text, *of_rows, *expected);
        if found != *wanted {
            wrong.push(format!("{text}\n  found  {found:#?}\n  wanted {wanted:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Columns that are texts for want of a type: the help says how they get it, unless their type is no question.
#[test]
fn columns_without_a_type_are_told_how_they_get_one() {
    let help = |text: &str, of_rows: bool, expected: Expected| {
        let length = u32::try_from(text.len()).unwrap();
        let formula = FormulaText::plain(text, Span { source: SourceId(0), start: 0, end: length });
        let mut out = Diagnostics::default();
        check(&formula, &world(of_rows).scope(), expected, &mut out);
        out.all()[0].help.clone().map(|help| help.en).unwrap_or_default()
    };
    for (text, expected, kind) in [
        ("type", MONEY, "money"),
        ("type", RATIO, "percent"),
        ("type + 1", MONEY, "money"),
        ("type == 1", YES, "money"),
        ("amount < type", YES, "money"),
        ("weight == type", YES, "percent"),
        ("type == new", YES, "yes_no"),
        ("type", YES, "yes_no"),
        ("!type", YES, "yes_no"),
    ] {
        let said = help(text, true, expected);
        assert!(said.contains(&format!("`type: {{ column: ..., type: {kind} }}`")), "{text}: {said}");
    }
    assert!(help("type", true, YES).contains("or compare it with something"));
    // Of a standard column the type is no question, and a text in quotes is none.
    for (text, of_rows) in [("region", false), ("\"type\"", true)] {
        assert!(!help(text, of_rows, MONEY).contains("attain.yaml"), "{text}");
    }
}

#[test]
fn every_code_of_formulas_occurs() {
    let cases: Vec<_> = SPELLING.iter().chain(MEANING).flat_map(|case| case.3).collect();
    for explanation in f::ALL.iter().chain(n::ALL.iter().filter(|n| n.code < "N020")) {
        let code = explanation.code;
        // Formulas that are too long or too deep have a test of their own.
        assert!(code == "F009" || cases.iter().any(|case| case.starts_with(code)), "{code} is never given");
    }
}

#[test]
fn the_example_of_every_code_gives_it() {
    for explanation in f::ALL.iter().chain(n::ALL.iter().filter(|n| n.code < "N020")) {
        let (key, text) = explanation.example.split_once(": ").unwrap();
        let (of_rows, expected) = match key {
            "where" => (true, YES),
            "credit" => (true, MONEY),
            "gate" => (false, YES),
            "rate" | "multiply_by" => (false, RATIO),
            "rate_by" => (false, Expected::AnyNumber),
            "cap" | "amount" | "pays_on" => (false, MONEY),
            other => panic!("{}: {other}", explanation.code),
        };
        let mut world = world(of_rows);
        if explanation.code == "N005" {
            world.measures.clear();
        }
        let found = said_in(&world, text, expected);
        assert!(found.iter().any(|line| line.starts_with(explanation.code)), "{}: {found:?}", explanation.code);
    }
}

#[test]
fn long_and_deep_formulas_are_refused() {
    let plus = |terms: usize| vec!["amount"; terms].join(" + ");
    let branches = |count: usize| {
        let parts: String = (0..count).map(|i| format!("if amount > {i} {{ {i} }} else ")).collect();
        format!("{parts}{{ 0 }}")
    };
    for fine in [plus(90), branches(40), format!("{}1{}", "(".repeat(35), ")".repeat(35)), "-".repeat(90) + "1"] {
        assert_eq!(said(&fine, true, MONEY), [""; 0], "{fine}");
    }
    let code = |text: &str| said(text, true, MONEY).iter().map(|line| line[..4].to_owned()).collect::<Vec<_>>();
    assert_eq!(code(&plus(150)), ["F009"]);
    assert_eq!(code(&branches(150)), ["F009"]);
    assert_eq!(code(&format!("{}1{}", "(".repeat(60), ")".repeat(60))), ["F009"]);
    assert_eq!(code(&("-".repeat(300) + "1")), ["F009"]);
    assert_eq!(code(&format!("1{}", " ".repeat(4_000))), ["F009"]);
}
