//! [`Contest`]: prizes among the members of a group, or among teams of them.

use super::group::Leftover;
use super::table::Row;
use crate::formula::expression::{Aspect, Formula, Name, Node, People, Type, Unit};
use crate::unit::UnitPlace;

/// Prizes among the members of a group, or among teams of them.
#[derive(Clone, Debug)]
pub struct Contest {
    /// Who competes.
    pub entrants: Entrants,
    /// How prizes are won.
    pub wins: Wins,
    /// Whoever reached something first goes first; who did not reach it has no place.
    pub first_to: Option<FirstTo>,
    /// What is compared, the larger the better; the later ones where the earlier ones are the same.
    pub rank_by: Vec<Formula>,
    /// Most that is paid to the whole group, used up in the order of places.
    pub budget: Option<Formula>,
    /// What happens to those who are the same in everything.
    pub ties: Ties,
    /// Where prizes are things: what each of them is, in the order of the prizes or of the stages, which are one of it each.
    pub things: Vec<UnitPlace>,
    /// What happens to units of a shared prize that do not divide.
    pub leftover: Leftover,
}

impl Contest {
    /// All its formulas, in the order in which they are worked out.
    pub fn formulas(&self) -> impl Iterator<Item = &Formula> {
        let share_by = match &self.entrants {
            Entrants::Teams { share_by, .. } => share_by.as_ref(),
            Entrants::Members => None,
        };
        let (prizes, one, rows) = match &self.wins {
            Wins::Places(prizes) => (prizes.as_slice(), None, [].as_slice()),
            Wins::Everyone { above, prize } => ([].as_slice(), Some([prize, above]), [].as_slice()),
            Wins::Stages { by, rows } => ([].as_slice(), Some([by, by]), rows.as_slice()),
        };
        let of_rows = rows.iter().flat_map(|row| [Some(&row.limit), row.amount.as_ref()].into_iter().flatten());
        let reach = self.first_to.as_ref().map(|first_to| [&first_to.measure, &first_to.reach]);
        prizes
            .iter()
            .chain(one.into_iter().flatten())
            .chain(of_rows)
            .chain(reach.into_iter().flatten())
            .chain(&self.rank_by)
            .chain(&self.budget)
            .chain(share_by)
    }

    /// The things of which a winner may get several in one period, each in a line of its own, in the order of the stages: those that
    /// are won by stages.
    #[must_use]
    pub fn things_by_stages(&self) -> Vec<UnitPlace> {
        let mut things: Vec<UnitPlace> = Vec::new();
        if matches!(self.wins, Wins::Stages { .. }) {
            for thing in &self.things {
                if !things.contains(thing) {
                    things.push(*thing);
                }
            }
        }
        things
    }

    /// Do prizes by place go by a total: a measure itself, or that of the whole team? Then one below zero has no place. What
    /// a formula or a measure in percent compares is no total, and the best may well stand below zero.
    #[must_use]
    pub fn goes_by_total(&self) -> bool {
        let is_total = |formula: &Formula| {
            let inner = match &formula.expression.node {
                Node::SumOf(People::Group, inner, _) => &inner.node,
                node => node,
            };
            let measured = matches!(inner, Node::Name(Name::Measure { aspect: Aspect::Total, .. }));
            measured && formula.kind != Type::Number(Unit::Ratio)
        };
        matches!(self.wins, Wins::Places(_)) && self.first_to.is_none() && self.rank_by.first().is_some_and(is_total)
    }
}

/// Who competes.
#[derive(Clone, Debug)]
pub enum Entrants {
    /// Each member of the group.
    Members,
    /// Teams: members in whom an attribute is the same.
    Teams {
        /// Place of the attribute in [`crate::company::Schema::attributes`].
        attribute: usize,
        /// Who of a team gets what it wins.
        prize_to: PrizeTo,
        /// A member's key, where a prize is shared; equal shares when absent.
        share_by: Option<Formula>,
    },
}

/// Who of a team gets what it wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrizeTo {
    /// Each member gets the whole prize.
    Each,
    /// The members share it.
    Shared,
}

/// How prizes are won.
#[derive(Clone, Debug)]
pub enum Wins {
    /// By place: the prizes from the first place on.
    Places(Vec<Formula>),
    /// Everyone who meets a condition gets the same prize.
    Everyone {
        /// The condition, of one entrant.
        above: Formula,
        /// The prize.
        prize: Formula,
    },
    /// Prizes on the way: each stage that is reached pays, and pays once.
    Stages {
        /// What reaches the stages, of one entrant.
        by: Formula,
        /// The stages, from low to high, with their prizes as amounts.
        rows: Vec<Row>,
    },
}

/// Whoever reached something first.
#[derive(Clone, Debug)]
pub struct FirstTo {
    /// The measure that adds up: nothing but its name.
    pub measure: Formula,
    /// What it has to reach.
    pub reach: Formula,
}

/// What happens to those who are tied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Ties {
    /// They share the prizes of the places that they take up.
    #[default]
    Share,
    /// Each gets the prize of the first of these places.
    Each,
    /// The lower id goes first.
    LowerId,
}

impl Ties {
    /// All of them, in the order in which messages list them.
    pub const ALL: [Self; 3] = [Self::Share, Self::Each, Self::LowerId];

    /// The word that plans use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Each => "each",
            Self::LowerId => "lower_id",
        }
    }
}
