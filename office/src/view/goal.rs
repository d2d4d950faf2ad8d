//! What a search for an amount found, as people and programs read it.

use attain_engine::preview::{Found, Goal, Hindrance, MAX_AMOUNT, Why};
use attain_intake::changes::Applied;
use attain_rules::both;
use attain_rules::period::Period;
use attain_rules::text::{Language, Text};
use serde_json::{Value, json};

use super::amount;
use super::computed::Computed;
use super::statement::estimate::Sides;
use super::style;
use crate::goal::Sought;

/// The answer in a sentence; where there is none, also why.
pub fn text(sought: &Sought, found: &Found, run: &Computed<'_>, language: Language) -> String {
    let (column, currency, digits) = (&sought.column, run.currency(), run.digits());
    let value = |value: i64| amount::minor(value.into(), sought.digits);
    let goal = match sought.goal {
        Goal::Pay(goal) => {
            let goal = amount::minor(goal, digits);
            both!("{goal} {currency}", " {goal} {currency}")
        }
        Goal::NextTier => both!("the next tier", "下一档"),
    };
    match found {
        Found::At { amount: 0, pay } => {
            let pay = amount::minor(*pay, digits);
            let text = both!(
                "{goal} is reached already, with a deal of nothing: it pays {pay} {currency}",
                "金额为零的交易就已达到{goal}：应付 {pay} {currency}"; goal
            );
            format!("{}\n", style::strong(text.in_language(language)))
        }
        Found::At { amount, pay } => {
            let (value, pay) = (value(*amount), amount::minor(*pay, digits));
            let text = both!(
                "{goal} takes `{column}` of {value}: it pays {pay} {currency}; no smaller one was found",
                "`{column}` 为 {value} 时达到{goal}：应付 {pay} {currency}；没有找到更小的值"; goal
            );
            format!("{}\n", style::strong(text.in_language(language)))
        }
        Found::Never { most, hindrances } => {
            let largest = value(MAX_AMOUNT);
            let text = both!(
                "no `{column}` up to {largest} was found that reaches {goal}",
                "`{column}` 查到 {largest} 为止，没有找到哪个值达到{goal}"; goal
            );
            let mut out = format!("{}\n", style::strong(text.in_language(language)));
            if let (Some((pay, from)), Goal::Pay(_)) = (most, sought.goal) {
                let (pay, from) = (amount::minor(*pay, digits), value(*from));
                let text = both!(
                    "the most that was found is {pay} {currency}, at {from}",
                    "所见最高为 {pay} {currency}，在 {from} 时"
                );
                out.push_str(&format!("  {}\n", text.in_language(language)));
            }
            for text in reasons(hindrances, run) {
                out.push_str(&format!("  {}\n", text.in_language(language)));
            }
            out
        }
    }
}

/// What holds lines back, each once; with its periods where a component has lines of several.
fn reasons(hindrances: &[Hindrance], run: &Computed<'_>) -> Vec<Text> {
    let component = |one: &Hindrance| (one.plan, one.component);
    let mut told: Vec<(&Hindrance, Vec<Period>)> = Vec::new();
    for one in hindrances {
        match told.iter_mut().find(|(known, _)| component(known) == component(one) && known.why == one.why) {
            Some((_, periods)) if periods.contains(&one.earned_for) => {}
            Some((_, periods)) => periods.push(one.earned_for),
            None => told.push((one, vec![one.earned_for])),
        }
    }
    let title = |(one, periods): &(&Hindrance, Vec<Period>)| {
        let plan = run.plans.get(usize::try_from(one.plan).ok()?)?;
        let title = plan.components.get(usize::try_from(one.component).ok()?)?.title.clone();
        let of_one = hindrances.iter().filter(|other| component(other) == component(one));
        if of_one.clone().all(|other| Some(&other.earned_for) == periods.first()) {
            return Some(title);
        }
        let labels: Vec<String> = periods.iter().map(|period| run.company.calendar.label(*period)).collect();
        let labels = Text { en: labels.join(", "), zh: labels.join("、") };
        Some(both!("{title} ({labels})", "{title}（{labels}）"; title, labels))
    };
    told.iter().filter_map(|one| Some(reason(one.0, &title(one)?))).collect()
}

