//! Stages that settle whole groups, and what groups leave for the report.

use std::collections::BTreeMap;
use std::sync::Arc;

use attain_rules::date::DateRange;
use attain_rules::number::Number;
use attain_rules::plan::{Component, Entrants, Group, Pay, Plan};
use attain_rules::unit::UnitPlace;

use super::kept::Beside;
use super::sealed::{Given, Paid};
use super::{Stage, Stages};
use crate::context::Known;
use crate::earn::contest::Placing;
use crate::earn::line::Settled;
use crate::earn::whole::{GroupTurn, Left, Received, settle_whole};
use crate::fault::Stop;
use crate::groups::{Groups, Members};
use crate::inputs::ParticipantIndex;
use crate::outcome::{LineKind, MissingFigure, Moved, Standing, Undistributed, WithoutGroup};
use crate::posts::Post;
use crate::record::{Silent, Tracer};
use crate::roster::Series;
use crate::stay::groups_of;
use crate::trace::Trace;
use crate::turn::{Turn, version_days};

impl<'a> Stages<'a, '_> {
    /// Settles a pool or a contest for all groups. Where the plan changes within the period, the last version does it for the
    /// whole period, and for all who were on any version.
    pub(super) fn run_groups(&mut self, series: &'a Series<'a>, stage: &Stage, component: &'a Component) {
        let Some(days) = self.days_of_whole(series, stage, component) else { return };
        let group = component.group.unwrap_or(Group::Plan);
        let groups = Groups::new(group, series, &days);
        self.report_without_group(series, stage, component, &groups);
        let reports = Groups::by_manager(component, self.world.company, series, &days);
        let closed = self.request.closed.as_ref();
        let received = self.received(series, stage, component, (&groups, reports.as_ref()));
        let mut paid = closed.and_then(|closed| closed.of(&series.name, component, stage.period));
        for group in &groups.all {
            let among = (&groups, reports.as_ref(), group, received.as_ref());
            self.run_group(series, stage, among, (component, &days), paid.as_mut());
        }
        // Who was given something, and is in no group any more.
        let rest = paid.unwrap_or_default();
        self.keep_rest(series, stage, component, &rest);
        for ((participant, _), given) in rest {
            let Some(member_place) = series.member(participant) else { continue };
            let carried = carried(component, None, &given);
            self.post_share(series, stage, member_place, Share { given, carried, trace: None });
        }
        if let Pay::Pool(_) = component.pay {
            self.push_carried(series, stage, component);
        }
    }

    /// The days of all versions of the plan in the period up to the stage's own, in order of time, where the stage settles the
    /// whole period; nothing where a later version does it.
    pub(super) fn days_of_whole(
        &self,
        series: &Series<'_>,
        stage: &Stage,
        component: &Component,
    ) -> Option<Vec<DateRange>> {
        let versions = || series.versions.iter().filter_map(|place| self.world.plans.get(*place));
        let holds = |days: DateRange| days.first <= days.last;
        let is_later =
            |version: &&Plan| version_days(version, stage.period, self.world.company.calendar).first > stage.days.last;
        let has_it = |version: &Plan| {
            let same = |other: &Component| other.name == component.name && other.every == component.every;
            holds(version_days(version, stage.period, self.world.company.calendar))
                && version.components.iter().any(same)
        };
        if versions().filter(is_later).any(has_it) {
            return None;
        }
        let mut days: Vec<_> =
            versions().map(|version| version_days(version, stage.period, self.world.company.calendar)).collect();
        days.retain(|days| holds(*days) && days.first <= stage.days.last);
        days.sort_unstable_by_key(|days| days.first);
        Some(days)
    }

    /// Settles a pool or a contest for one group, and explains the lines of those who are watched.
    fn run_group(
        &mut self,
        series: &'a Series<'a>,
        stage: &Stage,
        (groups, reports, group, received): (&Groups, Option<&Groups>, &Members, Option<&Received>),
        (component, days): (&'a Component, &[DateRange]),
        mut paid: Option<&mut Paid>,
    ) {
        let teams = teams(component, series, group, days);
        if let Some(teams) = &teams {
            self.report_without_group(series, stage, component, teams);
        }
        let known = Among { groups, reports, group, teams: teams.as_ref(), received };
        for (at, thing) in lines_of(component).into_iter().enumerate() {
            let is_settled = self.settle_group(series, stage, &known, (component, thing, at == 0), paid.as_deref_mut());
            if !is_settled {
                if let Some(paid) = paid {
                    self.rest_as_sealed(series, stage, group, paid);
                }
                return;
            }
        }
    }

    /// What a closed period gave to a group that cannot be settled now stays, and so does what is carried: nobody knows what else
    /// there would be.
    fn rest_as_sealed(&mut self, series: &'a Series<'a>, stage: &Stage, group: &Members, paid: &mut Paid) {
        for &member_place in &group.members {
            let Some(participant) = series.members.get(member_place).map(|member| member.participant) else { continue };
            let (of_them, of_others) = std::mem::take(paid).into_iter().partition(|((who, _), _)| *who == participant);
            *paid = of_others;
            let of_them: Paid = of_them;
            for given in of_them.into_values() {
                self.post_share(series, stage, member_place, Share { given, carried: Number::ZERO, trace: None });
            }
        }
    }

    /// Settles the lines of a group, of one `thing` where several may be won; the `first` ones tell what is left, and where
    /// everybody stands. Is it settled?
    fn settle_group(
        &mut self,
        series: &'a Series<'a>,
        stage: &Stage,
        Among { groups, reports, group, teams, received }: &Among<'_>,
        (component, thing, first): (&'a Component, Option<UnitPlace>, bool),
        mut paid: Option<&mut Paid>,
    ) -> bool {
        let (Some(plan), Some(&lead)) = (self.world.plans.get(stage.plan), group.members.first()) else { return false };
        let calendar = self.world.company.calendar;
        let turn = |member_place| stage.turn((plan, series), calendar, member_place);
        let known = Known { world: self.world, posts: &self.posts, groups: Some(groups), reports: *reports };
        let (place, members) = (stage.component, group.members.as_slice());
        let (teams, received) = (*teams, *received);
        let at = |member| GroupTurn { known, turn: turn(member), component, place, members, teams, thing, received };
        let whole = match settle_whole(at(lead), &mut Silent) {
            Ok(whole) => whole,
            Err(stop) => return self.stopped_group(stage, turn(lead), (group, component), stop),
        };
        let mut settled = Vec::with_capacity(whole.lines.len());
        for (member, amount) in whole.lines {
            let mut trace = None;
            if self.is_traced(stage, turn(member)) {
                let mut tracer = Tracer::default();
                if let Err(stop) = settle_whole(at(member), &mut tracer) {
                    return self.stopped_group(stage, turn(member), (group, component), stop);
                }
                trace = Some(Box::new(tracer.into_trace()));
            }
            let thing = whole.things.get(&member).copied().or(thing).or_else(|| no_thing(component));
            settled.push((member, Given { amount, thing }, trace));
        }
        if stage.reported && first {
            self.report_left(stage, (group, component), whole.left, received);
            self.stand(stage, group, whole.placings);
        }
        let mut beside = Beside::default();
        for (member, given, trace) in settled {
            // What a closed period paid stays.
            let nothing = || Given { amount: Number::ZERO, thing: thing.or_else(|| no_thing(component)) };
            let key = (turn(member).participant(), thing);
            let sealed = paid.as_mut().map(|paid| paid.remove(&key).unwrap_or_else(nothing));
            sealed.iter().for_each(|sealed| beside.add(sealed, &given));
            let (given, trace) = match sealed {
                Some(paid) if paid != given => (paid, None),
                _ => (given, trace),
            };
            let carried = carried(component, whole.shares.get(&member), &given);
            self.post_share(series, stage, member, Share { given, carried, trace });
        }
        self.keep(series, stage, component, (Some(&group.name), thing), beside);
        true
    }

    /// Takes note of what a member gets of a group's sum.
    fn post_share(
        &mut self,
        series: &'a Series<'a>,
        stage: &Stage,
        member_place: usize,
        Share { given: Given { amount, thing }, carried, trace }: Share,
    ) {
        let Some(plan) = self.world.plans.get(stage.plan) else { return };
        let post = Post {
            plan: stage.plan,
            period: stage.period,
            first: version_days(plan, stage.period, self.world.company.calendar).first,
            end: stage.days.last,
            kind: LineKind::Earning,
            thing,
            unlimited: amount.clone(),
            gross: amount.clone(),
            line: amount,
            carried,
            guarantee: Number::ZERO,
            scheduled: Vec::new(),
        };
        let turn = stage.turn((plan, series), self.world.company.calendar, member_place);
        self.post(stage, turn, Settled { post, guarantee: None }, trace);
    }

    /// Where everybody stands in a contest.
    fn stand(&mut self, stage: &Stage, group: &Members, placings: Vec<Placing>) {
        let place = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        self.standings.extend(placings.into_iter().map(|placing| Standing {
            plan: place(stage.plan),
            component: place(stage.component),
            period: stage.period,
            group: Arc::clone(&group.name),
            entrant: placing.entrant,
            place: placing.place.map(place),
            scores: placing.scores,
            prize: placing.prize,
            thing: placing.thing,
            staged: placing.staged,
        }));
    }

    /// What a group was to get and did not stands in the report.
    fn report_left(
        &mut self,
        stage: &Stage,
        (group, component): (&Members, &Component),
        left: Left,
        received: Option<&Received>,
    ) {
        let Left { reserved, undistributed, cut, things } = left;
        let of_cut = self.report_cut(stage, (group, component), cut, received);
        let undistributed = undistributed.add(&of_cut).unwrap_or(undistributed);
        let plan = self.world.plans.get(stage.plan).map_or("", |plan| plan.name.as_str());
        let in_unit = |unit, reserved, undistributed| Undistributed {
            plan: plan.into(),
            component: component.name.as_str().into(),
            group: Arc::clone(&group.name),
            period: stage.period,
            unit,
            reserved,
            undistributed,
        };
        if !reserved.is_zero() || !undistributed.is_zero() {
            self.report.undistributed.push(in_unit(component.unit(), reserved, undistributed));
        }
        let not_won = things.into_iter().map(|(thing, count)| in_unit(Some(thing), Number::ZERO, count));
        self.report.undistributed.extend(not_won);
    }

    /// Members without a group have no line, and stand in the report; so do those who moved, and count where they are last.
    pub(super) fn report_without_group(
        &mut self,
        series: &Series<'_>,
        stage: &Stage,
        component: &Component,
        groups: &Groups,
    ) {
        if !stage.reported {
            return;
        }
        for member in groups.without.iter().filter_map(|place| series.members.get(*place)) {
            self.report.without_group.push(WithoutGroup {
                participant: member.participant,
                plan: Arc::clone(&series.name),
                component: component.name.as_str().into(),
                period: stage.period,
            });
        }
        let Some(by) = groups.by else { return };
        let counted = groups.all.iter().flat_map(|group| &group.members);
        for member in counted.filter_map(|place| series.members.get(*place)) {
            let groups = groups_of(series, member, by, self.world.company.calendar.days(stage.period));
            if !groups.is_empty() {
                self.report.moved.push(Moved {
                    participant: member.participant,
                    plan: Arc::clone(&series.name),
                    component: component.name.as_str().into(),
                    period: stage.period,
                    groups,
                });
            }
        }
    }

    /// What stops one group stops the lines of all its members: nothing is settled.
    fn stopped_group(
        &mut self,
        stage: &Stage,
        turn: Turn<'a>,
        (group, component): (&Members, &Component),
        stop: Stop,
    ) -> bool {
        if matches!(stop, Stop::Fault(..)) {
            self.stopped(stage, turn, component, stop);
            return false;
        }
        for &member_place in &group.members {
            self.stopped(stage, Turn { member_place, ..turn }, component, stop.clone());
        }
        false
    }

    /// Values of other people stop the line of this turn. What fails the run is told of those alone.
    pub(super) fn stopped_by_several(
        &mut self,
        stage: &Stage,
        turn: Turn<'a>,
        component: &Component,
        several: Vec<(ParticipantIndex, Stop)>,
    ) {
        let mut lacking: BTreeMap<(Arc<str>, MissingFigure), Vec<ParticipantIndex>> = BTreeMap::new();
        let fails = several.iter().any(|(_, stop)| matches!(stop, Stop::Fault(..)));
        for (who, stop) in several {
            match stop {
                Stop::Unmeasured(measure, what) => lacking.entry((measure, what)).or_default().push(who),
                stop => {
                    let member_place = turn.series.member(who).unwrap_or(turn.member_place);
                    self.stopped(stage, Turn { member_place, ..turn }, component, stop);
                }
            }
        }
        for ((measure, what), of) in lacking.into_iter().filter(|_| !fails) {
            self.unmeasured(stage, turn, component, (measure, what, of.into()));
        }
    }
}

/// Who is settled together.
struct Among<'r> {
    groups: &'r Groups,
    /// Who reports to the same person, where the component asks.
    reports: Option<&'r Groups>,
    /// The group at hand.
    group: &'r Members,
    /// The teams in it, where teams compete.
    teams: Option<&'r Groups>,
    /// Who gets what caps cut, and how much.
    received: Option<&'r Received>,
}

