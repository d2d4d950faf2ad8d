//! [`Group`], and a sum for its members: [`Pool`].

use std::sync::Arc;

use super::table::Table;
use crate::formula::expression::Formula;
use crate::source::Span;

/// Who makes a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Everybody on the plan.
    Plan,
    /// Those in whom this attribute is the same, on the last day of the period that they are on the plan: place in
    /// [`crate::company::Schema::attributes`]. An empty one makes no group.
    Attribute(usize),
}

/// A sum for a group, shared by its members.
#[derive(Clone, Debug)]
pub struct Pool {
    /// The sum: one value for the group. Below zero counts as zero.
    pub fund: Fund,
    /// The part of it that is held back.
    pub reserve: Option<Formula>,
    /// A member's key: shares are in proportion to it. Below zero counts as zero; equal shares when absent.
    pub share_by: Option<Formula>,
    /// Most that a member gets.
    pub most: Option<Formula>,
    /// Where what `most` cuts goes.
    pub over_cap: OverCap,
    /// What happens to units that do not divide.
    pub leftover: Leftover,
}

/// Where the sum of a pool comes from. All formulas are of the whole group.
#[derive(Clone, Debug)]
pub enum Fund {
    /// A formula gives it.
    Amount(Formula),
    /// A table gives it, or a single rate, which is a table of one row.
    Table(Box<Table>),
}

/// Where what a member's limit cuts goes.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum OverCap {
    /// It is not paid.
    #[default]
    Lost,
    /// The others share it by the same key.
    Shared,
    /// It is kept for the member, and paid on top of later shares as far as their limits let it.
    Carried,
    /// Somebody else gets it.
    To(Receiver),
}

/// Who gets what limits cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Receiver {
    /// A participant, as part of their line.
    Participant {
        /// Their id.
        id: Arc<str>,
        /// Where the plan names them.
        span: Span,
    },
    /// A fund that is nobody, by its name: the report says what it gets.
    Fund(Arc<str>),
}

impl Pool {
    /// The participant who gets what limits cut, where the plan names one.
    #[must_use]
    pub const fn receiving(&self) -> Option<(&Arc<str>, Span)> {
        match &self.over_cap {
            OverCap::To(Receiver::Participant { id, span }) => Some((id, *span)),
            _ => None,
        }
    }

    /// Is what limits cut kept for later periods?
    #[must_use]
    pub fn carries(&self) -> bool {
        self.over_cap == OverCap::Carried
    }

    /// Does a limit change the shares, rather than only what is paid of them?
    #[must_use]
    pub fn shares_under_caps(&self) -> bool {
        matches!(self.over_cap, OverCap::Lost | OverCap::Shared)
    }

    /// How the limits change the shares.
    #[must_use]
    pub fn cut(&self) -> Cut {
        if self.over_cap == OverCap::Shared { Cut::Shared } else { Cut::Lost }
    }
}

/// What a limit does to the shares of a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Cut {
    /// What it cuts is not paid.
    #[default]
    Lost,
    /// The others share it by the same key.
    Shared,
}

impl Cut {
    /// All of them, in the order in which messages list them.
    pub const ALL: [Self; 2] = [Self::Lost, Self::Shared];

    /// The word that plans use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Shared => "shared",
        }
    }
}

/// What happens to units that do not divide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Leftover {
    /// They go to the largest remainders, ties to the lower id.
    #[default]
    Shared,
    /// They are not paid.
    Unassigned,
}

impl Leftover {
    /// All of them, in the order in which messages list them.
    pub const ALL: [Self; 2] = [Self::Shared, Self::Unassigned];

    /// The word that plans use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Unassigned => "unassigned",
        }
    }
}
