//! Stages of draws, and what is owed after them.

use attain_rules::number::Number;
use attain_rules::plan::{Component, Draw};

use super::{Stage, Stages};
use crate::context::Known;
use crate::earn::draw::{Drawn, Owed, settle_draw, still_owed};
use crate::earn::line::Settled;
use crate::fault::Stop;
use crate::groups::Groups;
use crate::outcome::Balance;
use crate::record::recorded;
use crate::roster::Series;
use crate::turn::Turn;

impl<'a> Stages<'a, '_> {
    /// Settles a draw for all members. As a pool, it is settled once a period, by the plan's last version in it.
    pub(super) fn run_draw(
        &mut self,
        series: &'a Series<'a>,
        stage: &Stage,
        (component, draw): (&'a Component, &'a Draw),
    ) {
        let Some(plan) = self.world.plans.get(stage.plan) else { return };
        let Some(days) = self.days_of_whole(series, stage, component) else { return };
        let reports = Groups::by_manager(component, self.world.company, series, &days);
        for (member_place, member) in series.members.iter().enumerate() {
            let turn = stage.turn((plan, series), self.world.company.calendar, member_place);
            let known = Known { world: self.world, posts: &self.posts, groups: None, reports: reports.as_ref() };
            if !days.iter().any(|days| member.latest_in(*days).is_some()) {
                self.push_resting(stage, turn, component, still_owed(known, turn, stage.component));
                continue;
            }
            let at = (stage.component, component, draw);
            let traced = self.is_traced(stage, turn);
            let (drawn, trace) = recorded!(traced, |recorder| settle_draw(known, recorder, turn, at));
            let resting = still_owed(known, turn, stage.component);
            match drawn {
                Ok(Some(Drawn { post, owed: Some(owed) })) => {
                    self.push_balance(stage, turn, component, &owed);
                    self.post(stage, turn, Settled { post, guarantee: None }, trace);
                }
                Ok(drawn) => {
                    self.push_resting(stage, turn, component, resting);
                    if let Some(Drawn { post, .. }) = drawn {
                        self.post(stage, turn, Settled { post, guarantee: None }, trace);
                    }
                }
                Err(stop) => {
                    self.push_resting(stage, turn, component, resting);
                    self.stopped(stage, turn, component, stop);
                }
            }
        }
    }

    /// What is owed of a draw that no version of the plan has in the period: it rests.
    pub(super) fn run_rest(&mut self, series: &'a Series<'a>, stage: &Stage, component: &'a Component) {
        let Some(plan) = self.world.plans.get(stage.plan) else { return };
        for member_place in 0..series.members.len() {
            let turn = stage.turn((plan, series), self.world.company.calendar, member_place);
            let known = Known { world: self.world, posts: &self.posts, groups: None, reports: None };
            self.push_resting(stage, turn, component, still_owed(known, turn, stage.component));
        }
    }

    /// What is owed in a period that takes nothing back: after somebody left, while a figure is missing, while the plan says
    /// `recover: no`.
    fn push_resting(&mut self, stage: &Stage, turn: Turn<'a>, component: &Component, owed: Result<Number, Stop>) {
        match owed {
            Ok(owed) if owed.is_zero() => {}
            Ok(owed) => self.push_balance(stage, turn, component, &Owed { opening: owed.clone(), closing: owed }),
            Err(stop) => self.stopped(stage, turn, component, stop),
        }
    }

    fn push_balance(&mut self, stage: &Stage, turn: Turn<'a>, component: &Component, owed: &Owed) {
        if !stage.asked {
            return;
        }
        match self.balance(stage, turn, owed) {
            Ok(Some(balance)) => self.balances.push(balance),
            Ok(None) => {}
            Err(stop) => self.stopped(stage, turn, component, stop),
        }
    }

    /// In minor units; nothing where they are too many, which the line itself says.
    fn balance(&self, stage: &Stage, turn: Turn<'a>, owed: &Owed) -> Result<Option<Balance>, Stop> {
        let change = owed.closing.subtract(&owed.opening)?;
        let zero = Number::ZERO;
        let (drawn, recovered) = if change.is_negative() { (zero, change.negate()?) } else { (change, zero) };
        let minor = |number: &Number| self.minor_units(number);
        let (Some(opening), Some(drawn), Some(recovered), Some(closing)) =
            (minor(&owed.opening), minor(&drawn), minor(&recovered), minor(&owed.closing))
        else {
            return Ok(None);
        };
        Ok(Some(Balance {
            participant: turn.participant(),
            plan: u32::try_from(stage.plan).unwrap_or(u32::MAX),
            component: u32::try_from(stage.component).unwrap_or(u32::MAX),
            period: stage.period,
            opening,
            drawn,
            recovered,
            closing,
        }))
    }
}
