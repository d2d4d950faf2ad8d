//! [`Token`]: the words and signs of a formula, each with its place.

use std::sync::Arc;

use super::expression::{Arithmetic, Comparison};
use crate::number::Number;

/// A word or sign of a formula.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its bytes in the formula's text.
    pub start: usize,
    /// Byte after its last.
    pub end: usize,
    /// For brackets: the token that closes or opens the pair.
    pub partner: Option<usize>,
}

/// Kinds of tokens.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A number, its `%` included.
    Number {
        /// The value; `80%` is 0.8.
        value: Number,
        /// Did it have a `%`?
        percent: bool,
    },
    /// A text.
    Text(Arc<str>),
    /// A name of anything.
    Name,
    /// One of the words that build formulas.
    Word(Word),
    /// A sign between or before values.
    Operator(Operator),
    /// `(`, `[` or `{`.
    Open(Bracket),
    /// `)`, `]` or `}`.
    Close(Bracket),
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `=` of a `let`.
    Assign,
}

/// Words that build formulas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    If,
    Else,
    Let,
    In,
    True,
    False,
}

impl Word {
    pub const ALL: [Self; 6] = [Self::If, Self::Else, Self::Let, Self::In, Self::True, Self::False];

    pub const fn text(self) -> &'static str {
        match self {
            Self::If => "if",
            Self::Else => "else",
            Self::Let => "let",
            Self::In => "in",
            Self::True => "true",
            Self::False => "false",
        }
    }
}

/// Signs between or before values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Arithmetic(Arithmetic),
    Compare(Comparison),
    And,
    Or,
    Not,
}

impl Operator {
    /// As it is written in formulas.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Arithmetic(operation) => operation.sign(),
            Self::Compare(comparison) => comparison.sign(),
            Self::And => "&&",
            Self::Or => "||",
            Self::Not => "!",
        }
    }
}

/// Pairs of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Round,
    Square,
    Curly,
}

impl Bracket {
    pub const fn open(self) -> &'static str {
        match self {
            Self::Round => "(",
            Self::Square => "[",
            Self::Curly => "{",
        }
    }

    pub const fn close(self) -> &'static str {
        match self {
            Self::Round => ")",
            Self::Square => "]",
            Self::Curly => "}",
        }
    }
}
