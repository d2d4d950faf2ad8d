//! [`ask`]: a formula that a test expects something of, checked as if it stood in the plan.

use std::collections::BTreeSet;

use crate::company::Company;
use crate::diagnostic::Diagnostics;
use crate::diagnostics::f;
use crate::formula::expression::{Formula, Unit};
use crate::formula::{Days, Expected, FormulaText, Scope, ScopeMeasure, check, sums_in};
use crate::period::PeriodLength;
use crate::plan::{Component, Measure, Medium, Plan};
use crate::read::{measure::unit, uses};

/// A formula with the turn at which it is worked out.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Place of the component whose turn it is; none for the test's period as a whole.
    pub component: Option<usize>,
    /// The formula, checked against the names of that turn.
    pub formula: Formula,
}

/// At which turns of one version of a plan `text` is worked out: at that of the component `of`, where one is named; else over a
/// whole period of `length`. A period has no groups: what `group(...)` adds up is asked of the components that add it up. Everything
/// wrong goes to `out`. Nothing when anything was, or when the plan has no component of this name.
pub fn ask(
    text: &FormulaText,
    of: Option<&str>,
    (plan, company): (&Plan, &Company),
    length: PeriodLength,
    out: &mut Diagnostics,
) -> Vec<Asked> {
    let names = Names::new(plan, company);
    let components = || plan.components.iter().enumerate();
    if let Some(of) = of {
        let named = components().filter(|(_, component)| component.name == of);
        let asked = named.filter_map(|(place, component)| {
            Some(Asked { component: Some(place), formula: names.at(text, component, out)? })
        });
        return asked.collect();
    }
    let readers = components().filter_map(|(place, component)| {
        // What does not fit here may fit elsewhere.
        let formula = names.at(text, component, &mut Diagnostics::default())?;
        reads(component, &formula).then_some(Asked { component: Some(place), formula })
    });
    let readers: Vec<Asked> = readers.collect();
    if !readers.is_empty() {
        return readers;
    }
    names.over(text, length, out).map(|formula| Asked { component: None, formula }).into_iter().collect()
}

/// What is wrong with a formula whose names may be those of any plan, of which nothing but the names of `measures` and
/// `components` is known: only what is said of names holds.
pub(crate) fn unknown_names(
    text: &FormulaText,
    (measures, components): (&BTreeSet<&str>, &BTreeSet<&str>),
    company: &Company,
    length: PeriodLength,
) -> Diagnostics {
    let measure = |name: &&str| ScopeMeasure { name: (*name).to_owned(), unit: Unit::Money, has_quota: true };
    let names = Names {
        company,
        measures: measures.iter().map(measure).collect(),
        components: components.iter().map(|name| (*name).to_owned()).collect(),
        units: Vec::new(),
    };
    let mut found = Diagnostics::default();
    names.check(text, length, true, &mut found);
    found
}

/// What the names in formulas of a plan may stand for, once all of it is read.
struct Names<'a> {
    company: &'a Company,
    measures: Vec<ScopeMeasure>,
    components: Vec<String>,
    units: Vec<Option<String>>,
}

impl<'a> Names<'a> {
    fn new(plan: &'a Plan, company: &'a Company) -> Self {
        let measure = |measure: &Measure| ScopeMeasure {
            name: measure.name.clone(),
            unit: unit(measure.unit),
            has_quota: measure.quota.is_some(),
        };
        let paid_in = |component: &Component| match component.medium {
            Medium::Money => None,
            Medium::Unit(place) => company.unit(place).map(|unit| unit.name.clone()),
            // Things are a unit of their own.
            Medium::Things => Some(format!("{}: things", component.name)),
        };
        Self {
            company,
            measures: plan.measures.iter().map(measure).collect(),
            components: plan.components.iter().map(|component| component.name.clone()).collect(),
            units: plan.components.iter().map(paid_in).collect(),
        }
    }

    /// At the turn of a component.
    fn at(&self, text: &FormulaText, component: &Component, out: &mut Diagnostics) -> Option<Formula> {
        self.check(text, component.every, component.group.is_some(), out)
    }

    /// Over a whole period, where nobody has a group.
    fn over(&self, text: &FormulaText, length: PeriodLength, out: &mut Diagnostics) -> Option<Formula> {
        let mut found = Diagnostics::default();
        let formula = self.check(text, length, false, &mut found);
        for finding in found.all() {
            let place = finding.labels.first().filter(|_| finding.code == f::f024::EXPLANATION.code);
            out.push(place.map_or_else(|| finding.clone(), |label| f::f024::no_component(label.span)));
        }
        formula
    }

    fn check(&self, text: &FormulaText, length: PeriodLength, grouped: bool, out: &mut Diagnostics) -> Option<Formula> {
        let attributes = self.company.schema.attributes.as_slice();
        let day = Scope { attributes, ..Scope::default() };
        let member = Scope {
            attributes,
            measures: &self.measures,
            components: &self.components,
            component_units: &self.units,
            period: Some(length),
            days: if grouped { Days::InGroup } else { Days::OnPlan },
            day: Some(&day),
            ..Scope::default()
        };
        let has_line = self.company.schema.manager().is_some();
        let scope = Scope { member: grouped.then_some(&member), report: has_line.then_some(&member), ..member.clone() };
        check(text, &scope, Expected::Anything, out)
    }
}

/// Does the component add up all the groups' values that the formula names? Where it names none, no component is meant.
fn reads(component: &Component, formula: &Formula) -> bool {
    let sums = sums_in(&formula.expression);
    let formulas = uses::of_component(component);
    let own: Vec<String> = formulas.iter().flat_map(|own| sums_in(&own.expression)).map(without_blanks).collect();
    !sums.is_empty() && sums.into_iter().map(without_blanks).all(|sum| own.contains(&sum))
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
