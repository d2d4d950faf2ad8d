//! The names in formulas: finding them, and writing them as people do.

use attain_rules::company::Company;
use attain_rules::formula::expression::{Aspect, Expression, Formula, Name, Node, People, Reach, Window};
pub(crate) use attain_rules::formula::parts;
use attain_rules::plan::{Base, Component, Fund, MeasureSource, Otherwise, Pay, Plan, QuotaSource, Row};
use attain_rules::source::Span;

/// Calls `each` for every name in the formula.
pub(crate) fn each_name<'a>(expression: &'a Expression, each: &mut impl FnMut(&'a Name)) {
    match &expression.node {
        Node::Name(name) => each(name),
        node => parts(node).for_each(|part| each_name(part, each)),
    }
}

/// Does any formula of the component add up values of these people?
pub(crate) fn sums_over(component: &Component, wanted: People) -> bool {
    sum_over(component, wanted).is_some()
}

/// Where the first formula of the component that adds up values of these people does so.
pub(crate) fn sum_over(component: &Component, wanted: People) -> Option<Span> {
    fn in_expression(expression: &Expression, wanted: People) -> Option<Span> {
        match &expression.node {
            Node::SumOf(people, ..) if *people == wanted => Some(expression.span),
            node => parts(node).find_map(|part| in_expression(part, wanted)),
        }
    }
    let mut found = None;
    component_formulas(component, &mut |formula| found = found.or_else(|| in_expression(&formula.expression, wanted)));
    found
}

/// The column or attribute that the expression names, where it names nothing else.
pub(crate) fn only_cell(expression: &Expression) -> Option<Name> {
    let mut names = Vec::new();
    each_name(expression, &mut |name| names.push(name));
    match names.as_slice() {
        [first @ (Name::Column(_) | Name::Attribute(_)), rest @ ..] if rest.iter().all(|name| name == first) => {
            Some(Name::clone(first))
        }
        _ => None,
    }
}

/// Calls `each` for every formula of the component, with what depends on it.
pub(crate) fn component_formulas<'a>(component: &'a Component, each: &mut impl FnMut(&'a Formula)) {
    let rows = |rows: &'a [Row], each: &mut dyn FnMut(&'a Formula)| {
        for row in rows {
            [Some(&row.limit), row.rate.as_ref(), row.amount.as_ref(), row.fee.as_ref()]
                .into_iter()
                .flatten()
                .for_each(&mut *each);
        }
    };
    component.eligible.iter().for_each(&mut *each);
    if let Some(gate) = &component.gate {
        each(&gate.condition);
        if let Otherwise::Rows(otherwise) = &gate.otherwise {
            rows(otherwise, each);
        }
    }
    component.target.iter().for_each(&mut *each);
    if let Some(table) = component.pay.table() {
        if let Base::Amount { amount, above, below } = &table.base {
            [Some(amount), above.as_ref(), below.as_ref()].into_iter().flatten().for_each(&mut *each);
        }
        [table.index.as_ref(), table.origin.as_ref()].into_iter().flatten().for_each(&mut *each);
        rows(&table.rows, each);
    }
    match &component.pay {
        Pay::Amount(amount) => each(amount),
        Pay::Table(_) => {}
        Pay::Pool(pool) => {
            if let Fund::Amount(fund) = &pool.fund {
                each(fund);
            }
            [&pool.reserve, &pool.share_by, &pool.most].into_iter().flatten().for_each(&mut *each);
        }
        Pay::Draw(draw) => {
            each(&draw.amount);
            let recovery = draw.recovery.iter();
            recovery
                .flat_map(|recovery| [&recovery.condition, &recovery.share, &recovery.keep, &recovery.limit])
                .flatten()
                .for_each(&mut *each);
        }
        Pay::Contest(contest) => contest.formulas().for_each(&mut *each),
    }
    let parts = component.due.iter().flat_map(|due| &due.parts);
    parts.filter_map(|part| part.condition.as_ref()).for_each(&mut *each);
    component.factors.iter().for_each(&mut *each);
    component.limits.iter().for_each(|limit| each(&limit.amount));
    component.guarantee.iter().for_each(&mut *each);
}

/// Calls `each` for every formula of the plan that windows may stand in.
pub(crate) fn plan_formulas<'a>(plan: &'a Plan, each: &mut impl FnMut(&'a Formula)) {
    for measure in &plan.measures {
        if let MeasureSource::Formula(formula) = &measure.source {
            each(formula);
        }
        if let Some(QuotaSource::Formula(formula, _)) = measure.quota.as_ref().map(|quota| &quota.source) {
            each(formula);
        }
    }
    plan.components.iter().for_each(|component| component_formulas(component, each));
}

/// The name as it is written in a formula; calls whole.
pub(crate) fn written(name: &Name, plan: Option<&Plan>, company: &Company) -> String {
    match name {
        Name::Column(column) => column_name(company.schema.transactions.get(*column).map(|c| c.name.as_str())),
        Name::Attribute(attribute) => column_name(company.schema.attributes.get(*attribute).map(|c| c.name.as_str())),
        Name::Measure { measure, aspect, window } => {
            let measure = plan.and_then(|plan| plan.measures.get(*measure)).map_or("", |measure| measure.name.as_str());
            let call = match aspect {
                Aspect::Total => "total",
                Aspect::Attainment => "attainment",
                Aspect::Quota => "quota",
            };
            match (aspect, window) {
                (Aspect::Total, Window { reach: Reach::Own, back: 0 }) => measure.to_owned(),
                (_, Window { reach: Reach::Own, back: 0 }) => format!("{call}({measure})"),
                (_, window) => format!("{call}({measure}, {})", window_word(*window)),
            }
        }
        Name::Earned { component, window } => {
            let component =
                plan.and_then(|plan| plan.components.get(*component)).map_or("", |component| component.name.as_str());
            match window {
                Window { reach: Reach::Own, back: 0 } => format!("earned({component})"),
                window => format!("earned({component}, {})", window_word(*window)),
            }
        }
        Name::Target => "target".to_owned(),
        Name::Period => "period".to_owned(),
        Name::FirstDay => "first_day".to_owned(),
        Name::LastDay => "last_day".to_owned(),
        Name::OnPlan(on_plan) => on_plan.word().to_owned(),
        Name::Local(slot) => format!("local {slot}"),
    }
}

fn column_name(name: Option<&str>) -> String {
    let name = name.unwrap_or_default();
    let starts_well = name.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
    if starts_well && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_') {
        name.to_owned()
    } else {
        format!("column({name:?})")
    }
}

/// A window as it is written in a formula.
fn window_word(window: Window) -> String {
    let word = match window.reach {
        Reach::Own | Reach::Period => "period".to_owned(),
        Reach::Whole(length) => length.word().to_owned(),
        Reach::ToDate(length) => format!("{}_to_date", length.word()),
        Reach::PlanToDate => "plan_to_date".to_owned(),
        Reach::Rolling(count) => format!("rolling({count})"),
    };
    match window.back {
        0 => word,
        1 => format!("previous({word})"),
        back => format!("previous({word}, {back})"),
    }
}
