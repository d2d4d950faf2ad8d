//! Contests: prizes for the best of a group.

use std::sync::Arc;

use attain_rules::number::Number;
use attain_rules::plan::Contest;

use super::due::rounded_line;
use super::whole::{Entrants, GroupTurn, Left, unit_of_line};
use crate::context::Context;
use crate::fault::Stop;
use crate::ranking::Ranking;
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::{How, Role};

/// Every entrant's prize, the explained one of the turn's own member, and what nobody got.
pub(super) fn prizes<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    at: GroupTurn<'a, '_>,
    contest: &'a Contest,
    entrants: &Entrants,
) -> Result<(Vec<Number>, Option<Noted>, Left), Stop> {
    let mut prizes = Vec::with_capacity(contest.prizes.len());
    for (place, prize) in (1u32..).zip(&contest.prizes) {
        let prize = context.number(prize, || Role::Prize { place })?;
        prizes.push(rounded_line(context, prize)?);
    }
    let amounts: Vec<Number> = prizes.iter().map(|prize| prize.value.clone()).collect();
    let scores: Vec<Vec<Number>> = at.of_each(entrants, |place| {
        contest.rank_by.iter().map(|formula| at.number_of(place, Some(formula))).collect()
    })?;
    let unit = unit_of_line(context);
    let (ties, leftover) = (contest.ties, contest.leftover);
    let ranking = Ranking { scores: &scores, prizes: &amounts, ties, unit: &unit.value, leftover };
    let placed = ranking.places()?;
    let own = match entrants.own.filter(|_| R::ON).and_then(|own| Some((own, placed.get(own)?))) {
        None => None,
        Some((own, reached)) => {
            let mut facts = Vec::with_capacity(contest.rank_by.len());
            for (number, formula) in contest.rank_by.iter().enumerate() {
                let of_rank: Vec<Number> =
                    scores.iter().map(|scores| scores.get(number).cloned().unwrap_or_default()).collect();
                facts.push(at.note_each(context, entrants, Some(formula), &of_rank)?);
            }
            let place = Number::whole(i128::try_from(reached.place).unwrap_or(i128::MAX));
            let own = u32::try_from(own).unwrap_or(u32::MAX);
            let how = How::Place { scores: facts.clone(), ties, own };
            context.recorder.note(place, || (Role::Place, how, Arc::default()));
            let prizes = prizes.iter().map(|prize| prize.fact).collect();
            let how = How::Prize { scores: facts, prizes, ties, unit: unit.fact, leftover, own };
            Some(context.recorder.note(reached.prize.clone(), || (Role::Won, how, Arc::default())))
        }
    };
    let paid: Vec<Number> = placed.into_iter().map(|placed| placed.prize).collect();
    let left = left_over(&amounts, &paid)?;
    Ok((paid, own, left))
}

/// Prizes that nobody won, and units of shared ones that do not divide.
fn left_over(prizes: &[Number], paid: &[Number]) -> Result<Left, Stop> {
    let sum = |amounts: &[Number]| amounts.iter().try_fold(Number::ZERO, |sum, amount| sum.add(amount));
    let undistributed = sum(prizes)?.subtract(&sum(paid)?)?.max(Number::ZERO);
    Ok(Left { reserved: Number::ZERO, undistributed })
}
