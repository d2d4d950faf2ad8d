//! [`Draw`]: what brings the pay of a period up to an amount, and takes it back from later pay.

use crate::formula::expression::Formula;

/// What brings the pay of a period up to an amount.
#[derive(Clone, Debug)]
pub struct Draw {
    /// What the period's pay is brought up to, while the component's `eligible` holds.
    pub amount: Formula,
    /// Places of the components above whose lines make up the pay.
    pub of: Vec<usize>,
    /// How it is taken back from later pay; `None` where it is not.
    pub recovery: Option<Recovery>,
}

/// How what was drawn is taken back from later pay.
#[derive(Clone, Debug)]
pub struct Recovery {
    /// In which periods something is taken back; in all of them when absent.
    pub condition: Option<Formula>,
    /// At most this share of the pay above [`Recovery::keep`]; all of it when absent.
    pub share: Option<Formula>,
    /// The pay that is never broken into. When absent it is the draw's amount while there is one, else zero.
    pub keep: Option<Formula>,
    /// Most that may be owed: the draw stops there.
    pub limit: Option<Formula>,
}
