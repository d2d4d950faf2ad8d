//! Exact fractions of the auditor's own: nothing here is shared with the engine.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// An exact fraction.
pub type Exact = BigRational;

/// `units` of `10^-places`: `decimal(1234, 2)` is 12.34.
#[must_use]
pub fn decimal(units: i64, places: u32) -> Exact {
    Exact::new(BigInt::from(units), BigInt::from(10).pow(places))
}

/// A whole number.
#[must_use]
pub fn whole(number: i64) -> Exact {
    Exact::from_integer(BigInt::from(number))
}

/// The decimal text of a fraction that has one.
#[must_use]
pub fn text(value: &Exact) -> String {
    let mut places = 0_u32;
    let mut scaled = value.clone();
    while !scaled.is_integer() {
        scaled *= whole(10);
        places += 1;
        assert!(places < 40, "{value} has no decimal text");
    }
    let digits = scaled.to_integer().abs().to_string();
    let sign = if value.is_negative() { "-" } else { "" };
    let width = places as usize + 1;
    let digits = format!("{digits:0>width$}");
    let (before, after) = digits.split_at(digits.len() - places as usize);
    if after.is_empty() { format!("{sign}{before}") } else { format!("{sign}{before}.{after}") }
}

/// Reads `-12.34` and `80%`; nothing else is a number.
#[must_use]
pub fn parse(text: &str) -> Option<Exact> {
    let (digits, percent) = text.strip_suffix('%').map_or((text, 0), |digits| (digits, 2));
    let size = digits.strip_prefix('-').unwrap_or(digits);
    let (before, after) = size.split_once('.').unwrap_or((size, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(before) || !plain(after) {
        return None;
    }
    let number: BigInt = format!("{before}{after}").parse().ok()?;
    let places = u32::try_from(after.len()).ok()? + percent;
    let value = Exact::new(number, BigInt::from(10).pow(places));
    Some(if digits.starts_with('-') { -value } else { value })
}

/// How a value between two multiples of the unit is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// To the nearest, ties away from zero.
    HalfUp,
    /// To the nearest, ties to the even neighbour.
    HalfEven,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// Towards minus infinity.
    Floor,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::HalfUp, Self::HalfEven, Self::Up, Self::Down, Self::Floor];

    /// As a plan writes it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::HalfUp => "half_up",
            Self::HalfEven => "half_even",
            Self::Up => "up",
            Self::Down => "down",
            Self::Floor => "floor",
        }
    }
}

/// `value` as a multiple of `unit`.
#[must_use]
pub fn round(value: &Exact, unit: &Exact, rule: Rule) -> Exact {
    let multiples = value / unit;
    let size = multiples.abs();
    let below = size.trunc();
    let rest = &size - &below;
    let half = decimal(5, 1);
    let away = match rule {
        Rule::HalfUp => rest >= half,
        Rule::HalfEven => rest > half || (rest == half && !(below.to_integer() % BigInt::from(2)).is_zero()),
        Rule::Up => !rest.is_zero(),
        Rule::Down => false,
        Rule::Floor => multiples.is_negative() && !rest.is_zero(),
    };
    let size = if away { below + Exact::one() } else { below };
    (if multiples.is_negative() { -size } else { size }) * unit
}

/// `above / below` as formulas divide: to 28 digits that count, ties to the even neighbour. Nothing over zero.
#[must_use]
pub fn divided(above: &Exact, below: &Exact) -> Option<Exact> {
    if below.is_zero() {
        return None;
    }
    let exact = above / below;
    let ten = whole(10);
    let (low, high) = (ten.pow(27), ten.pow(28));
    let mut unit = Exact::one();
    while !exact.is_zero() && exact.abs() / &unit >= high {
        unit *= &ten;
    }
    while !exact.is_zero() && exact.abs() / &unit < low {
        unit /= &ten;
    }
    Some(round(&exact, &unit, Rule::HalfEven))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotient_keeps_28_digits() {
        let quotient = |above, below| text(&divided(&whole(above), &whole(below)).expect("a divisor"));
        assert_eq!(quotient(2, 3), "0.6666666666666666666666666667");
        assert_eq!(quotient(-200, 3), "-66.66666666666666666666666667");
        assert_eq!(quotient(10, 4), "2.5");
        assert_eq!(quotient(0, 4), "0");
        assert_eq!(divided(&whole(1), &whole(0)), None);
    }

    #[test]
    fn numbers_are_read_as_plans_write_them() {
        let read = |written| parse(written).map(|value| text(&value));
        assert_eq!(read("-7.5%").as_deref(), Some("-0.075"));
        assert_eq!(read("300000").as_deref(), Some("300000"));
        for no_number in ["", "-", "2026-01", "1e5", ".5", "5.", "E1", "1,000"] {
            assert_eq!(read(no_number), None, "{no_number}");
        }
    }

    #[test]
    fn the_five_rules_part_at_ties_and_below_zero() {
        let cent = decimal(1, 2);
        let rounded = |units, rule| text(&round(&decimal(units, 3), &cent, rule));
        let all = |units| Rule::ALL.map(|rule| rounded(units, rule));
        assert_eq!(all(2_345), ["2.35", "2.34", "2.35", "2.34", "2.34"]);
        assert_eq!(all(-2_345), ["-2.35", "-2.34", "-2.35", "-2.34", "-2.35"]);
        assert_eq!(all(2_344), ["2.34", "2.34", "2.35", "2.34", "2.34"]);
        assert_eq!(all(-2_346), ["-2.35", "-2.35", "-2.35", "-2.34", "-2.35"]);
    }
}
