//! [`Curve`]: what a component pays as one measure grows, sampled finely enough to be drawn.

use std::sync::Arc;

use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::plan::{Direction, MeasureUnit};
use attain_rules::rounding::Rule;

use super::moving::moving_measures;
use super::{Files, Probe, is_of_one, periods};
use crate::earn::line::settle;
use crate::fault::{Failure, Stop, Whose};
use crate::inputs::ParticipantIndex;
use crate::outcome::MissingFigure;
use crate::record::Silent;
use crate::roster::Roster;

/// Percentages of the quota (or of the last row's start) at which every curve is sampled.
const GRID_PERCENT: std::ops::RangeInclusive<i128> = 0..=200;

/// How many samples are added at most to find bends and jumps exactly.
const MOST_BENDS: u32 = 1_500;

/// How many assignments are tried until one has all the figures that are needed.
const MOST_TRIES: usize = 20;

/// What a component pays as one measure grows.
#[derive(Clone, Debug)]
pub struct Curve {
    /// For whom it was worked out.
    pub participant: ParticipantIndex,
    /// For which period.
    pub period: Period,
    /// Place of the measure that grows.
    pub measure: usize,
    /// Its quota over the component's stretch, if it has one.
    pub quota: Option<Number>,
    /// The least by which its values differ.
    pub step: Number,
    /// Values of the measure at which rows start.
    pub starts: Vec<Number>,
    /// From low to high.
    pub samples: Vec<Sample>,
}

/// One point of a [`Curve`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Value of the measure.
    pub value: Number,
    /// What the component then pays for the period, guarantee included.
    pub amount: Number,
    /// Is it none of the even steps and none of the rows' starts, but stands beside a bend or a jump between them?
    pub bend: bool,
}

/// Why there is no [`Curve`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoCurve {
    /// The pay does not follow from the figures of one participant: pools, contests, draws, rows that columns pick.
    OfMany,
    /// Neither sums or counts of transactions nor a KPI move it.
    Unmoved,
    /// Nobody is on the plan in a period that could be looked at.
    Nobody,
    /// It would fail, for the first whom it could be worked out for.
    Fails(Box<Failure>),
    /// The first whom it could be worked out for is not paid, because of a figure that is missing.
    Unmeasured {
        /// Whose figure.
        participant: ParticipantIndex,
        /// The period.
        period: Period,
        /// Name of the measure.
        measure: Arc<str>,
        /// What is missing.
        what: MissingFigure,
    },
}

/// The payout curve of a component, for the first participant for whom it can be worked out.
///
/// # Errors
/// Why there is none.
pub fn curve(files: &Files<'_>, plan: usize, component: usize) -> Result<Curve, NoCurve> {
    let version = files.plans.get(plan).ok_or(NoCurve::Nobody)?;
    let part = version.components.get(component).filter(|part| is_of_one(part)).ok_or(NoCurve::OfMany)?;
    let measure = moving_measures(version, part).first().copied().ok_or(NoCurve::Unmoved)?;
    let mut why = NoCurve::Nobody;
    let on_plan = files.inputs.assignments.iter().filter(|assignment| *assignment.plan == *version.name);
    for assignment in on_plan.take(MOST_TRIES) {
        let roster = Roster::of(files.plans, files.inputs, assignment.participant);
        for period in periods(files, version, assignment) {
            let Some(probe) = Probe::new(files, &roster, plan, component, period) else { continue };
            if let Some(curve) = probe.curve(assignment.participant, measure) {
                return Ok(curve);
            }
            if why == NoCurve::Nobody {
                why = probe.why_not(assignment.participant, measure).unwrap_or(why);
            }
        }
    }
    Err(why)
}

