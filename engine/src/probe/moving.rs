//! Which measures move a component's pay, and at which of their values a row starts or a condition turns.

use std::collections::BTreeSet;
use std::sync::Arc;

use attain_rules::formula::expression::{Aspect, Expression, Formula, Name, Node, Window};
use attain_rules::number::Number;
use attain_rules::plan::{
    Base, Component, Direction, Measure, MeasureSource, MeasureUnit, Pay, Plan, QuotaSource, Take,
};

use super::Probe;
use crate::context::{Context, Known, number};
use crate::earn::row::steps;
use crate::fault::Stop;
use crate::names::{component_formulas, each_name, parts};
use crate::record::Silent;
use crate::trace::Role;
use crate::turn::Turn;

/// Places of the measures that more transactions move: sums and counts.
pub(super) fn added_up(plan: &Plan) -> impl Iterator<Item = usize> {
    plan.measures.iter().enumerate().filter(|(_, measure)| is_added_up(measure)).map(|(place, _)| place)
}

fn is_added_up(measure: &Measure) -> bool {
    let MeasureSource::Transactions(crediting) = &measure.source else { return false };
    matches!(crediting.take, Take::Sum | Take::Count | Take::Distinct(_))
}

/// Can the measure be given any value? Sums and counts of transactions can, and KPIs.
fn is_moving(plan: &Plan, measure: usize) -> bool {
    is_metric(plan, measure) || plan.measures.get(measure).is_some_and(is_added_up)
}

/// Is it a KPI from outside?
pub(crate) fn is_metric(plan: &Plan, measure: usize) -> bool {
    plan.measures.get(measure).is_some_and(|measure| matches!(measure.source, MeasureSource::Metric(_)))
}

/// Are its values counts: by its unit, or of transactions, or of different values in them?
pub(super) fn is_counted(measure: &Measure) -> bool {
    let MeasureSource::Transactions(crediting) = &measure.source else { return measure.unit == MeasureUnit::Count };
    measure.unit == MeasureUnit::Count || matches!(crediting.take, Take::Count | Take::Distinct(_))
}

/// The measures that move the component's pay: first the one that picks the row, or else that is paid on.
pub(super) fn moving_measures(plan: &Plan, component: &Component) -> Vec<usize> {
    let mut found = Vec::new();
    for formula in formulas_behind(plan, component) {
        each_name(&formula.expression, &mut |name| {
            if let Name::Measure { measure, window: Window { back: 0, .. }, .. } = name
                && is_moving(plan, *measure)
                && !found.contains(measure)
            {
                found.push(*measure);
            }
        });
    }
    found
}

/// The component's formulas, that of its index and of its base first, each with those of the measures and quotas that it names.
pub(crate) fn formulas_behind<'a>(plan: &'a Plan, component: &'a Component) -> Vec<&'a Formula> {
    let mut own: Vec<&Formula> = Vec::new();
    if let Pay::Table(table) = &component.pay {
        own.extend(table.index.as_ref());
        if let Base::Amount { amount, .. } = &table.base {
            own.push(amount);
        }
    }
    component_formulas(component, &mut |formula| own.push(formula));
    let mut all: Vec<&Formula> = Vec::new();
    let mut known = BTreeSet::new();
    let mut open: Vec<&Formula> = own.into_iter().rev().collect();
    while let Some(formula) = open.pop() {
        if all.iter().any(|one| one.span == formula.span) {
            continue;
        }
        all.push(formula);
        each_name(&formula.expression, &mut |name| {
            let Name::Measure { measure, .. } = name else { return };
            let Some(of) = plan.measures.get(*measure).filter(|_| known.insert(*measure)) else { return };
            if let Some(QuotaSource::Formula(quota, _)) = of.quota.as_ref().map(|quota| &quota.source) {
                open.push(quota);
            }
            if let MeasureSource::Formula(formula) = &of.source {
                open.push(formula);
            }
        });
    }
    all
}

