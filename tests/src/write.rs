//! A [`Company`] as the files that its people would keep.

mod by_hand;
mod due;
mod groups;
mod table;
mod units;

use std::fmt::Write as _;
use std::path::Path;

use crate::calendar::{Day, Length, label};
use crate::company::{
    Aspect, Company, Component, Condition, Crediting, Figure, Formula, GroupBy, Measure, Over, Pay, Per, Plan, Quota,
    Rounding, ScoreTake, Source, Split, Step, Stretch, Take, To, Window,
};
use crate::exact::{text, whole};

use due::due_yaml;
use groups::{contest_yaml, draw_yaml, pool_yaml, up_yaml};
use table::{rows_yaml, table_yaml};

/// A file of the folder: its path and its text.
pub type File = (String, String);

/// All files of the company's folder.
#[must_use]
pub fn files(company: &Company) -> Vec<File> {
    let mut files = vec![("attain.yaml".to_owned(), attain_yaml(company))];
    for (place, plan) in company.plans.iter().enumerate() {
        files.push((format!("plans/{}-{}.yaml", plan.name, place + 1), plan_yaml(plan, company)));
    }
    let table = |name: &str, header: &str, rows: Vec<String>| {
        let rows: String = rows.iter().map(|row| format!("{row}\n")).collect();
        (format!("data/{name}.csv"), format!("{header}\n{rows}"))
    };
    let day = |day: Option<Day>| day.map(Day::text).unwrap_or_default();
    let people = &company.people;
    let rows = people.iter().map(|person| {
        let (on, because) = person.left.map_or(("".to_owned(), ""), |(on, because)| (on.text(), because));
        format!("{},{on},{because}", person.id)
    });
    files.push(table("participants", "id,left_on,left_because", rows.collect()));
    let stays = people.iter().flat_map(|person| person.stays.iter().map(move |stay| (person, stay)));
    let stays = stays.map(|(person, stay)| {
        format!(
            "{},{},{},{},{},{},{},{},{}",
            person.id,
            stay.plan,
            day(stay.first),
            day(stay.last),
            text(&stay.salary),
            stay.role,
            stay.team,
            stay.manager,
            stay.acting_for
        )
    });
    files.push(table("assignments", "participant,plan,from,to,salary,role,team,manager,acting_for", stays.collect()));
    let figure = |name: &str, row: &Figure| {
        let period = label(row.first, row.length, company.calendar.year_starts);
        format!("{},{name},{period},{}", row.person, text(&row.amount))
    };
    let rows = company.quotas.iter().map(|row| figure("sales", row)).collect();
    files.push(table("quotas", "participant,quota,period,amount", rows));
    let rows = company.scores.iter().map(|row| figure("score", row)).collect();
    files.push(table("metrics", "participant,metric,period,value", rows));
    let share = |row: &Split| match company.ratio_splits {
        true => text(&row.share),
        false => format!("{}%", text(&(&row.share * whole(100)))),
    };
    let rows = company.splits.iter().map(|row| format!("{},{},{}", row.sale, row.person, share(row)));
    files.push(table("splits", "transaction,participant,share", rows.collect()));
    files.push(table("adjustments", by_hand::HEADER, by_hand::rows(company)));
    let rows = company.sales.iter().map(|sale| {
        format!(
            "{},{},{},{},{},{},{},{},{}%,{},{},{}",
            sale.id,
            sale.corrects,
            sale.relates_to,
            sale.day.text(),
            text(&sale.amount),
            sale.kind,
            sale.owner,
            sale.helper,
            text(&(&sale.helper_share * whole(100))),
            sale.expert,
            sale.deal,
            text(&sale.weight)
        )
    });
    let header = "id,corrects,relates_to,booked_on,amount,kind,owner,helper,helper_share,expert,deal,weight";
    files.push(table("transactions", header, rows.collect()));
    files
}

/// Writes the files under `folder`.
///
/// # Panics
/// When the folder cannot be written.
pub fn write(files: &[File], folder: &Path) {
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("the folder can be made");
        std::fs::write(&path, text).expect("the file can be written");
    }
}

fn attain_yaml(company: &Company) -> String {
    format!(
        "company: Random
currency: {}
calendar: {}
period: {}
{}data:
  participants: data/participants.csv
  assignments: data/assignments.csv
  quotas: data/quotas.csv
  metrics: data/metrics.csv
  splits: data/splits.csv
  adjustments: data/adjustments.csv
  transactions:
    file: data/transactions.csv
    columns:
      booked_on: {{ column: booked_on, type: date }}
      helper_share: {{ column: helper_share, type: percent }}
      weight: {{ column: weight, type: number }}
",
        company.currency,
        units::calendar(company.calendar),
        label(company.year, Length(12), company.calendar.year_starts),
        units::units(company)
    )
}

