//! [`Team`]: what everybody gets and how far they have come, put together from the files of a run.

use std::collections::BTreeMap;

use attain_office::summed::{Summed, Total, UnitTotals};
use attain_rules::id::natural_cmp;
use serde::Deserialize;

use crate::problem::Problem;
use crate::wire::{Member, Reached};

/// Everybody of a run.
#[derive(Debug)]
pub struct Team {
    /// The company's currency.
    pub currency: String,
    /// They, in the order of their ids: `E2` stands before `E10`.
    pub people: Vec<Member>,
}

/// A row of `measures.csv`.
#[derive(Deserialize)]
struct Measured {
    participant: String,
    plan: String,
    measure: String,
    period: String,
    total: String,
    quota: String,
    attainment: String,
}

impl Team {
    /// Everybody of the run with these files.
    ///
    /// # Errors
    /// [`Problem::unavailable`] for files that are not those of a run.
    pub fn read(result: &[u8], measures: &[u8]) -> Result<Self, Problem> {
        let Summed { currency, totals } = Summed::of_bytes(result).map_err(Problem::of_a_run)?;
        let mut people: BTreeMap<String, Member> = BTreeMap::new();
        for Total { participant, amount } in totals.participants {
            member(&mut people, participant).amount = Some(amount.text());
        }
        for UnitTotals { unit, participants, .. } in totals.units {
            for Total { participant, amount } in participants {
                member(&mut people, participant).units.insert(unit.clone(), amount.text());
            }
        }
        for row in csv::Reader::from_reader(measures).deserialize() {
            let row: Measured = row.map_err(Problem::of_a_run)?;
            let Measured { participant, plan, measure, period, total, quota, attainment } = row;
            let [total, quota, attainment] =
                [total, quota, attainment].map(|figure| Some(figure).filter(|figure| !figure.is_empty()));
            member(&mut people, participant).measures.push(Reached { plan, measure, period, total, quota, attainment });
        }
        let mut people: Vec<Member> = people.into_values().collect();
        people.sort_by(|a, b| natural_cmp(&a.participant, &b.participant));
        Ok(Self { currency, people })
    }
}

fn member(people: &mut BTreeMap<String, Member>, id: String) -> &mut Member {
    let new = Member { participant: id.clone(), amount: None, units: BTreeMap::new(), measures: Vec::new() };
    people.entry(id).or_insert(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_was_measured_or_paid_is_there_once() {
        let result = r#"{"period": "2026-Q1", "currency": "CNY", "lines": [], "totals": {
            "amount": "7.00", "components": [], "participants": [{"participant": "E2", "amount": "7.00"}, {"participant": "E10", "amount": "0.00"}],
            "units": [{"amount": "30", "unit": "points", "participants": [{"amount": "30", "participant": "E2"}]}]}}"#;
        let measures = "participant,plan,measure,period,total,quota,attainment\n\
                        E2,sales,bookings,2026-Q1,40,50,0.800000\nE3,sales,\"a, b\",2026-Q1,0.9,,\n";
        let team = Team::read(result.as_bytes(), measures.as_bytes()).expect("a team");
        assert_eq!(team.currency, "CNY");
        insta::assert_snapshot!("team", serde_json::to_string_pretty(&team.people).expect("JSON"));
        assert!(Team::read(b"{}", measures.as_bytes()).is_err());
    }
}