impl Probe<'_> {
    fn curve(&self, participant: ParticipantIndex, measure: usize) -> Option<Curve> {
        let quota = self.quota(measure).filter(|quota| !quota.is_zero());
        let starts = self.row_starts(measure);
        let values = self.values_to_try(measure, quota.as_ref(), &starts)?;
        let mut samples = Vec::with_capacity(values.len());
        for value in values {
            let amount = self.pay(&[(measure, value.clone())])?;
            samples.push(Sample { value, amount, bend: false });
        }
        let samples = self.with_bends(measure, samples)?;
        let step = self.step(measure);
        Some(Curve { participant, period: self.period, measure, quota, step, starts, samples })
    }

    /// What stops the pay when the measure has its usual value.
    fn why_not(&self, participant: ParticipantIndex, measure: usize) -> Option<NoCurve> {
        let usual = [(measure, self.round_total(measure))];
        let settled = self.tried(&usual, |known, turn| settle(known, &mut Silent, turn, self.place, self.component));
        let period = self.period;
        let (mut who, mut stop) = (participant, settled?.err()?);
        while let Stop::Several(all) = stop {
            (who, stop) = all.into_iter().next()?;
        }
        Some(match stop {
            Stop::Unmeasured(measure, what) => NoCurve::Unmeasured { participant: who, period, measure, what },
            Stop::Fault(fault, span) => NoCurve::Fails(Box::new(Failure {
                plan: self.version.name.as_str().into(),
                part: self.component.name.as_str().into(),
                fault,
                span: span.unwrap_or(self.component.span),
                whose: Whose::Line(who, period),
            })),
            Stop::Several(_) => return None,
        })
    }

    /// Even steps up to twice the quota, and where rows start and conditions turn, with what lies just beside.
    pub(super) fn values_to_try(
        &self,
        measure: usize,
        quota: Option<&Number>,
        starts: &[Number],
    ) -> Option<Vec<Number>> {
        let whole = quota.or_else(|| starts.last().filter(|last| !last.is_zero())).cloned();
        let whole = whole.unwrap_or_else(|| self.round_total(measure));
        let mut values: Vec<Number> = Vec::new();
        for percent in GRID_PERCENT.step_by(5) {
            values.push(whole.multiply(&Number::decimal(percent, 2)).ok()?);
        }
        let step = self.step(measure);
        for start in starts.iter().filter(|start| !start.is_negative()) {
            values.extend([start.subtract(&step).ok()?, start.clone(), start.add(&step).ok()?]);
        }
        if self.is_counted(measure) {
            values = values.iter().map(|value| value.round_to(&Number::ONE, Rule::Down).ok()).collect::<Option<_>>()?;
        }
        let has_no_zero = self.version.measures.get(measure)?.direction == Direction::Lower;
        values.retain(|value| !(value.is_negative() || has_no_zero && value.is_zero()));
        values.sort();
        values.dedup();
        Some(values)
    }

    /// What a curve is drawn up to twice of where neither a quota nor rows say how much is usual.
    fn round_total(&self, measure: usize) -> Number {
        match self.version.measures.get(measure).map(|measure| measure.unit) {
            Some(MeasureUnit::Money) => Number::whole(1_000_000),
            Some(MeasureUnit::Percent) => Number::ONE,
            _ => Number::whole(100),
        }
    }

    /// The samples, with those right beside each bend and jump between them: gates, caps, conditions in formulas.
    fn with_bends(&self, measure: usize, samples: Vec<Sample>) -> Option<Vec<Sample>> {
        let mut stack: Vec<Sample> = samples.into_iter().rev().collect();
        let mut done: Vec<Sample> = Vec::with_capacity(stack.len());
        let mut left = MOST_BENDS;
        while let Some(next) = stack.pop() {
            let middle = match done.last() {
                Some(last) if left > 0 => self.between(measure, last, &next)?,
                _ => None,
            };
            match middle {
                Some(middle) => {
                    left = left.saturating_sub(1);
                    stack.extend([next, middle]);
                }
                None => done.push(next),
            }
        }
        Some(self.straightened(done))
    }

    /// The sample half way, when the pay there does not lie on the straight line between the two.
    fn between(&self, measure: usize, low: &Sample, high: &Sample) -> Option<Option<Sample>> {
        let Some(value) = self.middle(measure, &low.value, &high.value) else { return Some(None) };
        let amount = self.pay(&[(measure, value.clone())])?;
        let sample = Sample { value, amount, bend: true };
        Some((!self.is_straight(low, &sample, high)).then_some(sample))
    }

    /// Half way between two values, on the measure's own steps; nothing where they are neighbours.
    pub(super) fn middle(&self, measure: usize, low: &Number, high: &Number) -> Option<Number> {
        let middle = low.add(high).and_then(|sum| sum.multiply(&Number::decimal(5, 1))).ok()?;
        let value = middle.round_to(&self.step(measure), Rule::Down).ok()?;
        (value > *low && value < *high).then_some(value)
    }

    /// Does the middle one lie on the straight line between the others, but for roundings?
    pub(super) fn is_straight(&self, low: &Sample, middle: &Sample, high: &Sample) -> bool {
        let off = || {
            let share = middle.value.subtract(&low.value)?.divide(&high.value.subtract(&low.value)?)?;
            let rise = high.amount.subtract(&low.amount)?.multiply(&share)?;
            middle.amount.subtract(&low.amount.add(&rise)?)?.absolute()
        };
        let rounding = Number::decimal(2, self.files.company.digits_of(self.component.medium.unit()));
        off().is_ok_and(|off| off <= rounding)
    }

    /// Without those samples that only led to a bend.
    fn straightened(&self, samples: Vec<Sample>) -> Vec<Sample> {
        let mut kept: Vec<Sample> = Vec::with_capacity(samples.len());
        let mut rest = samples.into_iter().peekable();
        while let Some(sample) = rest.next() {
            let on_the_way =
                kept.last().zip(rest.peek()).is_some_and(|(low, high)| self.is_straight(low, &sample, high));
            if !sample.bend || !on_the_way {
                kept.push(sample);
            }
        }
        kept
    }
}
