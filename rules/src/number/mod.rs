//! [`Number`]: the exact number that every formula, quota, credit and share is made of.
//!
//! Three shapes, one meaning: a decimal (what people type), a fraction (what the built-in quotients give) and a fraction of
//! any size for the rare value that outgrows 128 bits. Operations pick the smallest shape that holds the exact result, so
//! nothing is ever cut unless [`Number::divide_28`] or a rounding says so. No binary floating point anywhere.

mod notation;
mod small;

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

pub use self::notation::ParseNumberError;
use self::small::{align, power_of_ten, product, product_of_fractions, sum_of_fractions, upright};

/// The largest size of a numerator or denominator in bits; what grows past it is an overflow.
pub const MAX_BITS: u64 = 2_048;

/// Most decimal places that a [`Number::Decimal`] keeps; longer products become fractions.
const MAX_SCALE: u8 = 36;

/// An exact rational number without a unit.
///
/// `Eq`, `Ord` and `Hash`-free by design: two shapes of one value are equal.
#[derive(Clone)]
pub enum Number {
    /// `mantissa / 10^scale`.
    Decimal {
        /// All digits as a whole number.
        mantissa: i128,
        /// How many of them stand behind the point.
        scale: u8,
    },
    /// `numerator / denominator`, denominator above zero; not always in lowest terms.
    Fraction {
        /// Above the line.
        numerator: i128,
        /// Below the line, always positive.
        denominator: i128,
    },
    /// Any size, in lowest terms.
    Big(Box<BigRational>),
}

