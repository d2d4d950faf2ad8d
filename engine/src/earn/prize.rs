//! What stands below zero in a contest: such a prize counts as zero, and such a total wins none.

use std::sync::Arc;

use attain_rules::formula::expression::Formula;
use attain_rules::number::Number;
use attain_rules::plan::Row;

use super::contest::{Held, Ranked, own_entrant};
use super::due::rounded_line;
use super::row::{Step, steps};
use crate::context::Context;
use crate::fault::Stop;
use crate::record::{Arithmetic as _, Noted, Recorder, Silent};
use crate::trace::{Fact, FactId, How, Role};
use crate::value::Value;

impl<'a, R: Recorder> Held<'_, 'a, '_, '_, R> {
    /// The prize of a place, rounded like a line.
    pub(super) fn prize(&mut self, prize: &'a Formula, place: u32) -> Result<Noted, Stop> {
        let prize = self.context.number(prize, || Role::Prize { place })?;
        let prize = least_nothing(self.context, prize, Role::Prize { place });
        rounded_line(self.context, prize)
    }

    /// The stages with their prizes: all of them, and those whose prizes the lines at hand are. Where several things may be won,
    /// these are the stages of one of them.
    pub(super) fn stages(&mut self, rows: &'a [Row]) -> Result<(Vec<Step>, Vec<Step>), Stop> {
        let Some(thing) = self.at.thing else {
            let mut stages = steps(self.context, rows)?;
            for stage in &mut stages {
                let role = Role::RowAmount { row: stage.number };
                stage.amount = stage.amount.take().map(|prize| least_nothing(self.context, prize, role));
            }
            return Ok((stages.clone(), stages));
        };
        let all = steps(&mut self.at.own_context(&mut Silent), rows)?;
        let of_thing = rows.iter().zip(&self.contest.things).filter(|(_, own)| **own == thing);
        Ok((all, steps(self.context, of_thing.map(|(row, _)| row))?))
    }

    /// The totals that are not below zero. Those who have less than nothing lose their place, and the own one is told why.
    pub(super) fn keep_placed(
        &mut self,
        ranked: &mut Ranked,
        formula: &'a Formula,
        totals: Vec<Number>,
    ) -> Result<Vec<Number>, Stop> {
        let entrants = std::mem::take(&mut ranked.entrants);
        let mut stay = Vec::with_capacity(totals.len());
        for (entrant, total) in entrants.into_iter().zip(totals) {
            if !total.is_negative() {
                ranked.entrants.push(entrant);
                stay.push(total);
                continue;
            }
            if self.own() == Some(entrant) {
                ranked.without = Some(self.below_zero(entrant, formula)?);
            }
            ranked.below_zero.insert(entrant, total);
        }
        ranked.scores.truncate(stay.len());
        Ok(stay)
    }

    /// That the own entrant's total is below zero, as a condition that does not hold.
    fn below_zero(&mut self, own: usize, formula: &'a Formula) -> Result<FactId, Stop> {
        let participant = Arc::clone(&own_entrant(self.field, own)?.name);
        let total = self.explained(|context| context.number(formula, || Role::Key { participant }))?;
        Ok(self.context.recorder.fact(|| Fact {
            role: Role::Gate,
            value: Value::YesNo(false),
            how: How::Formula { text: "total >= 0".into(), inputs: vec![("total".into(), total.fact)] },
            place: Arc::default(),
        }))
    }
}

/// A prize that is not below zero.
fn least_nothing<R: Recorder>(context: &mut Context<'_, '_, R>, prize: Noted, role: Role) -> Noted {
    if !prize.value.is_negative() {
        return prize;
    }
    let zero = context.recorder.zero();
    context.recorder.greatest(&prize, &zero, || role)
}
