//! Pay that is not money: in which unit a line is, how many of its smallest parts make an amount, and what of it is taxable.

use std::sync::Arc;

use attain_rules::company::Company;
use attain_rules::date::Date;
use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::plan::Component;
use attain_rules::rounding::Rule;
use attain_rules::unit::{CompanyUnit, UnitPlace};

use crate::fault::Fault;
use crate::outcome::{Line, LineKind};
use crate::trace::{Fact, FactId, How, Role, Trace};
use crate::value::Value;

/// The unit of a component's lines of a kind; nothing for money. Things say themselves which they are.
pub(crate) fn unit_of(component: &Component, kind: LineKind) -> Option<UnitPlace> {
    let as_money = match kind {
        LineKind::Cash => true,
        // What is decided by hand, or due for closed periods, is paid as everything else is.
        LineKind::Adjustment | LineKind::Difference => component.is_paid_as_money(),
        _ => false,
    };
    component.unit().filter(|_| !as_money)
}

/// How many of the smallest parts, of so many digits behind the point, make the amount; nothing where it is no whole count of them,
/// or too many.
pub(crate) fn minor_units(amount: &Number, digits: u8) -> Option<i64> {
    let minor = amount.divide(&Number::decimal(1, digits)).ok()?.to_whole()?;
    i64::try_from(minor).ok()
}

/// What of a line is taxable, in minor units of the currency, where its unit is taxable; nothing for money, for nothing, and for
/// units that become money.
///
/// # Errors
/// [`Fault::NoValue`] where nobody knows what the unit is worth on the last day of the period in which the line is paid;
/// [`Fault::Overflow`].
pub(crate) fn taxable(
    company: &Company,
    component: &Component,
    (unit, amount): (Option<UnitPlace>, &Number),
    paid_in: Period,
) -> Result<Option<i64>, Fault> {
    let Some(unit) = unit.and_then(|place| company.unit(place)) else { return Ok(None) };
    if !unit.taxable || component.is_paid_as_money() || amount.is_zero() {
        return Ok(None);
    }
    let digits = company.minor_digits();
    let day = company.calendar.days(paid_in).last;
    if unit.value_on(day).is_none() {
        return Err(Fault::NoValue { unit: unit.name.as_str().into(), day });
    }
    let worth = unit.worth(amount, day, digits).and_then(|worth| minor_units(&worth, digits));
    worth.map(Some).ok_or(Fault::Overflow)
}

impl Line {
    /// Is anything paid, or taxable?
    #[must_use]
    pub fn is_something(&self) -> bool {
        self.minor_units != 0 || self.taxable.is_some_and(|taxable| taxable != 0)
    }
}

/// The trace of a line with what of it is taxable: what one is worth on a `day`, where `place` says, times how many there are, rounded.
pub(crate) fn with_taxable(
    trace: &mut Trace,
    (unit, place): (&CompanyUnit, Arc<str>),
    day: Date,
    (taxable, digits): (i64, u8),
) {
    let Some(value) = unit.value_on(day) else { return };
    let Some(mut line) = trace.facts.pop() else { return };
    let Value::Number(amount) = line.value.clone() else {
        trace.facts.push(line);
        return;
    };
    line.role = Role::Units;
    let mut add = |role, value: Number, how: Option<How>, place| {
        let how = how.unwrap_or_else(|| How::Given { text: value.to_exact_text().into() });
        trace.facts.push(Fact { role, value: Value::Number(value), how, place });
        FactId(u32::try_from(trace.facts.len().saturating_sub(1)).unwrap_or(u32::MAX))
    };
    let units = add(line.role, amount.clone(), Some(line.how), line.place);
    let one = add(Role::UnitValue, value.value.clone(), None, place);
    // Both were multiplied before.
    let worth = amount.multiply(&value.value).unwrap_or_default();
    let (taxable, product) = (Number::decimal(taxable.into(), digits), How::Product(vec![units, one]));
    if worth == taxable {
        add(Role::TaxableValue, taxable, Some(product), Arc::default());
    } else {
        let worth = add(Role::Part, worth, Some(product), Arc::default());
        let smallest = add(Role::Part, Number::decimal(1, digits), None, Arc::default());
        let rounding = How::Rounding { of: worth, rule: Rule::HalfUp, unit: smallest };
        add(Role::TaxableValue, taxable, Some(rounding), Arc::default());
    }
    add(Role::Line, amount, Some(How::Same(units)), Arc::default());
}
