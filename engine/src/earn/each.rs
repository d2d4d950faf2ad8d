//! Components that are paid by the transaction or group, or whose row is picked by a running total.

use std::collections::BTreeMap;
use std::sync::Arc;

use attain_rules::formula::expression::{Formula, Name, Node};
use attain_rules::number::Number;
use attain_rules::plan::{AsOf, Base, Component, Limit, LimitKind, Mode, Outside, Over, Per, Table};
use attain_rules::rounding::Step as RoundingStep;

use super::limit::limited;
use super::reversal::taken_back;
use super::row::Step;
use super::table::Applied;
use crate::context::{Context, StillToCome};
use crate::credit::books::Entry;
use crate::fault::{Fault, Stop};
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::{How, Role};

/// One transaction or group.
pub(super) struct Unit {
    pub key: Arc<str>,
    pub base: Number,
    pub index: Option<Number>,
    /// Id of the transaction that it reverses, where what it takes back goes by that one.
    pub reverses: Option<Arc<str>>,
    /// Name of the source of its first transaction.
    pub source: Arc<str>,
    /// Its credits: places among the entries of the stretch.
    credits: Vec<usize>,
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
    let entries = entries(context, component_place)?;
    let units = grouped(entries, matches!(table.over, Over::Group(_)))?;
    let bases = bases(context, table, &units, entries)?;
    let rests = rests(context.recorder, table.as_of, &bases)?;
    let mut pays = Vec::with_capacity(units.len());
    for (place, (unit, base)) in units.iter().zip(&bases).enumerate() {
        let pay = match taken_back(context, (component_place, component), table, (unit, base))? {
            Some(pay) => pay,
            None => {
                let index = index(context, table, unit, (base, rests.get(place)))?;
                let applied = applied(context, (table, outside), steps, origin, !unit.base.is_negative());
                let pay = applied.pay(context.recorder, &index, base)?;
                under_limits(context, (component_place, component), pay, unit)?
            }
        };
        let pay = context.recorder.rounded(pay, context.roundings.at(RoundingStep::Each), RoundingStep::Each)?;
        let key = &unit.key;
        pays.push(context.recorder.sum(&[pay], || Role::Each { key: Arc::clone(key) })?);
    }
    context.recorder.sum(&pays, || Role::Pay)
}

/// The table as it is applied to one transaction or group.
pub(super) fn applied<'t, R: Recorder>(
    context: &Context<'t, '_, R>,
    (table, outside): (&Table, Outside),
    steps: &'t [Step],
    origin: &Noted,
    fees: bool,
) -> Applied<'t> {
    Applied {
        mode: table.mode,
        outside,
        steps,
        roundings: context.roundings,
        origin: origin.clone(),
        fixed_base: false,
        base_is_index: table.index.is_none() && table.as_of == AsOf::Window,
        fees,
    }
}

/// The credits of the turn's stretch, in order.
pub(super) fn entries<'r, R: Recorder>(context: &Context<'_, 'r, R>, component: usize) -> Result<&'r [Entry], Stop> {
    let turn = &context.turn;
    let ledger = context.world.credits.ledger(turn.plan_place, component).ok_or(Stop::Fault(Fault::Unchecked, None))?;
    let start =
        ledger.entries.partition_point(|entry| (entry.member, entry.date) < (turn.member_place, turn.own.first));
    let end = ledger.entries.partition_point(|entry| (entry.member, entry.date) <= (turn.member_place, turn.own.last));
    Ok(ledger.entries.get(start..end).unwrap_or_default())
}

/// What each is paid on: its credits, with the facts that say why where these were kept.
fn bases<R: Recorder>(
    context: &mut Context<'_, '_, R>,
    table: &Table,
    units: &[Unit],
    entries: &[Entry],
) -> Result<Vec<Noted>, Stop> {
    let facts = if R::ON { context.entered(paid_on(table)?.0, entries)? } else { None };
    let base = |unit: &Unit| match &facts {
        None => context.recorder.given(unit.base.clone(), || Role::Base, Arc::default),
        Some(facts) => {
            let credits = unit.credits.iter().filter_map(|place| facts.get(*place).copied()).collect();
            context.recorder.note(unit.base.clone(), || (Role::Base, How::Sum(credits), Arc::default()))
        }
    };
    Ok(units.iter().map(base).collect())
}

/// For each what is still to come of the stretch: before it, or after it. Nothing where the whole window counts.
fn rests<R: Recorder>(recorder: &mut R, as_of: AsOf, bases: &[Noted]) -> Result<Vec<Noted>, Stop> {
    if as_of == AsOf::Window {
        return Ok(Vec::new());
    }
    let mut rests = Vec::with_capacity(bases.len());
    let mut after = recorder.sum(&[], || Role::Part)?;
    for base in bases.iter().rev() {
        let with = recorder.sum(&[base.clone(), after.clone()], || Role::Part)?;
        rests.push(if as_of == AsOf::Before { with.clone() } else { after });
        after = with;
    }
    rests.reverse();
    Ok(rests)
}

/// Groups in the order of their first transaction; all that somebody gets of one transaction is one unit. The same id in
/// two sources means two transactions, the same value in a grouping column one group.
pub(super) fn grouped(entries: &[Entry], by_column: bool) -> Result<Vec<Unit>, Stop> {
    let mut units: Vec<Unit> = Vec::new();
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (number, entry) in entries.iter().enumerate() {
        let source = if by_column { "" } else { &entry.source };
        let place = *places.entry((source, &entry.key)).or_insert(units.len());
        match units.get_mut(place) {
            None => units.push(Unit {
                key: Arc::clone(&entry.key),
                base: entry.credit.clone(),
                index: entry.index.clone(),
                reverses: entry.reverses.clone(),
                source: Arc::clone(&entry.source),
                credits: vec![number],
            }),
            Some(unit) => {
                if unit.index != entry.index {
                    return Err(Stop::Fault(Fault::GroupDiffers { group: Arc::clone(&entry.key) }, None));
                }
                unit.base = unit.base.add(&entry.credit)?;
                unit.credits.push(number);
            }
        }
    }
    Ok(units)
}

pub(super) fn index<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    table: &'a Table,
    unit: &Unit,
    (base, rest): (&Noted, Option<&Noted>),
) -> Result<Noted, Stop> {
    let Some(rest) = rest else {
        return Ok(match &unit.index {
            Some(index) => context.recorder.given(index.clone(), || Role::Index, Arc::default),
            None => base.clone(),
        });
    };
    let (measure, amount) = paid_on(table)?;
    context.still_to_come = Some(StillToCome { measure, amount: rest.clone(), until: context.turn.end() });
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
pub(super) fn under_limits<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    (place, component): (usize, &'a Component),
    mut pay: Noted,
    unit: &Unit,
) -> Result<Noted, Stop> {
    let applies = |limit: &&Limit| limit.kind == LimitKind::Cap || !unit.base.is_negative();
    for limit in component.limits.iter().filter(|limit| limit.per == Per::Each).filter(applies) {
        pay = limited(context, limit, &pay, (place, std::iter::empty()))?;
    }
    Ok(pay)
}

/// Is the table applied to single transactions?
pub(crate) fn is_by_transaction(table: &Table) -> bool {
    table.over != Over::Total || (table.as_of != AsOf::Window && table.mode != Mode::Marginal)
}
