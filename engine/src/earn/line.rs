//! From what is due to a line: less what earlier lines of the stretch gave, under the limits of shorter stretches.

use std::sync::Arc;

use attain_rules::date::{Date, DateRange};
use attain_rules::number::Number;
use attain_rules::plan::{Accumulate, AsOf, Component, LimitKind, Mode, Pay, Per};

use super::due::{due, is_eligible, limited, ordered, rounded_line, same};
use crate::context::{Context, World};
use crate::fault::Stop;
use crate::posts::{Post, Posts};
use crate::record::{Arithmetic as _, Noted, Recorder, Silent};
use crate::trace::Role;
use crate::turn::Turn;

/// A line and what it leaves for the lines after it.
pub(crate) struct Settled {
    pub post: Post,
    /// What the guarantee adds, when there is one and the gate is open.
    pub guarantee: Option<Number>,
}

/// Settles one component for one member at one turn. `None` when the component does not take the member in.
pub(crate) fn settle<'a, R: Recorder>(
    world: &World<'a>,
    posts: &Posts,
    recorder: &mut R,
    turn: Turn<'a>,
    place: usize,
    component: &'a Component,
) -> Result<Option<Settled>, Stop> {
    let mut context = Context::new(world, posts, recorder, turn, &component.roundings);
    if !is_eligible(&mut context, component)? {
        return Ok(None);
    }
    let now = due(&mut context, place, component)?;
    let given = given(&context, place)?;
    let before_change = before_change(world, posts, turn, place, component)?;
    let mut amount = now.amount;
    let to_take_off = given.subtract(&before_change)?;
    if !to_take_off.is_zero() {
        let earlier = context.recorder.given(to_take_off, || Role::Earlier, Arc::default);
        amount = context.recorder.difference(&amount, &earlier, || Role::Part)?;
    }
    let gross = amount.value.clone();
    if !now.closed {
        for limit in ordered(component, false) {
            amount = limited_line(&mut context, place, limit, amount)?;
        }
        amount = rounded_line(&mut context, amount)?;
    }
    let guarantee = match (&component.guarantee, now.closed) {
        (Some(formula), false) => Some(top_up(&mut context, formula, &amount)?),
        _ => None,
    };
    same(context.recorder, &amount, Role::Line);
    let post = Post {
        plan: turn.plan_place,
        stretch: turn.own.first,
        end: turn.end(),
        gross,
        line: amount.value,
        guarantee: guarantee.clone().unwrap_or_default(),
    };
    Ok(Some(Settled { post, guarantee }))
}

/// What earlier lines of the stretch gave, before the limits of shorter stretches.
fn given<R: Recorder>(context: &Context<'_, '_, R>, place: usize) -> Result<Number, Stop> {
    let turn = &context.turn;
    let posts = context.posts.of(turn.plan_place, place, turn.member_place);
    let earlier = posts.iter().filter(|post| post.stretch == turn.own.first);
    Ok(earlier.map(|post| &post.gross).try_fold(Number::ZERO, |sum, gross| sum.add(gross))?)
}

/// Slices are cut where a new version of the plan came into force in the middle of the stretch: what this version would
/// have given up to there does not count, what the versions before it gave does. Other tables follow the latest version.
fn before_change<'a>(
    world: &World<'a>,
    posts: &Posts,
    turn: Turn<'a>,
    place: usize,
    component: &'a Component,
) -> Result<Number, Stop> {
    let start = turn.plan.effective.first;
    let earlier = posts.of(turn.plan_place, place, turn.member_place);
    let by_others = earlier.iter().filter(|post| post.stretch == turn.own.first && post.plan != turn.plan_place);
    let by_others = by_others.map(|post| &post.gross).try_fold(Number::ZERO, |sum, gross| sum.add(gross))?;
    let is_first = turn.series.versions.first() == Some(&turn.plan_place);
    if is_first || start <= turn.own.first || !is_cut(component) {
        return Ok(Number::ZERO);
    }
    let Some(there) = turn_up_to(turn, start.plus_days(-1), world) else { return Ok(Number::ZERO) };
    // Whoever came with the new version has nothing due from before it.
    if turn.member().is_none_or(|member| member.latest_in(there.own).is_none()) {
        return Ok(Number::ZERO);
    }
    let mut silent = Silent;
    let mut context = Context::new(world, posts, &mut silent, there, &component.roundings);
    let mine = due(&mut context, place, component)?.amount.value;
    // What is due now, less what would have been due at the change, plus what was given for the time before it; and since
    // what was given is taken off in any case, the two differences are put together here.
    Ok(by_others.subtract(&mine)?)
}

/// Do the parts before and after a change of version add up, or does the latest version speak for the whole stretch?
fn is_cut(component: &Component) -> bool {
    match &component.pay {
        Pay::Table(table) => table.mode == Mode::Marginal || table.as_of != AsOf::Window,
        Pay::Amount(_) => false,
    }
}

fn turn_up_to<'a>(turn: Turn<'a>, end: Date, world: &World<'a>) -> Option<Turn<'a>> {
    let month = attain_rules::period::Month::of(end);
    let period = world.company.calendar.period_of(month, turn.period.length);
    (end >= turn.own.first).then_some(Turn { period, own: DateRange { first: turn.own.first, last: end }, ..turn })
}

/// A limit on a stretch shorter than the component's own: it holds for the lines of that stretch together.
fn limited_line<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    place: usize,
    limit: &'a attain_rules::plan::Limit,
    amount: Noted,
) -> Result<Noted, Stop> {
    let Per::Length(length) = limit.per else { return limited(context, place, limit, amount) };
    let days = context.world.company.calendar.period_of(context.turn.period.last(), length).days();
    let turn = &context.turn;
    let posts = context.posts.of(turn.plan_place, place, turn.member_place);
    let earlier = posts.iter().filter(|post| days.contains(post.end));
    let earlier = earlier.map(|post| &post.line).try_fold(Number::ZERO, |sum, line| sum.add(line))?;
    let role = || match limit.kind {
        LimitKind::Floor => Role::Floor,
        LimitKind::Cap => Role::Cap,
    };
    let mut level = context.number(&limit.amount, role)?;
    if !earlier.is_zero() {
        let earlier = context.recorder.given(earlier, || Role::Earlier, Arc::default);
        level = context.recorder.difference(&level, &earlier, role)?;
    }
    Ok(match limit.kind {
        LimitKind::Floor => context.recorder.greatest(&amount, &level, || Role::AfterLimit),
        LimitKind::Cap => context.recorder.least(&amount, &level, || Role::AfterLimit),
    })
}

/// What is missing to the guaranteed amount.
fn top_up<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    formula: &'a attain_rules::formula::expression::Formula,
    line: &Noted,
) -> Result<Number, Stop> {
    let guaranteed = context.number(formula, || Role::Guarantee)?;
    let guaranteed = rounded_line(context, guaranteed)?;
    let missing = guaranteed.value.subtract(&line.value)?;
    Ok(missing.max(Number::ZERO))
}

/// Does the amount depend on lines before the period, so that these have to be worked out first?
pub(crate) fn looks_back(component: &Component) -> bool {
    component.accumulate != Accumulate::No
        || component.limits.iter().any(|limit| match limit.per {
            Per::Each | Per::Own => false,
            Per::Plan => true,
            Per::Length(length) => length > component.every,
        })
}
