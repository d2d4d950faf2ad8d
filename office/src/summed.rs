//! [`Summed`]: the sums of a result as `attain run` wrote it, read again; and [`SumsCompared`]: those of two results beside each other.

use std::collections::BTreeMap;
use std::path::PathBuf;

use attain_rules::both;
use attain_rules::id::natural_cmp;
use attain_rules::number::NumberError;
use serde::Deserialize;

use crate::difference::{Pair, Side};
use crate::failure::Failure;
use crate::stored::{RESULT_FILE, StoredAmount};

/// The sums of a result.
#[derive(Debug, Deserialize)]
pub struct Summed {
    /// The company's currency.
    pub currency: String,
    /// Of everything, of each participant, of each component.
    pub totals: Totals,
}

/// The sums, by what they are of.
#[derive(Debug, Deserialize)]
pub struct Totals {
    /// Of everything, in money.
    pub amount: StoredAmount,
    /// Of each participant, in money.
    pub participants: Vec<Total>,
    /// Of each component, in whatever it pays.
    pub components: Vec<PartTotal>,
    /// In each other unit.
    #[serde(default)]
    pub units: Vec<UnitTotals>,
}

/// The sum of a participant.
#[derive(Debug, Deserialize)]
pub struct Total {
    /// Who.
    pub participant: String,
    /// How much.
    pub amount: StoredAmount,
}

/// The sums of a unit.
#[derive(Debug, Deserialize)]
pub struct UnitTotals {
    /// The unit.
    pub unit: String,
    /// Of everything.
    pub amount: StoredAmount,
    /// Of each participant.
    pub participants: Vec<Total>,
}

/// The sum of a component of a version of a plan.
#[derive(Debug, Deserialize)]
pub struct PartTotal {
    /// The plan.
    pub plan: String,
    /// The component.
    pub component: String,
    /// The kind of lines.
    pub kind: String,
    /// The unit; nothing for money.
    pub unit: Option<String>,
    /// How much.
    pub amount: StoredAmount,
}

impl Summed {
    /// The sums of the result with these bytes.
    ///
    /// # Errors
    /// [`Failure::NoResult`] for bytes that are something else.
    pub fn of_bytes(result: &[u8]) -> Result<Self, Failure> {
        serde_json::from_slice(result).map_err(|error| {
            let why = error.to_string();
            Failure::NoResult(
                PathBuf::from(RESULT_FILE),
                both!("its sums cannot be read: {why}", "无法读取其合计：{why}"),
            )
        })
    }
}

/// Sums by unit: money, which is nothing, first.
pub type ByUnit = Vec<(Option<String>, Pair)>;

/// What the sums of two results are of.
#[derive(Debug)]
pub struct SumsCompared {
    /// Of everything.
    pub totals: ByUnit,
    /// Of each component, in the order of their names.
    pub components: Vec<(Part, Pair)>,
    /// Of each participant, in the order of their ids.
    pub people: Vec<(String, ByUnit)>,
}

/// A component, and the kind and unit of its lines; whichever version of the plan they are of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The plan.
    pub plan: String,
    /// The component.
    pub component: String,
    /// The kind of lines.
    pub kind: String,
    /// The unit; nothing for money.
    pub unit: Option<String>,
}

impl SumsCompared {
    /// Puts `before` beside `after`. What stands on one side alone is nothing on the other.
    ///
    /// # Errors
    /// [`NumberError`] where sums are too large to be added up.
    pub fn of(before: Summed, after: Summed) -> Result<Self, NumberError> {
        let mut totals: BTreeMap<Option<String>, Pair> = BTreeMap::new();
        let mut components: BTreeMap<Part, Pair> = BTreeMap::new();
        let mut people: BTreeMap<String, BTreeMap<Option<String>, Pair>> = BTreeMap::new();
        for (side, Summed { totals: sums, .. }) in [(Side::Before, before), (Side::After, after)] {
            let money = UnitSums { unit: None, amount: sums.amount, participants: sums.participants };
            let units = sums.units.into_iter().map(|UnitTotals { unit, amount, participants }| UnitSums {
                unit: Some(unit),
                amount,
                participants,
            });
            for UnitSums { unit, amount, participants } in std::iter::once(money).chain(units) {
                for Total { participant, amount } in participants {
                    let sums = people.entry(participant).or_default();
                    sums.entry(unit.clone()).or_default().add(side, &amount)?;
                }
                totals.entry(unit).or_default().add(side, &amount)?;
            }
            for PartTotal { plan, component, kind, unit, amount } in sums.components {
                components.entry(Part { plan, component, kind, unit }).or_default().add(side, &amount)?;
            }
        }
        let mut people: Vec<_> = people.into_iter().map(|(who, sums)| (who, sums.into_iter().collect())).collect();
        people.sort_by(|(a, _), (b, _)| natural_cmp(a, b));
        Ok(Self { totals: totals.into_iter().collect(), components: components.into_iter().collect(), people })
    }
}

/// The sums of a unit, or of money.
struct UnitSums {
    unit: Option<String>,
    amount: StoredAmount,
    participants: Vec<Total>,
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
        Summed::of_bytes(result.to_string().as_bytes()).expect("sums")
    }

    fn texts(pair: &Pair) -> [String; 2] {
        [&pair.before, &pair.after].map(|number| number.to_fixed_text(pair.digits))
    }

    #[test]
    fn what_stands_on_one_side_alone_is_nothing_on_the_other() {
        let before = summed(&[("E10", "5.00"), ("E2", "1.10")], &[("2026-01-01", "6.10")], None);
        let after = summed(&[("E2", "7.00")], &[("2026-01-01", "3.00"), ("2026-01-16", "4.00")], Some("30"));
        let SumsCompared { totals, components, people } = SumsCompared::of(before, after).expect("a comparison");
        let points = Some("points".to_owned());
        let units: Vec<_> = totals.iter().map(|(unit, pair)| (unit.clone(), texts(pair))).collect();
        assert_eq!(units, [(None, ["5.00", "7.00"].map(str::to_owned)), (points, ["0", "30"].map(str::to_owned))]);
        // Both versions of the plan are one component.
        let parts: Vec<_> = components.iter().map(|(part, pair)| (&*part.component, texts(pair))).collect();
        assert_eq!(parts, [("commission", ["6.10", "7.00"].map(str::to_owned))]);
        let everybody: Vec<_> = people.iter().map(|(who, sums)| (&**who, sums.len(), texts(&sums[0].1))).collect();
        let sums = |texts: [&str; 2]| texts.map(str::to_owned);
        assert_eq!(everybody, [("E2", 2, sums(["1.10", "7.00"])), ("E10", 1, sums(["5.00", "0.00"]))]);
        assert!(Summed::of_bytes(b"{}").is_err());
    }
}
