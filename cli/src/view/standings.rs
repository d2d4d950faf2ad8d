//! Where everybody stands in a contest: a table for each group.

use attain_engine::outcome::Standing;
use attain_rules::both;
use attain_rules::date::Date;
use attain_rules::formula::expression::{Type, Unit};
use attain_rules::number::Number;
use attain_rules::plan::{Contest, Pay};
use attain_rules::text::Language;
use serde_json::{Value, json};

use super::amount;
use super::computed::Computed;
use super::grid::{Lean, grid};
use super::style;

/// The standings for people, group by group.
pub fn text(run: &Computed<'_>, standings: &[&Standing], on: Date, language: Language) -> String {
    let mut out = String::new();
    let same = |a: &&Standing, b: &&Standing| {
        (a.plan, a.component, a.period, &a.group) == (b.plan, b.component, b.period, &b.group)
    };
    for group in standings.chunk_by(same) {
        let Some(first) = group.first() else { continue };
        let Some((plan, component)) = run.component_at(first.plan, first.component) else { continue };
        let Pay::Contest(contest) = &component.pay else { continue };
        let period = run.company.calendar.label(first.period);
        let mut heading = format!("{} · {} · {period}", plan.name, component.title.in_language(language));
        if !first.group.is_empty() {
            heading.push_str(&format!(" · {}", first.group));
        }
        let as_of = both!("as on {on}", "截至 {on}");
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!("{} ({})\n\n", style::strong(&heading), as_of.in_language(language)));
        out.push_str(&grid(header(contest, language), &[Lean::Right, Lean::Left], rows(run, contest, group)));
    }
    out
}

fn header(contest: &Contest, language: Language) -> Vec<String> {
    let word = |text: &attain_rules::text::Text| text.in_language(language).to_owned();
    let mut header = vec![word(&both!("place", "名次")), word(&both!("entrant", "参赛者"))];
    header.extend(contest.first_to.iter().map(|_| word(&both!("days", "天数"))));
    header.extend(contest.rank_by.iter().map(|formula| formula.text.to_string()));
    header.push(word(&both!("prize", "奖金")));
    header
}

fn rows(run: &Computed<'_>, contest: &Contest, group: &[&Standing]) -> Vec<Vec<String>> {
    let columns = contest.first_to.iter().count().saturating_add(contest.rank_by.len());
    let row =
        |standing: &&Standing| {
            let place = standing.place.map_or_else(|| "-".to_owned(), |place| place.to_string());
            let mut cells = vec![place, entrant(run, &standing.entrant)];
            cells.extend((0..columns).map(|at| {
                standing.scores.get(at).map_or_else(String::new, |score| self::score(run, contest, at, score))
            }));
            cells.push(amount::money(&standing.prize, run.digits()));
            cells
        };
    group.iter().map(row).collect()
}

/// A score as its formula counts it; the days that it took to get somewhere without their sign.
fn score(run: &Computed<'_>, contest: &Contest, at: usize, score: &Number) -> String {
    let formula = match (contest.first_to.is_some(), at) {
        (true, 0) => return amount::number(&score.absolute().unwrap_or_else(|_| score.clone())),
        (true, at) => contest.rank_by.get(at.saturating_sub(1)),
        (false, at) => contest.rank_by.get(at),
    };
    match formula.map(|formula| formula.kind) {
        Some(Type::Number(Unit::Money)) => amount::money(score, run.digits()),
        Some(Type::Number(Unit::Ratio)) => amount::percent(score),
        _ => amount::number(score),
    }
}

/// An id with the name, where there is one.
fn entrant(run: &Computed<'_>, id: &str) -> String {
    let participant = run.inputs.participants.iter().find(|one| *one.id == *id && one.name != one.id);
    participant.map_or_else(|| id.to_owned(), |one| format!("{id} {}", one.name))
}

/// The standings for programs.
pub fn json(run: &Computed<'_>, standings: &[&Standing], on: Date) -> Value {
    let rows = standings.iter().filter_map(|standing| {
        let (plan, component) = run.component_at(standing.plan, standing.component)?;
        Some(json!({
            "plan": plan.name,
            "component": component.name,
            "period": run.company.calendar.label(standing.period),
            "group": &*standing.group,
            "place": standing.place,
            "entrant": &*standing.entrant,
            "scores": standing.scores.iter().map(Number::to_exact_text).collect::<Vec<_>>(),
            "prize": standing.prize.to_fixed_text(run.digits()),
        }))
    });
    json!({ "on": on.to_string(), "currency": run.currency(), "standings": rows.collect::<Vec<_>>() })
}
