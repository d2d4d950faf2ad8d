//! Pools and contests of closed periods that would come out otherwise now: they stay as they were sealed, and the report says so.

use attain_engine::kept::{Kept, KeptSums};
use attain_rules::both;
use attain_rules::number::Number;
use attain_rules::text::Text;
use serde_json::{Value, json};

use super::amount;
use super::computed::Computed;
use super::report::{MOST_NAMES, in_unit};

/// One sentence for each group.
pub fn sentences(run: &Computed<'_>) -> Vec<Text> {
    let kept = &run.outcome.report.kept;
    let mut sentences: Vec<Text> = kept.iter().take(MOST_NAMES).map(|kept| sentence(run, kept)).collect();
    if let Some(more) = kept.len().checked_sub(MOST_NAMES).filter(|more| *more > 0) {
        sentences.push(both!(
            "closed, and stays as it was sealed, in {more} more groups and periods: see `attain run --format json`",
            "另有 {more} 个小组和期间已关闭，以封存的为准：见 `attain run --format json`"
        ));
    }
    sentences
}

fn sentence(run: &Computed<'_>, kept: &Kept) -> Text {
    let group = kept.group.as_deref().unwrap_or_default();
    let whose: Vec<&str> = [&*kept.plan, &*kept.component, group].into_iter().filter(|name| !name.is_empty()).collect();
    let (whose, period) = (whose.join(" "), run.company.calendar.label(kept.period));
    let people = amount::grouped(&kept.people.to_string());
    let who = if kept.people == 1 { "1 person".to_owned() } else { format!("{people} people") };
    let sums = kept.sums.as_ref().map(|sums| compared(run, sums)).unwrap_or_default();
    let made_up = match kept.made_up {
        true => both!("; what is carried on makes up for it", "；差额计入结转"),
        false => Text::default(),
    };
    if kept.group.is_none() {
        return both!(
            "closed, and stays as it was sealed, {whose} {period}: by what is known now {who} would get no line{sums}{made_up}",
            "已关闭，以封存的为准，{whose} {period}：按现在所知，{people} 人不会有收入行{sums}{made_up}"; sums, made_up
        );
    }
    both!(
        "closed, and stays as it was sealed, {whose} {period}: what is known now would give {who} something else{sums}{made_up}",
        "已关闭，以封存的为准，{whose} {period}：按现在所知，{people} 人所得会不同{sums}{made_up}"; sums, made_up
    )
}

/// What the group would come to, beside what was sealed.
fn compared(run: &Computed<'_>, KeptSums { unit, sealed, now }: &KeptSums) -> Text {
    let change = change(sealed, now);
    let (was, is) = (in_unit(run, sealed, *unit), in_unit(run, now, *unit));
    if change.is_zero() {
        return both!(", in all {is} as before", "，合计仍为 {is}"; is);
    }
    let change = amount::signed(&change, run.digits_of(*unit));
    both!(", in all {is} instead of {was} ({change})", "，合计 {is}，而不是 {was}（{change}）"; is, was)
}

/// As in the report of a run.
pub fn entries(run: &Computed<'_>) -> Vec<Value> {
    let entry = |kept: &Kept| {
        let sums = kept.sums.as_ref();
        let exact = |number: Option<Number>| {
            sums.zip(number).map(|(sums, number)| number.to_fixed_text(run.digits_of(sums.unit)))
        };
        let entry = json!({
            "plan": &*kept.plan,
            "component": &*kept.component,
            "group": kept.group.as_deref(),
            "period": run.company.calendar.label(kept.period),
            "people": kept.people,
            "made_up": kept.made_up,
            "sealed": exact(sums.map(|sums| sums.sealed.clone())),
            "now": exact(sums.map(|sums| sums.now.clone())),
            "difference": exact(sums.map(|sums| change(&sums.sealed, &sums.now))),
        });
        super::json::in_unit(run, entry, sums.and_then(|sums| sums.unit))
    };
    run.outcome.report.kept.iter().map(entry).collect()
}

/// What the group would come to more; a difference past every limit is none.
fn change(sealed: &Number, now: &Number) -> Number {
    now.subtract(sealed).unwrap_or_default()
}
