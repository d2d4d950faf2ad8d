//! Decimals and fractions that fit 128 bits: `None` means that the result does not fit, and has to be worked out at any
//! size.

use std::cmp::Ordering;

use num_integer::Integer;

use super::Number;

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "worked out by the compiler, which would refuse"
)]
const fn powers_of_ten() -> [i128; 39] {
    let mut table = [1i128; 39];
    let mut power = 1;
    while power < 39 {
        table[power] = table[power - 1] * 10;
        power += 1;
    }
    table
}

static POWERS_OF_TEN: [i128; 39] = powers_of_ten();

/// `10^exponent`.
#[inline]
pub(super) fn power_of_ten(exponent: u8) -> Option<i128> {
    POWERS_OF_TEN.get(usize::from(exponent)).copied()
}

/// A product that is cheap when both factors fit 64 bits, as almost all do.
#[inline]
pub(super) fn product(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(a), Ok(b)) => Some(i128::from(a).wrapping_mul(i128::from(b))),
        _ => a.checked_mul(b),
    }
}

/// Two decimals on the larger of their scales.
#[inline]
pub(super) fn align((a, s): (i128, u8), (b, t): (i128, u8)) -> Option<(i128, i128, u8)> {
    match s.cmp(&t) {
        Ordering::Equal => Some((a, b, s)),
        Ordering::Less => Some((product(a, power_of_ten(t.wrapping_sub(s))?)?, b, t)),
        Ordering::Greater => Some((a, product(b, power_of_ten(s.wrapping_sub(t))?)?, s)),
    }
}

/// The same fraction with a denominator above zero.
pub(super) fn upright(numerator: i128, denominator: i128) -> Option<(i128, i128)> {
    if denominator > 0 {
        Some((numerator, denominator))
    } else {
        numerator.checked_neg().zip(denominator.checked_neg())
    }
}

/// The product of two fractions. What stands above one line and divides what stands below the other, or is divided by it, goes
/// out at once: quotients of quotients by the same quota are the rule. Other common factors are looked for only where the
/// product would not fit.
pub(super) fn product_of_fractions((a, d): (i128, i128), (b, e): (i128, i128)) -> Option<Number> {
    let ((a, e), (b, d)) = (cancelled(a, e), cancelled(b, d));
    if let (Some(numerator), Some(denominator)) = (product(a, b), product(d, e)) {
        return Some(Number::Fraction { numerator, denominator });
    }
    let ((a, e), (b, d)) = (in_lowest_terms(a, e)?, in_lowest_terms(b, d)?);
    let ((a, d), (b, e)) = (in_lowest_terms(a, d)?, in_lowest_terms(b, e)?);
    Some(Number::Fraction { numerator: a.checked_mul(b)?, denominator: d.checked_mul(e)? })
}

/// The sum of two fractions.
pub(super) fn sum_of_fractions((a, d): (i128, i128), (b, e): (i128, i128)) -> Option<Number> {
    match (a, b) {
        (_, 0) => return Some(Number::Fraction { numerator: a, denominator: d }),
        (0, _) => return Some(Number::Fraction { numerator: b, denominator: e }),
        _ if d == e => return Some(Number::Fraction { numerator: a.checked_add(b)?, denominator: d }),
        _ => {}
    }
    over_common_denominator((a, d), (b, e))
        .or_else(|| over_common_denominator(in_lowest_terms(a, d)?, in_lowest_terms(b, e)?))
}

fn over_common_denominator((a, d): (i128, i128), (b, e): (i128, i128)) -> Option<Number> {
    let (left, right) = match (i64::try_from(d), i64::try_from(e)) {
        (Ok(d), Ok(e)) => {
            let (left, right) = shortest(d, e)?;
            (i128::from(left), i128::from(right))
        }
        _ => {
            let divisor = d.gcd(&e);
            (e.checked_div(divisor)?, d.checked_div(divisor)?)
        }
    };
    let numerator = product(a, left)?.checked_add(product(b, right)?)?;
    Some(Number::Fraction { numerator, denominator: product(d, left)? })
}

