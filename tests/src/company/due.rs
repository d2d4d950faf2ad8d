//! When something earned is paid.

use crate::calendar::{Day, Length};
use crate::exact::Exact;

use super::Condition;

/// What is paid later, and when.
#[derive(Clone, Debug)]
pub struct Due {
    /// The parts, earliest first.
    pub parts: Parts,
    /// Where units go that do not divide.
    pub leftover: Leftover,
    /// What becomes of parts that are still to come when somebody leaves.
    pub leavers: Option<Leavers>,
    /// What is taken back of parts that were paid when somebody leaves soon after.
    pub clawback: Option<Clawback>,
}

/// What is taken back.
#[derive(Clone, Debug)]
pub struct Clawback {
    /// For how many months.
    pub within: i32,
    /// Reasons and their rules.
    pub by_reason: Vec<(&'static str, BackRule)>,
    /// For all others.
    pub otherwise: BackRule,
}

/// How much of a part is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum BackRule {
    Nothing,
    All,
    /// So many per cent.
    Percent(i64),
    NotServed,
    NotServedBegun,
    /// So many per cent, and from so many months on so many.
    ByAge(i64, i32, i64),
}

impl BackRule {
    /// As a plan writes it.
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Nothing => "nothing".to_owned(),
            Self::All => "all".to_owned(),
            Self::Percent(percent) => format!("{percent}%"),
            Self::NotServed => "not_served".to_owned(),
            Self::NotServedBegun => "not_served_begun".to_owned(),
            Self::ByAge(first, from, then) => format!("{{ 0 months: {first}%, {from} months: {then}% }}"),
        }
    }
}

/// What becomes of them, by reason.
#[derive(Clone, Debug)]
pub struct Leavers {
    /// Reasons and their rules.
    pub by_reason: Vec<(&'static str, LeaverRule)>,
    /// For all others.
    pub otherwise: LeaverRule,
}

/// What becomes of a part when somebody leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum LeaverRule {
    Keep,
    Forfeit,
    Accelerate,
    ProRata,
    ProRataBegun,
}

impl LeaverRule {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Keep, Self::Forfeit, Self::Accelerate, Self::ProRata, Self::ProRataBegun];

    /// As a plan writes it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Forfeit => "forfeit",
            Self::Accelerate => "accelerate",
            Self::ProRata => "pro_rata",
            Self::ProRataBegun => "pro_rata_begun",
        }
    }
}

/// How something earned falls apart.
#[derive(Clone, Debug)]
pub enum Parts {
    /// One by one.
    List(Vec<Part>),
    /// So many equal parts, each so long after the one before; none before so many months.
    Instalments(usize, Length, i32),
}

/// One part.
#[derive(Clone, Debug)]
pub struct Part {
    /// How much of it all; what the others leave when absent.
    pub share: Option<Exact>,
    /// When it is due.
    pub after: When,
    /// Up to when it waits for what must hold.
    pub until: Option<When>,
    /// What must hold then.
    pub holds: Option<Condition>,
}

/// A time behind the period in which something was earned, or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum When {
    Months(i32),
    Days(i64),
    On(Day),
}

/// Where units go that do not divide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum Leftover {
    Largest,
    Running,
    RunningDown,
    First,
    Last,
    AllFirst,
    AllLast,
    Fraction,
}

impl Leftover {
    /// All of them.
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

    /// As a plan writes it.
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
