//! What brings pay up to an amount.

use super::{Condition, Formula};

/// A draw.
#[derive(Clone, Debug)]
pub struct Draw {
    /// What pay is brought up to.
    pub amount: Formula,
    /// Places of the components whose lines are the pay; all above when absent.
    pub of: Option<Vec<usize>>,
    /// Is it owed back?
    pub recover: bool,
    /// When something is taken back.
    pub recover_if: Option<Condition>,
    /// How much of what lies above what is kept.
    pub share: Option<Formula>,
    /// What is kept.
    pub keep: Option<Formula>,
    /// Most that may be owed.
    pub limit: Option<Formula>,
}
