//! Draws: the pay of a period is brought up to an amount, and what was drawn is taken back from later pay.

use std::sync::Arc;

use attain_rules::number::Number;
use attain_rules::plan::{Component, Draw, Recovery};
use attain_rules::rounding::{Rounding, Rule, Step};

use super::due::{line_rounding, rounded_line, same};
use crate::balance::Moving;
use crate::context::{Context, Known};
use crate::earlier::Of;
use crate::fault::Stop;
use crate::outcome::LineKind;
use crate::posts::Post;
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::{How, Role};
use crate::turn::{Turn, version_days};

/// What a draw gives for a period, and what is owed.
pub(crate) struct Drawn {
    pub post: Post,
    /// What is owed before and after, where what is drawn is taken back.
    pub owed: Option<Moving>,
}

/// Is the draw in force, and what does it bring the pay up to?
enum Force {
    /// It is not.
    Over,
    /// Up to this.
    UpTo(Noted),
}

/// Settles a draw for one member at one turn. `None` when the draw does not take the member in and nothing is owed.
pub(crate) fn settle_draw<'a, R: Recorder>(
    known: Known<'a, '_>,
    recorder: &mut R,
    turn: Turn<'a>,
    (place, component, draw): (usize, &'a Component, &'a Draw),
) -> Result<Option<Drawn>, Stop> {
    let mut context = Context::new(known, recorder, turn, &component.roundings);
    let force = force(&mut context, component, draw)?;
    let earnings = earnings(&mut context, draw)?;
    let opening = match &draw.recovery {
        Some(_) => Some(owed_before(&mut context, place)?),
        None => None,
    };
    let (kind, line) = match (&draw.recovery, &opening, &force) {
        (Some(recovery), Some(opening), Force::UpTo(amount)) if amount.value > earnings.value => {
            (LineKind::Draw, limited_draw(&mut context, recovery, (amount, &earnings), opening)?)
        }
        (_, Some(opening), Force::Over) if opening.value.is_zero() => return Ok(None),
        (Some(recovery), Some(opening), _) => {
            let recovered = recovered(&mut context, recovery, &force, &earnings, opening)?;
            let kind = if recovered.value.is_zero() { LineKind::Draw } else { LineKind::Recovery };
            let zero = context.recorder.zero();
            (kind, context.recorder.difference(&zero, &recovered, || Role::Part)?)
        }
        (_, _, Force::UpTo(amount)) => {
            let lacks = context.recorder.difference(amount, &earnings, || Role::Part)?;
            let zero = context.recorder.zero();
            (LineKind::Draw, context.recorder.greatest(&lacks, &zero, || Role::Drawn))
        }
        (_, _, Force::Over) => return Ok(None),
    };
    let owed = match opening {
        Some(opening) => {
            let closing = context.recorder.sum(&[opening.clone(), line.clone()], || Role::Owed)?;
            Some(Moving { opening: opening.value, closing: closing.value })
        }
        None => None,
    };
    same(context.recorder, &line, Role::Line);
    let post = Post {
        plan: turn.plan_place,
        period: turn.period,
        first: version_days(turn.plan, turn.period, turn.calendar).first,
        end: turn.end(),
        kind,
        thing: None,
        unlimited: line.value.clone(),
        gross: line.value.clone(),
        line: line.value,
        carried: Number::ZERO,
        guarantee: Number::ZERO,
        scheduled: Vec::new(),
    };
    Ok(Some(Drawn { post, owed }))
}

fn force<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    component: &'a Component,
    draw: &'a Draw,
) -> Result<Force, Stop> {
    if let Some(condition) = &component.eligible
        && !context.holds(condition, || Role::Gate)?.0
    {
        return Ok(Force::Over);
    }
    let amount = context.number(&draw.amount, || Role::DrawAmount)?;
    Ok(Force::UpTo(rounded_line(context, amount)?))
}

/// What the lines that the draw counts make together.
fn earnings<R: Recorder>(context: &mut Context<'_, '_, R>, draw: &Draw) -> Result<Noted, Stop> {
    let (turn, posts) = (context.turn, context.posts);
    let days = turn.whole();
    let window = context.label(days);
    let mut parts = Vec::with_capacity(draw.of.len());
    for &place in &draw.of {
        let lines = posts.inside(turn.plan_place, place, turn.member_place, days);
        let role = || {
            let component = turn.plan.components.get(place).map_or("", |component| component.name.as_str());
            Role::Earned { component: component.into(), window: Arc::clone(&window) }
        };
        parts.push(context.given_by(place, lines, Of::LineAndGuarantee, role)?);
        parts.extend(context.moved_in(place, turn.period)?);
    }
    context.recorder.sum(&parts, || Role::Earnings)
}

