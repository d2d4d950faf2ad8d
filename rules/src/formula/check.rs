//! [`check`]: from a formula's text to its checked tree, or to everything that is wrong with it.

use super::expression::{Formula, Type, Unit};
use super::lower::{Kind, Lowering, Part};
use super::units::Units;
use super::{FormulaText, Scope, parse, scan};
use crate::both;
use crate::diagnostic::Diagnostics;
use crate::diagnostics::f;
use crate::text::Text;

/// What a formula must give in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A condition.
    YesNo,
    /// A text.
    Text,
    /// A day.
    Date,
    /// A number of this unit; a literal without `%` fits every unit. [`Unit::Literal`] takes any number.
    Number(Unit),
    /// A number of one of these units; the first is what a literal becomes.
    OneOf(&'static [Unit]),
    /// Any number; a literal stays [`Unit::Literal`].
    AnyNumber,
    /// A value of any type.
    Anything,
}

impl Expected {
    /// Money.
    pub const MONEY: Self = Self::Number(Unit::Money);
    /// A ratio: rates, factors, shares.
    pub const RATIO: Self = Self::Number(Unit::Ratio);
}

/// Checks one formula against the names of `scope` and what its place wants. Everything wrong goes to `out`; `None` when
/// anything was.
pub fn check(text: &FormulaText, scope: &Scope<'_>, expected: Expected, out: &mut Diagnostics) -> Option<Formula> {
    let mut found = Diagnostics::default();
    let formula = read(text, scope, expected, &mut found);
    let clean = !found.has_errors();
    out.append(found);
    formula.filter(|_| clean)
}

fn read(text: &FormulaText, scope: &Scope<'_>, expected: Expected, out: &mut Diagnostics) -> Option<Formula> {
    let known = |name: &str| scope.knows(name);
    let scanned = scan::scan(text, &known, out);
    if !scanned.readable {
        return None;
    }
    let (tree, places) = parse::parse(text, &scanned.tokens, out)?;
    let mut lowering = Lowering::new(text, scope, &scanned.tokens, &places, out);
    let part = lowering.whole(tree.statements());
    let kind = lowering.fit(&part, expected)?;
    Some(Formula { expression: part.expression, kind, text: text.text.trim().into(), span: text.span })
}

/// What is wrong with how the formula is written, whatever its names stand for.
pub fn faults(text: &FormulaText) -> Diagnostics {
    let mut out = Diagnostics::default();
    let scanned = scan::scan(text, &|_| true, &mut out);
    if scanned.readable {
        parse::parse(text, &scanned.tokens, &mut out);
    }
    out
}

impl Lowering<'_> {
    /// The type that the whole formula has in its place; says so when it does not fit.
    fn fit(&mut self, part: &Part, expected: Expected) -> Option<Type> {
        let wanted = match expected {
            Expected::YesNo => return (self.condition(part) == Kind::YesNo).then_some(Type::YesNo),
            Expected::Text => Type::Text,
            Expected::Date => Type::Date,
            Expected::Number(unit) => return self.fit_units(part, &[unit]),
            Expected::OneOf(units) => return self.fit_units(part, units),
            Expected::AnyNumber => return self.fit_units(part, &[Unit::Literal]),
            Expected::Anything => return part.kind.known(),
        };
        if part.kind == Kind::from(wanted) {
            return Some(wanted);
        }
        if part.kind != Kind::Unknown {
            self.misfit(part, &wanted.words(), Some(wanted));
        }
        None
    }

    fn fit_units(&mut self, part: &Part, units: &[Unit]) -> Option<Type> {
        let wanted = if units == [Unit::Literal] { Units::LITERAL } else { Units::one_of(units) };
        match part.kind {
            Kind::Unknown => None,
            Kind::Number(found) if found.common(wanted).is_some() => {
                Some(Type::Number(found.common(wanted).map_or(Unit::Literal, Units::own)))
            }
            _ => {
                let wanted = self.wanted(units);
                self.misfit(part, &wanted, units.first().map(|unit| Type::Number(*unit)));
                None
            }
        }
    }

    fn misfit(&mut self, part: &Part, wanted: &Text, kind: Option<Type>) {
        let shown = self.shown(part);
        self.say(f::f014::misfit(&shown, wanted, kind));
    }

    /// Units in words: `money or a ratio`. What a component pays in is called by its name.
    fn wanted(&self, units: &[Unit]) -> Text {
        let mut words = Text::default();
        for (index, unit) in units.iter().enumerate() {
            let word = match self.pays_in() {
                Some(name) if *unit == Unit::Points => both!("`{name}`", "`{name}`"),
                _ => Type::Number(*unit).words(),
            };
            if index > 0 {
                words.en.push_str(" or ");
                words.zh.push('或');
            }
            words.en.push_str(&word.en);
            words.zh.push_str(&word.zh);
        }
        words
    }
}
