//! What the lines of an export come to.

use std::collections::BTreeMap;

use attain_engine::seal::SealedLine;
use attain_rules::company::minor_digits_of;
use attain_rules::number::Number;

use crate::failure::Failure;

/// What lines come to, by the currency or unit in which they pay.
pub struct Totals {
    /// The amounts, with as many digits as any of them has.
    pub amounts: BTreeMap<String, String>,
    /// What is taxable beside money, in the currency.
    pub taxable: String,
}

impl Totals {
    /// Of these lines, whose money is in `currency`.
    ///
    /// # Errors
    /// [`Failure::TooLarge`].
    pub fn of(currency: &str, lines: &[&SealedLine]) -> Result<Self, Failure> {
        let digits = minor_digits_of(currency).unwrap_or(0);
        let mut sums: BTreeMap<String, (Number, u8)> = BTreeMap::new();
        sums.insert(currency.to_owned(), (Number::ZERO, digits));
        let mut taxable = Number::ZERO;
        for line in lines {
            let unit = line.unit.as_deref().unwrap_or(currency);
            let (sum, digits) = sums.entry(unit.to_owned()).or_insert((Number::ZERO, 0));
            *sum = plus(sum, &line.amount)?;
            *digits = places(&line.amount).max(*digits);
            if let Some(value) = &line.taxable {
                taxable = plus(&taxable, value)?;
            }
        }
        let text = |(unit, (sum, digits)): (String, (Number, u8))| (unit, sum.to_fixed_text(digits));
        Ok(Self { amounts: sums.into_iter().map(text).collect(), taxable: taxable.to_fixed_text(digits) })
    }
}

/// A sum with an amount as it is sealed added.
///
/// # Errors
/// [`Failure::TooLarge`].
pub fn plus(sum: &Number, amount: &str) -> Result<Number, Failure> {
    let amount = Number::parse(amount).map_err(|_| Failure::TooLarge)?;
    sum.add(&amount).map_err(|_| Failure::TooLarge)
}

/// Digits behind the point.
pub fn places(amount: &str) -> u8 {
    let places = amount.split_once('.').map_or(0, |(_, behind)| behind.len());
    u8::try_from(places).unwrap_or(u8::MAX)
}
