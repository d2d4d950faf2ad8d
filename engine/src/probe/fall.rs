//! [`Fall`]: where a component pays less although more is measured.

use std::collections::VecDeque;

use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::plan::Direction;

use super::curve::Sample;
use super::moving::{is_metric, moving_measures};
use super::{Files, Probe};
use crate::roster::Roster;

/// How many measures of a component are tried at most.
const MOST_MEASURES: usize = 6;

/// How many values are tried at most between the even steps, for each measure.
const MOST_VALUES_BETWEEN: u32 = 200;

/// A value of a measure, and a larger one at which the component pays less.
#[derive(Clone, Debug)]
pub(crate) struct Fall {
    /// Place of the measure.
    pub measure: usize,
    pub before: Sample,
    pub after: Sample,
    /// What the other measures that move the pay were at, where they were at anything.
    pub others: Vec<(usize, Number)>,
}

/// The first fall that is found for somebody in the period that holds `month`; `None` where the component's pay cannot be tried.
pub(crate) fn falls(
    files: &Files<'_>,
    (plan, roster): (usize, &Roster<'_>),
    component: usize,
    month: Period,
) -> Option<Option<Fall>> {
    Probe::new(files, roster, plan, component, month)?.fall()
}

impl Probe<'_> {
    fn fall(&self) -> Option<Option<Fall>> {
        let is_better_high = |place: &usize| {
            self.version.measures.get(*place).is_some_and(|measure| measure.direction == Direction::Higher)
        };
        let moving = moving_measures(self.version, self.component);
        let all: Vec<usize> = moving.iter().copied().filter(is_better_high).take(MOST_MEASURES).collect();
        let is_sold = |measure: usize| moving.first() == Some(&measure) && !is_metric(self.version, measure);
        let mut tried = false;
        for measure in all {
            let others = moving.iter().filter(|other| **other != measure);
            let usual: Vec<(usize, Number)> = others.filter_map(|other| Some((*other, self.usual(*other)?))).collect();
            let nothing = (!usual.is_empty()).then(Vec::new);
            for others in std::iter::once(usual).chain(nothing) {
                let Some(found) = self.fall_of(measure, &others, is_sold(measure)) else { continue };
                if let Some((before, after)) = found {
                    return Some(Some(Fall { measure, before, after, others }));
                }
                tried = true;
            }
        }
        tried.then_some(None)
    }

    /// What a measure is at while others are tried: its quota, or else the last value at which anything changes.
    pub(super) fn usual(&self, measure: usize) -> Option<Number> {
        let quota = self.quota(measure).filter(|quota| !quota.is_zero());
        self.reached(measure, quota.or_else(|| self.changes(measure).pop())?)
    }

    /// The values of the measure at which rows start and conditions turn, from low to high.
    fn changes(&self, measure: usize) -> Vec<Number> {
        let mut all = self.row_starts(measure);
        all.extend(self.turns(measure));
        all.sort();
        all.dedup();
        all
    }

    /// A KPI, and a measure that is not the first, may be one of which more is simply worse (returns): unless it is what is
    /// sold, its falls count where the pay also rises.
    fn fall_of(&self, measure: usize, others: &[(usize, Number)], is_sold: bool) -> Option<Option<(Sample, Sample)>> {
        let quota = self.quota(measure).filter(|quota| !quota.is_zero());
        let mut samples = Vec::new();
        for value in self.values_to_try(measure, quota.as_ref(), &self.changes(measure))? {
            samples.push(self.sample(measure, others, value)?);
        }
        let pairs = || samples.iter().zip(samples.iter().skip(1));
        if !is_sold && !pairs().any(|(low, high)| high.amount > low.amount) {
            return Some(None);
        }
        if let Some((low, high)) = pairs().find(|(low, high)| high.amount < low.amount) {
            return self.narrowed(measure, others, low.clone(), high.clone()).map(Some);
        }
        self.fall_between(measure, others, &samples)
    }

    /// A fall that the even steps do not show: looked for where the pay does not run straight from one to the next.
    fn fall_between(
        &self,
        measure: usize,
        others: &[(usize, Number)],
        samples: &[Sample],
    ) -> Option<Option<(Sample, Sample)>> {
        let pairs = samples.iter().cloned().zip(samples.iter().skip(1).cloned());
        let mut open: VecDeque<(Sample, Sample)> = pairs.collect();
        for _ in 0..MOST_VALUES_BETWEEN {
            let Some((low, high)) = open.pop_front() else { break };
            let Some(value) = self.middle(measure, &low.value, &high.value) else { continue };
            let middle = self.sample(measure, others, value)?;
            if middle.amount < low.amount {
                return self.narrowed(measure, others, low, middle).map(Some);
            }
            if high.amount < middle.amount {
                return self.narrowed(measure, others, middle, high).map(Some);
            }
            if !self.is_straight(&low, &middle, &high) {
                open.extend([(low, middle.clone()), (middle, high)]);
            }
        }
        Some(None)
    }

    /// The two neighbours between which most of a fall lies; the two themselves where it is spread over many.
    fn narrowed(
        &self,
        measure: usize,
        others: &[(usize, Number)],
        first: Sample,
        last: Sample,
    ) -> Option<(Sample, Sample)> {
        let (mut low, mut high) = (first.clone(), last.clone());
        while let Some(value) = self.middle(measure, &low.value, &high.value) {
            let middle = self.sample(measure, others, value)?;
            if middle.amount < low.amount { high = middle } else { low = middle }
        }
        let (all, here) = (first.amount.subtract(&last.amount).ok()?, low.amount.subtract(&high.amount).ok()?);
        Some(if here.add(&here).ok()? < all { (first, last) } else { (low, high) })
    }

    fn sample(&self, measure: usize, others: &[(usize, Number)], value: Number) -> Option<Sample> {
        let mut values = others.to_vec();
        values.push((measure, value.clone()));
        Some(Sample { value, amount: self.pay(&values)?, bend: false })
    }
}
