//! [`Sums`]: one exact sum for each cell of a grid, in eight bytes where it fits.

use std::ops::Range;

use attain_rules::number::{Number, NumberError};
use rustc_hash::FxHashMap;

/// Most decimal places that cells keep: more would leave too little room before the point.
const MOST_PLACES: u8 = 9;

/// Exact sums. Decimals are added up as whole numbers on one scale, which grows to the longest decimal that came; what does
/// not fit (fractions, long decimals, very large sums) stands beside them.
#[derive(Debug)]
pub(crate) struct Sums {
    /// Decimal places of all `cells`.
    scale: u8,
    cells: Vec<i64>,
    /// What each cell holds besides; of most cells nothing.
    beside: FxHashMap<usize, Number>,
}

impl Sums {
    pub(crate) fn new(size: usize) -> Self {
        Self { scale: 0, cells: vec![0; size], beside: FxHashMap::default() }
    }

    /// Adds to a cell.
    pub(crate) fn add(&mut self, place: usize, amount: &Number) -> Result<(), NumberError> {
        if let Number::Decimal { mantissa, scale } = amount
            && *scale <= MOST_PLACES
        {
            if *scale > self.scale {
                self.widen(*scale)?;
            }
            let more = scaled(*mantissa, self.scale.wrapping_sub(*scale));
            if let Some(cell) = self.cells.get_mut(place)
                && let Some(sum) = more.and_then(|more| cell.checked_add(more))
            {
                *cell = sum;
                return Ok(());
            }
        }
        self.add_beside(place, amount)
    }

    fn add_beside(&mut self, place: usize, amount: &Number) -> Result<(), NumberError> {
        let held = self.beside.entry(place).or_default();
        *held = held.add(amount)?;
        Ok(())
    }

    /// Puts all cells on a larger scale.
    fn widen(&mut self, scale: u8) -> Result<(), NumberError> {
        let places = scale.saturating_sub(self.scale);
        let mut too_large = Vec::new();
        for (place, cell) in self.cells.iter_mut().enumerate() {
            match scaled(i128::from(*cell), places) {
                Some(wider) => *cell = wider,
                None => too_large.push((place, std::mem::take(cell))),
            }
        }
        for (place, cell) in too_large {
            self.add_beside(place, &Number::decimal(i128::from(cell), self.scale))?;
        }
        self.scale = scale;
        Ok(())
    }

    /// The sum of some cells; of none, 0.
    pub(crate) fn total(&self, places: Range<usize>) -> Result<Number, NumberError> {
        let cells = self.cells.get(places.clone()).unwrap_or_default();
        let sum = cells.iter().fold(0i128, |sum, cell| sum.wrapping_add(i128::from(*cell)));
        let mut total = Number::decimal(sum, self.scale);
        if !self.beside.is_empty() {
            for held in places.filter_map(|place| self.beside.get(&place)) {
                total = total.add(held)?;
            }
        }
        Ok(total)
    }
}

/// `mantissa * 10^places`, if it fits.
#[inline]
fn scaled(mantissa: i128, places: u8) -> Option<i64> {
    i64::try_from(mantissa).ok()?.checked_mul(10i64.checked_pow(u32::from(places))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse_exact(text).expect("a number")
    }

    #[test]
    fn sums_are_exact_whatever_comes() {
        let all =
            ["0.1", "-7", "123456789012345678", "0.25", "1/3", "0.000000000000000000000001", "9000000000000000000"];
        let mut sums = Sums::new(3);
        let mut naive = Number::ZERO;
        for text in all.iter().chain(&["0.333", "123456789012345678.123456789", "-1/3", "0.000000001"]) {
            sums.add(1, &number(text)).expect("a sum");
            naive = naive.add(&number(text)).expect("a sum");
        }
        assert_eq!(sums.total(0..3), Ok(naive.clone()));
        assert_eq!(sums.total(1..2), Ok(naive));
        assert_eq!(sums.total(2..3), Ok(Number::ZERO));
        assert_eq!(sums.total(0..0), Ok(Number::ZERO));
    }
}
