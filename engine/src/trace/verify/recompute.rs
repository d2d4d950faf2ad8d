//! A fact's value, worked out again from the facts before it.

use std::collections::BTreeSet;

use attain_rules::both;
use attain_rules::date::Date;
use attain_rules::number::{Number, NumberError};
use attain_rules::plan::{Leftover, Ties};
use attain_rules::text::Text;

use super::super::{Fact, FactId, How, Role};
use super::{formula, withheld};
use crate::allocation::Allocation;
use crate::earn::departure::served;
use crate::parting::parts;
use crate::ranking::{Placed, Ranking, reached_on};
use crate::value::Value;

/// Why a fact has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// The text by which it was given says something else.
    GivenOtherwise(String),
    /// There is no such fact.
    NoFact(u32),
    /// The fact is no number, where one is needed.
    NotANumber(u32),
    /// There is nothing to take it from.
    Nothing,
    /// A quotient or an average over zero, or a straight line without a width.
    DivisionByZero,
    /// The number outgrew its limit.
    Overflow,
    /// The condition holds, so nothing is closed.
    NotClosed(u32),
    /// The formula cannot be read from this character on, from 1.
    Unreadable(usize),
    /// The formula needs a name that no fact stands for.
    NameWithoutFact(String),
    /// The formula's parts do not fit together, or a cell that it needs is empty.
    DoesNotFit,
}

impl From<NumberError> for Obstacle {
    fn from(error: NumberError) -> Self {
        match error {
            NumberError::DivisionByZero => Self::DivisionByZero,
            NumberError::Overflow => Self::Overflow,
        }
    }
}

impl Obstacle {
    /// The reason as a half sentence.
    pub(super) fn text(&self) -> Text {
        match self {
            Self::GivenOtherwise(text) => both!("it was given as `{text}`", "给定的是 `{text}`"),
            Self::NoFact(fact) => both!("there is no fact {fact} before it", "在它之前没有事实 {fact}"),
            Self::NotANumber(fact) => both!("fact {fact} is no number", "事实 {fact} 不是数字"),
            Self::Nothing => both!("there is nothing to take it from", "没有可取的值"),
            Self::DivisionByZero => both!("it divides by zero", "除数为零"),
            Self::Overflow => both!("the number is too large", "数字过大"),
            Self::NotClosed(fact) => both!("the condition of fact {fact} holds", "事实 {fact} 的条件成立"),
            Self::Unreadable(at) => {
                both!("the formula cannot be read from character {at} on", "公式从第 {at} 个字符起无法读懂")
            }
            Self::NameWithoutFact(name) => {
                both!("the formula needs `{name}`, for which no fact stands", "公式需要 `{name}`，但没有对应的事实")
            }
            Self::DoesNotFit => both!("the parts of the formula do not fit together", "公式的各部分彼此不合"),
        }
    }
}

/// The value of `fact` from the facts `before` it.
pub(super) fn value(fact: &Fact, before: &[Fact]) -> Result<Value, Obstacle> {
    let facts = Facts { before };
    match &fact.how {
        How::Given { text } => given(text, &fact.value),
        How::Formula { text, inputs } => {
            let inputs = inputs.iter().map(|(name, id)| Ok((name.as_ref(), facts.value(*id)?)));
            formula::value(text, &inputs.collect::<Result<Vec<_>, Obstacle>>()?)
        }
        How::Least(ids) => facts.extreme(ids, false),
        How::Greatest(ids) => facts.extreme(ids, true),
        How::Last(ids) => ids.last().map_or(Err(Obstacle::Nothing), |id| facts.value(*id).cloned()),
        How::Same(id) => facts.value(*id).cloned(),
        How::Reached { days, reach } => facts.reached(days, *reach).map(Value::Date),
        How::Withheld(what) => withheld::value(fact, what, &facts),
        how => number(how, &facts).map(Value::Number),
    }
}

