//! [`Outside`]: transactions whose day lies outside the days that a run looks at, by the side on which they lie.

use std::sync::Arc;

use attain_rules::date::DateRange;

use crate::outcome::Tally;

/// Transactions whose day lies outside the days that a run looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outside {
    /// Those before them.
    pub before: Beyond,
    /// Those after them.
    pub after: Beyond,
    /// Those on days on which no version of a plan with measures of transactions is in force: no run counts them.
    pub no_plan: Beyond,
}

impl Outside {
    /// Most ids that each part names.
    pub const MOST_OUTSIDE: usize = 3;

    /// The parts, in the order in which they are told.
    #[must_use]
    pub const fn parts(&self) -> [&Beyond; 3] {
        [&self.before, &self.after, &self.no_plan]
    }

    /// All of them together; a sum past every limit stays where it is.
    #[must_use]
    pub fn tally(&self) -> Tally {
        self.parts().into_iter().fold(Tally::default(), |all, part| Tally {
            count: all.count.saturating_add(part.tally.count),
            sum: all.sum.add(&part.tally.sum).unwrap_or(all.sum),
        })
    }
}

/// Transactions on one side of the days of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beyond {
    /// How many, with their amounts.
    pub tally: Tally,
    /// From the first of their days to the last; `None` where there are none.
    pub days: Option<DateRange>,
    /// The first ids, in their order, at most [`Outside::MOST_OUTSIDE`].
    pub examples: Vec<Arc<str>>,
}
