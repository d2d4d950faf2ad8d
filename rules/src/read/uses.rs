//! Which names a checked formula uses.

use crate::formula::expression::{Expression, Formula, Name, Node};
use crate::formula::{is_constant, names_in, simplified, sums_in};
use crate::number::Number;
use crate::plan::{
    Base, Component, Fund, Measure, MeasureSource, Otherwise, Pay, Plan, Quota, QuotaSource, Row, Table,
};

/// Does its value depend on anything but itself?
pub(super) fn names_anything(expression: &Expression) -> bool {
    let expression = &simplified(expression);
    !sums_in(expression).is_empty() || names_in(expression).iter().any(|(name, _)| !matches!(name, Name::Local(_)))
}

/// What a formula is that gives the same whatever is calculated.
pub(super) enum Settled {
    /// It reads nothing.
    Unread,
    /// What it reads does not change what comes out.
    Always(Node),
    /// It reads the period alone, which is stated.
    Calendar,
}

/// Does the formula give the same whatever is calculated? Asked `of` a component, the period is what the plan says.
pub(super) fn settled(expression: &Expression, of: bool) -> Option<Settled> {
    let short = simplified(expression);
    let is_given = |name: &Name| match name {
        Name::Local(_) => true,
        Name::Period | Name::FirstDay | Name::LastDay => !of,
        _ => false,
    };
    let reads = |expression: &Expression| {
        !sums_in(expression).is_empty() || names_in(expression).iter().any(|(name, _)| !is_given(name))
    };
    if reads(&short) {
        None
    } else if names_in(expression).iter().all(|(name, _)| matches!(name, Name::Local(_))) && !reads(expression) {
        Some(Settled::Unread)
    } else if is_constant(&short.node) {
        Some(Settled::Always(short.node))
    } else {
        Some(Settled::Calendar)
    }
}

/// The number that a formula always is, if it is written as one.
pub(super) fn constant(formula: &Formula) -> Option<Number> {
    match &formula.expression.node {
        Node::Number(number) => Some(number.clone()),
        Node::Negate(inner) => match &inner.node {
            Node::Number(number) => number.negate().ok(),
            _ => None,
        },
        _ => None,
    }
}

/// The formulas of a measure that may name other measures.
pub(crate) fn of_measure(measure: &Measure) -> Vec<&Formula> {
    let mut formulas = Vec::new();
    if let MeasureSource::Formula(formula) = &measure.source {
        formulas.push(formula);
    }
    if let Some(Quota { source: QuotaSource::Formula(formula, _), .. }) = &measure.quota {
        formulas.push(formula);
    }
    formulas
}

/// The formulas of a measure that look at single transactions.
fn of_crediting(measure: &Measure) -> impl Iterator<Item = &Formula> {
    let crediting = match &measure.source {
        MeasureSource::Transactions(crediting) => Some(crediting),
        MeasureSource::Metric(_) | MeasureSource::Formula(_) => None,
    };
    crediting.into_iter().flat_map(|crediting| {
        let shares = crediting.shares.members.iter().chain(&crediting.shares.overlays);
        let shares = shares.filter_map(|share| share.share.as_ref());
        crediting.filter.iter().chain([&crediting.credit]).chain(shares)
    })
}

/// All formulas of a plan.
pub(crate) fn of_plan(plan: &Plan) -> impl Iterator<Item = &Formula> {
    let of_measures = plan.measures.iter().flat_map(|measure| of_crediting(measure).chain(of_measure(measure)));
    of_measures.chain(plan.components.iter().flat_map(of_component))
}

/// All formulas of a component.
pub(crate) fn of_component(component: &Component) -> Vec<&Formula> {
    let mut formulas: Vec<&Formula> = Vec::new();
    formulas.extend(component.eligible.iter().chain(&component.target).chain(&component.guarantee));
    formulas.extend(&component.factors);
    formulas.extend(component.limits.iter().map(|limit| &limit.amount));
    if let Some(gate) = &component.gate {
        formulas.push(&gate.condition);
        if let Otherwise::Rows(rows) = &gate.otherwise {
            formulas.extend(rows.iter().flat_map(of_row));
        }
    }
    formulas.extend(component.due.iter().flat_map(|due| &due.parts).filter_map(|part| part.condition.as_ref()));
    match &component.pay {
        Pay::Amount(amount) => formulas.push(amount),
        Pay::Table(table) => of_table(table, &mut formulas),
        Pay::Pool(pool) => {
            match &pool.fund {
                Fund::Amount(fund) => formulas.push(fund),
                Fund::Table(table) => of_table(table, &mut formulas),
            }
            formulas.extend(pool.reserve.iter().chain(&pool.share_by).chain(&pool.most));
        }
        Pay::Draw(draw) => {
            formulas.push(&draw.amount);
            if let Some(recovery) = &draw.recovery {
                let settings = [&recovery.condition, &recovery.share, &recovery.keep, &recovery.limit];
                formulas.extend(settings.into_iter().flatten());
            }
        }
        Pay::Contest(contest) => formulas.extend(contest.formulas()),
    }
    formulas
}

fn of_table<'p>(table: &'p Table, formulas: &mut Vec<&'p Formula>) {
    if let Base::Amount { amount, above, below } = &table.base {
        formulas.push(amount);
        formulas.extend(above.iter().chain(below));
    }
    formulas.extend(table.index.iter().chain(&table.origin));
    formulas.extend(table.rows.iter().flat_map(of_row));
}

fn of_row(row: &Row) -> impl Iterator<Item = &Formula> {
    std::iter::once(&row.limit).chain(&row.rate).chain(&row.amount).chain(&row.fee)
}
