//! What was earned and is due later: the line that takes it out of the period's pay, and those that pay it when it falls due.

use std::sync::Arc;

use attain_rules::calendar::Calendar;
use attain_rules::number::Number;
use attain_rules::period::{Month, Period, PeriodLength};
use attain_rules::plan::{Component, Due, DuePart, Parting, Plan, When};
use attain_rules::rounding::{Rounding, Step};

use super::clawback::Back;
use super::due::{line_rounding, same};
use super::leaver::{Early, Leaver, Parted};
use super::whole::unit_of_line;
use crate::context::{Context, Known};
use crate::fault::{Fault, Stop};
use crate::inputs::Leave;
use crate::outcome::MissingFigure;
use crate::parting::parts;
use crate::posts::{Post, Scheduled};
use crate::record::{Arithmetic as _, Noted, Recorder, Silent};
use crate::trace::{How, Role};
use crate::turn::Turn;

/// The period in which something is due that was earned in `earned_for`.
fn due_in(calendar: Calendar, earned_for: Period, when: When, pays: PeriodLength) -> Period {
    match when.months(calendar, earned_for) {
        0 => earned_for,
        after => calendar.period_of(earned_for.last().plus(after), pays),
    }
}

/// The first month of the earnings of a component of `plan` that may fall due in `month` or later.
pub(crate) fn earned_from(plan: &Plan, component: &Component, month: Month) -> Month {
    let after = component.due.as_ref().map_or(0, |due| due.most_after(plan.effective.first));
    month.plus(after.saturating_neg())
}

/// Is a part of what was earned in `earned_for` taken out of that period's pay? It is due later, or becomes money.
fn is_moved(calendar: Calendar, earned_for: Period, (due, part): (&Due, &DuePart)) -> bool {
    due.as_money || part.after.months(calendar, earned_for) > 0
}

/// The period in which a part is settled. What becomes money is money of the plan's own periods.
fn settled_in(calendar: Calendar, earned_for: Period, (due, part): (&Due, &DuePart), pays: PeriodLength) -> Period {
    if due.as_money {
        calendar.period_of(earned_for.last().plus(part.after.months(calendar, earned_for)), pays)
    } else {
        due_in(calendar, earned_for, part.after, pays)
    }
}

/// What `units` are worth on the last day of the turn's period, in money, by the rule of the line.
fn worth<R: Recorder>(context: &mut Context<'_, '_, R>, component: &Component, units: Noted) -> Result<Noted, Stop> {
    let (world, day) = (context.world, context.turn.whole().last);
    if units.value.is_zero() {
        return Ok(units);
    }
    let unit = component.unit().and_then(|place| world.company.unit(place));
    let Some(value) = unit.and_then(|unit| unit.value_on(day)) else {
        let unit = unit.map_or("", |unit| &unit.name).into();
        return Err(Stop::Fault(Fault::NoValue { unit, day }, None));
    };
    let one = context.recorder.given(value.value.clone(), || Role::UnitValue, || world.place(value.span));
    let exact = context.recorder.product(&units, &one, || Role::Part)?;
    let money = Rounding { unit: Number::decimal(1, world.minor_digits()), ..line_rounding(context, Step::Line) };
    context.recorder.rounded(exact, Some(&money), Step::Line)
}

/// What of a line is not due in its own period: the line that takes it out, and when its parts are due.
pub(crate) fn defer<'a, R: Recorder>(
    known: Known<'a, '_>,
    recorder: &mut R,
    turn: Turn<'a>,
    (place, component, due): (usize, &'a Component, &'a Due),
    post: &Post,
) -> Result<(Number, Vec<Scheduled>), Stop> {
    let mut context = Context::new(known, recorder, turn, &component.roundings);
    let sum = context.line_of(place, post);
    let (parts, rounding) = parted(&mut context, (component, due), &sum)?;
    let calendar = known.world.company.calendar;
    let is_later = |part: &DuePart| is_moved(calendar, post.period, (due, part));
    let later = due.parts.iter().zip(&parts).filter(|(part, _)| is_later(part));
    let later: Vec<Noted> = later.map(|(_, amount)| amount.clone()).collect();
    let to_come = context.recorder.sum(&later, || Role::StillToCome)?;
    let zero = context.recorder.zero();
    let line = context.recorder.difference(&zero, &to_come, || Role::Line)?;
    let leaver = Leaver::of(known.world, turn, due);
    let mut scheduled = backs(known, turn, (component, due), post, (&parts, &rounding))?;
    let moved = |(part, amount): &(&DuePart, Noted)| is_later(part) && !amount.value.is_zero();
    for (place, (part, amount)) in due.parts.iter().zip(parts).enumerate().filter(|(_, part)| moved(part)) {
        let first = settled_in(calendar, post.period, (due, part), turn.plan.pays);
        // A leave that is still to come finds a part that waits until then.
        scheduled.push(match early(leaver, post, part)?.filter(|early| early.settled_in <= first) {
            None => Scheduled {
                due: first,
                due_on: part.after.day(calendar, post.period),
                amount: amount.value,
                conditional: part.condition.is_some(),
                part: place,
                until: part
                    .waits_until(calendar, post.period)
                    .map(|until| due_in(calendar, post.period, until, turn.plan.pays)),
                back: false,
            },
            Some(early) => {
                let mut silent = Silent;
                let mut context = Context::new(known, &mut silent, turn, &component.roundings);
                let kept = early.part(&mut context, &mut None, (0, &amount), &rounding)?.kept;
                let (due, due_on, amount) = (early.settled_in, early.settled_on(), kept.value);
                Scheduled { due, due_on, amount, conditional: false, part: place, until: None, back: false }
            }
        });
    }
    Ok((line.value, scheduled))
}