/// The lines of which something is owed: those of versions of the plan that take back what they gave.
fn owing<'a, 'r>(
    known: Known<'a, 'r>,
    turn: Turn<'a>,
    place: usize,
) -> impl Iterator<Item = &'r Post> + Clone + use<'a, 'r> {
    let Known { world, posts, .. } = known;
    let takes_back = move |post: &&Post| {
        let name = turn.plan.components.get(place).map(|component| &component.name);
        let version = world.plans.get(post.plan).into_iter().flat_map(|plan| &plan.components);
        let draw = version.filter(|component| Some(&component.name) == name).find_map(Component::draw);
        draw.is_some_and(|draw| draw.recovery.is_some())
    };
    let lines = posts.of(turn.plan_place, place, turn.member_place).iter();
    lines.filter(takes_back)
}

fn owed_before<R: Recorder>(context: &mut Context<'_, '_, R>, place: usize) -> Result<Noted, Stop> {
    let lines = owing(context.known(), context.turn, place);
    context.given_by(place, lines, Of::Line, || Role::OwedBefore)
}

/// What somebody still owes of a draw that neither gives nor takes back anything now.
pub(crate) fn still_owed<'a>(known: Known<'a, '_>, turn: Turn<'a>, place: usize) -> Result<Number, Stop> {
    let lines = owing(known, turn, place);
    Ok(lines.map(|post| &post.line).try_fold(Number::ZERO, |sum, line| sum.add(line))?)
}

/// What the pay lacks, as far as the limit of what may be owed allows.
fn limited_draw<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    recovery: &'a Recovery,
    (amount, earnings): (&Noted, &Noted),
    opening: &Noted,
) -> Result<Noted, Stop> {
    let Some(limit) = &recovery.limit else {
        return context.recorder.difference(amount, earnings, || Role::Drawn);
    };
    let lacks = context.recorder.difference(amount, earnings, || Role::Part)?;
    let limit = context.number(limit, || Role::OwedLimit)?;
    let limit = rounded_line(context, limit)?;
    let room = context.recorder.difference(&limit, opening, || Role::Part)?;
    let room = positive(context, &room, || Role::Part);
    Ok(context.recorder.least(&lacks, &room, || Role::Drawn))
}

/// What is taken back: of what is owed no more than the settings allow, and never so much that the draw would have to give it
/// again.
fn recovered<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    recovery: &'a Recovery,
    force: &Force,
    earnings: &Noted,
    opening: &Noted,
) -> Result<Noted, Stop> {
    let nothing = |how| (Role::Recovered, how, Arc::default());
    if opening.value.is_zero() {
        return Ok(context.recorder.note(Number::ZERO, || nothing(How::Same(opening.fact))));
    }
    if let Some(condition) = &recovery.condition {
        let (holds, fact) = context.holds(condition, || Role::RecoverIf)?;
        if !holds {
            return Ok(context.recorder.note(Number::ZERO, || nothing(How::Closed(fact))));
        }
    }
    let mut most = above_keep(context, recovery, force, earnings)?;
    if let Some(share) = &recovery.share {
        let share = context.number(share, || Role::RecoveryShare)?;
        let part = context.recorder.product(&most, &share, || Role::Part)?;
        // It is a bound: a rounding up would break it.
        let down = Rounding { rule: Rule::Floor, ..line_rounding(context, Step::Line) };
        let part = context.recorder.rounded(part, Some(&down), Step::Line)?;
        let part = positive(context, &part, || Role::Part);
        most = context.recorder.least(&most, &part, || Role::Part);
    }
    if let (Some(_), Force::UpTo(amount)) = (&recovery.keep, force) {
        let over = context.recorder.difference(earnings, amount, || Role::Part)?;
        most = context.recorder.least(&most, &over, || Role::Part);
    }
    Ok(context.recorder.least(opening, &most, || Role::Recovered))
}

/// The pay above what is kept.
fn above_keep<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    recovery: &'a Recovery,
    force: &Force,
    earnings: &Noted,
) -> Result<Noted, Stop> {
    let keep = match (&recovery.keep, force) {
        (Some(keep), _) => {
            let keep = context.number(keep, || Role::Keep)?;
            rounded_line(context, keep)?
        }
        (None, Force::UpTo(amount)) => amount.clone(),
        (None, Force::Over) => context.recorder.given(Number::ZERO, || Role::Keep, Arc::default),
    };
    // Nothing is taken back from pay that there is not.
    let keep = positive(context, &keep, || Role::Keep);
    let above = context.recorder.difference(earnings, &keep, || Role::Part)?;
    Ok(positive(context, &above, || Role::Part))
}

/// The number, or zero where it is less.
fn positive<R: Recorder>(context: &mut Context<'_, '_, R>, of: &Noted, role: impl FnOnce() -> Role) -> Noted {
    if !of.value.is_negative() {
        return of.clone();
    }
    let zero = context.recorder.zero();
    context.recorder.greatest(of, &zero, role)
}
