//! [`Scope`]: what the names in a formula may stand for.

use super::check::Expected;
use super::expression::{OnPlan, Type, Unit};
use crate::company::{Column, Schema};
use crate::period::PeriodLength;

/// What the names in a formula may stand for.
#[derive(Clone, Debug, Default)]
pub struct Scope<'a> {
    /// Columns of the rows at hand; their place is what [`super::expression::Name::Column`] says.
    pub columns: &'a [(String, Type)],
    /// The file of transactions that has no column for `amount`, which cannot be named then.
    pub without_amount: Option<&'a str>,
    /// Attributes of participants and assignments.
    pub attributes: &'a [Column],
    /// Measures of the plan, those that may be named.
    pub measures: &'a [ScopeMeasure],
    /// Names of the components above.
    pub components: &'a [String],
    /// In which unit each of them pays, in the same order; nothing for money, also behind the end.
    pub component_units: &'a [Option<String>],
    /// In which unit the formula's own component pays; nothing for money.
    pub pays_in: Option<&'a str>,
    /// Is there a target?
    pub has_target: bool,
    /// Are windows and `period` known, and how long is the period of the formula's component?
    pub period: Option<PeriodLength>,
    /// What is known of a participant's days on the plan?
    pub days: Days,
    /// What the names inside `group(...)` may stand for: those of one member; `None` where there is no group.
    pub member: Option<&'a Scope<'a>>,
    /// The same for `reports(...)`; `None` where there is no reporting line, or no member to whom anybody could report.
    pub report: Option<&'a Scope<'a>>,
    /// The same for `days(...)`: what stands in the assignments from day to day; `None` where no days on a plan are known.
    pub day: Option<&'a Scope<'a>>,
}

/// What a formula knows of a participant's days on the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Days {
    /// Nothing: it is about rows, about a whole group, or about a quota, which counts by these days anyway.
    #[default]
    Unknown,
    /// Those on the plan.
    OnPlan,
    /// Those in the group, too.
    InGroup,
}

/// What a formula must know of a measure.
#[derive(Clone, Debug)]
pub struct ScopeMeasure {
    /// Its name.
    pub name: String,
    /// Unit of its values.
    pub unit: Unit,
    /// Does it have a quota?
    pub has_quota: bool,
}

impl Scope<'_> {
    /// What a formula of an amount that is paid must give.
    #[must_use]
    pub const fn expected_pay(&self) -> Expected {
        Expected::Number(self.pay())
    }

    /// What the formula's component pays: money, or points of some unit.
    #[must_use]
    pub const fn pay(&self) -> Unit {
        if self.pays_in.is_some() { Unit::Points } else { Unit::Money }
    }

    /// Is this known of the days on the plan?
    pub(super) fn knows_days(&self, on_plan: OnPlan) -> bool {
        match self.days {
            Days::Unknown => false,
            Days::OnPlan => on_plan != OnPlan::DaysInGroup,
            Days::InGroup => true,
        }
    }

    /// The table of attain.yaml in which the columns stand, where it is known.
    pub(super) fn table(&self) -> Option<&'static str> {
        let corrects = Schema::STANDARD[Schema::CORRECTS];
        self.columns.iter().any(|(column, _)| column == corrects).then_some("transactions")
    }

    /// Is it the name of a column, attribute, measure or component?
    pub(super) fn knows(&self, name: &str) -> bool {
        self.columns.iter().any(|(column, _)| column == name)
            || self.attributes.iter().any(|attribute| attribute.name == name)
            || self.measures.iter().any(|measure| measure.name == name)
            || self.components.iter().any(|component| component == name)
            || OnPlan::ALL.into_iter().any(|on_plan| self.knows_days(on_plan) && on_plan.word() == name)
    }
}
