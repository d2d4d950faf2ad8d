//! The JSON form of a [`Withheld`].

use super::super::super::{FactId, How, Withheld};
use super::{HowWire, facts, ids};
use attain_rules::plan::Cut;

impl HowWire {
    /// As it is written to a file.
    pub(super) fn of_withheld(withheld: &Withheld) -> Self {
        let plain = |by: &str| Self { by: by.to_owned(), ..Self::default() };
        match withheld {
            Withheld::Total { others } => Self { count: Some(*others), ..plain("withheld") },
            Withheld::Share { sum, key, others, most, cut, unit, leftover } => Self {
                of: ids(&[*sum]),
                key: Some(key.0),
                others: Some(others.0),
                most: most.and_then(|most| ids(&[most])),
                cut: Some(cut.word().to_owned()),
                unit: Some(unit.0),
                leftover: Some(leftover.word().to_owned()),
                ..plain("own_share")
            },
            Withheld::Place { scores, others, tied, ties } => Self {
                of: ids(scores),
                count: Some(*others),
                tied: Some(*tied),
                ties: Some(ties.word().to_owned()),
                ..plain("own_place")
            },
            Withheld::Prize { place, prizes, unit, leftover } => Self {
                of: ids(&[*place]),
                prizes: ids(prizes),
                unit: Some(unit.0),
                leftover: Some(leftover.word().to_owned()),
                ..plain("own_prize")
            },
            Withheld::Budget { scores, amount, others, budget, ties, unit, leftover } => Self {
                of: ids(scores),
                amount: Some(amount.0),
                others: Some(others.0),
                budget: Some(budget.0),
                ties: Some(ties.word().to_owned()),
                unit: Some(unit.0),
                leftover: Some(leftover.word().to_owned()),
                ..plain("own_budget")
            },
        }
    }

    /// What is told of a way that others decided too; `only` is the one fact that it is made of, where it is one.
    pub(super) fn withheld(&self, only: Option<FactId>) -> Option<How> {
        Some(How::Withheld(match self.by.as_str() {
            "withheld" => Withheld::Total { others: self.count? },
            "own_share" => Withheld::Share {
                sum: only?,
                key: FactId(self.key?),
                others: FactId(self.others?),
                most: self.most.as_ref().and_then(|most| most.first()).copied().map(FactId),
                cut: Cut::ALL.into_iter().find(|cut| Some(cut.word()) == self.cut.as_deref())?,
                unit: FactId(self.unit?),
                leftover: self.leftover()?,
            },
            "own_place" => Withheld::Place {
                scores: facts(self.of.as_deref()?),
                others: self.count?,
                tied: self.tied?,
                ties: self.ties()?,
            },
            "own_prize" => Withheld::Prize {
                place: only?,
                prizes: facts(self.prizes.as_deref()?),
                unit: FactId(self.unit?),
                leftover: self.leftover()?,
            },
            _ => Withheld::Budget {
                scores: facts(self.of.as_deref()?),
                amount: FactId(self.amount?),
                others: FactId(self.others?),
                budget: FactId(self.budget?),
                ties: self.ties()?,
                unit: FactId(self.unit?),
                leftover: self.leftover()?,
            },
        }))
    }
}
