//! Recording why: the same calculation runs with a [`Tracer`], which keeps every fact, or with [`Silent`], which costs
//! nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use attain_rules::number::Number;
use attain_rules::rounding::{Rounding, Step};

use crate::context::row_place;
use crate::fault::Stop;
use crate::inputs::Adjustment;
use crate::trace::{Fact, FactId, How, Role, Trace};
use crate::value::Value;

/// A number with the fact that says why.
#[derive(Clone, Debug)]
pub(crate) struct Noted {
    pub value: Number,
    pub fact: FactId,
}

/// Keeps facts, or does not.
pub(crate) trait Recorder {
    /// Are facts kept? When not, nothing that is only needed for them is worked out.
    const ON: bool;

    /// Takes a fact in.
    fn fact(&mut self, make: impl FnOnce() -> Fact) -> FactId;

    /// The fact that was remembered under `key`.
    fn known(&self, key: &str) -> Option<FactId>;

    /// Remembers a fact, so that what is used twice stands in the trace once.
    fn remember(&mut self, key: String, fact: FactId);

    /// Takes the facts of `trace` in behind those that are known, and gives the last of them, where there is one.
    fn take(&mut self, trace: &Trace) -> Option<FactId>;
}

/// Keeps nothing.
#[derive(Debug, Default)]
pub(crate) struct Silent;

impl Recorder for Silent {
    const ON: bool = false;

    fn fact(&mut self, _make: impl FnOnce() -> Fact) -> FactId {
        FactId(0)
    }

    fn known(&self, _key: &str) -> Option<FactId> {
        None
    }

    fn remember(&mut self, _key: String, _fact: FactId) {}

    fn take(&mut self, _trace: &Trace) -> Option<FactId> {
        None
    }
}

/// Keeps everything.
#[derive(Debug, Default)]
pub(crate) struct Tracer {
    facts: Vec<Fact>,
    known: BTreeMap<String, FactId>,
}

impl Tracer {
    pub(crate) fn into_trace(self) -> Trace {
        Trace { facts: self.facts }
    }
}

impl Recorder for Tracer {
    const ON: bool = true;

    fn fact(&mut self, make: impl FnOnce() -> Fact) -> FactId {
        let id = FactId(u32::try_from(self.facts.len()).unwrap_or(u32::MAX));
        self.facts.push(make());
        id
    }

    fn known(&self, key: &str) -> Option<FactId> {
        self.known.get(key).copied()
    }

    fn remember(&mut self, key: String, fact: FactId) {
        self.known.insert(key, fact);
    }

    fn take(&mut self, trace: &Trace) -> Option<FactId> {
        let behind = u32::try_from(self.facts.len()).unwrap_or(u32::MAX);
        for mut fact in trace.facts.iter().cloned() {
            fact.how.refer(&mut |FactId(place)| FactId(place.saturating_add(behind)));
            self.facts.push(fact);
        }
        let last = self.facts.len().checked_sub(1).filter(|_| !trace.facts.is_empty())?;
        Some(FactId(u32::try_from(last).unwrap_or(u32::MAX)))
    }
}

/// Does `$work` with a recorder called `$recorder`: one that keeps everything when `$on`, and else one that costs nothing. Gives
/// what the work gave, and the trace if there is one.
macro_rules! recorded {
    ($on:expr, |$recorder:ident| $work:expr) => {
        if $on {
            let mut tracer = $crate::record::Tracer::default();
            let done = {
                let $recorder = &mut tracer;
                $work
            };
            (done, Some(Box::new(tracer.into_trace())))
        } else {
            let $recorder = &mut $crate::record::Silent;
            ($work, None)
        }
    };
}
pub(crate) use recorded;

/// Arithmetic that notes what it did.
pub(crate) trait Arithmetic: Recorder {
    /// A number with the way it came about.
    fn note(&mut self, value: Number, about: impl FnOnce() -> (Role, How, Arc<str>)) -> Noted {
        let fact = self.fact(|| {
            let (role, how, place) = about();
            Fact { role, value: Value::Number(value.clone()), how, place }
        });
        Noted { value, fact }
    }

