//! Balances of a period: what draws are owed, and what caps cut and later periods pay.

use attain_rules::number::Number;
use attain_rules::plan::Component;

use super::{Stage, Stages};
use crate::balance::{Balance, BalanceKind, Moving};
use crate::context::Known;
use crate::earn::draw::still_owed;
use crate::earn::pool::carried_before;
use crate::fault::Stop;
use crate::roster::Series;
use crate::turn::Turn;
use crate::units::minor_units;

impl<'a> Stages<'a, '_> {
    /// What goes on of a component that no version of the plan has in the period: it rests.
    pub(super) fn run_rest(&mut self, series: &'a Series<'a>, stage: &Stage, component: &Component) {
        let Some(plan) = self.world.plans.get(stage.plan) else { return };
        for member_place in 0..series.members.len() {
            let turn = stage.turn((plan, series), self.world.company.calendar, member_place);
            let known = Known { world: self.world, posts: &self.posts, groups: None, reports: None };
            let resting = match BalanceKind::of(component) {
                BalanceKind::Owed => still_owed(known, turn, stage.component),
                BalanceKind::Carried => carried_before(known, turn, stage.component),
            };
            self.push_resting(stage, turn, component, resting);
        }
    }

    /// What is carried for everybody after a pool was settled: also for those who have no share in the period, of whom it rests.
    pub(super) fn push_carried(&mut self, series: &'a Series<'a>, stage: &Stage, component: &Component) {
        let versions = series.versions.iter().filter_map(|place| self.world.plans.get(*place));
        let carries = |other: &Component| other.name == component.name && other.carries_balance();
        let is_carried = versions.flat_map(|version| &version.components).any(carries);
        let Some(plan) = self.world.plans.get(stage.plan).filter(|_| stage.asked && is_carried) else { return };
        for member_place in 0..series.members.len() {
            let turn = stage.turn((plan, series), self.world.company.calendar, member_place);
            let known = Known { world: self.world, posts: &self.posts, groups: None, reports: None };
            let now = self.posts.of(stage.plan, stage.component, member_place).iter();
            let now = now.filter(|post| (post.plan, post.period) == (stage.plan, stage.period));
            let change = now.map(|post| &post.carried).try_fold(Number::ZERO, |sum, carried| sum.add(carried));
            let moving = carried_before(known, turn, stage.component).and_then(|closing| {
                let opening = closing.subtract(&change?)?;
                Ok(Moving { opening, closing })
            });
            match moving {
                Ok(moving) if moving.opening.is_zero() && moving.closing.is_zero() => {}
                Ok(moving) => self.push_balance(stage, turn, component, &moving),
                Err(stop) => self.stopped(stage, turn, component, stop),
            }
        }
    }

    /// A balance in a period in which nothing is taken off it: after somebody left, while a figure is missing, while the plan says
    /// `recover: no`.
    pub(super) fn push_resting(
        &mut self,
        stage: &Stage,
        turn: Turn<'a>,
        component: &Component,
        resting: Result<Number, Stop>,
    ) {
        match resting {
            Ok(resting) if resting.is_zero() => {}
            Ok(resting) => {
                self.push_balance(stage, turn, component, &Moving { opening: resting.clone(), closing: resting });
            }
            Err(stop) => self.stopped(stage, turn, component, stop),
        }
    }

    pub(super) fn push_balance(&mut self, stage: &Stage, turn: Turn<'a>, component: &Component, moving: &Moving) {
        if !stage.asked {
            return;
        }
        match self.balance(stage, turn, component, moving) {
            Ok(Some(balance)) => self.balances.push(balance),
            Ok(None) => {}
            Err(stop) => self.stopped(stage, turn, component, stop),
        }
    }

    /// In the smallest parts of what the component pays in; nothing where they are too many, which the line itself says.
    fn balance(
        &self,
        stage: &Stage,
        turn: Turn<'a>,
        component: &Component,
        moving: &Moving,
    ) -> Result<Option<Balance>, Stop> {
        let change = moving.closing.subtract(&moving.opening)?;
        let zero = Number::ZERO;
        let (added, taken) = if change.is_negative() { (zero, change.negate()?) } else { (change, zero) };
        let digits = self.world.company.digits_of(component.unit());
        let minor = |number: &Number| minor_units(number, digits);
        let (Some(opening), Some(added), Some(taken), Some(closing)) =
            (minor(&moving.opening), minor(&added), minor(&taken), minor(&moving.closing))
        else {
            return Ok(None);
        };
        Ok(Some(Balance {
            participant: turn.participant(),
            plan: u32::try_from(stage.plan).unwrap_or(u32::MAX),
            component: u32::try_from(stage.component).unwrap_or(u32::MAX),
            period: stage.period,
            kind: BalanceKind::of(component),
            opening,
            added,
            taken,
            closing,
        }))
    }
}
