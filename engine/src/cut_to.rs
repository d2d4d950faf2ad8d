//! [`CutTo`]: what caps of a pool cut and no member of it gets.

use std::sync::Arc;

use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::unit::UnitPlace;

/// What caps cut in one group in one period, and where it goes beside the lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutTo {
    /// Name of the plan.
    pub plan: Arc<str>,
    /// Name of the component.
    pub component: Arc<str>,
    /// Name of the group; empty for everybody on the plan.
    pub group: Arc<str>,
    /// For which period.
    pub period: Period,
    /// In which unit of the company; nothing for money.
    pub unit: Option<UnitPlace>,
    /// Where it goes.
    pub to: Destination,
    /// How much.
    pub sum: Number,
}

/// Where it goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Destination {
    /// Into the fund of this name.
    Fund(Arc<str>),
    /// To nobody: the participant of this id, for whom it was meant, has no line of the pool in the period. It is undistributed.
    Absent(Arc<str>),
}
