//! `curve`: straight lines between points.

use crate::both;
use crate::diagnostics::{t, w};
use crate::formula::expression::{Formula, Type, Unit};
use crate::formula::{Expected, Scope};
use crate::number::Number;
use crate::plan::{Boundary, Mode, Outside, Row};
use crate::source::Span;
use crate::yaml::{Entry, Node};

use super::fields::Fields;
use super::pay::{Shape, same_unit};
use super::reader::{Reader, head};
use super::uses::constant;
use super::words::OUTSIDE;

const KEYS: &[&str] = &["by", "points", "of", "outside"];

impl Reader<'_> {
    /// Reads a curve: its points, what they are read by, and what holds outside of them. `beside` are the settings among which it
    /// stands.
    pub(super) fn curve(
        &mut self,
        node: &Node,
        scope: &Scope<'_>,
        shape: &mut Shape,
        beside: &Fields<'_>,
    ) -> Option<(Vec<Row>, Option<Formula>, Option<Outside>)> {
        let fields = self.fields(node, &both!("the curve", "曲线"), KEYS)?;
        let modes = [("rate", Mode::InterpolatedRate), ("payout", Mode::InterpolatedPayout)];
        let mode = fields.get("of").map_or(Some(Mode::InterpolatedRate), |node| self.word(node, &modes));
        shape.mode = mode;
        let by = if beside.has("target") {
            self.require(&fields, "by").and_then(|node| self.formula(node, scope, Expected::AnyNumber)).map(Some)
        } else {
            self.stated(&fields, "by", |reader, node| reader.formula(node, scope, Expected::AnyNumber))
        };
        if let Some(Some(by)) = &by {
            shape.limit = same_unit(by.kind);
        }
        let points = self.require(&fields, "points").and_then(|node| self.points(node, scope, shape));
        let outside = self.stated(&fields, "outside", |reader, node| reader.word(node, OUTSIDE));
        if let (Some(points), false) = (&points, fields.has("outside")) {
            self.begins_above_zero(points, mode);
        }
        // A rate on the base itself comes to nothing where the base does.
        let pays_at_zero = mode == Some(Mode::InterpolatedPayout) || beside.has("target");
        let is_held_back = beside.has("gate") || beside.has("eligible");
        if let (Some(points), Some(Some(Outside::Nearest)), Some(node), true) =
            (&points, outside, fields.get("outside"), pays_at_zero && !is_held_back)
        {
            self.pays_below(points, node.span);
        }
        mode?;
        Some((points?, by?, outside?))
    }

    /// A warning where the nearest point, as the word at `span` says, lets a rising curve pay also below its first point.
    fn pays_below(&mut self, points: &[Row], span: Span) {
        let value = |row: &Row| row.rate.as_ref().or(row.amount.as_ref()).and_then(constant);
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
        let (Some(limit), Some(low), Some(high)) = (constant(&first.limit), value(first), value(last)) else { return };
        if limit > Number::ZERO && low > Number::ZERO && high > low {
            let pay = first.rate.as_ref().or(first.amount.as_ref()).map_or("", |value| &value.text);
            self.report(w::w017::pays_below(span, first.span, &first.limit.text, pay));
        }
    }

    fn points(&mut self, node: &Node, scope: &Scope<'_>, shape: &Shape) -> Option<Vec<Row>> {
        let entries = self.entries(node, &both!("`points`", "`points`"))?;
        if entries.len() < 2 {
            self.report(t::t020::one_point(head(node)));
            return None;
        }
        let points: Vec<Option<Row>> = entries.iter().map(|entry| self.point(entry, scope, shape)).collect();
        let read: Vec<&Row> = points.iter().flatten().collect();
        self.order(&read);
        let rate: Option<Span> = read.iter().find_map(|row| row.rate.as_ref()).map(|rate| rate.span);
        let sum: Option<Span> = read.iter().find_map(|row| row.amount.as_ref()).map(|amount| amount.span);
        if let (Some(rate), Some(sum)) = (rate, sum) {
            self.report(t::t019::mixed_points(sum, rate));
            return None;
        }
        points.into_iter().collect()
    }

    fn point(&mut self, entry: &Entry, scope: &Scope<'_>, shape: &Shape) -> Option<Row> {
        let limit = self.formula_of(&entry.key, scope, shape.limit);
        let sums = shape.mode == Some(Mode::InterpolatedPayout);
        // On a base of something else than what is paid, a share of the base is no pay: there only sums can be meant.
        let on_pay = shape.rate != scope.expected_pay();
        let kinds = match (sums, on_pay) {
            (true, true) if scope.pay() == Unit::Points => Expected::OneOf(&[Unit::Points, Unit::Ratio]),
            (true, true) => Expected::OneOf(&[Unit::Money, Unit::Ratio]),
            (true, false) => scope.expected_pay(),
            (false, _) => shape.rate,
        };
        let value = self.formula(&entry.value, scope, kinds)?;
        // A number without `%` on a curve of payouts is a sum.
        let is_sum = sums && value.kind != Type::Number(Unit::Ratio);
        let (rate, amount) = if is_sum { (None, Some(value)) } else { (Some(value), None) };
        let span = Span { end: entry.value.span.end, ..entry.key.span };
        Some(Row { limit: limit?, boundary: Boundary::Lower, rate, amount, fee: None, span })
    }
}
