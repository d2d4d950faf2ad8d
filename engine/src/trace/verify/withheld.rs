//! What can be worked out again where the figures of others are withheld: the value itself, or between which it lies.

use attain_rules::number::Number;
use attain_rules::plan::{Cut, Leftover, Ties};
use attain_rules::rounding::Rule;

use super::super::{Fact, FactId, How, Role, Withheld};
use super::recompute::{Facts, Obstacle};
use crate::value::Value;

/// What `fact` is, from the facts before it: its own value where that may be, else the nearest that may.
pub(super) fn value(fact: &Fact, withheld: &Withheld, facts: &Facts<'_>) -> Result<Value, Obstacle> {
    let Value::Number(stated) = &fact.value else { return Err(Obstacle::DoesNotFit) };
    let may_be = match withheld {
        // Whoever withholds says of whom: nothing else passes for a figure of others.
        Withheld::Total { others } if fact.role == Role::Others && *others > 0 => return Ok(fact.value.clone()),
        Withheld::Total { .. } => return Err(Obstacle::DoesNotFit),
        Withheld::Share { sum, key, others, most, cut, unit, leftover } => {
            let most = most.map(|most| facts.number(most)).transpose()?;
            let (key, others) = (facts.number(*key)?, facts.number(*others)?);
            let limits = (most, *cut);
            let shared = Shared { sum: facts.number(*sum)?, unit: facts.unit(*unit)?, leftover: *leftover };
            shared.share((key, others), limits)?
        }
        Withheld::Place { others, tied, ties, scores } => {
            facts.numbers(scores)?;
            let behind = if *ties == Ties::LowerId { 0 } else { *tied };
            let last = others.checked_sub(behind).ok_or(Obstacle::Nothing)?;
            MayBe::Within([Number::ONE, Number::whole(i128::from(last).saturating_add(1))], Number::ONE)
        }
        Withheld::Prize { place, prizes, unit, leftover } => prize(facts, *place, prizes, (*unit, *leftover))?,
        Withheld::Budget { scores, amount, others, budget, ties, unit, leftover } => {
            facts.numbers(scores)?;
            let (amount, others) = (facts.number(*amount)?, facts.number(*others)?);
            let budget = facts.number(*budget)?.clone().max(Number::ZERO);
            let shared = Shared { sum: &budget, unit: facts.unit(*unit)?, leftover: *leftover };
            if amount.add(others)? <= budget {
                MayBe::Only(amount.clone())
            } else if scores.is_empty() && *ties != Ties::LowerId {
                shared.share((amount, others), (None, Cut::Lost))?
            } else {
                let left = shared.floor(&budget.subtract(others)?)?.max(Number::ZERO).min(amount.clone());
                MayBe::Within([left, amount.clone().min(budget.clone())], Number::ZERO)
            }
        }
    };
    Ok(Value::Number(may_be.nearest(stated)?))
}

/// What a value may be.
enum MayBe {
    Only(Number),
    /// Either of these: who gets a unit that does not divide is known by the figures of all.
    Either([Number; 2]),
    /// A multiple of a unit, where that is above zero, from one to the other.
    Within([Number; 2], Number),
}

impl MayBe {
    fn nearest(self, stated: &Number) -> Result<Number, Obstacle> {
        Ok(match self {
            Self::Only(only) => only,
            Self::Either([one, other]) => {
                if *stated == other {
                    other
                } else {
                    one
                }
            }
            Self::Within([low, high], unit) => {
                let inside = stated.clone().min(high).max(low);
                if unit.is_zero() { inside } else { inside.round_to(&unit, Rule::Floor)? }
            }
        })
    }
}

/// A sum that is shared.
struct Shared<'n> {
    sum: &'n Number,
    unit: &'n Number,
    leftover: Leftover,
}

