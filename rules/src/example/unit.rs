//! In which unit a figure is, and whether what a test expects of it can be in that unit.

use super::{Figure, Written};
use crate::diagnostic::Diagnostic;
use crate::diagnostics::n::n046;
use crate::formula::expression::{Expression, Formula, Node, Type, Unit};
use crate::formula::{is_attainment, percent_of_unlikely_attainment};
use crate::plan::{Base, Component, Medium, Pay, Table};
use crate::source::Span;

/// A unit, and whether a number of it without a percent sign, far above 1, is a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    unit: Unit,
    has_sign: bool,
}

impl Measured {
    const fn plain(unit: Unit) -> Self {
        Self { unit, has_sign: false }
    }

    /// What the formula gives; nothing where that is no number.
    #[must_use]
    pub fn by(formula: &Formula) -> Option<Self> {
        let Type::Number(unit) = formula.kind else { return None };
        Some(Self { unit, has_sign: unit == Unit::Ratio && has_sign(&formula.expression) })
    }

    /// What is wrong with expecting `written` at `span` of what is called `text`.
    #[must_use]
    pub fn misfit(self, text: &str, written: &Written, span: Span) -> Option<Diagnostic> {
        let fits = matches!(self.unit, Unit::Ratio | Unit::Literal);
        if written.percent {
            return (!fits).then(|| n046::no_ratio(span, text, &written.text(), &Type::Number(self.unit).words()));
        }
        let percent = percent_of_unlikely_attainment(&written.number).filter(|_| self.has_sign)?;
        Some(n046::without_sign(span, text, &written.text(), &percent))
    }
}

/// Is it an attainment or a percentage, rather than any quotient?
fn has_sign(expression: &Expression) -> bool {
    is_attainment(expression) || matches!(expression.node, Node::Name(_))
}

impl Figure {
    /// The unit in which it is; nothing where it may be any.
    #[must_use]
    pub fn unit(&self, component: &Component) -> Option<Measured> {
        let pay = Measured::plain(if component.medium == Medium::Money { Unit::Money } else { Unit::Points });
        match self {
            Self::Base | Self::SliceBase(_) => match &table(component)?.base {
                Base::Target => Some(pay),
                Base::Amount { amount, .. } => Measured::by(amount),
            },
            Self::Index => index(table(component)?),
            Self::Rate(row) => rate(table(component)?, usize::try_from(*row).ok()?.checked_sub(1)?),
            Self::OneRate => rate(table(component)?, 0),
            Self::Factor => Some(Measured { unit: Unit::Ratio, has_sign: true }),
            Self::Place => Some(Measured::plain(Unit::Count)),
            Self::Slice(_)
            | Self::Target
            | Self::Floor
            | Self::Cap
            | Self::Pay
            | Self::Each(_)
            | Self::Fund
            | Self::Reserve
            | Self::Owed
            | Self::Carried => Some(pay),
            Self::Credit(_) => None,
            Self::Traced { word, .. } => match *word {
                "row limit" | "slice index" => index(table(component)?),
                "fee" | "row amount" | "after factors" | "after limit" | "earlier" | "guarantee" | "prize"
                | "due part" | "still to come" | "released" | "kept" | "forfeited" | "back part" | "taken back"
                | "pool share" | "carried before" | "other carried" | "received" | "won" | "draw amount" | "drawn"
                | "owed before" | "owed limit" | "keep" | "recovered" | "earnings" => Some(pay),
                "share" | "due share" | "kept share" | "back share" | "recovery share" => {
                    Some(Measured { unit: Unit::Ratio, has_sign: true })
                }
                "served" | "months until due" | "back within" | "more changes" => Some(Measured::plain(Unit::Count)),
                _ => None,
            },
        }
    }
}

fn table(component: &Component) -> Option<&Table> {
    match &component.pay {
        Pay::Table(table) => Some(table),
        _ => None,
    }
}

fn index(table: &Table) -> Option<Measured> {
    match (&table.index, &table.base) {
        (Some(index), _) => Measured::by(index),
        (None, Base::Amount { amount, .. }) => Measured::by(amount),
        (None, Base::Target) => None,
    }
}

fn rate(table: &Table, row: usize) -> Option<Measured> {
    match table.rows.get(row)?.rate.as_ref()?.kind {
        Type::Number(unit) => Some(Measured { unit, has_sign: unit == Unit::Ratio }),
        _ => None,
    }
}
