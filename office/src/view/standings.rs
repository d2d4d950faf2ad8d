//! Where everybody stands in a contest: a table for each group.

use attain_engine::outcome::{Staged, Standing};
use attain_rules::both;
use attain_rules::date::Date;
use attain_rules::formula::expression::{Formula, Type, Unit};
use attain_rules::number::Number;
use attain_rules::plan::{Contest, Pay, Wins};
use attain_rules::text::Language;
use attain_rules::unit::UnitPlace;
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
        let as_of = both!(" (as of {on})", "（截至 {on}）");
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!("{}{}\n\n", style::strong(&heading), as_of.in_language(language)));
        let leans: &[Lean] = match contest.wins {
            Wins::Stages { .. } => &[Lean::Left],
            _ => &[Lean::Right, Lean::Left],
        };
        out.push_str(&grid(header(contest, language), leans, rows(run, contest, group, language)));
    }
    out
}

fn header(contest: &Contest, language: Language) -> Vec<String> {
    let word = |text: &attain_rules::text::Text| text.in_language(language).to_owned();
    if let Wins::Stages { by, .. } = &contest.wins {
        let mut header = vec![word(&both!("entrant", "参赛者")), by.text.to_string()];
        header.extend(
            [
                both!("prize so far", "目前奖励"),
                both!("next stage", "下一阶段"),
                both!("to go", "还差"),
                both!("its prize", "该阶段奖励"),
            ]
            .iter()
            .map(word),
        );
        return header;
    }
    let mut header = vec![word(&both!("place", "名次")), word(&both!("entrant", "参赛者"))];
    header.extend(contest.first_to.iter().map(|_| word(&both!("days", "天数"))));
    header.extend(contest.rank_by.iter().map(|formula| formula.text.to_string()));
    header.push(word(&both!("prize", "奖励")));
    header
}

/// The row of an entrant of a contest with stages; a dash where no further stage is left.
fn staged_row(
    run: &Computed<'_>,
    by: &Formula,
    (standing, staged): (&Standing, &Staged),
    language: Language,
) -> Vec<String> {
    let prize = |amount: &Number| prize(run, standing, amount, language);
    let title = |thing: UnitPlace| run.company.title_of(Some(thing)).in_language(language).to_owned();
    let so_far = match (standing.thing, staged.things.as_slice()) {
        (None, _) => prize(&standing.prize),
        (Some(_), []) => "-".to_owned(),
        (Some(_), things) => {
            let between = both!(", ", "、");
            things.iter().map(|thing| title(*thing)).collect::<Vec<_>>().join(between.in_language(language))
        }
    };
    let mut cells = vec![entrant(run, &standing.entrant), of_kind(run, by, &staged.reached), so_far];
    match &staged.next {
        Some(next) => {
            let to_go = lacking(staged).map(|lacking| of_kind(run, by, &lacking)).unwrap_or_default();
            let its_prize = next.thing.map_or_else(|| prize(&next.prize), title);
            cells.extend([of_kind(run, by, &next.limit), to_go, its_prize]);
        }
        None => cells.extend(["-", "-", "-"].map(str::to_owned)),
    }
    cells
}

/// What is lacking to the next stage.
fn lacking(staged: &Staged) -> Option<Number> {
    staged.next.as_ref()?.limit.subtract(&staged.reached).ok()
}

/// A prize in what the contest pays: `500.00`, `500 points`, or the thing.
fn prize(run: &Computed<'_>, standing: &Standing, amount: &Number, language: Language) -> String {
    if let Some(thing) = standing.thing.filter(|_| !amount.is_zero()) {
        return run.company.title_of(Some(thing)).in_language(language).to_owned();
    }
    let unit = run.unit_at(standing.plan, standing.component).or(standing.thing);
    let number = amount::money(amount, run.digits_of(unit));
    match run.unit_at(standing.plan, standing.component) {
        Some(_) => format!("{number} {}", run.company.title_of(unit).in_language(language)),
        None => number,
    }
}

fn rows(run: &Computed<'_>, contest: &Contest, group: &[&Standing], language: Language) -> Vec<Vec<String>> {
    let columns = contest.first_to.iter().count().saturating_add(contest.rank_by.len());
    let row =
        |standing: &&Standing| {
            if let (Wins::Stages { by, .. }, Some(staged)) = (&contest.wins, &standing.staged) {
                return staged_row(run, by, (standing, staged), language);
            }
            let place = standing.place.map_or_else(|| "-".to_owned(), |place| place.to_string());
            let mut cells = vec![place, entrant(run, &standing.entrant)];
            cells.extend((0..columns).map(|at| {
                standing.scores.get(at).map_or_else(String::new, |score| self::score(run, contest, at, score))
            }));
            cells.push(prize(run, standing, &standing.prize, language));
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
    formula.map_or_else(|| amount::number(score), |formula| of_kind(run, formula, score))
}

/// A number as its formula counts it.
fn of_kind(run: &Computed<'_>, formula: &Formula, number: &Number) -> String {
    match formula.kind {
        Type::Number(Unit::Money) => amount::money(number, run.digits()),
        Type::Number(Unit::Ratio) => amount::percent(number),
        _ => amount::number(number),
    }
}

/// An id with the name, where there is one.
fn entrant(run: &Computed<'_>, id: &str) -> String {
    let participant = run.inputs.participants.iter().find(|one| *one.id == *id && one.name != one.id);
    participant.map_or_else(|| id.to_owned(), |one| format!("{id} {}", one.name))
}

/// The standings for programs; `closed` says of a closed period where its final result stands.
pub fn json(run: &Computed<'_>, standings: &[&Standing], on: Date, closed: Option<&str>) -> Value {
    let rows = standings.iter().filter_map(|standing| {
        let (plan, component) = run.component_at(standing.plan, standing.component)?;
        let unit = standing.thing.or_else(|| component.unit());
        let digits = run.digits_of(unit);
        let mut row = json!({
            "plan": plan.name,
            "component": component.name,
            "period": run.company.calendar.label(standing.period),
            "group": &*standing.group,
            "place": standing.place,
            "entrant": &*standing.entrant,
            "scores": standing.scores.iter().map(Number::to_exact_text).collect::<Vec<_>>(),
            "prize": standing.prize.to_fixed_text(digits),
            "stages": standing.staged.as_ref().map(|staged| json!({
                "reached": staged.reached.to_exact_text(),
                "next": staged.next.as_ref().map(|next| next.limit.to_exact_text()),
                "to_go": lacking(staged).map(|lacking| lacking.to_exact_text()),
                "prize": staged.next.as_ref().map(|next| next.prize.to_fixed_text(digits)),
            })),
        });
        let name = |thing: &UnitPlace| run.company.name_of(Some(*thing));
        if let Some((staged, _)) = standing.staged.as_ref().zip(standing.thing) {
            row["stages"]["things"] = staged.things.iter().map(name).collect();
            row["stages"]["thing"] = json!(staged.next.as_ref().and_then(|next| next.thing.as_ref()).map(name));
        } else if let Some(row) = row.as_object_mut().filter(|_| unit.is_some()) {
            row.insert("unit".to_owned(), json!(run.company.name_of(unit)));
        }
        Some(row)
    });
    let rows: Vec<_> = rows.collect();
    json!({ "on": on.to_string(), "currency": run.currency(), "closed": closed, "standings": rows })
}
