//! [`Grid`]: what one measure holds for every member and slot of time. The only thing that grows while transactions stream.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use attain_rules::number::{Number, NumberError};
use attain_rules::plan::Take;

use crate::sums::Sums;

/// What one measure holds, member by slot.
#[derive(Debug)]
pub(crate) struct Grid {
    slots: usize,
    cells: Cells,
}

/// Only what the measure's way of taking together needs.
#[derive(Debug)]
enum Cells {
    Sums(Sums),
    Counts(Vec<u64>),
    Averages {
        sums: Sums,
        counts: Vec<u64>,
    },
    Extremes {
        smallest: bool,
        cells: Vec<Option<Number>>,
    },
    /// The values, and of what is only supposed how many there are.
    Distinct(Vec<BTreeSet<Arc<str>>>, BTreeMap<usize, u64>),
}

impl Grid {
    pub(crate) fn new(take: Take, members: usize, slots: usize) -> Self {
        let size = members.saturating_mul(slots);
        let cells = match take {
            Take::Sum | Take::Last => Cells::Sums(Sums::new(size)),
            Take::Count => Cells::Counts(vec![0; size]),
            Take::Average => Cells::Averages { sums: Sums::new(size), counts: vec![0; size] },
            Take::Minimum => Cells::Extremes { smallest: true, cells: vec![None; size] },
            Take::Maximum => Cells::Extremes { smallest: false, cells: vec![None; size] },
            Take::Distinct(_) => Cells::Distinct(vec![BTreeSet::new(); size], BTreeMap::new()),
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
            Cells::Sums(sums) => sums.add(place, credit)?,
            Cells::Counts(counts) => count_one(counts, place),
            Cells::Averages { sums, counts } => {
                sums.add(place, credit)?;
                count_one(counts, place);
            }
            Cells::Extremes { smallest, cells } => {
                if let Some(cell) = cells.get_mut(place) {
                    let better = cell.as_ref().is_none_or(|held| if *smallest { credit < held } else { credit > held });
                    if better {
                        *cell = Some(credit.clone());
                    }
                }
            }
            Cells::Distinct(cells, _) => {
                if let Some(cell) = cells.get_mut(place)
                    && !cell.contains(distinct)
                {
                    cell.insert(distinct.into());
                }
            }
        }
        Ok(())
    }

    /// Gives a cell that holds nothing a value, as if credits had led to it: for what is only tried. A count takes whole numbers
    /// alone.
    pub(crate) fn suppose(&mut self, member: usize, slot: usize, value: &Number) -> Result<(), NumberError> {
        let place = member.saturating_mul(self.slots).saturating_add(slot);
        let count = || value.to_whole().and_then(|whole| u64::try_from(whole).ok()).ok_or(NumberError::Overflow);
        match &mut self.cells {
            Cells::Counts(counts) => {
                let count = count()?;
                counts.get_mut(place).into_iter().for_each(|cell| *cell = count);
            }
            Cells::Distinct(_, supposed) => {
                supposed.insert(place, count()?);
            }
            _ => self.add(member, slot, value, "")?,
        }
        Ok(())
    }

    /// The cells of some slots taken together; of nothing, 0.
    pub(crate) fn total(&self, member: usize, slots: Range<usize>) -> Result<Number, NumberError> {
        let start = member.saturating_mul(self.slots);
        let range = start.saturating_add(slots.start)..start.saturating_add(slots.end);
        match &self.cells {
            Cells::Sums(sums) => sums.total(range),
            Cells::Counts(counts) => Ok(counted(counts, range)),
            Cells::Averages { sums, counts } => {
                let count = counted(counts, range.clone());
                if count.is_zero() { Ok(Number::ZERO) } else { sums.total(range)?.divide(&count) }
            }
            Cells::Extremes { smallest, cells } => {
                let values = cells.get(range).unwrap_or_default().iter().flatten();
                let best = if *smallest { values.min() } else { values.max() };
                Ok(best.cloned().unwrap_or_default())
            }
            Cells::Distinct(cells, supposed) => {
                let all: BTreeSet<&Arc<str>> = cells.get(range.clone()).unwrap_or_default().iter().flatten().collect();
                let supposed: i128 = supposed.range(range).map(|(_, count)| i128::from(*count)).sum();
                Ok(Number::whole(i128::try_from(all.len()).unwrap_or(i128::MAX).saturating_add(supposed)))
            }
        }
    }
}

fn count_one(counts: &mut [u64], place: usize) {
    if let Some(count) = counts.get_mut(place) {
        *count = count.saturating_add(1);
    }
}

fn counted(counts: &[u64], range: Range<usize>) -> Number {
    let count: u64 = counts.get(range).unwrap_or_default().iter().sum();
    Number::whole(i128::from(count))
}
