//! [`Comparison`]: two results beside each other, by what their sums are of.

use std::collections::BTreeMap;

use attain_rules::id::natural_cmp;
use attain_rules::number::{Number, NumberError};

use crate::problem::Problem;
use crate::summed::{Amount, Summed};
use crate::wire::{ComponentPair, PersonPair, UnitPair};

/// Two results beside each other.
#[derive(Debug)]
pub struct Comparison {
    /// Of everything: money first, then each other unit.
    pub totals: Vec<UnitPair>,
    /// Of each component, in the order of their names.
    pub components: Vec<ComponentPair>,
    /// Of each participant, in the order of their ids.
    pub people: Vec<PersonPair>,
}

/// A sum before and after.
#[derive(Clone, Debug, Default)]
struct Pair {
    before: Number,
    after: Number,
    digits: u8,
}

/// Before or after?
#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

type Pairs<K> = BTreeMap<K, Pair>;

impl Comparison {
    /// Puts `before` beside `after`.
    ///
    /// # Errors
    /// [`Problem::unavailable`] where sums are too large to be added up.
    pub fn of(before: Summed, after: Summed) -> Result<Self, Problem> {
        Self::added_up(before, after).map_err(|_| {
            tracing::error!("sums of results are too large to be compared");
            Problem::unavailable()
        })
    }

    fn added_up(before: Summed, after: Summed) -> Result<Self, NumberError> {
        let mut totals: Pairs<Option<String>> = BTreeMap::new();
        let mut components: Pairs<(String, String, String, Option<String>)> = BTreeMap::new();
        let mut people: Pairs<(String, Option<String>)> = BTreeMap::new();
        for (side, Summed { totals: sums, .. }) in [(Side::Before, before), (Side::After, after)] {
            take(&mut totals, None, side, &sums.amount)?;
            for total in sums.participants {
                take(&mut people, (total.participant, None), side, &total.amount)?;
            }
            for of in sums.units {
                take(&mut totals, Some(of.unit.clone()), side, &of.amount)?;
                for total in of.participants {
                    take(&mut people, (total.participant, Some(of.unit.clone())), side, &total.amount)?;
                }
            }
            for part in sums.components {
                take(&mut components, (part.plan, part.component, part.kind, part.unit), side, &part.amount)?;
            }
        }
        let totals = totals.into_iter().map(|(unit, pair)| {
            let [before, after, difference] = pair.texts()?;
            Ok(UnitPair { unit, before, after, difference })
        });
        let components = components.into_iter().map(|((plan, component, kind, unit), pair)| {
            let [before, after, difference] = pair.texts()?;
            Ok(ComponentPair { plan, component, kind, unit, before, after, difference })
        });
        let mut everybody: Vec<PersonPair> = Vec::new();
        for ((participant, unit), pair) in people {
            let [before, after, difference] = pair.texts()?;
            let sum = UnitPair { unit, before, after, difference };
            match everybody.last_mut().filter(|last| last.participant == participant) {
                Some(last) => last.sums.push(sum),
                None => everybody.push(PersonPair { participant, sums: vec![sum] }),
            }
        }
        everybody.sort_by(|a, b| natural_cmp(&a.participant, &b.participant));
        Ok(Self {
            totals: totals.collect::<Result<_, _>>()?,
            components: components.collect::<Result<_, _>>()?,
            people: everybody,
        })
    }
}

fn take<K: Ord>(pairs: &mut Pairs<K>, key: K, side: Side, amount: &Amount) -> Result<(), NumberError> {
    let pair = pairs.entry(key).or_default();
    pair.digits = pair.digits.max(amount.digits);
    let sum = match side {
        Side::Before => &mut pair.before,
        Side::After => &mut pair.after,
    };
    *sum = sum.add(&amount.number)?;
    Ok(())
}

impl Pair {
    /// Before, after, and after less before.
    fn texts(&self) -> Result<[String; 3], NumberError> {
        let difference = self.after.subtract(&self.before)?;
        Ok([&self.before, &self.after, &difference].map(|number| number.to_fixed_text(self.digits)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn summed(people: &[(&str, &str)], parts: &[(&str, &str)], points: Option<&str>) -> Summed {
        let of = |(participant, amount): &(&str, &str)| json!({ "participant": participant, "amount": amount });
        let part = |(version, amount): &(&str, &str)| json!({ "plan": "sales", "version": version, "component": "commission", "kind": "earning", "amount": amount });
        let units = points.map(|points| {
            json!({ "unit": "points", "amount": points, "participants": [{ "participant": "E2", "amount": points }] })
        });
        let result = json!({ "period": "2026-01", "currency": "CNY", "lines": [], "totals": {
            "amount": people.first().map_or("0.00", |(_, amount)| amount),
            "participants": people.iter().map(of).collect::<Vec<_>>(),
            "components": parts.iter().map(part).collect::<Vec<_>>(),
            "units": units.into_iter().collect::<Vec<_>>(),
        }});
        Summed::read(result.to_string().as_bytes()).expect("sums")
    }

    #[test]
    fn what_stands_on_one_side_alone_is_nothing_on_the_other() {
        let before = summed(&[("E10", "5.00"), ("E2", "1.10")], &[("2026-01-01", "6.10")], None);
        let after = summed(&[("E2", "7.00")], &[("2026-01-01", "3.00"), ("2026-01-16", "4.00")], Some("30"));
        let Comparison { totals, components, people } = Comparison::of(before, after).expect("a comparison");
        let shown = json!({ "totals": totals, "components": components, "people": people });
        insta::assert_snapshot!("comparison", serde_json::to_string_pretty(&shown).expect("JSON"));
    }
}
