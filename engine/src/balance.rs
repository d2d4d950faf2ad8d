//! [`Balance`]: what goes on from period to period, before and after each.

use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::plan::Component;

use crate::inputs::ParticipantIndex;

/// What goes on for somebody from one period to the next, in the smallest parts of what the component pays in. Nothing of it is
/// stored: it is the sum over the lines so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// Who.
    pub participant: ParticipantIndex,
    /// Place of the plan version in the run's list of plans.
    pub plan: u32,
    /// Place of the component in that plan.
    pub component: u32,
    /// The period.
    pub period: Period,
    /// Of what.
    pub kind: BalanceKind,
    /// What it was before the period.
    pub opening: i64,
    /// What came to it in the period: what was drawn, or what the cap cut.
    pub added: i64,
    /// What went off it in the period: what was taken back, or paid of what was carried.
    pub taken: i64,
    /// What it is after the period: `opening + added - taken`.
    pub closing: i64,
}

/// What a balance is before and after a period.
#[derive(Clone, Debug)]
pub(crate) struct Moving {
    pub opening: Number,
    pub closing: Number,
}

/// What a balance is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BalanceKind {
    /// What a participant owes from a draw.
    Owed,
    /// What the cap of a pool cut, and later periods pay. Below zero, what closed periods paid more than is known to be due by now.
    Carried,
}

impl BalanceKind {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 2] = [Self::Owed, Self::Carried];

    /// The kind that a component has, where it has one.
    #[must_use]
    pub fn of(component: &Component) -> Self {
        if component.draw().is_some() { Self::Owed } else { Self::Carried }
    }

    /// The word of the JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Owed => "owed",
            Self::Carried => "carried",
        }
    }
}
