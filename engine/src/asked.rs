//! [`Question`] and [`Answer`]: figures that somebody asks of a run beside its lines.

use std::sync::Arc;

use attain_rules::formula::expression::Formula;
use attain_rules::period::Period;

use crate::fault::Failure;
use crate::inputs::ParticipantIndex;
use crate::outcome::MissingFigure;
use crate::value::Value;

/// A formula that is worked out for one participant when everything else is settled: what the run then knows and forgets.
#[derive(Clone, Debug)]
pub struct Question {
    /// Whose.
    pub participant: ParticipantIndex,
    /// Place of the plan version in the run's list of plans.
    pub plan: usize,
    /// Place of the component at whose turn it is worked out, with its group and the stretch through which it runs. Without one it
    /// is worked out over the period as a whole.
    pub component: Option<usize>,
    /// For which period; of a component one of its own.
    pub period: Period,
    /// The formula, checked against the names of this plan version.
    pub formula: Formula,
}

/// What a question was answered with.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The value.
    pub value: Result<Value, NoAnswer>,
    /// Where it is written, or the first of what it is made of, if the participant's lines are explained: `data/quotas.csv:3`.
    pub place: Arc<str>,
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// The participant is not on this version of the plan in the period.
    NotOnPlan,
    /// The component has groups, and the participant is in none of them.
    NoGroup,
    /// A figure of this measure is missing, which the plan wants reported.
    Unmeasured(Arc<str>, MissingFigure),
    /// The formula failed, as a line would have.
    Failed(Box<Failure>),
}
