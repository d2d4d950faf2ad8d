//! Stages of draws.

use attain_rules::plan::{Component, Draw};

use super::{Stage, Stages};
use crate::context::Known;
use crate::earn::draw::{Drawn, settle_draw, still_owed};
use crate::earn::line::Settled;
use crate::groups::Groups;
use crate::record::recorded;
use crate::roster::Series;

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
}
