//! Contests: who competes, what everybody wins, what a budget leaves of it, and who of a team gets it.

use std::collections::BTreeMap;
use std::sync::Arc;

use attain_rules::formula::expression::Formula;
use attain_rules::number::Number;
use attain_rules::plan::{Contest, Entrants, Mode, Outside, PrizeTo, Row, Wins};
use attain_rules::rounding::Roundings;
use attain_rules::unit::UnitPlace;

use super::due::rounded_line;
use super::row::Step;
use super::table::Applied;
use super::whole::{Competitor, Field, GroupTurn, Left, unit_of_line};
use crate::allocation::Allocation;
use crate::context::Context;
use crate::fault::{Fault, Stop};
use crate::outcome::{NextStage, Staged};
use crate::ranking::Ranking;
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::{FactId, How, Role};

/// What every member gets, the own one's with the fact that says why, and what nobody got.
type HandedOut = (Vec<Number>, Option<Noted>, Left);

/// What every entrant of a contest wins; with a recorder that keeps facts, the own one's is explained.
pub(super) fn prizes<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    at: GroupTurn<'a, '_>,
    contest: &'a Contest,
    field: &Field,
) -> Result<Decided, Stop> {
    let unit = unit_of_line(context);
    let mut held = Held { context, at, contest, field, unit };
    let won = match &contest.wins {
        Wins::Places(prizes) => held.by_place(prizes)?,
        Wins::Everyone { above, prize } => held.by_condition(above, prize)?,
        Wins::Stages { by, rows } => held.by_stages(by, rows)?,
    };
    let won = held.within_budget(won)?;
    let (placings, things, not_won) = (held.placings(&won), held.things(&won), held.things_left(&won));
    let (amounts, own, mut left) = held.hand_out(won)?;
    if !contest.things.is_empty() {
        left = Left { things: not_won, ..Left::default() };
    }
    Ok(Decided { handed_out: (amounts, own, left), things, placings })
}

/// A contest that was decided.
pub(super) struct Decided {
    pub handed_out: HandedOut,
    /// Where prizes are things: which of them each winner gets, by the member's place.
    pub things: BTreeMap<usize, UnitPlace>,
    pub placings: Vec<Placing>,
}

/// Where an entrant stands.
pub(crate) struct Placing {
    /// Id of the member, or name of the team.
    pub entrant: Arc<str>,
    /// From 1.
    pub place: Option<usize>,
    /// What is compared.
    pub scores: Vec<Number>,
    /// What is won; of things how many.
    pub prize: Number,
    /// Which thing it is, where prizes are things.
    pub thing: Option<UnitPlace>,
    /// How far the entrant has come, where there are stages.
    pub staged: Option<Staged>,
}

/// A contest that is being decided.
pub(super) struct Held<'c, 'a, 'k, 'r, R> {
    pub context: &'c mut Context<'a, 'r, R>,
    pub at: GroupTurn<'a, 'k>,
    pub contest: &'a Contest,
    pub field: &'c Field,
    pub unit: Noted,
}

/// What entrants win.
struct Won {
    /// For each entrant.
    amounts: Vec<Number>,
    /// The own one's, with the fact that says why.
    own: Option<Noted>,
    ranked: Ranked,
    /// All prizes that there are, where these are set beforehand.
    all: Option<Number>,
    /// The places of those who are ranked, where prizes are won by place.
    places: Vec<usize>,
    /// How far each entrant has come, where there are stages.
    staged: Vec<Staged>,
}

/// Those who have a place, and what they are compared by.
#[derive(Default)]
pub(super) struct Ranked {
    /// Places among the entrants, in the order of ids.
    pub entrants: Vec<usize>,
    /// For each of them what is compared.
    pub scores: Vec<Vec<Number>>,
    /// For each score the facts of all of them, where the own one has a place and is explained.
    pub facts: Vec<Vec<FactId>>,
    /// Why the own one has no place.
    pub without: Option<FactId>,
    /// Those who have no place because their total is below zero, with that total.
    pub below_zero: BTreeMap<usize, Number>,
}

