//! [`Shown`]: how messages show a part of a formula.

use super::expression::Type;
use crate::source::Span;
use crate::text::Text;

/// A part of a formula as messages show it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Where it stands.
    pub span: Span,
    /// As it is written; shortened when long.
    pub written: String,
    /// Its type, when it has one.
    pub of: Option<Type>,
    /// Its type in words.
    pub kind: Text,
}
