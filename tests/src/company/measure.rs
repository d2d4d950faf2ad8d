//! What is measured, and whose it is.

use crate::exact::Exact;

use super::{Condition, Formula};

/// Something that is measured.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its name.
    pub name: &'static str,
    /// Word of its unit.
    pub unit: &'static str,
    /// Where its values come from.
    pub source: Source,
    /// Its quota, and what the attainment is without one: a number, or nothing is paid.
    pub quota: Option<(Quota, Option<Exact>)>,
    /// Is less of it better? Then also what attainment is at zero: a number, or nothing is paid; the run fails without a word.
    pub lower: bool,
    /// See there.
    pub at_zero: Option<Option<Exact>>,
}

/// Where values come from.
#[derive(Clone, Debug)]
pub enum Source {
    /// Sales.
    Sales(Box<Crediting>),
    /// The metric `score`, taken together in this way, and what it is when missing.
    Score(ScoreTake, Exact),
    /// Other measures.
    Formula(Formula),
}

/// How scores are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum ScoreTake {
    Sum,
    Average,
    Minimum,
    Maximum,
    Last,
}

/// From a sale to credits.
#[derive(Clone, Debug)]
pub struct Crediting {
    /// Which sales count.
    pub filter: Option<Condition>,
    /// What one is worth; the amount, or 1, when absent.
    pub credit: Option<Formula>,
    /// Who gets it.
    pub to: To,
    /// The expert's part, outside the 100 %.
    pub overlay: Option<Exact>,
    /// Are shares ratios, those of single sales too?
    pub ratios: bool,
    /// Do the shares of single sales go first?
    pub splits: bool,
    /// Does the credit go up the line?
    pub up: Option<Up>,
    /// How credits are taken together.
    pub take: Take,
}

/// Which of those who stand above get the credit.
#[derive(Clone, Copy, Debug)]
pub struct Up {
    /// How many steps above is the lowest; 0 is the one whom the sale names.
    pub lowest: usize,
    /// How many steps above is the highest; to the top when absent.
    pub highest: Option<usize>,
    /// Who has a seat that nobody holds?
    pub vacant: Vacant,
}

/// Who has a seat that nobody holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum Vacant {
    Nobody,
    Above,
    Acting,
}

/// Who gets the credit.
#[derive(Clone, Debug)]
pub enum To {
    /// The owner.
    Owner,
    /// The helper by the sale's own share, the owner what is left.
    Rest,
    /// Owner and helper by these ratios.
    Ratios(i64, i64),
}

/// How credits are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the words of the plan language")]
pub enum Take {
    Sum,
    Count,
    DistinctDeals,
    Average,
    Minimum,
    Maximum,
}

/// Where a quota comes from.
#[derive(Clone, Debug)]
pub enum Quota {
    /// The quota data.
    Data,
    /// A formula for each of the plan's periods.
    Formula(Formula),
}
