//! What is held among people who belong together.

use super::Formula;

/// What makes a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupBy {
    /// Being on the plan.
    Plan,
    /// The team.
    Team,
}

/// A sum for a group.
#[derive(Clone, Debug)]
pub struct Pool {
    /// How much.
    pub fund: Formula,
    /// What share of it is held back.
    pub reserve: Option<Formula>,
    /// A member's key; all have the same when absent.
    pub share_by: Option<Formula>,
    /// The most that a member gets.
    pub most: Option<Formula>,
    /// Is what that cuts shared among the others?
    pub cut_is_shared: bool,
    /// Are units that do not divide kept?
    pub unassigned: bool,
}

/// Prizes for the best of a group.
#[derive(Clone, Debug)]
pub struct Contest {
    /// What is compared.
    pub rank_by: Vec<Formula>,
    /// From the first place on.
    pub prizes: Vec<Formula>,
    /// What happens to those who are the same.
    pub ties: Ties,
    /// Are units that do not divide kept?
    pub unassigned: bool,
}

/// What happens to those who are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum Ties {
    Share,
    Each,
    LowerId,
}
