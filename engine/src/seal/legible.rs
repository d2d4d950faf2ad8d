//! What a sealed line says, read: amounts, kinds, days and periods. What nobody can read is refused and never taken for nothing,
//! also where every digest fits.

use attain_rules::both;
use attain_rules::company::Company;
use attain_rules::date::Date;
use attain_rules::diagnostic::Diagnostic;
use attain_rules::diagnostics::r::{r030, r033};
use attain_rules::number::Number;
use attain_rules::source::Span;
use attain_rules::text::Text;
use attain_rules::unit::UnitPlace;

use super::{Closed, Seal, SealedLine};
use crate::outcome::LineKind;
use crate::units::minor_units;

/// What is wrong with the lines of a seal in the company's currency, at `span`.
pub(super) fn illegible(seal: &Seal, span: Span, company: &Company) -> Vec<Diagnostic> {
    let (mut touched, mut wrong) = (Vec::new(), Vec::new());
    for line in &seal.lines {
        touched.extend(line.illegible(company));
        if let Some(unit) = line.lost_digits(company) {
            wrong.push(r033::digits(span, unit, &line.amount, &seal.period));
        }
    }
    if !touched.is_empty() {
        wrong.insert(0, r030::touched(span, &Closed::path(&seal.period), &touched));
    }
    wrong
}

impl SealedLine {
    /// How much was paid, in the smallest parts of its unit or of the currency; nothing of lines that are refused.
    pub(super) fn paid(&self, company: &Company, unit: Option<UnitPlace>) -> Option<i64> {
        minor_units(&Number::parse(&self.amount).ok()?, company.digits_of(unit))
    }

    /// How much of it was taxable, in minor units of the currency; nothing where nothing was.
    pub(super) fn taxed(&self, company: &Company) -> Option<i64> {
        minor_units(&Number::parse(self.taxable.as_deref()?).ok()?, company.minor_digits())
    }

    /// What of it nobody can read.
    fn illegible(&self, company: &Company) -> Vec<Text> {
        let (id, calendar) = (&self.id, company.calendar);
        let mut told = Vec::new();
        let unit = self.unit.as_deref().map(|unit| company.unit_named(unit));
        let is_amount = match unit {
            // What the unit is called now is told with the differences.
            Some(None) => Number::parse(&self.amount).is_ok(),
            Some(Some(place)) => self.paid(company, Some(place)).is_some() || self.lost_digits(company).is_some(),
            None => self.paid(company, None).is_some(),
        };
        if !is_amount {
            let amount = &self.amount;
            told.push(both!("of line `{id}` its amount is `{amount}`", "收入行 `{id}` 的金额是 `{amount}`"));
        }
        if let Some(taxable) = self.taxable.as_ref().filter(|_| self.taxed(company).is_none()) {
            told.push(both!("of line `{id}` `{taxable}` is taxable", "收入行 `{id}` 的应税价值是 `{taxable}`"));
        }
        if LineKind::of_word(&self.kind).is_none() {
            let kind = &self.kind;
            told.push(both!("of line `{id}` its kind is `{kind}`", "收入行 `{id}` 的种类是 `{kind}`"));
        }
        if Date::parse(&self.version).is_none() {
            let version = &self.version;
            told.push(both!(
                "line `{id}` is of the version of `{version}`, which is no day",
                "收入行 `{id}` 的方案版本是 `{version}`，这不是日期"
            ));
        }
        if calendar.parse(&self.earned_for).is_none() {
            let period = &self.earned_for;
            told.push(both!(
                "line `{id}` was earned for `{period}`, which is no period",
                "收入行 `{id}` 的所属期间是 `{period}`，这不是期间"
            ));
        }
        if calendar.parse(&self.paid_in).is_none() {
            let period = &self.paid_in;
            told.push(both!(
                "line `{id}` was paid in `{period}`, which is no period",
                "收入行 `{id}` 的支付期间是 `{period}`，这不是期间"
            ));
        }
        told
    }

    /// The unit of the line, where that has fewer digits now than the amount.
    fn lost_digits(&self, company: &Company) -> Option<&str> {
        let unit = self.unit.as_deref()?;
        let smallest = Number::decimal(1, company.digits_of(Some(company.unit_named(unit)?)));
        let parts = Number::parse(&self.amount).ok()?.divide(&smallest).ok()?;
        parts.to_whole().is_none().then_some(unit)
    }
}
