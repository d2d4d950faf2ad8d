//! Formulas that always give the same, and those that only look so.

use super::world;
use crate::diagnostic::Diagnostics;
use crate::formula::expression::{Expression, Node};
use crate::formula::simplify::simplified;
use crate::formula::{Expected, FormulaText, check};
use crate::source::{SourceId, Span};

fn checked(text: &str) -> Expression {
    let formula = FormulaText::plain(text, Span { source: SourceId(0), start: 0, end: 0 });
    let mut out = Diagnostics::default();
    let found = check(&formula, &world(false).scope(), Expected::Anything, &mut out);
    found.unwrap_or_else(|| panic!("{text}: {out:?}")).expression
}

/// What a formula always gives.
fn always(text: &str) -> Option<String> {
    match simplified(&checked(text)).node {
        Node::Number(number) => Some(number.to_exact_text()),
        Node::YesNo(holds) => Some(holds.to_string()),
        Node::Text(text) => Some(text.to_string()),
        Node::Date(date) => Some(date.to_string()),
        _ => None,
    }
}

#[test]
fn what_always_gives_the_same_shows_it() {
    for (text, value) in [
        ("bookings == bookings", "true"),
        ("bookings != bookings", "false"),
        ("bookings < bookings", "false"),
        ("bookings <= bookings", "true"),
        ("bookings > bookings", "false"),
        ("bookings >= bookings", "true"),
        ("bookings - bookings", "0"),
        ("-bookings - -bookings", "0"),
        ("bookings * 0", "0"),
        ("0 * (bookings + salary)", "0"),
        ("bookings * (2 - 1 - 1)", "0"),
        ("bookings * 1 - (bookings + 0)", "0"),
        ("attainment(bookings, quarter_to_date) == attainment(bookings, quarter_to_date)", "true"),
        ("bookings > 5 || true", "true"),
        ("false && bookings > 5", "false"),
        ("bookings > 5 || bookings <= 5", "true"),
        ("bookings > 5 && !(bookings > 5)", "false"),
        ("bookings > 5 || bookings > 5 || !(bookings > 5)", "true"),
        ("if bookings > 5 { 1 } else { 1 }", "1"),
        ("if bookings > 5 { if salary > 5 { 2 } else { 2 } } else { 1 + 1 }", "2"),
        ("if 1 > 2 { bookings } else { 3 }", "3"),
        ("if bookings > 5 { \"a\" } else { \"a\" }", "a"),
        ("region in [\"north\", region]", "true"),
        ("let x = bookings * 2; x - x", "0"),
        ("let x = bookings; x - bookings", "0"),
        ("let x = 0; bookings * x", "0"),
        ("let x = bookings; 7", "7"),
        ("max(bookings, bookings) - bookings", "0"),
        ("contains(region, region)", "true"),
        ("days_between(first_day, first_day)", "1"),
        ("months_between(first_day, first_day)", "0"),
        ("date(\"2026-01-01\")", "2026-01-01"),
        ("2 * 3 / 4", "1.5"),
    ] {
        assert_eq!(always(text).as_deref(), Some(value), "{text}");
    }
}

#[test]
fn what_can_differ_is_left_as_it_is() {
    for text in [
        "bookings",
        "bookings - salary",
        "bookings / bookings",
        "0 / bookings",
        "bookings == salary",
        "bookings - total(bookings, quarter_to_date)",
        "bookings - total(bookings, previous(period))",
        "attainment(bookings) >= 100%",
        "bookings > 5 || false",
        "true && bookings > 5",
        "bookings > 5 || bookings <= 4",
        "bookings > 5 && salary <= 5",
        "if bookings > 5 { 1 } else { 2 }",
        "region in [\"north\", \"south\"]",
        "let x = bookings; x - salary",
        "let x = bookings; let y = salary; x - y",
        "max(bookings, salary) - bookings",
        "contains(region, \"n\")",
        "days_between(first_day, last_day)",
        "months_between(first_day, last_day)",
        "on_plan_at_start || on_plan_at_end",
        "round(satisfaction, 2, \"half_up\") - satisfaction",
    ] {
        assert_eq!(always(text), None, "{text}");
    }
}
