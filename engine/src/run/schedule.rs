//! Stages of what is due later: what is taken out of a line's period, what falls due, what is still to come.

use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::plan::{Component, Due};

use super::{Stage, Stages};
use crate::context::Known;
use crate::earn::schedule::{Released, defer, release, take_back};
use crate::inputs::Leave;
use crate::outcome::{Forfeited, LineKind, ToCome};
use crate::posts::{Move, Post};
use crate::record::recorded;
use crate::roster::{Roster, Series};
use crate::turn::Turn;
use crate::units::minor_units;

impl<'a> Stages<'a, '_> {
    /// Takes what is due later out of the pay of a line's period, and puts it on the schedule.
    pub(super) fn defer(&mut self, stage: &Stage, turn: Turn<'a>, component: &'a Component, post: &mut Post) {
        let Some(due) = &component.due else { return };
        let known = Known { world: self.world, posts: &self.posts, groups: None, reports: None };
        let at = (stage.component, component, due);
        let traced = self.is_traced(stage, turn);
        let (deferred, trace) = recorded!(traced, |recorder| defer(known, recorder, turn, at, post));
        match deferred {
            Ok((amount, scheduled)) => {
                post.scheduled = scheduled;
                if amount.is_zero() {
                    return;
                }
                if stage.asked {
                    self.push_line(stage, turn, LineKind::Deferral, &amount, trace);
                }
                self.moved(stage, turn, LineKind::Deferral, post.period, amount);
            }
            Err(stop) => self.stopped(stage, turn, component, stop),
        }
    }

    fn moved(&mut self, stage: &Stage, turn: Turn<'a>, kind: LineKind, earned_for: Period, amount: Number) {
        let moved = Move { plan: stage.plan, kind, earned_for, paid_in: stage.period, amount };
        self.posts.add_move(stage.component, turn.member_place, moved);
    }

    /// Pays what falls due in the stage's period of lines of this version of the plan.
    pub(super) fn run_release(
        &mut self,
        series: &'a Series<'a>,
        stage: &Stage,
        (component, due): (&'a Component, &'a Due),
    ) {
        let Some(plan) = self.world.plans.get(stage.plan) else { return };
        // Nothing reads the money that units become, and its value may be known for what is asked for alone.
        if due.as_money && !stage.asked {
            return;
        }
        for member_place in 0..series.members.len() {
            let turn =
                Turn { own: stage.days, ..stage.turn((plan, series), self.world.company.calendar, member_place) };
            let is_now = |post: &Post, back| {
                let mut parts = post.scheduled.iter().filter(|part| part.back == back);
                post.plan == stage.plan && parts.any(|part| part.due == stage.period)
            };
            let posts = self.posts.of(stage.plan, stage.component, member_place).iter();
            let posts: Vec<Post> = posts.filter(|post| is_now(post, false) || is_now(post, true)).cloned().collect();
            for post in posts {
                if is_now(&post, false) {
                    self.release(stage, turn, (component, due), &post);
                }
                if is_now(&post, true) {
                    self.take_back(stage, turn, (component, due), &post);
                }
            }
        }
    }

    fn release(&mut self, stage: &Stage, turn: Turn<'a>, (component, due): (&'a Component, &'a Due), post: &Post) {
        let known = Known { world: self.world, posts: &self.posts, groups: None, reports: None };
        let at = (stage.component, component, due);
        let traced = self.is_traced(stage, turn);
        let (released, trace) = recorded!(traced, |recorder| release(known, recorder, turn, at, post));
        let Released { amount, by_condition, lacking, by_leave, waiting, is_settled } = match released {
            Ok(released) => released,
            Err(stop) => return self.stopped(stage, turn, component, stop),
        };
        for part in &waiting {
            let to = stage.period.plus(1);
            let next = (stage.period, (to, self.world.company.calendar.last_day(to.last())));
            self.posts.put_off(stage.component, turn.member_place, post, *part, next);
        }
        if !is_settled {
            return;
        }
        for (measure, what) in lacking {
            self.unmeasured(stage, turn, component, (measure, what, [turn.participant()].into()));
        }
        let kind = if due.as_money { LineKind::Cash } else { LineKind::Release };
        if stage.asked {
            self.push_line_of(stage, turn, (kind, post.period), &amount, trace);
        }
        if stage.asked && stage.reported {
            let by_leave = by_leave.map(|(lost, leave)| (lost, Some(leave)));
            for (lost, left) in [Some((by_condition, None)), by_leave].into_iter().flatten() {
                self.report_forfeited(stage, turn, (component, post), (&lost, left));
            }
        }
        self.moved(stage, turn, kind, post.period, amount);
    }

    /// Takes back what was paid of a line, because somebody left soon after.
    fn take_back(&mut self, stage: &Stage, turn: Turn<'a>, (component, due): (&'a Component, &'a Due), post: &Post) {
        let known = Known { world: self.world, posts: &self.posts, groups: None, reports: None };
        let at = (stage.component, component, due);
        let traced = self.is_traced(stage, turn);
        let (taken, trace) = recorded!(traced, |recorder| take_back(known, recorder, turn, at, post));
        let amount = match taken {
            Ok(amount) => amount,
            Err(stop) => return self.stopped(stage, turn, component, stop),
        };
        if stage.asked {
            self.push_line_of(stage, turn, (LineKind::Clawback, post.period), &amount, trace);
        }
        self.moved(stage, turn, LineKind::Clawback, post.period, amount);
    }

    fn report_forfeited(
        &mut self,
        stage: &Stage,
        turn: Turn<'a>,
        (component, post): (&Component, &Post),
        (lost, left): (&Number, Option<Leave>),
    ) {
        let (unit, company) = (component.unit(), self.world.company);
        let Some(minor_units) = minor_units(lost, company.digits_of(unit)).filter(|minor| *minor != 0) else { return };
        self.report.forfeited.push(Forfeited {
            participant: turn.participant(),
            plan: turn.plan.name.as_str().into(),
            component: component.name.as_str().into(),
            earned_for: post.period,
            due: stage.period,
            unit,
            minor_units,
            left,
        });
    }

    /// What is on the schedule behind the request's last month.
    pub(super) fn to_come(&self, roster: &Roster<'_>) -> Vec<ToCome> {
        let mut all = Vec::new();
        for series in &roster.series {
            for &place in &series.versions {
                let components = self.world.plans.get(place).map_or(&[][..], |plan| &plan.components);
                let parted = components.iter().enumerate().filter(|(_, component)| component.due.is_some());
                for (component, _) in parted {
                    all.extend(self.to_come_of(series, place, component));
                }
            }
        }
        all.sort_by_key(|one| (one.participant, one.due.last(), one.plan, one.component, one.earned_for));
        all
    }

    /// The same of one component of one version of a plan.
    fn to_come_of(&self, series: &Series<'_>, plan: usize, component: usize) -> impl Iterator<Item = ToCome> {
        let of = self.world.plans.get(plan).and_then(|plan| plan.components.get(component));
        let digits = self.world.company.digits_of(of.and_then(Component::unit));
        let lines = series.members.iter().enumerate().flat_map(move |(member, who)| {
            let posts = self.posts.of(plan, component, member).iter().filter(move |post| post.plan == plan);
            posts.flat_map(move |post| post.scheduled.iter().map(move |part| (who.participant, post.period, part)))
        });
        let last = self.request.last;
        lines.filter(move |(.., part)| part.due.last() > last).filter_map(move |(participant, earned_for, part)| {
            Some(ToCome {
                participant,
                plan: u32::try_from(plan).unwrap_or(u32::MAX),
                component: u32::try_from(component).unwrap_or(u32::MAX),
                earned_for,
                due: part.due,
                due_on: part.due_on,
                // Parts of a line that fits into minor units fit as well.
                minor_units: minor_units(&part.amount, digits).filter(|minor| *minor != 0)?,
                conditional: part.conditional,
                until: part.until,
            })
        })
    }
}
