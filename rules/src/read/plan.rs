//! A plan file.

use std::collections::BTreeSet;

use iso_currency::Currency;

use crate::both;
use crate::company::Company;
use crate::diagnostics::{t, w};
use crate::formula::expression::{Name, Type};
use crate::formula::{Scope, ScopeMeasure, names_in};
use crate::number::Number;
use crate::period::PeriodLength;
use crate::plan::{Component, Measure, Plan};
use crate::rounding::{Roundings, Step};
use crate::yaml::Node;

use super::reader::Reader;
use super::uses;
use super::words::PAYS;

/// The keys of a plan's file.
pub(super) const KEYS: &[&str] =
    &["plan", "title", "effective", "currency", "pays", "rounding", "measures", "components"];

/// What the readers of a plan's parts know of the rest.
pub(super) struct Ground<'a> {
    pub(super) company: &'a Company,
    /// Length of the plan's periods, when it could be read.
    pub(super) pays: Option<PeriodLength>,
    /// Columns of transactions with their types.
    pub(super) columns: &'a [(String, Type)],
    /// The plan's measures; none in the place of one that could not be read.
    pub(super) measures: Vec<Option<Measure>>,
    /// What formulas know of the measures, in the same order.
    pub(super) known: Vec<ScopeMeasure>,
    /// Names of the components above.
    pub(super) components: Vec<String>,
    /// In which unit each of them pays, in the same order; none for money.
    pub(super) units: Vec<Option<String>>,
    /// How often each of them pays, in the same order; none where that is not known.
    pub(super) every: Vec<Option<PeriodLength>>,
    /// The plan's roundings.
    pub(super) roundings: Roundings,
}

impl Ground<'_> {
    /// What formulas on transactions may name.
    pub(super) fn of_transactions(&self) -> Scope<'_> {
        let without_amount = self.company.schema.without_amount.as_deref();
        Scope { columns: self.columns, without_amount, ..Scope::default() }
    }
}

/// Reads a plan's tree; nothing when the plan has a hole that an error speaks of.
pub(super) fn read(reader: &mut Reader<'_>, root: &Node, company: &Company) -> Option<Plan> {
    let fields = reader.fields_of_root(root, &both!("the plan", "方案"), KEYS)?;
    let name = reader.require(&fields, "plan").and_then(|node| reader.text(node));
    let title = reader.title_or(fields.get("title"), name.as_deref().unwrap_or("?"));
    let effective = reader.require(&fields, "effective").and_then(|node| reader.days(node));
    let pays = reader.require(&fields, "pays").and_then(|node| reader.word(node, PAYS));
    if let Some(node) = fields.get("currency") {
        reader.same_currency(node, company.currency);
    }
    let smallest = Number::decimal(1, company.minor_digits());
    let roundings = reader.roundings(fields.get("rounding"), &Roundings::default(), &Step::ALL, &smallest);
    let columns: Vec<(String, Type)> =
        company.schema.transactions.iter().map(|column| (column.name.clone(), column.kind)).collect();
    let mut ground = Ground {
        company,
        pays,
        columns: &columns,
        measures: Vec::new(),
        known: Vec::new(),
        components: Vec::new(),
        units: Vec::new(),
        every: Vec::new(),
        roundings,
    };
    // A plan of fixed amounts and pools shared by attributes counts nothing.
    let counts = fields.get("measures").is_none_or(|node| {
        reader.measures(node, &mut ground);
        !ground.measures.is_empty()
    });
    let components = match reader.require(&fields, "components") {
        Some(node) => reader.components(node, &mut ground),
        None => Vec::new(),
    };
    let measures: Option<Vec<Measure>> = ground.measures.into_iter().collect();
    let components: Option<Vec<Component>> = components.into_iter().collect();
    if let (Some(measures), Some(components)) = (&measures, &components) {
        reader.unused(measures, components);
    }
    if let (Some(components), Some(effective)) = (&components, effective) {
        components.iter().for_each(|one| reader.days_of_due(one, effective, company.calendar));
    }
    Some(Plan {
        name: name?,
        title,
        effective: effective?,
        effective_span: fields.get("effective").map_or(fields.head, |node| node.span),
        pays: pays?,
        roundings: ground.roundings,
        measures: measures.filter(|_| counts)?,
        components: components.filter(|components| !components.is_empty())?,
        span: fields.head,
    })
}

impl Reader<'_> {
    fn same_currency(&mut self, node: &Node, company: Currency) {
        if let Some(currency) = self.currency(node)
            && currency != company
            && company != Currency::XXX
        {
            self.report(t::t007::other_currency(node.span, currency.code(), company.code()));
        }
    }

    /// Warns of measures that nothing uses.
    fn unused(&mut self, measures: &[Measure], components: &[Component]) {
        let mut used = BTreeSet::new();
        let formulas = measures.iter().flat_map(uses::of_measure).chain(components.iter().flat_map(uses::of_component));
        for formula in formulas {
            for (name, _) in names_in(&formula.expression) {
                if let Name::Measure { measure, .. } = name {
                    used.insert(*measure);
                }
            }
        }
        for (place, measure) in measures.iter().enumerate() {
            if !used.contains(&place) {
                self.report(w::w003::unused_measure(measure.span, &measure.name));
            }
        }
    }
}
