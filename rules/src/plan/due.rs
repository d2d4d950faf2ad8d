//! [`Due`]: when what was earned is paid.

use crate::formula::expression::Formula;
use crate::number::Number;

/// When what was earned is paid, in parts.
#[derive(Clone, Debug)]
pub struct Due {
    /// In the order of time; their shares add up to one.
    pub parts: Vec<DuePart>,
    /// Where units go that do not divide.
    pub leftover: Parting,
}

impl Due {
    /// How many months behind the period in which it is earned the last part is due.
    #[must_use]
    pub fn last_after(&self) -> i32 {
        self.parts.iter().map(|part| part.after).max().unwrap_or(0)
    }
}

/// A part of what was earned.
#[derive(Clone, Debug)]
pub struct DuePart {
    /// Which share.
    pub share: Number,
    /// How many months behind the last month of the period in which it is earned; 0 is that period itself.
    pub after: i32,
    /// What must hold when it falls due; else it is forfeited.
    pub condition: Option<Formula>,
}

/// How a sum is parted into whole units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Parting {
    /// Units left over go to the largest remainders, ties to the earlier part.
    #[default]
    Largest,
    /// What is due up to each part is rounded half up, less what the parts before it gave.
    Running,
    /// The same, rounded down.
    RunningDown,
    /// One each to the first parts.
    First,
    /// One each to the last parts.
    Last,
    /// All to the first part.
    AllFirst,
    /// All to the last part.
    AllLast,
    /// Parts divide down to the currency's minor unit, whatever the line's unit.
    Fraction,
}

impl Parting {
    /// All of them, in the order in which messages list them.
    pub const ALL: [Self; 8] = [
        Self::Largest,
        Self::Running,
        Self::RunningDown,
        Self::First,
        Self::Last,
        Self::AllFirst,
        Self::AllLast,
        Self::Fraction,
    ];

    /// The word that plans use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Largest => "largest",
            Self::Running => "running",
            Self::RunningDown => "running_down",
            Self::First => "first",
            Self::Last => "last",
            Self::AllFirst => "all_first",
            Self::AllLast => "all_last",
            Self::Fraction => "fraction",
        }
    }
}
