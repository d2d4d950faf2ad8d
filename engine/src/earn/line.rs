//! From what is due to a line: less what earlier lines of the stretch gave, under the limits of shorter stretches.

use std::sync::Arc;

use attain_rules::date::{Date, DateRange};
use attain_rules::formula::expression::Formula;
use attain_rules::number::Number;
use attain_rules::plan::{Accumulate, Component, Mode, Pay, Per, Plan, Reversals};

use super::due::{Change, due, is_eligible, ordered, rounded_line, same};
use super::each::is_by_transaction;
use super::limit::{limited, lines_under};
use crate::context::{Context, Known, World};
use crate::earlier::Of;
use crate::fault::Stop;
use crate::outcome::LineKind;
use crate::posts::Post;
use crate::record::{Arithmetic as _, Noted, Recorder, Tracer};
use crate::trace::{How, Role, Trace};
use crate::turn::{Turn, version_days};

/// A line and what it leaves for the lines after it.
pub(crate) struct Settled {
    pub post: Post,
    /// What the guarantee adds, when there is one and the gate is open.
    pub guarantee: Option<TopUp>,
}

/// What a guarantee adds to the lines of a period.
pub(crate) struct TopUp {
    /// What the lines of the period lack: one line, unless the plan changed within it.
    pub added: Number,
    /// Why, where it is to be explained and anything is added.
    pub trace: Option<Box<Trace>>,
}

/// Settles one component for one member at one turn. `None` when the component does not take the member in.
pub(crate) fn settle<'a, R: Recorder>(
    known: Known<'a, '_>,
    recorder: &mut R,
    turn: Turn<'a>,
    place: usize,
    component: &'a Component,
) -> Result<Option<Settled>, Stop> {
    let Known { world, posts, .. } = known;
    let mut context = Context::new(known, recorder, turn, &component.roundings);
    if !is_eligible(&mut context, component)? {
        return Ok(None);
    }
    let change = change(&mut context, place, component)?;
    let now = due(&mut context, place, component, change.as_ref())?;
    let mut amount = now.amount;
    let given = posts.inside(turn.plan_place, place, turn.member_place, turn.own);
    if let Some(earlier) = context.earlier(place, given.clone(), Of::Gross)? {
        amount = context.recorder.difference(&amount, &earlier, || Role::Part)?;
    }
    let gross = amount.value.clone();
    if !now.closed {
        for limit in ordered(component, false) {
            let earlier = lines_under(&context, place, limit);
            amount = limited(&mut context, limit, &amount, (place, earlier))?;
        }
        amount = rounded_line(&mut context, amount)?;
    }
    let given = given.map(|post| &post.unlimited).try_fold(Number::ZERO, |sum, amount| sum.add(amount))?;
    let mut post = Post {
        plan: turn.plan_place,
        period: turn.period,
        first: version_days(turn.plan, turn.period, turn.calendar).first,
        end: turn.end(),
        kind: LineKind::Earning,
        thing: None,
        unlimited: now.unlimited.value.subtract(&given)?,
        gross,
        line: amount.value.clone(),
        carried: Number::ZERO,
        guarantee: Number::ZERO,
        scheduled: Vec::new(),
    };
    let guarantee = match &component.guarantee {
        Some(formula) if !now.closed && is_last_of_period(world, turn, component) => {
            Some(top_up(&mut context, (place, component), formula, &post)?)
        }
        _ => None,
    };
    same(context.recorder, &amount, Role::Line);
    post.guarantee = guarantee.as_ref().map(|top_up: &TopUp| top_up.added.clone()).unwrap_or_default();
    Ok(Some(Settled { post, guarantee }))
}

/// Slices are cut where a new version of the plan came into force in the middle of the stretch: what this version would
/// have given up to there does not count, what the versions before it gave does. Other tables follow the latest version,
/// unless a line of a longer period reaches into the stretch and leaves nothing that could be computed again.
fn change<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    place: usize,
    component: &'a Component,
) -> Result<Option<Change>, Stop> {
    let (posts, turn) = (context.posts, context.turn);
    let before = DateRange { first: turn.own.first, last: turn.plan.effective.first.plus_days(-1) };
    let was_on_plan = turn.member().is_some_and(|member| member.latest_in(before).is_some());
    let is_first = turn.series.versions.first() == Some(&turn.plan_place);
    if is_first || before.last < before.first || !was_on_plan {
        return Ok(None);
    }
    let earlier = posts.of(turn.plan_place, place, turn.member_place);
    let reaches_in = earlier.iter().any(|post| post.first < before.first && before.contains(post.end));
    let follows_latest = component.accumulate != Accumulate::No || !reaches_in;
    if !is_cut(component) && follows_latest {
        return Ok(None);
    }
    let by_others = posts.inside(turn.plan_place, place, turn.member_place, before);
    let by_others = by_others.filter(|post| post.plan != turn.plan_place);
    let given = context.given_by(place, by_others, Of::Unlimited, || Role::Earlier)?;
    let there = turn_up_to(turn, before.last);
    let mut there = Context::new(context.known(), &mut *context.recorder, there, &component.roundings);
    let Noted { value, fact } = due(&mut there, place, component, None)?.unlimited;
    let mine = context.recorder.note(value, || (Role::BeforeChange, How::Same(fact), Arc::default()));
    Ok(Some(Change { given, mine }))
}

