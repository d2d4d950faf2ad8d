//! [`Kept`]: a pool or a contest of a closed period that would come out otherwise now, and stays as it was sealed.

use std::sync::Arc;

use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::unit::UnitPlace;

/// What one group of a pool or a contest would get by what is known now, beside what was sealed and stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Name of the plan.
    pub plan: Arc<str>,
    /// Name of the component.
    pub component: Arc<str>,
    /// Name of the group as it is now, empty for everybody on the plan; nothing for those who were paid and get no line now.
    pub group: Option<Arc<str>>,
    /// The closed period.
    pub period: Period,
    /// How many people would get something else.
    pub people: u64,
    /// What the group comes to; nothing where prizes are things, which differ.
    pub sums: Option<KeptSums>,
    /// Is it made up for by what goes on to later periods?
    pub made_up: bool,
}

/// What all who are in the group come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSums {
    /// In which unit of the company; nothing for money.
    pub unit: Option<UnitPlace>,
    /// What was sealed for them.
    pub sealed: Number,
    /// What is computed for them now.
    pub now: Number,
}
