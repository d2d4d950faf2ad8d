//! Operators, brackets, and signs that formulas do not know.

use super::{Scanner, quoted, wide};
use crate::diagnostics::f;
use crate::formula::expression::{Arithmetic, Comparison};
use crate::formula::token::{Bracket, Kind, Operator, Word};

/// What a sign is.
#[derive(Clone, Copy)]
enum Sign {
    /// As it should be.
    Good(Kinds),
    /// Spelled otherwise here.
    Spelled(&'static str, Kinds),
    /// Not part of the language.
    Refused(Refused),
    /// A percent sign that is not right behind a number.
    Percent,
}

/// Kinds of tokens that signs can be; the copyable part of [`Kind`].
#[derive(Clone, Copy)]
enum Kinds {
    Operator(Operator),
    Open(Bracket),
    Close(Bracket),
    Comma,
    Semicolon,
    Assign,
}

use Kinds::{Assign, Close, Comma, Open, Semicolon};
use f::f008::Refused;

const fn arithmetic(operation: Arithmetic) -> Kinds {
    Kinds::Operator(Operator::Arithmetic(operation))
}

const fn compare(comparison: Comparison) -> Kinds {
    Kinds::Operator(Operator::Compare(comparison))
}

/// Longer signs first, so that the first that fits is the one.
const SIGNS: &[(&str, Sign)] = &[
    ("===", Sign::Spelled("==", compare(Comparison::Equal))),
    ("!==", Sign::Spelled("!=", compare(Comparison::NotEqual))),
    ("&&", Sign::Good(Kinds::Operator(Operator::And))),
    ("||", Sign::Good(Kinds::Operator(Operator::Or))),
    ("==", Sign::Good(compare(Comparison::Equal))),
    ("!=", Sign::Good(compare(Comparison::NotEqual))),
    ("<=", Sign::Good(compare(Comparison::AtMost))),
    (">=", Sign::Good(compare(Comparison::AtLeast))),
    ("<>", Sign::Spelled("!=", compare(Comparison::NotEqual))),
    ("=<", Sign::Spelled("<=", compare(Comparison::AtMost))),
    ("=>", Sign::Spelled(">=", compare(Comparison::AtLeast))),
    ("**", Sign::Refused(Refused::Power)),
    ("+=", Sign::Refused(Refused::Assignment)),
    ("-=", Sign::Refused(Refused::Assignment)),
    ("*=", Sign::Refused(Refused::Assignment)),
    ("/=", Sign::Refused(Refused::Assignment)),
    ("::", Sign::Refused(Refused::Module)),
    ("..", Sign::Refused(Refused::Range)),
    ("#{", Sign::Refused(Refused::Map)),
    ("<", Sign::Good(compare(Comparison::Less))),
    (">", Sign::Good(compare(Comparison::Greater))),
    ("≤", Sign::Spelled("<=", compare(Comparison::AtMost))),
    ("≥", Sign::Spelled(">=", compare(Comparison::AtLeast))),
    ("≠", Sign::Spelled("!=", compare(Comparison::NotEqual))),
    ("=", Sign::Good(Assign)),
    ("+", Sign::Good(arithmetic(Arithmetic::Add))),
    ("-", Sign::Good(arithmetic(Arithmetic::Subtract))),
    ("*", Sign::Good(arithmetic(Arithmetic::Multiply))),
    ("/", Sign::Good(arithmetic(Arithmetic::Divide))),
    ("!", Sign::Good(Kinds::Operator(Operator::Not))),
    ("(", Sign::Good(Open(Bracket::Round))),
    (")", Sign::Good(Close(Bracket::Round))),
    ("[", Sign::Good(Open(Bracket::Square))),
    ("]", Sign::Good(Close(Bracket::Square))),
    ("{", Sign::Good(Open(Bracket::Curly))),
    ("}", Sign::Good(Close(Bracket::Curly))),
    (",", Sign::Good(Comma)),
    (";", Sign::Good(Semicolon)),
    ("%", Sign::Percent),
    ("^", Sign::Refused(Refused::Power)),
    ("&", Sign::Spelled("&&", Kinds::Operator(Operator::And))),
    ("|", Sign::Spelled("||", Kinds::Operator(Operator::Or))),
    (".", Sign::Refused(Refused::Method)),
    ("#", Sign::Refused(Refused::Comment)),
    ("?", Sign::Refused(Refused::Question)),
    (":", Sign::Refused(Refused::Module)),
];

/// Is it a character that neither stands in names, numbers and texts nor is a sign?
fn is_strange(c: char) -> bool {
    let is_known = c.is_ascii() || c.is_alphanumeric() || c.is_whitespace() || wide::plain(c) != c;
    !is_known && quoted::closing(c).is_none() && !SIGNS.iter().any(|(sign, _)| sign.starts_with(c))
}

impl Scanner<'_> {
    /// The sign that starts at the character at hand.
    pub(super) fn sign(&mut self) {
        let from = self.at;
        let fits = |text: &str| {
            text.chars().enumerate().all(|(offset, c)| self.peek(offset).is_some_and(|found| wide::plain(found) == c))
        };
        let found = SIGNS.iter().find(|(text, _)| fits(text)).copied();
        let length = found.map_or(1, |(text, _)| text.chars().count());
        self.at = self.at.saturating_add(length);
        let span = self.span(from, self.at);
        let written = self.written(from, self.at).to_owned();
        let narrow: String = written.chars().map(wide::plain).collect();
        if narrow != written && !matches!(found, None | Some((_, Sign::Percent))) {
            self.say(f::f004::wide(span, &written, &narrow));
        }
        match found {
            None => self.unknown(from),
            Some((_, Sign::Good(Assign))) => self.equals(from),
            Some((_, Sign::Good(kind))) => self.add_sign(kind, from),
            Some((_, Sign::Spelled(meant, kind))) => {
                self.say(f::f007::spelling(span, &written, meant));
                self.add_sign(kind, from);
            }
            Some((_, Sign::Refused(what))) => {
                self.fail(f::f008::sign(span, &narrow, what));
                if what == Refused::Map {
                    self.open(Bracket::Curly, from);
                }
            }
            Some((_, Sign::Percent)) => self.stray_percent(from),
        }
    }

