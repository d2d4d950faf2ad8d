//! Floors and caps: one way to apply them, whatever stretch they hold for.

use attain_rules::plan::{Limit, LimitKind, Per};

use crate::context::Context;
use crate::earlier::Of;
use crate::fault::Stop;
use crate::posts::Post;
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::Role;

/// `amount` under one floor or cap, of whose level the earlier lines of its stretch, which belong to the component at
/// `place`, have taken their part.
pub(super) fn limited<'a, 'r, R: Recorder>(
    context: &mut Context<'a, 'r, R>,
    limit: &'a Limit,
    amount: &Noted,
    (place, earlier): (usize, impl Iterator<Item = &'r Post> + Clone),
) -> Result<Noted, Stop> {
    let role = match limit.kind {
        LimitKind::Floor => Role::Floor,
        LimitKind::Cap => Role::Cap,
    };
    let mut level = context.number(&limit.amount, || role.clone())?;
    if let Some(earlier) = context.earlier(place, earlier, Of::Line)? {
        level = context.recorder.difference(&level, &earlier, || role)?;
    }
    Ok(match limit.kind {
        LimitKind::Floor => context.recorder.greatest(amount, &level, || Role::AfterLimit),
        LimitKind::Cap => context.recorder.least(amount, &level, || Role::AfterLimit),
    })
}

/// The component's settled lines that take part of a limit which holds for a stretch that the limit itself names.
pub(super) fn lines_under<'r, R: Recorder>(
    context: &Context<'_, 'r, R>,
    place: usize,
    limit: &Limit,
) -> impl Iterator<Item = &'r Post> + Clone + use<'r, R> {
    let (posts, turn) = (context.posts, &context.turn);
    let (plan, member) = (turn.plan_place, turn.member_place);
    let days = match limit.per {
        Per::Each | Per::Own => None,
        Per::Length(length) => Some(turn.calendar.days(turn.calendar.period_of(turn.period.last(), length))),
        Per::Plan => Some(turn.series.effective),
    };
    days.into_iter().flat_map(move |days| posts.ending_in(plan, place, member, days))
}
