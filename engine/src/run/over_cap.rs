//! What caps of a pool cut, where a participant or a fund gets it.

use std::sync::Arc;

use attain_rules::number::Number;
use attain_rules::plan::{Component, OverCap, Pay, Receiver};

use super::{Stage, Stages};
use crate::context::Known;
use crate::cut_to::{CutTo, Destination};
use crate::earn::whole::{GroupTurn, Received, settle_whole};
use crate::groups::{Groups, Members};
use crate::record::Silent;
use crate::roster::Series;

impl<'a> Stages<'a, '_> {
    /// What comes to the participant whom the pool names, from all its groups. Nothing where it names nobody, and where the
    /// participant is in no group in the period or the lines of that group cannot be told.
    pub(super) fn received(
        &self,
        series: &'a Series<'a>,
        stage: &Stage,
        component: &'a Component,
        (groups, reports): (&Groups, Option<&Groups>),
    ) -> Option<Received> {
        let Pay::Pool(pool) = &component.pay else { return None };
        let (id, _) = pool.receiving()?;
        let plan = self.world.plans.get(stage.plan)?;
        let inputs = self.world.inputs;
        let member = series.members.iter().position(|member| inputs.id(member.participant) == *id)?;
        groups.of(member)?;
        let mut sum = Number::ZERO;
        for group in &groups.all {
            let turn = stage.turn((plan, series), self.world.company.calendar, *group.members.first()?);
            let known = Known { world: self.world, posts: &self.posts, groups: Some(groups), reports };
            let (place, members) = (stage.component, group.members.as_slice());
            let at = GroupTurn { known, turn, component, place, members, teams: None, thing: None, received: None };
            match settle_whole(at, &mut Silent) {
                Ok(whole) => sum = sum.add(&whole.left.cut).ok()?,
                Err(_) if group.members.contains(&member) => return None,
                Err(_) => {}
            }
        }
        Some(Received { member, sum })
    }

    /// Takes note of what caps cut in a group and no line has; gives what of it is undistributed.
    pub(super) fn report_cut(
        &mut self,
        stage: &Stage,
        (group, component): (&Members, &Component),
        cut: Number,
        received: Option<&Received>,
    ) -> Number {
        let Pay::Pool(pool) = &component.pay else { return Number::ZERO };
        let to = match &pool.over_cap {
            OverCap::To(Receiver::Fund(name)) => Destination::Fund(Arc::clone(name)),
            OverCap::To(Receiver::Participant { id, .. }) if received.is_none() => Destination::Absent(Arc::clone(id)),
            _ => return Number::ZERO,
        };
        if cut.is_zero() {
            return cut;
        }
        let is_absent = matches!(to, Destination::Absent(_));
        let plan = self.world.plans.get(stage.plan).map_or("", |plan| plan.name.as_str());
        self.report.cut_to.push(CutTo {
            plan: plan.into(),
            component: component.name.as_str().into(),
            group: Arc::clone(&group.name),
            period: stage.period,
            unit: component.unit(),
            to,
            sum: cut.clone(),
        });
        if is_absent { cut } else { Number::ZERO }
    }
}
