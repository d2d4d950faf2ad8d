//! Numbers as they stand in files, and what people write instead of them.

use attain_rules::diagnostics::d::d020::Trouble;
use attain_rules::number::{Number, ParseNumberError};

use super::CellTrouble;

/// What a column of numbers counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// Money.
    Money,
    /// Ratios and numbers without dimension: the ones that may stand as `92%`.
    Ratio,
    /// Things: whole numbers.
    Count,
    /// Points.
    Points,
}

/// Digits that surely fit 64 bits.
const FAST_DIGITS: usize = 18;

/// Reads `text`, which has no blanks at its ends and is not empty.
///
/// # Errors
/// [`CellTrouble`], with the way to write it where that can be guessed.
#[inline]
pub fn parse(kind: NumberKind, text: &str) -> Result<Number, CellTrouble> {
    match fast(text.as_bytes()) {
        Some((mantissa, scale)) if kind != NumberKind::Count || scale == 0 => {
            Ok(Number::decimal(i128::from(mantissa), scale))
        }
        _ => slow(kind, text),
    }
}

/// Plain decimal notation of at most [`FAST_DIGITS`] digits.
#[inline]
fn fast(bytes: &[u8]) -> Option<(i64, u8)> {
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, bytes),
    };
    if digits.len() > FAST_DIGITS {
        return None;
    }
    let mut mantissa: i64 = 0;
    let mut point = None;
    for (at, &byte) in digits.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit <= 9 {
            mantissa = mantissa * 10 + i64::from(digit);
        } else if byte == b'.' && point.is_none() && at > 0 {
            point = Some(at);
        } else {
            return None;
        }
    }
    let scale = match point {
        None if digits.is_empty() => return None,
        None => 0,
        Some(at) if at + 1 == digits.len() => return None,
        Some(at) => digits.len() - at - 1,
    };
    Some((if negative { -mantissa } else { mantissa }, scale as u8))
}

#[cold]
fn slow(kind: NumberKind, text: &str) -> Result<Number, CellTrouble> {
    let (digits, percent) = match text.strip_suffix('%') {
        Some(rest) => (super::trim(rest), true),
        None => (text, false),
    };
    let number = match Number::parse(digits) {
        Ok(number) if percent && kind == NumberKind::Ratio => Ok(number.percent()),
        Ok(_) if percent => Err(Trouble::Percent),
        Ok(number) if kind == NumberKind::Count => match number.to_whole() {
            Some(whole) => Ok(Number::whole(whole)),
            None => Err(Trouble::NotWhole),
        },
        Ok(number) => Ok(number),
        Err(ParseNumberError::TooManyDigits) => return Err(CellTrouble::TooManyDigits),
        Err(_) => Err(trouble(text)),
    };
    number.map_err(|trouble| CellTrouble::Number(kind, trouble))
}

/// What stands there instead of a number.
fn trouble(text: &str) -> Trouble {
    if text.starts_with('#') {
        return Trouble::SpreadsheetError;
    }
    let bare: String = text.chars().map(narrow).filter(|c| !super::is_blank(*c)).collect();
    if !bare.chars().any(|c| c.is_ascii_digit()) {
        return Trouble::NotANumber;
    }
    if let Some(inner) = bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return plain(inner).map_or(Trouble::NotANumber, |digits| Trouble::Parentheses { plain: format!("-{digits}") });
    }
    if let Some(shift) =
        [('万', 4), ('亿', 8)].into_iter().find_map(|(c, shift)| bare.strip_suffix(c).map(|r| (r, shift)))
    {
        return plain(shift.0)
            .and_then(|digits| Number::parse(&digits).ok())
            .and_then(|number| number.multiply(&Number::whole(10i128.pow(shift.1))).ok())
            .map_or(Trouble::NotANumber, |number| Trouble::ChineseUnit { plain: number.to_exact_text() });
    }
    let exponent = bare.trim_start_matches(['-', '+']).split_once(['e', 'E']);
    if exponent.is_some_and(|(a, b)| Number::parse(a).is_ok() && b.parse::<i32>().is_ok()) {
        return Trouble::Exponent;
    }
    let amount: String = bare.chars().filter(|c| !is_currency(*c)).collect();
    let amount = without_currency(&amount);
    let has_currency = amount.len() != bare.len();
    match plain(amount) {
        Some(plain) if has_currency => Trouble::Currency { plain },
        Some(plain) if amount.contains(',') && !amount.contains('.') && !thousands(amount) => Trouble::Comma { plain },
        Some(plain) if amount.contains([',', '\'', '’']) => Trouble::Thousands { plain },
        Some(plain) if text.chars().any(super::is_blank) => Trouble::Spaces { plain },
        Some(plain) => Trouble::Otherwise { plain },
        None => Trouble::NotANumber,
    }
}

/// Full-width digits and signs as their usual ones.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{2212}' | '\u{2013}' => '-',
        '。' => '.',
        other => other,
    }
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '￥' | '元' | '圆' | '₩' | '₹' | '₽' | '฿')
}