fn number(how: &How, facts: &Facts<'_>) -> Result<Number, Obstacle> {
    match how {
        How::Sum(ids) => facts.sum(ids),
        How::Count(ids) => Ok(count(ids.len())),
        How::Average(ids) => Ok(facts.sum(ids)?.divide(&count(ids.len()))?),
        How::Distinct(ids) => facts.distinct(ids),
        How::Difference(from, less) => Ok(facts.number(*from)?.subtract(facts.number(*less)?)?),
        How::Product(ids) => ids.iter().try_fold(Number::ONE, |product, id| Ok(product.multiply(facts.number(*id)?)?)),
        How::Quotient(above, below) => Ok(facts.number(*above)?.divide(facts.number(*below)?)?),
        How::Overlap { origin, index, low, high } => {
            let end = |end: &Option<FactId>| end.map(|id| facts.number(id)).transpose();
            let (low, high) = (end(low)?, end(high)?);
            let inside = |number: &Number| {
                let above = low.map_or(number, |low| number.max(low));
                high.map_or(above, |high| above.min(high)).clone()
            };
            Ok(inside(facts.number(*index)?).subtract(&inside(facts.number(*origin)?))?)
        }
        How::Line { index, x0, y0, x1, y1 } => {
            let (x0, y0) = (facts.number(*x0)?, facts.number(*y0)?);
            let run = facts.number(*x1)?.subtract(x0)?;
            let rise = facts.number(*y1)?.subtract(y0)?;
            let along = facts.number(*index)?.subtract(x0)?;
            Ok(y0.add(&rise.multiply(&along)?.divide(&run)?)?)
        }
        How::Rounding { of, rule, unit } => Ok(facts.number(*of)?.round_to(facts.number(*unit)?, *rule)?),
        How::Allocation { sum, keys, most, cut, unit, leftover, own } => {
            let (keys, most) = (facts.numbers(keys)?, facts.numbers(most)?);
            let (sum, unit) = (facts.number(*sum)?, facts.unit(*unit)?);
            let allocation = Allocation { sum, keys: &keys, most: &most, cut: *cut, unit, leftover: *leftover };
            allocation.shares()?.into_iter().nth(*own as usize).ok_or(Obstacle::Nothing)
        }
        How::Tranche { sum, shares, unit, parting, own } => {
            let (sum, unit) = (facts.number(*sum)?, facts.unit(*unit)?);
            let parts = parts(sum, &facts.numbers(shares)?, unit, *parting)?;
            parts.into_iter().nth(*own as usize).ok_or(Obstacle::Nothing)
        }
        How::Months { from, until, months } => {
            Ok(Number::whole(served(facts.day(*from)?, facts.day(*until)?, *months).into()))
        }
        How::Place { scores, ties, own } => {
            let placed = facts.placed(scores, &[], (*ties, &Number::ONE, Leftover::Shared), *own)?;
            Ok(count(placed.place))
        }
        How::Prize { scores, prizes, ties, unit, leftover, own } => {
            let unit = facts.unit(*unit)?;
            Ok(facts.placed(scores, &facts.numbers(prizes)?, (*ties, unit, *leftover), *own)?.prize)
        }
        How::Budget { scores, amounts, budget, ties, unit, leftover, own } => {
            let (amounts, unit) = (facts.numbers(amounts)?, facts.unit(*unit)?);
            let scores = facts.scores(scores, amounts.len())?;
            let ranking = Ranking { scores: &scores, prizes: &[], ties: *ties, unit, leftover: *leftover };
            let paid = ranking.within_budget(&amounts, facts.number(*budget)?)?;
            paid.into_iter().nth(*own as usize).ok_or(Obstacle::Nothing)
        }
        How::Closed(id) => match facts.value(*id)? {
            Value::YesNo(false) => Ok(Number::ZERO),
            _ => Err(Obstacle::NotClosed(id.0)),
        },
        _ => Err(Obstacle::DoesNotFit),
    }
}

fn count(facts: usize) -> Number {
    Number::whole(i128::try_from(facts).unwrap_or(i128::MAX))
}

/// What `text` says, read as the type of `stated`.
fn given(text: &str, stated: &Value) -> Result<Value, Obstacle> {
    let read = match stated {
        Value::Empty => text.is_empty().then_some(Value::Empty),
        Value::Number(_) => match text.strip_suffix('%') {
            Some(percent) => Number::parse_exact(percent).map(Number::percent),
            None => Number::parse_exact(text),
        }
        .ok()
        .map(Value::Number),
        Value::Text(_) => Some(Value::Text(text.into())),
        Value::YesNo(_) => match text {
            "true" => Some(Value::YesNo(true)),
            "false" => Some(Value::YesNo(false)),
            _ => None,
        },
        Value::Date(_) => Date::parse(text).map(Value::Date),
    };
    read.filter(|read| read == stated).ok_or_else(|| Obstacle::GivenOtherwise(text.to_owned()))
}