/// Why a calculation has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// The divisor is zero.
    DivisionByZero,
    /// The value outgrew [`MAX_BITS`], or does not fit where it has to go.
    Overflow,
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self::Decimal { mantissa: 0, scale: 0 };
    /// One.
    pub const ONE: Self = Self::Decimal { mantissa: 1, scale: 0 };

    /// The whole number `value`.
    #[must_use]
    pub const fn whole(value: i128) -> Self {
        Self::Decimal { mantissa: value, scale: 0 }
    }

    /// `mantissa / 10^scale`; `scale` at most 36.
    #[must_use]
    pub const fn decimal(mantissa: i128, scale: u8) -> Self {
        Self::Decimal { mantissa, scale }
    }

    /// `numerator / denominator`, exactly.
    ///
    /// # Errors
    /// [`NumberError::DivisionByZero`] for a zero denominator.
    pub fn fraction(numerator: i128, denominator: i128) -> Result<Self, NumberError> {
        Self::whole(numerator).divide(&Self::whole(denominator))
    }

    /// The value divided by one hundred: what `%` behind a number means.
    #[must_use]
    pub fn percent(self) -> Self {
        match self {
            Self::Decimal { mantissa, scale } if scale < MAX_SCALE - 1 => {
                Self::Decimal { mantissa, scale: scale.wrapping_add(2) }
            }
            other => other.multiply(&Self::Decimal { mantissa: 1, scale: 2 }).unwrap_or(Self::ZERO),
        }
    }

    /// Is it exactly zero?
    #[must_use]
    pub fn is_zero(&self) -> bool {
        match self {
            Self::Decimal { mantissa, .. } => *mantissa == 0,
            Self::Fraction { numerator, .. } => *numerator == 0,
            Self::Big(value) => value.is_zero(),
        }
    }

    /// Is it below zero?
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match self {
            Self::Decimal { mantissa, .. } => *mantissa < 0,
            Self::Fraction { numerator, .. } => *numerator < 0,
            Self::Big(value) => value.is_negative(),
        }
    }

    /// The exact sum.
    ///
    /// # Errors
    /// [`NumberError::Overflow`] past [`MAX_BITS`].
    #[inline]
    pub fn add(&self, other: &Self) -> Result<Self, NumberError> {
        if let (Self::Decimal { mantissa: a, scale: s }, Self::Decimal { mantissa: b, scale: t }) = (self, other) {
            if s == t {
                if let Some(mantissa) = a.checked_add(*b) {
                    return Ok(Self::Decimal { mantissa, scale: *s });
                }
            } else if let Some((a, b, scale)) = align((*a, *s), (*b, *t))
                && let Some(mantissa) = a.checked_add(b)
            {
                return Ok(Self::Decimal { mantissa, scale });
            }
        } else if let (Some((a, d)), Some((b, e))) = (self.small(), other.small())
            && let Some(sum) = sum_of_fractions((a, d), (b, e))
        {
            return Ok(sum);
        }
        Self::from_big(self.big() + other.big())
    }

    /// The exact difference.
    ///
    /// # Errors
    /// As [`Number::add`].
    #[inline]
    pub fn subtract(&self, other: &Self) -> Result<Self, NumberError> {
        self.add(&other.negate()?)
    }

    /// The exact product.
    ///
    /// # Errors
    /// [`NumberError::Overflow`] past [`MAX_BITS`].
    #[inline]
    pub fn multiply(&self, other: &Self) -> Result<Self, NumberError> {
        if let (Self::Decimal { mantissa: a, scale: s }, Self::Decimal { mantissa: b, scale: t }) = (self, other) {
            let scale = s.saturating_add(*t);
            if scale <= MAX_SCALE
                && let Some(mantissa) = product(*a, *b)
            {
                return Ok(Self::Decimal { mantissa, scale });
            }
        } else if let (Some(left), Some(right)) = (self.small(), other.small())
            && let Some(product) = product_of_fractions(left, right)
        {
            return Ok(product);
        }
        Self::from_big(self.big() * other.big())
    }

    /// The exact quotient: a fraction that is never cut. For the built-in quotients (attainment, shares, days).
    ///
    /// # Errors
    /// [`NumberError::DivisionByZero`], [`NumberError::Overflow`].
    pub fn divide(&self, other: &Self) -> Result<Self, NumberError> {
        if other.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        let quotient = match (self, other) {
            (Self::Decimal { mantissa: a, scale: s }, Self::Decimal { mantissa: b, scale: t }) => {
                align((*a, *s), (*b, *t)).map(|(a, b, _)| (a, b))
            }
            _ => match (self.small(), other.small()) {
                (Some(left), Some((b, e))) => {
                    if let Some(quotient) = upright(e, b).and_then(|right| product_of_fractions(left, right)) {
                        return Ok(quotient);
                    }
                    None
                }
                _ => None,
            },
        };
        match quotient.and_then(|(numerator, denominator)| upright(numerator, denominator)) {
            Some((numerator, denominator)) => Ok(Self::Fraction { numerator, denominator }),
            None => Self::from_big(self.big() / other.big()),
        }
    }

    /// The quotient of a formula's `/`: 28 significant digits, half even.
    ///
    /// # Errors
    /// [`NumberError::DivisionByZero`], [`NumberError::Overflow`].
    pub fn divide_28(&self, other: &Self) -> Result<Self, NumberError> {
        let exact = self.divide(other)?;
        if exact.is_zero() {
            return Ok(Self::ZERO);
        }
        if let Self::Fraction { numerator, denominator } = exact
            && let Some((mantissa, scale)) = small::quotient_28(numerator, denominator)
        {
            return Ok(Self::Decimal { mantissa, scale });
        }
        let exact = exact.big();
        // The power of ten of the leading digit, found by counting digits and put right by one comparison.
        let digits_of = |value: &BigInt| i64::try_from(value.abs().to_string().len()).unwrap_or(i64::MAX);
        let mut exponent = digits_of(exact.numer()).saturating_sub(digits_of(exact.denom()));
        if exact.abs() < big_power_of_ten(exponent)? {
            exponent = exponent.saturating_sub(1);
        }
        let unit = big_power_of_ten(exponent.saturating_sub(27))?;
        Self::from_big(round_big(&(exact / &unit), crate::rounding::Rule::HalfEven) * unit)
    }

    /// The value with its sign turned.
    ///
    /// # Errors
    /// [`NumberError::Overflow`] never happens in practice; it is here because 128-bit numbers are not symmetric.
    pub fn negate(&self) -> Result<Self, NumberError> {
        match self {
            Self::Decimal { mantissa, scale } if *mantissa != i128::MIN => {
                Ok(Self::Decimal { mantissa: mantissa.wrapping_neg(), scale: *scale })
            }
            Self::Fraction { numerator, denominator } if *numerator != i128::MIN => {
                Ok(Self::Fraction { numerator: numerator.wrapping_neg(), denominator: *denominator })
            }
            other => Self::from_big(-other.big()),
        }
    }

    /// The value without its sign.
    ///
    /// # Errors
    /// As [`Number::negate`].
    pub fn absolute(&self) -> Result<Self, NumberError> {
        if self.is_negative() { self.negate() } else { Ok(self.clone()) }
    }

    /// The value as a multiple of `unit`, rounded by `rule`; the one place where anything is rounded.
    ///
    /// # Errors
    /// [`NumberError::DivisionByZero`] for a zero unit.
    pub fn round_to(&self, unit: &Self, rule: crate::rounding::Rule) -> Result<Self, NumberError> {
        if let (Self::Decimal { mantissa, scale }, Self::Decimal { mantissa: 1, scale: places }) = (self, unit) {
            if scale <= places {
                return Ok(self.clone());
            }
            if let Some(divisor) = power_of_ten(scale.saturating_sub(*places)) {
                let mantissa = crate::rounding::round_quotient(*mantissa, divisor, rule);
                return Ok(Self::Decimal { mantissa, scale: *places });
            }
        }
        let units = self.divide(unit)?;
        let whole = match units {
            Self::Fraction { numerator, denominator } => {
                Self::whole(crate::rounding::round_quotient(numerator, denominator, rule))
            }
            other => Self::from_big(round_big(&other.big(), rule))?,
        };
        whole.multiply(unit)
    }

    /// The value as a whole number, if it is one and fits.
    #[must_use]
    pub fn to_whole(&self) -> Option<i128> {
        match self {
            Self::Decimal { mantissa, scale } => {
                let divisor = power_of_ten(*scale)?;
                (mantissa.checked_rem(divisor)? == 0).then(|| mantissa.checked_div(divisor)).flatten()
            }
            Self::Fraction { numerator, denominator } => {
                (numerator.checked_rem(*denominator)? == 0).then(|| numerator.checked_div(*denominator)).flatten()
            }
            Self::Big(value) => value.is_integer().then(|| value.to_integer().to_i128()).flatten(),
        }
    }

    fn small(&self) -> Option<(i128, i128)> {
        match self {
            Self::Decimal { mantissa, scale } => Some((*mantissa, power_of_ten(*scale)?)),
            Self::Fraction { numerator, denominator } => Some((*numerator, *denominator)),
            Self::Big(_) => None,
        }
    }

    fn big(&self) -> BigRational {
        match self {
            Self::Decimal { mantissa, scale } => {
                BigRational::new(BigInt::from(*mantissa), BigInt::from(10).pow(u32::from(*scale)))
            }
            Self::Fraction { numerator, denominator } => {
                BigRational::new(BigInt::from(*numerator), BigInt::from(*denominator))
            }
            Self::Big(value) => (**value).clone(),
        }
    }

    fn from_big(value: BigRational) -> Result<Self, NumberError> {
        if let (Some(numerator), Some(denominator)) = (value.numer().to_i128(), value.denom().to_i128()) {
            return Ok(if denominator == 1 {
                Self::whole(numerator)
            } else {
                Self::Fraction { numerator, denominator }
            });
        }
        if value.numer().bits() > MAX_BITS || value.denom().bits() > MAX_BITS {
            return Err(NumberError::Overflow);
        }
        Ok(Self::Big(Box::new(value)))
    }
}

