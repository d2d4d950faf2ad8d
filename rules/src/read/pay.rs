//! How a component's amount comes about: base, rates, tables.

use crate::diagnostics::t;
use crate::formula::expression::{Aspect, Formula, Name, Node as Tree, Reach, Type, Unit};
use crate::formula::{Expected, Scope};
use crate::number::Number;
use crate::plan::{AsOf, Base, MeasureSource, Mode, Outside, Over, Pay, Reversals, Row, Table, Take};
use crate::yaml::Node;

use super::fields::Fields;
use super::measure::default_formula;
use super::plan::Ground;
use super::reader::Reader;
use super::words::{AS_OF, MODES, OUTSIDE, REVERSALS};

/// What rows must look like.
#[derive(Clone)]
pub(super) struct Shape {
    /// Types that a rate may have.
    pub(super) rate: Expected,
    /// Types that a limit may have.
    pub(super) limit: Expected,
    /// How rows become pay, if it is known.
    pub(super) mode: Option<Mode>,
    /// What the table is applied to.
    pub(super) over: Over,
    /// When the index is read.
    pub(super) as_of: AsOf,
}

/// Keys that have no place beside `amount`.
const BESIDE_AMOUNT: &[&str] = &[
    "pays_on",
    "target",
    "rate",
    "tiers",
    "curve",
    "mode",
    "rate_by",
    "above",
    "below",
    "as_of",
    "over",
    "origin",
    "outside",
    "reversals",
];

