//! Numbers as people read them: thousands in groups, money to the currency's digits, ratios as per cent.

use attain_rules::number::Number;

/// Most digits behind the point that a statement shows of a number that has more; an ellipsis stands for the rest.
const MOST_PLACES: u8 = 6;

/// Puts commas between the thousands of a plain decimal.
pub fn grouped(text: &str) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, rest) = digits.find('.').map_or((digits, ""), |point| digits.split_at(point));
    let mut out = String::with_capacity(text.len().saturating_add(text.len().div_euclid(3)));
    out.push_str(sign);
    for (at, digit) in whole.chars().enumerate() {
        let left = whole.len().saturating_sub(at);
        if at > 0 && left.is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(rest);
    out
}

/// A whole count of minor units as a plain decimal: `97000.00`. What files and JSON hold.
pub fn plain(minor_units: i128, digits: u8) -> String {
    let units = minor_units.unsigned_abs().to_string();
    let digits = usize::from(digits);
    let padded = format!("{units:0>width$}", width = digits.saturating_add(1));
    let sign = if minor_units < 0 { "-" } else { "" };
    match padded.split_at_checked(padded.len().saturating_sub(digits)) {
        Some((whole, fraction)) if digits > 0 => format!("{sign}{whole}.{fraction}"),
        _ => format!("{sign}{padded}"),
    }
}

/// A sum exactly, in at least so many digits behind the point: `97000.00`. What JSON holds of sums that need not be whole minor
/// units.
pub fn exact(number: &Number, digits: u8) -> String {
    let text = number.to_exact_text();
    let places = text.find('.').map_or(0, |point| text.len().saturating_sub(point).saturating_sub(1));
    if text.contains('/') || places >= usize::from(digits) { text } else { number.to_fixed_text(digits) }
}

/// The minor units for reading: `97,000.00`.
pub fn minor(minor_units: i128, digits: u8) -> String {
    grouped(&plain(minor_units, digits))
}

/// Money that need not be whole minor units: at least the currency's digits, more where there are more.
pub fn money(number: &Number, digits: u8) -> String {
    grouped(&with_places(number, digits, MOST_PLACES))
}

/// A change of money with its sign: `+1,500.00`, `-20.00`, `0.00`.
pub fn signed(change: &Number, digits: u8) -> String {
    let text = money(change, digits);
    if change.is_zero() || change.is_negative() { text } else { format!("+{text}") }
}

/// A change against what was there before, as per cent: `+6.1 %`; nothing where nothing was there.
pub fn signed_percent(before: &Number, change: &Number) -> Option<String> {
    let share = change.divide(&before.absolute().ok()?).ok()?;
    let text = percent_short(&share);
    Some(if share.is_zero() || share.is_negative() { text } else { format!("+{text}") })
}

/// A ratio as per cent, without needless zeros: `1.5 %`.
pub fn percent(number: &Number) -> String {
    percent_with(number, 0)
}

/// A ratio as per cent, rounded to two digits: for axes.
pub fn percent_short(number: &Number) -> String {
    let text = number
        .multiply(&Number::whole(100))
        .map_or_else(|_| number.to_exact_text(), |hundredths| hundredths.to_fixed_text(2));
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    format!("{} %", grouped(text))
}

/// A ratio as per cent with at least two digits behind the point, as attainments are shown: `120.00 %`.
pub fn attainment(number: &Number) -> String {
    percent_with(number, 2)
}

fn percent_with(number: &Number, least: u8) -> String {
    match number.multiply(&Number::whole(100)) {
        Ok(hundredths) => format!("{} %", grouped(&with_places(&hundredths, least, 4))),
        Err(_) => number.to_exact_text(),
    }
}

/// Any other number: exact where it is short, else to six digits behind the point.
pub fn number(number: &Number) -> String {
    grouped(&with_places(number, 0, MOST_PLACES))
}

/// `1 error`, `2 errors`: English counts.
pub fn counted(count: usize, one: &str) -> String {
    let number = grouped(&count.to_string());
    if count == 1 { format!("{number} {one}") } else { format!("{number} {one}s") }
}

/// Between `least` and `most` digits behind the point; `…` where digits were left away. What stands before it is cut, never rounded:
/// a figure below a limit must not look as if it had reached it.
fn with_places(number: &Number, least: u8, most: u8) -> String {
    let exact = number.to_exact_text();
    let places = match exact.split_once('.') {
        _ if exact.contains('/') => usize::MAX,
        Some((_, fraction)) => fraction.len(),
        None => 0,
    };
    if places <= usize::from(least) {
        number.to_fixed_text(least)
    } else if places <= usize::from(most) {
        exact
    } else {
        format!("{}…", number.to_cut_text(most.max(least)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_in_groups() {
        for (text, expected) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("-1234567.891", "-1,234,567.891"),
            ("-100.5", "-100.5"),
            ("123456", "123,456"),
        ] {
            assert_eq!(grouped(text), expected);
        }
    }

    #[test]
    fn minor_units_have_the_currency_s_digits() {
        assert_eq!(plain(-5, 2), "-0.05");
        assert_eq!(plain(9_700_000, 2), "97000.00");
        assert_eq!(plain(-97_000, 0), "-97000");
        assert_eq!(plain(1_234_567, 3), "1234.567");
        assert_eq!(minor(i64::MIN.into(), 2), "-92,233,720,368,547,758.08");
    }

    #[test]
    fn fractions_say_that_there_is_more() {
        let third = Number::fraction(1, 3).expect("a fraction");
        assert_eq!(percent(&third), "33.3333… %");
        assert_eq!(attainment(&Number::fraction(6, 5).expect("a fraction")), "120.00 %");
        assert_eq!(percent(&Number::parse("0.015").expect("a number")), "1.5 %");
        assert_eq!(money(&Number::parse("1234.5").expect("a number"), 2), "1,234.50");
        assert_eq!(money(&Number::parse("1234.5678").expect("a number"), 2), "1,234.5678");
    }

    /// The digits in front of an ellipsis are the figure's own.
    #[test]
    fn a_figure_that_goes_on_is_cut_and_never_rounded() {
        let fraction = |above, below| Number::fraction(above, below).expect("a fraction");
        assert_eq!(attainment(&fraction(17_999_999, 90_000_000)), "19.9999… %");
        assert_eq!(percent(&fraction(10_999_995, 10_000_000)), "109.9999… %");
        assert_eq!(attainment(&fraction(20_000_001, 100_000_000)), "20.0000… %");
        assert_eq!(money(&fraction(-2, 3), 2), "-0.666666…");
        assert_eq!(number(&fraction(-1, 30_000_000)), "-0.000000…");
        assert_eq!(signed(&fraction(2_000_000, 3), 2), "+666,666.666666…");
    }
}
