//! [`Levels`]: quotas to date that earlier lines have worked out.

use std::cell::RefCell;

use attain_rules::date::{Date, DateRange};
use attain_rules::formula::expression::Name;
use attain_rules::number::Number;
use attain_rules::plan::{Plan, Quota, QuotaSource};

use crate::names::each_name;
use crate::roster::Roster;

/// For each measure and member the quotas of two stretches that were worked out last: one that runs on, such as the year to
/// date, and a short one. A quota adds up day by day, so that the quota of a longer stretch is that of the shorter one and
/// that of the days behind it.
#[derive(Debug, Default)]
pub(crate) struct Levels {
    /// By plan, then measure; `None` where a quota may have another value later in the run.
    known: RefCell<Vec<Vec<Option<OfMembers>>>>,
}

/// What is known of each member's quota.
type OfMembers = Vec<[Level; 2]>;

/// The quota over some days.
#[derive(Clone, Debug)]
pub(crate) struct Level {
    pub days: DateRange,
    /// `None` when a month that the member was on the plan has no figure.
    pub amount: Option<Number>,
}

impl Levels {
    pub(crate) fn new(plans: &[Plan], roster: &Roster<'_>) -> Self {
        let mut known: Vec<Vec<Option<OfMembers>>> = vec![Vec::new(); plans.len()];
        let nothing = Level {
            days: DateRange { first: DateRange::FOREVER, last: DateRange::BEGINNING },
            amount: Some(Number::ZERO),
        };
        for series in &roster.series {
            for &place in &series.versions {
                let (Some(plan), Some(slot)) = (plans.get(place), known.get_mut(place)) else { continue };
                let of_measure = |quota: Option<&Quota>| {
                    quota
                        .filter(|quota| is_steady(quota))
                        .map(|_| vec![[nothing.clone(), nothing.clone()]; series.members.len()])
                };
                *slot = plan.measures.iter().map(|measure| of_measure(measure.quota.as_ref())).collect();
            }
        }
        Self { known: RefCell::new(known) }
    }

    /// What is known of a member's quota from `first` on, or else anything; `None` where nothing may be kept.
    pub(crate) fn get(&self, plan: usize, measure: usize, member: usize, first: Date) -> Option<Level> {
        let known = self.known.borrow();
        let [one, other] = known.get(plan)?.get(measure)?.as_ref()?.get(member)?;
        Some(if other.days.first == first { other.clone() } else { one.clone() })
    }

    /// Keeps a member's quota.
    pub(crate) fn keep(&self, plan: usize, measure: usize, member: usize, level: Level) {
        let mut known = self.known.borrow_mut();
        let members = known.get_mut(plan).and_then(|measures| measures.get_mut(measure)?.as_mut());
        let Some([one, other]) = members.and_then(|members| members.get_mut(member)) else { return };
        // A stretch that begins earlier is the one that runs on; the short ones take turns.
        let slot =
            if one.days.first == level.days.first || (other.days.first != level.days.first && is_later(one, other)) {
                one
            } else {
                other
            };
        *slot = level;
    }
}

fn is_later(one: &Level, other: &Level) -> bool {
    one.days.first > other.days.first
}

/// Does the quota of a period stay what it is, whatever is settled?
fn is_steady(quota: &Quota) -> bool {
    let QuotaSource::Formula(formula, _) = &quota.source else { return true };
    let mut steady = true;
    each_name(&formula.expression, &mut |name| {
        steady &= matches!(name, Name::Attribute(_) | Name::Period | Name::FirstDay | Name::LastDay | Name::Local(_));
    });
    steady
}
