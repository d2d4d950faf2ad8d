//! [`Levels`]: quotas to date that earlier lines have worked out.

use std::cell::RefCell;

use attain_rules::date::DateRange;
use attain_rules::formula::expression::Name;
use attain_rules::number::Number;
use attain_rules::plan::{Plan, Quota, QuotaSource};

use crate::names::each_name;
use crate::roster::Roster;

/// For each measure and member the quota that was worked out last. A quota adds up day by day, so that the quota of a longer
/// stretch is that of the shorter one and that of the days behind it.
#[derive(Debug, Default)]
pub(crate) struct Levels {
    /// By plan, then measure; `None` where a quota may have another value later in the run.
    known: RefCell<Vec<Vec<Option<Vec<Level>>>>>,
}

/// The quota over some days.
#[derive(Clone, Debug)]
pub(crate) struct Level {
    pub days: DateRange,
    /// `None` when a month that the member was on the plan has no figure.
    pub amount: Option<Number>,
}

impl Levels {
    pub(crate) fn new(plans: &[Plan], roster: &Roster<'_>) -> Self {
        let mut known: Vec<Vec<Option<Vec<Level>>>> = vec![Vec::new(); plans.len()];
        let nothing = Level {
            days: DateRange { first: DateRange::FOREVER, last: DateRange::BEGINNING },
            amount: Some(Number::ZERO),
        };
        for series in &roster.series {
            for &place in &series.versions {
                let (Some(plan), Some(slot)) = (plans.get(place), known.get_mut(place)) else { continue };
                let of_measure = |quota: Option<&Quota>| {
                    quota.filter(|quota| is_steady(quota)).map(|_| vec![nothing.clone(); series.members.len()])
                };
                *slot = plan.measures.iter().map(|measure| of_measure(measure.quota.as_ref())).collect();
            }
        }
        Self { known: RefCell::new(known) }
    }

    /// What is known of a member's quota; `None` where nothing may be kept.
    pub(crate) fn get(&self, plan: usize, measure: usize, member: usize) -> Option<Level> {
        self.known.borrow().get(plan)?.get(measure)?.as_ref()?.get(member).cloned()
    }

    /// Keeps a member's quota.
    pub(crate) fn keep(&self, plan: usize, measure: usize, member: usize, level: Level) {
        let mut known = self.known.borrow_mut();
        let members = known.get_mut(plan).and_then(|measures| measures.get_mut(measure)?.as_mut());
        if let Some(slot) = members.and_then(|members| members.get_mut(member)) {
            *slot = level;
        }
    }
}

/// Does the quota of a period stay what it is, whatever is settled?
fn is_steady(quota: &Quota) -> bool {
    let QuotaSource::Formula(formula, _) = &quota.source else { return true };
    let mut steady = true;
    each_name(&formula.expression, &mut |name| {
        steady &= matches!(name, Name::Attribute(_) | Name::Period | Name::Local(_));
    });
    steady
}
