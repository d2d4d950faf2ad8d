//! [`Component`]: one part of the pay.

use super::contest::Contest;
use super::draw::Draw;
use super::due::Due;
use super::group::{Fund, Group, Pool};
use super::table::{Row, Table};
use crate::formula::expression::Formula;
use crate::period::PeriodLength;
use crate::rounding::Roundings;
use crate::source::Span;
use crate::text::Text;
use crate::unit::UnitPlace;

/// One part of the pay.
#[derive(Clone, Debug)]
pub struct Component {
    /// Name in formulas and lines.
    pub name: String,
    /// What it is.
    pub kind: ComponentKind,
    /// Title for people.
    pub title: Text,
    /// What it pays in.
    pub medium: Medium,
    /// How often it pays; a multiple of the plan's period.
    pub every: PeriodLength,
    /// Whose values `group(...)` adds up, and among whom a pool or a contest is held.
    pub group: Option<Group>,
    /// Who takes part: without it there is no line. Of a draw: in which periods there is one.
    pub eligible: Option<Formula>,
    /// What must hold to be paid.
    pub gate: Option<Gate>,
    /// The target amount that rates are shares of.
    pub target: Option<Formula>,
    /// How the amount comes about.
    pub pay: Pay,
    /// Multiplied in, in the order of the file.
    pub factors: Vec<Formula>,
    /// Floors, then caps, each in the order of the file.
    pub limits: Vec<Limit>,
    /// Tops the line up to this amount by a line of its own.
    pub guarantee: Option<Formula>,
    /// When it is paid; in the period itself when absent.
    pub due: Option<Due>,
    /// Does the amount run on, and through what?
    pub accumulate: Accumulate,
    /// Roundings, the plan's included.
    pub roundings: Roundings,
    /// Pay code for the payroll system.
    pub pay_code: Option<String>,
    /// Tax class for the payroll system.
    pub tax_class: Option<String>,
    /// What its file says of it, but for titles and codes; layout and comments do not count.
    pub wording: String,
    /// Where it is written.
    pub span: Span,
}

impl Component {
    /// The unit in which it pays; nothing where that is money, or things, which differ from prize to prize.
    #[must_use]
    pub const fn unit(&self) -> Option<UnitPlace> {
        self.medium.unit()
    }

    /// Is what falls due of its units paid as money?
    #[must_use]
    pub fn is_paid_as_money(&self) -> bool {
        self.due.as_ref().is_some_and(|due| due.as_money)
    }

    /// Are there lines of one kind for one period that things alone tell apart, because several may be won by stages?
    #[must_use]
    pub fn has_lines_by_thing(&self) -> bool {
        matches!(&self.pay, Pay::Contest(contest) if !contest.things_by_stages().is_empty())
    }

    /// What it draws, if it is a draw.
    #[must_use]
    pub fn draw(&self) -> Option<&Draw> {
        match &self.pay {
            Pay::Draw(draw) => Some(draw),
            _ => None,
        }
    }

    /// Does something that is owed, or what a cap cut, go on from period to period?
    #[must_use]
    pub fn carries_balance(&self) -> bool {
        match &self.pay {
            Pay::Draw(draw) => draw.recovery.is_some(),
            Pay::Pool(pool) => pool.carries(),
            Pay::Amount(_) | Pay::Table(_) | Pay::Contest(_) => false,
        }
    }
}

/// What a component pays in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Medium {
    /// Money in the company's currency.
    #[default]
    Money,
    /// A unit of the company.
    Unit(UnitPlace),
    /// Things: prizes that are units each of their own.
    Things,
}

impl Medium {
    /// The unit; nothing for money, and for things, which differ.
    #[must_use]
    pub const fn unit(self) -> Option<UnitPlace> {
        match self {
            Self::Unit(unit) => Some(unit),
            Self::Money | Self::Things => None,
        }
    }
}

/// Kinds of components.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComponentKind {
    /// Paid on what was sold.
    Commission,
    /// Paid on a target amount or a formula.
    Bonus,
    /// A sum for a group, shared by its members.
    Pool,
    /// Prizes for the best of a group.
    Contest,
    /// What brings the pay up to an amount.
    Draw,
}

/// What must hold to be paid.
#[derive(Clone, Debug)]
pub struct Gate {
    /// The condition.
    pub condition: Formula,
    /// What holds when it does not.
    pub otherwise: Otherwise,
}

/// What a closed gate means.
#[derive(Clone, Debug)]
pub enum Otherwise {
    /// Nothing is paid, also no floor or guarantee.
    Nothing,
    /// These rows apply instead of the table's (one row for a single rate).
    Rows(Vec<Row>),
}

/// How a component's amount comes about.
#[derive(Clone, Debug)]
pub enum Pay {
    /// A formula gives the amount itself.
    Amount(Formula),
    /// A table, or a single rate, which is a table of one row.
    Table(Box<Table>),
    /// A sum for the whole group is shared.
    Pool(Box<Pool>),
    /// The best of the group get prizes.
    Contest(Box<Contest>),
    /// The pay of the period is brought up to an amount.
    Draw(Box<Draw>),
}

impl Pay {
    /// The table that gives the amount, or the fund of a pool.
    #[must_use]
    pub fn table(&self) -> Option<&Table> {
        match self {
            Self::Table(table) => Some(table),
            Self::Pool(pool) => match &pool.fund {
                Fund::Table(table) => Some(table),
                Fund::Amount(_) => None,
            },
            Self::Amount(_) | Self::Contest(_) | Self::Draw(_) => None,
        }
    }
}

/// A floor or a cap.
#[derive(Clone, Debug)]
pub struct Limit {
    /// Which.
    pub kind: LimitKind,
    /// How much.
    pub amount: Formula,
    /// Over what.
    pub per: Per,
    /// Where it is written.
    pub span: Span,
}

/// Kinds of limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LimitKind {
    /// At least this.
    Floor,
    /// At most this.
    Cap,
}

/// Over what a limit holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// Each transaction or group of a table that is paid so.
    Each,
    /// Each stretch of the component: its period, or what it accumulates through.
    Own,
    /// Calendar periods of this length.
    Length(PeriodLength),
    /// The plan's effective days.
    Plan,
}

/// Does a component's amount run on?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Accumulate {
    /// It starts again every period.
    #[default]
    No,
    /// It runs through calendar periods of this length.
    Through(PeriodLength),
    /// It runs through the plan's effective days.
    Plan,
}
