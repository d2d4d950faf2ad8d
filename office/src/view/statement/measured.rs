//! Rows of what was measured: a measure with its transactions and adjustments, its quota, its attainment.

use attain_engine::trace::{Fact, FactId, How, Role, words, written_at};
use attain_engine::value::Value;
use attain_rules::both;
use attain_rules::text::Text;

use super::super::amount;
use super::credit;
use super::facts::Scene;
use super::layout::Row;

/// How many steps stand at most between a measure and an adjustment of one of its credits.
const MOST_STEPS: u8 = 6;

impl Scene<'_> {
    /// A measure, its quota, its attainment: rows that stand above all others, those of one measure and window together.
    pub(super) fn measured(&self, fact: &Fact, out: &mut Vec<(usize, Row)>) {
        let (name, window, rank) = match &fact.role {
            Role::Measure { measure, window } => (measure, window, 0),
            Role::Quota { measure, window } => (measure, window, 1),
            Role::Attainment { measure, window } => (measure, window, 2),
            _ => return,
        };
        let same = |other: &&Fact| match &other.role {
            Role::Measure { measure, window: days } | Role::Quota { measure, window: days } => {
                (measure, days) == (name, window)
            }
            _ => false,
        };
        let first = self.facts.iter().position(|other| same(&other)).unwrap_or(0);
        let place = first.saturating_mul(4).saturating_add(rank);
        if out.iter().any(|(known, _)| *known == place) {
            // Quotas and attainments that two formulas read are worked out twice, and told once.
            return;
        }
        let title = self.measure_title(name);
        let of_what = title.clone().before_chinese();
        let under_measure = self.facts.iter().any(
            |other| matches!(&other.role, Role::Measure { measure, window: days } if (measure, days) == (name, window)),
        );
        match rank {
            0 => {
                let label = both!("{title} {window}", "{title} {window}"; title);
                out.extend(self.measure(fact, &label).into_iter().chain(self.adjusted(fact)).map(|row| (place, row)));
            }
            1 => {
                let label = match under_measure {
                    true => both!("quota", "目标"),
                    false => both!("quota of {of_what} {window}", "{of_what}目标 {window}"; of_what),
                };
                let place_of = written_at(self.shown.facts(), fact, 4).unwrap_or_default().to_owned();
                let row = Row { place: place_of, inner: under_measure, ..self.plain(fact, &label) };
                out.push((place, Row { work: self.quota_work(fact, row.work.clone()), ..row }));
            }
            _ => {
                let label = match under_measure {
                    true => both!("attainment", "达成率"),
                    false => both!("attainment of {of_what} {window}", "{of_what}达成率 {window}"; of_what),
                };
                out.push((place, Row { inner: under_measure, ..self.plain(fact, &label) }));
            }
        }
    }

    /// How a quota came about, where it is a part of a longer period's, or a formula's.
    fn quota_work(&self, fact: &Fact, work: String) -> String {
        let How::Sum(parts) = &fact.how else { return work };
        let parts = parts.iter().filter_map(|part| self.shown.fact(*part));
        let parts: Vec<String> = parts
            .map(|part| match part.how {
                How::Given { .. } => self.shown.value(part),
                _ => Some(self.work(part)).filter(|work| !work.is_empty()).unwrap_or_else(|| self.shown.value(part)),
            })
            .collect();
        match parts.as_slice() {
            [only] if *only == self.shown.value(fact) => work,
            _ => words::added(&parts),
        }
    }

    fn measure_title(&self, name: &str) -> Text {
        let measure = self.shown.plan.measures.iter().find(|measure| measure.name == name);
        measure.map_or_else(|| Text::same(name), |measure| measure.title.clone())
    }

    /// A measure, with its transactions counted or listed below.
    fn measure(&self, fact: &Fact, label: &Text) -> Vec<Row> {
        let of = fact.how.references();
        let credits: Vec<&Fact> = of
            .iter()
            .filter_map(|id| credit::credit_of(self.shown, *id))
            .filter(|fact| matches!(fact.role, Role::Credit { .. } | Role::Column { .. }))
            .collect();
        if credits.is_empty() {
            return vec![self.plain(fact, label)];
        }
        let by_hand = credits.iter().filter(|credit| self.is_by_hand(credit)).count();
        let count = credits.len().saturating_sub(by_hand);
        let (en, zh) = (amount::counted(count, "transaction"), format!("{count} 笔交易"));
        let counted = match by_hand {
            0 => Text { en, zh },
            _ => both!("{en}, {by_hand} by hand", "{zh}，{by_hand} 笔手工"),
        };
        let work = match fact.how {
            How::Distinct(_) => both!("different values in {counted}", "{counted}中的不同值"; counted),
            How::Average(_) => both!("average of {counted}", "{counted}的平均"; counted),
            How::Least(_) => both!("smallest of {counted}", "{counted}中最小的"; counted),
            How::Greatest(_) => both!("largest of {counted}", "{counted}中最大的"; counted),
            _ => counted,
        };
        let mut rows = vec![Row { work: self.say(&work), ..self.plain(fact, label) }];
        rows.extend(credit::formulas(self.shown, &credits));
        if self.detail {
            rows.extend(
                credits
                    .iter()
                    .filter_map(|credit| Some((credit, credit::label(credit)?)))
                    .flat_map(|(credit, label)| credit::rows(self.shown, credit, label)),
            );
        }
        rows
    }

    /// Adjustments that a measure is made of, right below it.
    fn adjusted(&self, fact: &Fact) -> Vec<Row> {
        let mut found = Vec::new();
        self.adjustments_behind(fact, MOST_STEPS, &mut found);
        found.sort_unstable();
        found.dedup();
        let facts = found.into_iter().filter_map(|id| self.shown.fact(id));
        let value = |given: &Fact| match &given.value {
            Value::Number(number) => self.shown.like(number, fact),
            _ => String::new(),
        };
        facts
            .map(|given| Row { inner: true, value: value(given), ..self.plain(given, &words::role(&given.role)) })
            .collect()
    }

    fn adjustments_behind(&self, fact: &Fact, depth: u8, found: &mut Vec<FactId>) {
        let Some(depth) = depth.checked_sub(1) else { return };
        for id in fact.how.references() {
            match self.shown.fact(id) {
                Some(Fact { role: Role::Adjustment { .. }, .. }) => found.push(id),
                Some(part) => self.adjustments_behind(part, depth, found),
                None => {}
            }
        }
    }

    /// Was the credit decided by hand?
    fn is_by_hand(&self, credit: &Fact) -> bool {
        let behind = credit.how.references().into_iter().filter_map(|id| self.shown.fact(id));
        behind.into_iter().any(|fact| matches!(fact.role, Role::Adjustment { .. }))
    }

    /// Is it an adjustment that stands below a measure?
    pub(super) fn is_told_below(&self, fact: &Fact) -> bool {
        let mut found = Vec::new();
        for measure in self.facts.iter().filter(|fact| matches!(fact.role, Role::Measure { .. })) {
            self.adjustments_behind(measure, MOST_STEPS, &mut found);
        }
        found.into_iter().filter_map(|id| self.shown.fact(id)).any(|told| std::ptr::eq(told, fact))
    }
}
