//! Pools: a sum for the whole group, shared by the members' keys.

use std::sync::Arc;

use attain_rules::formula::expression::Formula;
use attain_rules::number::Number;
use attain_rules::plan::{Component, Fund, Pool};
use attain_rules::rounding::Step;

use super::due::{line_rounding, pay_table, rounded_line};
use super::whole::{Entrants, GroupTurn, Left, unit_of_line};
use crate::allocation::Allocation;
use crate::context::Context;
use crate::fault::Stop;
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::{How, Role};

/// Every entrant's share, the explained one of the turn's own member, and what nobody got.
pub(super) fn share_out<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    at: GroupTurn<'a, '_>,
    pool: &'a Pool,
    entrants: &Entrants,
) -> Result<(Vec<Number>, Option<Noted>, Left), Stop> {
    let (net, reserved) = fund(context, (at.place, at.component), pool)?;
    let values =
        |formula: Option<&'a Formula>| at.of_each_member(&entrants.places, |place| at.number_of(place, formula));
    let keys = values(pool.share_by.as_ref())?;
    let most = if pool.most.is_some() { values(pool.most.as_ref())? } else { Vec::new() };
    let unit = unit_of_line(context);
    let allocation = Allocation {
        sum: &net.value,
        keys: &keys,
        most: &most,
        cut: pool.cut,
        unit: &unit.value,
        leftover: pool.leftover,
    };
    let shares = allocation.shares()?;
    let paid = shares.iter().try_fold(Number::ZERO, |sum, share| sum.add(share))?;
    let left = Left { reserved, undistributed: net.value.subtract(&paid)?, things: Vec::new() };
    let own = match entrants.own.filter(|_| R::ON).and_then(|own| Some((own, shares.get(own)?))) {
        None => None,
        Some((own, share)) => {
            let keys = at.note_each(context, (&entrants.places, entrants.own), pool.share_by.as_ref(), &keys)?;
            let most = at.note_each(context, (&entrants.places, entrants.own), pool.most.as_ref(), &most)?;
            let how = How::Allocation {
                sum: net.fact,
                keys,
                most,
                cut: pool.cut,
                unit: unit.fact,
                leftover: pool.leftover,
                own: u32::try_from(own).unwrap_or(u32::MAX),
            };
            Some(context.recorder.note(share.clone(), || (Role::PoolShare, how, Arc::default())))
        }
    };
    Ok((shares, own, left))
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
