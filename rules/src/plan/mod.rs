//! [`Plan`]: one version of a compensation plan, checked. Everything in it has been resolved; nothing in it can be unknown.
//!
//! The meaning of each setting is in `docs/language.md`; the spelling in YAML is the reader's business.

mod component;
mod contest;
mod draw;
mod due;
mod frozen;
mod group;
mod measure;
mod table;

use crate::date::DateRange;
use crate::formula::expression::Formula;
use crate::period::PeriodLength;
use crate::read::uses;
use crate::rounding::Roundings;
use crate::source::Span;
use crate::text::Text;

pub use self::component::{Accumulate, Component, ComponentKind, Gate, Limit, LimitKind, Medium, Otherwise, Pay, Per};
pub use self::contest::{Contest, Entrants, FirstTo, PrizeTo, Ties, Wins};
pub use self::draw::{Draw, Recovery};
pub use self::due::{AgeRow, BackRule, ByReason, Clawback, Due, DuePart, LeaverRule, Months, Parting, When};
pub use self::group::{Cut, Fund, Group, Leftover, OverCap, Pool, Receiver};
pub use self::measure::{
    Crediting, Direction, Measure, MeasureSource, MeasureUnit, Metric, Missing, Quota, QuotaSource, Share, Shares,
    Take, Up, Vacant,
};
pub use self::table::{AsOf, Base, Boundary, Mode, Outside, Over, Reversals, Row, Table};

/// One version of a plan: what holds from its first to its last effective day.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Name, by which assignments refer to it; versions of one plan share it.
    pub name: String,
    /// Title for people.
    pub title: Text,
    /// Days on which this version is in force; versions of one plan never overlap.
    pub effective: DateRange,
    /// Where these are written.
    pub effective_span: Span,
    /// Length of the periods that it pays.
    pub pays: PeriodLength,
    /// Roundings that hold for all its components unless they say otherwise.
    pub roundings: Roundings,
    /// In the order of the file.
    pub measures: Vec<Measure>,
    /// In the order of the file; a component may read those above it.
    pub components: Vec<Component>,
    /// Where it is written.
    pub span: Span,
}

impl Plan {
    /// All its formulas.
    pub fn formulas(&self) -> impl Iterator<Item = &Formula> {
        uses::of_plan(self)
    }
}
