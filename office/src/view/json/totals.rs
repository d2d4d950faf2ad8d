//! The sums of a run: of money, and of each unit by itself.

use std::collections::BTreeMap;

use attain_engine::inputs::ParticipantIndex;
use attain_engine::outcome::Line;
use attain_rules::unit::UnitPlace;
use serde_json::{Value, json};

use super::super::amount;
use super::super::computed::{Computed, Part};
use super::{TAXABLE, in_unit};

/// The sums: of everything, of each participant, of each component.
pub(super) fn totals(run: &Computed<'_>) -> Value {
    let money = |amount: i128| amount::plain(amount, run.digits());
    let mut all = 0_i128;
    let mut participants: BTreeMap<_, i128> = BTreeMap::new();
    let mut components: Vec<(Part, i128)> = Vec::new();
    for line in &run.outcome.lines {
        let amount = i128::from(line.minor_units);
        let participant = participants.entry(line.participant).or_default();
        if line.unit.is_none() {
            all = all.saturating_add(amount);
            *participant = participant.saturating_add(amount);
        }
        let key = Computed::part_of(line);
        match components.iter_mut().find(|(at, _)| *at == key) {
            Some((_, sum)) => *sum = sum.saturating_add(amount),
            None => components.push((key, amount)),
        }
    }
    components.sort_unstable();
    let participants =
        participants.into_iter().map(|(index, sum)| json!({ "participant": run.id(index), "amount": money(sum) }));
    let components = components.into_iter().filter_map(|((plan, component, kind, unit), sum)| {
        let (plan, component) = run.component_at(plan, component)?;
        let version = plan.effective.first.to_string();
        let amount = amount::plain(sum, run.digits_of(unit));
        let entry = json!({
            "plan": plan.name, "version": version, "component": component.name, "kind": kind.word(), "amount": amount
        });
        Some(in_unit(run, entry, unit))
    });
    let mut totals = json!({
        "amount": money(all),
        "participants": participants.collect::<Vec<_>>(),
        "components": components.collect::<Vec<_>>(),
    });
    let units = units(run);
    if let Some(totals) = totals.as_object_mut().filter(|_| !units.is_empty()) {
        totals.insert("units".to_owned(), units.into());
    }
    totals
}

/// The sums of each unit other than money: of everything, and of each participant.
fn units(run: &Computed<'_>) -> Vec<Value> {
    let mut people: BTreeMap<UnitPlace, BTreeMap<ParticipantIndex, Vec<&Line>>> = BTreeMap::new();
    for line in &run.outcome.lines {
        if let Some(unit) = line.unit {
            people.entry(unit).or_default().entry(line.participant).or_default().push(line);
        }
    }
    let of_unit = |(unit, people): (UnitPlace, BTreeMap<ParticipantIndex, Vec<&Line>>)| {
        let sum = |lines: &mut dyn Iterator<Item = &Line>| {
            let sum = Computed::sums(lines).remove(&Some(unit)).unwrap_or_default();
            let mut entry = json!({ "amount": amount::plain(sum.amount, run.digits_of(Some(unit))) });
            if let (Some(entry), Some(taxable)) = (entry.as_object_mut(), sum.taxable) {
                entry.insert(TAXABLE.to_owned(), json!(amount::plain(taxable, run.digits())));
            }
            entry
        };
        let mut all = in_unit(run, sum(&mut people.values().flatten().copied()), Some(unit));
        let participants = people.iter().map(|(who, lines)| {
            let mut entry = sum(&mut lines.iter().copied());
            if let Some(entry) = entry.as_object_mut() {
                entry.insert("participant".to_owned(), json!(run.id(*who)));
            }
            entry
        });
        if let Some(all) = all.as_object_mut() {
            all.insert("participants".to_owned(), participants.collect());
        }
        all
    };
    people.into_iter().map(of_unit).collect()
}
