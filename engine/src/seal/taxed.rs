//! [`TaxableDue`]: what is taxable of what is due for a closed period. Units are taxed once, at what one is worth on the last day of
//! the period in which they are paid; where that value was corrected since, the open period makes up for it.

use std::sync::Arc;

use attain_rules::company::Company;
use attain_rules::date::Date;
use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::plan::Component;
use attain_rules::rounding::Rule;
use attain_rules::unit::{CompanyUnit, UnitPlace};

use super::account::Account;
use crate::fault::{Fault, Stop};
use crate::record::{Arithmetic as _, Noted, Tracer};
use crate::trace::{How, Role};
use crate::units::taxable;

/// What is taxable of the units that are due, and what is not stated yet of units that were paid before.
#[derive(Default)]
pub(super) struct TaxableDue {
    /// Of the units that are due; nothing where nothing of them is taxable.
    own: Option<i64>,
    /// Lines whose value is not what it was when they were sealed; none where that comes to nothing in all.
    restated: Vec<Restated>,
    /// What `restated` comes to.
    since: i64,
}

/// A sealed line of which something else is taxable by what is known now.
struct Restated {
    /// The path of its seal.
    place: String,
    amount: Number,
    day: Date,
    /// As sealed.
    stated: i64,
    now: Option<i64>,
}

impl TaxableDue {
    /// Of an account in a unit that is due `due` units of it in the period `open`.
    pub(super) fn of(
        company: &Company,
        component: &Component,
        (unit, account): (Option<UnitPlace>, &Account<'_>),
        (due, open): (i64, Period),
    ) -> Result<Self, Fault> {
        let digits = company.digits_of(unit);
        let of = |minor_units: i64, paid_in: Period| {
            taxable(company, component, (unit, &Number::decimal(minor_units.into(), digits)), paid_in)
        };
        let mut found = Self { own: of(due, open)?, ..Self::default() };
        for posted in &account.posted {
            let Some(taxed) = posted.taxed else { continue };
            let now = of(posted.minor_units, taxed.paid_in)?;
            let change = now.unwrap_or(0).checked_sub(taxed.stated).ok_or(Fault::Overflow)?;
            found.since = found.since.checked_add(change).ok_or(Fault::Overflow)?;
            if change != 0 {
                let (place, amount) = (posted.place.clone(), Number::decimal(posted.minor_units.into(), digits));
                let day = company.calendar.days(taxed.paid_in).last;
                found.restated.push(Restated { place, amount, day, stated: taxed.stated, now });
            }
        }
        if found.since == 0 {
            found.restated.clear();
        }
        found.own.unwrap_or(0).checked_add(found.since).ok_or(Fault::Overflow)?;
        Ok(found)
    }

    /// Is there something to make up for?
    pub(super) const fn is_restated(&self) -> bool {
        self.since != 0
    }

    /// All of it, in minor units of the currency.
    pub(super) fn total(&self) -> Option<i64> {
        let all = self.own.unwrap_or(0).saturating_add(self.since);
        (self.own.is_some() || self.is_restated()).then_some(all)
    }

    /// What is to be made up for, behind the units that are due; nothing where that is nothing.
    pub(super) fn since_text(&self, digits: u8) -> String {
        let since = || format!(" (taxable {})", Number::decimal(self.since.into(), digits).to_fixed_text(digits));
        self.is_restated().then(since).unwrap_or_default()
    }

    /// Tells how it came about, of the line's `units` that are due on the `day`.
    pub(super) fn explain(
        &self,
        tracer: &mut Tracer,
        (unit, digits): (&CompanyUnit, u8),
        (units, day): (&Noted, Date),
    ) -> Result<(), Stop> {
        let money = |minor_units: i64| Number::decimal(minor_units.into(), digits);
        let mut now = Vec::new();
        if self.own.is_some() {
            let role = if self.is_restated() { Role::Part } else { Role::TaxableValue };
            now.extend(worth(tracer, (unit, digits), (units, day), role)?);
        }
        if !self.is_restated() {
            return Ok(());
        }
        let mut stated = Vec::new();
        for one in &self.restated {
            let place = || one.place.as_str().into();
            if one.now.is_some() {
                let units = tracer.given(one.amount.clone(), || Role::Part, place);
                now.extend(worth(tracer, (unit, digits), (&units, one.day), Role::Part)?);
            }
            stated.push(tracer.given(money(one.stated), || Role::TaxableValue, place));
        }
        let now = tracer.sum(&now, || Role::Part)?;
        let stated = tracer.sum(&stated, || Role::Part)?;
        tracer.difference(&now, &stated, || Role::TaxableValue)?;
        Ok(())
    }
}

/// What one is worth on the day times how many there are, rounded; nothing where that is not known.
fn worth(
    tracer: &mut Tracer,
    (unit, digits): (&CompanyUnit, u8),
    (units, day): (&Noted, Date),
    role: Role,
) -> Result<Option<Noted>, Stop> {
    let Some(value) = unit.value_on(day) else { return Ok(None) };
    let one = tracer.given(value.value.clone(), || Role::UnitValue, Arc::default);
    let smallest = Number::decimal(1, digits);
    let exact = units.value.multiply(&one.value)?;
    let rounded = exact.round_to(&smallest, Rule::HalfUp)?;
    if rounded == exact {
        return tracer.product(units, &one, || role).map(Some);
    }
    let of = tracer.product(units, &one, || Role::Part)?;
    let smallest = tracer.given(smallest, || Role::Part, Arc::default);
    let how = How::Rounding { of: of.fact, rule: Rule::HalfUp, unit: smallest.fact };
    Ok(Some(tracer.note(rounded, || (role, how, Arc::default()))))
}
