//! Formulas that are right, and what they become.

use super::{MONEY, RATIO, World, world};
use crate::diagnostic::Diagnostics;
use crate::formula::expression::{Expression, Name, Node, Type, Unit};
use crate::formula::{Expected, FormulaText, Scope, check, is_name};
use crate::source::Span;

#[test]
fn good_formulas_have_their_type() {
    let money = Type::Number(Unit::Money);
    let ratio = Type::Number(Unit::Ratio);
    let cases: &[(&str, bool, Expected, Type)] = &[
        ("300000", true, Expected::MONEY, money),
        ("0.07", true, Expected::RATIO, ratio),
        ("0.07", true, Expected::AnyNumber, Type::Number(Unit::Literal)),
        ("80%", true, Expected::RATIO, ratio),
        ("-7%", true, Expected::RATIO, ratio),
        ("amount * 10% + 5", true, Expected::MONEY, money),
        ("units * 50", true, Expected::MONEY, money),
        ("units * 50", true, Expected::AnyNumber, Type::Number(Unit::Count)),
        ("floor(amount / 1000) * 50", true, Expected::MONEY, money),
        ("30000 * 10%", true, Expected::MONEY, money),
        ("type in [\"new\", \"续约\"] && !new || amount > 0", true, Expected::YesNo, Type::YesNo),
        (
            "if new { 单价 * units } else if type == \"x\" { 0 } else { column(\"Deal Size (net)\") }",
            true,
            Expected::MONEY,
            money,
        ),
        ("let x = amount * weight; // the net\nlet y = x / 2; min(x, y, 100)", true, Expected::MONEY, money),
        (
            "booked_on >= date(\"2026-01-31\") && month(booked_on) == 3 && days_between(booked_on, booked_on) > 1",
            true,
            Expected::YesNo,
            Type::YesNo,
        ),
        (
            "add_months(booked_on, units + 12) > booked_on && months_between(booked_on, booked_on) >= 6",
            true,
            Expected::YesNo,
            Type::YesNo,
        ),
        ("months_between(first_day, last_day) / 12 * salary", false, Expected::MONEY, money),
        ("days_on_plan >= 30 && on_plan_at_start && on_plan_at_end", false, Expected::YesNo, Type::YesNo),
        ("add_months(last_day, 1)", false, Expected::Date, Type::Date),
        ("is_empty(type)", true, Expected::YesNo, Type::YesNo),
        ("round(amount, 2, \"half_up\")", true, Expected::MONEY, money),
        ("money(units) + amount + money(number(amount))", true, Expected::MONEY, money),
        ("number(salary)", false, Expected::Number(Unit::Points), Type::Number(Unit::Points)),
        ("number(salary) * 2", false, Expected::AnyNumber, Type::Number(Unit::Literal)),
        ("attainment(bookings, year_to_date) >= 20%", false, Expected::YesNo, Type::YesNo),
        ("bookings / quota(bookings, previous(quarter, 2))", false, Expected::RATIO, ratio),
        (
            "total(bookings, rolling(3)) + earned(commission) + earned(commission, year_to_date)",
            false,
            Expected::MONEY,
            money,
        ),
        ("if 满意度 >= 90% { 1.1 } else { 1 }", false, Expected::RATIO, ratio),
        ("target * attainment(deals)", false, Expected::MONEY, money),
        (
            "if period == \"2026-Q1\" { 10 } else { total(deals, previous(period)) * 1.1 }",
            false,
            Expected::Number(Unit::Count),
            Type::Number(Unit::Count),
        ),
        ("(if region == \"EMEA\" { 1 } else { 2 }) * 3", false, Expected::RATIO, ratio),
        ("5 - -3 * --2 <- 1 == !!true", true, Expected::YesNo, Type::YesNo),
        ("80%", true, Expected::OneOf(&[Unit::Money, Unit::Ratio]), ratio),
        ("80", true, Expected::OneOf(&[Unit::Money, Unit::Ratio]), money),
    ];
    for (text, of_rows, expected, kind) in cases {
        let world = world(*of_rows);
        let mut out = Diagnostics::default();
        let formula = check(&FormulaText::plain(*text, Span::default()), &world.scope(), *expected, &mut out);
        let messages: Vec<_> = out.all().iter().map(|d| &d.message.en).collect();
        assert_eq!(formula.map(|formula| formula.kind), Some(*kind), "{text}: {messages:?}");
    }
}

