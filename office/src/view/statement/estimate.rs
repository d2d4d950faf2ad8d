//! A statement as it is and as it would be: what changes, component by component.

use std::collections::BTreeMap;

use attain_engine::inputs::ParticipantIndex;
use attain_intake::changes::Applied;
use attain_rules::both;
use attain_rules::number::Number;
use attain_rules::text::{Language, Text};
use attain_rules::unit::UnitPlace;
use serde_json::{Value, json};

use super::super::computed::Computed;
use super::super::difference::{change, pair};
use super::super::grid::{Lean, grid};
use super::super::json::{COLUMNS, Labels};
use super::super::style;
use super::super::{amount, applied};
use super::{Shown, line_title, lines};
use crate::cost::Minor;
use crate::difference::Pair;

/// Two runs for one participant.
#[derive(Clone, Copy)]
pub struct Sides<'a> {
    /// As it is.
    pub before: &'a Computed<'a>,
    /// As it would be.
    pub after: &'a Computed<'a>,
    /// Whose.
    pub who: ParticipantIndex,
    /// Only this component.
    pub component: Option<&'a str>,
}

/// What a component gives before and after.
struct Part {
    plan: String,
    component: String,
    kind: &'static str,
    title: Text,
    /// What it is counted in; nothing for money.
    unit: Option<UnitPlace>,
    sum: Minor,
}

impl Sides<'_> {
    fn parts(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for (after, run) in [(false, self.before), (true, self.after)] {
            for line in lines(run, self.who, self.component) {
                let Some((plan, component)) = run.component(line) else { continue };
                let kind = line.kind.word();
                let is_same = |part: &Part| {
                    (part.plan.as_str(), part.component.as_str(), part.kind, part.unit)
                        == (plan.name.as_str(), component.name.as_str(), kind, line.unit)
                };
                let part = match parts.iter().position(is_same) {
                    Some(at) => parts.get_mut(at),
                    None => {
                        let title = line_title(&Shown { run, line, plan, component, language: Language::English });
                        let (plan, component) = (plan.name.clone(), component.name.clone());
                        parts.push(Part { plan, component, kind, title, unit: line.unit, sum: Minor::default() });
                        parts.last_mut()
                    }
                };
                if let Some(part) = part {
                    part.sum.take(after, line.minor_units.into());
                }
            }
        }
        parts
    }

    /// Money always, and every unit in which something is paid, each for itself.
    fn totals(parts: &[Part]) -> BTreeMap<Option<UnitPlace>, Minor> {
        let mut totals = BTreeMap::from([(None, Minor::default())]);
        for part in parts {
            let total: &mut Minor = totals.entry(part.unit).or_default();
            total.take(false, part.sum.before);
            total.take(true, part.sum.after);
        }
        totals
    }

    fn pair(&self, sum: Minor, unit: Option<UnitPlace>) -> Pair {
        let digits = self.before.digits_of(unit);
        let [before, after] = [sum.before, sum.after].map(|sum| Number::decimal(sum, digits));
        Pair { before, after, digits }
    }

    /// The table, and the totals in a sentence each.
    pub fn text(&self, language: Language) -> String {
        let say = |text: &Text| text.in_language(language).to_owned();
        let parts = self.parts();
        let header = [
            both!("component", "组成部分"),
            both!("before", "之前"),
            both!("after", "之后"),
            both!("difference", "差额"),
        ];
        let rows = parts.iter().map(|part| {
            let digits = self.before.digits_of(part.unit);
            let change = Number::decimal(part.sum.change(), digits);
            vec![
                say(&part.title),
                amount::minor(part.sum.before, digits),
                amount::minor(part.sum.after, digits),
                amount::signed(&change, digits),
            ]
        });
        let mut out = grid(header.iter().map(say).collect(), &[Lean::Left], rows.collect());
        let label = self.before.stretch.label(self.before.company.calendar);
        out.push('\n');
        for (unit, sum) in Self::totals(&parts) {
            let digits = self.before.digits_of(unit);
            let [before, after] = [sum.before, sum.after].map(|sum| amount::minor(sum, digits));
            let (counted, change) = (self.before.company.title_of(unit), change(&self.pair(sum, unit)));
            let total = both!(
                "Estimate {label}: {before} -> {after} {counted} ({change})",
                "估算 {label}：{before} -> {after} {counted}（{change}）"; counted, change
            );
            out.push_str(&format!("{}\n", style::strong(&say(&total))));
        }
        out
    }

    /// `before`, `after` with their lines, and the difference by component and of the money in all.
    fn json(&self) -> [Value; 4] {
        let parts = self.parts();
        let side = |run: &Computed<'_>| {
            let mut labels = Labels::new(run);
            let lines = lines(run, self.who, self.component).into_iter().map(|line| {
                let cells = COLUMNS.iter().zip(labels.cells(line)).map(|(key, cell)| ((*key).to_owned(), cell.into()));
                Value::Object(cells.collect())
            });
            Value::from(lines.collect::<Vec<_>>())
        };
        let components = parts.iter().map(|part| {
            let mut value = json!({ "plan": part.plan, "component": part.component, "kind": part.kind });
            if let Some(map) = value.as_object_mut() {
                if part.unit.is_some() {
                    map.insert("unit".to_owned(), self.before.company.name_of(part.unit).into());
                }
                map.extend(pair(&self.pair(part.sum, part.unit)));
            }
            value
        });
        let money = Self::totals(&parts).remove(&None).unwrap_or_default();
        let components = Value::from(components.collect::<Vec<_>>());
        [side(self.before), side(self.after), components, pair(&self.pair(money, None)).into()]
    }

    /// The estimate as a document: what is changed, and both sides of it. It has no traces, in which figures of others would stand.
    pub fn document(&self, changes: &[Applied]) -> Value {
        let run = self.before;
        let [before, after, components, total] = self.json();
        json!({
            "estimate": true,
            "participant": run.id(self.who),
            "period": run.stretch.label(run.company.calendar),
            "currency": run.currency(),
            "changes": changes.iter().map(applied::json).collect::<Vec<_>>(),
            "before": before,
            "after": after,
            "components": components,
            "total": total,
        })
    }
}
