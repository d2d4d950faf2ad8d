//! [`Example`]: one entry of `tests/*.yaml`, written by people who know what should be paid.

mod component_name;
mod figure;
mod numbered;
mod setting;
mod traced;
mod unit;

pub use self::component_name::{ComponentName, component_behind};
pub use self::figure::Figure;
pub use self::numbered::Numbered;
pub use self::setting::Setting;
pub use self::traced::{TRACED, Which, Word};
pub use self::unit::Measured;

use crate::date::Date;
use crate::diagnostic::Diagnostics;
use crate::formula::FormulaText;
use crate::number::Number;
use crate::period::Period;
use crate::source::{Span, Spanned};

/// Given this, expect that.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it shows, in the author's words; none that could not be read.
    pub name: Option<Spanned<String>>,
    /// Where it is written: its name, or else its first key.
    pub span: Span,
    /// Id of the participant whose lines are looked at; none that could not be read.
    pub participant: Option<Spanned<String>>,
    /// For which period; none that could not be read.
    pub period: Option<Spanned<Period>>,
    /// Tables that stand in the place of the company's own.
    pub given: Vec<GivenTable>,
    /// Do they say who is on which plan, as far as they have to? Not where people or assignments may be in what could not be read.
    pub has_seats: bool,
    /// What must come out, in the order of the file.
    pub expect: Vec<Expectation>,
    /// What is wrong with how it is written. With an error among it, it cannot be run.
    pub found: Diagnostics,
}

/// A table that stands in the place of the company's own.
#[derive(Clone, Debug)]
pub struct GivenTable {
    /// Which.
    pub table: Spanned<TableName>,
    /// Its rows.
    pub rows: Vec<GivenRow>,
    /// Could all of them be read? Else nothing can be said of what comes out of them.
    pub is_read: bool,
}

/// Names of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableName {
    /// People.
    Participants,
    /// Who is on which plan.
    Assignments,
    /// Quotas.
    Quotas,
    /// KPIs from outside.
    Metrics,
    /// Splits of transactions.
    Splits,
    /// What somebody decided by hand.
    Adjustments,
    /// Transactions.
    Transactions,
}

impl TableName {
    /// All of them with their words.
    pub const WORDS: [(&'static str, Self); 7] = [
        ("participants", Self::Participants),
        ("assignments", Self::Assignments),
        ("quotas", Self::Quotas),
        ("metrics", Self::Metrics),
        ("splits", Self::Splits),
        ("adjustments", Self::Adjustments),
        ("transactions", Self::Transactions),
    ];
}

/// A row, written under the project's column names.
#[derive(Clone, Debug)]
pub struct GivenRow {
    /// Column and cell.
    pub cells: Vec<(Spanned<String>, Spanned<String>)>,
    /// Where it stands.
    pub span: Span,
}

/// One thing that must come out.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// What.
    pub what: Expected,
    /// As it is written: `slice 1 of commission`.
    pub text: String,
    /// Where its name is written.
    pub span: Span,
    /// Where it is written what must come out.
    pub value: Span,
}

/// What can be expected.
#[derive(Clone, Debug)]
pub enum Expected {
    /// The sum of all lines of the participant in the period that are money.
    Payable(Number),
    /// The sum of all lines in one unit of the company.
    PayableIn {
        /// Name of the unit.
        unit: String,
        /// How much.
        amount: Number,
    },
    /// What of the lines of a component is taxable, in money.
    Taxable {
        /// Name of the component.
        component: ComponentName,
        /// How much.
        amount: Number,
    },
    /// The sum of the lines of a component in the period, in what it pays in.
    Line {
        /// Name of the component.
        component: ComponentName,
        /// Of the lines of which kind alone, by its word: `guarantee`. Without it all of them are added up.
        kind: Option<&'static str>,
        /// How much.
        amount: Number,
    },
    /// The run must fail with this code.
    Error(String),
    /// A figure on the way to a line.
    Value {
        /// Which.
        figure: Figure,
        /// Of which component.
        component: ComponentName,
        /// What it must be.
        value: Answer,
    },
    /// The value of a formula of the plan's language, such as `attainment(bookings, year_to_date)`.
    Asked {
        /// The formula.
        formula: FormulaText,
        /// At the turn of which component; of those that read its figures, when none is named.
        component: Option<ComponentName>,
        /// What it must give.
        value: Answer,
    },
    /// Does the gate of a component hold?
    Gate {
        /// Name of the component.
        component: ComponentName,
        /// Must it?
        open: bool,
    },
    /// A component must pay nothing because a figure is missing that the plan wants reported.
    Unmeasured {
        /// Name of the component.
        component: ComponentName,
        /// What must be missing, by its word: `quota`.
        missing: &'static str,
    },
}

impl Expected {
    /// The component that it is about, where it names one.
    #[must_use]
    pub const fn component(&self) -> Option<&ComponentName> {
        match self {
            Self::Line { component, .. }
            | Self::Taxable { component, .. }
            | Self::Value { component, .. }
            | Self::Gate { component, .. }
            | Self::Unmeasured { component, .. } => Some(component),
            Self::Asked { component, .. } => component.as_ref(),
            Self::Payable(_) | Self::PayableIn { .. } | Self::Error(_) => None,
        }
    }
}

/// Words of the kinds of lines, in the order of a period's lines.
pub const LINE_KINDS: [&str; 10] =
    ["earning", "guarantee", "draw", "recovery", "deferral", "release", "cash", "clawback", "adjustment", "difference"];

/// Words of the figures that can be missing.
pub const MISSING: [&str; 4] = ["quota", "zero_quota", "metric", "zero"];

/// A number as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// How much.
    pub number: Number,
    /// How many digits behind the point were written: figures with more are rounded to these before they are compared.
    pub places: u8,
    /// Was it written with a percent sign?
    pub percent: bool,
}

impl Written {
    /// As it is written: `97.33%`.
    #[must_use]
    pub fn text(&self) -> String {
        let hundred = Number::whole(100);
        match self.number.multiply(&hundred) {
            Ok(percent) if self.percent => format!("{}%", percent.to_fixed_text(self.places.saturating_sub(2))),
            _ => self.number.to_fixed_text(self.places),
        }
    }
}

/// What a formula must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A number.
    Number(Written),
    /// A text.
    Text(String),
    /// Yes or no.
    YesNo(bool),
    /// A day.
    Date(Date),
    /// Nothing: the cell is empty.
    Nothing,
}
