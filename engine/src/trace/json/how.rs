//! The JSON form of a [`How`]: a word under `by`, and the facts that it refers to by their place, from 0.

mod withheld;

use std::fmt::Write;
use std::sync::Arc;

use attain_rules::plan::{Cut, Leftover, Months, Parting, Ties};
use attain_rules::rounding::Rule;
use serde::{Deserialize, Serialize};

use super::super::{FactId, How};

/// How a fact came about, as it stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HowWire {
    by: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    inputs: Option<Vec<InputWire>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<Vec<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    x0: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    y0: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    x1: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    y1: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keys: Option<Vec<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<Vec<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scores: Option<Vec<Vec<u32>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prizes: Option<Vec<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<Vec<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amounts: Option<Vec<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reach: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    budget: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cut: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ties: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    leftover: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    own: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    others: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tied: Option<u32>,
}

/// A name in a formula and the fact that it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct InputWire {
    name: String,
    fact: u32,
}

const fn months_word(months: Months) -> &'static str {
    match months {
        Months::Completed => "months_completed",
        Months::Begun => "months_begun",
    }
}

fn ids(facts: &[FactId]) -> Option<Vec<u32>> {
    Some(facts.iter().map(|fact| fact.0).collect())
}

fn facts(ids: &[u32]) -> Vec<FactId> {
    ids.iter().map(|id| FactId(*id)).collect()
}

impl HowWire {
    /// As it is written to a file.
    pub(super) fn of(how: &How) -> Self {
        let plain = |by: &str| Self { by: by.to_owned(), ..Self::default() };
        let list = |by: &str, facts: &[FactId]| Self { of: ids(facts), ..plain(by) };
        match how {
            How::Given { text } => Self { text: Some(text.to_string()), ..plain("given") },
            How::Formula { text, inputs } => Self {
                text: Some(text.to_string()),
                inputs: Some(
                    inputs.iter().map(|(name, fact)| InputWire { name: name.to_string(), fact: fact.0 }).collect(),
                ),
                ..plain("formula")
            },
            How::Sum(facts) => list("sum", facts),
            How::Count(facts) => list("count", facts),
            How::Average(facts) => list("average", facts),
            How::Least(facts) => list("least", facts),
            How::Greatest(facts) => list("greatest", facts),
            How::Distinct(facts) => list("distinct", facts),
            How::Last(facts) => list("last", facts),
            How::Difference(from, less) => list("difference", &[*from, *less]),
            How::Product(facts) => list("product", facts),
            How::Quotient(above, below) => list("quotient", &[*above, *below]),
            How::Overlap { origin, index, low, high } => Self {
                origin: Some(origin.0),
                index: Some(index.0),
                low: low.map(|fact| fact.0),
                high: high.map(|fact| fact.0),
                ..plain("overlap")
            },
            How::Line { index, x0, y0, x1, y1 } => Self {
                index: Some(index.0),
                x0: Some(x0.0),
                y0: Some(y0.0),
                x1: Some(x1.0),
                y1: Some(y1.0),
                ..plain("straight_line")
            },
            How::Rounding { of, rule, unit } => {
                Self { rule: Some(rule.word().to_owned()), unit: Some(unit.0), ..list("rounding", &[*of]) }
            }
            How::Months { from, until, months } => list(months_word(*months), &[*from, *until]),
            How::Reached { days, reach } => Self { days: ids(days), reach: Some(reach.0), ..plain("reached") },
            How::Allocation { .. }
            | How::Tranche { .. }
            | How::Place { .. }
            | How::Prize { .. }
            | How::Budget { .. } => Self::among(how),
            How::Same(fact) => list("same", &[*fact]),
            How::Closed(fact) => list("closed", &[*fact]),
            How::Withheld(withheld) => Self::of_withheld(withheld),
        }
    }

