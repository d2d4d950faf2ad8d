//! What somebody decided by hand.

use crate::calendar::{Length, Month};
use crate::exact::Exact;

use super::{Figure, Sale};

/// A decision.
#[derive(Clone, Debug)]
pub struct Adjustment {
    /// Id.
    pub id: String,
    /// About whom.
    pub person: String,
    /// What.
    pub what: ByHand,
}

/// What can be decided.
#[derive(Clone, Debug)]
pub enum ByHand {
    /// Money beside a component.
    Payment {
        /// Name of the plan.
        plan: String,
        /// Name of the component.
        component: String,
        /// For which period.
        period: (Month, Length),
        /// Paid in which.
        paid_in: (Month, Length),
        /// How much.
        amount: Exact,
    },
    /// Credit to a measure, as if for a sale of nothing but a number, a day and an amount.
    Credit {
        /// Name of the plan; of all that the person is on when absent.
        plan: Option<String>,
        /// Name of the measure.
        measure: &'static str,
        /// The sale.
        sale: Box<Sale>,
    },
    /// A score in the place of the one in the data.
    Score(Figure),
}
