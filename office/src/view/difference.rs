//! Two results line by line, as people and programs read them.

use attain_rules::both;
use attain_rules::number::Number;
use attain_rules::text::{Language, Text};
use serde_json::{Map, Value, json};

use super::amount;
use super::grid::{Lean, grid};
use super::style;
use crate::difference::{Comparison, Difference, Kind, Pair, changed_fields};
use crate::stored::Stored;

/// Most lines that are listed unless all are asked for.
const MOST_ROWS: usize = 40;

impl Kind {
    /// The word of the JSON.
    const fn word(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::New => "new",
            Self::Gone => "gone",
        }
    }

    fn title(self) -> Text {
        match self {
            Self::Changed => both!("changed", "变更"),
            Self::New => both!("new", "新增"),
            Self::Gone => both!("gone", "消失"),
        }
    }
}

/// The lines that differ, and what that makes in all.
pub fn text(comparison: &Comparison<'_>, language: Language, all: bool) -> String {
    let mut out = String::new();
    if !comparison.differences.is_empty() {
        out.push_str(&table(comparison, language, all));
        out.push('\n');
    }
    let summary = summary(comparison);
    out.push_str(&style::strong(summary.in_language(language)));
    out.push('\n');
    for (counted, sum) in &comparison.totals {
        let total = total(sum, counted);
        out.push_str(&format!("{}\n", style::strong(total.in_language(language))));
    }
    out
}

fn table(comparison: &Comparison<'_>, language: Language, all: bool) -> String {
    let say = |text: Text| text.in_language(language).to_owned();
    let header = vec![
        String::new(),
        say(both!("line", "收入行")),
        say(both!("before", "之前")),
        say(both!("after", "之后")),
        say(both!("difference", "差额")),
    ];
    let most = if all { usize::MAX } else { MOST_ROWS };
    let mut rows = Vec::new();
    for difference in comparison.differences.iter().take(most) {
        rows.push(row(difference, language));
        if let (Some(before), Some(after)) = (difference.before, difference.after) {
            for (name, before, after) in changed_fields(before, after) {
                rows.push(vec![String::new(), format!("  {name}"), plain(before), plain(after), String::new()]);
            }
        }
    }
    let hidden = comparison.differences.len().saturating_sub(most);
    if hidden > 0 {
        let hidden = amount::grouped(&hidden.to_string());
        rows.push(vec![String::new(), say(both!("… {hidden} more: `--detail`", "…… 另有 {hidden} 行：`--detail`"))]);
    }
    grid(header, &[Lean::Left, Lean::Left], rows)
}

fn row(difference: &Difference<'_>, language: Language) -> Vec<String> {
    let amounts = difference.amounts();
    let money = |there: bool, number: &Number| {
        if there { amount::money(number, amounts.digits) } else { String::new() }
    };
    vec![
        difference.kind().title().in_language(language).to_owned(),
        difference.id.to_owned(),
        money(difference.before.is_some(), &amounts.before),
        money(difference.after.is_some(), &amounts.after),
        amounts.difference().map(|change| amount::signed(&change, amounts.digits)).unwrap_or_default(),
    ]
}

/// A field of a line as people read it.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn summary(comparison: &Comparison<'_>) -> Text {
    let differ = comparison.differences.len();
    let [changed, new, gone] = [Kind::Changed, Kind::New, Kind::Gone].map(|kind| comparison.count(kind));
    let all = amount::counted(comparison.same.saturating_add(differ), "line");
    let lines = comparison.same.saturating_add(differ);
    if differ == 0 {
        return both!("the same: {all}", "完全相同：{lines} 行");
    }
    both!(
        "{differ} of {all} differ: {changed} changed, {new} new, {gone} gone",
        "{lines} 行中有 {differ} 行不同：{changed} 行变更，{new} 行新增，{gone} 行消失"
    )
}

/// `total 812,400.00 -> 861,900.00 CNY (+49,500.00, +6.1 %)`.
fn total(sum: &Pair, counted: &str) -> Text {
    let change = change(sum);
    let (before, after) = (amount::money(&sum.before, sum.digits), amount::money(&sum.after, sum.digits));
    both!("total {before} -> {after} {counted} ({change})", "合计 {before} -> {after} {counted}（{change}）"; change)
}

/// `+49,500.00, +6.1 %`.
pub fn change(sum: &Pair) -> Text {
    let Ok(change) = sum.difference() else { return Text::default() };
    let signed = amount::signed(&change, sum.digits);
    match amount::signed_percent(&sum.before, &change) {
        Some(percent) => both!("{signed}, {percent}", "{signed}，{percent}"),
        None => Text::same(signed),
    }
}

/// The comparison for programs.
pub fn json(comparison: &Comparison<'_>, before: (&str, &Stored), after: (&str, &Stored)) -> Value {
    let named =
        |(file, result): (&str, &Stored)| json!({ "file": file, "period": result.period, "currency": result.currency });
    let lines = comparison.differences.iter().map(|difference| {
        let amounts = difference.amounts();
        let mut fields = Map::new();
        if let (Some(before), Some(after)) = (difference.before, difference.after) {
            for (name, before, after) in changed_fields(before, after) {
                fields.insert(name.to_owned(), json!({ "before": before, "after": after }));
            }
        }
        let amount = |there: bool, number: &Number| there.then(|| number.to_fixed_text(amounts.digits));
        json!({
            "id": difference.id,
            "change": difference.kind().word(),
            "before": amount(difference.before.is_some(), &amounts.before),
            "after": amount(difference.after.is_some(), &amounts.after),
            "difference": amounts.difference().ok().map(|change| change.to_fixed_text(amounts.digits)),
            "fields": fields,
        })
    });
    let totals = comparison.totals.iter().map(|(counted, sum)| {
        let mut total = pair(sum);
        total.insert("counts".to_owned(), json!(counted));
        Value::from(total)
    });
    json!({
        "before": named(before),
        "after": named(after),
        "same": comparison.same,
        "changed": comparison.count(Kind::Changed),
        "new": comparison.count(Kind::New),
        "gone": comparison.count(Kind::Gone),
        "lines": lines.collect::<Vec<_>>(),
        "totals": totals.collect::<Vec<_>>(),
    })
}

/// `before`, `after` and `difference`.
pub fn pair(sum: &Pair) -> Map<String, Value> {
    let text = |number: &Number| Value::from(number.to_fixed_text(sum.digits));
    let difference = sum.difference().map_or(Value::Null, |change| text(&change));
    [("before", text(&sum.before)), ("after", text(&sum.after)), ("difference", difference)]
        .map(|(key, value)| (key.to_owned(), value))
        .into_iter()
        .collect()
}
