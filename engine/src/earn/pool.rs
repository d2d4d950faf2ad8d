//! Pools: a sum for the whole group, shared by the members' keys.

use std::sync::Arc;

use attain_rules::formula::expression::Formula;
use attain_rules::number::Number;
use attain_rules::plan::{Component, Fund, Pay, Pool};
use attain_rules::rounding::{Rounding, Rule, Step};

use super::due::{line_rounding, pay_table, rounded_line, same};
use super::whole::{Entrants, GroupTurn, Left, unit_of_line};
use crate::allocation::Allocation;
use crate::context::{Context, Known};
use crate::earlier::Of;
use crate::fault::Stop;
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::{How, Role};
use crate::turn::Turn;

/// What everybody gets of a pool, in the order of the entrants.
pub(super) struct SharedOut {
    /// What is paid.
    pub amounts: Vec<Number>,
    /// That of the turn's own member, explained.
    pub own: Option<Noted>,
    /// The shares before caps, where what these cut is carried on; else none.
    pub shares: Vec<Number>,
    /// What nobody gets.
    pub left: Left,
}

/// Shares the fund out.
pub(super) fn share_out<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    at: GroupTurn<'a, '_>,
    pool: &'a Pool,
    entrants: &Entrants,
) -> Result<SharedOut, Stop> {
    let (net, reserved) = fund(context, (at.place, at.component), pool)?;
    let values =
        |formula: Option<&'a Formula>| at.of_each_member(&entrants.places, |place| at.number_of(place, formula));
    let keys = values(pool.share_by.as_ref())?;
    let caps = if pool.most.is_some() { values(pool.most.as_ref())? } else { Vec::new() };
    let most = if pool.shares_under_caps() { caps.as_slice() } else { &[] };
    let unit = unit_of_line(context);
    let allocation =
        Allocation { sum: &net.value, keys: &keys, most, cut: pool.cut(), unit: &unit.value, leftover: pool.leftover };
    let shares = allocation.shares()?;
    let paid = shares.iter().try_fold(Number::ZERO, |sum, share| sum.add(share))?;
    let undistributed = net.value.subtract(&paid)?;
    let mut left = Left { reserved, undistributed, ..Left::default() };
    let own = match entrants.own.filter(|_| R::ON).and_then(|own| Some((own, shares.get(own)?))) {
        None => None,
        Some((own, share)) => {
            let keys = at.note_each(context, (&entrants.places, entrants.own), pool.share_by.as_ref(), &keys)?;
            let limits = pool.most.as_ref().filter(|_| pool.shares_under_caps());
            let most = at.note_each(context, (&entrants.places, entrants.own), limits, most)?;
            let how = How::Allocation {
                sum: net.fact,
                keys,
                most,
                cut: pool.cut(),
                unit: unit.fact,
                leftover: pool.leftover,
                own: u32::try_from(own).unwrap_or(u32::MAX),
            };
            Some(context.recorder.note(share.clone(), || (Role::PoolShare, how, Arc::default())))
        }
    };
    if pool.shares_under_caps() {
        return Ok(SharedOut { amounts: shares, own, shares: Vec::new(), left });
    }
    let mut amounts = Vec::with_capacity(shares.len());
    for (entrant, (&place, share)) in entrants.places.iter().zip(&shares).enumerate() {
        let before = match pool.carries() {
            true => carried_before(at.known, at.at_member(place), at.place)?,
            false => Number::ZERO,
        };
        let payable = share.add(&before)?.round_to(&unit.value, Rule::Floor)?;
        let cap = caps.get(entrant).map(|cap| cap.round_to(&unit.value, Rule::Floor)).transpose()?;
        let amount = cap.map_or(payable.clone(), |cap| payable.min(cap)).max(Number::ZERO);
        if !pool.carries() {
            left.cut = left.cut.add(&share.subtract(&amount)?)?;
        }
        amounts.push(amount);
    }
    let own = match own {
        Some(share) => Some(under_cap(context, at, pool, &share)?),
        None => None,
    };
    let shares = if pool.carries() { shares } else { Vec::new() };
    Ok(SharedOut { amounts, own, shares, left })
}

