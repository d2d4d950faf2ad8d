//! [`Withheld`]: how a participant came by a share, a place or a prize, without the figures of the others who decided it.

use attain_rules::plan::{Cut, Leftover, Ties};

use super::FactId;

/// What one of many is told. Of the others there are totals and how many they are; what these leave open, such as whose cent
/// it is that does not divide, cannot be worked out again, but within which limits it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// The figures of others, added up.
    Total {
        /// How many others.
        others: u32,
    },
    /// The share of a sum.
    Share {
        /// What is shared.
        sum: FactId,
        /// The own key.
        key: FactId,
        /// The keys of the others, added up; those below zero count as zero.
        others: FactId,
        /// The most that is paid, where there is such a limit.
        most: Option<FactId>,
        /// Where goes what that cuts?
        cut: Cut,
        /// Shares are whole multiples of this.
        unit: FactId,
        /// What happens to units that do not divide?
        leftover: Leftover,
    },
    /// The place among others.
    Place {
        /// What is compared.
        scores: Vec<FactId>,
        /// How many others have a place.
        others: u32,
        /// How many of them are the same in all scores.
        tied: u32,
        /// What happens to these?
        ties: Ties,
    },
    /// The prize of a place.
    Prize {
        /// The place.
        place: FactId,
        /// The prizes, from the first place on.
        prizes: Vec<FactId>,
        /// Shared prizes are whole multiples of this.
        unit: FactId,
        /// What happens to units that do not divide?
        leftover: Leftover,
    },
    /// What a budget leaves of an amount.
    Budget {
        /// What is compared; nothing where nobody goes before anybody.
        scores: Vec<FactId>,
        /// The own amount.
        amount: FactId,
        /// The amounts of the others, added up.
        others: FactId,
        /// The most that is paid to all of them.
        budget: FactId,
        /// What happens to those who are the same in all scores?
        ties: Ties,
        /// Shares of what is left are whole multiples of this.
        unit: FactId,
        /// What happens to units that do not divide?
        leftover: Leftover,
    },
}

impl Withheld {
    /// Refers to other facts instead, in the order in which it names them.
    pub(super) fn refer(&mut self, to: &mut dyn FnMut(FactId) -> FactId) {
        let mut each = |facts: &mut [FactId]| facts.iter_mut().for_each(|fact| *fact = to(*fact));
        match self {
            Self::Total { .. } => {}
            Self::Share { sum, key, others, most, unit, .. } => {
                for fact in [sum, key, others].into_iter().chain(most).chain([unit]) {
                    each(std::slice::from_mut(fact));
                }
            }
            Self::Place { scores, .. } => each(scores),
            Self::Prize { place, prizes, unit, .. } => {
                each(std::slice::from_mut(place));
                each(prizes);
                each(std::slice::from_mut(unit));
            }
            Self::Budget { scores, amount, others, budget, unit, .. } => {
                each(scores);
                for fact in [amount, others, budget, unit] {
                    each(std::slice::from_mut(fact));
                }
            }
        }
    }
}
