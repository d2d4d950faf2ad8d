//! [`Aside`]: the rows that were set aside, by the measures that would have counted them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use attain_rules::date::Date;
use attain_rules::formula::expression::{Formula, Name};
use attain_rules::number::Number;

use super::requirements::{Required, Requirements};
use crate::evaluate::{Item, Names, evaluate};
use crate::fault::{Fault, Stop};
use crate::inputs::Batch;
use crate::outcome::{Report, Tally};
use crate::row::Row;

/// Rows that were set aside. A row belongs to every measure that would count it, as far as its cells can be read: where a cell
/// that says whether or when it counts is broken, it might have, and so it is counted.
#[derive(Clone, Debug, Default)]
pub struct Aside {
    sums: BTreeMap<Key, SetAside>,
    /// Transactions among them that rows of the splits name.
    split: BTreeSet<Arc<str>>,
}

/// Plan, measure, and day; none where the row does not say its day.
type Key = (Arc<str>, Arc<str>, Option<Date>);

/// What of a measure was set aside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetAside {
    /// How many rows, and what those are worth whose worth can be read.
    pub tally: Tally,
    /// How many of them do not say what they are worth.
    pub unread: u64,
}

impl SetAside {
    fn add(&mut self, other: &Self) {
        self.tally.count = self.tally.count.saturating_add(other.tally.count);
        self.unread = self.unread.saturating_add(other.unread);
        // For the report only: a sum past every limit stays where it is.
        self.tally.sum = self.tally.sum.add(&other.tally.sum).unwrap_or_else(|_| self.tally.sum.clone());
    }
}

/// The cells of a row of which some cannot be read.
struct Readable<'b> {
    row: Row<'b>,
    unread: &'b [usize],
}

impl<'b> Names<'b> for Readable<'b> {
    type Error = Stop;

    fn value(&mut self, name: &Name) -> Result<Item<'b>, Stop> {
        match name {
            Name::Column(column) if !self.unread.contains(column) => Ok(self.row.item(*column)),
            _ => Err(Stop::Fault(Fault::EmptyCell(Some(name.clone())), None)),
        }
    }
}

impl Aside {
    /// Takes in a row that `requirements` or the reader of its file found broken; `unread` are the columns whose cells cannot
    /// be read.
    pub fn take(&mut self, requirements: &Requirements, (batch, row): (&Batch, usize), unread: &[usize]) {
        let row = Row::new(batch, row);
        let mut done: Vec<(&str, &str)> = Vec::new();
        for rule in &requirements.rules {
            let dated = rule.crediting.dated;
            let day = row.date(dated).filter(|_| !unread.contains(&dated));
            if done.contains(&(&rule.plan, &rule.measure)) || day.is_some_and(|day| !rule.days.contains(day)) {
                continue;
            }
            if counts(rule, row, unread) {
                done.push((&rule.plan, &rule.measure));
                let one = worth(rule, row, unread);
                self.sums.entry((rule.plan.clone(), rule.measure.clone(), day)).or_default().add(&one);
            }
        }
        self.split.extend(requirements.split(row.id()).cloned());
    }

    /// Puts what belongs to the days of the run into its report.
    pub fn report(&self, report: &mut Report) {
        for measure in &mut report.measures {
            let own = self.sums.iter().filter(|((plan, name, _), _)| *plan == measure.plan && *name == measure.measure);
            let days = report.days;
            for (_, sum) in
                own.filter(|((.., day), _)| day.is_none_or(|day| days.is_some_and(|days| days.contains(day))))
            {
                measure.set_aside.add(sum);
                let mut came_in = SetAside { tally: std::mem::take(&mut measure.came_in), unread: 0 };
                came_in.add(sum);
                measure.came_in = came_in.tally;
            }
        }
        report.splits_without_transaction.retain(|transaction| !self.split.contains(transaction));
    }
}

fn counts(rule: &Required, row: Row<'_>, unread: &[usize]) -> bool {
    let filter = rule.crediting.filter.as_ref();
    filter.is_none_or(|filter| match evaluate(&filter.expression, &mut Readable { row, unread }) {
        Ok(item) => item == Item::YesNo(true),
        Err(_) => true,
    })
}

/// What one row is worth for the measure.
fn worth(rule: &Required, row: Row<'_>, unread: &[usize]) -> SetAside {
    let read = |formula: &Formula| match evaluate(&formula.expression, &mut Readable { row, unread }) {
        Ok(Item::Number(number)) => Some(number),
        _ => None,
    };
    let rounded = |number: Number| match &rule.rounding {
        Some(rounding) => number.round_to(&rounding.unit, rounding.rule).ok(),
        None => Some(number),
    };
    let sum = read(&rule.crediting.credit).and_then(rounded);
    let unread = u64::from(sum.is_none());
    SetAside { tally: Tally { count: 1, sum: sum.unwrap_or(Number::ZERO) }, unread }
}
