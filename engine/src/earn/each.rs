//! Components that are paid by the transaction or group, or whose row is picked by a running total.

use std::collections::BTreeMap;
use std::sync::Arc;

use attain_rules::formula::expression::{Formula, Name, Node};
use attain_rules::number::Number;
use attain_rules::plan::{AsOf, Base, Component, LimitKind, Mode, Outside, Over, Per, Table};
use attain_rules::rounding::Step as RoundingStep;

use super::row::Step;
use super::table::Applied;
use crate::context::Context;
use crate::credit::books::Entry;
use crate::fault::{Fault, Stop};
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::Role;

/// One transaction or group.
struct Unit {
    key: Arc<str>,
    base: Number,
    index: Option<Number>,
    /// Credits of the stretch that come after it.
    after: Number,
}

/// What all transactions or groups of the stretch pay.
pub(crate) fn pay_each<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    component_place: usize,
    component: &'a Component,
    (table, outside): (&'a Table, Outside),
    steps: &[Step],
    origin: &Noted,
) -> Result<Noted, Stop> {
    let units = units(context, component_place)?;
    let mut pays = Vec::with_capacity(units.len());
    for unit in &units {
        let base = context.recorder.given(unit.base.clone(), || Role::Base, Arc::default);
        let index = index(context, table, unit, &base)?;
        let applied = Applied {
            mode: table.mode,
            outside,
            steps,
            roundings: context.roundings,
            origin: origin.clone(),
            fixed_base: false,
            base_is_index: table.index.is_none() && table.as_of == AsOf::Window,
            fees: !unit.base.is_negative(),
        };
        let pay = applied.pay(context.recorder, &index, &base)?;
        let pay = limited(context, component, pay, unit)?;
        let pay = context.recorder.rounded(pay, context.roundings.at(RoundingStep::Each), RoundingStep::Each)?;
        let key = &unit.key;
        pays.push(context.recorder.sum(&[pay], || Role::Each { key: Arc::clone(key) })?);
    }
    context.recorder.sum(&pays, || Role::Pay)
}

fn units<R: Recorder>(context: &Context<'_, '_, R>, component: usize) -> Result<Vec<Unit>, Stop> {
    let turn = &context.turn;
    let ledger = context.world.credits.ledger(turn.plan_place, component).ok_or(Stop::Fault(Fault::Unchecked, None))?;
    let start =
        ledger.entries.partition_point(|entry| (entry.member, entry.date) < (turn.member_place, turn.own.first));
    let end = ledger.entries.partition_point(|entry| (entry.member, entry.date) <= (turn.member_place, turn.own.last));
    let entries = ledger.entries.get(start..end).unwrap_or_default();
    let mut after = entries.iter().try_fold(Number::ZERO, |sum, entry| sum.add(&entry.credit))?;
    let mut units = grouped(entries)?;
    for unit in &mut units {
        after = after.subtract(&unit.base)?;
        unit.after = after.clone();
    }
    Ok(units)
}

/// Groups in the order of their first transaction; all that somebody gets of one transaction is one unit.
fn grouped(entries: &[Entry]) -> Result<Vec<Unit>, Stop> {
    let mut units: Vec<Unit> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries {
        let place = *places.entry(&entry.key).or_insert(units.len());
        match units.get_mut(place) {
            None => units.push(Unit {
                key: Arc::clone(&entry.key),
                base: entry.credit.clone(),
                index: entry.index.clone(),
                after: Number::ZERO,
            }),
            Some(unit) => {
                if unit.index != entry.index {
                    return Err(Stop::Fault(Fault::GroupDiffers { group: Arc::clone(&entry.key) }, None));
                }
                unit.base = unit.base.add(&entry.credit)?;
            }
        }
    }
    Ok(units)
}

fn index<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    table: &'a Table,
    unit: &Unit,
    base: &Noted,
) -> Result<Noted, Stop> {
    if table.as_of == AsOf::Window {
        return Ok(match &unit.index {
            Some(index) => context.recorder.given(index.clone(), || Role::Index, Arc::default),
            None => base.clone(),
        });
    }
    let (measure, amount) = paid_on(table)?;
    let rest = if table.as_of == AsOf::Before { unit.after.add(&unit.base)? } else { unit.after.clone() };
    context.still_to_come = Some((measure, rest));
    let index = context.number(table.index.as_ref().unwrap_or(amount), || Role::Index);
    context.still_to_come = None;
    index
}

/// The measure that a table by the transaction pays on.
fn paid_on(table: &Table) -> Result<(usize, &Formula), Stop> {
    if let Base::Amount { amount, .. } = &table.base
        && let Node::Name(Name::Measure { measure, .. }) = &amount.expression.node
    {
        return Ok((*measure, amount));
    }
    Err(Stop::Fault(Fault::Unchecked, None))
}

/// Floors and caps on each transaction or group; a floor never applies to a reversal.
fn limited<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    component: &'a Component,
    pay: Noted,
    unit: &Unit,
) -> Result<Noted, Stop> {
    let mut pay = pay;
    for limit in component.limits.iter().filter(|limit| limit.per == Per::Each) {
        pay = match limit.kind {
            LimitKind::Floor if unit.base.is_negative() => pay,
            LimitKind::Floor => {
                let level = context.number(&limit.amount, || Role::Floor)?;
                context.recorder.greatest(&pay, &level, || Role::AfterLimit)
            }
            LimitKind::Cap => {
                let level = context.number(&limit.amount, || Role::Cap)?;
                context.recorder.least(&pay, &level, || Role::AfterLimit)
            }
        };
    }
    Ok(pay)
}

/// Is the table applied to single transactions?
pub(crate) fn is_by_transaction(table: &Table) -> bool {
    table.over != Over::Total || (table.as_of != AsOf::Window && table.mode != Mode::Marginal)
}