fn plan_yaml(plan: &Plan, company: &Company) -> String {
    let last = plan.last.map(|day| format!(" {}", day.text())).unwrap_or_default();
    let mut out =
        format!("plan: {}\neffective: {} ..{last}\npays: {}\n", plan.name, plan.first.text(), plan.pays.adverb());
    roundings(&mut out, "", &plan.rounding);
    out.push_str("measures:\n");
    for measure in &plan.measures {
        measure_yaml(&mut out, measure, plan);
    }
    out.push_str("components:\n");
    for component in &plan.components {
        component_yaml(&mut out, component, plan, company);
    }
    out
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a text takes everything");
    out.push('\n');
}

fn roundings(out: &mut String, indent: &str, roundings: &[Rounding]) {
    if roundings.is_empty() {
        return;
    }
    line(out, format_args!("{indent}rounding:"));
    for rounding in roundings {
        let step = match rounding.step {
            Step::Credit => "credit",
            Step::Quotient => "quotient",
            Step::SliceBase => "slice_base",
            Step::SlicePay => "slice_pay",
            Step::Factor => "factor",
            Step::Each => "each",
            Step::Fund => "fund",
            Step::Line => "line",
        };
        line(out, format_args!("{indent}  {step}: {} to {}", rounding.rule.word(), text(&rounding.unit)));
    }
}

fn measure_yaml(out: &mut String, measure: &Measure, plan: &Plan) {
    line(out, format_args!("  {}:\n    unit: {}", measure.name, measure.unit));
    match &measure.source {
        Source::Sales(crediting) => crediting_yaml(out, crediting),
        Source::Score(take, missing) => {
            let take = match take {
                ScoreTake::Sum => "sum",
                ScoreTake::Average => "average",
                ScoreTake::Minimum => "minimum",
                ScoreTake::Maximum => "maximum",
                ScoreTake::Last => "last",
            };
            line(out, format_args!("    from: metrics.score\n    take: {take}\n    missing: {}", text(missing)));
        }
        Source::Formula(formula) => {
            line(out, format_args!("    from: formula\n    formula: {}", formula_text(formula, plan)));
        }
    }
    if let Some((quota, without)) = &measure.quota {
        match quota {
            Quota::Data => line(out, format_args!("    quota: sales")),
            Quota::Formula(formula) => {
                line(out, format_args!("    quota: {{ formula: '{}' }}", formula_text(formula, plan)));
            }
        }
        let without = without.as_ref().map_or_else(|| "report".to_owned(), text);
        line(out, format_args!("    without_quota: {without}"));
        if measure.lower {
            line(out, format_args!("    direction: lower"));
            if let Some(at_zero) = &measure.at_zero {
                let at_zero = at_zero.as_ref().map_or_else(|| "report".to_owned(), text);
                line(out, format_args!("    at_zero: {at_zero}"));
            }
        }
    }
}

fn crediting_yaml(out: &mut String, crediting: &Crediting) {
    line(out, format_args!("    from: transactions"));
    let no_plan = |_: usize| unreachable!("formulas on sales name no component");
    if let Some(filter) = &crediting.filter {
        line(out, format_args!("    where: {}", block(&condition(filter, &no_plan, &no_plan), 6)));
    }
    if let Some(credit) = &crediting.credit {
        line(out, format_args!("    credit: {}", write_formula(credit, &no_plan, &no_plan)));
    }
    match crediting.to {
        To::Owner => line(out, format_args!("    to: owner")),
        To::Rest => line(out, format_args!("    to: {{ owner: rest, helper: helper_share }}")),
        To::Ratios(owner, helper) => {
            line(out, format_args!("    to: {{ owner: {owner}, helper: {helper} }}"));
        }
    }
    if crediting.ratios {
        line(out, format_args!("    shares: ratio"));
    }
    if let Some(overlay) = &crediting.overlay {
        line(out, format_args!("    overlay: {{ expert: {}% }}", text(&(overlay * whole(100)))));
    }
    if crediting.splits {
        line(out, format_args!("    splits: yes"));
    }
    if let Some(up) = crediting.up {
        up_yaml(out, up);
    }
    line(out, format_args!("    dated: booked_on"));
    match crediting.take {
        Take::Sum => {}
        Take::Count => line(out, format_args!("    take: count")),
        Take::DistinctDeals => line(out, format_args!("    take: distinct deal")),
        Take::Average => line(out, format_args!("    take: average")),
        Take::Minimum => line(out, format_args!("    take: minimum")),
        Take::Maximum => line(out, format_args!("    take: maximum")),
    }
}

