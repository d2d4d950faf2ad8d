//! The small reader gives what the language's own reader gives.

use attain_rules::date::Date;
use attain_rules::diagnostic::Diagnostics;
use attain_rules::formula::expression::{Expression, Type, Unit};
use attain_rules::formula::{Expected, FormulaText, Scope, check};
use attain_rules::number::Number;
use attain_rules::source::Span;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;

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
        ("months_between(date(\"2026-01-31\"), add_months(date(\"2026-01-31\"), 1.9))", "1"),
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
        ("group(if role == \"lead one\" { quota(sales) } else { 0 })", number("9")),
        ("group(1)", number("3")),
    ];
    for (text, expected) in [
        ("group(if role==\"lead one\" {quota(sales)} else {0}) / group( 1 )", "3"),
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

/// Values as formulas of one row have them.
struct Row;

impl Row {
    fn columns() -> [(&'static str, Type, Value); 4] {
        let ratio = Type::Number(Unit::Ratio);
        [
            ("a", ratio, number("3")),
            ("b", ratio, number("-0.5")),
            ("类型", Type::Text, Value::Text("new".into())),
            ("on", Type::YesNo, Value::YesNo(true)),
        ]
    }
}

impl Names<'static> for Row {
    type Error = String;

    fn value(&mut self, name: &Name) -> Result<Item<'static>, String> {
        let Name::Column(place) = name else { return Err("no column".into()) };
        let columns = Self::columns();
        let (_, _, value) = columns.get(*place).ok_or("no such column")?;
        Ok(match value {
            Value::Number(number) => Item::Number(number.clone()),
            Value::YesNo(yes) => Item::YesNo(*yes),
            _ => Item::Text("new"),
        })
    }
}

/// The value by the reader of plans; `None` where it refuses the formula.
fn by_the_language(text: &str) -> Option<Result<Value, ()>> {
    let columns: Vec<(String, Type)> = Row::columns().into_iter().map(|(name, kind, _)| (name.into(), kind)).collect();
    let scope = Scope { columns: &columns, ..Scope::default() };
    let text = FormulaText::plain(text, Span::default());
    let read = |expected| check(&text, &scope, expected, &mut Diagnostics::default());
    let formula = read(Expected::AnyNumber).or_else(|| read(Expected::YesNo))?;
    // The test's formulas are few and small; what they borrow may stay.
    let expression: &'static Expression = Box::leak(Box::new(formula.expression));
    Some(evaluate(expression, &mut Row).map(|item| item.to_value()).map_err(|_| ()))
}

fn any_number() -> BoxedStrategy<String> {
    let leaf = prop_oneof!["(0|[1-9][0-9]{0,2})(\\.[0-9]{1,2})?%?", Just("a".to_owned()), Just("b".to_owned())];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let two = (inner.clone(), "[-+*/]", inner.clone());
        let condition = (inner.clone(), "(<|<=|>|>=|==|!=)", inner.clone(), any_condition_around(inner.clone()));
        prop_oneof![
            4 => two.prop_map(|(left, sign, right)| format!("{left} {sign} {right}")),
            2 => inner.clone().prop_map(|inner| format!("({inner})")),
            1 => inner.clone().prop_map(|inner| format!("-({inner})")),
            1 => inner.clone().prop_map(|inner| format!("- {inner}")),
            1 => (inner.clone(), inner.clone()).prop_map(|(x, y)| format!("min({x}, {y}) + max({y},{x})")),
            1 => inner.clone().prop_map(|x| format!("round({x}, 1, \"half_even\")")),
            1 => (inner.clone(), inner.clone()).prop_map(|(x, y)| format!("(if on {{ let x = {x}; x * 2 }} else {{ {y} }})")),
            2 => (condition, inner.clone(), inner)
                .prop_map(|((l, sign, r, more), x, y)| format!("(if {l} {sign} {r} {more} {{ {x} }} else {{ {y} }})")),
        ]
    })
    .boxed()
}

fn any_condition_around(number: BoxedStrategy<String>) -> BoxedStrategy<String> {
    prop_oneof![
        Just(String::new()),
        number.clone().prop_map(|x| format!("&& {x} in [1, a, {x}]")),
        number.prop_map(|x| format!("|| {x} > 0 == on")),
        Just("&& !on || 类型 in [\"old\", \"new\"]".to_owned()),
        Just("|| contains(类型, \"e\") && 类型 != \"x\" // done\n".to_owned()),
    ]
    .boxed()
}

/// Both readers of formulas take the same text for the same formula.
#[test]
fn what_plans_read_is_read_here_the_same() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut read, mut refused) = (0, 0);
    for _ in 0..2_000 {
        let text = any_number().new_tree(&mut runner).expect("a formula").current();
        let Some(expected) = by_the_language(&text) else {
            refused += 1;
            continue;
        };
        read += 1;
        let columns = Row::columns();
        let inputs: Vec<(&str, &Value)> = columns.iter().map(|(name, _, value)| (*name, value)).collect();
        assert_eq!(value(&text, &inputs).map_err(|_| ()), expected, "{text}");
    }
    assert!(read > 1_500, "{read} formulas were read, {refused} were not");
}