impl Probe<'_> {
    /// Where the table's rows start on the measure, as far as the index is the measure or its attainment.
    pub(super) fn row_starts(&self, measure: usize) -> Vec<Number> {
        let Pay::Table(table) = &self.component.pay else { return Vec::new() };
        let total = (Aspect::Total, Window::OWN);
        let of = match (&table.index, &table.base) {
            (Some(index), _) => named(&index.expression, measure),
            (None, Base::Amount { amount, .. }) => named(&amount.expression, measure)
                .or_else(|| (moving_measures(self.version, self.component).first() == Some(&measure)).then_some(total)),
            (None, Base::Target) => None,
        };
        let Some(of) = of else { return Vec::new() };
        let limits = self.with(&[], |known, turn| {
            let mut silent = Silent;
            let mut context = self.context(known, &mut silent, turn)?;
            Ok(steps(&mut context, &table.rows)?.into_iter().map(|step| step.limit.value).collect::<Vec<_>>())
        });
        limits.unwrap_or_default().into_iter().filter_map(|limit| self.on_measure(measure, of, limit)).collect()
    }

    /// Where conditions turn that hold the measure or its attainment against something that does not move.
    pub(super) fn turns(&self, measure: usize) -> Vec<Number> {
        let mut found = Vec::new();
        for formula in formulas_behind(self.version, self.component) {
            self.turns_in(&formula.expression, measure, &mut found);
        }
        found
    }

    fn turns_in(&self, expression: &Expression, measure: usize, found: &mut Vec<Number>) {
        if let Node::Compare(_, sides) = &expression.node {
            let [left, right] = &**sides;
            for (one, other) in [(left, right), (right, left)] {
                let Some(of) = named(one, measure).filter(|_| stands_still(other)) else { continue };
                let limit = self.with(&[], |known, turn| {
                    let mut silent = Silent;
                    let mut context = self.context(known, &mut silent, turn)?;
                    let item = context.expression(other, &Arc::default(), other.span, || Role::Part)?;
                    Ok(number(item, other, other.span)?.value)
                });
                found.extend(limit.and_then(|limit| self.on_measure(measure, of, limit)));
            }
        }
        parts(&expression.node).for_each(|part| self.turns_in(part, measure, found));
    }

    /// For the component's formulas, its target worked out.
    fn context<'k, 'r>(
        &'k self,
        known: Known<'k, 'r>,
        silent: &'r mut Silent,
        turn: Turn<'k>,
    ) -> Result<Context<'k, 'r, Silent>, Stop> {
        let mut context = Context::new(known, silent, turn, &self.component.roundings);
        if let Some(target) = &self.component.target {
            context.target = Some(context.number(target, || Role::Target)?);
        }
        Ok(context)
    }

    /// The measure's value at which its total or its attainment is `limit`.
    fn on_measure(&self, measure: usize, (aspect, window): (Aspect, Window), limit: Number) -> Option<Number> {
        match aspect {
            Aspect::Total => Some(limit),
            Aspect::Attainment => {
                let quota = self.quota_over(measure, window)?;
                match self.version.measures.get(measure)?.direction {
                    Direction::Higher => limit.multiply(&quota).ok(),
                    Direction::Lower => quota.divide(&limit).ok(),
                }
            }
            Aspect::Quota => None,
        }
    }
}

/// Which figure of the measure the expression is, where it is one and nothing else.
fn named(expression: &Expression, measure: usize) -> Option<(Aspect, Window)> {
    match &expression.node {
        Node::Name(Name::Measure { measure: read, aspect, window }) if *read == measure && window.back == 0 => {
            Some((*aspect, *window))
        }
        _ => None,
    }
}

/// Does it name nothing that depends on what is measured, or on other people?
fn stands_still(expression: &Expression) -> bool {
    match &expression.node {
        Node::Name(name) => !matches!(name, Name::Measure { .. } | Name::Earned { .. } | Name::Local(_)),
        Node::SumOf(..) => false,
        node => parts(node).all(stands_still),
    }
}
