//! [`TRACED`]: the words by which tests name the facts of a trace that have no other name.

use crate::formula::expression::{Type, Unit};

/// By what a fact is told from others of its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// By nothing: the last one counts.
    Last,
    /// By the number of its row, part or place.
    Number,
    /// By a text, such as the id of a transaction.
    Key,
}

/// A word that a test can write before ` of COMPONENT`.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// The word of the trace, with blanks in it.
    pub word: &'static str,
    /// What stands behind it.
    pub which: Which,
    /// What comes out; nothing where it is a cell, of whatever type.
    pub kind: Option<Type>,
}

const NUMBER: Option<Type> = Some(Type::Number(Unit::Literal));

const fn last(word: &'static str) -> Word {
    Word { word, which: Which::Last, kind: NUMBER }
}

const fn row(word: &'static str) -> Word {
    Word { word, which: Which::Number, kind: NUMBER }
}

const fn key(word: &'static str) -> Word {
    Word { word, which: Which::Key, kind: NUMBER }
}

impl Word {
    const fn of(self, kind: Type) -> Self {
        Self { kind: Some(kind), ..self }
    }
}

/// All of them.
pub const TRACED: [Word; 76] = [
    last("interpolated"),
    last("base limit"),
    last("origin"),
    last("after factors"),
    last("after limit"),
    last("earlier"),
    last("before change"),
    last("since change"),
    last("after change"),
    last("guarantee"),
    last("served"),
    last("back within"),
    last("taken back"),
    last("still to come"),
    last("released"),
    last("units"),
    last("unit value"),
    last("moved"),
    last("earnings"),
    last("draw amount"),
    last("drawn"),
    last("owed before"),
    last("owed limit"),
    last("keep"),
    last("recovery share"),
    last("recovered"),
    last("pool share"),
    last("carried before"),
    last("received"),
    last("won"),
    last("reach"),
    last("budget"),
    last("posted"),
    last("now"),
    last("with hand"),
    last("more changes"),
    last("left on").of(Type::Date),
    last("earned until").of(Type::Date),
    last("paid until").of(Type::Date),
    last("reached on").of(Type::Date),
    last("left because").of(Type::Text),
    last("leaver rule").of(Type::Text),
    last("due if").of(Type::YesNo),
    last("recover if").of(Type::YesNo),
    row("row limit"),
    row("row amount"),
    row("fee"),
    row("slice index"),
    row("prize"),
    row("due share"),
    row("due part"),
    row("months until due"),
    row("kept share"),
    row("kept"),
    row("forfeited"),
    row("back share"),
    row("back part"),
    Word { word: "column", which: Which::Key, kind: None },
    key("worth"),
    key("original"),
    key("share"),
    key("other share"),
    key("quota part"),
    key("other line"),
    key("other pay"),
    key("other carried"),
    key("rounded"),
    key("member"),
    key("key"),
    key("day total"),
    key("adjustment"),
    key("sealed"),
    key("recomputed"),
    key("came").of(Type::YesNo),
    key("went").of(Type::YesNo),
    key("changed").of(Type::YesNo),
];

impl Word {
    /// May nothing come out: of an empty cell, or of a row of which nobody knows whether it is read?
    #[must_use]
    pub fn may_be_empty(&self) -> bool {
        self.kind.is_none() || ["came", "went", "changed"].contains(&self.word)
    }

    /// The one that is written so.
    #[must_use]
    pub fn find(word: &str) -> Option<&'static Self> {
        TRACED.iter().find(|known| known.word == word)
    }
}
