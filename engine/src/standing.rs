//! [`Standing`]: where an entrant stands in a contest, and how far it has come.

use std::sync::Arc;

use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::unit::UnitPlace;

/// Where an entrant stands in a contest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Place of the plan version in the run's list of plans.
    pub plan: u32,
    /// Place of the component in that plan.
    pub component: u32,
    /// For which period.
    pub period: Period,
    /// Name of the group; empty for everybody on the plan.
    pub group: Arc<str>,
    /// Id of the participant, or name of the team.
    pub entrant: Arc<str>,
    /// The place, from 1; `None` where prizes are not won by place, or who has none.
    pub place: Option<u32>,
    /// What is compared, in the order in which it decides; with `first_to` first the number of days that it took, below zero.
    pub scores: Vec<Number>,
    /// What the entrant wins to date, in what the contest pays in; of several things how many.
    pub prize: Number,
    /// Where prizes are things: which of them it is, also of who wins none; of several things the first.
    pub thing: Option<UnitPlace>,
    /// Where prizes are won by stages: how far the entrant has come.
    pub staged: Option<Staged>,
}

/// How far an entrant of a contest with stages has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staged {
    /// The value that reaches stages.
    pub reached: Number,
    /// Where prizes are things: those that were won so far, in the order of the stages.
    pub things: Vec<UnitPlace>,
    /// The next stage; `None` behind the last one.
    pub next: Option<NextStage>,
}

/// A stage that an entrant has not reached yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStage {
    /// Where it is.
    pub limit: Number,
    /// Its prize; one of a thing.
    pub prize: Number,
    /// Which thing that is.
    pub thing: Option<UnitPlace>,
}
