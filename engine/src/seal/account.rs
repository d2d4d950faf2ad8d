//! [`Account`]: what one closed period gives somebody now, what was paid for it, and what is due.

use std::sync::Arc;

use attain_rules::number::Number;
use attain_rules::period::Period;

use crate::fault::{Fault, Stop};
use crate::outcome::LineKind;
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::{How, Role, Trace};
use crate::units::minor_units;

/// What is known of one component of somebody, in one closed period.
#[derive(Default)]
pub(super) struct Account<'l> {
    pub now: Vec<Posting<'l>>,
    /// Earliest first.
    pub posted: Vec<Posting<'l>>,
}

/// A line of a closed period, or one that was paid for it later.
pub(super) struct Posting<'l> {
    pub line: String,
    pub minor_units: i64,
    /// Why it is what it is, of what is computed now and to be explained.
    pub trace: Option<&'l Trace>,
    /// The path of its seal; nothing where it is computed now, or paid in the open period.
    pub place: String,
    pub hand: Hand,
    /// What of it was stated as taxable; of sealed lines alone.
    pub taxed: Option<Taxed>,
}

/// What of a sealed line was taxable.
#[derive(Clone, Copy)]
pub(super) struct Taxed {
    /// On its last day the units were worth what they were taxed at.
    pub paid_in: Period,
    /// In minor units of the currency.
    pub stated: i64,
}

/// Did somebody pay it by hand?
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Hand {
    /// Nobody did.
    No,
    /// Together with the period itself.
    WithPeriod,
    /// After the period was closed.
    Later,
}

impl Hand {
    pub(super) fn of(kind: Option<LineKind>, at_once: bool) -> Self {
        match (kind, at_once) {
            (Some(LineKind::Adjustment), true) => Self::WithPeriod,
            (Some(LineKind::Adjustment), false) => Self::Later,
            _ => Self::No,
        }
    }
}

impl Account<'_> {
    /// Is there a line of the closed period itself, sealed or computed, or a difference to one?
    pub(super) fn has_line(&self) -> bool {
        !self.now.is_empty() || self.posted.iter().any(|posted| posted.hand != Hand::Later)
    }

    /// Does the open period pay something by hand?
    pub(super) fn has_open_hand(&self) -> bool {
        self.posted.iter().any(|posted| posted.place.is_empty())
    }

    /// What is due: computed now, with what was paid by hand, less everything posted before.
    ///
    /// # Errors
    /// [`Fault::Overflow`] where it no longer fits into minor units.
    pub(super) fn due<R: Recorder>(&self, digits: u8, recorder: &mut R) -> Result<i64, Fault> {
        // Of lines that fit into minor units there are never enough for their sum not to be a number.
        let due = self.due_of(digits, recorder, Role::Line).map_err(|_| Fault::Overflow)?;
        minor_units(&due.value, digits).ok_or(Fault::Overflow)
    }

    /// The same with its steps; `role` is that of what is due.
    pub(super) fn due_of<R: Recorder>(&self, digits: u8, recorder: &mut R, role: Role) -> Result<Noted, Stop> {
        let money = |minor_units: i64| Number::decimal(minor_units.into(), digits);
        let (mut computed, mut with_period) = (Vec::new(), Vec::new());
        for one in &self.now {
            let role = || Role::Recomputed { line: one.line.as_str().into() };
            let amount = match one.trace.filter(|_| R::ON).and_then(|trace| recorder.take(trace)) {
                Some(fact) => recorder.note(money(one.minor_units), || (role(), How::Same(fact), Arc::default())),
                None => recorder.given(money(one.minor_units), role, Arc::default),
            };
            if one.hand == Hand::No { computed.push(amount) } else { with_period.push(amount) }
        }
        let mut posted: Vec<Noted> = Vec::with_capacity(self.posted.len());
        for one in &self.posted {
            let role = || Role::Sealed { line: one.line.as_str().into() };
            posted.push(recorder.given(money(one.minor_units), role, || one.place.as_str().into()));
        }
        let mut due = recorder.sum(&computed, || if with_period.is_empty() { Role::Now } else { Role::Part })?;
        for later in self.posted.iter().zip(&posted).filter(|(one, _)| one.hand == Hand::Later) {
            let before = self.posted.iter().zip(&posted).take_while(|(one, _)| one.place != later.0.place);
            let before: Vec<Noted> =
                before.filter(|(one, _)| one.hand != Hand::WithPeriod).map(|(_, amount)| amount.clone()).collect();
            let before = recorder.sum(&before, || Role::Part)?;
            due = with_hand(recorder, &due, &before, later.1)?;
        }
        if !with_period.is_empty() {
            with_period.insert(0, due);
            due = recorder.sum(&with_period, || Role::Now)?;
        }
        let posted = recorder.sum(&posted, || Role::Posted)?;
        recorder.difference(&due, &posted, || role)
    }
}

/// What is due with what was paid by hand after the period was closed: that is never taken back, and it is paid ahead of what
/// comes out later beyond what had been posted `before`.
fn with_hand<R: Recorder>(recorder: &mut R, due: &Noted, before: &Noted, hand: &Noted) -> Result<Noted, Stop> {
    let role = || Role::WithHand;
    if hand.value.is_negative() {
        let at_least = recorder.greatest(due, before, || Role::Part);
        let on_top = recorder.sum(&[at_least, hand.clone()], || Role::Part)?;
        return Ok(recorder.least(due, &on_top, role));
    }
    let at_most = recorder.least(due, before, || Role::Part);
    let on_top = recorder.sum(&[at_most, hand.clone()], || Role::Part)?;
    Ok(recorder.greatest(due, &on_top, role))
}
