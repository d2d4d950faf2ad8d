//! Who lacks a figure and is counted with the number that the plan names for that: one sentence for each figure.

use std::collections::BTreeSet;

use attain_engine::inputs::ParticipantIndex;
use attain_intake::changes::Figures;
use attain_rules::both;
use attain_rules::number::Number;
use attain_rules::plan::MeasureUnit;
use attain_rules::text::Text;
use serde_json::{Value, json};

use super::amount;
use super::computed::Computed;
use super::report::names_of;

/// A figure that some people lack.
pub struct StandIn<'r> {
    /// What it is.
    pub kind: Figures,
    /// Its name in the data.
    pub name: &'r str,
    /// What counts instead: of a quota, as the attainment.
    value: &'r Number,
    unit: MeasureUnit,
    /// Who lacks it.
    of: BTreeSet<ParticipantIndex>,
}

impl<'r> StandIn<'r> {
    /// Of all versions of the plan called `plan`.
    pub fn all(run: &Computed<'r>, plan: &str) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for one in &run.outcome.stood_in {
            let Some(version) = run.plans.get(one.plan as usize).filter(|version| version.name == plan) else {
                continue;
            };
            let measure = version.measures.get(one.measure as usize);
            let Some((measure, (name, value))) = measure.zip(one.stands_for(run.plans)) else { continue };
            let kind = if one.is_quota { Figures::Quota } else { Figures::Metric };
            let same = |known: &&mut Self| (known.kind, known.name, known.value) == (kind, name, value);
            match all.iter_mut().find(same) {
                Some(known) => known.of.extend(&one.of),
                None => all.push(Self { kind, name, value, unit: measure.unit, of: one.of.iter().copied().collect() }),
            }
        }
        all
    }

    /// `` metric `nps` is missing for 2 in 2026-Q3, who are counted with 0: E1001 Anna, E1002 Ben ``.
    pub fn sentence(&self, run: &Computed<'_>, period: &str) -> Text {
        let (name, count, who) = (self.name, self.of.len(), names_of(run, &self.of));
        match self.kind {
            Figures::Metric => {
                let value = match self.unit {
                    MeasureUnit::Money => amount::money(self.value, run.digits()),
                    MeasureUnit::Percent => amount::percent(self.value),
                    MeasureUnit::Count | MeasureUnit::Number | MeasureUnit::Points => amount::number(self.value),
                };
                both!(
                    "metric `{name}` is missing for {count} in {period}, counted with {value}: {who}",
                    "{period} 有 {count} 人没有外部指标 `{name}`，按 {value} 计：{who}"; who
                )
            }
            Figures::Quota => {
                let value = amount::percent(self.value);
                both!(
                    "quota `{name}` is missing or 0 for {count} in {period}, their attainment counted as {value}: {who}",
                    "{period} 有 {count} 人没有目标 `{name}`，或其为 0，达成率按 {value} 计：{who}"; who
                )
            }
        }
    }

    /// The same for programs.
    pub fn json(&self, run: &Computed<'_>) -> Value {
        let of: Vec<&str> = self.of.iter().map(|who| run.id(*who)).collect();
        json!({ self.kind.word(): self.name, "value": self.value.to_exact_text(), "of": of })
    }
}
