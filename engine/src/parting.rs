//! Parting: a sum in shares that make up the whole, each a whole count of units. It never makes or loses a unit.

use std::cmp::Reverse;

use attain_rules::number::{Number, NumberError};
use attain_rules::plan::Parting;
use attain_rules::rounding::Rule;

/// The parts of `sum`, below zero too, in the order of `shares`, which add up to one. `unit` is above zero; what of the sum is
/// no whole unit goes to the last part.
///
/// # Errors
/// [`NumberError`] past the limit of numbers.
pub(crate) fn parts(
    sum: &Number,
    shares: &[Number],
    unit: &Number,
    parting: Parting,
) -> Result<Vec<Number>, NumberError> {
    if sum.is_negative() {
        let parts = parts(&sum.negate()?, shares, unit, parting)?;
        return parts.iter().map(Number::negate).collect();
    }
    match parting {
        Parting::Running => running(sum, shares, unit, Rule::HalfUp),
        Parting::RunningDown => running(sum, shares, unit, Rule::Floor),
        _ => at_once(sum, shares, unit, parting),
    }
}

/// What is due up to each part, rounded, less what the parts before it gave. The last part makes up the sum.
fn running(sum: &Number, shares: &[Number], unit: &Number, rule: Rule) -> Result<Vec<Number>, NumberError> {
    let (mut share, mut given, mut parts) = (Number::ZERO, Number::ZERO, Vec::with_capacity(shares.len()));
    for (place, own) in shares.iter().enumerate() {
        share = share.add(own)?;
        let is_last = place.saturating_add(1) == shares.len();
        let to_date = if is_last { sum.clone() } else { sum.multiply(&share)?.round_to(unit, rule)? };
        parts.push(to_date.subtract(&given)?);
        given = to_date;
    }
    Ok(parts)
}

/// Every part rounded down, and the units left over by one of the rules.
fn at_once(sum: &Number, shares: &[Number], unit: &Number, parting: Parting) -> Result<Vec<Number>, NumberError> {
    let mut parts = Vec::with_capacity(shares.len());
    let mut order: Vec<(Number, usize)> = Vec::with_capacity(shares.len());
    let mut spare = sum.clone();
    for (place, share) in shares.iter().enumerate() {
        let exact = sum.multiply(share)?;
        let part = exact.round_to(unit, Rule::Floor)?;
        order.push((exact.subtract(&part)?, place));
        spare = spare.subtract(&part)?;
        parts.push(part);
    }
    match parting {
        Parting::Last => order.reverse(),
        Parting::First | Parting::AllFirst | Parting::AllLast => {}
        _ => order.sort_by(|a, b| (Reverse(&a.0), a.1).cmp(&(Reverse(&b.0), b.1))),
    }
    let all = match parting {
        Parting::AllFirst => parts.first_mut(),
        Parting::AllLast => parts.last_mut(),
        _ => None,
    };
    if let Some(part) = all {
        *part = part.add(&spare)?;
        return Ok(parts);
    }
    for (_, place) in order {
        if spare < *unit {
            break;
        }
        if let Some(part) = parts.get_mut(place) {
            *part = part.add(unit)?;
            spare = spare.subtract(unit)?;
        }
    }
    if let Some(last) = parts.last_mut() {
        *last = last.add(&spare)?;
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Eighteen in four, as `tests/cases/035-...` has it, and sums that are negative or no whole units.
    #[test]
    fn nothing_is_made_or_lost() {
        let quarters = vec![Number::fraction(1, 4).expect("a fraction"); 4];
        let odd = ["0.1", "0.25", "0.333", "0.317"].map(|share| Number::parse(share).expect("a number"));
        for shares in [quarters.as_slice(), &odd] {
            for sum in ["18", "0", "1", "-18", "7.5", "100.01"].map(|sum| Number::parse(sum).expect("a number")) {
                for parting in Parting::ALL {
                    let parts = parts(&sum, shares, &Number::ONE, parting).expect("small numbers");
                    let total = parts.iter().try_fold(Number::ZERO, |total, part| total.add(part)).expect("small");
                    assert_eq!(total, sum, "{parting:?} of {sum:?}");
                    for (part, share) in parts.iter().zip(shares) {
                        let off =
                            sum.multiply(share).and_then(|exact| part.subtract(&exact)?.absolute()).expect("small");
                        assert!(off < Number::whole(4), "{parting:?} of {sum:?} is off by {off:?}");
                    }
                }
            }
        }
    }
}
