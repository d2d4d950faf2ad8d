//! [`Example`]: one entry of `tests/*.yaml`, written by people who know what should be paid.

use crate::both;
use crate::date::Date;
use crate::formula::{FormulaText, is_name};
use crate::nearest::nearest;
use crate::number::Number;
use crate::period::Period;
use crate::source::{Span, Spanned};
use crate::text::Text;

/// Given this, expect that.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it shows, in the author's words.
    pub name: Spanned<String>,
    /// Id of the participant whose lines are looked at.
    pub participant: Spanned<String>,
    /// For which period.
    pub period: Spanned<Period>,
    /// Tables that stand in the place of the company's own.
    pub given: Vec<GivenTable>,
    /// What must come out, in the order of the file.
    pub expect: Vec<Expectation>,
}

/// A table that stands in the place of the company's own.
#[derive(Clone, Debug)]
pub struct GivenTable {
    /// Which.
    pub table: Spanned<TableName>,
    /// Its rows.
    pub rows: Vec<GivenRow>,
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
        component: String,
        /// How much.
        amount: Number,
    },
    /// The sum of the lines of a component in the period, in what it pays in.
    Line {
        /// Name of the component.
        component: String,
        /// How much.
        amount: Number,
    },
    /// The run must fail with this code.
    Error(String),
    /// A number on the way to a line.
    Value {
        /// Which.
        figure: Figure,
        /// Of which component.
        component: String,
        /// How much.
        amount: Written,
    },
    /// The value of a formula of the plan's language, such as `attainment(bookings, year_to_date)`.
    Asked {
        /// The formula.
        formula: FormulaText,
        /// At the turn of which component; of those that read its figures, when none is named.
        component: Option<String>,
        /// What it must give.
        value: Answer,
    },
    /// Does the gate of a component hold?
    Gate {
        /// Name of the component.
        component: String,
        /// Must it?
        open: bool,
    },
}

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

/// Numbers on the way to a line that are named by words: those of one component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// `base of C`.
    Base,
    /// `index of C`.
    Index,
    /// `rate N of C`.
    Rate(u32),
    /// `rate of C`: the one that the whole base was paid at.
    OneRate,
    /// `slice N of C`: what row N pays.
    Slice(u32),
    /// `slice base N of C`.
    SliceBase(u32),
    /// `factor of C`.
    Factor,
    /// `target of C`.
    Target,
    /// `floor of C`: the least that a component pays.
    Floor,
    /// `cap of C`: the most that it pays.
    Cap,
    /// `pay of C`: before factors and limits.
    Pay,
    /// `each KEY of C`: what one transaction or group pays.
    Each(String),
    /// `fund of C`: what a pool shares, after its reserve.
    Fund,
    /// `reserve of C`: what a pool holds back.
    Reserve,
    /// `place of C`: the place in a contest.
    Place,
    /// `owed of C`: what is owed from a draw after the period.
    Owed,
}

/// Figures of a component that are named by one word.
const WORDS: [(&str, Figure); 12] = [
    ("base", Figure::Base),
    ("rate", Figure::OneRate),
    ("index", Figure::Index),
    ("factor", Figure::Factor),
    ("target", Figure::Target),
    ("floor", Figure::Floor),
    ("cap", Figure::Cap),
    ("pay", Figure::Pay),
    ("fund", Figure::Fund),
    ("reserve", Figure::Reserve),
    ("place", Figure::Place),
    ("owed", Figure::Owed),
];

/// Words with which other expectations begin.
const OTHER_WORDS: [&str; 6] = ["payable", "lines", "error", "gate", "slice", "slice base"];

/// Those of them that name no component.
const WITHOUT_COMPONENT: [&str; 3] = ["payable", "lines", "error"];

impl Figure {
    /// Reads the name of a figure with that of its component.
    #[must_use]
    pub fn parse(text: &str) -> Option<(Self, String)> {
        let (figure, component) = text.rsplit_once(" of ")?;
        Some((Self::parse_words(figure.trim())?, component.trim().to_owned()))
    }

