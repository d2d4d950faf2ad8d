//! What participants owe from draws.

use attain_engine::outcome::Balance;
use attain_rules::both;
use attain_rules::text::{Language, Text};

use super::amount;
use super::computed::Computed;
use super::grid::{Lean, grid};
use super::style;

/// Most balances that are listed unless all are asked for.
const MOST_ROWS: usize = 40;

/// The period of a balance. Balances are no lines and are never sealed: in closed periods they are what is known by now.
fn period(run: &Computed<'_>, balance: &Balance) -> Text {
    let label = run.company.calendar.label(balance.period);
    if run.is_closed(balance.period) {
        both!("{label}, computed now", "{label}（按现有数据重算）")
    } else {
        Text::same(label)
    }
}

/// The balances of which anything was or is owed; nothing where there are none.
pub fn balances(run: &Computed<'_>, language: Language, all: bool) -> String {
    let say = |text: Text| text.in_language(language).to_owned();
    let money = |minor: i64| amount::minor(minor.into(), run.digits());
    let owing = |one: &&Balance| one.opening != 0 || one.drawn != 0;
    let balances: Vec<&Balance> = run.outcome.balances.iter().filter(owing).collect();
    if balances.is_empty() {
        return String::new();
    }
    let header = [
        both!("id", "编号"),
        both!("draw", "预支"),
        both!("period", "期间"),
        both!("owed before", "此前欠款"),
        both!("+ drawn", "+ 预支"),
        both!("− recovered", "− 收回"),
        both!("= owed after", "= 此后欠款"),
    ];
    let most = if all { usize::MAX } else { MOST_ROWS };
    let mut rows: Vec<Vec<String>> = balances
        .iter()
        .take(most)
        .map(|one| {
            let title = run.component_at(one.plan, one.component).map(|(_, component)| component.title.clone());
            vec![
                run.id(one.participant).to_owned(),
                say(title.unwrap_or_default()),
                say(period(run, one)),
                money(one.opening),
                money(one.drawn),
                money(one.recovered),
                money(one.closing),
            ]
        })
        .collect();
    let hidden = balances.len().saturating_sub(most);
    if hidden > 0 {
        let hidden = amount::grouped(&hidden.to_string());
        rows.push(vec![say(both!("… {hidden} more: `--detail`", "…… 另有 {hidden} 行：`--detail`"))]);
    }
    let heading = both!("What is owed from draws", "预支欠款");
    let table = grid(header.map(say).to_vec(), &[Lean::Left, Lean::Left, Lean::Left], rows);
    format!("{}\n\n{table}", style::strong(heading.in_language(language)))
}