impl Reader<'_> {
    /// Reads what a component pays, and what its rows must look like.
    pub(super) fn pay(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        ground: &Ground<'_>,
        scope: &Scope<'_>,
    ) -> (Option<Pay>, Shape) {
        let mut shape = Shape {
            rate: Expected::RATIO,
            limit: Expected::AnyNumber,
            mode: None,
            over: Over::Total,
            as_of: AsOf::Window,
        };
        if fields.has("amount") {
            self.alone(fields, "amount", BESIDE_AMOUNT);
            let amount = fields.get("amount").and_then(|node| self.formula(node, scope, scope.expected_pay()));
            return (amount.map(Pay::Amount), shape);
        }
        let combined = self.combinations(fields, name);
        let base = self.base(fields, scope);
        shape.rate = rate_types(base.as_ref(), scope.pay());
        let by_transaction = self.by_transaction(fields, base.as_ref(), ground, &mut shape);
        let index = self.index(fields, ground, scope, &shape);
        shape.limit = limit_types(base.as_ref(), index.as_ref());
        let rows = self.rates(fields, scope, &mut shape);
        let limit = shape.limit;
        let origin = self.stated(fields, "origin", |reader, node| reader.formula(node, scope, limit));
        let outside = self.outside(fields);
        let reversals = self.reversals(fields, &shape);
        let table = || {
            let (rows, curve) = rows?;
            let (curve_index, curve_outside) = curve.unwrap_or((None, None));
            by_transaction?;
            Some(Table {
                base: base?,
                index: index?.or(curve_index),
                mode: shape.mode?,
                as_of: shape.as_of,
                over: shape.over,
                reversals: reversals?,
                origin: origin?,
                outside: outside?.or(curve_outside).unwrap_or_default(),
                rows,
            })
        };
        let pay = table().filter(|_| combined).map(|table| Pay::Table(Box::new(table)));
        (pay, shape)
    }

    /// Settings that exclude or need each other; false when what is there cannot mean anything.
    fn combinations(&mut self, fields: &Fields<'_>, name: &str) -> bool {
        let mut fits = self.alone(fields, "pays_on", &["target"]);
        fits &= self.alone(fields, "tiers", &["rate", "curve"]);
        fits &= self.alone(fields, "curve", &["rate", "mode", "rate_by", "outside", "origin"]);
        for key in ["mode", "rate_by", "origin", "outside"] {
            if !fields.has("curve") {
                fits &= self.needs(fields, key, &["tiers"]);
            }
        }
        for key in ["above", "below", "over", "as_of"] {
            fits &= self.needs(fields, key, &["pays_on"]);
        }
        fits &= self.needs(fields, "as_of", &["tiers", "curve"]);
        for key in ["over", "as_of"] {
            fits &= self.alone(fields, key, &["above", "below"]);
        }
        let has_rates = ["rate", "tiers", "curve"].iter().any(|key| fields.has(key));
        if !(fields.has("target") || fields.has("pays_on") && has_rates) {
            self.report(t::t010::nothing_pays(fields.head, name, fields.has("pool")));
            return false;
        }
        fits &= self.steps_below(fields);
        if fields.has("tiers") && !fields.has("mode") {
            fits &= self.needs(fields, "tiers", &["mode"]);
        }
        if fields.has("target") && fields.has("tiers") {
            fits &= self.needs(fields, "tiers", &["rate_by"]);
        }
        fits
    }

    /// Step tables pay nothing below their first row, so `outside: nearest` cannot be meant.
    fn steps_below(&mut self, fields: &Fields<'_>) -> bool {
        let is = |key: &str, word: &str| {
            fields.get(key).and_then(Node::scalar).is_some_and(|scalar| scalar.text.starts_with(word))
        };
        let (Some(outside), Some(mode)) = (fields.key("outside"), fields.key("mode")) else { return true };
        if !is("outside", "nearest") || !is("mode", "step_") {
            return true;
        }
        self.report(t::t008::not_together(outside, "outside: nearest", "mode: step_adding / step_replacing", mode));
        false
    }

    fn base(&mut self, fields: &Fields<'_>, scope: &Scope<'_>) -> Option<Base> {
        if fields.has("target") {
            return Some(Base::Target);
        }
        let amount = fields.get("pays_on").and_then(|node| self.formula(node, scope, Expected::AnyNumber));
        let kinds = amount.as_ref().map_or(Expected::AnyNumber, |amount| same_unit(amount.kind));
        let above = self.stated(fields, "above", |reader, node| reader.formula(node, scope, kinds));
        let below = self.stated(fields, "below", |reader, node| reader.formula(node, scope, kinds));
        Some(Base::Amount { amount: amount?, above: above?, below: below? })
    }

    /// `over` and `as_of`, and whether the base can be paid so; none when not.
    fn by_transaction(
        &mut self,
        fields: &Fields<'_>,
        base: Option<&Base>,
        ground: &Ground<'_>,
        shape: &mut Shape,
    ) -> Option<()> {
        let over = fields.get("over").map_or(Some(Over::Total), |node| self.over(node, ground));
        let as_of = fields.get("as_of").map_or(Some(AsOf::Window), |node| self.word(node, AS_OF));
        shape.over = over.unwrap_or_default();
        shape.as_of = as_of.unwrap_or_default();
        let setting = match (shape.over, shape.as_of) {
            (Over::Total, AsOf::Window) => {
                return over.and(as_of).map(|_| ());
            }
            (Over::Total, _) => "as_of",
            (_, AsOf::Window) => "over",
            _ => {
                self.alone(fields, "over", &["as_of"]);
                return None;
            }
        };
        if let Some(Base::Amount { amount, .. }) = base
            && !is_measure_of_transactions(amount, ground)
        {
            self.report(t::t015::base_of_transactions(amount.span, setting));
            return None;
        }
        over.and(as_of).map(|_| ())
    }

    fn over(&mut self, node: &Node, ground: &Ground<'_>) -> Option<Over> {
        match node.scalar().map(|scalar| scalar.text.as_str()) {
            Some("total") => Some(Over::Total),
            Some("transaction") => Some(Over::Transaction),
            _ => self.transaction_column(node, None, ground).map(Over::Group),
        }
    }

    /// `rate_by`: on columns, where each transaction or group is paid by itself.
    #[expect(clippy::option_option, reason = "an index that is wrong differs from one that is absent")]
    fn index(
        &mut self,
        fields: &Fields<'_>,
        ground: &Ground<'_>,
        scope: &Scope<'_>,
        shape: &Shape,
    ) -> Option<Option<Formula>> {
        let columns = ground.of_transactions();
        let each = shape.over != Over::Total;
        let scope = if each { &columns } else { scope };
        self.stated(fields, "rate_by", |reader, node| reader.formula(node, scope, Expected::AnyNumber))
    }

    /// What reversals take back: of single transactions whose pay is settled in their own period.
    fn reversals(&mut self, fields: &Fields<'_>, shape: &Shape) -> Option<Reversals> {
        let Some(node) = fields.get("reversals") else {
            return (!fields.has("reversals")).then_some(Reversals::Recalculated);
        };
        let reversals = self.word(node, REVERSALS)?;
        if reversals == Reversals::Recalculated {
            return Some(reversals);
        }
        let alone = self.alone(fields, "reversals", &["gate", "multiply_by", "accumulate"]);
        if shape.over != Over::Transaction {
            self.report(t::t046::not_by_transaction(node.span));
            return None;
        }
        alone.then_some(reversals)
    }

    #[expect(clippy::option_option, reason = "a word that is wrong differs from one that is absent")]
    fn outside(&mut self, fields: &Fields<'_>) -> Option<Option<Outside>> {
        self.stated(fields, "outside", |reader, node| reader.word(node, OUTSIDE))
    }

    /// The rows that `rate`, `tiers` or `curve` make; of a curve also its index and what holds outside.
    #[expect(clippy::type_complexity, reason = "two results of one reading")]
    fn rates(
        &mut self,
        fields: &Fields<'_>,
        scope: &Scope<'_>,
        shape: &mut Shape,
    ) -> Option<(Vec<Row>, Option<(Option<Formula>, Option<Outside>)>)> {
        if let Some(node) = fields.get("tiers") {
            shape.mode = fields.get("mode").and_then(|node| self.word(node, MODES));
            let rows = self.rows(node, scope, shape);
            if let (Some(rows), false) = (&rows, fields.has("outside")) {
                self.begins_above_zero(rows, shape.mode);
            }
            if let (Some(rows), false) = (&rows, fields.has("target")) {
                self.more_than_whole(rows, shape);
            }
            return rows.map(|rows| (rows, None));
        }
        if let Some(node) = fields.get("curve") {
            return self.curve(node, scope, shape, fields).map(|(rows, by, out)| (rows, Some((by, out))));
        }
        shape.mode = Some(Mode::Retroactive);
        let rate = match fields.get("rate") {
            Some(node) => self.formula(node, scope, shape.rate)?,
            // A target without rates is paid whole.
            None => default_formula(Tree::Number(Number::ONE), Type::Number(Unit::Ratio), "100%", fields.head),
        };
        let rows = vec![super::row::single(rate, Mode::Retroactive)];
        if !fields.has("target") {
            self.more_than_whole(&rows, shape);
        }
        Some((rows, None))
    }
}

