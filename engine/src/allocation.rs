//! Allocation: a sum shared by keys, to the unit. It never makes a unit, and loses none unless it is told to.

use std::cmp::Reverse;

use attain_rules::number::{Number, NumberError};
use attain_rules::plan::{Cut, Leftover};
use attain_rules::rounding::Rule;

/// How a sum is shared. Everything here stands in the order of the members' ids, which decides between equal remainders.
#[derive(Clone, Debug)]
pub(crate) struct Allocation<'n> {
    /// What is shared; below zero too.
    pub sum: &'n Number,
    /// The members' keys; those below zero count as zero.
    pub keys: &'n [Number],
    /// Most that each gets; empty where nothing limits them.
    pub most: &'n [Number],
    /// Where goes what `most` cuts?
    pub cut: Cut,
    /// Shares are whole multiples of this; above zero.
    pub unit: &'n Number,
    /// What happens to units that do not divide?
    pub leftover: Leftover,
}

impl Allocation<'_> {
    /// Each member's share. Where no key is above zero, nobody gets anything.
    ///
    /// # Errors
    /// [`NumberError`] past the limit of numbers.
    pub(crate) fn shares(&self) -> Result<Vec<Number>, NumberError> {
        let keys: Vec<Number> = self.keys.iter().map(|key| key.clone().max(Number::ZERO)).collect();
        let most: Vec<Number> = self.most.iter().map(|most| self.floor(most)).collect::<Result<_, _>>()?;
        let mut fixed: Vec<Option<Number>> = vec![None; keys.len()];
        loop {
            let open: Vec<usize> = (0..keys.len()).filter(|place| matches!(fixed.get(*place), Some(None))).collect();
            let taken = fixed.iter().flatten().try_fold(Number::ZERO, |sum, share| sum.add(share))?;
            let rest = match self.cut {
                Cut::Lost => self.sum.clone(),
                Cut::Shared => self.sum.subtract(&taken)?,
            };
            let among = match self.cut {
                Cut::Lost => (0..keys.len()).collect(),
                Cut::Shared => open.clone(),
            };
            let parts = Parts::new(&rest, &keys, &among)?;
            let mut over = Vec::new();
            for &place in &open {
                if let Some(most) = most.get(place)
                    && parts.is_above(place, most)?
                {
                    over.push(place);
                }
            }
            if over.is_empty() {
                return self.to_units(&rest, &parts, &fixed);
            }
            for place in over {
                if let Some(slot) = fixed.get_mut(place) {
                    *slot = most.get(place).map(|most| most.clone().max(Number::ZERO));
                }
            }
        }
    }

    /// Exact shares cut to units; what is left over goes to the largest remainders.
    fn to_units(&self, sum: &Number, parts: &Parts, fixed: &[Option<Number>]) -> Result<Vec<Number>, NumberError> {
        let mut shares: Vec<Number> = fixed.iter().map(|share| share.clone().unwrap_or_default()).collect();
        if parts.whole.is_zero() {
            return Ok(shares);
        }
        let mut left = self.floor(sum)?;
        let mut remainders: Vec<(Number, usize)> = Vec::new();
        for (place, product) in &parts.products {
            let floor = self.floor(&product.divide(&parts.whole)?)?;
            left = left.subtract(&floor)?;
            if matches!(fixed.get(*place), Some(None)) {
                let remainder = product.subtract(&floor.multiply(&parts.whole)?)?;
                if !remainder.is_zero() {
                    remainders.push((remainder, *place));
                }
                if let Some(slot) = shares.get_mut(*place) {
                    *slot = floor;
                }
            }
        }
        if self.leftover == Leftover::Shared {
            remainders.sort_by(|a, b| (Reverse(&a.0), a.1).cmp(&(Reverse(&b.0), b.1)));
            let units = left.divide(self.unit)?.to_whole().and_then(|units| usize::try_from(units).ok()).unwrap_or(0);
            for (_, place) in remainders.into_iter().take(units) {
                if let Some(share) = shares.get_mut(place) {
                    *share = share.add(self.unit)?;
                }
            }
        }
        Ok(shares)
    }

    fn floor(&self, number: &Number) -> Result<Number, NumberError> {
        number.round_to(self.unit, Rule::Floor)
    }
}

