//! `group(...)`: values of one member inside it, of the whole group outside.

use super::{MONEY, World, YES};
use crate::diagnostic::Diagnostics;
use crate::formula::expression::{Type, Unit};
use crate::formula::{Expected, FormulaText, Scope, check};
use crate::source::Span;

/// What is said about `text`, a formula of a whole group or of one member, and its type.
fn said(text: &str, of_whole: bool, expected: Expected) -> (Vec<String>, Option<Type>) {
    let world = World::plan();
    let member = world.scope();
    let whole = Scope { member: Some(&member), period: member.period, ..Scope::default() };
    let with_group = Scope { member: Some(&member), report: Some(&member), ..member.clone() };
    let mut found = Diagnostics::default();
    let text = FormulaText::plain(text, Span::default());
    let formula = check(&text, if of_whole { &whole } else { &with_group }, expected, &mut found);
    let said = found.all().iter().map(|found| format!("{} {}", found.code, found.message.en)).collect();
    (said, formula.map(|formula| formula.kind))
}

#[test]
fn a_group_has_the_unit_of_what_it_adds_up() {
    let money = Some(Type::Number(Unit::Money));
    let cases = [
        ("group(bookings)", MONEY, money),
        ("2% * (group(bookings) - 75% * group(quota(bookings)))", MONEY, money),
        ("group(if region == \"N\" { total(bookings, year_to_date) } else { 0 })", MONEY, money),
        ("group(1)", Expected::AnyNumber, Some(Type::Number(Unit::Count))),
        ("let heads = group(1); group(salary) * 5% * heads / 12", MONEY, money),
    ];
    for (text, expected, kind) in cases {
        assert_eq!(said(text, true, expected), (Vec::new(), kind), "{text}");
        assert_eq!(said(text, false, expected), (Vec::new(), kind), "{text}");
    }
    let below = "-reports(earned(commission)) + reports(bookings) * 0%";
    assert_eq!(said(below, false, MONEY), (Vec::new(), money));
    assert_eq!(said(below, true, MONEY).0[0], "F024 nobody reports to anybody here");
    assert_eq!(said("bookings >= group(bookings) / group(1)", false, YES).0, Vec::<String>::new());
}

#[test]
fn values_of_one_member_stand_inside_group_alone() {
    for (text, wanted) in [
        ("bookings * 2%", "F024 `bookings` is the value of one member"),
        ("attainment(bookings) * group(bookings)", "F024 `attainment(bookings)` is the value of one member"),
        ("group(group(bookings))", "F024 a `group` inside a sum over people"),
        ("let x = 5; group(bookings * x)", "N002 unknown measure or attribute `x`"),
        ("group(region)", "F012 `region` is text, not a number"),
        ("group(bookings) + group(1)", "F010 `+` cannot join money and a count"),
    ] {
        let (found, kind) = said(text, true, MONEY);
        assert!(kind.is_none() && found.len() == 1, "{text}: {found:?}");
        let same_code = found[0][..4] == wanted[..4];
        assert!(found[0] == wanted || (same_code && !wanted.starts_with("F024")), "{text}: {found:?}");
    }
}
