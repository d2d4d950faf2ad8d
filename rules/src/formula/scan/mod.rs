//! From text to [`Token`]s. Says everything about wrong characters, numbers, texts and brackets, and goes on behind them,
//! so that one look shows all of it.

mod number;
mod quoted;
mod sign;
mod wide;

use super::FormulaText;
use super::text::{continues_name, starts_name};
use super::token::{Bracket, Kind, Operator, Token, Word};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostics::f;
use crate::source::Span;

/// Most characters of a formula.
pub(super) const MAX_CHARS: usize = 4_000;
/// Most brackets inside each other.
const MAX_BRACKETS: usize = 40;

/// What the scanner found.
pub(super) struct Scanned {
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// Can they be parsed? Not after a mistake whose meaning could not be guessed.
    pub readable: bool,
}

/// Cuts `text` into tokens. `known` says which words are names here, even when they also mean something else.
pub(super) fn scan(text: &FormulaText, known: &dyn Fn(&str) -> bool, out: &mut Diagnostics) -> Scanned {
    let chars: Vec<(usize, char)> = text.text.char_indices().collect();
    if chars.len() > MAX_CHARS {
        out.push(f::f009::too_long(text.span, chars.len(), MAX_CHARS));
        return Scanned { tokens: Vec::new(), readable: false };
    }
    let mut scanner = Scanner { text, chars, at: 0, tokens: Vec::new(), open: Vec::new(), known, out, readable: true };
    scanner.run();
    Scanned { tokens: scanner.tokens, readable: scanner.readable }
}

struct Scanner<'a> {
    text: &'a FormulaText,
    /// Each character with its byte.
    chars: Vec<(usize, char)>,
    /// The character at hand.
    at: usize,
    tokens: Vec<Token>,
    /// Brackets that are open: their tokens.
    open: Vec<usize>,
    known: &'a dyn Fn(&str) -> bool,
    out: &'a mut Diagnostics,
    readable: bool,
}