/// When parts of a line are taken back that were paid by then.
fn backs<'a>(
    known: Known<'a, '_>,
    turn: Turn<'a>,
    (component, due): (&'a Component, &'a Due),
    post: &Post,
    (parts, rounding): (&[Noted], &Rounding),
) -> Result<Vec<Scheduled>, Stop> {
    let Some(back) = Back::of(known.world, turn, due) else { return Ok(Vec::new()) };
    let mut scheduled = Vec::new();
    for (place, (part, amount)) in due.parts.iter().zip(parts).enumerate() {
        if amount.value.is_zero() {
            continue;
        }
        let Some(taken) = back.of_part(post.period, part.after)? else { continue };
        let mut silent = Silent;
        let mut context = Context::new(known, &mut silent, turn, &component.roundings);
        let amount = taken.part(&mut context, &mut None, (0, amount), rounding)?.value.negate()?;
        if !amount.is_zero() {
            let (due, due_on) = (taken.settled_in, taken.settled_on);
            scheduled.push(Scheduled { due, due_on, amount, conditional: false, part: place, until: None, back: true });
        }
    }
    Ok(scheduled)
}

/// What of an earlier line is taken back in the turn's period: below zero.
pub(crate) fn take_back<'a, R: Recorder>(
    known: Known<'a, '_>,
    recorder: &mut R,
    turn: Turn<'a>,
    (place, component, due): (usize, &'a Component, &'a Due),
    post: &Post,
) -> Result<Number, Stop> {
    let mut context = Context::new(known, recorder, turn, &component.roundings);
    let sum = context.line_of(place, post);
    let (amounts, rounding) = parted(&mut context, (component, due), &sum)?;
    let (mut taken, mut told) = (Vec::new(), None);
    let back = Back::of(known.world, turn, due);
    let all = (1_u32..).zip(&due.parts).zip(&amounts);
    for ((number, part), amount) in all.filter(|(_, amount)| !amount.value.is_zero()) {
        let Some(back) = back else { continue };
        let of_part = back.of_part(post.period, part.after)?;
        if let Some(part) = of_part.filter(|part| part.settled_in == turn.period) {
            taken.push(part.part(&mut context, &mut told, (number, amount), &rounding)?);
        }
    }
    let taken = context.recorder.sum(&taken, || Role::TakenBack)?;
    let zero = context.recorder.zero();
    Ok(context.recorder.difference(&zero, &taken, || Role::Line)?.value)
}

/// What becomes of parts in the period in which they are settled.
#[derive(Default)]
pub(crate) struct Released {
    /// What is paid.
    pub amount: Number,
    /// What is forfeited because a condition does not hold, or needs a figure that is missing.
    pub by_condition: Number,
    /// These figures: the measure, and what it lacks.
    pub lacking: Vec<(Arc<str>, MissingFigure)>,
    /// What is forfeited because somebody left, and that leave.
    pub by_leave: Option<(Number, Leave)>,
    /// Places of parts whose condition does not hold yet, and that wait for it.
    pub waiting: Vec<usize>,
    /// Is any part settled?
    pub is_settled: bool,
}

