//! [`LineGaps`]: credit that went no further up a reporting line than to a place that nobody holds.

use std::sync::Arc;

use attain_rules::id::natural_cmp;
use attain_rules::number::{Number, NumberError};

use crate::examples::keep_first;
use crate::outcome::{Report, Tally};

/// Where credit of a measure with `up` stopped before the level to which it was to go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineGaps {
    /// Below a seat that nobody holds on that day.
    pub vacant_seats: LineGap,
    /// Below a manager whom the data does not know.
    pub unknown_managers: LineGap,
}

/// What stopped below places of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineGap {
    /// How many transactions, and how much credit of theirs in the measure's unit; those below the gap may have got it.
    pub tally: Tally,
    /// Ids of the places, in their order.
    pub seats: Vec<Arc<str>>,
    /// The first ids of transactions, in their order, at most [`Report::MOST_EXAMPLES`].
    pub transactions: Vec<Arc<str>>,
}

impl LineGap {
    /// Takes `credit` in, which stopped below `seat`; of a `transaction` that is there already, only the credit.
    ///
    /// # Errors
    /// The sum has too many digits.
    pub(crate) fn add(
        &mut self,
        seat: Arc<str>,
        transaction: Option<&str>,
        credit: &Number,
    ) -> Result<(), NumberError> {
        self.tally.sum = self.tally.sum.add(credit)?;
        if let Err(place) = self.seats.binary_search_by(|known| natural_cmp(known, &seat)) {
            self.seats.insert(place, seat);
        }
        if let Some(id) = transaction {
            self.tally.count = self.tally.count.saturating_add(1);
            if !self.transactions.iter().any(|known| **known == *id) {
                keep_first(&mut self.transactions, id, Report::MOST_EXAMPLES);
            }
        }
        Ok(())
    }
}