impl Shared<'_> {
    fn floor(&self, number: &Number) -> Result<Number, Obstacle> {
        Ok(number.round_to(self.unit, Rule::Floor)?)
    }

    /// The share of a key beside those of the others. What a limit cuts off them and they share again is theirs alone to know: then
    /// the share lies between that of the key and the own limit.
    fn share(&self, (key, others): (&Number, &Number), (most, cut): (Option<&Number>, Cut)) -> Result<MayBe, Obstacle> {
        let key = key.clone().max(Number::ZERO);
        if key.is_zero() {
            return Ok(MayBe::Only(Number::ZERO));
        }
        let exact = self.sum.multiply(&key)?.divide(&key.add(others)?)?;
        let floor = self.floor(&exact)?;
        let most = most.map(|most| self.floor(most)).transpose()?;
        Ok(match most {
            Some(most) if exact > most => MayBe::Only(most.max(Number::ZERO)),
            Some(most) if cut == Cut::Shared => MayBe::Within([floor, most], self.unit.clone()),
            _ => self.to_unit(&exact)?,
        })
    }

    fn to_unit(&self, exact: &Number) -> Result<MayBe, Obstacle> {
        let floor = self.floor(exact)?;
        if floor == *exact || self.leftover == Leftover::Unassigned {
            return Ok(MayBe::Only(floor));
        }
        let above = floor.add(self.unit)?;
        Ok(MayBe::Either([floor, above]))
    }
}

/// What the place wins, with those who share it.
fn prize(
    facts: &Facts<'_>,
    place: FactId,
    prizes: &[FactId],
    (unit, leftover): (FactId, Leftover),
) -> Result<MayBe, Obstacle> {
    let How::Withheld(Withheld::Place { tied, ties, .. }) = facts.how(place)? else {
        return Err(Obstacle::DoesNotFit);
    };
    let reached = facts.number(place)?.to_whole().and_then(|place| usize::try_from(place).ok());
    let before = reached.and_then(|place| place.checked_sub(1)).ok_or(Obstacle::Nothing)?;
    let prizes = facts.numbers(prizes)?;
    let mut won = prizes.into_iter().skip(before);
    if *ties == Ties::Each {
        return Ok(MayBe::Only(won.next().unwrap_or_default()));
    }
    let sharing = if *ties == Ties::LowerId { 0 } else { *tied };
    let taken = won.take((sharing as usize).saturating_add(1));
    let sum = taken.into_iter().try_fold(Number::ZERO, |sum, prize| sum.add(&prize))?;
    let shared = Shared { sum: &sum, unit: facts.unit(unit)?, leftover };
    if sharing == 0 {
        return Ok(MayBe::Only(shared.floor(&sum)?));
    }
    shared.to_unit(&sum.divide(&Number::whole(i128::from(sharing).saturating_add(1)))?)
}

#[cfg(test)]
mod tests {
    use super::super::super::json::write;
    use super::super::super::samples::{Builder, header};
    use super::super::verify;
    use super::*;