    /// A number that was given.
    fn given(&mut self, value: Number, role: impl FnOnce() -> Role, place: impl FnOnce() -> Arc<str>) -> Noted {
        let text = if Self::ON { value.to_exact_text() } else { String::new() };
        self.note(value, || (role(), How::Given { text: text.into() }, place()))
    }

    /// Nothing, as a part of something.
    fn zero(&mut self) -> Noted {
        self.given(Number::ZERO, || Role::Part, Arc::default)
    }

    /// What somebody decided by hand.
    fn adjustment(&mut self, adjustment: &Adjustment) -> Noted {
        let Adjustment { id, reason, approved_by, amount, place, .. } = adjustment;
        let role = || Role::Adjustment {
            id: Arc::clone(id),
            reason: Arc::clone(reason),
            approved_by: Arc::clone(approved_by),
        };
        self.given(amount.clone(), role, || row_place(place))
    }

    /// The sum; zero of none.
    fn sum(&mut self, parts: &[Noted], role: impl FnOnce() -> Role) -> Result<Noted, Stop> {
        let mut total = Number::ZERO;
        for part in parts {
            total = total.add(&part.value)?;
        }
        Ok(self.note(total, || (role(), How::Sum(facts(parts)), Arc::default())))
    }

    /// `left - right`.
    fn difference(&mut self, left: &Noted, right: &Noted, role: impl FnOnce() -> Role) -> Result<Noted, Stop> {
        let value = left.value.subtract(&right.value)?;
        Ok(self.note(value, || (role(), How::Difference(left.fact, right.fact), Arc::default())))
    }

    /// `left * right`.
    fn product(&mut self, left: &Noted, right: &Noted, role: impl FnOnce() -> Role) -> Result<Noted, Stop> {
        let value = left.value.multiply(&right.value)?;
        Ok(self.note(value, || (role(), How::Product(vec![left.fact, right.fact]), Arc::default())))
    }

    /// `left / right`, exactly.
    fn quotient(&mut self, left: &Noted, right: &Noted, role: impl FnOnce() -> Role) -> Result<Noted, Stop> {
        let value = left.value.divide(&right.value)?;
        Ok(self.note(value, || (role(), How::Quotient(left.fact, right.fact), Arc::default())))
    }

    /// The smaller of two.
    fn least(&mut self, left: &Noted, right: &Noted, role: impl FnOnce() -> Role) -> Noted {
        let value = left.value.clone().min(right.value.clone());
        self.note(value, || (role(), How::Least(vec![left.fact, right.fact]), Arc::default()))
    }

    /// The larger of two.
    fn greatest(&mut self, left: &Noted, right: &Noted, role: impl FnOnce() -> Role) -> Noted {
        let value = left.value.clone().max(right.value.clone());
        self.note(value, || (role(), How::Greatest(vec![left.fact, right.fact]), Arc::default()))
    }

    /// Rounded, where the plan asks for it.
    fn rounded(&mut self, of: Noted, rounding: Option<&Rounding>, step: Step) -> Result<Noted, Stop> {
        let Some(Rounding { rule, unit }) = rounding else { return Ok(of) };
        let value = of.value.round_to(unit, *rule)?;
        if !Self::ON || value == of.value {
            return Ok(Noted { value, fact: of.fact });
        }
        let unit = self.given(unit.clone(), || Role::Part, Arc::default);
        let how = How::Rounding { of: of.fact, rule: *rule, unit: unit.fact };
        Ok(self.note(value, || (Role::Rounded { step }, how, Arc::default())))
    }
}

impl<R: Recorder> Arithmetic for R {}

/// The facts of some numbers.
pub(crate) fn facts(parts: &[Noted]) -> Vec<FactId> {
    parts.iter().map(|part| part.fact).collect()
}
