//! Formulas: Rhai's syntax, Attain's types and units, and an expression tree that no longer knows Rhai.

pub mod expression;

use crate::company::Column;
use crate::period::PeriodLength;
use crate::source::Span;

use expression::{Type, Unit};

/// A formula as it stands in a file, with the way back from each of its characters to the file.
#[derive(Clone, Debug)]
pub struct FormulaText {
    /// The text that is parsed.
    pub text: String,
    /// Where all of it stands.
    pub span: Span,
    /// For each byte of `text`, its byte in the file; one more for the end.
    pub bytes: Vec<u32>,
}

/// What the names in a formula may stand for.
#[derive(Clone, Debug, Default)]
pub struct Scope<'a> {
    /// Columns of the rows at hand; their place is what [`expression::Name::Column`] says.
    pub columns: &'a [(String, Type)],
    /// Attributes of participants and assignments.
    pub attributes: &'a [Column],
    /// Measures of the plan, those that may be named.
    pub measures: &'a [ScopeMeasure],
    /// Names of the components above.
    pub components: &'a [String],
    /// Is there a target?
    pub has_target: bool,
    /// Are windows and `period` known, and how long is the period of the formula's component?
    pub period: Option<PeriodLength>,
}

/// What a formula must know of a measure.
#[derive(Clone, Debug)]
pub struct ScopeMeasure {
    /// Its name.
    pub name: String,
    /// Unit of its values.
    pub unit: Unit,
    /// Does it have a quota?
    pub has_quota: bool,
}