/// What a member gets of a group's sum.
struct Share {
    given: Given,
    /// What goes on to later periods, where what caps cut does.
    carried: Number,
    trace: Option<Box<Trace>>,
}

/// What of a share goes on to later periods, less what is paid of what went on before: also where a closed period paid something
/// else than is known by now. A difference past every limit is none.
fn carried(component: &Component, share: Option<&Number>, given: &Given) -> Number {
    match &component.pay {
        Pay::Pool(pool) if pool.carries() => {
            share.cloned().unwrap_or_default().subtract(&given.amount).unwrap_or_default()
        }
        _ => Number::ZERO,
    }
}

/// The things whose lines are settled one after the other, where several may be won by stages; else the one line that there is.
fn lines_of(component: &Component) -> Vec<Option<UnitPlace>> {
    let things = match &component.pay {
        Pay::Contest(contest) => contest.things_by_stages(),
        _ => Vec::new(),
    };
    if things.is_empty() { vec![None] } else { things.into_iter().map(Some).collect() }
}

/// What who wins nothing gets nothing of, where prizes are things: the first of them.
fn no_thing(component: &Component) -> Option<UnitPlace> {
    match &component.pay {
        Pay::Contest(contest) => contest.things.first().copied(),
        _ => None,
    }
}

/// The teams that compete within a group, where teams do.
pub(super) fn teams(component: &Component, series: &Series<'_>, group: &Members, days: &[DateRange]) -> Option<Groups> {
    let Pay::Contest(contest) = &component.pay else { return None };
    let Entrants::Teams { attribute, .. } = contest.entrants else { return None };
    let is_in = |place: usize| group.members.binary_search(&place).is_ok();
    Some(Groups::among(Group::Attribute(attribute), series, days, is_in))
}
