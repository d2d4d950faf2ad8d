//! Rows of single transactions: when each was, what it is worth, how much of it goes to the participant, and where it
//! stands in the data.

use attain_engine::trace::{Fact, FactId, How, Role, words};
use attain_rules::both;
use attain_rules::text::Text;

use super::Shown;
use super::layout::Row;

/// How many steps stand at most between a credit and what its transaction is worth.
const MOST_STEPS: u8 = 4;

/// The credit itself, behind its rounding where it was rounded.
pub fn credit_of(shown: Shown<'_>, id: FactId) -> Option<&Fact> {
    let fact = shown.fact(id)?;
    match fact.how {
        How::Rounding { of, .. } => shown.fact(of),
        _ => Some(fact),
    }
}

/// `2026-03-14 D047`, with whose it is where it comes from somebody below.
pub fn label(credit: &Fact) -> Option<String> {
    match &credit.role {
        Role::Credit { transaction, date, below: Some(below), .. } => Some(format!("{date} {transaction} ({below})")),
        Role::Credit { transaction, date, .. } => Some(format!("{date} {transaction}")),
        Role::Column { transaction, .. } => Some(transaction.to_string()),
        _ => None,
    }
}

/// A credit under `label`: what went into the formula of [`formulas`], the share of it, and the row of the data.
pub fn rows(shown: Shown<'_>, credit: &Fact, label: String) -> Vec<Row> {
    let say = |text: Text| text.in_language(shown.language).to_owned();
    let in_words = |fact: &Fact| say(words::how(&fact.how, &|id| shown.value_of(id)));
    let worth = worth(shown, credit, MOST_STEPS).filter(|worth| is_worked_out(worth));
    let worth = worth.map(|worth| (say(inputs(shown, worth)), worth));
    let (work, below) = match (&credit.how, worth) {
        (How::Given { .. }, _) | (How::Same(_), None) => (String::new(), None),
        (How::Same(_), Some((work, _))) => (work, None),
        (_, worth) => (in_words(credit), worth),
    };
    let row =
        Row { label, work, value: shown.value(credit), place: credit.place.to_string(), inner: true, ..Row::default() };
    let below = below.map(|(work, worth)| Row {
        label: format!("  {}", say(both!("worth", "计量值"))),
        work,
        value: shown.value(worth),
        place: worth.place.to_string(),
        inner: true,
        ..Row::default()
    });
    std::iter::once(row).chain(below).collect()
}

/// By which formula the transactions of a measure count, where that is more than a column: one row a formula.
pub fn formulas(shown: Shown<'_>, credits: &[&Fact]) -> Vec<Row> {
    let label = both!("each counts as", "每笔计为").in_language(shown.language).to_owned();
    let mut rows: Vec<Row> = Vec::new();
    for worth in
        credits.iter().filter_map(|credit| worth(shown, credit, MOST_STEPS)).filter(|worth| is_worked_out(worth))
    {
        let How::Formula { text, .. } = &worth.how else { continue };
        let row = Row {
            label: label.clone(),
            work: text.to_string(),
            place: worth.place.to_string(),
            inner: true,
            ..Row::default()
        };
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    rows
}

/// What a formula read: `amount = 46,660.00, units = 3`.
fn inputs(shown: Shown<'_>, fact: &Fact) -> Text {
    let How::Formula { inputs, .. } = &fact.how else { return Text::default() };
    let inputs: Vec<String> = inputs.iter().map(|(name, fact)| format!("{name} = {}", shown.value_of(*fact))).collect();
    Text { en: inputs.join(", "), zh: inputs.join("，") }
}

/// What the transaction of a credit is worth before it is shared.
fn worth<'s>(shown: Shown<'s>, credit: &Fact, depth: u8) -> Option<&'s Fact> {
    let depth = depth.checked_sub(1)?;
    let parts = credit.how.references().into_iter().filter_map(|id| shown.fact(id));
    parts.into_iter().find_map(|part| match part.role {
        Role::Worth { .. } => Some(part),
        _ => worth(shown, part, depth),
    })
}

/// Is it a formula of more than one name alone?
fn is_worked_out(fact: &Fact) -> bool {
    match &fact.how {
        How::Formula { text, inputs } => inputs.first().is_none_or(|(name, _)| **name != **text),
        _ => false,
    }
}
