//! Changes of a preview, as people and programs read them.

use attain_intake::changes::Applied;
use attain_rules::both;
use attain_rules::number::Number;
use attain_rules::text::{Language, Text};
use serde_json::{Map, Value, json};

use super::amount;

/// Most changes that are listed; a file can hold thousands.
const MOST_LISTED: usize = 20;

/// One line for each change.
pub fn text(applied: &[Applied], language: Language) -> String {
    let mut out = String::new();
    for one in applied.iter().take(MOST_LISTED) {
        out.push_str(&format!("  {}\n", line(one).in_language(language)));
    }
    let more = applied.len().saturating_sub(MOST_LISTED);
    if more > 0 {
        out.push_str(&format!("  {}\n", both!("… {more} more", "…… 另有 {more} 项").in_language(language)));
    }
    out
}

fn line(applied: &Applied) -> Text {
    match applied {
        Applied::Added(cells) => {
            let cells = cells.iter().map(|(name, text)| format!("{name} {text}")).collect::<Vec<_>>();
            let cells = Text { en: cells.join(", "), zh: cells.join("，") };
            both!("added: {cells}", "新增：{cells}"; cells)
        }
        Applied::Changed { id, column, before, after } => {
            both!("changed: {id}, {column} {before} -> {after}", "修改：{id}，{column} {before} -> {after}")
        }
        Applied::Removed(id) => both!("removed: {id}", "移除：{id}"),
        Applied::Figure { kind, name, period, before, after } => {
            let kind = kind.title();
            let after = amount::number(after);
            match before {
                Some(before) => {
                    let before = amount::number(before);
                    both!("{kind}: {name} for {period} {before} -> {after}", "{kind}：{name}，{period} {before} -> {after}"; kind)
                }
                None => both!("{kind}: {name} for {period} is {after}", "{kind}：{name}，{period} 为 {after}"; kind),
            }
        }
    }
}

/// A change for programs.
pub fn json(applied: &Applied) -> Value {
    match applied {
        Applied::Added(cells) => {
            let cells: Map<String, Value> =
                cells.iter().map(|(name, text)| (name.clone(), Value::from(text.as_str()))).collect();
            json!({ "change": "added", "cells": cells })
        }
        Applied::Changed { id, column, before, after } => {
            json!({ "change": "changed", "id": id, "column": column, "before": before, "after": after })
        }
        Applied::Removed(id) => json!({ "change": "removed", "id": id }),
        Applied::Figure { kind, name, period, before, after } => json!({
            "change": kind.word(),
            "name": name,
            "period": period,
            "before": before.as_ref().map(Number::to_exact_text),
            "after": after.to_exact_text(),
        }),
    }
}