/// The facts that may be referred to.
pub(super) struct Facts<'a> {
    before: &'a [Fact],
}

impl<'a> Facts<'a> {
    fn value(&self, id: FactId) -> Result<&'a Value, Obstacle> {
        self.before.get(id.0 as usize).map(|fact| &fact.value).ok_or(Obstacle::NoFact(id.0))
    }

    /// How a fact came about.
    pub(super) fn how(&self, id: FactId) -> Result<&'a How, Obstacle> {
        self.before.get(id.0 as usize).map(|fact| &fact.how).ok_or(Obstacle::NoFact(id.0))
    }

    pub(super) fn number(&self, id: FactId) -> Result<&'a Number, Obstacle> {
        match self.value(id)? {
            Value::Number(number) => Ok(number),
            _ => Err(Obstacle::NotANumber(id.0)),
        }
    }

    fn day(&self, id: FactId) -> Result<Date, Obstacle> {
        if let Value::Date(day) = self.value(id)? { Ok(*day) } else { Err(Obstacle::DoesNotFit) }
    }

    pub(super) fn numbers(&self, ids: &[FactId]) -> Result<Vec<Number>, Obstacle> {
        ids.iter().map(|id| self.number(*id).cloned()).collect()
    }

    /// A unit to round to: above zero.
    pub(super) fn unit(&self, id: FactId) -> Result<&'a Number, Obstacle> {
        self.number(id).and_then(|unit| {
            if unit.is_zero() || unit.is_negative() { Err(Obstacle::DivisionByZero) } else { Ok(unit) }
        })
    }

    /// What one of the entrants reached, who have these values in each of the scores.
    fn placed(
        &self,
        scores: &[Vec<FactId>],
        prizes: &[Number],
        (ties, unit, leftover): (Ties, &Number, Leftover),
        own: u32,
    ) -> Result<Placed, Obstacle> {
        let entrants = scores.first().map_or(0, Vec::len);
        let scores = self.scores(scores, entrants)?;
        let ranking = Ranking { scores: &scores, prizes, ties, unit, leftover };
        ranking.places()?.into_iter().nth(own as usize).ok_or(Obstacle::Nothing)
    }

    /// By entrant, of whom there are so many, the values in each of the scores.
    fn scores(&self, scores: &[Vec<FactId>], entrants: usize) -> Result<Vec<Vec<Number>>, Obstacle> {
        let columns = scores.iter().map(|ids| self.numbers(ids)).collect::<Result<Vec<_>, _>>()?;
        if columns.iter().any(|column| column.len() != entrants) {
            return Err(Obstacle::Nothing);
        }
        let of_entrant = |entrant: usize| columns.iter().filter_map(|column| column.get(entrant).cloned()).collect();
        Ok((0..entrants).map(of_entrant).collect())
    }

    /// The day since which the totals of some days, added up, have been at `reach` or above.
    fn reached(&self, days: &[FactId], reach: FactId) -> Result<Date, Obstacle> {
        let reach = self.number(reach)?;
        let mut totals = Vec::with_capacity(days.len());
        for id in days {
            let Some(Role::DayTotal { date }) = self.before.get(id.0 as usize).map(|fact| &fact.role) else {
                return Err(Obstacle::Nothing);
            };
            totals.push((*date, self.number(*id)?.clone()));
        }
        reached_on(&totals, reach)?.ok_or(Obstacle::Nothing)
    }

    fn sum(&self, ids: &[FactId]) -> Result<Number, Obstacle> {
        ids.iter().try_fold(Number::ZERO, |sum, id| Ok(sum.add(self.number(*id)?)?))
    }

    fn extreme(&self, ids: &[FactId], largest: bool) -> Result<Value, Obstacle> {
        let mut best: Option<&Number> = None;
        for id in ids {
            let number = self.number(*id)?;
            best = Some(best.map_or(number, |best| if largest { best.max(number) } else { best.min(number) }));
        }
        best.cloned().map(Value::Number).ok_or(Obstacle::Nothing)
    }

    /// Values of one column have one type, so their texts tell them apart. An empty cell holds no value.
    fn distinct(&self, ids: &[FactId]) -> Result<Number, Obstacle> {
        let mut values = BTreeSet::new();
        for id in ids {
            let value = self.value(*id)?;
            if *value != Value::Empty {
                values.insert(value.to_exact_text());
            }
        }
        Ok(count(values.len()))
    }
}