    /// As it is written to a file, of one entrant among many.
    fn among(how: &How) -> Self {
        let plain = |by: &str| Self { by: by.to_owned(), ..Self::default() };
        let table = |scores: &[Vec<FactId>]| Some(scores.iter().filter_map(|scores| ids(scores)).collect());
        match how {
            How::Allocation { sum, keys, most, cut, unit, leftover, own } => Self {
                keys: ids(keys),
                most: if most.is_empty() { None } else { ids(most) },
                cut: Some(cut.word().to_owned()),
                unit: Some(unit.0),
                leftover: Some(leftover.word().to_owned()),
                own: Some(*own),
                of: ids(&[*sum]),
                ..plain("allocation")
            },
            How::Tranche { sum, shares, unit, parting, own } => Self {
                of: ids(&[*sum]),
                keys: ids(shares),
                unit: Some(unit.0),
                leftover: Some(parting.word().to_owned()),
                own: Some(*own),
                ..plain("tranche")
            },
            How::Place { scores, ties, own } => {
                Self { scores: table(scores), ties: Some(ties.word().to_owned()), own: Some(*own), ..plain("place") }
            }
            How::Prize { scores, prizes, ties, unit, leftover, own } => Self {
                scores: table(scores),
                prizes: ids(prizes),
                ties: Some(ties.word().to_owned()),
                unit: Some(unit.0),
                leftover: Some(leftover.word().to_owned()),
                own: Some(*own),
                ..plain("prize")
            },
            How::Budget { scores, amounts, budget, ties, unit, leftover, own } => Self {
                scores: table(scores),
                amounts: ids(amounts),
                budget: Some(budget.0),
                ties: Some(ties.word().to_owned()),
                unit: Some(unit.0),
                leftover: Some(leftover.word().to_owned()),
                own: Some(*own),
                ..plain("budget")
            },
            _ => Self::default(),
        }
    }

    /// The way, if the word is known and exactly its fields are there.
    pub(super) fn read(&self) -> Option<How> {
        let all = || Some(self.of.as_ref()?.iter().map(|fact| FactId(*fact)).collect::<Vec<_>>());
        let one = || match self.of.as_deref() {
            Some([only]) => Some(FactId(*only)),
            _ => None,
        };
        let two = || match self.of.as_deref() {
            Some([first, second]) => Some((FactId(*first), FactId(*second))),
            _ => None,
        };
        let how = match self.by.as_str() {
            "given" => How::Given { text: self.text.as_deref()?.into() },
            "formula" => How::Formula {
                text: self.text.as_deref()?.into(),
                inputs: self
                    .inputs
                    .as_ref()?
                    .iter()
                    .map(|input| (Arc::from(input.name.as_str()), FactId(input.fact)))
                    .collect(),
            },
            "sum" => How::Sum(all()?),
            "count" => How::Count(all()?),
            "average" => How::Average(all()?),
            "least" => How::Least(all()?),
            "greatest" => How::Greatest(all()?),
            "distinct" => How::Distinct(all()?),
            "last" => How::Last(all()?),
            "difference" => two().map(|(from, less)| How::Difference(from, less))?,
            "product" => How::Product(all()?),
            word @ ("months_completed" | "months_begun") => {
                let months = [Months::Completed, Months::Begun].into_iter().find(|one| months_word(*one) == word)?;
                two().map(|(from, until)| How::Months { from, until, months })?
            }
            "quotient" => two().map(|(above, below)| How::Quotient(above, below))?,
            "overlap" => How::Overlap {
                origin: FactId(self.origin?),
                index: FactId(self.index?),
                low: self.low.map(FactId),
                high: self.high.map(FactId),
            },
            "straight_line" => How::Line {
                index: FactId(self.index?),
                x0: FactId(self.x0?),
                y0: FactId(self.y0?),
                x1: FactId(self.x1?),
                y1: FactId(self.y1?),
            },
            "rounding" => {
                let word = self.rule.as_ref()?;
                let rule = Rule::ALL.into_iter().find(|rule| rule.word() == word)?;
                How::Rounding { of: one()?, rule, unit: FactId(self.unit?) }
            }
            "allocation" | "tranche" | "place" | "prize" | "budget" => self.of_group(one())?,
            "reached" => How::Reached { days: facts(self.days.as_deref()?), reach: FactId(self.reach?) },
            "same" => How::Same(one()?),
            "closed" => How::Closed(one()?),
            "withheld" | "own_share" | "own_place" | "own_prize" | "own_budget" => self.withheld(one())?,
            _ => return None,
        };
        // What the way has no use for would be a number that nothing holds.
        (Self::of(&how) == *self).then_some(how)
    }

