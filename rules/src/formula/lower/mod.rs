//! From Rhai's syntax tree to [`Expression`]: names are resolved, types and units checked. Everything that is wrong is
//! said; a part with a mistake has no type, so that nothing is said about it twice.

mod branches;
mod calls;
mod functions;
mod names;
mod operators;
mod windows;

use rhai::{Expr, Position, Stmt};

use super::expression::{Expression, Name, Node, Type, Unit};
use super::parse::Places;
use super::token::{Kind as TokenKind, Token};
use super::units::Units;
use super::{FormulaText, Scope, Shown};
use crate::company::Schema;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostics::f;
use crate::source::Span;
use crate::text::Text;

/// Most levels of the tree.
const MAX_DEPTH: usize = 128;

/// The type of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something in it is wrong, which has been said.
    Unknown,
    /// A number that may have these units.
    Number(Units),
    /// A text.
    Text,
    /// Yes or no.
    YesNo,
    /// A day.
    Date,
}

impl Kind {
    /// The type, when there is one.
    pub fn known(self) -> Option<Type> {
        match self {
            Self::Unknown => None,
            Self::Number(units) => Some(Type::Number(units.own())),
            Self::Text => Some(Type::Text),
            Self::YesNo => Some(Type::YesNo),
            Self::Date => Some(Type::Date),
        }
    }

    /// In words for messages.
    pub fn words(self) -> Text {
        self.known().map(Type::words).unwrap_or_default()
    }
}

impl From<Type> for Kind {
    fn from(kind: Type) -> Self {
        match kind {
            Type::Number(unit) => Self::Number(Units::of(unit)),
            Type::Text => Self::Text,
            Type::YesNo => Self::YesNo,
            Type::Date => Self::Date,
        }
    }
}

impl Kind {
    /// Of a figure of a measure. One whose unit could not be read, which an error says, may be anything.
    const fn of_measure(unit: Unit) -> Self {
        match unit {
            Unit::Literal => Self::Unknown,
            unit => Self::Number(Units::of(unit)),
        }
    }
}

/// A part of a formula, checked.
pub(super) struct Part {
    /// Its tree.
    pub expression: Expression,
    /// Its type.
    pub kind: Kind,
    /// Its first token.
    first: usize,
    /// Its last token.
    last: usize,
}

/// A `let` variable; its place among those that are in sight is its slot.
struct Local {
    name: String,
    kind: Kind,
}

/// The work on one formula.
pub(super) struct Lowering<'a> {
    text: &'a FormulaText,
    scope: &'a Scope<'a>,
    tokens: &'a [Token],
    places: &'a Places,
    out: &'a mut Diagnostics,
    locals: Vec<Local>,
    /// Inside `group(...)`?
    in_group: bool,
    /// Inside `number(...)`?
    in_number: bool,
    /// The first unit other than money that a component was named of.
    unit: Option<String>,
    depth: usize,
}

