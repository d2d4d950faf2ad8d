//! Components that are settled for a whole group at once: pools and contests.

use std::sync::Arc;

use attain_rules::formula::expression::Formula;
use attain_rules::number::Number;
use attain_rules::plan::{Component, Pay};
use attain_rules::rounding::Step;

use super::contest::prizes;
use super::due::{is_eligible, line_rounding, nothing, same};
use super::pool::share_out;
use crate::context::{Context, Known};
use crate::fault::{Fault, Several, Stop};
use crate::record::{Arithmetic as _, Noted, Recorder, Silent};
use crate::trace::{FactId, Role};
use crate::turn::Turn;

/// What a whole group gets.
pub(crate) struct Whole {
    /// By the member's place; everybody who takes part, in the order of ids.
    pub lines: Vec<(usize, Number)>,
    /// What the group was to get and did not.
    pub left: Left,
}

/// What of a group's sum went to nobody.
#[derive(Clone, Debug, Default)]
pub(crate) struct Left {
    /// Held back by the plan.
    pub reserved: Number,
    /// Units that do not divide, what a cap cuts, or everything, where nobody has a key.
    pub undistributed: Number,
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
    /// Places of all members of the group.
    pub members: &'r [usize],
}

/// Settles a component for a group. With a recorder that keeps facts, the line of the turn's own member is explained.
pub(crate) fn settle_whole<'a, R: Recorder>(at: GroupTurn<'a, '_>, recorder: &mut R) -> Result<Whole, Stop> {
    let entrants = at.entrants()?;
    let mut context = Context::new(at.known, recorder, at.turn, &at.component.roundings);
    if let Some(gate) = &at.component.gate {
        let (open, fact) = context.holds(&gate.condition, || Role::Gate)?;
        if !open {
            let nothing = nothing(&mut context, fact);
            same(context.recorder, &nothing, Role::Line);
            let lines = entrants.places.iter().map(|place| (*place, Number::ZERO)).collect();
            return Ok(Whole { lines, left: Left::default() });
        }
    }
    let (amounts, own, left) = match &at.component.pay {
        Pay::Pool(pool) => share_out(&mut context, at, pool, &entrants)?,
        Pay::Contest(contest) => prizes(&mut context, at, contest, &entrants)?,
        _ => return Err(Stop::Fault(Fault::Unchecked, None)),
    };
    if let Some(own) = own {
        same(context.recorder, &own, Role::Line);
    }
    Ok(Whole { lines: entrants.places.into_iter().zip(amounts).collect(), left })
}

impl<'a> GroupTurn<'a, '_> {
    fn at_member(&self, place: usize) -> Turn<'a> {
        Turn { member_place: place, ..self.turn }
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

    /// A value of each entrant. Where some have none, all of these are named.
    pub(super) fn of_each<T>(
        &self,
        entrants: &Entrants,
        value: impl Fn(usize) -> Result<T, Stop>,
    ) -> Result<Vec<T>, Stop> {
        let mut several = Several::default();
        let values = entrants.places.iter().filter_map(|&place| {
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

    /// Notes what a formula gives for each entrant; the turn's own member is explained, the others' values are given.
    pub(super) fn note_each<R: Recorder>(
        &self,
        context: &mut Context<'a, '_, R>,
        entrants: &Entrants,
        formula: Option<&'a Formula>,
        values: &[Number],
    ) -> Result<Vec<FactId>, Stop> {
        let mut facts = Vec::new();
        for (at, (place, value)) in entrants.places.iter().zip(values).enumerate() {
            let who = self.at_member(*place).participant();
            let role = || Role::Key { participant: self.known.world.inputs.id(who) };
            let fact = match formula {
                Some(formula) if Some(at) == entrants.own => context.number(formula, role)?.fact,
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
