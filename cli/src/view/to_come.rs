//! What was earned and is due later: by person in a statement, by period for the company.

use std::collections::BTreeMap;

use attain_engine::inputs::ParticipantIndex;
use attain_engine::outcome::ToCome;
use attain_rules::both;
use attain_rules::text::{Language, Text};

use super::amount;
use super::computed::Computed;
use super::grid::{Lean, grid};
use super::style;

/// What is still to come for a participant; nothing where that is nothing. `component` picks one by its name.
pub fn of_person(run: &Computed<'_>, who: ParticipantIndex, component: Option<&str>, language: Language) -> String {
    let say = |text: Text| text.in_language(language).to_owned();
    let parts: Vec<(&ToCome, Text)> = (run.outcome.to_come.iter())
        .filter(|part| part.participant == who)
        .filter_map(|part| {
            let (_, of) = run.component_at(part.plan, part.component)?;
            component.is_none_or(|name| of.name == name).then(|| (part, of.title.clone()))
        })
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    let header = [
        both!("due in", "到期期间"),
        both!("component", "组成部分"),
        both!("earned for", "归属期间"),
        both!("amount", "金额"),
    ];
    let label = |period| run.company.calendar.label(period);
    let mut rows = Vec::with_capacity(parts.len().saturating_add(1));
    let mut total = 0_i128;
    for (part, title) in parts {
        total = total.saturating_add(part.minor_units.into());
        let title = if part.conditional {
            both!("{title}, if its condition holds then", "{title}（届时须满足条件）"; title)
        } else {
            title
        };
        let sum = amount::minor(part.minor_units.into(), run.digits());
        rows.push(vec![label(part.due), say(title), label(part.earned_for), sum]);
    }
    rows.push(vec![say(both!("total", "合计")), String::new(), String::new(), amount::minor(total, run.digits())]);
    let leans = [Lean::Left, Lean::Left, Lean::Left];
    section(&say(both!("Still to come", "尚未到期")), header.map(say).to_vec(), &leans, rows)
}

/// What the company has still to pay, by the period in which it is due; nothing where that is nothing.
pub fn of_company(run: &Computed<'_>, language: Language) -> String {
    let say = |text: Text| text.in_language(language).to_owned();
    let mut due: BTreeMap<_, (u64, i128, i128)> = BTreeMap::new();
    for part in &run.outcome.to_come {
        let (count, sum, conditional) = due.entry((part.due.last(), part.due)).or_default();
        *count = count.saturating_add(1);
        *sum = sum.saturating_add(part.minor_units.into());
        if part.conditional {
            *conditional = conditional.saturating_add(part.minor_units.into());
        }
    }
    if due.is_empty() {
        return String::new();
    }
    let header = [
        both!("due in", "到期期间"),
        both!("parts", "份数"),
        both!("amount", "金额"),
        both!("of which on a condition", "其中附条件"),
    ];
    let money = |minor: i128| amount::minor(minor, run.digits());
    let all = due.values().fold((0_u64, 0_i128, 0_i128), |all, one| {
        (all.0.saturating_add(one.0), all.1.saturating_add(one.1), all.2.saturating_add(one.2))
    });
    let row = |name: String, (count, sum, conditional): (u64, i128, i128)| {
        vec![name, amount::grouped(&count.to_string()), money(sum), money(conditional)]
    };
    let periods = due.into_iter().map(|((_, period), sums)| row(run.company.calendar.label(period), sums));
    let rows = periods.chain([row(say(both!("total", "合计")), all)]).collect();
    section(&say(both!("Earned and due later", "已计提、以后到期")), header.map(say).to_vec(), &[Lean::Left], rows)
}

fn section(heading: &str, header: Vec<String>, leans: &[Lean], rows: Vec<Vec<String>>) -> String {
    format!("{}\n\n{}", style::strong(heading), grid(header, leans, rows))
}
