//! What goes on from period to period: what participants owe from draws, and what caps cut and later periods pay.

use attain_engine::outcome::{Balance, BalanceKind};
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

/// The balances of which there was or is anything, one table for each kind; nothing where there are none.
pub fn balances(run: &Computed<'_>, language: Language, all: bool) -> String {
    let tables: Vec<String> = BalanceKind::ALL.into_iter().filter_map(|kind| table(run, kind, language, all)).collect();
    tables.join("\n")
}

fn table(run: &Computed<'_>, kind: BalanceKind, language: Language, all: bool) -> Option<String> {
    let say = |text: Text| text.in_language(language).to_owned();
    let is_something = |one: &&Balance| one.kind == kind && (one.opening != 0 || one.added != 0 || one.closing != 0);
    let balances: Vec<&Balance> = run.outcome.balances.iter().filter(is_something).collect();
    if balances.is_empty() {
        return None;
    }
    let most = if all { usize::MAX } else { MOST_ROWS };
    let mut rows: Vec<Vec<String>> = balances
        .iter()
        .take(most)
        .map(|one| {
            let component = run.component_at(one.plan, one.component).map(|(_, component)| component);
            let unit = component.and_then(|component| component.unit());
            let amount = |minor: i64| match unit {
                Some(_) => run.counted(minor.into(), unit, language),
                None => amount::minor(minor.into(), run.digits()),
            };
            vec![
                run.id(one.participant).to_owned(),
                say(component.map(|component| component.title.clone()).unwrap_or_default()),
                say(period(run, one)),
                amount(one.opening),
                amount(one.added),
                amount(one.taken),
                amount(one.closing),
            ]
        })
        .collect();
    let hidden = balances.len().saturating_sub(most);
    if hidden > 0 {
        let hidden = amount::grouped(&hidden.to_string());
        rows.push(vec![say(both!("… {hidden} more: `--detail`", "…… 另有 {hidden} 行：`--detail`"))]);
    }
    let (heading, columns) = words(kind);
    let ends = [both!("id", "编号"), columns.0, both!("period", "期间")];
    let header: Vec<String> = ends.into_iter().chain(columns.1).map(say).collect();
    let table = grid(header, &[Lean::Left, Lean::Left, Lean::Left], rows);
    Some(format!("{}\n\n{table}", style::strong(heading.in_language(language))))
}

/// What balances of a kind are called: all of them; and the columns, the component's and those of the sums.
fn words(kind: BalanceKind) -> (Text, (Text, [Text; 4])) {
    match kind {
        BalanceKind::Owed => (
            both!("What is owed from draws", "预支欠款"),
            (
                both!("draw", "预支"),
                [
                    both!("owed before", "此前欠款"),
                    both!("+ drawn", "+ 预支"),
                    both!("− recovered", "− 收回"),
                    both!("= owed after", "= 此后欠款"),
                ],
            ),
        ),
        BalanceKind::Carried => (
            both!("What caps cut and later periods pay", "超出上限、结转以后各期的金额"),
            (
                both!("pool", "奖金池"),
                [
                    both!("carried before", "此前结转"),
                    both!("+ cut", "+ 本期削减"),
                    both!("− paid of it", "− 本期补付"),
                    both!("= carried on", "= 此后结转"),
                ],
            ),
        ),
    }
}