fn component_yaml(out: &mut String, component: &Component, plan: &Plan, company: &Company) {
    line(out, format_args!("  - {}: {}\n    every: {}", component.kind, component.name, component.every.word()));
    if let Some(unit) = component.unit {
        line(out, format_args!("    in: {}", company.units[unit].name));
    }
    if component.paid_as_money {
        line(out, format_args!("    paid_as: money"));
    }
    match component.group {
        None => {}
        Some(GroupBy::Plan) => line(out, format_args!("    group: plan")),
        Some(GroupBy::Team) => line(out, format_args!("    group: team")),
    }
    if let Some(eligible) = &component.eligible {
        line(out, format_args!("    eligible: {}", block(&condition_text(eligible, plan), 6)));
    }
    if let Some((gate, otherwise)) = &component.gate {
        line(out, format_args!("    gate: {}", block(&condition_text(gate, plan), 6)));
        if let Some(rows) = otherwise {
            rows_yaml(out, "otherwise", rows, "rate", plan);
        }
    }
    match &component.pay {
        Pay::Amount(formula) => line(out, format_args!("    amount: {}", formula_text(formula, plan))),
        Pay::Target(target) => line(out, format_args!("    target: {}", formula_text(target, plan))),
        Pay::Table(table) => table_yaml(out, table, plan),
        Pay::Pool(pool) => pool_yaml(out, pool, plan),
        Pay::Contest(contest) => contest_yaml(out, contest, plan, company),
        Pay::Draw(draw) => draw_yaml(out, draw, plan),
    }
    if let Some(stretch) = component.accumulate {
        let word = match stretch {
            Stretch::Plan => "plan",
            Stretch::Length(length) => length.word(),
        };
        line(out, format_args!("    accumulate: {word}"));
    }
    if !component.factors.is_empty() {
        line(out, format_args!("    multiply_by:"));
        for factor in &component.factors {
            line(out, format_args!("      - {}", formula_text(factor, plan)));
        }
    }
    limits_yaml(out, false, component, plan);
    limits_yaml(out, true, component, plan);
    if let Some(guarantee) = &component.guarantee {
        line(out, format_args!("    guarantee: {}", formula_text(guarantee, plan)));
    }
    if let Some(due) = &component.due {
        due_yaml(out, due, plan);
    }
    roundings(out, "    ", component.rounding.as_deref().unwrap_or_default());
}

fn limits_yaml(out: &mut String, cap: bool, component: &Component, plan: &Plan) {
    let key = if cap { "cap" } else { "floor" };
    let over = match &component.pay {
        Pay::Table(table) => table.over,
        Pay::Amount(_) | Pay::Target(_) | Pay::Pool(_) | Pay::Contest(_) | Pay::Draw(_) => Over::Total,
    };
    let limits: Vec<_> = (component.limits.iter())
        .filter(|limit| limit.cap == cap)
        .map(|limit| {
            let per = match limit.per {
                Per::Own => String::new(),
                Per::Plan => " per plan".to_owned(),
                Per::Length(length) => format!(" per {}", length.word()),
                Per::Each if over == Over::Deal => " per group".to_owned(),
                Per::Each => " per transaction".to_owned(),
            };
            format!("{}{per}", formula_text(&limit.amount, plan))
        })
        .collect();
    match limits.as_slice() {
        [] => {}
        [one] => line(out, format_args!("    {key}: {one}")),
        several => {
            line(out, format_args!("    {key}:"));
            for one in several {
                line(out, format_args!("      - {one}"));
            }
        }
    }
}

/// A formula that YAML would take for something else stands under `|`.
fn block(formula: &str, indent: usize) -> String {
    if formula.starts_with(['!', '"', '(', '[', '{', '-']) {
        format!("|\n{:indent$}{formula}", "")
    } else {
        formula.to_owned()
    }
}

fn formula_text(formula: &Formula, plan: &Plan) -> String {
    write_formula(formula, &|place| plan.measures[place].name.to_owned(), &|place| earned(plan, place))
}

