//! [`Closed`]: the seals of a company, each upon the one before.

use std::sync::Arc;

use attain_rules::calendar::Calendar;
use attain_rules::company::Company;
use attain_rules::diagnostic::Diagnostic;
use attain_rules::diagnostics::r::{r031, r033};
use attain_rules::number::Number;
use attain_rules::period::{Month, Period, PeriodLength};
use attain_rules::plan::{Component, Medium, Pay, Plan};
use attain_rules::source::Span;

use super::legible::illegible;
use super::{Seal, SealedColumns, SealedLine};
use crate::adjust;
use crate::inputs::Inputs;
use crate::outcome::LineKind;
use crate::run::{ClosedLines, Request};

/// The closed periods of a company, earliest first, without a gap.
#[derive(Clone, Debug, Default)]
pub struct Closed {
    pub(super) seals: Vec<Seal>,
    pub(super) periods: Vec<Period>,
    /// Where each seal stands.
    pub(super) spans: Vec<Span>,
}

impl Closed {
    /// Folder of the seals.
    pub const FOLDER: &'static str = "closed";

    /// The path of the seal of the period with this label.
    #[must_use]
    pub fn path(label: &str) -> String {
        format!("{}/{label}.json", Self::FOLDER)
    }

    /// The chain of these seals, each with its path and place; and what is wrong with it.
    #[must_use]
    pub fn chain(found: Vec<(String, Span, Seal)>, company: &Company) -> (Self, Vec<Diagnostic>) {
        let (mut closed, mut wrong) = (Self::default(), Vec::new());
        let calendar = company.calendar;
        let mut read = Vec::new();
        for (path, span, seal) in found {
            match calendar.parse(&seal.period) {
                Some(period) if path == Self::path(&seal.period) => read.push((period, span, seal)),
                _ => wrong.push(r031::other_name(span, &path, &seal.period)),
            }
        }
        read.sort_by_key(|(period, ..)| (period.first, period.length));
        let own = company.currency.code();
        for (period, span, seal) in read {
            if seal.currency != own {
                wrong.push(r033::currency(span, &seal.period, &seal.currency, own));
            } else {
                wrong.extend(illegible(&seal, span, company));
            }
            if let (Some(last), Some(before)) = (closed.periods.last(), closed.seals.last()) {
                let next = last.last().plus(1);
                if period.first != next {
                    let (month, label) =
                        (calendar.label(Period { first: next, length: PeriodLength::Month }), &seal.period);
                    wrong.push(r031::gap(span, label, &month));
                } else if seal.before.as_ref() != Some(&before.digest) {
                    wrong.push(r031::not_upon(span, &seal.period, &before.period));
                }
            } else if seal.before.is_some() {
                wrong.push(r031::first_is_gone(span, &seal.period));
            }
            closed.seals.push(seal);
            closed.periods.push(period);
            closed.spans.push(span);
        }
        (closed, wrong)
    }

    /// No period is closed?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seals.is_empty()
    }

    /// The seals, earliest first.
    #[must_use]
    pub fn seals(&self) -> &[Seal] {
        &self.seals
    }

    /// The columns that the last seal knew.
    #[must_use]
    pub fn columns(&self) -> Option<&SealedColumns> {
        self.seals.last().map(|seal| &seal.columns)
    }

    /// The last closed period.
    #[must_use]
    pub fn last(&self) -> Option<Period> {
        self.periods.last().copied()
    }

    /// Has the month been closed?
    #[must_use]
    pub fn holds(&self, month: Month) -> bool {
        let (first, last) = (self.periods.first(), self.periods.last());
        first.zip(last).is_some_and(|(first, last)| first.first <= month && month <= last.last())
    }

    /// The request as the engine must answer it, so that closed periods can be compared, and what they paid of shared sums
    /// stays. Other arguments as in [`crate::run`].
    #[must_use]
    pub fn request(&self, request: &Request, plans: &[Plan], company: &Company, inputs: &Inputs) -> Request {
        let (Some(first), Some(last)) = (self.periods.first(), self.periods.last()) else { return request.clone() };
        let mut paid = ClosedLines::new(first.first, last.last());
        let people = inputs.by_id();
        for line in self.seals.iter().flat_map(|seal| &seal.lines) {
            let Some(period) = company.calendar.parse(&line.earned_for) else { continue };
            if LineKind::of_word(&line.kind) != Some(LineKind::Earning)
                || !is_shared((plans, company.calendar), line, period)
            {
                continue;
            }
            let thing = line.unit.as_deref().and_then(|unit| company.unit_named(unit));
            let thing = thing.filter(|_| pays_things((plans, company.calendar), line, period));
            // Who is no longer there is told when differences are made.
            if let (Some(participant), Ok(amount)) =
                (people.get(line.participant.as_str()), Number::parse(&line.amount))
            {
                paid.add((line.plan.clone(), line.component.clone(), period), *participant, (amount, thing));
            }
        }
        Request { closed: Some(Arc::new(paid)), ..request.clone() }
    }

    /// The period in which differences are paid when `first..last` is asked for: the one after the last closed one, as long as
    /// that one was, or shorter where a shorter one is asked for.
    #[must_use]
    pub fn open(&self, first: Month, last: Month) -> Option<Period> {
        let closed = self.last()?;
        let next = closed.last().plus(1);
        let months = last.0.saturating_sub(first.0).saturating_add(1);
        let asked = PeriodLength::ALL.into_iter().find(|length| length.months() == months);
        let length = asked.filter(|_| first == next).map_or(closed.length, |asked| asked.min(closed.length));
        Some(Period { first: next, length })
    }
}

/// The component that a line was sealed of.
fn component_of<'p>(
    (plans, calendar): (&'p [Plan], Calendar),
    line: &SealedLine,
    period: Period,
) -> Option<&'p Component> {
    let (plan, component) = adjust::place((plans, calendar), &line.plan, &line.component, period)?;
    plans.get(plan)?.components.get(component)
}

/// Is it one whose prizes are things?
fn pays_things(known: (&[Plan], Calendar), line: &SealedLine, period: Period) -> bool {
    component_of(known, line, period).is_some_and(|component| component.medium == Medium::Things)
}

/// Is the line what somebody got of a sum that is shared?
fn is_shared(known: (&[Plan], Calendar), line: &SealedLine, period: Period) -> bool {
    component_of(known, line, period).is_some_and(|component| matches!(component.pay, Pay::Pool(_) | Pay::Contest(_)))
}