fn reason(hindrance: &Hindrance, title: &Text) -> Text {
    match &hindrance.why {
        Why::Untouched => both!("{title}: the deal is nothing to it", "{title}：与这笔交易无关"; title),
        Why::Gate(condition, place) => both!(
            "{title}: its gate stays closed, `{condition}` ({place})",
            "{title}：门槛未达到，`{condition}`（{place}）"; title
        ),
        Why::LastPoint => {
            both!("{title}: it is past the last point of its curve", "{title}：已过曲线的最后一点"; title)
        }
        Why::LastRow => both!("{title}: its last tier is reached", "{title}：已达最后一档"; title),
        Why::Cap(place) => both!("{title}: it is at its cap ({place})", "{title}：已达上限（{place}）"; title),
        Why::Level => both!(
            "{title}: from some amount on it pays the same",
            "{title}：超过某一金额后不再变化"; title
        ),
        Why::Falls => both!(
            "{title}: it pays less the larger the deal is",
            "{title}：交易越大，支付越少"; title
        ),
    }
}

/// The estimate as a document, with what was looked for and found, where something was.
pub fn document(sides: &Sides<'_>, applied: &[Applied], search: Option<(&Sought, &Found)>) -> Value {
    let mut document = sides.document(&shown(applied, search));
    if let (Some((sought, found)), Some(document)) = (search, document.as_object_mut()) {
        document.insert("goal".to_owned(), json(sought, found, sides.before));
    }
    document
}

/// What is changed, as it is shown: a value that was looked for and not found is none.
pub fn shown(applied: &[Applied], search: Option<(&Sought, &Found)>) -> Vec<Applied> {
    match search {
        Some((sought, Found::Never { .. })) => sought.without_value(applied),
        _ => applied.to_vec(),
    }
}

fn json(sought: &Sought, found: &Found, run: &Computed<'_>) -> Value {
    let money = |pay: i128| amount::plain(pay, run.digits());
    let goal = match sought.goal {
        Goal::Pay(goal) => money(goal),
        Goal::NextTier => "next-tier".to_owned(),
    };
    let mut value = json!({ "goal": goal, "column": sought.column, "transaction": sought.id });
    let answer = match found {
        Found::At { amount, pay } => {
            json!({ "reached": true, "value": sought.text(*amount), "pay": money(*pay) })
        }
        Found::Never { most, hindrances } => json!({
            "reached": false,
            "up_to": sought.text(MAX_AMOUNT),
            "most": most.map(|(pay, at)| json!({ "value": sought.text(at), "pay": money(pay) })),
            "why": hindrances.iter().filter_map(|one| why(one, run)).collect::<Vec<_>>(),
        }),
    };
    if let (Some(value), Value::Object(answer)) = (value.as_object_mut(), answer) {
        value.extend(answer);
    }
    value
}

fn why(hindrance: &Hindrance, run: &Computed<'_>) -> Option<Value> {
    let plan = run.plans.get(usize::try_from(hindrance.plan).ok()?)?;
    let component = plan.components.get(usize::try_from(hindrance.component).ok()?)?;
    let (word, place) = match &hindrance.why {
        Why::Untouched => ("untouched", None),
        Why::Gate(_, place) => ("gate", Some(place)),
        Why::Cap(place) => ("cap", Some(place)),
        Why::LastRow => ("last_row", None),
        Why::LastPoint => ("last_point", None),
        Why::Level => ("level", None),
        Why::Falls => ("falls", None),
    };
    let (kind, earned_for) = (hindrance.kind.word(), run.company.calendar.label(hindrance.earned_for));
    let (plan, component, place) = (&plan.name, &component.name, place.map(|place| &**place));
    Some(json!({
        "plan": plan, "component": component, "kind": kind, "earned_for": earned_for, "why": word, "place": place,
    }))
}
