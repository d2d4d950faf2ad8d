//! From the facts of a trace to the rows of a statement: what people ask about is shown, what only carries it is not.

use std::collections::BTreeMap;

use attain_engine::trace::{Fact, FactId, How, Role, words};
use attain_rules::both;
use attain_rules::text::Text;

use super::Shown;
use super::layout::Row;

/// The rows of a line, in the order of the work. Transactions are summed up unless `detail` is asked for.
pub fn rows(shown: Shown<'_>, detail: bool) -> Vec<Row> {
    let Some(trace) = &shown.line.trace else { return Vec::new() };
    let facts = &trace.facts;
    let limits: BTreeMap<u32, &Fact> = facts
        .iter()
        .filter_map(|fact| match fact.role {
            Role::RowLimit { row } => Some((row, fact)),
            _ => None,
        })
        .collect();
    let changed = facts.iter().any(|fact| matches!(fact.role, Role::AfterFactors | Role::AfterLimit));
    let scene = Scene { shown, limits, detail, changed };
    let mut out = Vec::new();
    for fact in facts {
        scene.push(fact, &mut out);
    }
    out
}

struct Scene<'a> {
    shown: Shown<'a>,
    limits: BTreeMap<u32, &'a Fact>,
    detail: bool,
    /// Is the pay changed by factors or limits?
    changed: bool,
}

impl Scene<'_> {
    fn say(&self, text: &Text) -> String {
        text.in_language(self.shown.language).to_owned()
    }

    fn how(&self, fact: &Fact) -> Text {
        words::how(&fact.how, &|id| self.shown.value_of(id))
    }

    /// The row of a fact as it is, under `label`.
    fn plain(&self, fact: &Fact, label: &Text) -> Row {
        let work = match &fact.how {
            How::Same(_) | How::Given { .. } => String::new(),
            _ => self.say(&self.how(fact)),
        };
        Row {
            label: self.say(label),
            work,
            value: self.shown.value(fact),
            place: fact.place.to_string(),
            ..Row::default()
        }
    }

    fn push(&self, fact: &Fact, out: &mut Vec<Row>) {
        match &fact.role {
            Role::Measure { measure, window } => self.measure(fact, measure, window, out),
            Role::Quota { measure, window } => out.push(self.quota(fact, measure, window)),
            Role::SlicePay { row } => out.push(self.slice(fact, *row)),
            Role::Earlier => out.push(self.plain(fact, &both!("earlier lines", "此前已付"))),
            Role::Pay if self.changed => out.push(self.plain(fact, &words::role(&fact.role))),
            Role::Rounded { .. } if self.unchanged(fact) => {}
            Role::Each { .. } if !self.detail => {}
            Role::Attainment { .. }
            | Role::Attribute { .. }
            | Role::Earned { .. }
            | Role::Target
            | Role::Gate
            | Role::BaseLimit
            | Role::Interpolated
            | Role::Each { .. }
            | Role::Factor
            | Role::AfterFactors
            | Role::Floor
            | Role::Cap
            | Role::AfterLimit
            | Role::Rounded { .. }
            | Role::Guarantee => out.push(self.plain(fact, &words::role(&fact.role))),
            Role::Column { .. }
            | Role::Worth { .. }
            | Role::Share { .. }
            | Role::Credit { .. }
            | Role::QuotaPart { .. }
            | Role::Period
            | Role::Base
            | Role::Index
            | Role::Origin
            | Role::RowLimit { .. }
            | Role::Rate { .. }
            | Role::RowAmount { .. }
            | Role::Fee { .. }
            | Role::SliceIndex { .. }
            | Role::SliceBase { .. }
            | Role::Pay
            | Role::Part
            | Role::Line => {}
        }
    }

    /// Did a rounding leave the value as it was?
    fn unchanged(&self, fact: &Fact) -> bool {
        match fact.how {
            How::Rounding { of, .. } => self.shown.fact(of).is_some_and(|before| before.value == fact.value),
            _ => false,
        }
    }

    fn measure_title(&self, name: &str) -> Text {
        let measure = self.shown.plan.measures.iter().find(|measure| measure.name == name);
        measure.map_or_else(|| Text::same(name), |measure| measure.title.clone())
    }

    /// A measure, with its transactions summed up or listed below.
    fn measure(&self, fact: &Fact, name: &str, window: &str, out: &mut Vec<Row>) {
        let title = self.measure_title(name);
        let label = both!("{title} {window}", "{title} {window}"; title);
        let credits: Vec<&Fact> = parts(&fact.how)
            .iter()
            .filter_map(|id| self.shown.fact(*id))
            .filter(|fact| matches!(fact.role, Role::Credit { .. }))
            .collect();
        if credits.is_empty() {
            out.push(self.plain(fact, &label));
            return;
        }
        let count = credits.len();
        let work = both!("{count} transactions", "{count} 笔交易");
        out.push(Row { work: self.say(&work), ..self.plain(fact, &label) });
        for credit in credits.into_iter().filter(|_| self.detail) {
            if let Role::Credit { transaction, date, .. } = &credit.role {
                let label = Text::same(format!("{date} {transaction}"));
                out.push(Row { inner: true, ..self.plain(credit, &label) });
            }
        }
    }

    /// A quota, with the place of the data that it comes from.
    fn quota(&self, fact: &Fact, name: &str, window: &str) -> Row {
        let title = self.measure_title(name);
        let label = both!("quota {title} {window}", "{title}目标 {window}"; title);
        let mut row = self.plain(fact, &label);
        if row.place.is_empty() {
            let part =
                parts(&fact.how).into_iter().filter_map(|id| self.shown.fact(id)).find(|part| !part.place.is_empty());
            row.place = part.map(|part| part.place.to_string()).unwrap_or_default();
        }
        row
    }

    /// What a row of the table pays: `tier 70-100 %`.
    fn slice(&self, fact: &Fact, row: u32) -> Row {
        let value = |fact: &&Fact| self.shown.value(fact);
        let limit = self.limits.get(&row);
        let next = self.limits.get(&row.saturating_add(1)).map(value);
        let first = limit.map(value);
        let label = match (first, next) {
            (Some(first), Some(next)) => {
                let first = match first.strip_suffix(" %") {
                    Some(bare) if next.ends_with(" %") => bare.to_owned(),
                    _ => first,
                };
                both!("tier {first}–{next}", "第 {row} 档 {first}–{next}")
            }
            (Some(first), None) if self.limits.len() > 1 => both!("tier from {first}", "第 {row} 档 {first} 起"),
            _ => both!("rate", "费率"),
        };
        let place = [&fact.place]
            .into_iter()
            .chain(limit.map(|limit| &limit.place))
            .find(|place| !place.is_empty())
            .map(ToString::to_string);
        Row { place: place.unwrap_or_default(), ..self.plain(fact, &label) }
    }
}

/// The facts that a fact was put together from.
fn parts(how: &How) -> Vec<FactId> {
    match how {
        How::Sum(facts)
        | How::Count(facts)
        | How::Average(facts)
        | How::Least(facts)
        | How::Greatest(facts)
        | How::Distinct(facts)
        | How::Last(facts)
        | How::Product(facts) => facts.clone(),
        How::Difference(a, b) | How::Quotient(a, b) => vec![*a, *b],
        How::Same(of) | How::Closed(of) | How::Rounding { of, .. } => vec![*of],
        How::Formula { inputs, .. } => inputs.iter().map(|(_, fact)| *fact).collect(),
        How::Given { .. } | How::Overlap { .. } | How::Line { .. } => Vec::new(),
    }
}