impl Scanner<'_> {
    fn run(&mut self) {
        while let Some(c) = self.peek(0) {
            let before = self.at;
            if c.is_whitespace() {
                self.at = self.at.saturating_add(1);
            } else if c == '/' && self.peek(1) == Some('/') {
                while self.peek(0).is_some_and(|c| c != '\n') {
                    self.at = self.at.saturating_add(1);
                }
            } else if c == '/' && self.peek(1) == Some('*') {
                self.comment();
            } else if wide::digit(c).is_some() || (c == '.' && self.peek(1).and_then(wide::digit).is_some()) {
                self.number();
            } else if starts_name(c) {
                self.word();
            } else if quoted::closing(c).is_some() {
                self.quoted(c);
            } else {
                self.sign();
            }
            // Every branch consumes something; this makes sure of it.
            self.at = self.at.max(before.saturating_add(1));
        }
        for index in std::mem::take(&mut self.open) {
            if let Some(Token { kind: Kind::Open(bracket), start, end, .. }) = self.tokens.get(index).cloned() {
                let span = self.text.span_of(start, end);
                self.fail(f::f002::never_closed(span, bracket.open(), bracket.close()));
            }
        }
    }

    /// The character `ahead` of the one at hand.
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at.saturating_add(ahead)).map(|(_, c)| *c)
    }

    /// The byte of character `at`.
    fn byte(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.text.text.len(), |(byte, _)| *byte)
    }

    /// The place of characters `from..to`.
    fn span(&self, from: usize, to: usize) -> Span {
        self.text.span_of(self.byte(from), self.byte(to))
    }

    /// Characters `from..to` as they are written.
    fn written(&self, from: usize, to: usize) -> &str {
        self.text.text.get(self.byte(from)..self.byte(to)).unwrap_or_default()
    }

    /// Says something that does not keep the formula from being read on.
    fn say(&mut self, diagnostic: Diagnostic) {
        self.out.push(diagnostic);
    }

    /// Says something behind which the formula cannot be parsed.
    fn fail(&mut self, diagnostic: Diagnostic) {
        self.out.push(diagnostic);
        self.readable = false;
    }

    /// Adds a token made of characters `from..self.at`.
    fn add(&mut self, kind: Kind, from: usize) {
        let (start, end) = (self.byte(from), self.byte(self.at));
        self.tokens.push(Token { kind, start, end, partner: None });
    }

    fn last_kind(&self) -> Option<&Kind> {
        self.tokens.last().map(|token| &token.kind)
    }

    /// Does a value end right before the place at hand?
    fn behind_value(&self) -> bool {
        match self.last_kind() {
            Some(Kind::Number { .. } | Kind::Text(_) | Kind::Name | Kind::Close(_)) => true,
            Some(Kind::Word(word)) => matches!(word, Word::True | Word::False),
            _ => false,
        }
    }

    fn comment(&mut self) {
        let from = self.at;
        let mut depth = 0usize;
        while let (Some(c), next) = (self.peek(0), self.peek(1)) {
            match (c, next) {
                ('/', Some('*')) => depth = depth.saturating_add(1),
                ('*', Some('/')) => depth = depth.saturating_sub(1),
                _ => {
                    self.at = self.at.saturating_add(1);
                    continue;
                }
            }
            self.at = self.at.saturating_add(2);
            if depth == 0 {
                return;
            }
        }
        let span = self.span(from, from.saturating_add(2));
        self.fail(f::f002::never_closed(span, "/*", "*/"));
    }

    fn word(&mut self) {
        let from = self.at;
        while self.peek(0).is_some_and(continues_name) {
            self.at = self.at.saturating_add(1);
        }
        let text = self.written(from, self.at).to_owned();
        let span = self.span(from, self.at);
        if let Some(word) = Word::ALL.into_iter().find(|word| word.text() == text) {
            return self.add(Kind::Word(word), from);
        }
        if (self.known)(&text) {
            return self.add(Kind::Name, from);
        }
        if let Some(operator) = spelled_operator(&text)
            && self.behind_value() != (operator == Operator::Not)
            && (operator != Operator::Not || self.peek(0) != Some('('))
        {
            self.say(f::f007::spelling(span, &text, operator.text()));
            return self.add(Kind::Operator(operator), from);
        }
        if NOT_OFFERED.contains(&text.as_str()) {
            let diagnostic = f::f008::word(span, &text);
            self.fail(diagnostic);
        }
        self.add(Kind::Name, from);
    }

    /// Adds an opening bracket made of characters `from..self.at`.
    fn open(&mut self, bracket: Bracket, from: usize) {
        self.open.push(self.tokens.len());
        if self.open.len() == MAX_BRACKETS {
            let span = self.span(from, self.at);
            self.fail(f::f009::too_deep(span));
        }
        self.add(Kind::Open(bracket), from);
    }

    /// Adds a closing bracket made of characters `from..self.at`.
    fn close(&mut self, bracket: Bracket, from: usize) {
        let index = self.tokens.len();
        let span = self.span(from, self.at);
        self.add(Kind::Close(bracket), from);
        let Some(opened) = self.open.last().copied() else {
            return self.fail(f::f002::never_opened(span, bracket.close(), bracket.open()));
        };
        let Some(Token { kind: Kind::Open(expected), start, end, partner, .. }) = self.tokens.get_mut(opened) else {
            return;
        };
        if *expected != bracket {
            let (expected, at) = (*expected, self.text.span_of(*start, *end));
            self.open.pop();
            return self.fail(f::f002::crossed(span, bracket.close(), at, expected.open(), expected.close()));
        }
        *partner = Some(index);
        if let Some(token) = self.tokens.last_mut() {
            token.partner = Some(opened);
        }
        self.open.pop();
    }
}

/// Words that Rhai uses for what formulas do not offer.
const NOT_OFFERED: [&str; 18] = [
    "while", "loop", "do", "until", "for", "fn", "return", "throw", "try", "catch", "switch", "break", "continue",
    "const", "import", "export", "private", "eval",
];

/// Operators as other languages spell them.
fn spelled_operator(text: &str) -> Option<Operator> {
    Some(match text {
        "and" | "AND" | "And" | "且" | "并且" | "而且" => Operator::And,
        "or" | "OR" | "Or" | "或" | "或者" => Operator::Or,
        "not" | "NOT" | "Not" | "非" => Operator::Not,
        _ => return None,
    })
}
