//! The measures of all plan versions, ready for rows.

use std::sync::Arc;

use attain_rules::company::Company;
use attain_rules::date::DateRange;
use attain_rules::formula::expression::{Formula, Name, Node};
use attain_rules::plan::{AsOf, Base, Component, Crediting, MeasureSource, Over, Pay};
use attain_rules::rounding::{Rounding, Step};
use attain_rules::source::Span;

use super::Setting;
use super::books::{Chain, Credits, Ledger};
use crate::earn::first_to::measure_of;
use crate::grid::Grid;
use crate::names::{each_name, written};
use crate::outcome::MeasureReport;

/// One version of a measure, ready for rows.
pub(super) struct Rule<'a> {
    pub plan: usize,
    pub measure: usize,
    pub chain: usize,
    pub series: usize,
    pub effective: DateRange,
    pub crediting: &'a Crediting,
    pub rounding: Option<&'a Rounding>,
    pub name: &'a str,
    pub span: Span,
    /// Names of the columns in credit and shares, and of those that say who takes part, for records.
    pub columns: Vec<(usize, Arc<str>)>,
}

pub(super) fn prepare<'a>(setting: &Setting<'a>) -> (Vec<Rule<'a>>, Credits) {
    let mut rules = Vec::new();
    let mut chains: Vec<Chain> = Vec::new();
    let mut chain_of: Vec<Vec<Option<usize>>> =
        setting.plans.iter().map(|plan| vec![None; plan.measures.len()]).collect();
    for (series_place, series) in setting.roster.series.iter().enumerate() {
        let first_chain = chains.len();
        for &plan_place in &series.versions {
            let Some(plan) = setting.plans.get(plan_place) else { continue };
            for (measure_place, measure) in plan.measures.iter().enumerate() {
                let MeasureSource::Transactions(crediting) = &measure.source else { continue };
                let known = chains.iter().skip(first_chain).position(|chain| *chain.report.measure == *measure.name);
                let chain = known.map_or(chains.len(), |offset| first_chain.saturating_add(offset));
                if known.is_none() {
                    let grid = Grid::new(crediting.take, series.members.len(), setting.timeline.slot_count());
                    let report = MeasureReport {
                        plan: Arc::clone(&series.name),
                        measure: measure.name.as_str().into(),
                        ..MeasureReport::default()
                    };
                    chains.push(Chain { series: series_place, grid, records: Vec::new(), report });
                }
                if crediting.up.is_some()
                    && let Some(chain) = chains.get_mut(chain)
                {
                    chain.report.line_gaps.get_or_insert_default();
                }
                if let Some(place) = chain_of.get_mut(plan_place).and_then(|plan| plan.get_mut(measure_place)) {
                    *place = Some(chain);
                }
                rules.push(Rule {
                    plan: plan_place,
                    measure: measure_place,
                    chain,
                    series: series_place,
                    effective: plan.effective,
                    crediting,
                    rounding: plan.roundings.at(Step::Credit),
                    name: &measure.name,
                    span: measure.span,
                    columns: columns_of(crediting, setting.company),
                });
            }
        }
    }
    let ledgers = ledgers(setting, &chain_of);
    (rules, Credits { chains, chain_of, ledgers })
}

fn columns_of(crediting: &Crediting, company: &Company) -> Vec<(usize, Arc<str>)> {
    let mut columns: Vec<(usize, Arc<str>)> = Vec::new();
    let shares = crediting.shares.members.iter().chain(&crediting.shares.overlays);
    for formula in shares.filter_map(|share| share.share.as_ref()).chain([&crediting.credit]) {
        each_name(&formula.expression, &mut |name| {
            if let Name::Column(column) = name
                && !columns.iter().any(|(known, _)| known == column)
            {
                columns.push((*column, written(name, None, company).into()));
            }
        });
    }
    // Who takes part decides what is left for the rest, and what ratios are divided by.
    let explained = crediting.shares.ratios || crediting.shares.members.iter().any(|share| share.share.is_none());
    for share in crediting.shares.members.iter().filter(|share| explained && share.share.is_some()) {
        if !columns.iter().any(|(known, _)| *known == share.column) {
            columns.push((share.column, written(&Name::Column(share.column), None, company).into()));
        }
    }
    columns
}

/// The measure of which a component looks at single credits: it is paid by the transaction, or goes to whoever got somewhere
/// first.
pub(super) fn paid_measure(component: &Component) -> Option<usize> {
    let table = match &component.pay {
        Pay::Table(table) => table,
        Pay::Contest(contest) => return measure_of(contest.first_to.as_ref()?).ok(),
        Pay::Amount(_) | Pay::Pool(_) | Pay::Draw(_) => return None,
    };
    if table.over == Over::Total && table.as_of == AsOf::Window {
        return None;
    }
    match &table.base {
        Base::Amount { amount: Formula { expression, .. }, .. } => match &expression.node {
            Node::Name(Name::Measure { measure, .. }) => Some(*measure),
            _ => None,
        },
        Base::Target => None,
    }
}

fn ledgers(setting: &Setting<'_>, chain_of: &[Vec<Option<usize>>]) -> Vec<Ledger> {
    let mut ledgers = Vec::new();
    for (plan, chains) in
        setting.plans.iter().zip(chain_of).enumerate().map(|(place, (plan, chains))| ((place, plan), chains))
    {
        let (plan_place, plan) = plan;
        for (place, component) in plan.components.iter().enumerate() {
            let chain = paid_measure(component).and_then(|measure| chains.get(measure).copied().flatten());
            if let Some(chain) = chain {
                ledgers.push(Ledger { plan: plan_place, component: place, chain, entries: Vec::new() });
            }
        }
    }
    ledgers
}