/// `numerator / denominator` with 28 significant digits, half even, as mantissa and scale; for denominators of 64 bits.
pub(super) fn quotient_28(numerator: i128, denominator: i128) -> Option<(i128, u8)> {
    const DIGITS: u32 = 28;
    let below = i128::from(u64::try_from(denominator).ok().filter(|below| *below <= u64::MAX >> 1)?);
    let above = numerator.checked_abs()?;
    let (whole, mut rest) = (above.checked_div(below)?, above.checked_rem(below)?);
    let before = whole.checked_ilog10().map_or(0, |log| log.saturating_add(1));
    // Zeros right behind the point are no significant digits.
    let (mut zeros, mut first) = (0u32, rest.checked_mul(10)?);
    while whole == 0 && rest != 0 && first < below && zeros < DIGITS {
        (zeros, first) = (zeros.checked_add(1)?, first.checked_mul(10)?);
    }
    let places = DIGITS.checked_sub(before)?.checked_add(zeros)?;
    let scale = u8::try_from(places).ok().filter(|scale| *scale <= super::MAX_SCALE)?;
    let (mut mantissa, mut open) = (whole, places);
    while open > 0 && rest != 0 {
        let step = open.min(18);
        let power = power_of_ten(u8::try_from(step).ok()?)?;
        let more = rest.checked_mul(power)?;
        mantissa = mantissa.checked_mul(power)?.checked_add(more.checked_div(below)?)?;
        rest = more.checked_rem(below)?;
        open = open.checked_sub(step)?;
    }
    let up = match rest.checked_mul(2)?.cmp(&below) {
        Ordering::Less => false,
        Ordering::Equal => mantissa.checked_rem(2)? == 1,
        Ordering::Greater => true,
    };
    let mantissa = mantissa.checked_add(i128::from(up))?;
    let signed = if numerator < 0 { mantissa.checked_neg()? } else { mantissa };
    let scale = scale.checked_sub(u8::try_from(open).ok()?)?;
    Some(without_zeros(signed, scale, rest == 0))
}

/// A result that is exact needs no zeros at its end: later products stay short.
fn without_zeros(mut mantissa: i128, mut scale: u8, is_exact: bool) -> (i128, u8) {
    while is_exact && scale > 0 && mantissa.checked_rem(10) == Some(0) {
        mantissa = mantissa.wrapping_div(10);
        scale = scale.wrapping_sub(1);
    }
    (mantissa, scale)
}

/// `e / g` and `d / g` for the greatest common divisor `g`: mostly one of the two is a multiple of the other.
fn shortest(d: i64, e: i64) -> Option<(i64, i64)> {
    if d.checked_rem(e)? == 0 {
        return Some((1, d.checked_div(e)?));
    }
    if e.checked_rem(d)? == 0 {
        return Some((e.checked_div(d)?, 1));
    }
    let divisor = d.gcd(&e);
    e.checked_div(divisor).zip(d.checked_div(divisor))
}

/// The same quotient with a 1 on one side, where one of the two divides the other; for what fits 64 bits, found with one
/// division. `below` is above zero.
#[inline]
fn cancelled(above: i128, below: i128) -> (i128, i128) {
    if below == 1 {
        return (above, below);
    }
    let (Ok(numerator), Ok(denominator)) = (i64::try_from(above), i64::try_from(below)) else {
        return if above == below { (1, 1) } else { (above, below) };
    };
    let divided = |whole: i64, part: i64| match (whole.checked_rem(part), whole.checked_div(part)) {
        (Some(0), Some(quotient)) => Some(i128::from(quotient)),
        _ => None,
    };
    if numerator.unsigned_abs() >= denominator.unsigned_abs() {
        divided(numerator, denominator).map_or((above, below), |quotient| (quotient, 1))
    } else if numerator > 0 {
        divided(denominator, numerator).map_or((above, below), |quotient| (1, quotient))
    } else {
        (above, below)
    }
}

fn in_lowest_terms(numerator: i128, denominator: i128) -> Option<(i128, i128)> {
    let divisor = numerator.gcd(&denominator);
    numerator.checked_div(divisor).zip(denominator.checked_div(divisor))
}