/// What of an earlier line is paid in the turn's period, and what of it is forfeited.
pub(crate) fn release<'a, R: Recorder>(
    known: Known<'a, '_>,
    recorder: &mut R,
    turn: Turn<'a>,
    (place, component, due): (usize, &'a Component, &'a Due),
    post: &Post,
) -> Result<Released, Stop> {
    let mut context = Context::new(known, recorder, turn, &component.roundings);
    let sum = context.line_of(place, post);
    let (amounts, rounding) = parted(&mut context, (component, due), &sum)?;
    let leaver = Leaver::of(known.world, turn, due);
    let (mut paid, mut told, mut released) = (Vec::new(), None, Released::default());
    let all = (1_u32..).zip(&due.parts).zip(amounts).enumerate();
    for (place, ((number, part), amount)) in all {
        let mut scheduled = post.scheduled.iter().filter(|one| one.part == place && !one.back);
        let Some(now) = scheduled.find(|one| one.due == turn.period) else { continue };
        if let Some(early) = early(leaver, post, part)?.filter(|early| early.settled_in == turn.period) {
            let Parted { kept, lost } = early.part(&mut context, &mut told, (number, &amount), &rounding)?;
            let (before, leave) = released.by_leave.take().unwrap_or((Number::ZERO, early.leave().clone()));
            released.by_leave = Some((before.add(&lost)?, leave));
            paid.push(kept);
            continue;
        }
        let (closed, lacking) = match &part.condition {
            Some(condition) => match context.holds(condition, || Role::DueIf) {
                Ok((true, _)) => (None, None),
                Ok((false, fact)) => (Some(fact), None),
                Err(Stop::Unmeasured(measure, what)) => {
                    (Some(context.not_known(condition, || Role::DueIf)), Some((measure, what)))
                }
                Err(stop) => return Err(stop),
            },
            None => (None, None),
        };
        if closed.is_some() && now.until.is_some_and(|until| turn.period < until) {
            released.waiting.push(place);
            continue;
        }
        released.lacking.extend(lacking);
        paid.push(match closed {
            None => amount,
            Some(fact) => {
                released.by_condition = released.by_condition.add(&amount.value)?;
                context.recorder.note(Number::ZERO, || (Role::Released, How::Closed(fact), Arc::default()))
            }
        });
    }
    released.is_settled = !paid.is_empty();
    let sum = context.recorder.sum(&paid, || Role::Released)?;
    let sum = if due.as_money { worth(&mut context, component, sum)? } else { sum };
    same(context.recorder, &sum, Role::Line);
    released.amount = sum.value;
    Ok(released)
}

/// How a part of a line is settled, where somebody left before it was due.
fn early<'a>(leaver: Option<Leaver<'a>>, post: &Post, part: &DuePart) -> Result<Option<Early<'a>>, Stop> {
    match leaver {
        Some(leaver) => leaver.early(post.period, part),
        None => Ok(None),
    }
}

/// The parts of a line's amount, all of them: together they are the amount. And how a share of one of them is rounded: by the
/// line's rule to the unit of the parts.
fn parted<R: Recorder>(
    context: &mut Context<'_, '_, R>,
    (component, due): (&Component, &Due),
    sum: &Noted,
) -> Result<(Vec<Noted>, Rounding), Stop> {
    let unit = match due.leftover {
        Parting::Fraction => {
            let unit = component.unit();
            let smallest = Number::decimal(1, context.world.company.digits_of(unit));
            context.recorder.given(smallest, || Role::Part, Arc::default)
        }
        _ => unit_of_line(context),
    };
    let shares: Vec<Number> = due.parts.iter().map(|part| part.share.clone()).collect();
    let amounts = parts(&sum.value, &shares, &unit.value, due.leftover)?;
    let row = |place: usize| u32::try_from(place.saturating_add(1)).unwrap_or(u32::MAX);
    let mut facts = Vec::with_capacity(if R::ON { shares.len() } else { 0 });
    for (place, share) in shares.into_iter().enumerate().filter(|_| R::ON) {
        facts.push(context.recorder.given(share, || Role::DueShare { row: row(place) }, Arc::default).fact);
    }
    let noted = amounts.into_iter().enumerate().map(|(place, amount)| {
        context.recorder.note(amount, || {
            let how = How::Tranche {
                sum: sum.fact,
                shares: facts.clone(),
                unit: unit.fact,
                parting: due.leftover,
                own: u32::try_from(place).unwrap_or(u32::MAX),
            };
            (Role::DuePart { row: row(place) }, how, Arc::default())
        })
    });
    let parts = noted.collect();
    Ok((parts, Rounding { unit: unit.value, ..line_rounding(context, Step::Line) }))
}
