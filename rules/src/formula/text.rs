//! [`FormulaText`]: a formula as it stands in a file.

use iso_currency::Currency;

use crate::source::Span;

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

impl FormulaText {
    /// A formula that stands in the file exactly as in `text`, from the first byte of `span` on: a plain scalar of one
    /// line.
    #[must_use]
    pub fn plain(text: impl Into<String>, span: Span) -> Self {
        let text = text.into();
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let bytes = (0..=length).map(|byte| span.start.saturating_add(byte)).collect();
        Self { text, span, bytes }
    }

    /// The place in the file of bytes `start..end` of the text.
    #[must_use]
    pub fn span_of(&self, start: usize, end: usize) -> Span {
        let byte = |at: usize| self.bytes.get(at).copied();
        let first = byte(start).unwrap_or(self.span.end);
        let last = byte(end).unwrap_or(self.span.end);
        Span { source: self.span.source, start: first, end: last.max(first) }
    }
}

/// Can `text` be a name in formulas as it stands? Letters of any script, digits and `_`, no digit first. Everything else
/// is reached by `column("any name")`.
#[must_use]
pub fn is_name(text: &str) -> bool {
    text.chars().next().is_some_and(starts_name)
        && text.chars().all(continues_name)
        && text.chars().any(char::is_alphabetic)
        && !super::token::Word::ALL.iter().any(|word| word.text() == text)
}

/// May a name start with this?
pub(super) fn starts_name(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

/// May this stand inside a name?
pub(super) fn continues_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Is it how people name a currency?
pub(super) fn is_currency(word: &str) -> bool {
    let words = ["元", "块", "人民币", "美元", "欧元", "RMB", "rmb", "yuan", "cny", "usd", "eur", "dollars", "euros"];
    words.contains(&word) || Currency::from_code(word).is_some()
}
