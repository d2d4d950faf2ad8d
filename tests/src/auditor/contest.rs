//! Contests: who competes, who is better, what is won, and what members get of it.

use std::collections::BTreeMap;

use num_traits::{One, Signed, Zero};

use crate::company::{Aspect, Contest, Formula, Ties, Wins};
use crate::counters::Counters;
use crate::exact::{Exact, Rule, round, whole};

use super::groups::{count, shares};
use super::{Among, At, Stop, stay_on};

/// Those who compete.
pub(super) struct Field {
    /// The places of the members of each.
    pub(super) entrants: Vec<Vec<usize>>,
    /// Is each a single person?
    pub(super) alone: bool,
}

/// What a contest gives.
pub(super) struct Won {
    /// What nobody gets.
    pub(super) left: Exact,
    /// What each member of each entrant gets.
    pub(super) amounts: Vec<Exact>,
    /// And of which thing, where prizes are things.
    pub(super) things: Vec<Option<usize>>,
    /// Where things are won by stages: those that each member has won so far, in the place of the above.
    pub(super) by_stages: Option<Vec<Vec<usize>>>,
    /// How many of each thing nobody gets.
    pub(super) things_left: BTreeMap<usize, Exact>,
}

/// What is compared, the larger the better; nothing for who has no place.
type Score = Option<Vec<Exact>>;

