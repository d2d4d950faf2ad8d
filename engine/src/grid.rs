//! [`Grid`]: what one measure holds for every member and slot of time. The only thing that grows while transactions stream.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use attain_rules::number::{Number, NumberError};
use attain_rules::plan::Take;

/// What one measure holds, member by slot.
#[derive(Debug)]
pub(crate) struct Grid {
    slots: usize,
    cells: Cells,
}

/// Only what the measure's way of taking together needs.
#[derive(Debug)]
enum Cells {
    Sums(Vec<Number>),
    Counts(Vec<u64>),
    Averages(Vec<(Number, u64)>),
    Extremes { smallest: bool, cells: Vec<Option<Number>> },
    Distinct(Vec<BTreeSet<Arc<str>>>),
}

impl Grid {
    pub(crate) fn new(take: Take, members: usize, slots: usize) -> Self {
        let size = members.saturating_mul(slots);
        let cells = match take {
            Take::Sum | Take::Last => Cells::Sums(vec![Number::ZERO; size]),
            Take::Count => Cells::Counts(vec![0; size]),
            Take::Average => Cells::Averages(vec![(Number::ZERO, 0); size]),
            Take::Minimum => Cells::Extremes { smallest: true, cells: vec![None; size] },
            Take::Maximum => Cells::Extremes { smallest: false, cells: vec![None; size] },
            Take::Distinct(_) => Cells::Distinct(vec![BTreeSet::new(); size]),
        };
        Self { slots, cells }
    }

    /// Takes a credit in; `distinct` is the value that a distinct count looks at.
    pub(crate) fn add(
        &mut self,
        member: usize,
        slot: usize,
        credit: &Number,
        distinct: &str,
    ) -> Result<(), NumberError> {
        let place = member.saturating_mul(self.slots).saturating_add(slot);
        match &mut self.cells {
            Cells::Sums(cells) => {
                if let Some(cell) = cells.get_mut(place) {
                    *cell = cell.add(credit)?;
                }
            }
            Cells::Counts(cells) => {
                if let Some(cell) = cells.get_mut(place) {
                    *cell = cell.saturating_add(1);
                }
            }
            Cells::Averages(cells) => {
                if let Some((sum, count)) = cells.get_mut(place) {
                    *sum = sum.add(credit)?;
                    *count = count.saturating_add(1);
                }
            }
            Cells::Extremes { smallest, cells } => {
                if let Some(cell) = cells.get_mut(place) {
                    let better = cell.as_ref().is_none_or(|held| if *smallest { credit < held } else { credit > held });
                    if better {
                        *cell = Some(credit.clone());
                    }
                }
            }
            Cells::Distinct(cells) => {
                if let Some(cell) = cells.get_mut(place)
                    && !cell.contains(distinct)
                {
                    cell.insert(distinct.into());
                }
            }
        }
        Ok(())
    }

    /// The cells of some slots taken together; of nothing, 0.
    pub(crate) fn total(&self, member: usize, slots: Range<usize>) -> Result<Number, NumberError> {
        let start = member.saturating_mul(self.slots);
        let range = start.saturating_add(slots.start)..start.saturating_add(slots.end);
        match &self.cells {
            Cells::Sums(cells) => add_up(cells.get(range).unwrap_or_default().iter()),
            Cells::Counts(cells) => {
                let count: u64 = cells.get(range).unwrap_or_default().iter().sum();
                Ok(Number::whole(i128::from(count)))
            }
            Cells::Averages(cells) => {
                let cells = cells.get(range).unwrap_or_default();
                let count: u64 = cells.iter().map(|(_, count)| count).sum();
                if count == 0 {
                    return Ok(Number::ZERO);
                }
                add_up(cells.iter().map(|(sum, _)| sum))?.divide(&Number::whole(i128::from(count)))
            }
            Cells::Extremes { smallest, cells } => {
                let values = cells.get(range).unwrap_or_default().iter().flatten();
                let best = if *smallest { values.min() } else { values.max() };
                Ok(best.cloned().unwrap_or_default())
            }
            Cells::Distinct(cells) => {
                let all: BTreeSet<&Arc<str>> = cells.get(range).unwrap_or_default().iter().flatten().collect();
                Ok(Number::whole(i128::try_from(all.len()).unwrap_or(i128::MAX)))
            }
        }
    }
}

fn add_up<'n>(numbers: impl Iterator<Item = &'n Number>) -> Result<Number, NumberError> {
    let mut total = Number::ZERO;
    for number in numbers.filter(|number| !number.is_zero()) {
        total = total.add(number)?;
    }
    Ok(total)
}
