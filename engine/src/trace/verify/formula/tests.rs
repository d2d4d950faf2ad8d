//! The small reader gives what the language's own reader gives.

use attain_rules::date::Date;
use attain_rules::number::Number;
use proptest::prelude::*;

use super::*;

fn number(text: &str) -> Value {
    Value::Number(Number::parse_exact(text).expect("a number"))
}

fn given(text: &str, inputs: &[(&str, Value)]) -> Result<Value, Obstacle> {
    let inputs: Vec<(&str, &Value)> = inputs.iter().map(|(name, value)| (*name, value)).collect();
    value(text, &inputs)
}

#[test]
fn numbers_and_operators() {
    for (text, expected) in [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 4 - 3", "3"),
        ("12 / 2 / 3", "2"),
        ("-7% + 1", "0.93"),
        ("- 2 * 3", "-6"),
        ("2 * -3", "-6"),
        ("amount * 10% + 5", "25"),
        ("min(5%, 1) + max(1, 2, 3) + abs(-4)", "7.05"),
        ("round(2.345, 2, \"half_up\") + floor(-0.5) + ceiling(0.5)", "2.35"),
        ("money(3) + number(4)", "7"),
        ("days_between(date(\"2026-01-01\"), date(\"2026-01-31\"))", "31"),
        ("year(date(\"2026-03-31\")) * 100 + month(date(\"2026-03-31\"))", "202603"),
        ("if 1 > 2 { 1 } else if 2 > 1 { 2 } else { 3 }", "2"),
        ("let a = 2; let b = a * a; a + b", "6"),
        ("let a = if amount > 1 { let b = 3; b } else { 4 }; a * amount;", "600"),
        ("1 /* one /* and */ a half */ + 0.5 // done", "1.5"),
        ("1 / 3 * 3", "0.9999999999999999999999999999"),
    ] {
        assert_eq!(given(text, &[("amount", number("200"))]), Ok(number(expected)), "{text}");
    }
}

#[test]
fn conditions() {
    let inputs = [("类型", Value::Text("新 1".into())), ("on", Value::YesNo(true)), ("gone", Value::Empty)];
    for (text, expected) in [
        ("类型 in [\"新 1\", \"x\"]", true),
        ("类型 == \"x\" || on && !is_empty(类型)", true),
        ("true || false && false", true),
        ("1 < 2 == on", true),
        ("1 + 1 in [2] == true", true),
        ("!on || is_empty(gone)", true),
        ("contains(类型, \"1\") && starts_with(类型, \"1\")", false),
        ("\"a\\\"b\\\\\" == \"a\\\"b\\\\\"", true),
        ("1 <= 1 && 1 >= 1 && 1 != 2", true),
    ] {
        assert_eq!(given(text, &inputs), Ok(Value::YesNo(expected)), "{text}");
    }
}

#[test]
fn calls_stand_for_facts_as_a_whole() {
    let inputs = [
        ("bookings", number("10")),
        ("attainment(bookings, quarter)", number("0.5")),
        ("attainment(bookings)", number("2")),
        ("column(\"any name\")", number("3")),
        ("total(bookings, previous(quarter, 2))", number("4")),
        ("a (b)", number("6")),
        ("earned(base_pay, previous(month))", number("8")),
    ];
    for (text, expected) in [
        ("attainment(bookings, quarter) * bookings", "5"),
        ("attainment( bookings ) + attainment(bookings,quarter)", "2.5"),
        ("column(\"any name\") + total(bookings, previous( quarter, 2))", "7"),
        ("let bookings = bookings + 1; bookings", "11"),
        ("total(bookings) + column(\"bookings\")", "20"),
        ("column(\"a (b)\") + earned(base_pay, previous(month, 1))", "14"),
    ] {
        assert_eq!(given(text, &inputs), Ok(number(expected)), "{text}");
    }
}

/// What a formula never looked at has no fact, and needs none.
#[test]
fn names_that_are_not_looked_at_need_no_fact() {
    let inputs = [("period", Value::Text("2026-Q1".into()))];
    let text = "if period == \"2026-Q1\" { 450 } else { max(total(won, previous(quarter)), rest) }";
    assert_eq!(given(text, &inputs), Ok(number("450")));
    let text = text.replace("==", "!=");
    assert_eq!(given(&text, &inputs), Err(Obstacle::NameWithoutFact("total(...)".into())));
}

#[test]
fn a_day_comes_out_as_a_day() {
    assert_eq!(given("date(\"2026-02-28\")", &[]), Ok(Value::Date(Date::new(2026, 2, 28).expect("a day"))));
}

#[test]
fn what_is_no_formula_is_refused() {
    let deep = format!("{}1{}", "(".repeat(5_000), ")".repeat(5_000));
    let nested = format!("{}1{}", "(".repeat(1_500), ")".repeat(1_500));
    let negated = format!("{}1", "-".repeat(3_000));
    let long = format!("1{}", "+1".repeat(1_900));
    for text in [
        "",
        "1 +",
        "(1",
        "1 2",
        "date(\"2026-02-30\")",
        "round(1, 2, \"sideways\")",
        "round()",
        "if true { 1 }",
        "let a = 1;",
        "\"open",
        "1 /* open",
        "a % b",
        "1.2.3",
        "§",
        &deep,
        &nested,
        &negated,
        &long,
    ] {
        assert!(matches!(given(text, &[]), Err(Obstacle::Unreadable(_))), "{text}");
    }
    assert_eq!(given("1 + \"a\"", &[]), Err(Obstacle::DoesNotFit));
    assert_eq!(given("1 / 0", &[]), Err(Obstacle::DivisionByZero));
    assert_eq!(given("min()", &[]), Err(Obstacle::DoesNotFit));
}

proptest! {
    #[test]
    fn no_text_makes_it_fall_over(text in "([-+*/!()\\[\\]{},;=<>&|\" a-c0-9.%]|if |else |let |in |min\\(){0,60}") {
        let _ = given(&text, &[("a", Value::Empty), ("min(b)", Value::YesNo(true))]);
    }
}
