//! [`Written`]: names and calls that mean the same, written the same.

use attain_rules::number::Number;

use super::token::{Kind, tokens};

/// A name or a call, in one of the ways in which it can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written(Vec<Kind>);

impl Written {
    /// The name of an input: a name, a call, or what `column("...")` reaches.
    pub(super) fn of_input(name: &str) -> Self {
        let kinds = tokens(name).map(|tokens| tokens.into_iter().map(|token| token.kind).collect::<Vec<_>>());
        match kinds {
            Ok(kinds) if matches!(kinds.as_slice(), [Kind::Word(word), Kind::Sign("("), ..] if CALLS.contains(&word.as_str())) => {
                Self::of_call(kinds)
            }
            _ => Self::of_word(name),
        }
    }

    /// A name alone.
    pub(super) fn of_word(name: &str) -> Self {
        Self(vec![Kind::Word(name.to_owned())])
    }

    /// A call with its brackets: `total(m)` is `m`, `column("c")` is `c`, `previous(w, 1)` is `previous(w)`.
    pub(super) fn of_call(mut kinds: Vec<Kind>) -> Self {
        match kinds.as_slice() {
            [Kind::Word(call), Kind::Sign("("), Kind::Word(name), Kind::Sign(")")] if call == "total" => {
                return Self::of_word(name);
            }
            [Kind::Word(call), Kind::Sign("("), Kind::Text(name), Kind::Sign(")")] if call == "column" => {
                return Self::of_word(name);
            }
            _ => {}
        }
        let once = [Kind::Sign(","), Kind::Number(Number::ONE), Kind::Sign(")")];
        while let Some(at) = kinds.windows(once.len()).position(|part| part == once) {
            kinds.drain(at..at.saturating_add(2));
        }
        Self(kinds)
    }
}

/// Calls that stand for facts as a whole.
const CALLS: [&str; 8] = ["total", "attainment", "quota", "earned", "column", "group", "reports", "days"];
