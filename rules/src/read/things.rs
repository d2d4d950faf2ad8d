//! Prizes that are things.

use crate::both;
use crate::diagnostics::t;
use crate::formula::Scope;
use crate::formula::expression::{Formula, Node as Tree, Type, Unit};
use crate::number::Number;
use crate::plan::Wins;
use crate::source::Span;
use crate::unit::UnitPlace;
use crate::yaml::{Content, Node};

use super::fields::Fields;
use super::measure::default_formula;
use super::plan::Ground;
use super::reader::{Reader, head};

/// Are the prizes of a contest things? One that is, says it of all.
pub(super) fn are_things(fields: &Fields<'_>) -> bool {
    prizes(fields).into_iter().any(is_thing)
}

/// Is a prize written as a thing?
pub(super) fn is_thing(prize: &Node) -> bool {
    matches!(prize.content, Content::Map(_))
}

/// The prizes as they are written: those of the places, or of the stages that have one.
fn prizes<'n>(fields: &Fields<'n>) -> Vec<&'n Node> {
    let of_places = fields.get("prizes").into_iter().flat_map(|node| match &node.content {
        Content::List(nodes) => nodes.iter().collect(),
        _ => vec![node],
    });
    let of_stages = fields.get("stages").into_iter().flat_map(|node| match &node.content {
        Content::List(nodes) => nodes.as_slice(),
        _ => &[],
    });
    of_places.chain(of_stages.filter_map(|stage| stage.value("prize"))).collect()
}

impl Reader<'_> {
    /// What the prizes are, where they are things (inner none: they are not); outer none is a hole.
    #[expect(clippy::option_option, reason = "things that are wrong differ from no things")]
    pub(super) fn things(&mut self, fields: &Fields<'_>, ground: &Ground<'_>) -> Option<Option<Vec<UnitPlace>>> {
        if !are_things(fields) {
            return Some(None);
        }
        let fits = self.things_fit(fields);
        // Every prize is looked at, also behind one that is wrong.
        let things: Vec<Option<UnitPlace>> = prizes(fields).into_iter().map(|node| self.thing(node, ground)).collect();
        let things: Option<Vec<UnitPlace>> = things.into_iter().collect();
        things.filter(|_| fits).map(Some)
    }

    /// Things are not divided: no unit beside them, no budget, no sharing, no rounding, and ties that do not share.
    fn things_fit(&mut self, fields: &Fields<'_>) -> bool {
        let (there, written) = match (fields.key("prizes"), fields.key("stages")) {
            (None, Some(stages)) => (stages, "prize: { thing: ... }"),
            (prizes, _) => (prizes.unwrap_or(fields.head), "prizes: { thing: ... }"),
        };
        let mut fits = true;
        for key in ["in", "paid_as", "due", "budget", "leftover", "share_by", "rounding"] {
            if let Some(here) = fields.key(key) {
                self.report(t::t008::not_together(here, key, written, there));
                fits = false;
            }
        }
        let says =
            |key: &str, word: &str| fields.get(key).and_then(Node::scalar).is_some_and(|scalar| scalar.text == word);
        if says("prize_to", "shared") {
            let here = fields.key("prize_to").unwrap_or(there);
            self.report(t::t008::not_together(here, "prize_to: shared", written, there));
            fits = false;
        }
        let can_tie = !fields.has("everyone_above") && !fields.has("stages");
        if can_tie && (says("ties", "share") || !fields.has("ties")) {
            self.report(t::t037::tied_things(fields.key("ties").unwrap_or(there)));
            fits = false;
        }
        fits
    }

    fn thing(&mut self, node: &Node, ground: &Ground<'_>) -> Option<UnitPlace> {
        if !is_thing(node) {
            self.report(t::t037::mixed(head(node)));
            return None;
        }
        let fields = self.fields(node, &both!("a prize", "奖品"), &["thing"])?;
        let stated = self.require(&fields, "thing")?;
        let place = self.unit_named(stated, ground)?;
        let divides = ground.company.unit(place).filter(|unit| unit.digits > 0);
        if let Some(unit) = divides {
            self.report(t::t037::divides(stated.span, &unit.name, unit.digits));
            return None;
        }
        Some(place)
    }

    /// How things are won that do not go by stages: one of each.
    pub(super) fn wins_of_things(&mut self, fields: &Fields<'_>, entrant: &Scope<'_>, count: usize) -> Option<Wins> {
        let above = self.stated(fields, "everyone_above", |reader, node| reader.condition(node, entrant));
        let prizes: Vec<Formula> = vec![one_of(fields.key("prizes").unwrap_or(fields.head)); count];
        self.places_or_everyone(fields, above?, prizes)
    }
}

/// How many of a thing a prize is, which stands at `span`.
pub(super) fn one_of(span: Span) -> Formula {
    default_formula(Tree::Number(Number::ONE), Type::Number(Unit::Points), "1", span)
}
