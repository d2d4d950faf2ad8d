//! A formula of a trace, worked out again from the facts that its names stood for.
//!
//! The check of plans cannot be asked for this: it wants units, and a meaning for every name, while a trace has values
//! alone, and only those that the formula looked at. So the text is read here once more, by a small reader without types;
//! what it reads is worked out by the one evaluator that there is.

mod parse;
mod token;
mod written;

use attain_rules::formula::expression::Name;

use super::recompute::Obstacle;
use crate::evaluate::{EvaluationError, Item, Names, evaluate};
use crate::value::Value;

/// The value of the formula `text` where its names, written as in the formula and calls whole, have these values.
pub(super) fn value(text: &str, inputs: &[(&str, &Value)]) -> Result<Value, Obstacle> {
    let names: Vec<&str> = inputs.iter().map(|(name, _)| *name).collect();
    let parsed = parse::formula(text, &names)?;
    let mut values = Inputs { inputs, unknown: &parsed.unknown };
    evaluate(&parsed.expression, &mut values).map(|item| item.to_value()).map_err(|error| match error {
        EvaluationError::DivisionByZero(_) => Obstacle::DivisionByZero,
        EvaluationError::Overflow(_) => Obstacle::Overflow,
        EvaluationError::EmptyCell(..) | EvaluationError::Unchecked(_) => Obstacle::DoesNotFit,
        EvaluationError::Name(name) => Obstacle::NameWithoutFact(name),
    })
}

/// Columns below the number of inputs are inputs; those above are names for which no fact stands.
struct Inputs<'a, 'n> {
    inputs: &'a [(&'a str, &'a Value)],
    unknown: &'n [String],
}

impl<'a> Names<'a> for Inputs<'a, '_> {
    type Error = String;

    fn value(&mut self, name: &Name) -> Result<Item<'a>, String> {
        let Name::Column(place) = name else { return Err(String::new()) };
        match self.inputs.get(*place) {
            Some((_, value)) => Ok(Item::from(*value)),
            None => Err(self.unknown.get(place.saturating_sub(self.inputs.len())).cloned().unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests;
