//! [`Numbered`]: the row or the part of a component that a figure names by its number.

use super::Figure;
use crate::both;
use crate::plan::{Component, Otherwise, Pay, Wins};
use crate::text::Text;

/// Words of the figures of which there is one for each row.
const OF_ROWS: [&str; 4] = ["row limit", "row amount", "fee", "slice index"];

/// Words of the figures of which there is one for each part of what is due.
const OF_PARTS: [&str; 8] =
    ["due share", "due part", "months until due", "kept share", "kept", "forfeited", "back share", "back part"];

/// A row of a table or a part of what is due, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// Which.
    pub number: u32,
    is_part: bool,
}

impl Numbered {
    /// How many of them the component has.
    #[must_use]
    pub fn count_in(self, component: &Component) -> usize {
        if self.is_part {
            return component.due.as_ref().map_or(0, |due| due.parts.len());
        }
        let own = match &component.pay {
            Pay::Contest(contest) => match &contest.wins {
                Wins::Stages { rows, .. } => rows.len(),
                Wins::Places(_) | Wins::Everyone { .. } => 0,
            },
            pay => pay.table().map_or(0, |table| table.rows.len()),
        };
        let closed = component.gate.as_ref().map_or(0, |gate| match &gate.otherwise {
            Otherwise::Rows(rows) => rows.len(),
            Otherwise::Nothing => 0,
        });
        own.max(closed)
    }

    /// What it is.
    #[must_use]
    pub fn what(self) -> Text {
        if self.is_part { both!("part", "部分") } else { both!("row", "行") }
    }
}

impl Figure {
    /// Of which row or part it is; nothing where it is of none.
    #[must_use]
    pub fn numbered(&self) -> Option<Numbered> {
        match self {
            Self::Rate(number) | Self::Slice(number) | Self::SliceBase(number) => {
                Some(Numbered { number: *number, is_part: false })
            }
            Self::Traced { word, which: Some(which) } => {
                let is_part = OF_PARTS.contains(word);
                let number = which.parse().ok().filter(|_| is_part || OF_ROWS.contains(word))?;
                Some(Numbered { number, is_part })
            }
            _ => None,
        }
    }
}
