//! `group`, and a sum for its members: pools.

use crate::both;
use crate::diagnostics::{n, t};
use crate::formula::expression::{Formula, Type};
use crate::formula::{Expected, Scope};
use crate::nearest::nearest;
use crate::plan::{ComponentKind, Fund, Group, OverCap, Pay, Pool, Receiver};
use crate::yaml::Node;

use super::fields::Fields;
use super::plan::Ground;
use super::reader::Reader;
use super::words::{LEFTOVERS, OVER_CAP};

/// Keys by which a pool's sum comes from a base, as a commission's pay does.
pub(super) const OF_FUND: &[&str] =
    &["pays_on", "above", "below", "rate", "tiers", "mode", "rate_by", "curve", "origin", "outside"];

/// Keys of `over_cap`.
pub(super) const OF_OVER_CAP: &[&str] = &["to", "fund"];

impl Reader<'_> {
    /// `group`: `plan`, or an attribute that is a text.
    pub(super) fn group(&mut self, node: &Node, ground: &Ground<'_>) -> Option<Group> {
        let scalar = self.scalar(node, &both!("an attribute, or `plan`", "属性名或 `plan`"))?;
        if scalar.text == "plan" {
            return Some(Group::Plan);
        }
        let attributes = &ground.company.schema.attributes;
        let Some(place) = attributes.iter().position(|attribute| attribute.name == scalar.text) else {
            let names = attributes.iter().map(|attribute| attribute.name.as_str()).chain(["plan"]);
            self.report(n::n025::unknown_group(scalar.span, &scalar.text, nearest(&scalar.text, names)));
            return None;
        };
        if attributes.get(place).is_some_and(|attribute| attribute.kind != Type::Text) {
            self.report(n::n025::no_text(scalar.span, &scalar.text));
            return None;
        }
        Some(Group::Attribute(place))
    }

    /// What a pool or a contest pays; `member` and `whole` are what formulas of one member and of the whole group may name.
    pub(super) fn pay_of_group(
        &mut self,
        fields: &Fields<'_>,
        (kind, name): (ComponentKind, &str),
        ground: &Ground<'_>,
        (member, whole): (&Scope<'_>, &Scope<'_>),
    ) -> Option<Pay> {
        match kind {
            ComponentKind::Pool => {
                self.pool(fields, (name, ground), member, whole).map(|pool| Pay::Pool(Box::new(pool)))
            }
            _ => self.contest(fields, ground, member, whole).map(|contest| Pay::Contest(Box::new(contest))),
        }
    }

    fn pool(
        &mut self,
        fields: &Fields<'_>,
        named: (&str, &Ground<'_>),
        member: &Scope<'_>,
        whole: &Scope<'_>,
    ) -> Option<Pool> {
        self.needs(fields, "over_cap", &["cap"]);
        let fund = self.fund(fields, named, whole);
        let reserve = self.stated(fields, "reserve", |reader, node| reader.part_of_whole(node, whole, "reserve"));
        let share_by =
            self.stated(fields, "share_by", |reader, node| reader.formula(node, member, Expected::AnyNumber));
        let most = self.stated(fields, "cap", |reader, node| match node.scalar() {
            Some(scalar) if scalar.text == "none" => Some(None),
            _ => reader.amount_from_zero(node, member, "cap").map(Some),
        });
        let over_cap = self.stated(fields, "over_cap", |reader, node| reader.over_cap(node));
        let leftover = self.stated(fields, "leftover", |reader, node| reader.word(node, LEFTOVERS));
        Some(Pool {
            fund: fund?,
            reserve: reserve?,
            share_by: share_by?,
            most: most?.flatten(),
            over_cap: over_cap?.unwrap_or_default(),
            leftover: leftover?.unwrap_or_default(),
        })
    }

    /// `over_cap`: a word, or who gets what caps cut.
    fn over_cap(&mut self, node: &Node) -> Option<OverCap> {
        if node.scalar().is_some() {
            return self.word(node, OVER_CAP);
        }
        let fields = self.fields(node, &both!("`over_cap`", "`over_cap`"), OF_OVER_CAP)?;
        if !self.alone(&fields, "to", &["fund"]) {
            return None;
        }
        if fields.has("fund") {
            let name = self.require(&fields, "fund")?;
            return self.text(name).map(|name| OverCap::To(Receiver::Fund(name.into())));
        }
        let node = self.require(&fields, "to")?;
        self.text(node).map(|id| OverCap::To(Receiver::Participant { id: id.into(), span: node.span }))
    }

    /// The sum of a pool: a formula, or a base with a rate or a table, as commissions have them.
    fn fund(&mut self, fields: &Fields<'_>, (name, ground): (&str, &Ground<'_>), whole: &Scope<'_>) -> Option<Fund> {
        if OF_FUND.iter().any(|key| fields.has(key)) {
            self.alone(fields, "fund", OF_FUND);
            let by_table = !fields.has("fund");
            return match self.pay(fields, name, ground, whole).0? {
                Pay::Table(table) if by_table => Some(Fund::Table(table)),
                _ => None,
            };
        }
        let node = self.require(fields, "fund")?;
        self.amount_from_zero(node, whole, "fund").map(Fund::Amount)
    }

    /// Every formula of a list is looked at, also behind one that is wrong.
    pub(super) fn formulas(&mut self, nodes: &[Node], scope: &Scope<'_>, expected: Expected) -> Option<Vec<Formula>> {
        let formulas: Vec<_> = nodes.iter().map(|node| self.formula(node, scope, expected)).collect();
        formulas.into_iter().collect()
    }

    /// A pool or a contest is held in a group.
    pub(super) fn needs_group(&mut self, fields: &Fields<'_>, kind: ComponentKind) {
        if matches!(kind, ComponentKind::Pool | ComponentKind::Contest) && !fields.has("group") {
            let place = both!("a pool or contest", "奖金池或竞赛");
            self.report(t::t001::missing_key(fields.head, "group", &place, "team"));
        }
    }
}
