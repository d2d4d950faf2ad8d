//! [`ClosedLines`]: what closed periods paid of sums that are shared. It stays, whatever is known by now, and later lines build
//! upon it.

use std::collections::{BTreeMap, BTreeSet};

use attain_rules::number::Number;
use attain_rules::period::{Month, Period};
use attain_rules::plan::Component;
use attain_rules::unit::UnitPlace;

use crate::inputs::ParticipantIndex;

/// A component of a plan, by their names, in one period.
type Part = (String, String, Period);

/// The closed periods, and what they paid of pools and contests. Late data takes nothing back from third persons.
#[derive(Clone, Debug)]
pub struct ClosedLines {
    /// First month of the first closed period.
    pub(crate) first: Month,
    /// Last month of the last one.
    pub(crate) last: Month,
    earnings: BTreeMap<Part, BTreeMap<ParticipantIndex, Vec<Given>>>,
}

/// What everybody was given of a component in a period; where things tell lines apart, of each thing.
pub(super) type Paid = BTreeMap<(ParticipantIndex, Option<UnitPlace>), Given>;

/// What somebody was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Given {
    /// How much.
    pub amount: Number,
    /// Which thing, where prizes are things.
    pub thing: Option<UnitPlace>,
}

impl ClosedLines {
    /// Closed months without lines so far.
    #[must_use]
    pub const fn new(first: Month, last: Month) -> Self {
        Self { first, last, earnings: BTreeMap::new() }
    }

    /// Adds what the component of the plan gave `participant` in `period`, in what it pays in; where that is things, a `thing`.
    pub fn add(&mut self, part: Part, participant: ParticipantIndex, (amount, thing): (Number, Option<UnitPlace>)) {
        let given = self.earnings.entry(part).or_default().entry(participant).or_default();
        given.push(Given { amount, thing });
    }

    /// What everybody was given, where the period is closed.
    pub(super) fn of(&self, plan: &str, component: &Component, period: Period) -> Option<Paid> {
        if period.last() < self.first || self.last < period.last() {
            return None;
        }
        let part = (plan.to_owned(), component.name.clone(), period);
        let by_thing = component.has_lines_by_thing();
        let given = self.earnings.get(&part).into_iter().flatten().flat_map(|(who, given)| {
            given.iter().map(move |one| ((*who, one.thing.filter(|_| by_thing)), one.clone()))
        });
        Some(given.collect())
    }

    /// Everybody who was given something by a component of the plan.
    pub(crate) fn members(&self, plan: &str) -> BTreeSet<ParticipantIndex> {
        let of_plan = self.earnings.iter().filter(|((name, ..), _)| name == plan);
        of_plan.flat_map(|(_, given)| given.keys().copied()).collect()
    }
}