fn big_power_of_ten(exponent: i64) -> Result<BigRational, NumberError> {
    let power = u32::try_from(exponent.unsigned_abs()).map_err(|_| NumberError::Overflow)?;
    let power = BigRational::from_integer(BigInt::from(10).pow(power));
    Ok(if exponent < 0 { power.recip() } else { power })
}

fn round_big(value: &BigRational, rule: crate::rounding::Rule) -> BigRational {
    let (quotient, rest) = value.numer().div_mod_floor(value.denom());
    let twice: BigInt = rest.clone() * 2;
    let against_half = twice.cmp(value.denom());
    let up = rule.rounds_up(crate::rounding::Remainder {
        is_zero: rest.is_zero(),
        against_half,
        floor_is_odd: quotient.is_odd(),
        negative: value.is_negative(),
    });
    BigRational::from_integer(if up { quotient + 1 } else { quotient })
}

impl Default for Number {
    fn default() -> Self {
        Self::ZERO
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Decimal { mantissa: a, scale: s }, Self::Decimal { mantissa: b, scale: t }) => {
                if let Some((a, b, _)) = align((*a, *s), (*b, *t)) {
                    return a.cmp(&b);
                }
            }
            _ => {
                if let (Some((a, d)), Some((b, e))) = (self.small(), other.small())
                    && let (Some(left), Some(right)) = (product(a, e), product(b, d))
                {
                    return left.cmp(&right);
                }
            }
        }
        self.big().cmp(&other.big())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rounding::Rule;

    fn number(text: &str) -> Number {
        Number::parse_exact(text).expect("a number")
    }

    #[test]
    fn shapes_of_one_value_are_equal() {
        assert_eq!(number("1/2"), number("0.5"));
        assert_eq!(number("0.50").to_exact_text(), "0.5");
        assert_eq!(number("7/8").to_exact_text(), "0.875");
        assert_eq!(number("1/3").to_exact_text(), "1/3");
    }

    #[test]
    fn nothing_is_cut_past_128_bits() {
        let third = number("1/3");
        let mut product = Number::ONE;
        for _ in 0..100 {
            product = product.multiply(&third).expect("fits");
        }
        for _ in 0..100 {
            product = product.multiply(&number("3")).expect("fits");
        }
        assert_eq!(product, Number::ONE);
    }

    #[test]
    fn growth_without_end_is_an_overflow() {
        let mut value = number("9999999999999999999999999999");
        let mut outcome = Ok(());
        for _ in 0..10 {
            match value.multiply(&value) {
                Ok(next) => value = next,
                Err(error) => outcome = Err(error),
            }
        }
        assert_eq!(outcome, Err(NumberError::Overflow));
    }

    #[test]
    fn formula_division_keeps_28_digits() {
        let third = Number::ONE.divide_28(&number("3")).expect("a quotient");
        assert_eq!(third.to_exact_text(), "0.3333333333333333333333333333");
        let two_thirds = number("200").divide_28(&number("3")).expect("a quotient");
        assert_eq!(two_thirds.to_exact_text(), "66.66666666666666666666666667");
        assert_eq!(Number::ONE.divide_28(&Number::ZERO), Err(NumberError::DivisionByZero));
    }

    #[test]
    fn formula_division_is_the_same_in_short_and_in_long_numbers() {
        let parts =
            ["1", "-2", "3", "0.07", "999999999999", "12345678901.23456", "-0.000000001", "8", "64", "700000000001"];
        for a in parts {
            for b in parts {
                let (a, b) = (number(a), number(b));
                let short = a.divide_28(&b).expect("a quotient");
                // Times a number that takes the denominator past 64 bits, above and below.
                let wide = number("18446744073709551629");
                let long = a.multiply(&wide).and_then(|a| a.divide_28(&b.multiply(&wide)?)).expect("a quotient");
                assert_eq!(short, long, "{a:?} / {b:?}");
            }
        }
    }

    #[test]
    fn fractions_give_the_same_in_short_and_in_long_numbers() {
        let all = [
            "0",
            "1",
            "-1",
            "1/3",
            "-2/6",
            "10/4",
            "7/100",
            "-35/7",
            "100/7",
            "0.5",
            "-1.25",
            "1234567.89/7654321",
            "7654321/1234567.89",
            "9223372036854775807/3",
            "3/9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808/5",
            "-1/9223372036854775808",
            "12345678901234567890123/7",
        ];
        let quotient = |text: &str| match text.split_once('/') {
            Some((above, below)) => number(above).divide(&number(below)).expect("a quotient"),
            None => number(text).divide(&Number::ONE).expect("a quotient"),
        };
        for a in all.map(quotient) {
            for b in all.map(quotient) {
                let (x, y) = (a.big(), b.big());
                assert_eq!(a.multiply(&b).expect("a product").big(), &x * &y, "{a:?} * {b:?}");
                assert_eq!(a.add(&b).expect("a sum").big(), &x + &y, "{a:?} + {b:?}");
                if !b.is_zero() {
                    assert_eq!(a.divide(&b).expect("a quotient").big(), &x / &y, "{a:?} / {b:?}");
                }
            }
        }
    }

    #[test]
    fn text_that_is_no_number_is_refused() {
        for text in ["", "-", ".", "1.", ".5", "1e5", "1,000", "1 000", "0x10", "--1", "１"] {
            assert!(Number::parse(text).is_err(), "{text}");
        }
        assert_eq!(Number::parse("12345678901234567890123456789"), Err(ParseNumberError::TooManyDigits));
    }

    #[test]
    fn rounding_agrees_in_every_shape() {
        let cases = [
            (Rule::HalfUp, "2.5", "3"),
            (Rule::HalfUp, "-2.5", "-3"),
            (Rule::HalfEven, "2.5", "2"),
            (Rule::HalfEven, "-3.5", "-4"),
            (Rule::Up, "2.1", "3"),
            (Rule::Up, "-2.1", "-3"),
            (Rule::Down, "2.9", "2"),
            (Rule::Down, "-2.9", "-2"),
            (Rule::Floor, "-2.1", "-3"),
            (Rule::Floor, "2.9", "2"),
        ];
        for (rule, input, expected) in cases {
            let decimal = number(input);
            let big = Number::Big(Box::new(decimal.big()));
            for shape in [decimal.divide(&Number::ONE).expect("a quotient"), big, decimal] {
                assert_eq!(shape.round_to(&Number::ONE, rule), Ok(number(expected)), "{rule:?} {input}");
            }
        }
    }
}
