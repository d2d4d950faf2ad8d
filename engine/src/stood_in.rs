//! [`StoodIn`]: who lacks a figure and is counted with the number that the plan names for that.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use attain_rules::number::Number;
use attain_rules::period::{Month, Period};
use attain_rules::plan::{MeasureSource, Missing, Plan, QuotaSource};

use crate::inputs::ParticipantIndex;

/// A figure that people lack, and in whose place a number of the plan was counted in lines of the periods that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoodIn {
    /// Place of the plan version in the run's list of plans.
    pub plan: u32,
    /// Place of the measure in that plan.
    pub measure: u32,
    /// Is the quota of the measure missing, or zero, so that `without_quota` is its attainment? Else its own value is missing.
    pub is_quota: bool,
    /// Who lacks it, in the order of ids.
    pub of: Vec<ParticipantIndex>,
}

impl StoodIn {
    /// What the data call the figure, and the number that was counted; nothing where `plans` are not those of the run.
    #[must_use]
    pub fn stands_for<'p>(&self, plans: &'p [Plan]) -> Option<(&'p str, &'p Number)> {
        let measure = plans.get(self.plan as usize)?.measures.get(self.measure as usize)?;
        let (name, missing) = match (&measure.source, &measure.quota) {
            (_, Some(quota)) if self.is_quota => match &quota.source {
                QuotaSource::Data(name) => (name, &quota.missing),
                QuotaSource::Formula(..) => (&measure.name, &quota.missing),
            },
            (MeasureSource::Metric(metric), _) => (&metric.name, &metric.missing),
            _ => return None,
        };
        match missing {
            Missing::Value(value) => Some((name, value)),
            _ => None,
        }
    }
}

/// Collects them while lines are worked out.
#[derive(Debug)]
pub(crate) struct StandIns {
    first: Month,
    last: Month,
    found: RefCell<BTreeMap<(u32, u32, bool), BTreeSet<ParticipantIndex>>>,
}

impl StandIns {
    /// Of lines for periods that touch these months.
    pub(crate) fn of(first: Month, last: Month) -> Self {
        Self { first, last, found: RefCell::default() }
    }

    /// Somebody lacks a figure of a measure of a plan, and a number stands in for it in a line of the period.
    pub(crate) fn note(&self, (plan, measure): (usize, usize), is_quota: bool, who: ParticipantIndex, period: Period) {
        let (Ok(plan), Ok(measure)) = (u32::try_from(plan), u32::try_from(measure)) else { return };
        if period.first <= self.last && self.first <= period.last() {
            self.found.borrow_mut().entry((plan, measure, is_quota)).or_default().insert(who);
        }
    }

    /// All that were found so far.
    pub(crate) fn found(&self) -> Vec<StoodIn> {
        let found = self.found.borrow();
        let one = |(&(plan, measure, is_quota), of): (&(u32, u32, bool), &BTreeSet<ParticipantIndex>)| StoodIn {
            plan,
            measure,
            is_quota,
            of: of.iter().copied().collect(),
        };
        found.iter().map(one).collect()
    }
}