/// The amount without the code of a currency before or behind it. Other letters stay: `24k` is not 24.
fn without_currency(amount: &str) -> &str {
    let amount = amount.strip_prefix("RMB").or_else(|| amount.strip_suffix("RMB")).unwrap_or(amount);
    let is_code = |code: &str| iso_currency::Currency::from_code(code).is_some();
    if let Some((_, rest)) = amount.split_at_checked(3).filter(|(code, _)| is_code(code)) {
        return rest;
    }
    let split = amount.len().checked_sub(3).and_then(|at| amount.split_at_checked(at));
    split.filter(|(_, code)| is_code(code)).map_or(amount, |(rest, _)| rest)
}

/// Is every comma followed by three digits, as thousands separators are?
fn thousands(amount: &str) -> bool {
    let groups: Vec<&str> = amount.split(',').skip(1).collect();
    groups.iter().all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The number that is probably meant, in the notation that is read: without separators, with a point.
fn plain(amount: &str) -> Option<String> {
    let mut text: String = amount.chars().filter(|c| !matches!(c, '\'' | '’' | '+')).collect();
    if let Some(rest) = text.strip_suffix('-') {
        text = format!("-{rest}");
    }
    let text = match (text.rfind(','), text.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => text.replace('.', "").replace(',', "."),
        (Some(_), None) if !thousands(&text) && text.matches(',').count() == 1 => text.replace(',', "."),
        (Some(_), _) => text.replace(',', ""),
        _ => text,
    };
    let text = if let Some(rest) = text.strip_prefix('.') { format!("0.{rest}") } else { text };
    let text = text.strip_suffix('.').unwrap_or(&text);
    Number::parse(text).is_ok().then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Result<String, Trouble> {
        match parse(NumberKind::Money, text) {
            Ok(number) => Ok(number.to_exact_text()),
            Err(CellTrouble::Number(_, trouble)) => Err(trouble),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn plain_numbers_are_read_exactly() {
        for (text, exact) in [
            ("0", "0"),
            ("-0.00", "0"),
            ("1234.50", "1234.5"),
            ("-12", "-12"),
            ("+3", "3"),
            ("999999999999999999", "999999999999999999"),
            ("1234567890123456789012345.678", "1234567890123456789012345.678"),
            ("-0.0000000000000000000000000001", "-0.0000000000000000000000000001"),
            ("000000000000000000000000000000012", "12"),
        ] {
            assert_eq!(money(text).as_deref(), Ok(exact), "{text}");
        }
    }

    #[test]
    fn percentages_belong_to_ratios_and_whole_numbers_to_counts() {
        assert_eq!(parse(NumberKind::Ratio, "92%"), Ok(Number::decimal(92, 2)));
        assert_eq!(parse(NumberKind::Ratio, "-7.5 %"), Ok(Number::decimal(-75, 3)));
        assert_eq!(money("92%"), Err(Trouble::Percent));
        assert_eq!(parse(NumberKind::Count, "3.0"), Ok(Number::whole(3)));
        assert_eq!(parse(NumberKind::Count, "3.5"), Err(CellTrouble::Number(NumberKind::Count, Trouble::NotWhole)));
    }

    #[test]
    fn other_notations_are_recognised_and_the_plain_one_is_offered() {
        let plain = |text: &str| text.to_owned();
        for (text, trouble) in [
            ("1,234.50", Trouble::Thousands { plain: plain("1234.50") }),
            ("1,234", Trouble::Thousands { plain: plain("1234") }),
            ("-1'234.5", Trouble::Thousands { plain: plain("-1234.5") }),
            ("1.234,50", Trouble::Thousands { plain: plain("1234.50") }),
            ("1234,5", Trouble::Comma { plain: plain("1234.5") }),
            ("¥1,234.50", Trouble::Currency { plain: plain("1234.50") }),
            ("1234.50 CNY", Trouble::Currency { plain: plain("1234.50") }),
            ("RMB5000", Trouble::Currency { plain: plain("5000") }),
            ("24k", Trouble::NotANumber),
            ("x7", Trouble::NotANumber),
            ("5000元", Trouble::Currency { plain: plain("5000") }),
            ("(1,234.50)", Trouble::Parentheses { plain: plain("-1234.50") }),
            ("3.5万", Trouble::ChineseUnit { plain: plain("35000") }),
            ("1.2亿", Trouble::ChineseUnit { plain: plain("120000000") }),
            ("1.5E+06", Trouble::Exponent),
            ("1 234", Trouble::Spaces { plain: plain("1234") }),
            ("１２３", Trouble::Otherwise { plain: plain("123") }),
            (".5", Trouble::Otherwise { plain: plain("0.5") }),
            ("5.", Trouble::Otherwise { plain: plain("5") }),
            ("12-", Trouble::Otherwise { plain: plain("-12") }),
            ("#N/A", Trouble::SpreadsheetError),
            ("n/a", Trouble::NotANumber),
            ("-", Trouble::NotANumber),
            ("1-2-3", Trouble::NotANumber),
        ] {
            assert_eq!(money(text), Err(trouble), "{text}");
        }
    }

    #[test]
    fn too_many_digits_are_refused_not_cut() {
        let text = "12345678901234567890123456789";
        assert_eq!(parse(NumberKind::Money, text), Err(CellTrouble::TooManyDigits));
        assert_eq!(parse(NumberKind::Money, &format!("0.{text}")), Err(CellTrouble::TooManyDigits));
    }
}
