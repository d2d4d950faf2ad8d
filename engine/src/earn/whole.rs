//! Components that are settled for a whole group at once: pools and contests.

use std::collections::BTreeMap;
use std::sync::Arc;

use attain_rules::formula::expression::Formula;
use attain_rules::number::Number;
use attain_rules::plan::{Accumulate, Component, Pay};
use attain_rules::rounding::Step;
use attain_rules::unit::UnitPlace;

use super::contest::{Placing, prizes};
use super::due::{is_eligible, line_rounding, nothing, same};
use super::pool::{note_resting, share_out};
use crate::context::{Context, Known};
use crate::earlier::Of;
use crate::fault::{Fault, Several, Stop};
use crate::groups::{Groups, Members};
use crate::posts::Post;
use crate::record::{Arithmetic as _, Noted, Recorder, Silent};
use crate::trace::{FactId, Role};
use crate::turn::Turn;

/// What a whole group gets.
pub(crate) struct Whole {
    /// By the member's place; everybody who takes part, in the order of ids.
    pub lines: Vec<(usize, Number)>,
    /// Where what caps cut is carried on: the share before its cap, by the member's place.
    pub shares: BTreeMap<usize, Number>,
    /// What the group was to get and did not.
    pub left: Left,
    /// Where prizes are things: which of them each winner gets, by the member's place.
    pub things: BTreeMap<usize, UnitPlace>,
    /// Where the entrants of a contest stand.
    pub placings: Vec<Placing>,
}

/// What of a group's sum went to nobody.
#[derive(Clone, Debug, Default)]
pub(crate) struct Left {
    /// Held back by the plan.
    pub reserved: Number,
    /// Units that do not divide, what a cap cuts, or everything, where nobody has a key.
    pub undistributed: Number,
    /// What caps cut of a pool that gives it to somebody, or to a fund.
    pub cut: Number,
    /// Where prizes are things: how many of each nobody won.
    pub things: Vec<(UnitPlace, Number)>,
}

/// What caps of a pool cut, and the member who gets it.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    /// Place among the plan's members.
    pub member: usize,
    pub sum: Number,
}

/// Those who take part.
pub(super) struct Entrants {
    /// Their places among the plan's members, in the order of ids.
    pub places: Vec<usize>,
    /// Where among them the member stands whose line is explained.
    pub own: Option<usize>,
}

/// One component for one group.
#[derive(Clone, Copy)]
pub(crate) struct GroupTurn<'a, 'r> {
    pub known: Known<'a, 'r>,
    /// The turn of any member; of the one whose line is to be explained, where one is.
    pub turn: Turn<'a>,
    pub component: &'a Component,
    /// Place of the component in its plan.
    pub place: usize,
    /// Places of all members of the group.
    pub members: &'r [usize],
    /// The teams among them, where teams compete.
    pub teams: Option<&'r Groups>,
    /// Where several things may be won by stages: the one whose lines are settled.
    pub thing: Option<UnitPlace>,
    /// Who gets what caps cut, and how much, where that is known.
    pub received: Option<&'r Received>,
}

/// Those who compete.
pub(super) struct Field {
    /// In the order of ids, or of the names of teams.
    pub competitors: Vec<Competitor>,
    /// To which of them the member belongs whose line is explained.
    pub own: Option<usize>,
}

/// A member, or a team.
pub(super) struct Competitor {
    /// Id of the member, or name of the team.
    pub name: Arc<str>,
    /// Places of the members among those of the plan.
    pub members: Vec<usize>,
}

impl Competitor {
    /// The member at whose turn formulas of the entrant are worked out.
    pub(super) fn lead(&self) -> usize {
        self.members.first().copied().unwrap_or(usize::MAX)
    }
}