impl At<'_> {
    /// The teams among the members, by name; who is in no team competes in none.
    pub(super) fn teams(&self) -> Vec<Vec<usize>> {
        let mut teams: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &place in &self.among.members {
            let person = &self.company.people[place];
            let last =
                (0..).map(|back| self.end.plus(-back)).find(|day| stay_on(person, &self.plan.name, *day).is_some());
            let team = last.and_then(|day| stay_on(person, &self.plan.name, day)).map_or("", |stay| stay.team);
            if !team.is_empty() {
                teams.entry(team).or_default().push(place);
            }
        }
        teams.into_values().collect()
    }

    /// A value of each entrant; of a team with its members for the group.
    pub(super) fn of_entrants<T>(
        &self,
        field: &Field,
        value: impl Fn(&At<'_>) -> Result<T, Stop>,
    ) -> Result<Vec<T>, Stop> {
        if field.alone {
            let places: Vec<usize> = field.entrants.iter().flatten().copied().collect();
            return self.of_each(&places, |at| value(at));
        }
        let (mut values, mut failed, mut unmeasured) = (Vec::new(), Vec::new(), false);
        for members in &field.entrants {
            let among = Among { members: members.clone(), reports: self.among.reports.clone() };
            let lead = self.of(members[0]);
            match value(&At { among: &among, ..lead }) {
                Ok(value) => values.push(value),
                Err(Stop::Unmeasured) => unmeasured = true,
                Err(Stop::Failed(why)) => failed.push((members[0], why)),
                Err(Stop::Several(more)) => failed.extend(more),
            }
        }
        match (failed.is_empty(), unmeasured) {
            (true, false) => Ok(values),
            (true, true) => Err(Stop::Unmeasured),
            (false, _) => Err(Stop::Several(failed)),
        }
    }

    /// What a contest gives.
    pub(super) fn contest(
        &self,
        contest: &Contest,
        field: &Field,
        unit: &Exact,
        counters: &mut Counters,
    ) -> Result<Won, Stop> {
        counters.add("contest");
        if !field.alone {
            counters.add("teams compete");
        }
        let everybody = vec![true; field.entrants.len()];
        let (mut won, scores, mut prizes) = match &contest.wins {
            Wins::Places(prizes) => {
                let mut amounts = Vec::new();
                for prize in prizes {
                    amounts.push(self.prize(contest, prize, counters)?);
                }
                let mut scores = self.standings(contest, field, &everybody, counters)?;
                // A total below zero reaches no prize.
                if contest.first_to.is_none() && contest.rank_by.first().is_some_and(|by| self.is_total(by)) {
                    for score in scores.iter_mut().filter(|score| score.as_ref().is_some_and(|of| of[0].is_negative()))
                    {
                        counters.add("total below zero, no place");
                        *score = None;
                    }
                }
                (by_place(contest, &scores, &amounts, unit, counters), scores, Some(amounts.iter().sum::<Exact>()))
            }
            Wins::Everyone(above, prize) => {
                let prize = self.prize(contest, prize, counters)?;
                let meets = self.of_entrants(field, |at| at.holds(above, None))?;
                counters.add(if meets.contains(&true) { "everyone above" } else { "nobody above" });
                let scores = self.standings(contest, field, &meets, counters)?;
                let won = meets.iter().map(|meets| if *meets { prize.clone() } else { Exact::zero() }).collect();
                (won, scores, None)
            }
            Wins::Stages(by, stages) => {
                let reached = self.of_entrants(field, |at| at.number(by, None))?;
                if contest.gives_by_stages() {
                    return Ok(things_so_far(contest, field, (&reached, stages), counters));
                }
                let won = reached.iter().map(|reached| {
                    let passed: Vec<_> = stages.iter().filter(|(reach, _)| reached >= reach).collect();
                    counters.add(match passed.len() {
                        0 => "no stage",
                        1 => "one stage",
                        _ => "several stages",
                    });
                    self.rounded_line(passed.iter().map(|(_, prize)| prize).sum(), counters)
                });
                let won: Vec<Exact> = won.collect();
                (won, self.standings(contest, field, &everybody, counters)?, None)
            }
        };
        if let Some(budget) = &contest.budget {
            let budget = self.rounded_line(self.number(budget, None)?, counters).max(Exact::zero());
            won = within_budget(contest, &scores, &won, &budget, unit, counters);
            prizes = prizes.map(|all| all.min(budget));
        }
        let left = prizes.map_or_else(Exact::zero, |all| (all - won.iter().sum::<Exact>()).max(Exact::zero()));
        let things: Vec<_> = (0..field.entrants.len()).map(|own| thing(contest, &scores, (own, &won[own]))).collect();
        let things_left = things_left(contest, &things);
        let (left, amounts) = self.handed_out(contest, field, won, (left, unit), counters)?;
        if things.iter().any(Option::is_some) {
            counters.add(if field.alone { "things are won" } else { "things are won by teams" });
        }
        let of_members = field.entrants.iter().zip(things).flat_map(|(members, thing)| vec![thing; members.len()]);
        let left = if contest.things.is_empty() { left } else { Exact::zero() };
        Ok(Won { left, amounts, things: of_members.collect(), by_stages: None, things_left })
    }

    /// Is it a measure itself, of one or of a whole team, and no percentage?
    fn is_total(&self, formula: &Formula) -> bool {
        match formula {
            Formula::Group(inner) => matches!(**inner, Formula::Measure(..)) && self.is_total(inner),
            Formula::Measure(measure, Aspect::Total, _) => self.plan.measures[*measure].unit != "percent",
            _ => false,
        }
    }

    /// A prize in money or units, rounded; or one of a thing.
    fn prize(&self, contest: &Contest, prize: &Formula, counters: &mut Counters) -> Result<Exact, Stop> {
        if !contest.things.is_empty() {
            return Ok(Exact::one());
        }
        let prize = self.number(prize, None)?;
        if prize.is_negative() {
            counters.add("prize below zero");
        }
        Ok(self.rounded_line(prize.max(Exact::zero()), counters))
    }

    /// Nothing where nobody is compared.
    fn standings(
        &self,
        contest: &Contest,
        field: &Field,
        takes_part: &[bool],
        counters: &mut Counters,
    ) -> Result<Vec<Score>, Stop> {
        if let Some((measure, reach)) = &contest.first_to {
            let day = field.entrants.iter().map(|members| self.reached_on(members, *measure, reach, counters));
            return Ok(day.map(|day| day.map(|day| vec![whole(-day)])).collect());
        }
        let mut entrants = field.entrants.iter().zip(takes_part).filter(|(_, takes_part)| **takes_part);
        let ranked = Field { entrants: entrants.by_ref().map(|(entrant, _)| entrant.clone()).collect(), ..*field };
        let scores = |at: &At<'_>| contest.rank_by.iter().map(|by| at.number(by, None)).collect::<Result<Vec<_>, _>>();
        let mut scores = self.of_entrants(&ranked, scores)?.into_iter();
        Ok(takes_part.iter().map(|takes_part| if *takes_part { scores.next() } else { None }).collect())
    }

    /// The day since which their total is as high as that.
    fn reached_on(&self, members: &[usize], measure: usize, reach: &Exact, counters: &mut Counters) -> Option<i64> {
        let (first, last) = self.days(crate::company::Window::Own);
        let credits = members
            .iter()
            .flat_map(|place| self.credits.within(self.plan, measure, &self.company.people[*place].id, (first, last)));
        let credits: Vec<_> = credits.collect();
        let until = |day| credits.iter().filter(|credit| credit.day <= day).map(|credit| &credit.amount).sum::<Exact>();
        let days = || (first.0..=last.0).map(crate::calendar::Day);
        let mut there = days().filter(|day| until(*day) >= *reach);
        if until(last) < *reach {
            counters.add(if there.next().is_some() { "first to, lost again" } else { "first to, never" });
            return None;
        }
        counters.add("first to");
        let mut since = last;
        while since > first && until(since.plus(-1)) >= *reach {
            since = since.plus(-1);
        }
        Some(since.0)
    }

    /// Of a team's prize each member gets all or a share.
    fn handed_out(
        &self,
        contest: &Contest,
        field: &Field,
        won: Vec<Exact>,
        (mut left, unit): (Exact, &Exact),
        counters: &mut Counters,
    ) -> Result<(Exact, Vec<Exact>), Stop> {
        let Some(teams) = &contest.teams else { return Ok((left, won)) };
        let mut amounts = Vec::new();
        for (members, won) in field.entrants.iter().zip(won) {
            if !teams.shared {
                counters.add("a team's prize for each");
                amounts.extend(members.iter().map(|_| won.clone()));
                continue;
            }
            let keys = match &teams.share_by {
                None => vec![Exact::one(); members.len()],
                Some(key) => self.of_each(members, |at| at.number(key, None))?,
            };
            let keys: Vec<Exact> = keys.into_iter().map(|key| key.max(Exact::zero())).collect();
            let all = vec![None; members.len()];
            let mut seen = Counters::default();
            let shares = shares(&won, &keys, &all, (false, contest.unassigned), unit, &mut seen);
            if !won.is_zero() {
                counters.add(if teams.share_by.is_some() {
                    "a team's prize by keys"
                } else {
                    "a team's prize, shared"
                });
            }
            left += won - shares.iter().sum::<Exact>();
            amounts.extend(shares);
        }
        Ok((left, amounts))
    }
}

