//! Tables: from an index and a base to pay. Pure functions of numbers; everything about people and time is settled before.

use std::sync::Arc;

use attain_rules::number::Number;
use attain_rules::plan::{Mode, Outside};
use attain_rules::rounding::{Roundings, Step as RoundingStep};

use super::row::Step;
use crate::fault::{Fault, Stop};
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::{How, Role};

/// A table ready to be applied.
pub(crate) struct Applied<'t> {
    pub mode: Mode,
    pub outside: Outside,
    pub steps: &'t [Step],
    pub roundings: &'t Roundings,
    /// From where slices count.
    pub origin: Noted,
    /// Does every payout point stand for the same base (a target)?
    pub fixed_base: bool,
    /// Does the base itself pick the row? Then slices are parts of the base, and what lies before the origin is none.
    pub base_is_index: bool,
    /// Fees are due, which a reversal never pays.
    pub fees: bool,
}

impl Applied<'_> {
    /// What the table pays on `base` at `index`.
    ///
    /// # Errors
    /// [`Fault::OutsideTable`] where the plan says so, and overflow.
    pub(crate) fn pay<R: Recorder>(&self, recorder: &mut R, index: &Noted, base: &Noted) -> Result<Noted, Stop> {
        let below = self.steps.first().is_some_and(|first| !first.reached(&index.value));
        if below && self.outside == Outside::Error {
            return Err(Stop::Fault(Fault::OutsideTable { index: index.value.to_exact_text() }, None));
        }
        match self.mode {
            Mode::Marginal => self.marginal(recorder, index, base),
            Mode::Retroactive => self.retroactive(recorder, index, base),
            Mode::StepAdding | Mode::StepReplacing => self.steps_reached(recorder, index),
            Mode::InterpolatedRate | Mode::InterpolatedPayout => self.interpolated(recorder, index, base),
        }
    }

    /// The row that `index` has reached; below the first row the first one, or none.
    fn reached(&self, index: &Number) -> Option<&Step> {
        let reached = self.steps.iter().rev().find(|step| step.reached(index));
        match self.outside {
            Outside::Zero => reached,
            Outside::Nearest | Outside::Error => reached.or(self.steps.first()),
        }
    }

    /// Has `index` entered the row, so that its fee is due? A row that begins where slices begin is entered by the first
    /// bit of volume.
    fn entered(&self, step: &Step, index: &Number) -> bool {
        self.fees && step.reached(index) && (step.limit.value != self.origin.value || *index > step.limit.value)
    }

    fn retroactive<R: Recorder>(&self, recorder: &mut R, index: &Noted, base: &Noted) -> Result<Noted, Stop> {
        let Some(step) = self.reached(&index.value) else {
            return recorder.sum(&[], || Role::Pay);
        };
        let slice = recorder
            .note(base.value.clone(), || (Role::SliceBase { row: step.number }, How::Same(base.fact), Arc::default()));
        let slice = recorder.rounded(slice, self.roundings.at(RoundingStep::SliceBase), RoundingStep::SliceBase)?;
        let mut parts = vec![self.slice_pay(recorder, step, slice)?];
        if let Some(fee) = step.fee.as_ref().filter(|_| self.entered(step, &index.value)) {
            parts.push(fee.clone());
        }
        recorder.sum(&parts, || Role::Pay)
    }

    fn marginal<R: Recorder>(&self, recorder: &mut R, index: &Noted, base: &Noted) -> Result<Noted, Stop> {
        if index.value == self.origin.value && !self.base_is_index {
            return self.retroactive(recorder, index, base);
        }
        let mut parts = Vec::new();
        let upwards = self.origin.value <= index.value;
        for (place, step) in self.steps.iter().enumerate() {
            let next = self.steps.get(place.saturating_add(1));
            let open_below = place == 0 && self.outside == Outside::Nearest;
            if upwards && !open_below && step.limit.value > index.value {
                // Neither this row nor any above it has a slice or a fee.
                break;
            }
            let low = (!open_below).then_some(&step.limit);
            let part =
                overlap(&self.origin.value, &index.value, low.map(|low| &low.value), next.map(|n| &n.limit.value))?;
            if !part.is_zero() {
                let slice = self.slice_base(recorder, step, (low, next.map(|next| &next.limit)), part, index, base)?;
                parts.push(self.slice_pay(recorder, step, slice)?);
            }
            if let Some(fee) = step.fee.as_ref().filter(|_| self.entered(step, &index.value)) {
                parts.push(fee.clone());
            }
        }
        recorder.sum(&parts, || Role::Pay)
    }

    /// The part of the base that belongs to a part of the index: the same part of it.
    fn slice_base<R: Recorder>(
        &self,
        recorder: &mut R,
        step: &Step,
        (low, high): (Option<&Noted>, Option<&Noted>),
        part: Number,
        index: &Noted,
        base: &Noted,
    ) -> Result<Noted, Stop> {
        let row = step.number;
        let same_axis = self.base_is_index || (self.origin.value.is_zero() && index.value == base.value);
        let of_index = recorder.note(part, || {
            let how = How::Overlap {
                origin: self.origin.fact,
                index: index.fact,
                low: low.map(|low| low.fact),
                high: high.map(|high| high.fact),
            };
            (if same_axis { Role::SliceBase { row } } else { Role::SliceIndex { row } }, how, Arc::default())
        });
        let slice = if same_axis {
            of_index
        } else {
            let stretch = recorder.difference(index, &self.origin, || Role::Part)?;
            let share = recorder.quotient(&of_index, &stretch, || Role::Part)?;
            recorder.product(base, &share, || Role::SliceBase { row })?
        };
        recorder.rounded(slice, self.roundings.at(RoundingStep::SliceBase), RoundingStep::SliceBase)
    }

    fn slice_pay<R: Recorder>(&self, recorder: &mut R, step: &Step, slice: Noted) -> Result<Noted, Stop> {
        let rate = step.rate.as_ref().ok_or(Stop::Fault(Fault::Unchecked, None))?;
        let pay = recorder.product(&slice, rate, || Role::SlicePay { row: step.number })?;
        recorder.rounded(pay, self.roundings.at(RoundingStep::SlicePay), RoundingStep::SlicePay)
    }

    fn steps_reached<R: Recorder>(&self, recorder: &mut R, index: &Noted) -> Result<Noted, Stop> {
        let reached = self.steps.iter().filter(|step| step.reached(&index.value));
        let amounts: Vec<Noted> = reached.filter_map(|step| step.amount.clone()).collect();
        match (self.mode, amounts.last()) {
            (Mode::StepReplacing, Some(last)) => recorder.sum(std::slice::from_ref(last), || Role::Pay),
            _ => recorder.sum(&amounts, || Role::Pay),
        }
    }

    fn interpolated<R: Recorder>(&self, recorder: &mut R, index: &Noted, base: &Noted) -> Result<Noted, Stop> {
        let (Some(first), Some(last)) = (self.steps.first(), self.steps.last()) else {
            return recorder.sum(&[], || Role::Pay);
        };
        let outside = index.value < first.limit.value || index.value > last.limit.value;
        if outside && self.outside == Outside::Zero {
            return recorder.sum(&[], || Role::Pay);
        }
        if outside && self.outside == Outside::Error {
            return Err(Stop::Fault(Fault::OutsideTable { index: index.value.to_exact_text() }, None));
        }
        let right = self.steps.iter().position(|step| step.limit.value >= index.value);
        let value = match right {
            Some(0) => self.point(recorder, first, index, base)?,
            None => self.point(recorder, last, index, base)?,
            Some(place) => {
                let (left, right) = (place.checked_sub(1).and_then(|left| self.steps.get(left)), self.steps.get(place));
                let (left, right) = left.zip(right).unwrap_or((first, last));
                self.between(recorder, left, right, index, base)?
            }
        };
        if self.pays_point() {
            return recorder.sum(&[value], || Role::Pay);
        }
        let pay = recorder.product(base, &value, || Role::SlicePay { row: 1 })?;
        recorder.sum(&[pay], || Role::Pay)
    }

    /// Are the points themselves pay, or rates that are still to be applied to the base?
    fn pays_point(&self) -> bool {
        let amounts = self.steps.iter().any(|step| step.amount.is_some());
        amounts || (self.mode == Mode::InterpolatedPayout && !self.fixed_base)
    }

    /// The value at a point: its amount, its rate, or what its rate pays on the base that the point stands for.
    fn point<R: Recorder>(&self, recorder: &mut R, step: &Step, index: &Noted, base: &Noted) -> Result<Noted, Stop> {
        if let Some(amount) = &step.amount {
            return Ok(amount.clone());
        }
        let rate = step.rate.clone().ok_or(Stop::Fault(Fault::Unchecked, None))?;
        if !self.pays_point() {
            return Ok(rate);
        }
        if index.value.is_zero() {
            return recorder.product(base, &rate, || Role::SlicePay { row: step.number });
        }
        let share = recorder.quotient(&step.limit, index, || Role::Part)?;
        let there = recorder.product(base, &share, || Role::SliceBase { row: step.number })?;
        recorder.product(&there, &rate, || Role::SlicePay { row: step.number })
    }

    fn between<R: Recorder>(
        &self,
        recorder: &mut R,
        left: &Step,
        right: &Step,
        index: &Noted,
        base: &Noted,
    ) -> Result<Noted, Stop> {
        let y0 = self.point(recorder, left, index, base)?;
        let y1 = self.point(recorder, right, index, base)?;
        let run = right.limit.value.subtract(&left.limit.value)?;
        let into = index.value.subtract(&left.limit.value)?;
        let rise = y1.value.subtract(&y0.value)?;
        let value = y0.value.add(&rise.multiply(&into)?.divide(&run)?)?;
        Ok(recorder.note(value, || {
            let how =
                How::Line { index: index.fact, x0: left.limit.fact, y0: y0.fact, x1: right.limit.fact, y1: y1.fact };
            (Role::Interpolated, how, Arc::default())
        }))
    }
}

/// The part of the stretch from `origin` to `index` that lies between `low` and `high`; negative when it runs downwards.
pub(crate) fn overlap(
    origin: &Number,
    index: &Number,
    low: Option<&Number>,
    high: Option<&Number>,
) -> Result<Number, Stop> {
    let downwards = index < origin;
    let (bottom, top) = if downwards { (index, origin) } else { (origin, index) };
    let bottom = low.map_or(bottom, |low| low.max(bottom));
    let top = high.map_or(top, |high| high.min(top));
    if top <= bottom {
        return Ok(Number::ZERO);
    }
    let part = top.subtract(bottom)?;
    Ok(if downwards { part.negate()? } else { part })
}
