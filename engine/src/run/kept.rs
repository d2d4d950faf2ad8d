//! What closed pools and contests would give now, added up group by group for the report.

use std::collections::BTreeMap;
use std::sync::Arc;

use attain_rules::number::Number;
use attain_rules::plan::{Component, Medium};
use attain_rules::unit::UnitPlace;

use super::sealed::{Given, Paid};
use super::{Stage, Stages};
use crate::kept::{Kept, KeptSums};
use crate::roster::Series;

/// What was sealed and what is computed now, over everybody in a group.
#[derive(Default)]
pub(super) struct Beside {
    people: u64,
    sealed: Number,
    now: Number,
}

impl Beside {
    /// Adds one member. A sum past every limit stays where it is.
    pub(super) fn add(&mut self, sealed: &Given, now: &Given) {
        let is_other = sealed.amount != now.amount || (sealed.thing != now.thing && !now.amount.is_zero());
        self.people = self.people.saturating_add(u64::from(is_other));
        for (sum, given) in [(&mut self.sealed, sealed), (&mut self.now, now)] {
            *sum = sum.add(&given.amount).unwrap_or_else(|_| sum.clone());
        }
    }
}

impl<'a> Stages<'a, '_> {
    /// Takes note of a group that would come out otherwise.
    pub(super) fn keep(
        &mut self,
        series: &'a Series<'a>,
        stage: &Stage,
        component: &Component,
        (group, thing): (Option<&Arc<str>>, Option<UnitPlace>),
        Beside { people, sealed, now }: Beside,
    ) {
        if people == 0 {
            return;
        }
        // Things are counted where their lines are told apart by them; else everybody may get another one.
        let unit = match component.medium {
            Medium::Things => thing.map(Some),
            Medium::Money | Medium::Unit(_) => Some(component.unit()),
        };
        self.report.kept.push(Kept {
            plan: Arc::clone(&series.name),
            component: component.name.as_str().into(),
            group: group.cloned(),
            period: stage.period,
            people,
            sums: unit.map(|unit| KeptSums { unit, sealed, now }),
            made_up: component.carries_balance(),
        });
    }

    /// The same of those who were given something, and are in no group that is settled now.
    pub(super) fn keep_rest(&mut self, series: &'a Series<'a>, stage: &Stage, component: &Component, paid: &Paid) {
        let mut rest: BTreeMap<Option<UnitPlace>, Beside> = BTreeMap::new();
        for ((_, thing), sealed) in paid {
            let nothing = Given { amount: Number::ZERO, thing: sealed.thing };
            rest.entry(*thing).or_default().add(sealed, &nothing);
        }
        for (thing, beside) in rest {
            self.keep(series, stage, component, (None, thing), beside);
        }
    }
}
