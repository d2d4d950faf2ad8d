//! Contests: who competes, how prizes are won, and what they cost at most.

use crate::both;
use crate::diagnostics::{n, t};
use crate::formula::expression::{Formula, Type};
use crate::formula::{Expected, Scope};
use crate::plan::{Boundary, Contest, Entrants, FirstTo, Group, PrizeTo, Row, Wins};
use crate::yaml::Node;

use super::fields::Fields;
use super::pay::is_measure_of_transactions;
use super::plan::Ground;
use super::reader::Reader;
use super::things::{is_thing, one_of};
use super::words::{LEFTOVERS, PRIZE_TO, TIES};

/// Keys of contests beside those of every component.
pub(super) const KEYS: &[&str] = &[
    "entrants",
    "prize_to",
    "share_by",
    "first_to",
    "rank_by",
    "prizes",
    "everyone_above",
    "stages",
    "stages_by",
    "accumulate",
    "budget",
    "ties",
    "leftover",
];

/// Keys of a stage.
const OF_STAGE: &[&str] = &["reach", "prize"];

/// Keys of `first_to`.
const OF_FIRST_TO: &[&str] = &["measure", "reach"];

impl Reader<'_> {
    /// A contest; formulas of an entrant are those of one member, or of a whole team.
    pub(super) fn contest(
        &mut self,
        fields: &Fields<'_>,
        ground: &Ground<'_>,
        member: &Scope<'_>,
        whole: &Scope<'_>,
    ) -> Option<Contest> {
        let fits = self.fits(fields);
        let entrant = if fields.has("entrants") { whole } else { member };
        let entrants = self.entrants(fields, ground, member);
        let first_to = self.stated(fields, "first_to", |reader, node| reader.first_to(node, ground, member, whole));
        let rank_by = self.stated(fields, "rank_by", |reader, node| {
            let nodes = reader.one_or_many(node, "rank_by");
            reader.formulas(nodes, entrant, Expected::AnyNumber)
        });
        let things = self.things(fields, ground);
        let wins = match &things {
            Some(Some(things)) if !fields.has("stages") => self.wins_of_things(fields, entrant, things.len()),
            Some(_) => self.wins(fields, entrant, whole),
            None => None,
        };
        let budget = self.stated(fields, "budget", |reader, node| reader.amount_from_zero(node, whole, "budget"));
        let ties = self.stated(fields, "ties", |reader, node| reader.word(node, TIES));
        let leftover = self.stated(fields, "leftover", |reader, node| reader.word(node, LEFTOVERS));
        let contest = Contest {
            entrants: entrants?,
            wins: wins?,
            first_to: first_to?,
            rank_by: rank_by?.unwrap_or_default(),
            budget: budget?,
            ties: ties?.unwrap_or_default(),
            things: things?.unwrap_or_default(),
            leftover: leftover?.unwrap_or_default(),
        };
        fits.then_some(contest)
    }

    /// Settings that exclude or need each other.
    fn fits(&mut self, fields: &Fields<'_>) -> bool {
        let mut fits = self.alone(fields, "stages", &["prizes", "everyone_above", "first_to"]);
        fits &= self.alone(fields, "everyone_above", &["first_to"]);
        for (key, needed) in [
            ("stages", "stages_by"),
            ("stages_by", "stages"),
            ("accumulate", "stages"),
            ("entrants", "prize_to"),
            ("prize_to", "entrants"),
            ("share_by", "prize_to"),
        ] {
            fits &= self.needs(fields, key, &[needed]);
        }
        fits &= self.needs(fields, "ties", &["rank_by", "first_to"]);
        let by_place = !fields.has("stages") && !fields.has("everyone_above");
        if by_place && !fields.has("first_to") {
            fits &= self.require(fields, "rank_by").is_some();
        }
        if !by_place {
            // An order that nothing depends on.
            fits &= self.needs(fields, "rank_by", &["budget"]);
        }
        if fields.get("prize_to").and_then(Node::scalar).is_some_and(|scalar| scalar.text == "each") {
            for key in ["share_by", "budget"] {
                if let (Some(here), Some(there)) = (fields.key(key), fields.key("prize_to")) {
                    self.report(t::t008::not_together(here, key, "prize_to: each", there));
                    fits = false;
                }
            }
        }
        fits
    }

    fn entrants(&mut self, fields: &Fields<'_>, ground: &Ground<'_>, member: &Scope<'_>) -> Option<Entrants> {
        let attribute = self.stated(fields, "entrants", |reader, node| match reader.group(node, ground)? {
            Group::Attribute(place) => Some(place),
            Group::Plan => {
                reader.report(n::n025::no_team(node.span));
                None
            }
        });
        let prize_to = self.stated(fields, "prize_to", |reader, node| reader.word(node, PRIZE_TO));
        let share_by =
            self.stated(fields, "share_by", |reader, node| reader.formula(node, member, Expected::AnyNumber));
        let (attribute, prize_to, share_by) = (attribute?, prize_to?, share_by?);
        Some(match attribute {
            Some(attribute) => Entrants::Teams { attribute, prize_to: prize_to.unwrap_or(PrizeTo::Shared), share_by },
            None => Entrants::Members,
        })
    }

    fn wins(&mut self, fields: &Fields<'_>, entrant: &Scope<'_>, whole: &Scope<'_>) -> Option<Wins> {
        if fields.has("stages") {
            let by = fields.get("stages_by").and_then(|node| self.formula(node, entrant, Expected::AnyNumber));
            let limits = by.as_ref().map_or(Expected::AnyNumber, |by| match by.kind {
                Type::Number(unit) => Expected::Number(unit),
                _ => Expected::AnyNumber,
            });
            let rows = fields.get("stages").and_then(|node| self.stages(node, whole, limits));
            return Some(Wins::Stages { by: by?, rows: rows? });
        }
        let above = self.stated(fields, "everyone_above", |reader, node| reader.condition(node, entrant));
        let prizes = self.require(fields, "prizes").and_then(|node| {
            let nodes = self.one_or_many(node, "prizes");
            self.prizes(nodes, whole)
        });
        self.places_or_everyone(fields, above?, prizes?)
    }

    /// Prizes, none of them plainly below zero.
    fn prizes(&mut self, nodes: &[Node], whole: &Scope<'_>) -> Option<Vec<Formula>> {
        let prizes = self.formulas(nodes, whole, whole.expected_pay())?;
        // Every one of them is looked at.
        let below = prizes.iter().filter(|prize| !self.is_from_zero(prize, "prizes")).count();
        (below == 0).then_some(prizes)
    }

    /// Prizes by place, or one for everyone above something.
    pub(super) fn places_or_everyone(
        &mut self,
        fields: &Fields<'_>,
        above: Option<Formula>,
        prizes: Vec<Formula>,
    ) -> Option<Wins> {
        let Some(above) = above else { return Some(Wins::Places(prizes)) };
        match <[Formula; 1]>::try_from(prizes) {
            Ok([prize]) => Some(Wins::Everyone { above, prize }),
            Err(_) => {
                let span = fields.key("prizes").unwrap_or(fields.head);
                self.report(t::t041::one_prize(span));
                None
            }
        }
    }

    fn stages(&mut self, node: &Node, whole: &Scope<'_>, limits: Expected) -> Option<Vec<Row>> {
        let nodes = self.list(node, "stages")?;
        // Every stage is looked at, also behind one that is wrong.
        let rows: Vec<Option<Row>> = nodes.iter().map(|node| self.stage(node, whole, limits)).collect();
        let read: Vec<&Row> = rows.iter().flatten().collect();
        self.order(&read);
        rows.into_iter().collect()
    }

    fn stage(&mut self, node: &Node, whole: &Scope<'_>, limits: Expected) -> Option<Row> {
        let fields = self.fields(node, &both!("a stage", "一个阶段"), OF_STAGE)?;
        let limit = self.require(&fields, "reach").and_then(|node| self.formula(node, whole, limits));
        let prize = self.require(&fields, "prize").and_then(|node| match is_thing(node) {
            true => Some(one_of(node.span)),
            false => self.amount_from_zero(node, whole, "prize"),
        });
        let boundary = Boundary::Lower;
        Some(Row { limit: limit?, boundary, rate: None, amount: Some(prize?), fee: None, span: node.span })
    }

    fn first_to(&mut self, node: &Node, ground: &Ground<'_>, member: &Scope<'_>, whole: &Scope<'_>) -> Option<FirstTo> {
        let fields = self.fields(node, &both!("`first_to`", "`first_to`"), OF_FIRST_TO)?;
        let measure = self.require(&fields, "measure");
        let measure = measure.and_then(|node| self.formula(node, member, Expected::AnyNumber));
        let limits = measure.as_ref().map_or(Expected::AnyNumber, |measure| match measure.kind {
            Type::Number(unit) => Expected::Number(unit),
            _ => Expected::AnyNumber,
        });
        let reach = self.require(&fields, "reach").and_then(|node| self.formula(node, whole, limits));
        let measure = measure?;
        if !is_measure_of_transactions(&measure, ground) {
            self.report(t::t041::measure_of_transactions(measure.span));
            return None;
        }
        Some(FirstTo { measure, reach: reach? })
    }
}
