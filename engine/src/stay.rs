//! The days on which a participant is on a plan and in a group: what formulas ask of them, and who moved.

use std::sync::Arc;

use attain_rules::date::DateRange;
use attain_rules::formula::expression::{Expression, OnPlan};
use attain_rules::number::Number;
use attain_rules::plan::Group;

use crate::context::{Context, number, row_place};
use crate::evaluate::Item;
use crate::fault::Stop;
use crate::inputs::Assignment;
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::roster::{Member, Series};
use crate::timeline::{common_days, day_count};
use crate::trace::{Fact, FactId, How, Role};
use crate::turn::Turn;
use crate::value::Value;

/// The days of a period on which the plan is in force, in whichever version.
fn plan_days(series: &Series<'_>, period: DateRange) -> DateRange {
    common_days(period, series.effective)
}

/// The group that an assignment says; nothing where its cell is empty.
fn group_of(assignment: &Assignment, attribute: usize) -> Option<&Arc<str>> {
    match assignment.attributes.get(attribute) {
        Some(Value::Text(name)) => Some(name),
        _ => None,
    }
}

/// The groups in which a member is in the period, in the order of time, where there are several.
pub(crate) fn groups_of(series: &Series<'_>, member: &Member<'_>, group: Group, period: DateRange) -> Vec<Arc<str>> {
    let Group::Attribute(attribute) = group else { return Vec::new() };
    let days = plan_days(series, period);
    let mut names: Vec<Arc<str>> = Vec::new();
    for assignment in member.assignments.iter().filter(|assignment| assignment.days.overlaps(&days)) {
        let name = group_of(assignment, attribute).cloned().unwrap_or_default();
        if names.last() != Some(&name) {
            names.push(name);
        }
    }
    if names.len() > 1 { names } else { Vec::new() }
}

impl<'a, R: Recorder> Context<'a, '_, R> {
    /// A value of the turn's participant on each day of the period on the plan, added up: it is the same on all days of an
    /// assignment.
    pub(crate) fn sum_of_days(&mut self, inner: &'a Expression, written: &Arc<str>) -> Result<Noted, Stop> {
        let turn = self.turn;
        let days = plan_days(turn.series, turn.whole());
        let text = written.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')')).unwrap_or(written).into();
        let mut sums = Vec::new();
        for assignment in turn.member().into_iter().flat_map(|member| &member.assignments) {
            let own = common_days(assignment.days, days);
            let count = Number::whole(day_count(own).into());
            if count.is_zero() {
                continue;
            }
            // Attributes are read as they stand on the last day that counts.
            let there = Turn { own: DateRange { first: turn.own.first, last: own.last }, ..turn };
            let value = self.at(there, |context| {
                number(context.expression(inner, &text, inner.span, || Role::Part)?, inner, inner.span)
            })?;
            let place = || row_place(&assignment.place);
            let count = self.recorder.given(count, || Role::Attribute { name: OnPlan::Days.word().into() }, place);
            sums.push(self.recorder.product(&value, &count, || Role::Part)?);
        }
        self.recorder.sum(&sums, || Role::Attribute { name: Arc::clone(written) })
    }

    /// What is known of the days on which the turn's participant is on the plan, in the turn's period.
    pub(crate) fn on_plan(&mut self, what: OnPlan) -> (Item<'a>, FactId) {
        let (turn, by) = (self.turn, self.known().groups.and_then(|groups| groups.by));
        let days = plan_days(turn.series, turn.whole());
        let latest = turn.member().and_then(|member| member.latest_in(days));
        let is_on = |day| days.contains(day) && turn.series.is_on(turn.member_place, day);
        let count = |is_counted: &dyn Fn(&Assignment) -> bool| {
            let own = turn.member().into_iter().flat_map(|member| &member.assignments);
            let counted = own.filter(|assignment| is_counted(assignment));
            Item::Number(Number::whole(counted.map(|one| i128::from(day_count(common_days(one.days, days)))).sum()))
        };
        let item = match (what, by) {
            (OnPlan::DaysInGroup, Some(Group::Attribute(attribute))) => {
                let own = latest.and_then(|assignment| group_of(assignment, attribute));
                count(&|assignment| group_of(assignment, attribute) == own)
            }
            (OnPlan::Days | OnPlan::DaysInGroup, _) => count(&|_| true),
            (OnPlan::AtStart, _) => Item::YesNo(is_on(turn.whole().first)),
            (OnPlan::AtEnd, _) => Item::YesNo(is_on(turn.whole().last)),
        };
        let fact = self.recorder.fact(|| {
            let value = item.to_value();
            Fact {
                role: Role::Attribute { name: what.word().into() },
                how: How::Given { text: value.to_exact_text().into() },
                value,
                place: latest.map(|assignment| row_place(&assignment.place)).unwrap_or_default(),
            }
        });
        (item, fact)
    }
}
