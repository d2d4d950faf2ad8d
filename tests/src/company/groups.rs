//! What is held among people who belong together.

use crate::exact::Exact;

use super::{Condition, Formula, Table};

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
    pub fund: Fund,
    /// What share of it is held back.
    pub reserve: Option<Formula>,
    /// A member's key; all have the same when absent.
    pub share_by: Option<Formula>,
    /// The most that a member gets.
    pub most: Option<Formula>,
    /// Where goes what that cuts?
    pub over_cap: OverCap,
    /// Are units that do not divide kept?
    pub unassigned: bool,
}

/// Where goes what a cap of a pool cuts?
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum OverCap {
    Lost,
    Shared,
    Carried,
    /// To the participant of this id.
    To(String),
    Fund,
}

/// Where the sum for a group comes from.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum Fund {
    Amount(Formula),
    Table(Box<Table>),
}

/// Prizes for the best of a group.
#[derive(Clone, Debug)]
pub struct Contest {
    /// Do teams compete? Formulas of one of them are then those of a team.
    pub teams: Option<Teams>,
    /// What is compared.
    pub rank_by: Vec<Formula>,
    /// The measure of which something is reached first, and how much; instead of what is compared.
    pub first_to: Option<(usize, Exact)>,
    /// What is won.
    pub wins: Wins,
    /// The most that is paid.
    pub budget: Option<Formula>,
    /// What happens to those who are the same.
    pub ties: Ties,
    /// Are units that do not divide kept?
    pub unassigned: bool,
    /// The places of the units of which one is won, prize by prize or stage by stage, where prizes are things.
    pub things: Vec<usize>,
}

impl Contest {
    /// Are things won by stages?
    #[must_use]
    pub fn gives_by_stages(&self) -> bool {
        matches!(self.wins, Wins::Stages(..)) && !self.things.is_empty()
    }
}

/// What members get of the prize of a team.
#[derive(Clone, Debug)]
pub struct Teams {
    /// Is it shared among them? Each gets it otherwise.
    pub shared: bool,
    /// A member's key for that; all have the same when absent.
    pub share_by: Option<Formula>,
}

/// What is won.
#[derive(Clone, Debug)]
pub enum Wins {
    /// Prizes from the first place on.
    Places(Vec<Formula>),
    /// A prize for all who meet a condition.
    Everyone(Condition, Formula),
    /// A prize for everything that is reached, from low to high.
    Stages(Formula, Vec<(Exact, Exact)>),
}

/// What happens to those who are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum Ties {
    Share,
    Each,
    LowerId,
}
