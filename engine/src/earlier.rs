//! What earlier lines gave, added up, with every one of them as a fact that names its line.

use std::sync::Arc;

use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::plan::Component;
use attain_rules::unit::UnitPlace;

use crate::context::Context;
use crate::fault::Stop;
use crate::outcome::{LineKind, line_id, since};
use crate::posts::Post;
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::Role;

/// Which figure of an earlier line is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// Its amount.
    Line,
    /// Its amount, and what its guarantee added.
    LineAndGuarantee,
    /// What it added to the amount to date, before limits on shorter stretches.
    Gross,
    /// What it added to the amount to date, before any limits.
    Unlimited,
    /// What its cap cut, less what it paid of what was cut before; where that is anything.
    Carried,
}

impl Of {
    /// The figures of a post, with the line that each belongs to.
    fn figures(self, post: &Post) -> impl Iterator<Item = (LineKind, &Number)> {
        let guarantee = self.guarantee(post).map(|added| (LineKind::Guarantee, added));
        let own = Some((post.kind, self.own(post))).filter(|(_, own)| self != Self::Carried || !own.is_zero());
        own.into_iter().chain(guarantee)
    }

    /// The figure of the line itself.
    const fn own(self, post: &Post) -> &Number {
        match self {
            Self::Line | Self::LineAndGuarantee => &post.line,
            Self::Gross => &post.gross,
            Self::Unlimited => &post.unlimited,
            Self::Carried => &post.carried,
        }
    }

    /// What its guarantee added, where that counts.
    fn guarantee(self, post: &Post) -> Option<&Number> {
        (self == Self::LineAndGuarantee && !post.guarantee.is_zero()).then_some(&post.guarantee)
    }
}

impl<'r, R: Recorder> Context<'_, 'r, R> {
    /// What the lines in `posts`, which are the turn's member's and belong to the component at `place`, gave together.
    pub(crate) fn given_by(
        &mut self,
        place: usize,
        posts: impl Iterator<Item = &'r Post>,
        of: Of,
        role: impl FnOnce() -> Role,
    ) -> Result<Noted, Stop> {
        let mut lines = Vec::new();
        let mut sum = Number::ZERO;
        for post in posts {
            for (kind, figure) in of.figures(post) {
                sum = sum.add(figure)?;
                if R::ON {
                    let id = self.id_of(place, post, kind);
                    let is_amount = kind == LineKind::Guarantee || *figure == post.line;
                    let role = || match of {
                        Of::Carried => Role::OtherCarried { line: id },
                        _ if is_amount => Role::OtherLine { line: id },
                        _ => Role::OtherPay { line: id },
                    };
                    lines.push(self.recorder.given(figure.clone(), role, Arc::default));
                }
            }
        }
        if R::ON { self.recorder.sum(&lines, role) } else { Ok(self.recorder.given(sum, role, Arc::default)) }
    }

    /// As [`Context::given_by`]; `None` where the lines gave nothing.
    pub(crate) fn earlier(
        &mut self,
        place: usize,
        posts: impl Iterator<Item = &'r Post> + Clone,
        of: Of,
    ) -> Result<Option<Noted>, Stop> {
        let mut sum = Number::ZERO;
        for post in posts.clone() {
            sum = sum.add(of.own(post))?;
            if let Some(added) = of.guarantee(post) {
                sum = sum.add(added)?;
            }
        }
        if sum.is_zero() {
            return Ok(None);
        }
        if R::ON {
            return self.given_by(place, posts, of, || Role::Earlier).map(Some);
        }
        Ok(Some(self.recorder.given(sum, || Role::Earlier, Arc::default)))
    }

    /// The amount of a settled line of the turn's member, by its name.
    pub(crate) fn line_of(&mut self, place: usize, post: &Post) -> Noted {
        let id = if R::ON { self.id_of(place, post, post.kind) } else { Arc::default() };
        self.recorder.given(post.line.clone(), || Role::OtherLine { line: id }, Arc::default)
    }

    /// What moves pay of the component at `place` into `days`, or out of them; `None` where nothing does.
    pub(crate) fn moved_in(&mut self, place: usize, period: Period) -> Result<Option<Noted>, Stop> {
        let (posts, turn) = (self.posts, self.turn);
        let mut lines = Vec::new();
        for moved in posts.moves_in(turn.plan_place, place, turn.member_place, period) {
            let id = if R::ON {
                self.id((place, None), moved.kind, moved.plan, (moved.earned_for, moved.paid_in))
            } else {
                Arc::default()
            };
            lines.push(self.recorder.given(moved.amount.clone(), || Role::OtherLine { line: id }, Arc::default));
        }
        if lines.is_empty() { Ok(None) } else { self.recorder.sum(&lines, || Role::Moved).map(Some) }
    }

    /// The id of a line of the turn's member.
    fn id_of(&self, place: usize, post: &Post, kind: LineKind) -> Arc<str> {
        self.id((place, post.thing), kind, post.plan, (post.period, post.period))
    }

    fn id(
        &self,
        (place, thing): (usize, Option<UnitPlace>),
        kind: LineKind,
        plan: usize,
        (earned_for, paid_in): (Period, Period),
    ) -> Arc<str> {
        let (world, turn) = (self.world, &self.turn);
        let participant = world.inputs.participant(turn.participant());
        let participant = participant.map_or("", |participant| &*participant.id);
        let component = turn.plan.components.get(place);
        let apart = thing.filter(|_| component.is_some_and(Component::has_lines_by_thing));
        let apart = apart.map(|thing| world.company.name_of(Some(thing)));
        let component = (component.map_or("", |component| component.name.as_str()), apart);
        let calendar = world.company.calendar;
        let since = since((world.plans, calendar), plan, earned_for);
        line_id(
            (&calendar.label(earned_for), &calendar.label(paid_in)),
            participant,
            &turn.plan.name,
            component,
            kind,
            since,
        )
        .into()
    }
}
