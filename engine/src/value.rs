//! [`Value`]: what a cell holds and what a formula gives.

use std::sync::Arc;

use attain_rules::date::Date;
use attain_rules::number::Number;

/// A value of any type.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Value {
    /// The cell had nothing in it.
    #[default]
    Empty,
    /// A number; its unit is known to the schema or the formula.
    Number(Number),
    /// A text, never empty.
    Text(Arc<str>),
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Date(Date),
}

impl Value {
    /// The value as traces and statements store it: numbers exactly, days in ISO notation, `true` and `false`.
    #[must_use]
    pub fn to_exact_text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Number(number) => number.to_exact_text(),
            Self::Text(text) => text.to_string(),
            Self::YesNo(yes) => yes.to_string(),
            Self::Date(date) => date.to_string(),
        }
    }
}
