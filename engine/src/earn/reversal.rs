//! Reversals that take back what their originals gave: at the rate, of the amount, or of the pay of the transaction that they
//! reverse.

use std::sync::Arc;

use attain_rules::plan::{AsOf, Component, Over, Pay, Reversals, Table};
use attain_rules::rounding::Step as RoundingStep;

use super::due::is_eligible;
use super::each::{Unit, applied, grouped, index, under_limits};
use super::row::table_steps;
use crate::context::Context;
use crate::credit::books::Entry;
use crate::fault::{Fault, Stop};
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::timeline::common_days;
use crate::trace::Role;
use crate::turn::{Turn, version_days};

/// What a reversal takes back, where that goes by its original; nothing where it goes through the table like all others.
pub(super) fn taken_back<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    (place, component): (usize, &'a Component),
    table: &Table,
    (unit, base): (&Unit, &Noted),
) -> Result<Option<Noted>, Stop> {
    let Some(original) = unit.reverses.as_ref().filter(|_| table.reversals != Reversals::Recalculated) else {
        return Ok(None);
    };
    let fault = Fault::NoOriginal { reversal: Arc::clone(&unit.key), original: Arc::clone(original) };
    let missing = || Stop::Fault(fault.clone(), Some(component.span));
    let found = find(context, place, original, unit).ok_or_else(missing)?;
    let (there, at) = turn_of(context, component, &found).ok_or_else(missing)?;
    let unit = find_in(context, (there.plan_place, at), &found).ok_or_else(missing)?;
    let (worth, gave) = gave(context, (there, at), (&unit, original), table.reversals)?.ok_or_else(missing)?;
    // What is taken back is the reversal's part of it.
    let part = context.recorder.quotient(base, &worth, || Role::Part)?;
    context.recorder.product(&gave, &part, || Role::Pay).map(Some)
}

/// The first credit of the original to the same member.
fn find<R: Recorder>(context: &Context<'_, '_, R>, place: usize, original: &str, reversal: &Unit) -> Option<Entry> {
    let turn = &context.turn;
    let entries = &context.world.credits.ledger(turn.plan_place, place)?.entries;
    let start = entries.partition_point(|entry| entry.member < turn.member_place);
    let own = entries.get(start..)?.iter().take_while(|entry| entry.member == turn.member_place);
    let is_it = |entry: &&Entry| *entry.transaction == *original && !entry.credit.is_negative();
    // The same id in two sources means two transactions; the reversal's own source goes first.
    let of_source = own.clone().filter(is_it).find(|entry| entry.source == reversal.source);
    of_source.or_else(|| own.clone().find(is_it)).cloned()
}

/// The turn in which the original was paid, and the place of the component in the plan's version of that day.
fn turn_of<'a, R: Recorder>(
    context: &Context<'a, '_, R>,
    component: &Component,
    original: &Entry,
) -> Option<(Turn<'a>, usize)> {
    let turn = context.turn;
    let versions = turn.series.versions.iter().filter_map(|place| Some((*place, context.world.plans.get(*place)?)));
    let (plan_place, plan) = versions.into_iter().find(|(_, plan)| plan.effective.contains(original.date))?;
    let at = plan.components.iter().position(|other| other.name == component.name)?;
    let every = plan.components.get(at)?.every;
    let period = turn.calendar.period_of(turn.calendar.month_of(original.date), every);
    let own = common_days(version_days(plan, period, turn.calendar), turn.series.effective);
    Some((Turn { plan_place, plan, period, own, ..turn }, at))
}

/// The original as it was paid there.
fn find_in<R: Recorder>(context: &Context<'_, '_, R>, (plan, place): (usize, usize), original: &Entry) -> Option<Unit> {
    let entries = &context.world.credits.ledger(plan, place)?.entries;
    let same = |entry: &&Entry| (&entry.transaction, &entry.source) == (&original.transaction, &original.source);
    let start = entries.partition_point(|entry| (entry.member, entry.date) < (original.member, original.date));
    let of_day = entries.get(start..)?.iter().take_while(|entry| entry.member == original.member);
    let own: Vec<Entry> = of_day.take_while(|entry| entry.date == original.date).filter(same).cloned().collect();
    grouped(&own, false).ok()?.into_iter().next().filter(|unit| !unit.base.is_negative() && !unit.base.is_zero())
}

/// What the original was worth, and what it gave, as far as it is to be taken back.
fn gave<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    (turn, at): (Turn<'a>, usize),
    (unit, original): (&Unit, &Arc<str>),
    reversals: Reversals,
) -> Result<Option<(Noted, Noted)>, Stop> {
    let Some(component) = turn.plan.components.get(at) else { return Ok(None) };
    let Pay::Table(table) = &component.pay else { return Ok(None) };
    if table.over != Over::Transaction || table.as_of != AsOf::Window {
        return Ok(None);
    }
    let mut there = Context::new(context.known(), &mut *context.recorder, turn, &component.roundings);
    let worth = || Role::Worth { transaction: Arc::clone(original) };
    let worth = there.recorder.given(unit.base.clone(), worth, Arc::default);
    let gave = || Role::Original { transaction: Arc::clone(original) };
    if !is_eligible(&mut there, component)? {
        let nothing = there.recorder.sum(&[], gave)?;
        return Ok(Some((worth, nothing)));
    }
    let steps = table_steps(&mut there, at, table)?;
    let origin = match &table.origin {
        Some(origin) => there.number(origin, || Role::Origin)?,
        None => there.recorder.zero(),
    };
    let index = index(&mut there, table, unit, (&worth, None))?;
    let fees = reversals != Reversals::Rate;
    let mut pay = applied(&there, (table, table.outside), &steps, &origin, fees).pay(there.recorder, &index, &worth)?;
    if reversals == Reversals::Paid {
        pay = under_limits(&mut there, (at, component), pay, unit)?;
        pay = there.recorder.rounded(pay, there.roundings.at(RoundingStep::Each), RoundingStep::Each)?;
    }
    let gave = there.recorder.sum(&[pay], gave)?;
    Ok(Some((worth, gave)))
}
