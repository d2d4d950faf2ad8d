//! [`Diagnostic`]: something to be said about a company's files, in both languages, with its place.

use crate::source::Span;
use crate::text::Text;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be computed until it is mended.
    Error,
    /// Legal, but likely to hurt.
    Warning,
    /// Worth knowing.
    Note,
}

/// A place with a word on what is the matter there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What, in a few words.
    pub text: Text,
}

/// One finding. Codes and their explanations stand in [`crate::diagnostics`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// For example `N002`; `attain help N002` explains it.
    pub code: &'static str,
    /// How bad.
    pub severity: Severity,
    /// What is wrong: lower case, names in backticks, no full stop.
    pub message: Text,
    /// The first label is the place of the finding, others help to see why.
    pub labels: Vec<Label>,
    /// How to mend it.
    pub help: Option<Text>,
    /// What it has in common with findings that are told together with it; the message, where nothing is said.
    pub kind: Option<String>,
    /// The rows of a data file of which it is told; 0 where it is about none.
    pub rows: u64,
    /// How many of them are not among the labels, and up to which line.
    pub further: Option<Text>,
}

impl Diagnostic {
    /// An error at `span`.
    #[must_use]
    pub fn error(code: &'static str, message: Text, span: Span, label: Text) -> Self {
        let labels = vec![Label { span, text: label }];
        Self { code, severity: Severity::Error, message, labels, help: None, kind: None, rows: 0, further: None }
    }

    /// A warning at `span`.
    #[must_use]
    pub fn warning(code: &'static str, message: Text, span: Span, label: Text) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message, span, label) }
    }

    /// A note at `span`.
    #[must_use]
    pub fn note(code: &'static str, message: Text, span: Span, label: Text) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, message, span, label) }
    }

    /// With a word on how to mend it.
    #[must_use]
    pub fn with_help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// Told together with others of this kind, whatever the messages say of each.
    #[must_use]
    pub fn of_kind(mut self, kind: impl Into<String>) -> Self {
        self.kind = Some(kind.into());
        self
    }

    /// With a further place.
    #[must_use]
    pub fn with_label(mut self, span: Span, text: Text) -> Self {
        self.labels.push(Label { span, text });
        self
    }
}

/// All findings of a check, in the order of [`Diagnostics::sorted`].
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Takes one in.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Takes all of `other` in.
    pub fn append(&mut self, other: Self) {
        self.found.extend(other.found);
    }

    /// Is there anything that stops a computation?
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Everything found so far, in the order of finding.
    #[must_use]
    pub fn all(&self) -> &[Diagnostic] {
        &self.found
    }

    /// Keeps those of which `holds` is true.
    pub fn retain(&mut self, holds: impl FnMut(&Diagnostic) -> bool) {
        self.found.retain(holds);
    }

    /// Everything: errors first, then by place, then by code; duplicates once.
    #[must_use]
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        let key = |d: &Diagnostic| (d.severity, d.labels.first().map(|label| label.span), d.code);
        self.found.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message)));
        self.found.dedup();
        self.found
    }
}
