//! Numbers as text: what people type, and the exact notation of traces.

use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use super::{MAX_SCALE, Number};
use crate::rounding::Rule;

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseNumberError {
    /// Nothing there.
    Empty,
    /// Something that is no digit, sign or point.
    NotANumber,
    /// More than 28 digits.
    TooManyDigits,
}

impl Number {
    /// Reads plain decimal notation: optional sign, digits, optional point and digits; at most 28 digits. No exponent, no
    /// separators, no percent sign: those belong to the readers of files.
    ///
    /// # Errors
    /// [`ParseNumberError`]; nothing is ever rounded to make it fit.
    pub fn parse(text: &str) -> Result<Self, ParseNumberError> {
        let bytes = text.as_bytes();
        let (negative, digits) = match bytes.split_first() {
            None => return Err(ParseNumberError::Empty),
            Some((b'-', rest)) => (true, rest),
            Some((b'+', rest)) => (false, rest),
            Some(_) => (false, bytes),
        };
        let mut mantissa: i128 = 0;
        let mut count = 0u8;
        let mut places: Option<u8> = None;
        for &byte in digits {
            match byte {
                b'0'..=b'9' => {
                    let significant = mantissa != 0 || byte != b'0';
                    count = count.saturating_add(u8::from(significant));
                    if count > 28 {
                        return Err(ParseNumberError::TooManyDigits);
                    }
                    mantissa = mantissa.wrapping_mul(10).wrapping_add(i128::from(byte.wrapping_sub(b'0')));
                    places = places.map(|p| p.saturating_add(1));
                    if places.is_some_and(|p| p > 28) {
                        return Err(ParseNumberError::TooManyDigits);
                    }
                }
                b'.' if places.is_none() => places = Some(0),
                _ => return Err(ParseNumberError::NotANumber),
            }
        }
        let has_digit = digits.iter().any(u8::is_ascii_digit);
        let ends_well = digits.last().is_some_and(u8::is_ascii_digit) && digits.first().is_some_and(u8::is_ascii_digit);
        if !has_digit || !ends_well {
            return Err(ParseNumberError::NotANumber);
        }
        let mantissa = if negative { mantissa.wrapping_neg() } else { mantissa };
        Ok(Self::Decimal { mantissa, scale: places.unwrap_or(0) })
    }

    /// Numerator and denominator in lowest terms, as text: what traces store for values that no decimal can hold.
    #[must_use]
    pub fn to_fraction_text(&self) -> String {
        let value = self.big();
        if value.is_integer() { value.numer().to_string() } else { format!("{}/{}", value.numer(), value.denom()) }
    }

    /// Reads what [`Number::to_exact_text`] wrote.
    ///
    /// # Errors
    /// [`ParseNumberError::NotANumber`].
    pub fn parse_exact(text: &str) -> Result<Self, ParseNumberError> {
        if text.len() > 1_400 {
            return Err(ParseNumberError::TooManyDigits);
        }
        let Some((numerator, denominator)) = text.split_once('/') else {
            return match Self::parse(text) {
                Err(ParseNumberError::TooManyDigits) => parse_long(text).ok_or(ParseNumberError::NotANumber),
                other => other,
            };
        };
        let integer = |t: &str| t.parse::<BigInt>().map_err(|_| ParseNumberError::NotANumber);
        let (numerator, denominator) = (integer(numerator)?, integer(denominator)?);
        if !denominator.is_positive() {
            return Err(ParseNumberError::NotANumber);
        }
        Self::from_big(BigRational::new(numerator, denominator)).map_err(|_| ParseNumberError::TooManyDigits)
    }

    /// A ratio in per cent, exactly and without the sign: `12.5` of 0.125. Empty where that outgrows the limit of numbers.
    #[must_use]
    pub fn to_percent_text(&self) -> String {
        self.multiply(&Self::whole(100)).map(|percent| percent.to_exact_text()).unwrap_or_default()
    }

    /// The value exactly: plain decimal notation without trailing zeros where that is possible, else `a/b` in lowest terms.
    #[must_use]
    pub fn to_exact_text(&self) -> String {
        if let Self::Decimal { mantissa, scale } = self {
            return decimal_text(*mantissa, *scale);
        }
        let value = self.big();
        let (mut rest, mut places) = (value.denom().clone(), 0u32);
        for prime in [2u32, 5] {
            let prime = BigInt::from(prime);
            let mut power = 0u32;
            while (&rest % &prime).is_zero() && power < 64 {
                rest /= &prime;
                power = power.saturating_add(1);
            }
            places = places.max(power);
        }
        if rest == BigInt::from(1) && places <= u32::from(MAX_SCALE) {
            let scaled = value * BigRational::from_integer(BigInt::from(10).pow(places));
            if let (Some(mantissa), Ok(scale)) = (scaled.to_integer().to_i128(), u8::try_from(places)) {
                return decimal_text(mantissa, scale);
            }
        }
        self.to_fraction_text()
    }

    /// The value rounded half up to `places` behind the point, always with that many digits; for reading, never for reckoning.
    #[must_use]
    pub fn to_fixed_text(&self, places: u8) -> String {
        self.at_places(places, Rule::HalfUp)
    }

    /// The value's own first digits, `places` of them behind the point, the rest cut off; for reading, where an ellipsis behind
    /// them says that more follow.
    #[must_use]
    pub fn to_cut_text(&self, places: u8) -> String {
        let cut = self.at_places(places, Rule::Down);
        // What is cut down to zeros is below zero all the same.
        if self.is_negative() && !cut.starts_with('-') { format!("-{cut}") } else { cut }
    }

    fn at_places(&self, places: u8, rule: Rule) -> String {
        let unit = Self::Decimal { mantissa: 1, scale: places };
        let rounded = self.round_to(&unit, rule).map(|value| value.big());
        let Ok(rounded) = rounded else { return self.to_exact_text() };
        let scaled = (rounded * BigRational::from_integer(BigInt::from(10).pow(u32::from(places)))).to_integer();
        let digits = format!("{:0>width$}", scaled.abs().to_string(), width = usize::from(places).saturating_add(1));
        let (whole, fraction) = digits.split_at(digits.len().saturating_sub(usize::from(places)));
        let sign = if scaled.is_negative() { "-" } else { "" };
        if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }
}

fn decimal_text(mantissa: i128, scale: u8) -> String {
    let digits = format!("{:0>width$}", mantissa.unsigned_abs(), width = usize::from(scale).saturating_add(1));
    let (whole, fraction) = digits.split_at(digits.len().saturating_sub(usize::from(scale)));
    let fraction = fraction.trim_end_matches('0');
    let sign = if mantissa < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

fn parse_long(text: &str) -> Option<Number> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let numerator = format!("{whole}{fraction}").parse::<BigInt>().ok()?;
    let denominator = BigInt::from(10).pow(u32::try_from(fraction.len()).ok()?);
    Number::from_big(BigRational::new(numerator, denominator)).ok()
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_exact_text())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_exact_text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_rounded_or_cut() {
        for (value, rounded, cut) in [
            ("19.99999", "20.00", "19.99"),
            ("-19.99999", "-20.00", "-19.99"),
            ("2/3", "0.67", "0.66"),
            ("-2/3", "-0.67", "-0.66"),
            ("-0.001", "0.00", "-0.00"),
            ("1.5", "1.50", "1.50"),
            ("0", "0.00", "0.00"),
        ] {
            let number = Number::parse_exact(value).expect("a number");
            assert_eq!((number.to_fixed_text(2).as_str(), number.to_cut_text(2).as_str()), (rounded, cut), "{value}");
        }
    }
}
