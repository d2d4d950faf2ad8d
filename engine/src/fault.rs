//! [`Failure`]: why a run has no result. Every failure of a run is listed; nothing is written while there is one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use attain_rules::both;
use attain_rules::company::{ColumnOrigin, Company};
use attain_rules::date::{Date, DateRange};
use attain_rules::diagnostic::Diagnostic;
use attain_rules::diagnostics::{d, r};
use attain_rules::formula::expression::Name;
use attain_rules::period::Period;
use attain_rules::source::Span;
use attain_rules::text::Text;

use crate::evaluate::EvaluationError;
use crate::inputs::{Inputs, ParticipantIndex, RowPlace};
use crate::names::written;
use crate::value::Value;

/// Most failures that a run keeps; the rest is counted.
pub const MOST_FAILURES: usize = 200;

/// Why a run has no result.
#[derive(Clone, Debug, Default)]
pub struct RunError {
    /// In the order of the work, at most [`MOST_FAILURES`].
    pub failures: Vec<Failure>,
    /// How many more there were.
    pub more: u64,
    /// Rows that are missing from the quotas and metrics where the plan says `error`, and who lacks them: all of them, however
    /// many failures are kept.
    pub lacking: Lacks,
    /// How many of `more` are about such rows.
    pub more_lacking: u64,
    /// The transactions could not be read to the end; whoever reads them knows why.
    pub source_stopped: bool,
}

impl RunError {
    /// What stops several lines for the same reason is told once.
    pub(crate) fn push(&mut self, failure: Failure) {
        if self.failures.contains(&failure) {
            return;
        }
        let lacking = failure.lacking();
        let is_lacking = lacking.is_some();
        if let Some((lacking, who)) = lacking {
            self.lacking.entry(lacking).or_default().insert(who);
        }
        if self.failures.len() < MOST_FAILURES {
            self.failures.push(failure);
        } else {
            self.more = self.more.saturating_add(1);
            self.more_lacking = self.more_lacking.saturating_add(u64::from(is_lacking));
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.failures.is_empty() && !self.source_stopped
    }
}

/// Rows that are missing: a quota or a metric, for some days.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lacking {
    /// Where in the plan it is said that there must be one.
    pub span: Span,
    /// Name of the plan.
    pub plan: Arc<str>,
    /// Is it a quota? Else it is a metric.
    pub is_quota: bool,
    /// Name of the quota's measure, or of the metric.
    pub name: Arc<str>,
    /// For which days.
    pub days: DateRange,
}

/// Rows that are missing, and who lacks them.
pub type Lacks = BTreeMap<Lacking, BTreeSet<ParticipantIndex>>;

/// One thing that failed, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Name of the plan.
    pub plan: Arc<str>,
    /// Name of the measure or component.
    pub part: Arc<str>,
    /// What failed.
    pub fault: Fault,
    /// Where in the plan.
    pub span: Span,
    /// Whose line or transaction.
    pub whose: Whose,
}

impl Failure {
    /// The rows that are missing, and who lacks them, where it is that.
    #[must_use]
    pub fn lacking(&self) -> Option<(Lacking, ParticipantIndex)> {
        let Whose::Line(who, _) = self.whose else { return None };
        let (is_quota, name, days) = match &self.fault {
            Fault::NoQuota { measure, days, why: WhyNoQuota::Missing, .. } => (true, measure, *days),
            Fault::NoMetric { metric, days, .. } => (false, metric, *days),
            _ => return None,
        };
        let (plan, name) = (Arc::clone(&self.plan), Arc::clone(name));
        Some((Lacking { span: self.span, plan, is_quota, name, days }, who))
    }

    /// The failure as people read it.
    #[must_use]
    pub fn diagnostic(&self, company: &Company, inputs: &Inputs) -> Diagnostic {
        let (plan, part) = (&self.plan, &self.part);
        let whose = match &self.whose {
            Whose::Line(participant, period) => {
                let id = inputs.participant(*participant).map_or("", |participant| &*participant.id);
                let period = company.calendar.label(*period);
                both!("`{id}`, {period}, `{part}` of plan `{plan}`", "`{id}`，{period}，方案 `{plan}` 的 `{part}`")
            }
            Whose::Transaction(id, RowPlace { file, line }) => both!(
                "transaction `{id}` at {file}:{line}, `{part}` of plan `{plan}`",
                "交易 `{id}`（{file}:{line}），方案 `{plan}` 的 `{part}`"
            ),
        };
        let found = self.told(company, inputs, &whose);
        // Lines of one person may be told together.
        match self.whose {
            Whose::Line(participant, _) => found.of_kind(&*inputs.id(participant)),
            Whose::Transaction(..) => found,
        }
    }

