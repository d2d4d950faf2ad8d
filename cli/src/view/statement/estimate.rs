//! A statement as it is and as it would be: what changes, component by component.

use attain_engine::inputs::ParticipantIndex;
use attain_rules::both;
use attain_rules::number::Number;
use attain_rules::text::{Language, Text};
use serde_json::{Value, json};

use super::super::amount;
use super::super::computed::Computed;
use super::super::difference::{change, pair};
use super::super::grid::{Lean, grid};
use super::super::json::{COLUMNS, Labels};
use super::super::style;
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
    sum: Minor,
}

impl Sides<'_> {
    fn parts(&self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for (after, run) in [(false, self.before), (true, self.after)] {
            for line in lines(run, self.who, self.component) {
                let Some((plan, component)) = run.component(line) else { continue };
                let kind = line.kind.word();
                let is_same =
                    |part: &Part| part.plan == plan.name && part.component == component.name && part.kind == kind;
                let part = match parts.iter().position(is_same) {
                    Some(at) => parts.get_mut(at),
                    None => {
                        let title = line_title(&Shown { run, line, plan, component, language: Language::English });
                        let (plan, component) = (plan.name.clone(), component.name.clone());
                        parts.push(Part { plan, component, kind, title, sum: Minor::default() });
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

    fn total(parts: &[Part]) -> Minor {
        let add = |side: fn(&Minor) -> i128| parts.iter().map(|part| side(&part.sum)).sum();
        Minor { before: add(|sum| sum.before), after: add(|sum| sum.after) }
    }

    fn pair(&self, sum: Minor) -> Pair {
        let digits = self.before.digits();
        let [before, after] = [sum.before, sum.after].map(|sum| Number::decimal(sum, digits));
        Pair { before, after, digits }
    }

    /// The table, and the total in a sentence.
    pub fn text(&self, language: Language) -> String {
        let say = |text: &Text| text.in_language(language).to_owned();
        let digits = self.before.digits();
        let parts = self.parts();
        let header = [
            both!("component", "组成部分"),
            both!("before", "之前"),
            both!("after", "之后"),
            both!("difference", "差额"),
        ];
        let rows = parts.iter().map(|part| {
            let change = Number::decimal(part.sum.change(), digits);
            vec![
                say(&part.title),
                amount::minor(part.sum.before, digits),
                amount::minor(part.sum.after, digits),
                amount::signed(&change, digits),
            ]
        });
        let mut out = grid(header.iter().map(say).collect(), &[Lean::Left], rows.collect());
        let sum = Self::total(&parts);
        let [before, after] = [sum.before, sum.after].map(|sum| amount::minor(sum, digits));
        let (label, currency) = (self.before.stretch.label(self.before.company.calendar), self.before.currency());
        let change = change(&self.pair(sum));
        let total = both!(
            "Estimate {label}: {before} -> {after} {currency} ({change})",
            "估算 {label}：{before} -> {after} {currency}（{change}）"; change
        );
        out.push_str(&format!("\n{}\n", style::strong(&say(&total))));
        out
    }

    /// `before`, `after` with their lines, and the difference by component.
    pub fn json(&self) -> [Value; 4] {
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
                map.extend(pair(&self.pair(part.sum)));
            }
            value
        });
        let components = Value::from(components.collect::<Vec<_>>());
        [side(self.before), side(self.after), components, pair(&self.pair(Self::total(&parts))).into()]
    }
}
