//! Rows of components that are paid by the transaction or group: one a transaction, or their count and sum.

use attain_engine::trace::{Fact, How, Role, words};
use attain_rules::both;
use attain_rules::number::Number;
use attain_rules::text::Text;

use super::super::amount;
use super::Shown;
use super::credit;
use super::facts::is_something;
use super::layout::Row;

/// Most transactions that are listed unless all are asked for.
const MOST_LISTED: usize = 8;

/// Roles of facts that belong to a single transaction or group.
pub fn is_inner(role: &Role) -> bool {
    matches!(
        role,
        Role::Base
            | Role::Index
            | Role::SliceIndex { .. }
            | Role::SliceBase { .. }
            | Role::SlicePay { .. }
            | Role::Interpolated
            | Role::Pay
            | Role::Floor
            | Role::Cap
            | Role::AfterLimit
            | Role::Rounded { .. }
            | Role::Each { .. }
            | Role::Part
    )
}

/// One row a transaction or group, or one for all when there are many.
pub fn rows(shown: Shown<'_>, facts: &[Fact], detail: bool) -> Vec<Row> {
    let each: Vec<(&Fact, &str)> = facts
        .iter()
        .filter_map(|fact| match &fact.role {
            Role::Each { key } => Some((fact, &**key)),
            _ => None,
        })
        .collect();
    if each.len() <= MOST_LISTED || detail {
        let credits = credits(shown, facts, each.len());
        let all: Vec<&Fact> = credits.iter().flatten().copied().collect();
        let mut rows = credit::formulas(shown, &all);
        for (place, (fact, key)) in each.into_iter().enumerate() {
            let credits = credits.get(place).map(Vec::as_slice).unwrap_or_default();
            let mut below = Vec::new();
            // One transaction is told with its day; a group is not of one day.
            let alone = credits.first().filter(|credit| is_of(credit, key)).and_then(|credit| credit::label(credit));
            let label = |credit: &Fact| match alone {
                Some(_) => both!("credit", "归属").in_language(shown.language).to_owned(),
                None => credit::label(credit).unwrap_or_default(),
            };
            if detail {
                below.extend(credits.iter().flat_map(|credit| credit::rows(shown, credit, label(credit))));
            }
            rows.push(Row { label: alone.unwrap_or_else(|| key.to_owned()), ..row(shown, fact, key) });
            rows.append(&mut below);
        }
        return rows;
    }
    let say = |text: Text| text.in_language(shown.language).to_owned();
    let (count, paid) = (each.len(), each.iter().filter(|(fact, _)| is_something(fact)).count());
    let sum = each.iter().try_fold(Number::ZERO, |sum, (fact, _)| match &fact.value {
        attain_engine::value::Value::Number(number) => sum.add(number),
        _ => Ok(sum),
    });
    vec![Row {
        label: say(both!("{count} one by one", "{count} 笔逐一计算")),
        work: say(both!("{paid} of them pay, all with --detail", "其中 {paid} 笔有金额，用 --detail 查看全部")),
        value: sum.map(|sum| amount::money(&sum, shown.run.digits())).unwrap_or_default(),
        ..Row::default()
    }]
}

/// The credits of each transaction or group, which stand in the same order as what each is paid.
fn credits<'s>(shown: Shown<'s>, facts: &[Fact], count: usize) -> Vec<Vec<&'s Fact>> {
    let bases = facts.iter().filter(|fact| fact.role == Role::Base);
    let of = |base: &Fact| {
        let credits = base.how.references().into_iter().filter_map(|id| credit::credit_of(shown, id));
        credits.filter(|fact| matches!(fact.role, Role::Credit { .. })).collect()
    };
    let credits: Vec<Vec<&Fact>> = bases.map(of).collect();
    if credits.len() == count { credits } else { Vec::new() }
}

/// Is it the credit of that transaction?
fn is_of(credit: &Fact, key: &str) -> bool {
    matches!(&credit.role, Role::Credit { transaction, .. } if **transaction == *key)
}

fn row(shown: Shown<'_>, fact: &Fact, key: &str) -> Row {
    if let Some(row) = reversal(shown, fact, key) {
        return row;
    }
    let slices = slices(shown, fact, 5);
    let paid: Vec<String> = slices
        .iter()
        .map(|slice| words::how(&slice.how, &|id| shown.value_of(id)).in_language(shown.language).to_owned())
        .collect();
    let steps = behind(shown, fact, 5);
    let changes = |step: &Fact| {
        let before = step.how.references().first().and_then(|before| shown.fact(*before));
        before.is_some_and(|before| before.value != step.value)
    };
    let limited = steps.iter().rfind(|step| step.role == Role::AfterLimit && changes(step));
    let ending = if let Some(limited) = limited {
        let limit = shown.value(limited);
        match limited.how {
            How::Least(_) => both!(", at most {limit}", "，至多 {limit}"),
            _ => both!(", at least {limit}", "，至少 {limit}"),
        }
    } else if steps.iter().any(|step| matches!(step.role, Role::Rounded { .. }) && changes(step)) {
        both!(", rounded", "，已舍入")
    } else {
        Text::default()
    };
    let rate = slices.first().and_then(|slice| shown.fact(*slice.how.references().last()?));
    let place = rate.map(|rate| rate.place.to_string()).unwrap_or_default();
    Row {
        label: key.to_owned(),
        work: format!("{}{}", words::added(&paid), ending.in_language(shown.language)),
        value: shown.value(fact),
        place,
        ..Row::default()
    }
}

/// The row of a reversal that takes its part of what its original gave back.
fn reversal(shown: Shown<'_>, fact: &Fact, key: &str) -> Option<Row> {
    let steps = behind(shown, fact, 4);
    let (gave, original) = steps.iter().find_map(|step| match &step.role {
        Role::Original { transaction } => Some((shown.value(step), transaction)),
        _ => None,
    })?;
    let (own, whole) = steps.iter().find_map(|step| match step.how {
        How::Quotient(own, whole) => Some((shown.value_of(own), shown.value_of(whole))),
        _ => None,
    })?;
    let work = both!("{gave} of {original} × {own} / {whole}", "{original} 的 {gave} × {own} / {whole}");
    let work = work.in_language(shown.language).to_owned();
    Some(Row { label: key.to_owned(), work, value: shown.value(fact), ..Row::default() })
}

/// What the rows of the table paid for one transaction.
fn slices<'s>(shown: Shown<'s>, fact: &Fact, depth: u8) -> Vec<&'s Fact> {
    behind(shown, fact, depth).into_iter().filter(|step| matches!(step.role, Role::SlicePay { .. })).collect()
}

/// The steps from the rows of the table to what one transaction was paid.
fn behind<'s>(shown: Shown<'s>, fact: &Fact, depth: u8) -> Vec<&'s Fact> {
    let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
    let mut found = Vec::new();
    for id in fact.how.references() {
        let Some(part) = shown.fact(id) else { continue };
        match part.role {
            Role::SlicePay { .. } => found.push(part),
            Role::Cap | Role::Floor => {}
            _ if matches!(part.how, How::Formula { .. } | How::Given { .. }) => {}
            // Points of a curve are no steps of the work.
            _ if matches!(part.how, How::Overlap { .. } | How::Line { .. }) => found.push(part),
            _ => {
                found.push(part);
                found.extend(behind(shown, part, depth));
            }
        }
    }
    found
}