    /// Where the row stands that has no value under an attribute of the participant, as far as one row is behind it.
    fn row(&self, name: &Name, company: &Company, inputs: &Inputs) -> Option<String> {
        let (Name::Attribute(attribute), Whose::Line(who, period)) = (name, &self.whose) else { return None };
        let is_empty = |value: Option<&Value>| value.is_none_or(|value| *value == Value::Empty);
        let place = match company.schema.attributes.get(*attribute)?.origin {
            ColumnOrigin::Participant => {
                let own = inputs.participant(*who)?;
                is_empty(own.attributes.get(*attribute)).then_some(&own.place)?
            }
            _ => {
                let days = company.calendar.days(*period);
                let own = inputs.assignments.iter().filter(|own| own.participant == *who && *own.plan == *self.plan);
                let latest = own.filter(|own| own.days.first <= days.last).max_by_key(|own| own.days.first)?;
                // A value that others need may be missing with one of them.
                is_empty(latest.attributes.get(*attribute)).then_some(&latest.place)?
            }
        };
        Some(format!("{}:{}", place.file, place.line))
    }

    fn told(&self, company: &Company, inputs: &Inputs, whose: &Text) -> Diagnostic {
        let span = self.span;
        match &self.fault {
            Fault::DivisionByZero => r::r001::division_by_zero(span, whose),
            Fault::Overflow => r::r002::overflow(span, whose),
            Fault::EmptyCell(name) => {
                let cell = name.as_ref().map(|name| written(name, None, company));
                let row = name.as_ref().and_then(|name| self.row(name, company, inputs));
                r::r003::empty_cell(span, whose, cell.as_deref(), row.as_deref())
            }
            Fault::NoQuota { measure, window, why, .. } => match why {
                WhyNoQuota::Missing => r::r004::no_quota(span, whose, measure, window),
                WhyNoQuota::NotOnPlan => r::r004::not_on_plan(span, whose, measure, window),
                WhyNoQuota::Zero => r::r004::zero_quota(span, whose, measure, window),
            },
            Fault::LineInCircle { participant } => r::r014::line_in_circle(span, whose, participant),
            Fault::AtZero { measure, window } => r::r013::at_zero(span, whose, measure, window),
            Fault::NoMetric { metric, window, .. } => r::r005::no_metric(span, whose, metric, window),
            Fault::SharesNotWhole { percent } => d::d066::in_run(span, percent, whose),
            Fault::ShareBelowZero { percent } => d::d072::in_run(span, percent, whose),
            Fault::OutsideTable { index } => r::r007::outside_table(span, whose, index),
            Fault::RowsOutOfOrder => r::r008::rows_out_of_order(span, whose),
            Fault::GroupDiffers { group } => r::r009::group_differs(span, whose, group),
            Fault::TooDeep => r::r010::too_deep(span, whose),
            Fault::NoDay { column } => d::d065::no_day_in_run(span, column, whose),
            Fault::NoLeaverRule { reason, back } => r::r015::no_leaver_rule(span, whose, reason.as_deref(), *back),
            Fault::NoOriginal { reversal, original } => r::r016::no_original(span, whose, reversal, original),
            Fault::NoValue { unit, day } => r::r017::no_value(span, whose, unit, *day),
            Fault::Unchecked => r::r011::unchecked(span, whose),
        }
    }
}

/// Whose line or transaction failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A participant's line for a period, or a value that others' lines for it need.
    Line(ParticipantIndex, Period),
    /// A transaction.
    Transaction(Arc<str>, RowPlace),
}

