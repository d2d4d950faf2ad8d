//! [`Reader`]: what reading a file carries with it.

use crate::both;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::diagnostics::{s, t};
use crate::formula::expression::Formula;
use crate::formula::{Expected, FormulaText, Scope};
use crate::source::Span;
use crate::text::Text;
use crate::yaml::{Content, Node, Scalar, Style};

use super::lost::Lost;

/// A file that is being read.
pub(super) struct Reader<'a> {
    /// Its whole text.
    pub(super) file: &'a str,
    /// Where findings go.
    pub(super) out: &'a mut Diagnostics,
    /// The parts of the file that could not be read, where somebody asks for what may stand there.
    lost: Option<&'a Lost>,
    /// Values behind misspelt keys: nothing is said of them, because the key may have meant another one.
    guessed: Vec<Span>,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(file: &'a str, out: &'a mut Diagnostics) -> Self {
        Self { file, out, lost: None, guessed: Vec::new() }
    }

    /// The same, beside parts of the file that could not be read.
    pub(super) fn beside(self, lost: &'a Lost) -> Self {
        Self { lost: Some(lost), ..self }
    }

    /// The parts of the file that could not be read, where they are known.
    pub(super) const fn lost(&self) -> Option<&'a Lost> {
        self.lost
    }

    /// Takes a finding in, unless it is about a value of which nobody knows what it should be.
    pub(super) fn report(&mut self, finding: Diagnostic) {
        let place = finding.labels.first().map(|label| label.span);
        let holds = |guess: &Span, place: Span| {
            guess.source == place.source && guess.start <= place.start && place.end <= guess.end
        };
        if !place.is_some_and(|place| self.guessed.iter().any(|guess| holds(guess, place))) {
            self.out.push(finding);
        }
    }

    /// Says nothing of the value at `span`, which stands behind a misspelt key.
    pub(super) fn guess(&mut self, span: Span) {
        self.guessed.push(span);
    }

    /// The end of `span` where it is written as `text`; the whole of it where it ends otherwise.
    pub(super) fn end_of(&self, span: Span, text: &str) -> Span {
        let whole = self.file.get(span.start as usize..span.end as usize).unwrap_or_default();
        let before = whole.strip_suffix(text).and_then(|before| u32::try_from(before.len()).ok());
        Span { start: span.start.saturating_add(before.unwrap_or(0)), ..span }
    }

    /// How many errors there are so far.
    pub(super) fn errors(&self) -> usize {
        self.out.all().iter().filter(|finding| finding.severity == Severity::Error).count()
    }

    /// Says that `node` is not what was expected, unless it could not be read, of which an error speaks.
    pub(super) fn wrong_kind(&mut self, node: &Node, expected: &Text) {
        if !matches!(node.content, Content::Broken) {
            self.report(t::t002::wrong_kind(head(node), expected, &kind(node)));
        }
    }

    /// The node as a text.
    pub(super) fn scalar<'n>(&mut self, node: &'n Node, expected: &Text) -> Option<&'n Scalar> {
        let scalar = node.scalar();
        if scalar.is_none() {
            self.wrong_kind(node, expected);
        }
        scalar
    }

    /// The node as a list; a single value is a list of one.
    pub(super) fn one_or_many<'n>(&mut self, node: &'n Node, key: &str) -> &'n [Node] {
        match &node.content {
            Content::List(nodes) => {
                if nodes.is_empty() {
                    self.report(t::t013::empty_list(node.span, key));
                }
                nodes
            }
            _ => std::slice::from_ref(node),
        }
    }

    /// The node as a list with at least one entry.
    pub(super) fn list<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n [Node]> {
        match &node.content {
            Content::List(nodes) if nodes.is_empty() => {
                self.report(t::t013::empty_list(node.span, key));
                None
            }
            Content::List(nodes) => Some(nodes),
            _ => {
                let expected = match key {
                    "tiers" => both!(
                        "a list of rows such as `- {{ from: 0%, rate: 5% }}`",
                        "行的列表，如 `- {{ from: 0%, rate: 5% }}`"
                    ),
                    "components" => both!(
                        "a list of components such as `- commission: sales`",
                        "组成部分的列表，如 `- commission: sales`"
                    ),
                    _ => both!("a list", "列表"),
                };
                self.wrong_kind(node, &expected);
                None
            }
        }
    }

    /// The text of a formula, with its places.
    pub(super) fn formula_text(&mut self, scalar: &Scalar) -> Option<FormulaText> {
        if let Some(comment) = self.cut_by_comment(scalar) {
            self.report(s::s020::cut_by_comment(comment));
            return None;
        }
        let text = scalar.formula(self.file);
        if text.is_err() {
            self.report(s::s018::folded_formula(scalar.span));
        }
        text.ok()
    }

    /// A formula that gives what is `expected`.
    pub(super) fn formula(&mut self, node: &Node, scope: &Scope<'_>, expected: Expected) -> Option<Formula> {
        let scalar = self.scalar(node, &both!("a formula", "公式"))?;
        self.formula_of(scalar, scope, expected)
    }

    /// As [`Reader::formula`], of a text.
    pub(super) fn formula_of(&mut self, scalar: &Scalar, scope: &Scope<'_>, expected: Expected) -> Option<Formula> {
        let text = self.formula_text(scalar)?;
        self.checked(&text, scope, expected)
    }

    /// The formula that `text` is, when it gives what is `expected`.
    pub(super) fn checked(&mut self, text: &FormulaText, scope: &Scope<'_>, expected: Expected) -> Option<Formula> {
        let mut found = Diagnostics::default();
        let formula = crate::formula::check(text, scope, expected, &mut found);
        found.all().iter().for_each(|finding| self.report(finding.clone()));
        formula
    }

    /// A condition; one that names nothing is worth a warning.
    pub(super) fn condition(&mut self, node: &Node, scope: &Scope<'_>) -> Option<Formula> {
        let formula = self.formula(node, scope, Expected::YesNo)?;
        if !super::uses::names_anything(&formula.expression) {
            self.report(crate::diagnostics::w::w004::constant_condition(formula.span));
        }
        Some(formula)
    }

    /// The ` #` behind a text that has an open quote: it was meant as a part of the text.
    fn cut_by_comment(&self, scalar: &Scalar) -> Option<Span> {
        self.comment_behind(scalar).filter(|_| !scalar.text.matches('"').count().is_multiple_of(2))
    }

    /// The ` #1` behind a text: a number, which was meant as a part of it.
    pub(super) fn numbered_comment(&self, scalar: &Scalar) -> Option<Span> {
        let comment = self.comment_behind(scalar)?;
        let text = self.file.get(comment.start as usize..comment.end as usize)?;
        text.chars().nth(1).filter(char::is_ascii_digit).map(|_| comment)
    }

    /// The comment behind a text without quotes, in the same line.
    fn comment_behind(&self, scalar: &Scalar) -> Option<Span> {
        if scalar.style != Style::Plain {
            return None;
        }
        let rest = self.file.get(scalar.span.end as usize..)?.lines().next()?;
        let sign = rest.find('#').filter(|at| rest.get(..*at).is_some_and(|blank| blank.trim().is_empty()))?;
        let end = scalar.span.end.saturating_add(u32::try_from(rest.trim_end().len()).ok()?);
        Some(Span { start: scalar.span.end.saturating_add(u32::try_from(sign).ok()?), end, ..scalar.span })
    }
}

/// The place that stands for a node: a text itself; of a map or list, its beginning.
pub(super) fn head(node: &Node) -> Span {
    match &node.content {
        Content::Map(entries) => entries.first().map_or(node.span, |entry| entry.key.span),
        Content::List(nodes) => nodes.first().map_or(node.span, head),
        Content::Scalar(_) | Content::Empty | Content::Broken => node.span,
    }
}

/// What a node is, for people.
pub(super) fn kind(node: &Node) -> Text {
    match &node.content {
        Content::Empty | Content::Broken => both!("nothing", "空值"),
        Content::Map(_) => both!("a map of keys", "键值"),
        Content::List(_) => both!("a list", "列表"),
        Content::Scalar(scalar) => {
            let text = shorten(&scalar.text);
            both!("the text `{text}`", "文本 `{text}`")
        }
    }
}

/// The beginning of a text that may be long.
pub(super) fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= 40 && line.len() == text.len() {
        return line.to_owned();
    }
    let start: String = line.chars().take(40).collect();
    format!("{start}…")
}