/// Those before, and those who are the same.
fn standing(scores: &[Score], own: usize, ties: Ties) -> (usize, Vec<usize>) {
    let better = scores.iter().filter(|score| **score > scores[own]).count();
    let same: Vec<usize> = (0..scores.len()).filter(|other| scores[*other] == scores[own]).collect();
    match ties {
        Ties::LowerId => (better + same.iter().filter(|other| **other < own).count(), vec![own]),
        Ties::Share | Ties::Each => (better, same),
    }
}

/// The things of all stages that were reached, for each member of each entrant.
fn things_so_far(
    contest: &Contest,
    field: &Field,
    (reached, stages): (&[Exact], &[(Exact, Exact)]),
    counters: &mut Counters,
) -> Won {
    let mut by_stages = Vec::new();
    for (members, reached) in field.entrants.iter().zip(reached) {
        let passed = stages.iter().zip(&contest.things).filter(|((reach, _), _)| reached >= reach);
        let things: Vec<usize> = passed.map(|(_, thing)| *thing).collect();
        counters.add(match things.as_slice() {
            [] => "no thing by stages",
            [_] => "a thing by stages",
            [first, rest @ ..] if rest.contains(first) => "the same thing by stages",
            _ => "several things by stages",
        });
        if !things.is_empty() && !field.alone {
            counters.add("things by stages for teams");
        }
        by_stages.extend(members.iter().map(|_| things.clone()));
    }
    let (amounts, things) = (Vec::new(), Vec::new());
    Won { left: Exact::zero(), amounts, things, by_stages: Some(by_stages), things_left: BTreeMap::new() }
}