/// What can fail although plan and data passed the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Something is divided by zero.
    DivisionByZero,
    /// A number outgrows its limit.
    Overflow,
    /// A formula needs a cell that is empty; its name, where that is certain.
    EmptyCell(Option<Name>),
    /// A transaction that counts has no day.
    NoDay {
        /// Name of the column.
        column: Arc<str>,
    },
    /// A formula does not hold together: a defect of the check.
    Unchecked,
    /// No quota, or a quota of zero, where the plan says `error`.
    NoQuota {
        /// Name of the measure.
        measure: Arc<str>,
        /// The days in question, as people read them.
        window: Arc<str>,
        /// The same days.
        days: DateRange,
        /// Why there is none.
        why: WhyNoQuota,
    },
    /// A measure of which less is better is zero, where the plan says `error` or nothing.
    AtZero {
        /// Name of the measure.
        measure: Arc<str>,
        /// The days in question.
        window: Arc<str>,
    },
    /// No value of a metric, where the plan says `error`.
    NoMetric {
        /// Name of the metric.
        metric: Arc<str>,
        /// The days in question, as people read them.
        window: Arc<str>,
        /// The same days.
        days: DateRange,
    },
    /// The shares of a transaction do not add up to 100 %.
    SharesNotWhole {
        /// What they add up to, in percent.
        percent: String,
    },
    /// A share of a transaction is below zero.
    ShareBelowZero {
        /// The share, in percent.
        percent: String,
    },
    /// The index lies outside a table that says `outside: error`.
    OutsideTable {
        /// The index.
        index: String,
    },
    /// Rows whose limits are formulas are not in order.
    RowsOutOfOrder,
    /// The transactions of a group have different values of `rate_by`.
    GroupDiffers {
        /// The group.
        group: Arc<str>,
    },
    /// Quotas by formula lean on each other too deeply.
    TooDeep,
    /// The plan says nothing about who leaves for this reason; without one the data gives none.
    NoLeaverRule {
        /// As the data writes it.
        reason: Option<Arc<str>>,
        /// Is it about what is taken back, rather than about what is still to come?
        back: bool,
    },
    /// A reversal goes by a transaction that gave nothing.
    NoOriginal {
        /// Id of the reversal.
        reversal: Arc<str>,
        /// Id of what it reverses.
        original: Arc<str>,
    },
    /// Nobody knows what a unit is worth on a day on which that matters.
    NoValue {
        /// Name of the unit.
        unit: Arc<str>,
        /// The day.
        day: Date,
    },
    /// A reporting line goes in a circle.
    LineInCircle {
        /// Id of the participant at whom it starts.
        participant: Arc<str>,
    },
}

/// Why a name or a line has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Values of other people stop it, each for a reason of its own, which is none of this kind.
    Several(Vec<(ParticipantIndex, Self)>),
    /// It fails the run.
    Fault(Fault, Option<Span>),
    /// It is reported, and what depends on it is not paid.
    Unmeasured(Arc<str>, crate::outcome::MissingFigure),
}

impl From<attain_rules::number::NumberError> for Stop {
    fn from(error: attain_rules::number::NumberError) -> Self {
        use attain_rules::number::NumberError;
        let fault = match error {
            NumberError::DivisionByZero => Fault::DivisionByZero,
            NumberError::Overflow => Fault::Overflow,
        };
        Self::Fault(fault, None)
    }
}

/// Collects what stops the values of several people, so that all are named and not the first alone.
#[derive(Default)]
pub(crate) struct Several(Vec<(ParticipantIndex, Stop)>);

impl Several {
    /// The value of `who`, where there is one.
    pub(crate) fn take<T>(&mut self, who: ParticipantIndex, value: Result<T, Stop>) -> Option<T> {
        match value {
            Ok(value) => return Some(value),
            Err(Stop::Several(more)) => self.0.extend(more),
            Err(stop) => self.0.push((who, stop)),
        }
        None
    }

    /// Nothing was stopped, or this stops it.
    pub(crate) fn end(self) -> Result<(), Stop> {
        if self.0.is_empty() { Ok(()) } else { Err(Stop::Several(self.0)) }
    }
}

/// Why there is no quota to hold a measure against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNoQuota {
    /// A month that the participant was on the plan has no figure.
    Missing,
    /// The participant was on the plan on none of the days.
    NotOnPlan,
    /// It is zero.
    Zero,
}

impl From<EvaluationError<Self>> for Stop {
    fn from(error: EvaluationError<Self>) -> Self {
        match error {
            EvaluationError::DivisionByZero(span) => Self::Fault(Fault::DivisionByZero, Some(span)),
            EvaluationError::Overflow(span) => Self::Fault(Fault::Overflow, Some(span)),
            EvaluationError::EmptyCell(span, name) => Self::Fault(Fault::EmptyCell(name), Some(span)),
            EvaluationError::Unchecked(span) => Self::Fault(Fault::Unchecked, Some(span)),
            EvaluationError::Name(stop) => stop,
        }
    }
}