/// A rate on what is paid itself, mostly money, is a ratio; on anything else it is so much for each unit.
fn rate_types(base: Option<&Base>, pay: Unit) -> Expected {
    match base {
        Some(Base::Target) => Expected::RATIO,
        Some(Base::Amount { amount, .. }) => match amount.kind {
            Type::Number(Unit::Literal) => Expected::RATIO,
            Type::Number(unit) if unit == pay => Expected::RATIO,
            _ => Expected::Number(pay),
        },
        None if pay == Unit::Money => Expected::OneOf(&[Unit::Ratio, Unit::Money]),
        None => Expected::OneOf(&[Unit::Ratio, Unit::Points]),
    }
}

fn limit_types(base: Option<&Base>, index: Option<&Option<Formula>>) -> Expected {
    match (index, base) {
        (Some(Some(index)), _) => same_unit(index.kind),
        (Some(None), Some(Base::Amount { amount, .. })) => same_unit(amount.kind),
        _ => Expected::AnyNumber,
    }
}

/// What may be compared with a number of this type.
pub(super) const fn same_unit(kind: Type) -> Expected {
    match kind {
        Type::Number(unit) => Expected::Number(unit),
        _ => Expected::AnyNumber,
    }
}

/// Is it one measure that adds credits of transactions up, over the component's own stretch?
pub(super) fn is_measure_of_transactions(formula: &Formula, ground: &Ground<'_>) -> bool {
    let Tree::Name(Name::Measure { measure, aspect: Aspect::Total, window }) = &formula.expression.node else {
        return false;
    };
    if window.reach != Reach::Own || window.back != 0 {
        return false;
    }
    match ground.measures.get(*measure) {
        Some(Some(measure)) => {
            matches!(&measure.source, MeasureSource::Transactions(crediting) if crediting.take == Take::Sum)
        }
        // It could not be read, and an error says so.
        _ => true,
    }
}