/// All slots of `let`s and of the variables that read them, in the order of the text.
fn slots(expression: &Expression, found: &mut Vec<String>) {
    match &expression.node {
        Node::Let(slot, parts) => {
            slots(&parts[0], found);
            found.push(format!("let {slot}"));
            slots(&parts[1], found);
        }
        Node::Name(Name::Local(slot)) => found.push(format!("{slot}")),
        Node::Arithmetic(_, sides) => sides.iter().for_each(|side| slots(side, found)),
        Node::If(parts) => parts.iter().for_each(|part| slots(part, found)),
        _ => {}
    }
}

#[test]
fn slots_count_the_variables_in_sight() {
    let world = World::rows();
    let text = "let a = { let b = 1; b }; (if new { let c = a; c + a } else { let d = 2; let a = d; a }) + a";
    let mut out = Diagnostics::default();
    let formula = check(&FormulaText::plain(text, Span::default()), &world.scope(), RATIO, &mut out);
    let mut found = Vec::new();
    slots(&formula.unwrap().expression, &mut found);
    let wanted = ["let 0", "0", "let 0", "0", "let 1", "1", "0", "let 1", "1", "let 2", "2", "0"];
    assert_eq!(found, wanted, "{text}");
}

#[test]
fn words_that_rhai_reserves_can_be_columns() {
    for word in [
        "type", "new", "match", "case", "default", "public", "with", "for", "while", "fn", "and", "or", "eval", "this",
        "is", "switch",
    ] {
        assert!(is_name(word), "{word}");
        let columns = [(word.to_owned(), Type::Number(Unit::Money))];
        let scope = Scope { columns: &columns, ..Scope::default() };
        let mut out = Diagnostics::default();
        let formula = check(&FormulaText::plain(format!("{word} * 2"), Span::default()), &scope, MONEY, &mut out);
        assert!(formula.is_some(), "{word}: {out:?}");
    }
    for word in ["if", "else", "let", "in", "true", "false", "2x", "a b", "a-b", "", "_", "。"] {
        assert!(!is_name(word), "{word}");
    }
}

#[test]
fn negative_literals_are_numbers() {
    let world = World::rows();
    let mut out = Diagnostics::default();
    let formula = check(&FormulaText::plain("-7%", Span::default()), &world.scope(), Expected::RATIO, &mut out);
    let Some(Node::Number(value)) = formula.map(|formula| formula.expression.node) else { panic!("no number") };
    assert_eq!(value.to_exact_text(), "-0.07");
}

/// The first help that is given for a formula.
fn help(text: &str, of_rows: bool, expected: Expected) -> String {
    let world = world(of_rows);
    let mut out = Diagnostics::default();
    check(&FormulaText::plain(text, Span::default()), &world.scope(), expected, &mut out);
    out.all().first().and_then(|d| d.help.as_ref()).map(|help| help.en.clone()).unwrap_or_default()
}

#[test]
fn help_names_what_was_meant() {
    for (text, of_rows, expected, wanted) in [
        ("bokings", false, MONEY, "did you mean `bookings`?"),
        ("bookings >= 80%", false, Expected::YesNo, "did you mean `attainment(bookings)`?"),
        ("3万", true, MONEY, "write `30000`"),
        ("1.5亿", true, MONEY, "write `150000000`"),
        ("30_000", true, MONEY, "write `30000`"),
        ("mni(1, 2)", true, MONEY, "did you mean `min`?"),
        ("IF(new, 1, 2)", true, MONEY, "write `if c { a } else { b }`"),
        ("attainment(bookings, year_to_dat)", false, RATIO, "did you mean `year_to_date`?"),
        ("attainment(bookings, year)", false, RATIO, "write `year_to_date`, or `previous(year)` for the one before"),
        ("\"new\"", true, Expected::YesNo, "compare it with something: `\"new\" == \"...\"`"),
    ] {
        assert_eq!(help(text, of_rows, expected), wanted, "{text}");
    }
}
