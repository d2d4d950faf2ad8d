//! [`Table`]: from an index and a base to pay.

use crate::formula::expression::Formula;
use crate::source::Span;

/// A rate table or a curve.
#[derive(Clone, Debug)]
pub struct Table {
    /// What is paid on.
    pub base: Base,
    /// What picks the row; the base itself when absent.
    pub index: Option<Formula>,
    /// How rows become pay.
    pub mode: Mode,
    /// The whole stretch, or each transaction by the running total.
    pub as_of: AsOf,
    /// The total, or each transaction or group by itself.
    pub over: Over,
    /// What reversals take back, where each transaction is paid by itself.
    pub reversals: Reversals,
    /// From where slices count; 0 when absent.
    pub origin: Option<Formula>,
    /// What holds below the first row (and, for curves, past the last point).
    pub outside: Outside,
    /// Rows from low to high.
    pub rows: Vec<Row>,
}

/// What is paid on.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a plan has few of them, and nearly all are amounts")]
pub enum Base {
    /// The component's target.
    Target,
    /// A formula, mostly a measure; or its part between limits.
    Amount {
        /// The amount.
        amount: Formula,
        /// Only what lies above this.
        above: Option<Formula>,
        /// Only what lies below this.
        below: Option<Formula>,
    },
}

/// How rows become pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Each slice at its own rate (超额累进).
    Marginal,
    /// The whole base at the rate reached (全额累进).
    Retroactive,
    /// The sums of all rows reached.
    StepAdding,
    /// The sum of the last row reached.
    StepReplacing,
    /// Straight lines between points, of the rate.
    InterpolatedRate,
    /// Straight lines between points, of the payout.
    InterpolatedPayout,
}

impl Mode {
    /// Are its rows points, with straight lines between them?
    #[must_use]
    pub const fn is_curve(self) -> bool {
        matches!(self, Self::InterpolatedRate | Self::InterpolatedPayout)
    }
}

/// When the index is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum AsOf {
    /// At the end, for the whole stretch.
    #[default]
    Window,
    /// At each transaction, the running total before it.
    Before,
    /// At each transaction, the running total after it.
    After,
}

/// What the table is applied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Over {
    /// The total.
    #[default]
    Total,
    /// Each transaction by itself.
    Transaction,
    /// Each group of transactions with the same value in this column of the transactions' schema.
    Group(usize),
}

/// What a reversal takes back of what the transaction gave that it reverses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Reversals {
    /// It goes through the table like any other transaction.
    #[default]
    Recalculated,
    /// Its own amount at the original's rate, entry fees left aside.
    Rate,
    /// Its part of what the table gave for the original, before floors and caps.
    Calculated,
    /// Its part of what was paid for the original, after floors and caps.
    Paid,
}

/// What holds outside the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Outside {
    /// The nearest row or point.
    #[default]
    Nearest,
    /// Nothing.
    Zero,
    /// The run fails and says for whom.
    Error,
}

/// Which side of a row's limit the limit itself belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Boundary {
    /// `from`: the row starts with its limit.
    #[default]
    Lower,
    /// `above`: the row starts right after its limit.
    Upper,
}

/// One row of a table, or one point of a curve.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where it starts on the index.
    pub limit: Formula,
    /// Is the limit inside?
    pub boundary: Boundary,
    /// Share of the base, or money for each unit of a base that is no money.
    pub rate: Option<Formula>,
    /// A fixed sum: of step tables, and of curves of the payout.
    pub amount: Option<Formula>,
    /// Entry fee beside the rate.
    pub fee: Option<Formula>,
    /// Where it is written.
    pub span: Span,
}