    /// How one entrant of a group came by a share, a place or a prize; `sum` is what is shared.
    fn of_group(&self, sum: Option<FactId>) -> Option<How> {
        let own = self.own?;
        Some(match self.by.as_str() {
            "allocation" => How::Allocation {
                sum: sum?,
                keys: facts(self.keys.as_deref()?),
                most: facts(self.most.as_deref().unwrap_or_default()),
                cut: Cut::ALL.into_iter().find(|cut| Some(cut.word()) == self.cut.as_deref())?,
                unit: FactId(self.unit?),
                leftover: self.leftover()?,
                own,
            },
            "budget" => How::Budget {
                scores: self.scores()?,
                amounts: facts(self.amounts.as_deref()?),
                budget: FactId(self.budget?),
                ties: self.ties()?,
                unit: FactId(self.unit?),
                leftover: self.leftover()?,
                own,
            },
            "tranche" => How::Tranche {
                sum: sum?,
                shares: facts(self.keys.as_deref()?),
                unit: FactId(self.unit?),
                parting: Parting::ALL.into_iter().find(|one| Some(one.word()) == self.leftover.as_deref())?,
                own,
            },
            "place" => How::Place { scores: self.scores()?, ties: self.ties()?, own },
            _ => How::Prize {
                scores: self.scores()?,
                prizes: facts(self.prizes.as_deref()?),
                ties: self.ties()?,
                unit: FactId(self.unit?),
                leftover: self.leftover()?,
                own,
            },
        })
    }

    fn leftover(&self) -> Option<Leftover> {
        Leftover::ALL.into_iter().find(|leftover| Some(leftover.word()) == self.leftover.as_deref())
    }

    fn ties(&self) -> Option<Ties> {
        Ties::ALL.into_iter().find(|ties| Some(ties.word()) == self.ties.as_deref())
    }

    fn scores(&self) -> Option<Vec<Vec<FactId>>> {
        Some(self.scores.as_ref()?.iter().map(|scores| facts(scores)).collect())
    }

    /// All in one line: ``formula `amount * 10%` (amount #3)``.
    pub(super) fn write_line(&self, line: &mut String) {
        line.push_str(&self.by);
        if let Some(text) = &self.text {
            let _ = write!(line, " `{text}`");
        }
        for input in self.inputs.iter().flatten() {
            let _ = write!(line, " ({} #{})", input.name, input.fact);
        }
        for fact in self.of.iter().flatten() {
            let _ = write!(line, " #{fact}");
        }
        let named = [
            ("origin", self.origin),
            ("index", self.index),
            ("low", self.low),
            ("high", self.high),
            ("x0", self.x0),
            ("y0", self.y0),
            ("x1", self.x1),
            ("y1", self.y1),
            ("unit", self.unit),
            ("key", self.key),
            ("amount", self.amount),
            ("others", self.others),
            ("reach", self.reach),
            ("budget", self.budget),
        ];
        for (name, fact) in named {
            if let Some(fact) = fact {
                let _ = write!(line, " {name} #{fact}");
            }
        }
        if let Some(rule) = &self.rule {
            let _ = write!(line, " {rule}");
        }
        let lists = [
            ("keys", self.keys.as_ref()),
            ("most", self.most.as_ref()),
            ("prizes", self.prizes.as_ref()),
            ("days", self.days.as_ref()),
            ("amounts", self.amounts.as_ref()),
        ];
        let lists = lists.into_iter().filter_map(|(name, list)| Some((name, list?)));
        for (name, list) in lists.chain(self.scores.iter().flatten().map(|scores| ("scores", scores))) {
            let _ = write!(line, " {name}");
            for fact in list {
                let _ = write!(line, " #{fact}");
            }
        }
        let words = [("cut", &self.cut), ("ties", &self.ties), ("leftover", &self.leftover)];
        for (name, word) in words {
            if let Some(word) = word {
                let _ = write!(line, " {name} {word}");
            }
        }
        for (name, number) in [("own", self.own), ("count", self.count), ("tied", self.tied)] {
            if let Some(number) = number {
                let _ = write!(line, " {name} {number}");
            }
        }
    }
}
