//! Formulas: checked, and what passes is computed with values of every kind.

use attain_engine::evaluate::{EvaluationError, Item, Names, evaluate};
use attain_rules::company::{Column, ColumnOrigin};
use attain_rules::date::Date;
use attain_rules::diagnostic::Diagnostics;
use attain_rules::formula::expression::{Aspect, Formula, Name, OnPlan, Type, Unit};
use attain_rules::formula::{Days, Expected, FormulaText, Scope, ScopeMeasure, check};
use attain_rules::number::Number;
use attain_rules::period::PeriodLength;
use attain_rules::source::{SourceId, Span};

const EXPECTED: [Expected; 5] =
    [Expected::MONEY, Expected::RATIO, Expected::YesNo, Expected::AnyNumber, Expected::Number(Unit::Count)];

/// A formula: every finding points into it; what passes never meets a wrong type, and gives what the check said.
pub fn formula(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (columns, attributes, measures) = (columns(), attributes(), measures());
    let components = ["above".to_owned(), "奖金".to_owned()];
    // One place for each input, picked by its bytes: checking is what takes the time.
    let sum = bytes.iter().fold(0usize, |sum, byte| sum.wrapping_add(usize::from(*byte)));
    let scope = if sum.is_multiple_of(2) {
        Scope { columns: &columns, ..Scope::default() }
    } else {
        Scope {
            attributes: &attributes,
            measures: &measures,
            components: &components,
            has_target: true,
            period: Some(PeriodLength::Quarter),
            days: Days::InGroup,
            ..Scope::default()
        }
    };
    in_its_place(&text, &scope, EXPECTED[sum / 2 % EXPECTED.len()]);
}

fn in_its_place(text: &str, scope: &Scope<'_>, expected: Expected) {
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let whole = Span { source: SourceId(0), start: 0, end: length };
    let mut found = Diagnostics::default();
    let formula = check(&FormulaText::plain(text, whole), scope, expected, &mut found);
    for diagnostic in found.all() {
        for label in &diagnostic.labels {
            let range = label.span.start as usize..label.span.end as usize;
            assert!(text.get(range).is_some(), "{} points outside, or into a character", diagnostic.code);
        }
    }
    assert!(formula.is_some() || found.has_errors(), "a formula was refused without a word");
    if let Some(formula) = formula {
        compute(&formula, scope);
    }
}

fn columns() -> Vec<(String, Type)> {
    [
        ("amount", Type::Number(Unit::Money)),
        ("units", Type::Number(Unit::Count)),
        ("weight", Type::Number(Unit::Ratio)),
        ("产品", Type::Text),
        ("shipped", Type::YesNo),
        ("day", Type::Date),
        ("Any Name 1", Type::Text),
    ]
    .map(|(name, kind)| (name.to_owned(), kind))
    .to_vec()
}

fn attributes() -> Vec<Column> {
    [("salary", Type::Number(Unit::Money)), ("role", Type::Text), ("hired", Type::Date), ("expert", Type::YesNo)]
        .map(|(name, kind)| Column { name: name.to_owned(), kind, origin: ColumnOrigin::Assignment })
        .to_vec()
}

fn measures() -> Vec<ScopeMeasure> {
    [("bookings", Unit::Money, true), ("满意度", Unit::Ratio, false), ("deals", Unit::Count, true)]
        .map(|(name, unit, has_quota)| ScopeMeasure { name: name.to_owned(), unit, has_quota })
        .to_vec()
}

fn compute(formula: &Formula, scope: &Scope<'_>) {
    for round in 0..3 {
        match evaluate(&formula.expression, &mut Values { scope, round }) {
            Err(EvaluationError::Unchecked(_)) => {
                panic!("`{}` passed the check and does not hold together", formula.text)
            }
            Err(EvaluationError::EmptyCell(..)) => assert_eq!(round, 2, "`{}` found an empty cell", formula.text),
            Err(_) => {}
            Ok(item) => {
                let fits = match formula.kind {
                    Type::Number(_) => matches!(item, Item::Number(_)),
                    Type::Text => matches!(item, Item::Text(_)),
                    Type::YesNo => matches!(item, Item::YesNo(_)),
                    Type::Date => matches!(item, Item::Date(_)),
                };
                assert!(fits || item == Item::Empty, "`{}` gives {item:?}, no {:?}", formula.text, formula.kind);
            }
        }
    }
}

/// Values for every name: usual ones, zeros and extremes, empty cells.
struct Values<'s, 'a> {
    scope: &'s Scope<'a>,
    round: usize,
}

impl<'v> Names<'v> for Values<'_, '_> {
    type Error = ();

    fn value(&mut self, name: &Name) -> Result<Item<'v>, ()> {
        let kind = match name {
            Name::Column(at) => self.scope.columns.get(*at).ok_or(())?.1,
            Name::Attribute(at) => self.scope.attributes.get(*at).ok_or(())?.kind,
            Name::Measure { measure, aspect: Aspect::Attainment, .. } => {
                assert!(*measure < self.scope.measures.len(), "a measure that is not there");
                Type::Number(Unit::Ratio)
            }
            Name::Measure { measure, .. } => Type::Number(self.scope.measures.get(*measure).ok_or(())?.unit),
            Name::Earned { component, .. } => {
                assert!(*component < self.scope.components.len(), "a component that is not there");
                Type::Number(Unit::Money)
            }
            Name::Target => Type::Number(Unit::Money),
            Name::Period => Type::Text,
            Name::FirstDay | Name::LastDay => Type::Date,
            Name::OnPlan(OnPlan::Days | OnPlan::DaysInGroup) => Type::Number(Unit::Count),
            Name::OnPlan(OnPlan::AtStart | OnPlan::AtEnd) => Type::YesNo,
            Name::Local(_) => return Err(()),
        };
        let cell = matches!(name, Name::Column(_) | Name::Attribute(_));
        Ok(match (kind, self.round) {
            (_, 2) if cell => Item::Empty,
            (Type::Number(_), 0) => Item::Number(Number::decimal(12_345, 2)),
            (Type::Number(_), 1) => Item::Number(Number::ZERO),
            (Type::Number(_), _) => Item::Number(Number::decimal(-9_999_999_999_999_999_999_999_999_999, 4)),
            (Type::Text, _) => Item::Text("2026-Q1"),
            (Type::YesNo, round) => Item::YesNo(round == 0),
            (Type::Date, _) => Item::Date(Date::new(2026, 3, 31).ok_or(())?),
        })
    }
}