/// Settles a component for a group. With a recorder that keeps facts, the line of the turn's own member is explained.
pub(crate) fn settle_whole<'a, R: Recorder>(at: GroupTurn<'a, '_>, recorder: &mut R) -> Result<Whole, Stop> {
    let field = match &at.component.pay {
        Pay::Contest(_) => Some(at.field()?),
        _ => None,
    };
    let entrants = match &field {
        Some(field) => at.entrants_of(field),
        None => at.entrants()?,
    };
    let mut context = Context::new(at.known, recorder, at.turn, &at.component.roundings);
    let gate = match &at.component.gate {
        Some(gate) => Some(context.holds(&gate.condition, || Role::Gate)?),
        None => None,
    };
    let (mut placings, mut things, mut shares) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    let (mut amounts, mut own, left) = match (gate, &at.component.pay, &field) {
        (Some((false, fact)), ..) => {
            let nothing = nothing(&mut context, fact);
            note_resting(&mut context, at)?;
            (vec![Number::ZERO; entrants.places.len()], Some(nothing), Left::default())
        }
        (_, Pay::Pool(pool), _) => {
            let shared = share_out(&mut context, at, pool, &entrants)?;
            shares = entrants.places.iter().copied().zip(shared.shares).collect();
            (shared.amounts, shared.own, shared.left)
        }
        (_, Pay::Contest(contest), Some(field)) => {
            let held = prizes(&mut context, at, contest, field)?;
            (placings, things) = (held.placings, held.things);
            held.handed_out
        }
        _ => return Err(Stop::Fault(Fault::Unchecked, None)),
    };
    let received = at.received.filter(|received| at.members.contains(&received.member));
    let mut beside = None;
    if let Some(Received { member, sum }) = received {
        let entrant = entrants.places.iter().position(|place| place == member);
        match entrant.and_then(|entrant| amounts.get_mut(entrant)) {
            Some(amount) => *amount = amount.add(sum)?,
            None => beside = Some((*member, sum.clone())),
        }
        if *member == at.turn.member_place {
            own = Some(with_received(&mut context, own, sum)?);
        }
    }
    let mut lines = at.less_earlier(&mut context, &entrants, amounts, own)?;
    lines.extend(beside);
    Ok(Whole { lines, shares, left, things, placings })
}

/// The own amount, where there is one, with what caps cut.
fn with_received<R: Recorder>(
    context: &mut Context<'_, '_, R>,
    own: Option<Noted>,
    sum: &Number,
) -> Result<Noted, Stop> {
    let received = context.recorder.given(sum.clone(), || Role::Received, Arc::default);
    match own {
        Some(own) => context.recorder.sum(&[own, received], || Role::Part),
        None => Ok(received),
    }
}

