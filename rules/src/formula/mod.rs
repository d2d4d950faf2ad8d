//! Formulas: Rhai's syntax, Attain's types and units, and an expression tree that no longer knows Rhai.
//!
//! Three passes: `scan` cuts the text into tokens, `parse` has Rhai put them together, `lower` resolves names and checks
//! types and units.

mod check;
pub mod expression;
mod guess;
mod lower;
mod parse;
mod scan;
mod scope;
mod shown;
mod simplify;
mod text;
mod token;
mod units;
mod walk;

#[cfg(test)]
mod tests;

pub use check::{Expected, check, faults};
pub(crate) use guess::reads_as_formula;
pub use scope::{Days, Scope, ScopeMeasure};
pub use shown::Shown;
pub(crate) use simplify::{is_constant, simplified};
pub use text::{FormulaText, is_name};
pub use walk::{ComparedText, names_in, parts, texts_compared};
pub(crate) use walk::{is_attainment, most, percent_of_unlikely_attainment, sums_in};