impl<'a> Lowering<'a> {
    /// The unit of the company in which the formula's component pays; nothing for money and for things.
    pub fn pays_in(&self) -> Option<&'a str> {
        self.scope.pays_in.filter(|unit| !unit.contains(':'))
    }

    pub fn new(
        text: &'a FormulaText,
        scope: &'a Scope<'a>,
        tokens: &'a [Token],
        places: &'a Places,
        out: &'a mut Diagnostics,
    ) -> Self {
        Self {
            text,
            scope,
            tokens,
            places,
            out,
            locals: Vec::new(),
            in_group: false,
            in_number: false,
            unit: None,
            depth: 0,
        }
    }

    /// Checks the whole formula.
    pub fn whole(&mut self, statements: &[Stmt]) -> Part {
        let last = self.tokens.len().saturating_sub(1);
        self.statements(statements, last)
    }

    /// Says something.
    pub fn say(&mut self, diagnostic: Diagnostic) {
        self.out.push(diagnostic);
    }

    /// Checks an expression.
    fn expression(&mut self, expression: &Expr) -> Part {
        if self.depth >= MAX_DEPTH {
            let at = self.token_at(expression.position());
            let span = self.span(at, at);
            return self.wrong(at, at, f::f009::too_deep(span));
        }
        self.depth = self.depth.saturating_add(1);
        let part = self.by_kind(expression);
        self.depth = self.depth.saturating_sub(1);
        part
    }

    fn by_kind(&mut self, expression: &Expr) -> Part {
        match expression {
            Expr::BoolConstant(value, position) => {
                let at = self.token_at(*position);
                self.part(Node::YesNo(*value), Kind::YesNo, at, at)
            }
            Expr::Variable(_, _, position) => self.single(self.token_at(*position)),
            Expr::FnCall(call, position) => self.call_or_operator(call, *position),
            Expr::And(operands, position) => self.joined(operands, true, *position),
            Expr::Or(operands, position) => self.joined(operands, false, *position),
            Expr::Stmt(block) => self.block(block),
            Expr::Array(_, position) => self.refused(*position, f::f008::Refused::List),
            Expr::Index(_, _, position) => self.refused(*position, f::f008::Refused::Index),
            Expr::Unit(position) => {
                let at = self.token_at(*position);
                let span = self.span(at, at);
                self.wrong(at, at, f::f001::empty(span))
            }
            other => {
                let at = self.token_at(other.position());
                let (span, found) = (self.span(at, at), self.written(at, at));
                self.wrong(at, at, f::f001::unexpected(span, &found))
            }
        }
    }

    /// A part of one token: a number, a text or a name.
    fn single(&mut self, at: usize) -> Part {
        match self.tokens.get(at).map(|token| &token.kind) {
            Some(TokenKind::Number { value, percent }) => {
                let units = if *percent { Units::of(Unit::Ratio) } else { Units::LITERAL };
                self.part(Node::Number(value.clone()), Kind::Number(units), at, at)
            }
            Some(TokenKind::Text(text)) => self.part(Node::Text(text.clone()), Kind::Text, at, at),
            _ => self.name(at),
        }
    }

    fn refused(&mut self, position: Position, what: f::f008::Refused) -> Part {
        let at = self.token_at(position);
        let last = self.partner(at);
        let (span, found) = (self.span(at, last), self.written(at, at));
        self.wrong(at, last, f::f008::sign(span, &found, what))
    }

    /// A part of tokens `first..=last`.
    fn part(&self, node: Node, kind: Kind, first: usize, last: usize) -> Part {
        Part { expression: Expression { node, span: self.span(first, last) }, kind, first, last }
    }

    /// A part that could not be made out, after saying why.
    fn wrong(&mut self, first: usize, last: usize, diagnostic: Diagnostic) -> Part {
        self.out.push(diagnostic);
        self.unknown(first, last)
    }

    /// A part that could not be made out; why has been said.
    fn unknown(&self, first: usize, last: usize) -> Part {
        self.part(Node::YesNo(false), Kind::Unknown, first, last)
    }

    /// The token at one of Rhai's positions.
    fn token_at(&self, position: Position) -> usize {
        self.places.token(position).unwrap_or(0)
    }

    /// The token that closes the bracket `at`; itself when it is none.
    fn partner(&self, at: usize) -> usize {
        self.tokens.get(at).and_then(|token| token.partner).unwrap_or(at)
    }

    /// The place of tokens `first..=last` in the file.
    fn span(&self, first: usize, last: usize) -> Span {
        let start = self.tokens.get(first).map_or(0, |token| token.start);
        let end = self.tokens.get(last).map_or(self.text.text.len(), |token| token.end);
        self.text.span_of(start, end)
    }

    /// Tokens `first..=last` as they are written; shortened when long.
    fn written(&self, first: usize, last: usize) -> String {
        let start = self.tokens.get(first).map_or(0, |token| token.start);
        let end = self.tokens.get(last).map_or(self.text.text.len(), |token| token.end);
        let whole = self.text.text.get(start..end).unwrap_or_default();
        let line = whole.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() <= 40 {
            return line;
        }
        line.chars().take(37).chain("...".chars()).collect()
    }

    /// Tokens `first..=last` in one line: a blank where there is anything between them, comments too.
    fn in_one_line(&self, first: usize, last: usize) -> String {
        let tokens = self.tokens.get(first..last.saturating_add(1)).unwrap_or_default();
        let mut line = String::new();
        let mut end = None;
        for token in tokens {
            if end.is_some_and(|end| end < token.start) {
                line.push(' ');
            }
            line.push_str(self.text.text.get(token.start..token.end).unwrap_or_default());
            end = Some(token.end);
        }
        line
    }

    pub fn shown(&self, part: &Part) -> Shown {
        let (first, last) = self.widened(part);
        Shown {
            span: self.span(first, last),
            written: self.written(first, last),
            of: part.kind.known(),
            kind: part.kind.words(),
            untyped: self.untyped(part),
        }
    }

    /// The column or attribute that the part is, where the data's own columns are texts for want of a type.
    fn untyped(&self, part: &Part) -> Option<String> {
        let (name, fixed) = match part.expression.node {
            Node::Name(Name::Column(place)) => (&self.scope.columns.get(place)?.0, Schema::STANDARD.as_slice()),
            Node::Name(Name::Attribute(place)) => {
                (&self.scope.attributes.get(place)?.name, Schema::TEXT_ATTRIBUTES.as_slice())
            }
            _ => return None,
        };
        (part.kind == Kind::Text && !fixed.contains(&name.as_str())).then(|| name.clone())
    }

    /// The part's tokens with the parentheses around it.
    fn widened(&self, part: &Part) -> (usize, usize) {
        let (mut first, mut last) = (part.first, part.last);
        while let Some(before) = first.checked_sub(1)
            && matches!(
                self.tokens.get(before).map(|token| &token.kind),
                Some(TokenKind::Open(super::token::Bracket::Round))
            )
            && self.partner(before) == last.saturating_add(1)
            && !before
                .checked_sub(1)
                .is_some_and(|at| matches!(self.tokens.get(at).map(|token| &token.kind), Some(TokenKind::Name)))
        {
            first = before;
            last = last.saturating_add(1);
        }
        (first, last)
    }
}
