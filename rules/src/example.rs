//! [`Example`]: one entry of `tests/*.yaml`, written by people who know what should be paid.

use crate::nearest::nearest;
use crate::number::Number;
use crate::period::Period;
use crate::source::{Span, Spanned};

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
#[derive(Clone, Debug, PartialEq, Eq)]
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
        /// Of which component; of any, when only one has it.
        component: Option<String>,
        /// How much.
        number: Number,
        /// How many digits behind the point were written: figures with more are rounded to these before they are compared.
        places: u8,
        /// Was it written with a percent sign?
        percent: bool,
    },
    /// Does the gate of a component hold?
    Gate {
        /// Name of the component.
        component: String,
        /// Must it?
        open: bool,
    },
}

/// Numbers on the way to a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// `total(m)`: the measure m.
    Total(String),
    /// `quota(m)`.
    Quota(String),
    /// `attainment(m)`.
    Attainment(String),
    /// A call as the plan writes it, such as `attainment(m, quarter)`; blanks do not matter.
    Call {
        /// The call without blanks.
        call: String,
        /// The measure that it names.
        measure: String,
    },
    /// `group(x)`: a value of the whole group, as the plan writes it; the whole call without blanks.
    Group(String),
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

impl Figure {
    /// Reads the name of a figure, and the component when it names one.
    #[must_use]
    pub fn parse(text: &str) -> Option<(Self, Option<String>)> {
        if let Some(group) = Self::parse_group(text.trim()) {
            return Some(group);
        }
        let (figure, component) = match text.rsplit_once(" of ") {
            Some((figure, component)) => (figure.trim(), Some(component.trim().to_owned())),
            None => (text.trim(), None),
        };
        let figure = Self::parse_call(figure).or_else(|| Self::parse_words(figure))?;
        let needs_component =
            !matches!(figure, Self::Total(_) | Self::Quota(_) | Self::Attainment(_) | Self::Call { .. });
        (component.is_some() || !needs_component).then_some((figure, component))
    }

    /// The name of a figure that `text` was most likely meant to be.
    #[must_use]
    pub fn nearest(text: &str) -> Option<String> {
        if let Some((function, inside)) = text.split_once('(') {
            let known = nearest(function.trim(), ["total", "quota", "attainment", "group"])?;
            return Some(format!("{known}({inside}")).filter(|meant| Self::parse(meant).is_some());
        }
        let (figure, component) = text.rsplit_once(" of ").map_or((text, None), |(figure, of)| (figure, Some(of)));
        let (word, row) = figure.trim().rsplit_once(' ').filter(|(_, row)| row.parse::<u32>().is_ok()).unzip();
        let words = WORDS.iter().map(|(word, _)| *word).chain(OTHER_WORDS);
        let known = nearest(word.unwrap_or(figure).trim(), words)?;
        let row = row.map(|row| format!(" {row}")).unwrap_or_default();
        Some(format!("{known}{row}{}", component.map(|of| format!(" of {of}")).unwrap_or_default()))
    }

    /// What stands inside may be any formula: the call ends with the last parenthesis.
    fn parse_group(text: &str) -> Option<(Self, Option<String>)> {
        let (inside, behind) = text.strip_prefix("group")?.trim_start().strip_prefix('(')?.rsplit_once(')')?;
        let component = match behind.trim() {
            "" => None,
            of => Some(of.strip_prefix("of ")?.trim().to_owned()),
        };
        let inside: String = inside.chars().filter(|character| !character.is_whitespace()).collect();
        (!inside.is_empty()).then(|| (Self::Group(format!("group({inside})")), component))
    }

    fn parse_call(text: &str) -> Option<Self> {
        let (function, rest) = text.split_once('(')?;
        let inside = rest.strip_suffix(')')?;
        let function = function.trim();
        if !matches!(function, "total" | "quota" | "attainment") {
            return None;
        }
        if let Some((measure, _)) = inside.split_once(',') {
            let call = text.chars().filter(|character| !character.is_whitespace()).collect();
            return Some(Self::Call { call, measure: measure.trim().to_owned() });
        }
        let measure = inside.trim().to_owned();
        Some(match function {
            "total" => Self::Total(measure),
            "quota" => Self::Quota(measure),
            _ => Self::Attainment(measure),
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

    /// The measure that it names, if it names one.
    #[must_use]
    pub fn measure(&self) -> Option<&str> {
        match self {
            Self::Total(measure) | Self::Quota(measure) | Self::Attainment(measure) | Self::Call { measure, .. } => {
                Some(measure)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_they_are_documented() {
        let of = |figure, component: &str| Some((figure, Some(component.to_owned())));
        assert_eq!(Figure::parse("cap of commission"), of(Figure::Cap, "commission"));
        assert_eq!(Figure::nearest("slize 1 of commission").as_deref(), Some("slice 1 of commission"));
        assert_eq!(Figure::nearest("attainmnt(bookings)").as_deref(), Some("attainment(bookings)"));
        assert_eq!(Figure::nearest("lins").as_deref(), Some("lines"));
        assert_eq!(Figure::nearest("happiness of commission"), None);
        assert_eq!(Figure::parse("slice base 2 of commission"), of(Figure::SliceBase(2), "commission"));
        assert_eq!(Figure::parse("rate 1 of 提成"), of(Figure::Rate(1), "提成"));
        assert_eq!(Figure::parse("rate of commission"), of(Figure::OneRate, "commission"));
        assert_eq!(Figure::parse("each T1 of T2 of deals"), of(Figure::Each("T1 of T2".to_owned()), "deals"));
        assert_eq!(Figure::parse("attainment( bookings )"), Some((Figure::Attainment("bookings".to_owned()), None)));
        let call = Figure::Call { call: "quota(b,previous(quarter))".to_owned(), measure: "b".to_owned() };
        assert_eq!(Figure::parse("quota(b, previous(quarter)) of c"), of(call, "c"));
        assert_eq!(Figure::parse("place of contest"), of(Figure::Place, "contest"));
        let group = |text: &str| Figure::Group(text.to_owned());
        assert_eq!(Figure::parse("group( sales )"), Some((group("group(sales)"), None)));
        assert_eq!(
            Figure::parse("group(if team == \"a of b\" { quota(x) } else { 0 }) of pool"),
            of(group("group(ifteam==\"aofb\"{quota(x)}else{0})"), "pool")
        );
        for text in ["group()", "group(x) pool", "group(x", "fund"] {
            assert_eq!(Figure::parse(text), None, "{text}");
        }
        for text in ["slice of c", "slice 0 of c", "base", "profit of c", "sum(b)", ""] {
            assert_eq!(Figure::parse(text), None, "{text}");
        }
    }
}