/// Which thing an entrant wins.
fn thing(contest: &Contest, scores: &[Score], (own, won): (usize, &Exact)) -> Option<usize> {
    if contest.things.is_empty() || won.is_zero() {
        return None;
    }
    let place = match contest.wins {
        Wins::Everyone(..) => 0,
        _ => standing(scores, own, contest.ties).0,
    };
    contest.things.get(place).copied()
}

/// How many of each thing no place wins.
fn things_left(contest: &Contest, won: &[Option<usize>]) -> BTreeMap<usize, Exact> {
    let mut left = BTreeMap::new();
    if matches!(contest.wins, Wins::Everyone(..)) {
        return left;
    }
    for thing in &contest.things {
        let there = contest.things.iter().filter(|other| *other == thing).count();
        let given = won.iter().filter(|other| **other == Some(*thing)).count();
        if there > given {
            left.insert(*thing, count(there - given));
        }
    }
    left
}

fn by_place(
    contest: &Contest,
    scores: &[Score],
    prizes: &[Exact],
    unit: &Exact,
    counters: &mut Counters,
) -> Vec<Exact> {
    let prize = |place: usize| prizes.get(place).cloned().unwrap_or_else(Exact::zero);
    let amounts = scores.iter().enumerate().map(|(own, score)| {
        let Some(score) = score else { return Exact::zero() };
        let (better, tied) = standing(scores, own, contest.ties);
        let first_alike = |other: &Score| other.as_ref().is_some_and(|other| other[0] == score[0]);
        let alike = scores.iter().filter(|other| first_alike(other)).count();
        let same = scores.iter().filter(|other| other.as_ref() == Some(score)).count();
        if same == 1 && alike > 1 {
            counters.add("tie decided by a later score");
        }
        let tie = same > 1;
        match contest.ties {
            Ties::LowerId => counters.add(if tie { "tie, lower id" } else { "no tie" }),
            Ties::Each => counters.add(if tie { "tie, each" } else { "no tie" }),
            Ties::Share => counters.add(if tie { "tie, share" } else { "no tie" }),
        }
        if contest.ties == Ties::Each {
            return prize(better);
        }
        let sum: Exact = (better..better + tied.len()).map(prize).sum();
        let part = round(&(&sum / count(tied.len())), unit, Rule::Floor);
        // Units that do not divide go to the lower ids, one to each.
        let left = (&sum - &part * count(tied.len())) / unit;
        if !left.is_zero() {
            counters.add("shared prize does not divide");
        }
        let before = tied.iter().filter(|other| **other < own).count();
        let more = !contest.unassigned && count(before) < left.floor();
        if more { part + unit } else { part }
    });
    amounts.collect()
}

/// Better ones are paid first; those who are the same share what is left, in proportion to what they won.
fn within_budget(
    contest: &Contest,
    scores: &[Score],
    won: &[Exact],
    budget: &Exact,
    unit: &Exact,
    counters: &mut Counters,
) -> Vec<Exact> {
    let mut paid = vec![Exact::zero(); won.len()];
    let mut left = budget.clone();
    let mut order: Vec<(usize, Vec<usize>)> =
        (0..won.len()).filter(|own| scores[*own].is_some()).map(|own| standing(scores, own, contest.ties)).collect();
    order.sort();
    order.dedup();
    for (_, tied) in order {
        let wanted: Vec<Exact> = tied.iter().map(|entrant| won[*entrant].clone()).collect();
        let sum: Exact = wanted.iter().sum();
        let given = if sum <= left {
            counters.add("inside of the budget");
            wanted
        } else {
            counters.add(if tied.len() > 1 { "budget, what is left is shared" } else { "budget, what is left" });
            let all = vec![None; tied.len()];
            shares(&left, &wanted, &all, (false, contest.unassigned), unit, &mut Counters::default())
        };
        for (entrant, given) in tied.into_iter().zip(given) {
            left -= &given;
            paid[entrant] = given;
        }
    }
    paid
}