    /// Characters that mean nothing in formulas; what people see as one, such as a picture, may be several.
    fn unknown(&mut self, from: usize) {
        while self.peek(0).is_some_and(is_strange) {
            self.at = self.at.saturating_add(1);
        }
        let written = self.written(from, self.at).to_owned();
        self.fail(f::f001::unknown_character(self.span(from, self.at), &written));
    }

    fn add_sign(&mut self, kind: Kinds, from: usize) {
        match kind {
            Kinds::Operator(operator) => {
                let before_in = operator == Operator::Not && self.written(self.at, self.at.saturating_add(2)) == "in";
                if before_in && self.behind_value() {
                    let span = self.span(from, self.at.saturating_add(2));
                    self.fail(f::f008::sign(span, "!in", Refused::NotIn));
                }
                self.add(Kind::Operator(operator), from);
            }
            Open(bracket) => self.open(bracket, from),
            Close(bracket) => self.close(bracket, from),
            Comma => self.add(Kind::Comma, from),
            Semicolon => self.add(Kind::Semicolon, from),
            Assign => self.add(Kind::Assign, from),
        }
    }

    /// `=` gives a name to a value behind `let x`; anywhere else `==` was meant.
    fn equals(&mut self, from: usize) {
        let word = self.tokens.len().checked_sub(2).and_then(|at| self.tokens.get(at));
        if matches!(word.map(|token| &token.kind), Some(Kind::Word(Word::Let))) {
            return self.add(Kind::Assign, from);
        }
        let span = self.span(from, self.at);
        self.say(f::f007::equals(span));
        self.add(Kind::Operator(Operator::Compare(Comparison::Equal)), from);
    }

    /// `80 %` is mended; `a % b` cannot be.
    fn stray_percent(&mut self, from: usize) {
        let span = self.span(from, self.at);
        let next = self.chars.iter().skip(self.at).map(|(_, c)| *c).find(|c| !c.is_whitespace());
        let value_follows =
            next.is_some_and(|c| super::starts_name(c) || wide::digit(c).is_some() || matches!(c, '(' | '（'));
        if !value_follows
            && let Some(last) = self.tokens.last_mut()
            && let Kind::Number { value, percent } = &mut last.kind
            && !*percent
        {
            *value = value.clone().percent();
            *percent = true;
            return self.say(f::f005::apart(span));
        }
        self.fail(if value_follows && self.behind_value() { f::f005::modulo(span) } else { f::f005::apart(span) });
    }
}