impl<'a, 'r> GroupTurn<'a, 'r> {
    pub(super) fn at_member(&self, place: usize) -> Turn<'a> {
        Turn { member_place: place, ..self.turn }
    }

    /// Where a contest runs on, a line is what the amount to date grew by.
    fn less_earlier<R: Recorder>(
        &self,
        context: &mut Context<'a, 'r, R>,
        entrants: &Entrants,
        amounts: Vec<Number>,
        own: Option<Noted>,
    ) -> Result<Vec<(usize, Number)>, Stop> {
        let own = match own {
            Some(to_date) => match context.earlier(self.place, self.posts_of(self.turn.member_place), Of::Gross)? {
                Some(earlier) => Some(context.recorder.difference(&to_date, &earlier, || Role::Part)?),
                None => Some(to_date),
            },
            None => None,
        };
        if let Some(own) = own {
            same(context.recorder, &own, Role::Line);
        }
        let mut lines = Vec::with_capacity(amounts.len());
        for (&place, amount) in entrants.places.iter().zip(amounts) {
            let mut earlier = self.posts_of(place).map(|post| &post.gross);
            lines.push((place, earlier.try_fold(amount, |amount, earlier| amount.subtract(earlier))?));
        }
        Ok(lines)
    }

    /// Earlier lines of a member in the stretch that the component runs on through.
    fn posts_of(&self, member: usize) -> impl Iterator<Item = &'r Post> + Clone + use<'a, 'r> {
        let runs_on = self.component.accumulate != Accumulate::No;
        let posts = self.known.posts.inside(self.turn.plan_place, self.place, member, self.turn.own);
        let thing = self.thing;
        posts.filter(move |post| runs_on && (thing.is_none() || post.thing == thing))
    }

    /// Those who compete: members, or teams, as far as the component takes them in.
    fn field(&self) -> Result<Field, Stop> {
        let all: Vec<Competitor> = match self.teams {
            Some(teams) => {
                let team = |team: &Members| Competitor { name: Arc::clone(&team.name), members: team.members.clone() };
                teams.all.iter().map(team).collect()
            }
            None => {
                let id = |place: usize| self.known.world.inputs.id(self.at_member(place).participant());
                self.members.iter().map(|&place| Competitor { name: id(place), members: vec![place] }).collect()
            }
        };
        let mut several = Several::default();
        let mut field = Field { competitors: Vec::new(), own: None };
        for competitor in all {
            let who = self.at_member(competitor.lead()).participant();
            let mut silent = Silent;
            let eligible = is_eligible(&mut self.entrant_context(&competitor, &mut silent), self.component);
            if several.take(who, eligible) == Some(true) {
                if competitor.members.contains(&self.turn.member_place) {
                    field.own = Some(field.competitors.len());
                }
                field.competitors.push(competitor);
            }
        }
        several.end()?;
        Ok(field)
    }

    /// Everybody who competes, one entrant after the other.
    fn entrants_of(&self, field: &Field) -> Entrants {
        let places: Vec<usize> = field.competitors.iter().flat_map(|one| one.members.iter().copied()).collect();
        let own = places.iter().position(|place| *place == self.turn.member_place);
        Entrants { places, own }
    }

    /// What names stand for at the turn of one entrant; `group(...)` adds up a team's members, where teams compete.
    pub(super) fn entrant_context<'c, R: Recorder>(
        &self,
        entrant: &Competitor,
        recorder: &'c mut R,
    ) -> Context<'a, 'c, R>
    where
        'r: 'c,
    {
        self.context_at(entrant.lead(), recorder)
    }

    /// The same at the turn of the member whose line is explained.
    pub(super) fn own_context<'c, R: Recorder>(&self, recorder: &'c mut R) -> Context<'a, 'c, R>
    where
        'r: 'c,
    {
        self.context_at(self.turn.member_place, recorder)
    }

    fn context_at<'c, R: Recorder>(&self, member: usize, recorder: &'c mut R) -> Context<'a, 'c, R>
    where
        'r: 'c,
    {
        let known: Known<'a, 'c> = Known { groups: self.teams.or(self.known.groups), ..self.known };
        Context::new(known, recorder, self.at_member(member), &self.component.roundings)
    }

    /// A value of each entrant. Where some have none, all of these are named.
    pub(super) fn of_each_competitor<T>(
        &self,
        field: &Field,
        value: impl Fn(&Competitor) -> Result<T, Stop>,
    ) -> Result<Vec<T>, Stop> {
        self.of_competitors(field.competitors.iter(), value)
    }

    /// A value of some who compete.
    pub(super) fn of_competitors<'f, T>(
        &self,
        competitors: impl Iterator<Item = &'f Competitor>,
        value: impl Fn(&Competitor) -> Result<T, Stop>,
    ) -> Result<Vec<T>, Stop> {
        let mut several = Several::default();
        let values = competitors.filter_map(|competitor| {
            let who = self.at_member(competitor.lead()).participant();
            several.take(who, value(competitor))
        });
        let values = values.collect();
        several.end()?;
        Ok(values)
    }

    /// Those members of the group whom the component takes in.
    fn entrants(&self) -> Result<Entrants, Stop> {
        let mut places = Vec::new();
        let (mut own, mut several) = (None, Several::default());
        for &place in self.members {
            let mut silent = Silent;
            let turn = self.at_member(place);
            let mut context = Context::new(self.known, &mut silent, turn, &self.component.roundings);
            if several.take(turn.participant(), is_eligible(&mut context, self.component)) == Some(true) {
                own = if place == self.turn.member_place { Some(places.len()) } else { own };
                places.push(place);
            }
        }
        several.end()?;
        Ok(Entrants { places, own })
    }

    /// A value of each of these members. Where some have none, all of these are named.
    pub(super) fn of_each_member<T>(
        &self,
        members: &[usize],
        value: impl Fn(usize) -> Result<T, Stop>,
    ) -> Result<Vec<T>, Stop> {
        let mut several = Several::default();
        let values = members.iter().filter_map(|&place| {
            let who = self.at_member(place).participant();
            several.take(who, value(place))
        });
        let values = values.collect();
        several.end()?;
        Ok(values)
    }

    /// What a formula gives for one member; 1 where there is no formula.
    pub(super) fn number_of(&self, place: usize, formula: Option<&'a Formula>) -> Result<Number, Stop> {
        let Some(formula) = formula else { return Ok(Number::ONE) };
        let mut silent = Silent;
        let mut context = Context::new(self.known, &mut silent, self.at_member(place), &self.component.roundings);
        Ok(context.number(formula, || Role::Part)?.value)
    }

    /// Notes what a formula gives for each of some members; the turn's own one, which stands at `own` among them, is explained,
    /// the others' values are given.
    pub(super) fn note_each<R: Recorder>(
        &self,
        context: &mut Context<'a, '_, R>,
        (members, own): (&[usize], Option<usize>),
        formula: Option<&'a Formula>,
        values: &[Number],
    ) -> Result<Vec<FactId>, Stop> {
        let mut facts = Vec::new();
        for (at, (place, value)) in members.iter().zip(values).enumerate() {
            let who = self.at_member(*place).participant();
            let role = || Role::Key { participant: self.known.world.inputs.id(who) };
            let fact = match formula {
                Some(formula) if Some(at) == own => context.number(formula, role)?.fact,
                _ => context.recorder.given(value.clone(), role, Arc::default).fact,
            };
            facts.push(fact);
        }
        Ok(facts)
    }
}

/// The unit in which sums are shared: that of the line.
pub(super) fn unit_of_line<R: Recorder>(context: &mut Context<'_, '_, R>) -> Noted {
    let unit = line_rounding(context, Step::Line).unit;
    context.recorder.given(unit, || Role::Part, Arc::default)
}
