//! [`CompanyUnit`]: what a company pays in beside money: points, shares, things.

use crate::date::Date;
use crate::number::Number;
use crate::rounding::Rule;
use crate::source::{Span, Spanned};
use crate::text::Text;

/// Place of a unit in [`crate::company::Company::units`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnitPlace(pub u16);

/// Something other than money in which a company pays. Amounts in it are never added to money.
#[derive(Clone, Debug)]
pub struct CompanyUnit {
    /// Name in plans, and in the place of a currency's code in results.
    pub name: String,
    /// Title for people.
    pub title: Text,
    /// Digits behind the point; without any it does not divide.
    pub digits: u8,
    /// What one is worth in the company's currency, by the day from which that holds, in their order.
    pub values: Vec<(Date, Spanned<Number>)>,
    /// Is its value taxable?
    pub taxable: bool,
    /// Where it is written.
    pub span: Span,
}

impl CompanyUnit {
    /// What one is worth on `day`, above zero; nothing where no value is stated for it.
    #[must_use]
    pub fn value_on(&self, day: Date) -> Option<&Spanned<Number>> {
        self.values.iter().rev().find(|(from, _)| *from <= day).map(|(_, value)| value)
    }

    /// What `amount` of it is worth on `day`, rounded half up to `digits` behind the point; nothing where no value is stated, or
    /// past the limit of numbers.
    #[must_use]
    pub fn worth(&self, amount: &Number, day: Date, digits: u8) -> Option<Number> {
        let value = self.value_on(day)?;
        amount.multiply(&value.value).and_then(|worth| worth.round_to(&Number::decimal(1, digits), Rule::HalfUp)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_holds_from_its_day_on() {
        let day = |text| Date::parse(text).expect("a day");
        let value = |text| Spanned::new(Number::parse(text).expect("a number"), Span::default());
        let shares = CompanyUnit {
            name: "shares".into(),
            title: Text::same("shares"),
            digits: 0,
            values: vec![(day("2026-01-01"), value("12.5")), (day("2026-07-01"), value("14.005"))],
            taxable: true,
            span: Span::default(),
        };
        let worth = |on| shares.worth(&Number::whole(3), day(on), 2).map(|worth| worth.to_fixed_text(2));
        assert_eq!(worth("2025-12-31"), None);
        assert_eq!(worth("2026-01-01").as_deref(), Some("37.50"));
        assert_eq!(worth("2026-06-30").as_deref(), Some("37.50"));
        assert_eq!(worth("2026-07-01").as_deref(), Some("42.02"));
    }
}
