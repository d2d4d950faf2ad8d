//! Texts with which plans compare columns, and which no row has although one has nearly the same.

use std::collections::{BTreeMap, BTreeSet};

use attain_engine::inputs::{Batch, Cells, Inputs};
use attain_engine::value::Value;
use attain_rules::company::{Column, Company};
use attain_rules::diagnostic::{Diagnostic, Diagnostics};
use attain_rules::diagnostics::w::w016;
use attain_rules::formula::expression::{Formula, Name};
use attain_rules::formula::{ComparedText, texts_compared};
use attain_rules::nearest::nearest;
use attain_rules::plan::Plan;
use attain_rules::source::Span;

use crate::folder::Folder;
use crate::tables::spellings::common;

/// How many values of a column are kept: one with more holds names or ids, which are no words of a plan.
const MOST_VALUES: usize = 500;

/// How many values a finding names.
const MOST_NAMED: usize = 5;

/// Fewest signs of a text whose slips are looked for: among shorter ones each sign tells words apart.
const FEWEST_LETTERS: usize = 4;
/// The same where a sign is more than a letter.
const FEWEST_CHARACTERS: usize = 6;

/// What stands in front of a text to say the opposite.
const DENIALS: [&str; 12] = ["in", "un", "non", "non-", "not ", "no ", "dis", "im", "未", "非", "不", "无"];

/// Quotes that are typed inside of others.
const QUOTES: [char; 8] = ['“', '”', '‘', '’', '「', '」', '"', '\''];

/// The values of the columns of transactions that plans compare with texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Compared(BTreeMap<usize, Values>);

/// The values of one column; none where there are more than are kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Values {
    found: BTreeSet<String>,
    is_open: bool,
}

impl Values {
    /// One more.
    pub(crate) fn take(&mut self, text: &str) {
        if self.is_open || text.is_empty() || self.found.contains(text) {
            return;
        }
        self.found.insert(text.to_owned());
        if self.found.len() > MOST_VALUES {
            (self.found, self.is_open) = (BTreeSet::new(), true);
        }
    }
}

impl Compared {
    /// The columns that `plans` compare with texts, of which nothing has been seen yet.
    pub(crate) fn of(plans: &[Plan]) -> Self {
        let mut columns = BTreeMap::new();
        for formula in plans.iter().flat_map(Plan::formulas) {
            for compared in texts_compared(&formula.expression) {
                if let Name::Column(place) = compared.name {
                    columns.insert(*place, Values::default());
                }
            }
        }
        Self(columns)
    }

    /// Looks at the rows of `batch`.
    pub(crate) fn take(&mut self, batch: &Batch) {
        for (place, values) in &mut self.0 {
            let Some(Cells::Texts(texts)) = batch.columns.get(*place) else { continue };
            (0..batch.rows).for_each(|row| values.take(texts.get(row)));
        }
    }
}

impl Folder {
    /// A warning of each text with which a plan compares a column, which none of its rows has, and to which one of their values is
    /// near, once [`Folder::check_transactions`] has seen the transactions.
    #[must_use]
    pub fn texts_of_no_row(&self, company: &Company) -> Diagnostics {
        let mut found = Diagnostics::default();
        let mut attributes: BTreeMap<usize, Values> = BTreeMap::new();
        let mut told: BTreeSet<Span> = BTreeSet::new();
        for formula in self.plans.iter().flat_map(Plan::formulas) {
            for compared in texts_compared(&formula.expression) {
                let (column, values) = match compared.name {
                    Name::Column(place) => (company.schema.transactions.get(*place), self.compared.0.get(place)),
                    Name::Attribute(place) => {
                        let values = attributes.entry(*place).or_insert_with(|| of_attribute(*place, &self.inputs));
                        (company.schema.attributes.get(*place), Some(&*values))
                    }
                    _ => continue,
                };
                let (Some(Column { name, .. }), Some(values)) = (column, values) else { continue };
                let Some(near) = meant(formula, compared, values) else { continue };
                if told.insert(compared.span) {
                    found.push(told_of(compared, name, near, values));
                }
            }
        }
        found
    }
}

fn of_attribute(place: usize, inputs: &Inputs) -> Values {
    let mut values = Values::default();
    let people = inputs.participants.iter().map(|one| &one.attributes);
    for attributes in people.chain(inputs.assignments.iter().map(|one| &one.attributes)) {
        if let Some(Value::Text(text)) = attributes.get(place) {
            values.take(text);
        }
    }
    values
}

/// What is told of a text that none of the `values` of a column is, though one is `near`.
pub(crate) fn told_of(
    compared: ComparedText<'_>,
    column: &str,
    near: &str,
    Values { found, .. }: &Values,
) -> Diagnostic {
    let first: Vec<&str> = found.iter().map(String::as_str).take(MOST_NAMED).collect();
    let more = found.len() - first.len();
    w016::nobody_has(compared.span, compared.text, w016::Column { name: column, near, first: &first, more })
}

/// The one of the values that was most likely meant by a text of `formula` that is not among them.
pub(crate) fn meant<'v>(
    formula: &Formula,
    compared: ComparedText<'_>,
    Values { found: values, .. }: &'v Values,
) -> Option<&'v str> {
    let text = compared.text;
    if values.contains(text) {
        return None;
    }
    if let Some(same) = values.iter().find(|value| is_same(text, value)) {
        return Some(same);
    }
    // A value that the formula names as well was not meant by another text.
    let beside = texts_compared(&formula.expression);
    let is_free = |value: &&str| !beside.iter().any(|other| other.name == compared.name && other.text == *value);
    let likely = values.iter().map(String::as_str).filter(is_free).filter(|value| !differs_in_numbering(text, value));
    nearest(text, likely).filter(|near| is_long(text) && is_long(near) && !is_opposite(text, near))
}

/// Is one of them the other with a word or syllable of denial in front, as `Active` and `Inactive` are?
fn is_opposite(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    DENIALS.iter().any(|no| {
        let denies = |longer: &str, shorter: &str| longer.strip_prefix(no).is_some_and(|rest| rest == shorter);
        denies(&one, &other) || denies(&other, &one)
    })
}

/// Is a text the same as a value but for how it is written? Quotes inside of the text belong to it.
pub(crate) fn is_same(text: &str, value: &str) -> bool {
    common(text.trim_matches(QUOTES)) == common(value)
}

fn is_long(text: &str) -> bool {
    let fewest = if text.is_ascii() { FEWEST_LETTERS } else { FEWEST_CHARACTERS };
    text.chars().count() >= fewest
}

/// Do they differ in nothing but numbers and letters that stand alone, as `North A` and `North B` do?
fn differs_in_numbering(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let no_digits: String = text.chars().map(|sign| if sign.is_numeric() { ' ' } else { sign }).collect();
        let words = no_digits.split(|sign: char| !sign.is_alphabetic()).filter(|word| word.chars().nth(1).is_some());
        words.map(str::to_lowercase).collect()
    };
    words(one) == words(other)
}

#[cfg(test)]
mod tests {
    use super::differs_in_numbering;

    #[test]
    fn numbers_and_single_letters_tell_apart() {
        assert!(differs_in_numbering("2026-Q1", "2026-Q2"));
        assert!(differs_in_numbering("North A", "North B"));
        assert!(differs_in_numbering("level12", "level3"));
        assert!(!differs_in_numbering("expantion", "expansion"));
        assert!(!differs_in_numbering("new", "renew"));
    }
}