/// What caps of earlier periods cut of somebody's shares and is not paid yet; below zero where closed periods paid more than is
/// known to be due by now.
pub(crate) fn carried_before<'a>(known: Known<'a, '_>, turn: Turn<'a>, place: usize) -> Result<Number, Stop> {
    let posts = known.posts.of(turn.plan_place, place, turn.member_place).iter();
    Ok(posts.map(|post| &post.carried).try_fold(Number::ZERO, |sum, carried| sum.add(carried))?)
}

/// The same of the turn's own member, with every line that left something.
fn noted_before<R: Recorder>(context: &mut Context<'_, '_, R>, place: usize) -> Result<Noted, Stop> {
    let (posts, turn) = (context.posts, context.turn);
    let lines = posts.of(turn.plan_place, place, turn.member_place).iter();
    context.given_by(place, lines, Of::Carried, || Role::CarriedBefore)
}

/// That what was carried before rests, where nothing is shared.
pub(super) fn note_resting<R: Recorder>(context: &mut Context<'_, '_, R>, at: GroupTurn<'_, '_>) -> Result<(), Stop> {
    if R::ON && matches!(&at.component.pay, Pay::Pool(pool) if pool.carries()) {
        let before = noted_before(context, at.place)?;
        same(context.recorder, &before, Role::Carried);
    }
    Ok(())
}

/// What is paid of the own share, and of what was carried before, and what is carried on.
fn under_cap<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    at: GroupTurn<'a, '_>,
    pool: &'a Pool,
    share: &Noted,
) -> Result<Noted, Stop> {
    let down = Rounding { rule: Rule::Floor, ..line_rounding(context, Step::Line) };
    let payable = if pool.carries() {
        let before = noted_before(context, at.place)?;
        context.recorder.sum(&[share.clone(), before], || Role::Part)?
    } else {
        share.clone()
    };
    let mut paid = context.recorder.rounded(payable.clone(), Some(&down), Step::Line)?;
    if let Some(most) = &pool.most {
        let cap = context.number(most, || Role::Cap)?;
        let cap = context.recorder.rounded(cap, Some(&down), Step::Line)?;
        paid = context.recorder.least(&paid, &cap, || Role::AfterLimit);
    }
    if paid.value.is_negative() {
        let zero = context.recorder.zero();
        paid = context.recorder.greatest(&paid, &zero, || Role::AfterLimit);
    }
    if pool.carries() {
        context.recorder.difference(&payable, &paid, || Role::Carried)?;
    }
    Ok(paid)
}

/// What is there to be shared, and what is held back.
fn fund<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    (place, component): (usize, &'a Component),
    pool: &'a Pool,
) -> Result<(Noted, Number), Stop> {
    let fund = match &pool.fund {
        Fund::Amount(formula) => context.number(formula, || Role::Fund)?,
        Fund::Table(table) => pay_table(context, place, component, table, None)?,
    };
    let zero = context.recorder.zero();
    let fund = context.recorder.greatest(&fund, &zero, || Role::Fund);
    let rounding = line_rounding(context, Step::Fund);
    let fund = context.recorder.rounded(fund, Some(&rounding), Step::Fund)?;
    let Some(reserve) = &pool.reserve else { return Ok((fund, Number::ZERO)) };
    let share = context.number(reserve, || Role::Reserve)?;
    let held = context.recorder.product(&fund, &share, || Role::Reserve)?;
    let held = rounded_line(context, held)?;
    // No more than there is, and no less than nothing: also where rounding goes up, or the formula beyond 100 %.
    let outside = held.value > fund.value || held.value < Number::ZERO;
    let held = if outside { context.recorder.least(&held, &fund, || Role::Reserve) } else { held };
    let held = if outside { context.recorder.greatest(&held, &zero, || Role::Reserve) } else { held };
    let net = context.recorder.difference(&fund, &held, || Role::Fund)?;
    Ok((net, held.value))
}
