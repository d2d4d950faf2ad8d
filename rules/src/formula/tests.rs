//! Formulas that are right, and what is said about those that are not.

use super::expression::{Node, Type, Unit};
use super::{Expected, FormulaText, Scope, ScopeMeasure, check};
use crate::company::{Column, ColumnOrigin};
use crate::diagnostic::Diagnostics;
use crate::period::PeriodLength;
use crate::source::{SourceId, Span};

/// A scope with some of everything.
struct World {
    columns: Vec<(String, Type)>,
    attributes: Vec<Column>,
    measures: Vec<ScopeMeasure>,
    components: Vec<String>,
}

impl World {
    fn rows() -> Self {
        let columns = [
            ("amount", Type::Number(Unit::Money)),
            ("type", Type::Text),
            ("new", Type::YesNo),
            ("units", Type::Number(Unit::Count)),
            ("weight", Type::Number(Unit::Ratio)),
            ("booked_on", Type::Date),
            ("单价", Type::Number(Unit::Money)),
            ("Deal Size (net)", Type::Number(Unit::Money)),
        ];
        let columns = columns.into_iter().map(|(name, kind)| (name.to_owned(), kind)).collect();
        Self { columns, attributes: Vec::new(), measures: Vec::new(), components: Vec::new() }
    }

    fn plan() -> Self {
        let attribute = |name: &str, kind| Column { name: name.to_owned(), kind, origin: ColumnOrigin::Assignment };
        let measure = |name: &str, unit, has_quota| ScopeMeasure { name: name.to_owned(), unit, has_quota };
        Self {
            columns: Vec::new(),
            attributes: vec![attribute("salary", Type::Number(Unit::Money)), attribute("region", Type::Text)],
            measures: vec![
                measure("bookings", Unit::Money, true),
                measure("满意度", Unit::Ratio, false),
                measure("deals", Unit::Count, true),
            ],
            components: vec!["commission".to_owned()],
        }
    }

    fn scope(&self) -> Scope<'_> {
        Scope {
            columns: &self.columns,
            attributes: &self.attributes,
            measures: &self.measures,
            components: &self.components,
            has_target: !self.measures.is_empty(),
            period: (!self.measures.is_empty()).then_some(PeriodLength::Month),
        }
    }
}

fn world(of_rows: bool) -> World {
    if of_rows { World::rows() } else { World::plan() }
}

/// What is said about `text`: `CODE what is marked: message` each.
fn said(text: &str, of_rows: bool, expected: Expected) -> Vec<String> {
    let world = world(of_rows);
    let length = u32::try_from(text.len()).unwrap();
    let formula = FormulaText::plain(text, Span { source: SourceId(0), start: 0, end: length });
    let mut out = Diagnostics::default();
    let found = check(&formula, &world.scope(), expected, &mut out);
    assert_eq!(found.is_some(), !out.has_errors(), "{text}");
    out.all()
        .iter()
        .map(|d| {
            let span = d.labels[0].span;
            let marked = &text[span.start as usize..span.end as usize];
            format!("{} [{marked}] {}", d.code, d.message.en)
        })
        .collect()
}

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
        ("is_empty(type)", true, Expected::YesNo, Type::YesNo),
        ("round(amount, 2, \"half_up\")", true, Expected::MONEY, money),
        ("money(units) + amount + money(number(amount))", true, Expected::MONEY, money),
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

#[test]
fn what_is_wrong_is_said_at_its_place() {
    let cases: &[(&str, bool, Expected, &[&str])] = &[
        ("30,000", true, Expected::MONEY, &["F006 [30,000] thousands separators in `30,000`"]),
        (
            "amount + 10%",
            true,
            Expected::MONEY,
            &["F010 [10%] `amount` is money and `10%` is a ratio: `+` needs one unit on both sides"],
        ),
        ("\"1\" == 1", true, Expected::YesNo, &["F012 [1] `\"1\"` is text and `1` is a number: they are never equal"]),
        ("80%", true, Expected::MONEY, &["F014 [80%] `80%` is a ratio, money is needed here"]),
        ("bokings >= 80% && 满意度 >= 4.5", false, Expected::YesNo, &["N002 [bokings] unknown measure `bokings`"]),
        (
            "attainment(满意度, year)",
            false,
            Expected::RATIO,
            &[
                "F020 [year] `year` reaches past the month that is being paid",
                "F022 [满意度] the measure `满意度` has no quota",
            ],
        ),
    ];
    for (text, of_rows, expected, wanted) in cases {
        assert_eq!(said(text, *of_rows, *expected), *wanted, "{text}");
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
