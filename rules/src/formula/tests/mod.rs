//! Formulas that are right, what is said about those that are not, and where.

mod anything;
mod good;
mod groups;
mod meaning;
mod places;
mod simplify;
mod spelling;
mod wrong;

use super::expression::{Type, Unit};
use super::{Days, Expected, FormulaText, Scope, ScopeMeasure, check};
use crate::company::{Column, ColumnOrigin};
use crate::diagnostic::Diagnostics;
use crate::period::PeriodLength;
use crate::source::{SourceId, Span};

const YES: Expected = Expected::YesNo;
const MONEY: Expected = Expected::MONEY;
const RATIO: Expected = Expected::RATIO;

/// Formula, does it stand on rows, what its place wants, what is said.
type Case = (&'static str, bool, Expected, &'static [&'static str]);

/// A scope with some of everything.
struct World {
    columns: Vec<(String, Type)>,
    attributes: Vec<Column>,
    measures: Vec<ScopeMeasure>,
    components: Vec<String>,
    component_units: Vec<Option<String>>,
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
        Self {
            columns,
            attributes: Vec::new(),
            measures: Vec::new(),
            components: Vec::new(),
            component_units: Vec::new(),
        }
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
                measure("satisfaction", Unit::Ratio, false),
                measure("deals", Unit::Count, true),
            ],
            components: ["commission", "award", "grant"].map(str::to_owned).into(),
            component_units: vec![None, Some("points".to_owned()), Some("shares".to_owned())],
        }
    }

    fn scope(&self) -> Scope<'_> {
        Scope {
            columns: &self.columns,
            without_amount: None,
            attributes: &self.attributes,
            measures: &self.measures,
            components: &self.components,
            component_units: &self.component_units,
            pays_in: None,
            has_target: !self.measures.is_empty(),
            period: (!self.measures.is_empty()).then_some(PeriodLength::Month),
            days: if self.measures.is_empty() { Days::Unknown } else { Days::OnPlan },
            member: None,
            report: None,
            day: None,
        }
    }
}

fn world(of_rows: bool) -> World {
    if of_rows { World::rows() } else { World::plan() }
}

/// What is said about `text`: `CODE what is marked: message` each.
fn said(text: &str, of_rows: bool, expected: Expected) -> Vec<String> {
    said_in(&world(of_rows), text, expected)
}

fn said_in(world: &World, text: &str, expected: Expected) -> Vec<String> {
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
