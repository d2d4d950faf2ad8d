//! [`Roster`]: which plans there are, in which versions, and who is on them from day to day.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use attain_rules::date::{Date, DateRange};
use attain_rules::plan::Plan;

use crate::inputs::{Assignment, Inputs, ParticipantIndex};
use crate::run::ClosedLines;
use crate::timeline::{common_days, day_count};

/// No member.
const NOBODY: u32 = u32::MAX;

/// All plans with their members.
#[derive(Debug)]
pub(crate) struct Roster<'a> {
    /// By name.
    pub series: Vec<Series<'a>>,
}

/// A plan with all its versions and members.
#[derive(Debug)]
pub(crate) struct Series<'a> {
    pub name: Arc<str>,
    /// Places in the run's list of plans, earliest first.
    pub versions: Vec<usize>,
    /// In order of participants.
    pub members: Vec<Member<'a>>,
    member_of: Vec<u32>,
    /// The days of each member's first assignment: for almost everybody the only one, and close together in memory.
    first_days: Vec<DateRange>,
    /// From the first day of the first version to the last day of the last.
    pub effective: DateRange,
}

/// Somebody who is, was or will be on a plan.
#[derive(Debug)]
pub(crate) struct Member<'a> {
    pub participant: ParticipantIndex,
    /// Earliest first.
    pub assignments: Vec<&'a Assignment>,
}

impl Member<'_> {
    fn first_days(&self) -> DateRange {
        let nothing = DateRange { first: DateRange::FOREVER, last: DateRange::BEGINNING };
        self.assignments.first().map_or(nothing, |assignment| assignment.days)
    }

    /// Is this one on the plan on `date`?
    fn is_on(&self, date: Date) -> bool {
        self.assignments.iter().any(|assignment| assignment.days.contains(date))
    }

    /// How many of `days` this one is on the plan.
    pub(crate) fn days_on(&self, days: DateRange) -> i64 {
        self.assignments.iter().map(|assignment| day_count(common_days(assignment.days, days))).sum()
    }

    /// The assignment that holds on the last of `days` on which there is one.
    pub(crate) fn latest_in(&self, days: DateRange) -> Option<&Assignment> {
        self.assignments.iter().rev().find(|assignment| assignment.days.overlaps(&days)).copied()
    }
}

impl Series<'_> {
    /// The member who is this participant.
    pub(crate) fn member(&self, participant: ParticipantIndex) -> Option<usize> {
        let member = *self.member_of.get(participant.0 as usize)?;
        (member != NOBODY).then_some(member as usize)
    }

    /// Is the member on the plan on `date`?
    pub(crate) fn is_on(&self, member: usize, date: Date) -> bool {
        self.first_days.get(member).is_some_and(|days| days.contains(date))
            || self.members.get(member).is_some_and(|member| member.is_on(date))
    }
}

impl<'a> Roster<'a> {
    /// With everybody; who has sealed lines of shared sums stays a member, also without any assignment.
    pub(crate) fn new(plans: &[Plan], inputs: &'a Inputs, closed: Option<&ClosedLines>) -> Self {
        Self::with(plans, inputs, |plan| {
            let sealed = closed.map(|closed| closed.members(plan)).unwrap_or_default();
            members(inputs.assignments.iter().filter(|assignment| *assignment.plan == *plan), sealed)
        })
    }

    /// With one participant alone.
    pub(crate) fn of(plans: &[Plan], inputs: &'a Inputs, only: ParticipantIndex) -> Self {
        Self::with(plans, inputs, |plan| {
            let own = |one: &&Assignment| *one.plan == *plan && one.participant == only;
            members(inputs.assignments.iter().filter(own), BTreeSet::new())
        })
    }

    fn with(plans: &[Plan], inputs: &Inputs, members: impl Fn(&str) -> Vec<Member<'a>>) -> Self {
        let mut versions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, plan) in plans.iter().enumerate() {
            versions.entry(&plan.name).or_default().push(place);
        }
        let series = versions.into_iter().map(|(name, mut versions)| {
            let days = |place: &usize| plans.get(*place).map(|plan| plan.effective);
            versions.sort_by_key(days);
            let first = versions.first().and_then(days).map_or(DateRange::FOREVER, |days| days.first);
            let last = versions.iter().filter_map(days).map(|days| days.last).max().unwrap_or(DateRange::BEGINNING);
            let members = members(name);
            let mut member_of = vec![NOBODY; inputs.participants.len()];
            for (place, member) in (0_u32..).zip(&members) {
                if let Some(slot) = member_of.get_mut(member.participant.0 as usize) {
                    *slot = place;
                }
            }
            let first_days = members.iter().map(Member::first_days).collect();
            Series { name: name.into(), versions, members, member_of, first_days, effective: DateRange { first, last } }
        });
        Self { series: series.collect() }
    }
}

/// Those who have these assignments, which stand in the order of participants, and `others` without any.
fn members<'a>(
    assignments: impl Iterator<Item = &'a Assignment>,
    others: BTreeSet<ParticipantIndex>,
) -> Vec<Member<'a>> {
    let mut members: Vec<Member<'a>> = Vec::new();
    for assignment in assignments {
        match members.last_mut() {
            Some(last) if last.participant == assignment.participant => last.assignments.push(assignment),
            _ => members.push(Member { participant: assignment.participant, assignments: vec![assignment] }),
        }
    }
    for participant in others {
        if let Err(place) = members.binary_search_by_key(&participant, |member| member.participant) {
            members.insert(place, Member { participant, assignments: Vec::new() });
        }
    }
    members
}