/// What a component gives, as money: units are taken for so much of it.
fn earned(plan: &Plan, place: usize) -> String {
    let component = &plan.components[place];
    match component.unit.is_some() || component.gives_things() {
        true => format!("money(number(earned({})))", component.name),
        false => format!("earned({})", component.name),
    }
}

fn condition_text(formula: &Condition, plan: &Plan) -> String {
    condition(formula, &|place| plan.measures[place].name.to_owned(), &|place| earned(plan, place))
}

type Names<'a> = &'a dyn Fn(usize) -> String;

fn write_formula(formula: &Formula, measures: Names<'_>, components: Names<'_>) -> String {
    let sub = |formula: &Formula| {
        let text = write_formula(formula, measures, components);
        match formula {
            Formula::Plus(..) | Formula::Less(..) | Formula::Times(..) | Formula::Over(..) | Formula::Choose(..) => {
                format!("({text})")
            }
            _ => text,
        }
    };
    let plain = |formula: &Formula| write_formula(formula, measures, components);
    match formula {
        Formula::Number(number) => text(number),
        Formula::Percent(number) => format!("{}%", text(&(number * whole(100)))),
        Formula::Measure(place, aspect, window) => measured(&measures(*place), *aspect, *window),
        Formula::Salary => "salary".to_owned(),
        Formula::Amount => "amount".to_owned(),
        Formula::Weight => "weight".to_owned(),
        Formula::Group(inner) => format!("group({})", plain(inner)),
        Formula::Reports(inner) => format!("reports({})", plain(inner)),
        Formula::Earned(place) => components(*place),
        // One unit for each: a number alone is a share, and no amount.
        Formula::Unitless(inner) => format!("number({}) * 1", plain(inner)),
        Formula::Target => "target".to_owned(),
        Formula::Plus(a, b) => format!("{} + {}", sub(a), sub(b)),
        Formula::Less(a, b) => format!("{} - {}", sub(a), sub(b)),
        Formula::Times(a, b) => format!("{} * {}", sub(a), sub(b)),
        Formula::Over(a, b) => format!("{} / {}", sub(a), sub(b)),
        Formula::Least(a, b) => format!("min({}, {})", plain(a), plain(b)),
        Formula::Greatest(a, b) => format!("max({}, {})", plain(a), plain(b)),
        Formula::Choose(c, a, b) => {
            format!("if {} {{ {} }} else {{ {} }}", condition(c, measures, components), plain(a), plain(b))
        }
    }
}

fn measured(name: &str, aspect: Aspect, window: Window) -> String {
    let window = match window {
        Window::Own => String::new(),
        Window::Period => ", period".to_owned(),
        Window::ToDate(Length(1)) => ", month".to_owned(),
        Window::ToDate(length) => format!(", {}_to_date", length.word()),
        Window::PlanToDate => ", plan_to_date".to_owned(),
        Window::Rolling(periods) => format!(", rolling({periods})"),
        Window::Previous(1) => ", previous(period)".to_owned(),
        Window::Previous(periods) => format!(", previous(period, {periods})"),
    };
    match aspect {
        Aspect::Total if window.is_empty() => name.to_owned(),
        Aspect::Total => format!("total({name}{window})"),
        Aspect::Attainment => format!("attainment({name}{window})"),
        Aspect::Quota => format!("quota({name}{window})"),
    }
}

fn condition(formula: &Condition, measures: Names<'_>, components: Names<'_>) -> String {
    let number = |formula: &Formula| write_formula(formula, measures, components);
    let sub = |inner: &Condition| format!("({})", condition(inner, measures, components));
    match formula {
        Condition::AtLeast(a, b) => format!("{} >= {}", number(a), number(b)),
        Condition::Above(a, b) => format!("{} > {}", number(a), number(b)),
        Condition::Below(a, b) => format!("{} < {}", number(a), number(b)),
        Condition::KindIn(kinds) => {
            let kinds: Vec<_> = kinds.iter().map(|kind| format!("\"{kind}\"")).collect();
            format!("kind in [{}]", kinds.join(", "))
        }
        Condition::UpTo(month) => format!("month(last_day) <= {month}"),
        Condition::RoleIs(role) => format!("role == \"{role}\""),
        Condition::Both(a, b) => format!("{} && {}", sub(a), sub(b)),
        Condition::Either(a, b) => format!("{} || {}", sub(a), sub(b)),
        Condition::Not(a) => format!("!{}", sub(a)),
    }
}
