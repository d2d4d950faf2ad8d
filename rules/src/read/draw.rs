//! Draws.

use crate::both;
use crate::diagnostics::{n, t};
use crate::formula::Scope;
use crate::nearest::nearest;
use crate::period::PeriodLength;
use crate::plan::{Draw, Pay, Recovery};
use crate::yaml::Node;

use super::fields::Fields;
use super::plan::Ground;
use super::reader::Reader;
use super::words::YES_NO;

/// Settings of the recovery.
const OF_RECOVERY: [&str; 4] = ["recover_if", "share", "keep", "limit"];

impl Reader<'_> {
    /// What a draw pays and takes back.
    pub(super) fn draw(
        &mut self,
        fields: &Fields<'_>,
        every: Option<PeriodLength>,
        ground: &Ground<'_>,
        scope: &Scope<'_>,
    ) -> Option<Pay> {
        let amount = self.require(fields, "amount").and_then(|node| self.amount_from_zero(node, scope, "amount"));
        let of = self.drawn_on(fields, every, ground);
        let recover = self.require(fields, "recover").and_then(|node| self.word(node, YES_NO));
        let condition = self.stated(fields, "recover_if", |reader, node| reader.condition(node, scope));
        let share = self.stated(fields, "share", |reader, node| reader.part_of_whole(node, scope, "share"));
        let keep = self.stated(fields, "keep", |reader, node| reader.amount_from_zero(node, scope, "keep"));
        let limit = self.stated(fields, "limit", |reader, node| reader.amount_from_zero(node, scope, "limit"));
        if recover == Some(false) {
            self.alone(fields, "recover", &OF_RECOVERY);
        }
        let recovery = Recovery { condition: condition?, share: share?, keep: keep?, limit: limit? };
        Some(Pay::Draw(Box::new(Draw { amount: amount?, of: of?, recovery: recover?.then_some(recovery) })))
    }

    /// `of`: components above that pay in the draw's period; all such when it is absent.
    fn drawn_on(
        &mut self,
        fields: &Fields<'_>,
        every: Option<PeriodLength>,
        ground: &Ground<'_>,
    ) -> Option<Vec<usize>> {
        let Some(node) = fields.get("of") else {
            // A component that could not be read may be the one.
            let fits = |other: &Option<PeriodLength>| every.is_none() || other.is_none() || *other == every;
            let of_money = |place: &usize| ground.units.get(*place).is_none_or(Option::is_none);
            let places = ground.every.iter().enumerate().filter(|(_, other)| fits(other)).map(|(place, _)| place);
            let places = places.filter(of_money);
            let places: Vec<usize> = places.collect();
            if let (true, Some(every)) = (places.is_empty(), every) {
                self.report(t::t040::nothing_above(fields.head, every.word()));
                return None;
            }
            return (!fields.has("of")).then_some(places);
        };
        let mut places = Vec::new();
        let mut whole = true;
        for node in self.one_or_many(node, "of") {
            match self.drawn_on_one(node, every, ground) {
                Some(place) if places.contains(&place) => {}
                Some(place) => places.push(place),
                None => whole = false,
            }
        }
        whole.then_some(places)
    }

    fn drawn_on_one(&mut self, node: &Node, every: Option<PeriodLength>, ground: &Ground<'_>) -> Option<usize> {
        let scalar = self.scalar(node, &both!("the name of a component above", "前面某个组成部分的名称"))?;
        let name = &scalar.text;
        let Some(place) = ground.components.iter().position(|component| component == name) else {
            let near = nearest(name, ground.components.iter().map(String::as_str));
            self.report(n::n004::unknown_component(scalar.span, name, near));
            return None;
        };
        if ground.units.get(place).is_some_and(Option::is_some) {
            self.report(t::t036::drawn_on(scalar.span, name));
            return None;
        }
        let other = ground.every.get(place).copied().flatten();
        if let (Some(other), Some(every)) = (other, every)
            && other != every
        {
            self.report(t::t040::other_period(scalar.span, name, other.word(), every.word()));
            return None;
        }
        Some(place)
    }
}
