//! What was earned and is due later: by person in a statement, by period for the company.

use std::collections::BTreeMap;

use attain_engine::inputs::{Leave, ParticipantIndex};
use attain_engine::outcome::{Forfeited, ToCome};
use attain_rules::both;
use attain_rules::period::PeriodLength;
use attain_rules::text::{Language, Text};
use attain_rules::unit::UnitPlace;

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
    let mut totals: BTreeMap<Option<UnitPlace>, i128> = BTreeMap::new();
    for (part, title) in parts {
        let unit = run.unit_at(part.plan, part.component);
        let total = totals.entry(unit).or_default();
        *total = total.saturating_add(part.minor_units.into());
        let title = match (part.conditional, part.until.map(label)) {
            (true, Some(until)) => both!(
                "{title}, as soon as its condition holds, by {until} at the latest",
                "{title}（条件成立时支付，最迟 {until}）"; title
            ),
            (true, None) => both!("{title}, if its condition holds then", "{title}（届时须满足条件）"; title),
            (false, _) => title,
        };
        let sum = run.counted(part.minor_units.into(), unit, language);
        rows.push(vec![label(part.due), say(title), label(part.earned_for), sum]);
    }
    for (unit, total) in totals {
        let total = run.counted(total, unit, language);
        rows.push(vec![say(both!("total", "合计")), String::new(), String::new(), total]);
    }
    let leans = [Lean::Left, Lean::Left, Lean::Left];
    let now = run.computed_now();
    section(&say(both!("Still to come{now}", "尚未到期{now}"; now)), header.map(say).to_vec(), &leans, rows)
}

/// What of the participant's earnings is not paid, and why: its condition did not hold when it fell due, or they left. Nothing
/// where that is nothing. `component` picks one by its name.
pub fn forfeited(run: &Computed<'_>, who: ParticipantIndex, component: Option<&str>, language: Language) -> String {
    let say = |text: Text| text.in_language(language).to_owned();
    let title = |part: &Forfeited| {
        let plans = run.plans.iter().filter(|plan| *plan.name == *part.plan);
        let same = plans.flat_map(|plan| &plan.components).find(|one| *one.name == *part.component);
        same.map_or_else(|| Text::same(&*part.component), |one| one.title.clone())
    };
    let wanted = |part: &&Forfeited| part.participant == who && component.is_none_or(|name| *part.component == *name);
    let label = |period| run.company.calendar.label(period);
    let rows: Vec<Vec<String>> = (run.outcome.report.forfeited.iter().filter(wanted))
        .map(|part| {
            let sum = run.counted(part.minor_units.into(), part.unit, language);
            vec![label(part.due), say(title(part)), label(part.earned_for), say(lost_by(part)), sum]
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let header = [
        both!("due in", "到期期间"),
        both!("component", "组成部分"),
        both!("earned for", "归属期间"),
        both!("why", "原因"),
        both!("amount", "金额"),
    ];
    let leans = [Lean::Left, Lean::Left, Lean::Left, Lean::Left];
    section(&say(both!("Forfeited", "作废")), header.map(say).to_vec(), &leans, rows)
}

/// Why a part is not paid.
fn lost_by(part: &Forfeited) -> Text {
    match &part.left {
        None => both!("its condition did not hold", "到期时条件不成立"),
        Some(Leave { on, because: None }) => both!("left on {on}", "{on} 离职"),
        Some(Leave { on, because: Some(because) }) => both!("left on {on} (`{because}`)", "{on} 离职（`{because}`）"),
    }
}

/// Parts, their sum, and what of it waits for a condition.
type Sums = (u64, i128, i128);

/// What the company has still to pay, by the month in which it is due; nothing where that is nothing. Plans that pay for longer
/// periods pay it with the end of the period that holds the month.
pub fn of_company(run: &Computed<'_>, language: Language) -> String {
    let say = |text: Text| text.in_language(language).to_owned();
    let calendar = run.company.calendar;
    let month = |part: &ToCome| calendar.period_of(calendar.month_of(part.due_on), PeriodLength::Month);
    let mut due: BTreeMap<_, Sums> = BTreeMap::new();
    let mut all: BTreeMap<Option<UnitPlace>, Sums> = BTreeMap::new();
    for part in &run.outcome.to_come {
        let unit = run.unit_at(part.plan, part.component);
        let of_month = due.entry((month(part), part.due, unit)).or_default();
        for (count, sum, conditional) in [of_month, all.entry(unit).or_default()] {
            *count = count.saturating_add(1);
            *sum = sum.saturating_add(part.minor_units.into());
            if part.conditional {
                *conditional = conditional.saturating_add(part.minor_units.into());
            }
        }
    }
    if due.is_empty() {
        return String::new();
    }
    // Where everything is paid in its month, one name says both.
    let has_longer = due.keys().any(|(month, paid, _)| month != paid);
    let mut header = vec![both!("due in", "到期月份")];
    header.extend(has_longer.then(|| both!("paid in", "支付期间")));
    header.extend([both!("parts", "份数"), both!("amount", "金额"), both!("of which on a condition", "其中附条件")]);
    let row = |due: String, paid: String, unit, (count, sum, conditional): Sums| {
        let counted = |minor: i128| run.counted(minor, unit, language);
        let mut row = vec![due];
        row.extend(has_longer.then_some(paid));
        row.extend([amount::grouped(&count.to_string()), counted(sum), counted(conditional)]);
        row
    };
    let months =
        due.into_iter().map(|((month, paid, unit), sums)| row(calendar.label(month), calendar.label(paid), unit, sums));
    let totals = all.into_iter().map(|(unit, sums)| row(say(both!("total", "合计")), String::new(), unit, sums));
    let rows = months.chain(totals).collect();
    let now = run.computed_now();
    let leans = vec![Lean::Left; 1 + usize::from(has_longer)];
    section(
        &say(both!("Earned and due later{now}", "已计提、以后到期{now}"; now)),
        header.into_iter().map(say).collect(),
        &leans,
        rows,
    )
}

fn section(heading: &str, header: Vec<String>, leans: &[Lean], rows: Vec<Vec<String>>) -> String {
    format!("{}\n\n{}", style::strong(heading), grid(header, leans, rows))
}