    /// The figure that `text` was most likely meant to name, rather than one of `names`, which formulas may use. Nothing where it
    /// is no word or two.
    #[must_use]
    pub fn nearest<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> Option<Text> {
        let (figure, of) = text.rsplit_once(" of ").map_or((text, None), |(figure, of)| (figure, Some(of)));
        let (word, row) = figure.trim().rsplit_once(' ').filter(|(_, row)| row.parse::<u32>().is_ok()).unzip();
        let word = word.unwrap_or(figure).trim();
        let words = || WORDS.iter().map(|(word, _)| *word).chain(OTHER_WORDS);
        let known = words().find(|known| *known == word).or_else(|| nearest(word, words().chain(names)))?;
        let known = words().find(|word| *word == known)?;
        let row = row.map(|row| format!(" {row}")).unwrap_or_default();
        Some(match of {
            Some(of) => both!("{known}{row} of {of}", "{known}{row} of {of}"),
            None if WITHOUT_COMPONENT.contains(&known) => Text::same(known),
            None => both!("{known}{row} of COMPONENT", "{known}{row} of 组成部分"),
        })
    }

    fn parse_words(text: &str) -> Option<Self> {
        let row = |text: &str| text.trim().parse::<u32>().ok().filter(|row| *row > 0);
        if let Some(key) = text.strip_prefix("each ") {
            return Some(Self::Each(key.trim().to_owned()));
        }
        if let Some(rest) = text.strip_prefix("slice base ") {
            return row(rest).map(Self::SliceBase);
        }
        if let Some(rest) = text.strip_prefix("slice ") {
            return row(rest).map(Self::Slice);
        }
        if let Some(rest) = text.strip_prefix("rate ") {
            return row(rest).map(Self::Rate);
        }
        WORDS.iter().find(|(word, _)| *word == text).map(|(_, figure)| figure.clone())
    }
}

/// Where a formula ends in what a test writes, and the component that is named behind it, if one is: `attainment(m) of c`.
#[must_use]
pub fn component_behind(text: &str) -> (usize, Option<&str>) {
    let named = text.rsplit_once(" of ").map(|(formula, component)| (formula, component.trim()));
    // What stands in quotes inside the formula ends with more than a name.
    match named.filter(|(_, component)| is_name(component)) {
        Some((formula, component)) => (formula.trim_end().len(), Some(component)),
        None => (text.len(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_they_are_documented() {
        let of = |figure, component: &str| Some((figure, component.to_owned()));
        assert_eq!(Figure::parse("cap of commission"), of(Figure::Cap, "commission"));
        assert_eq!(Figure::parse("slice base 2 of commission"), of(Figure::SliceBase(2), "commission"));
        assert_eq!(Figure::parse("rate 1 of 提成"), of(Figure::Rate(1), "提成"));
        assert_eq!(Figure::parse("rate of commission"), of(Figure::OneRate, "commission"));
        assert_eq!(Figure::parse("each T1 of T2 of deals"), of(Figure::Each("T1 of T2".to_owned()), "deals"));
        assert_eq!(Figure::parse("place of contest"), of(Figure::Place, "contest"));
        for text in ["slice of c", "slice 0 of c", "base", "profit of c", "total(b) of c", "fund", ""] {
            assert_eq!(Figure::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_misspelt_figure_is_known_again_unless_a_name_is_nearer() {
        let meant = |text: &str, name: &str| Figure::nearest(text, [name].into_iter()).map(|meant| meant.en);
        assert_eq!(meant("slize 1 of commission", "bookings").as_deref(), Some("slice 1 of commission"));
        assert_eq!(meant("lins", "bookings").as_deref(), Some("lines"));
        assert_eq!(meant("base", "bookings").as_deref(), Some("base of COMPONENT"));
        assert_eq!(meant("happiness of commission", "bookings"), None);
        assert_eq!(meant("bokings", "bookings"), None);
        assert_eq!(meant("factr", "factors"), Some("factor of COMPONENT".to_owned()));
    }

    #[test]
    fn a_component_stands_behind_a_formula() {
        for (text, formula, component) in [
            ("attainment( bookings )", "attainment( bookings )", None),
            ("quota(b, previous(quarter)) of c", "quota(b, previous(quarter))", Some("c")),
            ("bookings  of  提成", "bookings", Some("提成")),
            (
                "group(if team == \"a of b\" { quota(x) } else { 0 }) of pool",
                "group(if team == \"a of b\" { quota(x) } else { 0 })",
                Some("pool"),
            ),
            ("team == \"a of b\"", "team == \"a of b\"", None),
        ] {
            let (end, found) = component_behind(text);
            assert_eq!((text.get(..end), found), (Some(formula), component), "{text}");
        }
    }
}
