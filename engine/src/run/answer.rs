//! Questions are answered when everything is settled.

use std::sync::Arc;

use attain_rules::plan::{Component, Group, Pay};
use attain_rules::rounding::Roundings;

use super::Stages;
use super::group::teams;
use super::order::{Stage, Work};
use crate::asked::{Answer, NoAnswer, Question};
use crate::context::{Context, Known};
use crate::evaluate::Item;
use crate::fault::{Failure, Fault, Stop, Whose};
use crate::groups::Groups;
use crate::record::{Recorder, recorded};
use crate::roster::{Roster, Series};
use crate::trace::{FactId, How, Role, Trace, written_at};
use crate::turn::{Turn, stretch_start, version_days};
use crate::value::Value;

impl<'a> Stages<'a, '_> {
    /// The answers to all questions, in their order.
    pub(super) fn answers(&self, roster: &'a Roster<'a>, questions: &'a [Question]) -> Vec<Answer> {
        let nobody = || Answer { value: Err(NoAnswer::NotOnPlan), place: Arc::default() };
        questions.iter().map(|question| self.answer(roster, question).unwrap_or_else(nobody)).collect()
    }

    /// Nothing where the participant has no turn then.
    fn answer(&self, roster: &'a Roster<'a>, question: &'a Question) -> Option<Answer> {
        let calendar = self.world.company.calendar;
        let plan = self.world.plans.get(question.plan)?;
        let series = roster.series.iter().find(|series| series.versions.contains(&question.plan))?;
        let member_place = series.member(question.participant)?;
        let component = question.component.and_then(|place| plan.components.get(place));
        let days = version_days(plan, question.period, calendar);
        if days.last < days.first || series.members.get(member_place)?.latest_in(days).is_none() {
            return None;
        }
        let stretch = component.map_or(calendar.first_day(question.period.first), |component| {
            stretch_start(component.accumulate, question.period, series, calendar)
        });
        let stage = Stage {
            plan: question.plan,
            component: question.component.unwrap_or(usize::MAX),
            period: question.period,
            days,
            stretch,
            work: Work::Settle,
            asked: true,
            reported: true,
        };
        let turn = stage.turn((plan, series), calendar, member_place);
        let (groups, reports) = self.people((series, member_place), &stage, component);
        if groups.as_ref().is_some_and(|groups| groups.of(member_place).is_none()) {
            return Some(Answer { value: Err(NoAnswer::NoGroup), place: Arc::default() });
        }
        let known = Known { world: self.world, posts: &self.posts, groups: groups.as_ref(), reports: reports.as_ref() };
        let roundings = component.map_or(&plan.roundings, |component| &component.roundings);
        let traced = self.is_traced(&stage, turn);
        let (value, trace) = recorded!(traced, |recorder| worked_out(known, recorder, turn, roundings, question));
        Some(match value {
            Ok((item, fact)) => {
                let place = trace.as_deref().and_then(|trace| place_of(trace, fact)).unwrap_or_default();
                Answer { value: Ok(item), place }
            }
            Err(stop) => Answer { value: Err(self.no_answer(turn, question, stop)), place: Arc::default() },
        })
    }

    /// With whom the component adds up, in a contest between teams the member's own team; and who reports to the same person.
    fn people(
        &self,
        (series, member_place): (&Series<'_>, usize),
        stage: &Stage,
        component: Option<&Component>,
    ) -> (Option<Groups>, Option<Groups>) {
        let is_whole = |component: &&Component| matches!(component.pay, Pay::Pool(_) | Pay::Contest(_));
        let whole = component.filter(is_whole).and_then(|component| self.days_of_whole(series, stage, component));
        let days = whole.unwrap_or_else(|| vec![stage.days]);
        let groups = component.and_then(|component| {
            let groups = Groups::new(component.group?, series, &days);
            let own = groups.of(member_place).and_then(|(place, _)| groups.all.get(place));
            let teams = own.and_then(|own| teams(component, series, own, &days));
            Some(teams.unwrap_or(groups))
        });
        let manager = self.world.company.schema.manager();
        let reports = manager.map(|manager| Groups::new(Group::Attribute(manager), series, &days));
        (groups, reports)
    }

    fn no_answer(&self, turn: Turn<'a>, question: &Question, stop: Stop) -> NoAnswer {
        let (fault, span) = match stop {
            Stop::Fault(fault, span) => (fault, span),
            Stop::Unmeasured(measure, what) => return NoAnswer::Unmeasured(measure, what),
            // The first is enough to see that there is none.
            Stop::Several(several) => match several.into_iter().next() {
                Some((_, stop)) => return self.no_answer(turn, question, stop),
                None => (Fault::Unchecked, None),
            },
        };
        NoAnswer::Failed(Box::new(Failure {
            plan: turn.plan.name.as_str().into(),
            part: Arc::clone(&question.formula.text),
            fault,
            span: span.unwrap_or(question.formula.span),
            whose: Whose::Line(question.participant, question.period),
        }))
    }
}

fn worked_out<'a, R: Recorder>(
    known: Known<'a, '_>,
    recorder: &mut R,
    turn: Turn<'a>,
    roundings: &'a Roundings,
    question: &'a Question,
) -> Result<(Value, FactId), Stop> {
    let formula = &question.formula;
    let mut context = Context::new(known, recorder, turn, roundings);
    let (item, fact) = context.expression(&formula.expression, &formula.text, formula.span, || Role::Part)?;
    // A text without characters is an empty cell.
    let value = if item == Item::Text("") { Value::Empty } else { item.to_value() };
    Ok((value, fact))
}

/// Where the first of what the formula names is written: the formula itself stands with whoever asks.
fn place_of(trace: &Trace, fact: FactId) -> Option<Arc<str>> {
    let fact = trace.facts.get(usize::try_from(fact.0).ok()?)?;
    let How::Formula { inputs, .. } = &fact.how else { return None };
    let (_, first) = inputs.first()?;
    let first = trace.facts.get(usize::try_from(first.0).ok()?)?;
    written_at(&trace.facts, first, u8::MAX).map(Arc::from)
}
