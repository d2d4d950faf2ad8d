//! [`Mapping`]: the file that a payroll system reads, as `payroll/NAME.yaml` lays it out.

use crate::date::Date;
use crate::example::ComponentName;
use crate::number::Number;
use crate::text::Text;

/// How the file of a payroll system is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// What the payroll system is called.
    pub title: Text,
    /// The columns, in their order.
    pub columns: Vec<PayrollColumn>,
    /// Pay codes that go before those of the plans.
    pub pay_codes: PayCodes,
    /// How amounts are written.
    pub amounts: AmountForm,
    /// How days are written.
    pub days: DayForm,
    /// What stands between cells.
    pub delimiter: char,
    /// In which encoding the file is.
    pub encoding: PayrollEncoding,
    /// Do rows become one that differ in nothing but their amounts?
    pub sum: bool,
}

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayrollColumn {
    /// What stands above it.
    pub header: String,
    /// What stands in it.
    pub content: Content,
}

/// What stands in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The same text in each row.
    Fixed(String),
    /// Something of the row.
    Of(Field),
}

/// The kinds of lines, by the words that results have for them.
pub const LINE_KINDS: [&str; 10] =
    ["earning", "guarantee", "draw", "recovery", "deferral", "release", "cash", "clawback", "adjustment", "difference"];

/// What a row has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Id of the line.
    Id,
    /// Id of the participant.
    Participant,
    /// Name of the plan.
    Plan,
    /// Name of the component.
    Component,
    /// Kind of the line.
    Kind,
    /// Label of the period for which it was earned.
    EarnedFor,
    /// First day of that period.
    EarnedFrom,
    /// Last day of that period.
    EarnedTo,
    /// Label of the period in which it is paid.
    PaidIn,
    /// First day of that period.
    PaidFrom,
    /// Last day of that period.
    PaidTo,
    /// The amount.
    Amount,
    /// Its currency or unit.
    Currency,
    /// What of it is taxable beside money.
    TaxableValue,
    /// Its pay code.
    PayCode,
    /// Its tax class.
    TaxClass,
    /// Id of the export.
    Export,
}

impl Mapping {
    /// Has it a column of this?
    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.content == Content::Of(field))
    }
}

/// Pay codes that go before those of the plans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PayCodes {
    /// Of components.
    pub components: Vec<(ComponentName, String)>,
    /// Of kinds of lines, by their words.
    pub kinds: Vec<(String, String)>,
    /// Of everything else.
    pub default: Option<String>,
}

impl PayCodes {
    /// The code of lines of this kind of a component, whose plan gives it `own`: that of the component in its plan, of the component,
    /// of the kind, the plan's own, and that of everything else, whichever is there first.
    #[must_use]
    pub fn code<'c>(&'c self, (plan, component): (&str, &str), kind: &str, own: Option<&'c str>) -> Option<&'c str> {
        let named = |with_plan: bool| {
            let mut codes = self.components.iter().filter(move |(name, _)| name.plan.is_some() == with_plan);
            codes.find(|(name, _)| name.means(plan, component)).map(|(_, code)| code.as_str())
        };
        let of_kind = || self.kinds.iter().find(|(known, _)| known == kind).map(|(_, code)| code.as_str());
        named(true).or_else(|| named(false)).or_else(of_kind).or(own).or(self.default.as_deref())
    }
}

/// How amounts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountForm {
    /// The sign before the digits behind the point.
    pub decimal: char,
    /// How many of these there are at least; no digit that says something is ever left away.
    pub digits: u8,
    /// Where the minus stands.
    pub minus: Minus,
}

/// In which encoding a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayrollEncoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 behind a byte-order mark, as spreadsheets want it.
    Utf8Marked,
    /// The encoding of older Chinese systems, which has every character.
    Gb18030,
}

/// Where the minus of an amount stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Minus {
    /// `-5.00`
    Before,
    /// `5.00-`
    After,
    /// `(5.00)`
    Brackets,
}

impl AmountForm {
    /// An amount that has so many digits of its own.
    #[must_use]
    pub fn write(&self, amount: &Number, own_digits: u8) -> String {
        let digits = self.digits.max(own_digits);
        let text = amount.to_fixed_text(digits);
        let plain = text.strip_prefix('-').unwrap_or(&text).replace('.', self.decimal.encode_utf8(&mut [0; 4]));
        match self.minus {
            _ if !amount.is_negative() => plain,
            Minus::Before => format!("-{plain}"),
            Minus::After => format!("{plain}-"),
            Minus::Brackets => format!("({plain})"),
        }
    }
}

/// How days are written: a pattern of `YYYY`, `MM` or `M`, and `DD` or `D`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayForm(pub &'static str);

impl DayForm {
    /// A day.
    #[must_use]
    pub fn write(self, day: Date) -> String {
        let text = day.to_string();
        let mut parts = text.splitn(3, '-');
        let mut next = || parts.next().unwrap_or_default();
        let (year, month, day) = (next(), next(), next());
        let short = |part: &str| part.trim_start_matches('0').to_owned();
        let text = self.0.replace("YYYY", year).replace("MM", month).replace('M', &short(month));
        text.replace("DD", day).replace('D', &short(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_their_pattern() {
        let day = Date::parse("2026-01-05").expect("a day");
        for (pattern, text) in [
            ("YYYY-MM-DD", "2026-01-05"),
            ("YYYYMMDD", "20260105"),
            ("D.M.YYYY", "5.1.2026"),
            ("MM/DD/YYYY", "01/05/2026"),
            ("YYYY年M月D日", "2026年1月5日"),
        ] {
            assert_eq!(DayForm(pattern).write(day), text);
        }
    }

    #[test]
    fn amounts_keep_every_digit_that_says_something() {
        let amount = |text| Number::parse(text).expect("a number");
        let form = |decimal, digits, minus| AmountForm { decimal, digits, minus };
        for (text, own, form, written) in [
            ("-1234.50", 2, form('.', 2, Minus::Before), "-1234.50"),
            ("-1234.50", 2, form(',', 3, Minus::After), "1234,500-"),
            ("-0.05", 2, form('.', 2, Minus::Brackets), "(0.05)"),
            ("1234.50", 2, form(',', 0, Minus::Brackets), "1234,50"),
            ("0.00", 2, form('.', 2, Minus::After), "0.00"),
            ("40", 0, form('.', 2, Minus::Before), "40.00"),
            ("40", 0, form('.', 0, Minus::Before), "40"),
        ] {
            assert_eq!(form.write(&amount(text), own), written);
        }
    }

    #[test]
    fn the_closest_word_gives_the_code() {
        let code = |text: &str| text.to_owned();
        let codes = PayCodes {
            components: vec![
                (ComponentName::parse("commission"), code("1")),
                (ComponentName::parse("ae/commission"), code("2")),
            ],
            kinds: vec![("adjustment".into(), code("3"))],
            default: Some(code("9")),
        };
        let of = |plan, component, kind, own| codes.code((plan, component), kind, own);
        assert_eq!(of("ae", "commission", "adjustment", Some("0")), Some("2"));
        assert_eq!(of("sdr", "commission", "adjustment", Some("0")), Some("1"));
        assert_eq!(of("sdr", "bonus", "adjustment", Some("0")), Some("3"));
        assert_eq!(of("sdr", "bonus", "earning", Some("0")), Some("0"));
        assert_eq!(of("sdr", "bonus", "earning", None), Some("9"));
        assert_eq!(PayCodes::default().code(("sdr", "bonus"), "earning", None), None);
    }
}
