//! What is due up to a day: gate, base and index, table, factors, floors and caps, rounding, in this order.

use std::borrow::Cow;
use std::sync::Arc;

use attain_rules::number::Number;
use attain_rules::plan::{
    Accumulate, Base, Component, Limit, LimitKind, Mode, Otherwise, Outside, Pay, Per, Row, Table,
};
use attain_rules::rounding::{Rounding, Step as RoundingStep};

use super::each::{is_by_transaction, pay_each};
use super::limit::{limited, lines_under};
use super::row::{steps, table_steps};
use super::table::Applied;
use crate::context::Context;
use crate::fault::Stop;
use crate::posts::Post;
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::{Fact, FactId, How, Role};
use crate::value::Value;

/// What is due up to a day.
pub(crate) struct Due {
    /// Before floors and caps.
    pub unlimited: Noted,
    /// Rounded and limited over the stretch and longer.
    pub amount: Noted,
    /// The gate was closed and nothing applies instead: no floor or guarantee either.
    pub closed: bool,
}

/// What a change of version carries over into what is due: what the versions before it gave up to there, and what this one
/// would have given, both before limits.
pub(crate) struct Change {
    pub given: Noted,
    pub mine: Noted,
}

/// What is due to the turn's member up to the turn's last day, from the start of its stretch.
pub(crate) fn due<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    place: usize,
    component: &'a Component,
    change: Option<&Change>,
) -> Result<Due, Stop> {
    let mut rows: Option<&'a [Row]> = None;
    if let Some(gate) = &component.gate {
        let (open, fact) = context.holds(&gate.condition, || Role::Gate)?;
        match (open, &gate.otherwise) {
            (true, _) => {}
            (false, Otherwise::Rows(otherwise)) => rows = Some(otherwise),
            (false, Otherwise::Nothing) => {
                let amount = nothing(context, fact);
                return Ok(Due { unlimited: amount.clone(), amount, closed: true });
            }
        }
    }
    if let Some(target) = &component.target {
        context.target = Some(context.number(target, || Role::Target)?);
    }
    let mut amount = match &component.pay {
        Pay::Amount(formula) => context.number(formula, || Role::Pay)?,
        Pay::Table(table) => pay_table(context, place, component, table, rows)?,
        Pay::Pool(_) | Pay::Contest(_) | Pay::Draw(_) => return Err(Stop::Fault(crate::fault::Fault::Unchecked, None)),
    };
    for factor in &component.factors {
        let factor = context.number(factor, || Role::Factor)?;
        let factor =
            context.recorder.rounded(factor, context.roundings.at(RoundingStep::Factor), RoundingStep::Factor)?;
        amount = context.recorder.product(&amount, &factor, || Role::AfterFactors)?;
    }
    if let Some(Change { given, mine }) = change {
        let since = context.recorder.difference(&amount, mine, || Role::SinceChange)?;
        amount = context.recorder.sum(&[given.clone(), since], || Role::AfterChange)?;
    }
    let unlimited = amount.clone();
    for limit in ordered(component, true) {
        let earlier = earlier_lines(context, place, limit);
        amount = limited(context, limit, &amount, (place, earlier))?;
    }
    Ok(Due { unlimited, amount: rounded_line(context, amount)?, closed: false })
}

/// Nothing, because the gate is closed.
pub(super) fn nothing<R: Recorder>(context: &mut Context<'_, '_, R>, gate: FactId) -> Noted {
    context.recorder.note(Number::ZERO, || (Role::Pay, How::Closed(gate), Arc::default()))
}

/// Rounded to the line's unit, which is the currency's minor unit unless the plan says otherwise.
pub(crate) fn rounded_line<R: Recorder>(context: &mut Context<'_, '_, R>, amount: Noted) -> Result<Noted, Stop> {
    let rounding = line_rounding(context, RoundingStep::Line);
    context.recorder.rounded(amount, Some(&rounding), RoundingStep::Line)
}

/// The rounding of a step that is always there: as the plan says, or else half up to the currency's minor unit.
pub(super) fn line_rounding<R: Recorder>(context: &Context<'_, '_, R>, step: RoundingStep) -> Rounding {
    context.roundings.at(step).cloned().unwrap_or_else(|| Rounding {
        rule: attain_rules::rounding::Rule::HalfUp,
        unit: Number::decimal(1, context.world.minor_digits()),
    })
}