/// Exact shares as products over one and the same sum of keys: nothing is divided before it has to be.
struct Parts {
    /// Place and sum times key of each.
    products: Vec<(usize, Number)>,
    /// The sum of the keys.
    whole: Number,
}

impl Parts {
    /// The shares of `sum` among some of the members.
    fn new(sum: &Number, keys: &[Number], among: &[usize]) -> Result<Self, NumberError> {
        let key = |place: usize| keys.get(place).cloned().unwrap_or_default();
        let whole = among.iter().try_fold(Number::ZERO, |whole, place| whole.add(&key(*place)))?;
        let products = among.iter().map(|place| Ok((*place, sum.multiply(&key(*place))?))).collect::<Result<_, _>>()?;
        Ok(Self { products, whole })
    }

    /// Is the share of the member above `most`?
    fn is_above(&self, place: usize, most: &Number) -> Result<bool, NumberError> {
        // The members stand in the order of their places.
        let found = self.products.binary_search_by_key(&place, |(at, _)| *at).ok();
        found
            .and_then(|at| self.products.get(at))
            .map_or(Ok(false), |(_, product)| Ok(*product > most.multiply(&self.whole)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(texts: &[&str]) -> Vec<Number> {
        texts.iter().map(|text| Number::parse_exact(text).expect("a number")).collect()
    }

    fn shares(sum: &str, keys: &[&str], most: &[&str], cut: Cut, leftover: Leftover) -> Vec<String> {
        let (keys, most, unit) = (numbers(keys), numbers(most), Number::decimal(1, 2));
        let sum = Number::parse_exact(sum).expect("a number");
        let allocation = Allocation { sum: &sum, keys: &keys, most: &most, cut, unit: &unit, leftover };
        allocation.shares().expect("shares").iter().map(|share| share.to_fixed_text(2)).collect()
    }

    fn shared(sum: &str, keys: &[&str]) -> Vec<String> {
        shares(sum, keys, &[], Cut::Lost, Leftover::Shared)
    }

    #[test]
    fn cents_left_over_go_to_the_largest_remainders_then_to_the_lower_id() {
        assert_eq!(shared("10000", &["40000", "75000", "125000"]), ["1666.67", "3125.00", "5208.33"]);
        assert_eq!(shared("10000", &["1", "1", "1"]), ["3333.34", "3333.33", "3333.33"]);
        assert_eq!(shared("0.02", &["1", "1", "1"]), ["0.01", "0.01", "0.00"]);
        assert_eq!(shared("0", &["1", "2"]), ["0.00", "0.00"]);
    }

    #[test]
    fn sums_below_zero_are_shared_to_the_unit_too() {
        assert_eq!(shared("-0.02", &["1", "1", "1"]), ["0.00", "-0.01", "-0.01"]);
    }

    #[test]
    fn keys_below_zero_count_as_zero_and_without_keys_nobody_gets_anything() {
        assert_eq!(shared("90", &["-5", "1", "2"]), ["0.00", "30.00", "60.00"]);
        assert_eq!(shared("90", &["0", "-1"]), ["0.00", "0.00"]);
        assert_eq!(shared("90", &[]), Vec::<String>::new());
    }

    #[test]
    fn units_that_do_not_divide_may_stay() {
        let kept = shares("10000", &["1", "1", "1"], &[], Cut::Lost, Leftover::Unassigned);
        assert_eq!(kept, ["3333.33", "3333.33", "3333.33"]);
    }

    #[test]
    fn what_a_limit_cuts_is_lost_or_shared_again() {
        let (keys, most) = (["1", "1", "1", "1"], ["20000", "900000", "900000", "900000"]);
        let lost = shares("700000", &keys, &most, Cut::Lost, Leftover::Shared);
        assert_eq!(lost, ["20000.00", "175000.00", "175000.00", "175000.00"]);
        let shared = shares("700000", &keys, &most, Cut::Shared, Leftover::Shared);
        assert_eq!(shared, ["20000.00", "226666.67", "226666.67", "226666.66"]);
        let all = shares("700000", &keys, &["1", "2", "3", "4"], Cut::Shared, Leftover::Shared);
        assert_eq!(all, ["1.00", "2.00", "3.00", "4.00"]);
    }
}