impl<'a, R: Recorder> Held<'_, 'a, '_, '_, R> {
    /// The own entrant, where it is to be explained.
    pub(super) fn own(&self) -> Option<usize> {
        self.field.own.filter(|_| R::ON)
    }

    fn by_place(&mut self, prizes: &'a [Formula]) -> Result<Won, Stop> {
        let mut noted = Vec::with_capacity(prizes.len());
        for (place, prize) in (1u32..).zip(prizes) {
            noted.push(self.prize(prize, place)?);
        }
        let prizes: Vec<Number> = noted.iter().map(|prize| prize.value.clone()).collect();
        let everybody = (0..self.field.competitors.len()).collect();
        let ranked = self.ranked(everybody)?;
        let (ties, leftover) = (self.contest.ties, self.contest.leftover);
        let ranking = Ranking { scores: &ranked.scores, prizes: &prizes, ties, unit: &self.unit.value, leftover };
        let placed = ranking.places()?;
        let mut amounts = vec![Number::ZERO; self.field.competitors.len()];
        for (entrant, placed) in ranked.entrants.iter().zip(&placed) {
            if let Some(amount) = amounts.get_mut(*entrant) {
                amount.clone_from(&placed.prize);
            }
        }
        let own_rank = self.own().map(|own| (own, ranked.entrants.iter().position(|entrant| *entrant == own)));
        let own = match own_rank {
            None => None,
            Some((_, Some(rank))) => placed.get(rank).map(|placed| {
                let place = Number::whole(i128::try_from(placed.place).unwrap_or(i128::MAX));
                let own = u32::try_from(rank).unwrap_or(u32::MAX);
                let scores = || ranked.facts.clone();
                self.context
                    .recorder
                    .note(place, || (Role::Place, How::Place { scores: scores(), ties, own }, Arc::default()));
                let prizes = noted.iter().map(|prize| prize.fact).collect();
                let unit = self.unit.fact;
                let how = How::Prize { scores: scores(), prizes, ties, unit, leftover, own };
                self.context.recorder.note(placed.prize.clone(), || (Role::Won, how, Arc::default()))
            }),
            Some((_, None)) => ranked.without.map(|why| self.nothing(why)),
        };
        let places = placed.iter().map(|placed| placed.place).collect();
        Ok(Won { amounts, own, ranked, all: Some(sum(&prizes)?), places, staged: Vec::new() })
    }

    fn by_condition(&mut self, above: &'a Formula, prize: &'a Formula) -> Result<Won, Stop> {
        let prize = self.prize(prize, 1)?;
        let meets = self.at.of_each_competitor(self.field, |entrant| {
            Ok(self.at.entrant_context(entrant, &mut crate::record::Silent).holds(above, || Role::Gate)?.0)
        })?;
        let winners = (0..meets.len()).filter(|entrant| meets.get(*entrant) == Some(&true)).collect();
        let own = match self.own() {
            None => None,
            Some(_) => {
                let (meets, why) = self.explained(|context| context.holds(above, || Role::Gate))?;
                Some(if meets {
                    self.context
                        .recorder
                        .note(prize.value.clone(), || (Role::Won, How::Same(prize.fact), Arc::default()))
                } else {
                    self.nothing(why)
                })
            }
        };
        let amounts = meets.iter().map(|meets| if *meets { prize.value.clone() } else { Number::ZERO }).collect();
        Ok(Won {
            amounts,
            own,
            ranked: self.ranked_for_budget(winners)?,
            all: None,
            places: Vec::new(),
            staged: Vec::new(),
        })
    }

    fn by_stages(&mut self, by: &'a Formula, rows: &'a [Row]) -> Result<Won, Stop> {
        let (stages, steps) = self.stages(rows)?;
        let roundings = &self.at.component.roundings;
        let won = self.at.of_each_competitor(self.field, |entrant| {
            let mut silent = crate::record::Silent;
            let mut context = self.at.entrant_context(entrant, &mut silent);
            let reached = context.number(by, || Role::Index)?.value;
            let next = stages.iter().position(|stage| !stage.reached(&reached));
            let things = &self.contest.things;
            let next = next.and_then(|place| {
                let stage = stages.get(place)?;
                let prize = stage.amount.as_ref().map_or(Number::ZERO, |prize| prize.value.clone());
                Some(NextStage { limit: stage.limit.value.clone(), prize, thing: things.get(place).copied() })
            });
            let won = stages.iter().zip(things).filter(|(stage, _)| stage.reached(&reached));
            let staged = Staged { things: won.map(|(_, thing)| *thing).collect(), next, reached };
            Ok((stage_pay(&mut context, by, &steps, roundings)?.value, staged))
        })?;
        let (amounts, staged): (Vec<_>, _) = won.into_iter().unzip();
        let own = match self.own() {
            None => None,
            Some(_) => Some(self.explained(|context| stage_pay(context, by, &steps, roundings))?),
        };
        let everybody = (0..amounts.len()).collect();
        Ok(Won { amounts, own, ranked: self.ranked_for_budget(everybody)?, all: None, places: Vec::new(), staged })
    }

    /// Nothing, for a reason.
    fn nothing(&mut self, why: FactId) -> Noted {
        self.context.recorder.note(Number::ZERO, || (Role::Won, How::Closed(why), Arc::default()))
    }

    /// Works at the turn of the own entrant, and notes why. Formulas of a team give the same at the turn of each of its members:
    /// here it is that of the one whose line is explained, so that nobody reads what makes up the figures of another.
    pub(super) fn explained<T>(
        &mut self,
        work: impl FnOnce(&mut Context<'a, '_, R>) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let mut context = self.at.own_context(&mut *self.context.recorder);
        work(&mut context)
    }

    /// The order matters to a budget alone.
    fn ranked_for_budget(&mut self, entrants: Vec<usize>) -> Result<Ranked, Stop> {
        if self.contest.budget.is_some() { self.ranked(entrants) } else { Ok(Ranked::default()) }
    }

    /// What `entrants` are compared by.
    fn ranked(&mut self, entrants: Vec<usize>) -> Result<Ranked, Stop> {
        let mut ranked = match &self.contest.first_to {
            Some(first_to) => self.first_to(first_to, entrants)?,
            None => Ranked { scores: vec![Vec::new(); entrants.len()], entrants, ..Ranked::default() },
        };
        for (at, formula) in self.contest.rank_by.iter().enumerate() {
            // Who has no place is not compared, so that a figure that is missing there stands in nobody's way.
            let compared = ranked.entrants.iter().filter_map(|entrant| self.field.competitors.get(*entrant));
            let mut values = self.at.of_competitors(compared, |entrant| {
                let mut silent = crate::record::Silent;
                Ok(self.at.entrant_context(entrant, &mut silent).number(formula, || Role::Part)?.value)
            })?;
            if at == 0 && self.contest.goes_by_total() {
                values = self.keep_placed(&mut ranked, formula, values)?;
            }
            let own = self.own().and_then(|own| ranked.entrants.iter().position(|entrant| *entrant == own));
            if let Some(own) = own {
                let facts = self.note_scores(&ranked.entrants, &values, own, |context, role| {
                    Ok(context.number(formula, || role)?.fact)
                })?;
                ranked.facts.push(facts);
            }
            for (scores, value) in ranked.scores.iter_mut().zip(values) {
                scores.push(value);
            }
        }
        Ok(ranked)
    }

    /// Notes one score of all who have a place; the own one's is explained, the others' are given.
    pub(super) fn note_scores(
        &mut self,
        entrants: &[usize],
        values: &[Number],
        own: usize,
        explain: impl FnOnce(&mut Context<'a, '_, R>, Role) -> Result<FactId, Stop>,
    ) -> Result<Vec<FactId>, Stop> {
        let name = |entrant: usize| {
            self.field.competitors.get(entrant).map(|entrant| Arc::clone(&entrant.name)).unwrap_or_default()
        };
        let mut explain = Some(explain);
        let mut facts = Vec::with_capacity(entrants.len());
        for (rank, (entrant, value)) in entrants.iter().zip(values).enumerate() {
            let role = Role::Key { participant: name(*entrant) };
            let explain = if rank == own { explain.take() } else { None };
            facts.push(match explain {
                Some(explain) => self.explained(|context| explain(context, role))?,
                None => self.context.recorder.given(value.clone(), || role, Arc::default).fact,
            });
        }
        Ok(facts)
    }

    /// The most that is paid is used up in the order of places.
    fn within_budget(&mut self, won: Won) -> Result<Won, Stop> {
        let Some(budget) = &self.contest.budget else { return Ok(won) };
        let budget = self.context.number(budget, || Role::Budget)?;
        let budget = rounded_line(self.context, budget)?;
        let (ties, leftover) = (self.contest.ties, self.contest.leftover);
        let ranked = &won.ranked;
        let of_ranked = |entrant: &usize| won.amounts.get(*entrant).cloned().unwrap_or_default();
        let wanted: Vec<Number> = ranked.entrants.iter().map(of_ranked).collect();
        let ranking = Ranking { scores: &ranked.scores, prizes: &[], ties, unit: &self.unit.value, leftover };
        let paid = ranking.within_budget(&wanted, &budget.value)?;
        let rank = self.own().and_then(|own| ranked.entrants.iter().position(|entrant| *entrant == own));
        let own = match (won.own, rank) {
            (Some(full), Some(rank)) => {
                let fact = full.fact;
                let amounts = self.note_scores(&ranked.entrants, &wanted, rank, |_, _| Ok(fact))?;
                let own = u32::try_from(rank).unwrap_or(u32::MAX);
                let (scores, budget, unit) = (ranked.facts.clone(), budget.fact, self.unit.fact);
                let how = How::Budget { scores, amounts, budget, ties, unit, leftover, own };
                let paid = paid.get(rank).cloned().unwrap_or_default();
                Some(self.context.recorder.note(paid, || (Role::Won, how, Arc::default())))
            }
            (own, _) => own,
        };
        let mut amounts = vec![Number::ZERO; won.amounts.len()];
        for (entrant, paid) in ranked.entrants.iter().zip(paid) {
            if let Some(amount) = amounts.get_mut(*entrant) {
                *amount = paid;
            }
        }
        let all = won.all.map(|all| all.min(budget.value));
        Ok(Won { amounts, own, all, ranked: won.ranked, places: won.places, staged: won.staged })
    }

    /// Where everybody stands, the best first; behind them those without a place.
    fn placings(&self, won: &Won) -> Vec<Placing> {
        let mut placings = Vec::with_capacity(self.field.competitors.len());
        for (entrant, (competitor, prize)) in self.field.competitors.iter().zip(&won.amounts).enumerate() {
            let rank = won.ranked.entrants.iter().position(|ranked| *ranked == entrant);
            let scores = rank.and_then(|rank| won.ranked.scores.get(rank)).cloned();
            let scores = scores.unwrap_or_else(|| won.ranked.below_zero.get(&entrant).cloned().into_iter().collect());
            let place = rank.and_then(|rank| won.places.get(rank)).copied();
            let staged = won.staged.get(entrant).cloned();
            let thing = self.contest.things.get(place.unwrap_or(1).saturating_sub(1)).or(self.contest.things.first());
            let (entrant, thing) = (Arc::clone(&competitor.name), thing.copied());
            // What several things come to is how many they are, whichever of them is settled.
            let count = staged.as_ref().filter(|_| self.at.thing.is_some()).map(|staged| staged.things.len());
            let prize = count.map_or_else(|| prize.clone(), whole_number);
            placings.push(Placing { entrant, place, scores, prize, thing, staged });
        }
        placings.sort_by(|a, b| {
            let place = |placing: &Placing| placing.place.unwrap_or(usize::MAX);
            let reached = |placing: &Placing| placing.staged.as_ref().map(|staged| staged.reached.clone());
            place(a).cmp(&place(b)).then_with(|| b.prize.cmp(&a.prize)).then_with(|| reached(b).cmp(&reached(a)))
        });
        placings
    }

    /// Which thing everybody gets who wins one: that of the place, of which every member of a team gets one.
    fn things(&self, won: &Won) -> BTreeMap<usize, UnitPlace> {
        let mut things = BTreeMap::new();
        for (entrant, competitor) in self.field.competitors.iter().enumerate() {
            if let Some(thing) = self.thing_of(won, entrant) {
                things.extend(competitor.members.iter().map(|member| (*member, thing)));
            }
        }
        things
    }

    /// The thing that an entrant wins.
    fn thing_of(&self, won: &Won, entrant: usize) -> Option<UnitPlace> {
        won.amounts.get(entrant).filter(|amount| !amount.is_zero())?;
        if self.at.thing.is_some() {
            return self.at.thing;
        }
        let rank = won.ranked.entrants.iter().position(|ranked| *ranked == entrant);
        // Everyone above something gets the same.
        let place = rank.and_then(|rank| won.places.get(rank)).copied().unwrap_or(1);
        self.contest.things.get(place.saturating_sub(1)).copied()
    }

    /// How many of each thing no place won.
    fn things_left(&self, won: &Won) -> Vec<(UnitPlace, Number)> {
        let mut left: BTreeMap<UnitPlace, usize> = BTreeMap::new();
        if matches!(self.contest.wins, Wins::Places(_)) {
            for thing in &self.contest.things {
                let count = left.entry(*thing).or_default();
                *count = count.saturating_add(1);
            }
        }
        for thing in (0..won.amounts.len()).filter_map(|entrant| self.thing_of(won, entrant)) {
            if let Some(count) = left.get_mut(&thing) {
                *count = count.saturating_sub(1);
            }
        }
        left.into_iter().filter(|(_, count)| *count > 0).map(|(thing, count)| (thing, whole_number(count))).collect()
    }

    /// Everybody's amount, entrant after entrant: a team's goes to its members.
    fn hand_out(&mut self, won: Won) -> Result<HandedOut, Stop> {
        let given_out = sum(&won.amounts)?;
        let not_won = won.all.map_or(Ok(Number::ZERO), |all| all.subtract(&given_out))?.max(Number::ZERO);
        let Entrants::Teams { prize_to, share_by, .. } = &self.contest.entrants else {
            return Ok((won.amounts, won.own, Left { undistributed: not_won, ..Left::default() }));
        };
        let (mut amounts, mut own, mut undistributed) = (Vec::new(), None, not_won);
        for (place, (team, amount)) in self.field.competitors.iter().zip(&won.amounts).enumerate() {
            let won_by_own = won.own.clone().filter(|_| Some(place) == self.field.own);
            if *prize_to == PrizeTo::Each {
                amounts.extend(team.members.iter().map(|_| amount.clone()));
                own = won_by_own.or(own);
                continue;
            }
            let keys = self.at.of_each_member(&team.members, |member| self.at.number_of(member, share_by.as_ref()))?;
            let (unit, leftover) = (&self.unit.value, self.contest.leftover);
            let cut = attain_rules::plan::Cut::Lost;
            let shares = Allocation { sum: amount, keys: &keys, most: &[], cut, unit, leftover }.shares()?;
            undistributed = undistributed.add(&amount.subtract(&sum(&shares)?)?)?;
            if let Some(won) = won_by_own {
                own = self.own_share(&won, &team.members, share_by.as_ref(), (&keys, &shares))?;
            }
            amounts.extend(shares);
        }
        Ok((amounts, own, Left { undistributed, ..Left::default() }))
    }

    /// The own member's share of what the team won.
    fn own_share(
        &mut self,
        won: &Noted,
        members: &[usize],
        share_by: Option<&'a Formula>,
        (keys, shares): (&[Number], &[Number]),
    ) -> Result<Option<Noted>, Stop> {
        let member = self.at.turn.member_place;
        let Some(own) = members.iter().position(|place| *place == member) else { return Ok(None) };
        let keys = self.at.note_each(self.context, (members, Some(own)), share_by, keys)?;
        let how = How::Allocation {
            sum: won.fact,
            keys,
            most: Vec::new(),
            cut: attain_rules::plan::Cut::Lost,
            unit: self.unit.fact,
            leftover: self.contest.leftover,
            own: u32::try_from(own).unwrap_or(u32::MAX),
        };
        let share = shares.get(own).cloned().unwrap_or_default();
        Ok(Some(self.context.recorder.note(share, || (Role::PoolShare, how, Arc::default()))))
    }
}

pub(super) fn own_entrant(field: &Field, own: usize) -> Result<&Competitor, Stop> {
    field.competitors.get(own).ok_or(Stop::Fault(Fault::Unchecked, None))
}

/// What the stages that an entrant has reached pay: a table of fixed sums.
fn stage_pay<'a, R: Recorder>(
    context: &mut Context<'a, '_, R>,
    by: &'a Formula,
    steps: &[Step],
    roundings: &Roundings,
) -> Result<Noted, Stop> {
    let index = context.number(by, || Role::Index)?;
    let origin = context.recorder.given(Number::ZERO, || Role::Origin, Arc::default);
    let stages = Applied {
        mode: Mode::StepAdding,
        outside: Outside::Zero,
        steps,
        roundings,
        origin,
        fixed_base: false,
        base_is_index: true,
        fees: false,
    };
    let pay = stages.pay(context.recorder, &index, &index)?;
    rounded_line(context, pay)
}

fn whole_number(count: usize) -> Number {
    Number::whole(i128::try_from(count).unwrap_or(i128::MAX))
}

fn sum(amounts: &[Number]) -> Result<Number, Stop> {
    Ok(amounts.iter().try_fold(Number::ZERO, |sum, amount| sum.add(amount))?)
}