/// What a table pays at the turn; with rows to be used instead of its own, those of a closed gate.
pub(super) fn pay_table<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    place: usize,
    component: &'a Component,
    table: &'a Table,
    otherwise: Option<&'a [Row]>,
) -> Result<Noted, Stop> {
    let steps = match otherwise {
        Some(rows) => Cow::Owned(steps(context, rows)?),
        None => table_steps(context, place, table)?,
    };
    let origin = match &table.origin {
        Some(origin) => context.number(origin, || Role::Origin)?,
        None => context.recorder.given(Number::ZERO, || Role::Origin, Arc::default),
    };
    let outside = if otherwise.is_some() { Outside::Nearest } else { table.outside };
    if is_by_transaction(table) {
        return pay_each(context, place, component, (table, outside), &steps, &origin);
    }
    let base = base(context, table)?;
    let single = steps.len() == 1 && matches!(table.mode, Mode::Marginal | Mode::Retroactive);
    let index = match &table.index {
        Some(index) => context.number(index, || Role::Index)?,
        None if single => base.clone(),
        None => context.recorder.note(base.value.clone(), || (Role::Index, How::Same(base.fact), Arc::default())),
    };
    let applied = Applied {
        mode: table.mode,
        outside,
        steps: &steps,
        roundings: context.roundings,
        origin,
        fixed_base: matches!(table.base, Base::Target),
        base_is_index: table.index.is_none(),
        fees: true,
    };
    applied.pay(context.recorder, &index, &base)
}

/// What is paid on: the target, an amount, or the part of an amount between limits.
fn base<'a, R: Recorder>(context: &mut Context<'a, '_, R>, table: &'a Table) -> Result<Noted, Stop> {
    let Base::Amount { amount, above, below } = &table.base else {
        return context.target.clone().ok_or(Stop::Fault(crate::fault::Fault::Unchecked, None));
    };
    let mut base = context.number(amount, || Role::Base)?;
    if let Some(below) = below {
        let limit = context.number(below, || Role::BaseLimit)?;
        base = context.recorder.least(&base, &limit, || Role::Base);
    }
    if let Some(above) = above {
        let limit = context.number(above, || Role::BaseLimit)?;
        let over = context.recorder.difference(&base, &limit, || Role::Part)?;
        let zero = context.recorder.zero();
        base = context.recorder.greatest(&over, &zero, || Role::Base);
    }
    Ok(base)
}

/// Floors before caps; those over the stretch and longer, or those over shorter ones.
pub(crate) fn ordered(component: &Component, long: bool) -> impl Iterator<Item = &Limit> {
    let of = move |kind| {
        let suits = move |limit: &&Limit| {
            limit.kind == kind && limit.per != Per::Each && (stretch_reaches(component, limit.per) == long)
        };
        component.limits.iter().filter(suits)
    };
    of(LimitKind::Floor).chain(of(LimitKind::Cap))
}

/// Does the limit's stretch hold the component's own?
fn stretch_reaches(component: &Component, per: Per) -> bool {
    let own = match component.accumulate {
        Accumulate::No => Some(component.every),
        Accumulate::Through(length) => Some(length),
        Accumulate::Plan => None,
    };
    match (per, own) {
        (Per::Each, _) => false,
        (Per::Own | Per::Plan, _) => true,
        (Per::Length(_), None) => false,
        (Per::Length(length), Some(own)) => length >= own,
    }
}

/// The component's lines inside the limit's stretch and before the turn's own.
fn earlier_lines<'r, R: Recorder>(
    context: &Context<'_, 'r, R>,
    place: usize,
    limit: &Limit,
) -> impl Iterator<Item = &'r Post> + Clone + use<'r, R> {
    let own = context.turn.own.first;
    lines_under(context, place, limit).filter(move |post| post.first < own)
}

/// Whether the component takes the member in at all.
pub(crate) fn is_eligible<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    component: &'a Component,
) -> Result<bool, Stop> {
    match &component.eligible {
        Some(condition) => Ok(context.holds(condition, || Role::Gate)?.0),
        None => Ok(true),
    }
}

/// A fact that repeats another under a role of its own.
pub(crate) fn same<R: Recorder>(recorder: &mut R, of: &Noted, role: Role) -> FactId {
    recorder.fact(|| Fact {
        role,
        value: Value::Number(of.value.clone()),
        how: How::Same(of.fact),
        place: Arc::default(),
    })
}
