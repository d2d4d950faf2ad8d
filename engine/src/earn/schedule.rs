//! What was earned and is due later: the line that takes it out of the period's pay, and those that pay it when it falls due.

use std::sync::Arc;

use attain_rules::calendar::Calendar;
use attain_rules::number::Number;
use attain_rules::period::{Month, Period, PeriodLength};
use attain_rules::plan::{Component, Due, DuePart, Parting};
use attain_rules::rounding::{Rounding, Step};

use super::due::{line_rounding, same};
use super::leaver::{Early, Leaver, Parted};
use super::whole::unit_of_line;
use crate::context::{Context, Known};
use crate::fault::Stop;
use crate::inputs::Leave;
use crate::outcome::MissingFigure;
use crate::parting::parts;
use crate::posts::{Post, Scheduled};
use crate::record::{Arithmetic as _, Noted, Recorder, Silent};
use crate::trace::{How, Role};
use crate::turn::Turn;

/// The period in which something is due that was earned in `earned_for`.
pub(crate) fn due_in(calendar: Calendar, earned_for: Period, after: i32, pays: PeriodLength) -> Period {
    if after == 0 { earned_for } else { calendar.period_of(earned_for.last().plus(after), pays) }
}

/// The first month of the earnings that may fall due in `month` or later.
pub(crate) fn earned_from(component: &Component, month: Month) -> Month {
    month.plus(component.due.as_ref().map_or(0, Due::last_after).saturating_neg())
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
    let (parts, rounding) = parted(&mut context, due, &sum)?;
    let later: Vec<Noted> =
        due.parts.iter().zip(&parts).filter(|(part, _)| part.after > 0).map(|(_, amount)| amount.clone()).collect();
    let to_come = context.recorder.sum(&later, || Role::StillToCome)?;
    let zero = context.recorder.zero();
    let line = context.recorder.difference(&zero, &to_come, || Role::Line)?;
    let leaver = Leaver::of(known.world, turn, due);
    let mut scheduled = Vec::new();
    for (part, amount) in due.parts.iter().zip(parts).filter(|(part, amount)| part.after > 0 && !amount.value.is_zero())
    {
        scheduled.push(match early(leaver, post, part)? {
            None => Scheduled {
                due: due_in(known.world.company.calendar, post.period, part.after, turn.plan.pays),
                amount: amount.value,
                conditional: part.condition.is_some(),
            },
            Some(early) => {
                let mut silent = Silent;
                let mut context = Context::new(known, &mut silent, turn, &component.roundings);
                let kept = early.part(&mut context, &mut None, (0, &amount), &rounding)?.kept;
                Scheduled { due: early.settled_in, amount: kept.value, conditional: false }
            }
        });
    }
    Ok((line.value, scheduled))
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
    let (amounts, rounding) = parted(&mut context, due, &sum)?;
    let calendar = known.world.company.calendar;
    let leaver = Leaver::of(known.world, turn, due);
    let (mut paid, mut told, mut released) = (Vec::new(), None, Released::default());
    for ((number, part), amount) in (1_u32..).zip(&due.parts).zip(amounts).filter(|((_, part), _)| part.after > 0) {
        let early = early(leaver, post, part)?;
        let settled_in = match early {
            Some(early) => early.settled_in,
            None => due_in(calendar, post.period, part.after, turn.plan.pays),
        };
        if settled_in != turn.period {
            continue;
        }
        if let Some(early) = early {
            let Parted { kept, lost } = early.part(&mut context, &mut told, (number, &amount), &rounding)?;
            let (before, leave) = released.by_leave.take().unwrap_or((Number::ZERO, early.leave().clone()));
            released.by_leave = Some((before.add(&lost)?, leave));
            paid.push(kept);
            continue;
        }
        let closed = match &part.condition {
            Some(condition) => match context.holds(condition, || Role::DueIf) {
                Ok((true, _)) => None,
                Ok((false, fact)) => Some(fact),
                Err(Stop::Unmeasured(measure, what)) => {
                    released.lacking.push((measure, what));
                    Some(context.not_known(condition, || Role::DueIf))
                }
                Err(stop) => return Err(stop),
            },
            None => None,
        };
        paid.push(match closed {
            None => amount,
            Some(fact) => {
                released.by_condition = released.by_condition.add(&amount.value)?;
                context.recorder.note(Number::ZERO, || (Role::Released, How::Closed(fact), Arc::default()))
            }
        });
    }
    let sum = context.recorder.sum(&paid, || Role::Released)?;
    same(context.recorder, &sum, Role::Line);
    released.amount = sum.value;
    Ok(released)
}

/// How a part of a line is settled, where somebody left before it was due.
fn early<'a>(leaver: Option<Leaver<'a>>, post: &Post, part: &DuePart) -> Result<Option<Early<'a>>, Stop> {
    match leaver {
        Some(leaver) => leaver.early(post.period, part.after),
        None => Ok(None),
    }
}

/// The parts of a line's amount, all of them: together they are the amount. And how a share of one of them is rounded: by the
/// line's rule to the unit of the parts.
fn parted<R: Recorder>(
    context: &mut Context<'_, '_, R>,
    due: &Due,
    sum: &Noted,
) -> Result<(Vec<Noted>, Rounding), Stop> {
    let unit = match due.leftover {
        Parting::Fraction => {
            let minor = Number::decimal(1, context.world.minor_digits());
            context.recorder.given(minor, || Role::Part, Arc::default)
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