    /// Those of `values` that a fact may have that came about by `how`, over numbers that were `given`, the last of which are
    /// totals of three others.
    fn may_be(given: &[&str], others: &[&str], how: &Withheld, values: &[&'static str]) -> Vec<&'static str> {
        let may_be = |value: &&str| {
            let mut builder = Builder::default();
            for text in given {
                builder.number(Role::Part, text, How::Given { text: (*text).into() }, "");
            }
            for text in others {
                builder.number(Role::Others, text, How::Withheld(Withheld::Total { others: 3 }), "");
            }
            if let Withheld::Prize { .. } = how {
                let place = Withheld::Place { scores: vec![FactId(0)], others: 4, tied: 1, ties: Ties::Share };
                builder.number(Role::Place, "2", How::Withheld(place), "");
            }
            builder.number(Role::Line, value, How::Withheld(how.clone()), "");
            verify(&write(&[(header(value), &builder.done())])).is_ok()
        };
        values.iter().copied().filter(may_be).collect()
    }

    fn share(most: Option<FactId>, cut: Cut, leftover: Leftover) -> Withheld {
        let others = FactId(if most.is_some() { 4 } else { 3 });
        Withheld::Share { sum: FactId(0), key: FactId(1), others, most, cut, unit: FactId(2), leftover }
    }

    #[test]
    fn a_share_is_that_of_the_own_key_to_the_unit() {
        let values = ["3333.32", "3333.33", "3333.34", "3333.35"];
        let of = |leftover| may_be(&["10000", "1", "0.01"], &["2"], &share(None, Cut::Lost, leftover), &values);
        assert_eq!(of(Leftover::Shared), ["3333.33", "3333.34"]);
        assert_eq!(of(Leftover::Unassigned), ["3333.33"]);
        let none = may_be(&["10000", "-1", "0.01"], &["2"], &share(None, Cut::Lost, Leftover::Shared), &["0", "0.01"]);
        assert_eq!(none, ["0"]);
    }

    #[test]
    fn a_limit_holds_and_what_it_cuts_off_others_may_come_on_top() {
        let of = |most, cut| {
            let how = share(Some(FactId(3)), cut, Leftover::Shared);
            may_be(
                &["900", "1", "0.01", most],
                &["2"],
                &how,
                &["200", "299.99", "300", "311.111", "320", "400", "400.01"],
            )
        };
        assert_eq!(of("200", Cut::Lost), ["200"]);
        assert_eq!(of("200", Cut::Shared), ["200"]);
        assert_eq!(of("400", Cut::Lost), ["300"]);
        assert_eq!(of("400", Cut::Shared), ["300", "320", "400"]);
    }

    #[test]
    fn a_place_lies_among_those_who_have_one() {
        let of = |others, tied, ties| {
            let how = Withheld::Place { scores: vec![FactId(0)], others, tied, ties };
            may_be(&["7"], &[], &how, &["0", "1", "1.5", "2", "3", "4"])
        };
        assert_eq!(of(2, 0, Ties::Share), ["1", "2", "3"]);
        assert_eq!(of(2, 1, Ties::Share), ["1", "2"]);
        assert_eq!(of(2, 1, Ties::LowerId), ["1", "2", "3"]);
        assert!(of(2, 3, Ties::Share).is_empty());
    }

    #[test]
    fn a_prize_is_that_of_the_place_shared_with_those_who_are_tied() {
        let prizes = vec![FactId(1), FactId(2), FactId(3)];
        let how = Withheld::Prize { place: FactId(4), prizes, unit: FactId(0), leftover: Leftover::Shared };
        let values = ["7.49", "7.50", "7.5", "7.51", "5", "10"];
        assert_eq!(may_be(&["0.01", "30", "10", "5"], &[], &how, &values), ["7.50", "7.5"]);
    }

    #[test]
    fn a_budget_leaves_everything_or_what_others_do_not_take() {
        let of = |budget, scores: &[FactId], ties| {
            let (amount, unit) = (FactId(0), FactId(2));
            let [budget_at, others] = [FactId(1), FactId(3)];
            let scores = scores.to_vec();
            let leftover = Leftover::Shared;
            let how = Withheld::Budget { scores, amount, others, budget: budget_at, ties, unit, leftover };
            may_be(&["100", budget, "1"], &["200"], &how, &["-1", "0", "33", "34", "50", "60", "100", "101"])
        };
        let ranked = [FactId(0)];
        assert_eq!(of("300", &ranked, Ties::Share), ["100"]);
        assert_eq!(of("250", &ranked, Ties::Share), ["50", "60", "100"]);
        assert_eq!(of("50", &ranked, Ties::Share), ["0", "33", "34", "50"]);
        assert_eq!(of("100", &[], Ties::Share), ["33", "34"]);
        assert_eq!(of("100", &[], Ties::LowerId), ["0", "33", "34", "50", "60", "100"]);
    }

    #[test]
    fn nothing_else_passes_for_a_figure_of_others() {
        let total = |others| Withheld::Total { others };
        assert!(may_be(&[], &[], &total(3), &["7"]).is_empty(), "the line itself");
        let mut builder = Builder::default();
        builder.number(Role::Others, "7", How::Withheld(total(0)), "");
        builder.number(Role::Line, "7", How::Same(FactId(0)), "");
        assert!(verify(&write(&[(header("7"), &builder.done())])).is_err(), "of nobody");
    }
}
