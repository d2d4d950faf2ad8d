//! Contests that go to whoever reached something first: the day on which a running total got there.

use std::collections::BTreeMap;
use std::sync::Arc;

use attain_rules::date::Date;
use attain_rules::formula::expression::{Name, Node};
use attain_rules::number::Number;
use attain_rules::plan::{Entrants, FirstTo};

use super::contest::{Held, Ranked};
use super::each::entries;
use super::whole::Competitor;
use crate::context::Context;
use crate::fault::{Fault, Stop};
use crate::ranking::reached_on;
use crate::record::{Arithmetic as _, Noted, Recorder, Silent};
use crate::trace::{Fact, FactId, How, Role};
use crate::turn::Turn;
use crate::value::Value;

/// What each day added, in the order of days.
type Days = Vec<(Date, Number)>;

impl<'a, R: Recorder> Held<'_, 'a, '_, '_, R> {
    /// Those of `entrants` who reached it, the earlier the better.
    pub(super) fn first_to(&mut self, first_to: &'a FirstTo, entrants: Vec<usize>) -> Result<Ranked, Stop> {
        let reach = self.context.number(&first_to.reach, || Role::Reach)?;
        let mut ranked = Ranked::default();
        let mut found = Vec::new();
        for entrant in entrants {
            let Some(competitor) = self.field.competitors.get(entrant) else { continue };
            let days = self.days(competitor)?;
            match reached_on(&days, &reach.value)? {
                Some(day) => {
                    ranked.scores.push(vec![self.score(day)]);
                    ranked.entrants.push(entrant);
                    found.push((entrant, day, days));
                }
                None if self.own() == Some(entrant) => {
                    ranked.without = Some(self.not_reached(first_to, competitor, &days, &reach)?);
                }
                None => {}
            }
        }
        if let Some(own) = self.own()
            && let Some(rank) = found.iter().position(|(entrant, ..)| *entrant == own)
            && let Some((_, day, days)) = found.get(rank)
            && let Some(competitor) = self.field.competitors.get(own)
        {
            let values: Vec<Number> = ranked.scores.iter().filter_map(|scores| scores.first().cloned()).collect();
            let facts = self.day_facts(first_to, competitor, days)?;
            let how = How::Reached { days: facts, reach: reach.fact };
            let reached = self.context.recorder.fact(|| Fact {
                role: Role::ReachedOn,
                value: Value::Date(*day),
                how,
                place: Arc::default(),
            });
            let first = self.at.turn.own.first;
            let facts = self.note_scores(&ranked.entrants, &values, rank, |context, role| {
                Ok(score_fact(context, role, first, reached, values.get(rank).cloned().unwrap_or_default()))
            })?;
            ranked.facts.push(facts);
        }
        Ok(ranked)
    }

    /// The fewer days it took, the better.
    fn score(&self, day: Date) -> Number {
        let days = i64::from(self.at.turn.own.first.day_number()).saturating_sub(day.day_number().into());
        Number::whole(i128::from(days.saturating_sub(1)))
    }

    /// What every day added to the total of all members.
    fn days(&self, competitor: &Competitor) -> Result<Days, Stop> {
        let mut days: BTreeMap<Date, Number> = BTreeMap::new();
        for &member in &competitor.members {
            let mut silent = Silent;
            let turn = Turn { member_place: member, ..self.at.turn };
            let context = Context::new(self.at.known, &mut silent, turn, &self.at.component.roundings);
            for entry in entries(&context, self.at.place)? {
                let total = days.entry(entry.date).or_default();
                *total = total.add(&entry.credit)?;
            }
        }
        Ok(days.into_iter().collect())
    }

    /// The days of the own entrant: somebody's with the credits behind them, those of a team as they are, so that nobody reads
    /// what the others sold.
    fn day_facts(&mut self, first_to: &'a FirstTo, competitor: &Competitor, days: &Days) -> Result<Vec<FactId>, Stop> {
        let alone = matches!(self.contest.entrants, Entrants::Members) && competitor.members.len() == 1;
        let entries = entries(self.context, self.at.place)?;
        let credits = if alone { self.context.entered(measure_of(first_to)?, entries)? } else { None };
        let mut facts = Vec::with_capacity(days.len());
        for (date, total) in days {
            let role = Role::DayTotal { date: *date };
            let of_day = credits.as_ref().map(|credits| {
                let same = entries.iter().zip(credits).filter(|(entry, _)| entry.date == *date);
                same.map(|(_, fact)| *fact).collect::<Vec<_>>()
            });
            facts.push(match of_day {
                Some(credits) => {
                    self.context.recorder.note(total.clone(), || (role, How::Sum(credits), Arc::default())).fact
                }
                None => self.context.recorder.given(total.clone(), || role, Arc::default).fact,
            });
        }
        Ok(facts)
    }

    /// That the own entrant has not reached it, as a condition that does not hold.
    fn not_reached(
        &mut self,
        first_to: &'a FirstTo,
        competitor: &Competitor,
        days: &Days,
        reach: &Noted,
    ) -> Result<FactId, Stop> {
        let facts = self.day_facts(first_to, competitor, days)?;
        let total = days.iter().try_fold(Number::ZERO, |sum, (_, amount)| sum.add(amount))?;
        let total = self.context.recorder.note(total, || (Role::Part, How::Sum(facts), Arc::default()));
        let inputs = vec![("total".into(), total.fact), ("reach".into(), reach.fact)];
        Ok(self.context.recorder.fact(|| Fact {
            role: Role::Gate,
            value: Value::YesNo(false),
            how: How::Formula { text: "total >= reach".into(), inputs },
            place: Arc::default(),
        }))
    }
}

/// The score as a formula of the two days.
fn score_fact<R: Recorder>(
    context: &mut Context<'_, '_, R>,
    role: Role,
    first: Date,
    reached: FactId,
    score: Number,
) -> FactId {
    let first = context.recorder.fact(|| Fact {
        role: Role::Part,
        value: Value::Date(first),
        how: How::Given { text: first.to_string().into() },
        place: Arc::default(),
    });
    let inputs = vec![("first_day".into(), first), ("reached_on".into(), reached)];
    let how = How::Formula { text: "-days_between(first_day, reached_on)".into(), inputs };
    context.recorder.note(score, || (role, how, Arc::default())).fact
}

/// The place of the measure.
pub(crate) fn measure_of(first_to: &FirstTo) -> Result<usize, Stop> {
    match &first_to.measure.expression.node {
        Node::Name(Name::Measure { measure, .. }) => Ok(*measure),
        _ => Err(Stop::Fault(Fault::Unchecked, None)),
    }
}
