//! From credit to measure: totals, quotas, attainments and KPIs over any window.

mod explained;
mod levels;
mod metric;
mod quota;
mod rows;
mod supposed;

use attain_rules::date::DateRange;
use attain_rules::number::Number;
use attain_rules::plan::{Direction, Measure, MeasureSource, Missing, Take};
use attain_rules::rounding::Step;

pub(crate) use self::levels::Levels;
pub(crate) use self::rows::RowIndex;
pub(crate) use self::supposed::Supposed;
use crate::context::{Context, FigureKind};
use crate::fault::{Fault, Stop};
use crate::outcome::MissingFigure;
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::{FactId, Role};
use crate::turn::Turn;

fn silent(value: Number) -> Noted {
    Noted { value, fact: FactId(0) }
}

impl<'a, R: Recorder> Context<'a, '_, R> {
    pub(super) fn measure(&self, place: usize) -> Result<&'a Measure, Stop> {
        self.turn.plan.measures.get(place).ok_or(Stop::Fault(Fault::Unchecked, None))
    }

    pub(super) fn measure_role(&self, measure: &Measure, days: DateRange) -> Role {
        Role::Measure { measure: measure.name.as_str().into(), window: self.label(days) }
    }

    /// A measure over some days.
    pub(crate) fn total(&mut self, place: usize, days: DateRange) -> Result<Noted, Stop> {
        let measure = self.measure(place)?;
        self.once(FigureKind::Total, place, days, |context| match &measure.source {
            MeasureSource::Transactions(crediting) => context.credited(place, crediting.take, days),
            MeasureSource::Metric(metric) => context.metric((place, measure), metric, days),
            MeasureSource::Formula(formula) => {
                let turn = Turn { own: days, ..context.turn };
                let role = if R::ON { context.measure_role(measure, days) } else { Role::Part };
                context.at(turn, |context| context.number(formula, || role))
            }
        })
    }

    fn credited(&mut self, place: usize, take: Take, days: DateRange) -> Result<Noted, Stop> {
        let world = self.world;
        let chain = world.credits.chain(self.turn.plan_place, place).ok_or(Stop::Fault(Fault::Unchecked, None))?;
        let slots = world.timeline.slots_in(days);
        let value = chain.grid.total(self.turn.member_place, slots.clone())?;
        let rest = self.still_to_come.clone().filter(|rest| rest.measure == place && days.contains(rest.until));
        let measure = self.measure(place)?;
        let all = self.once(FigureKind::Credited, place, days, |context| {
            if R::ON { context.explained(chain, place, take, days, value) } else { Ok(silent(value)) }
        })?;
        let Some(rest) = rest else { return Ok(all) };
        let role = if R::ON { self.measure_role(measure, days) } else { Role::Part };
        self.recorder.difference(&all, &rest.amount, || role)
    }

    /// Measure over quota (quota over measure where less is better).
    pub(crate) fn attainment(&mut self, place: usize, days: DateRange) -> Result<Noted, Stop> {
        let measure = self.measure(place)?;
        self.once(FigureKind::Attainment, place, days, |context| context.quotient_to_quota(place, measure, days))
    }

    fn quotient_to_quota(&mut self, place: usize, measure: &'a Measure, days: DateRange) -> Result<Noted, Stop> {
        let quota = measure.quota.as_ref().ok_or(Stop::Fault(Fault::Unchecked, None))?;
        let role = if R::ON {
            Role::Attainment { measure: measure.name.as_str().into(), window: self.label(days) }
        } else {
            Role::Part
        };
        let level = self.level(place, measure, quota, days)?;
        if level.value.is_zero() {
            return match &quota.missing {
                Missing::Value(value) => {
                    let world = self.world;
                    self.stood_in(place, true);
                    Ok(self.recorder.given(value.clone(), || role, || world.place(quota.span)))
                }
                _ => Err(self.no_quota(measure, quota, days)),
            };
        }
        let total = self.total(place, days)?;
        if measure.direction == Direction::Lower && total.value.is_zero() {
            return self.at_zero(measure, days, role);
        }
        let exact = match measure.direction {
            Direction::Higher => self.recorder.quotient(&total, &level, || role)?,
            Direction::Lower => self.recorder.quotient(&level, &total, || role)?,
        };
        self.recorder.rounded(exact, self.roundings.at(Step::Quotient), Step::Quotient)
    }

    /// A number of the plan stands in for a measure, or for its attainment where there is no quota.
    fn stood_in(&self, place: usize, is_quota: bool) {
        let turn = &self.turn;
        self.world.stand_ins.note((turn.plan_place, place), is_quota, turn.participant(), turn.period);
    }

    /// The attainment of a measure of which less is better and there is nothing: what the plan says.
    fn at_zero(&mut self, measure: &'a Measure, days: DateRange, role: Role) -> Result<Noted, Stop> {
        let name = || measure.name.as_str().into();
        match &measure.at_zero {
            Missing::Value(value) => {
                let world = self.world;
                Ok(self.recorder.given(value.clone(), || role, || world.place(measure.span)))
            }
            Missing::Report => Err(Stop::Unmeasured(name(), MissingFigure::Zero)),
            Missing::Error => {
                Err(Stop::Fault(Fault::AtZero { measure: name(), window: self.label(days) }, Some(measure.span)))
            }
        }
    }
}