/// Do the parts before and after a change of version add up, or does the latest version speak for the whole stretch?
fn is_cut(component: &Component) -> bool {
    match &component.pay {
        Pay::Table(table) => table.mode == Mode::Marginal || is_by_transaction(table),
        Pay::Amount(_) | Pay::Pool(_) | Pay::Contest(_) | Pay::Draw(_) => false,
    }
}

fn turn_up_to(turn: Turn<'_>, end: Date) -> Turn<'_> {
    let period = turn.calendar.period_of(turn.calendar.month_of(end), turn.period.length);
    Turn { period, own: DateRange { first: turn.own.first, last: end }, ..turn }
}

/// Does no later version of the plan have a line of the component for the same period? One period has one guarantee.
fn is_last_of_period(world: &World<'_>, turn: Turn<'_>, component: &Component) -> bool {
    let versions = turn.series.versions.iter().filter_map(|place| world.plans.get(*place));
    let later = versions.filter(|version| version.effective.first > turn.plan.effective.first);
    let has_line = |version: &Plan| {
        let days = version_days(version, turn.period, turn.calendar);
        days.first <= days.last
            && version.components.iter().any(|other| other.name == component.name && other.every == component.every)
            && turn.member().is_some_and(|member| member.latest_in(days).is_some())
    };
    !later.into_iter().any(has_line)
}

/// What the period's lines lack of the guaranteed amount: this one, and those of the versions before.
fn top_up<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    (place, component): (usize, &'a Component),
    formula: &'a Formula,
    line: &Post,
) -> Result<TopUp, Stop> {
    let guaranteed = context.number(formula, || Role::Guarantee)?;
    let guaranteed = rounded_line(context, guaranteed)?.value;
    let turn = context.turn;
    let earlier = context.posts.inside(turn.plan_place, place, turn.member_place, turn.whole());
    let lines = earlier.map(|post| &post.line).try_fold(line.line.clone(), |sum, line| sum.add(line))?;
    let added = guaranteed.subtract(&lines)?.max(Number::ZERO);
    let explained = R::ON && !added.is_zero();
    let trace = if explained { Some(explained_top_up(context, (place, component), formula, line)?) } else { None };
    Ok(TopUp { added, trace })
}

/// Why a guarantee adds what it adds: the trace of a line of its own.
fn explained_top_up<'a, R: Recorder>(
    context: &Context<'a, '_, R>,
    (place, component): (usize, &'a Component),
    formula: &'a Formula,
    line: &Post,
) -> Result<Box<Trace>, Stop> {
    let (mut tracer, turn) = (Tracer::default(), context.turn);
    let mut own = Context::new(context.known(), &mut tracer, turn, &component.roundings);
    if let Some(target) = &component.target {
        own.target = Some(own.number(target, || Role::Target)?);
    }
    let guaranteed = own.number(formula, || Role::Guarantee)?;
    let guaranteed = rounded_line(&mut own, guaranteed)?;
    let earlier = context.posts.inside(turn.plan_place, place, turn.member_place, turn.whole());
    let lines = own.given_by(place, earlier.chain([line]), Of::Line, || Role::Pay)?;
    own.recorder.difference(&guaranteed, &lines, || Role::Line)?;
    Ok(Box::new(tracer.into_trace()))
}

/// Do reversals take back what transactions gave that may be long past?
pub(crate) fn goes_by_originals(component: &Component) -> bool {
    matches!(&component.pay, Pay::Table(table) if table.reversals != Reversals::Recalculated)
}

/// Does the amount depend on lines before the period, so that these have to be worked out first?
pub(crate) fn looks_back(component: &Component) -> bool {
    component.accumulate != Accumulate::No
        || component.carries_balance()
        || goes_by_originals(component)
        || component.limits.iter().any(|limit| match limit.per {
            Per::Each | Per::Own => false,
            Per::Plan => true,
            Per::Length(length) => length > component.every,
        })
}
