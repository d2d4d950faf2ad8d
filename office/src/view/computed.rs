//! [`Computed`]: a run with everything that it was made from, as views need it.

use std::collections::BTreeMap;

use attain_engine::inputs::{Inputs, Participant, ParticipantIndex};
use attain_engine::outcome::{Line, LineKind, Outcome};
use attain_engine::seal::Closed;
use attain_rules::both;
use attain_rules::company::Company;
use attain_rules::period::Period;
use attain_rules::plan::{Component, Plan};
use attain_rules::text::{Language, Text};
use attain_rules::unit::UnitPlace;

use super::amount;
use crate::period::Stretch;

/// What lines of one unit come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// In the smallest parts of the unit.
    pub amount: i128,
    /// Of what is taxable, in minor units of the currency.
    pub taxable: Option<i128>,
}

/// What is added up by itself: plan, component, kind and unit of a line.
pub type Part = (u32, u32, LineKind, Option<UnitPlace>);

/// A run and what it was made from.
#[derive(Clone, Copy)]
pub struct Computed<'a> {
    /// The company.
    pub company: &'a Company,
    /// Its plans, as [`Line::plan`] counts them.
    pub plans: &'a [Plan],
    /// What went in.
    pub inputs: &'a Inputs,
    /// What came out.
    pub outcome: &'a Outcome,
    /// What was asked for.
    pub stretch: Stretch,
    /// What is closed.
    pub closed: &'a Closed,
}

impl<'a> Computed<'a> {
    /// With which lines a line is added up.
    pub const fn part_of(line: &Line) -> Part {
        (line.plan, line.component, line.kind, line.unit)
    }

    /// Digits of the currency behind the point.
    pub fn digits(&self) -> u8 {
        self.company.minor_digits()
    }

    /// The currency's ISO code.
    pub fn currency(&self) -> &'static str {
        self.company.currency.code()
    }

    /// Digits behind the point of amounts in a unit, or of money.
    pub fn digits_of(&self, unit: Option<UnitPlace>) -> u8 {
        self.company.digits_of(unit)
    }

    /// How much of a unit, or of money, for reading: `500 points`, and money without its currency, which is the same everywhere.
    pub fn counted(&self, minor_units: i128, unit: Option<UnitPlace>, language: Language) -> String {
        let number = amount::minor(minor_units, self.digits_of(unit));
        if unit.is_none() {
            return number;
        }
        format!("{number} {}", self.company.title_of(unit).in_language(language))
    }

    /// In which unit a component pays, by their places; nothing for money.
    pub fn unit_at(&self, plan: u32, component: u32) -> Option<UnitPlace> {
        self.component_at(plan, component).and_then(|(_, component)| component.unit())
    }

    /// How much there is in each unit, money first, of the lines that are given: sums in smallest parts, and what of them is
    /// taxable.
    pub fn sums<'l>(lines: impl Iterator<Item = &'l Line>) -> BTreeMap<Option<UnitPlace>, Sum> {
        let mut sums: BTreeMap<Option<UnitPlace>, Sum> = BTreeMap::from([(None, Sum::default())]);
        for line in lines {
            let sum = sums.entry(line.unit).or_default();
            sum.amount = sum.amount.saturating_add(line.minor_units.into());
            if let Some(taxable) = line.taxable {
                sum.taxable = Some(sum.taxable.unwrap_or(0).saturating_add(taxable.into()));
            }
        }
        sums
    }

    /// The plan and the component of `line`.
    pub fn component(&self, line: &Line) -> Option<(&'a Plan, &'a Component)> {
        line.part(self.plans)
    }

    /// A plan version and its component by their places.
    pub fn component_at(&self, plan: u32, component: u32) -> Option<(&'a Plan, &'a Component)> {
        let plan = self.plans.get(usize::try_from(plan).ok()?)?;
        Some((plan, plan.components.get(usize::try_from(component).ok()?)?))
    }

    /// Is the period closed, so that its lines are those that were sealed?
    pub fn is_closed(&self, period: Period) -> bool {
        self.closed.holds(period.last())
    }

    /// What to say behind figures of the run's last period which are not sealed but computed from what is known by now.
    pub fn computed_now(&self) -> Text {
        if self.closed.holds(self.stretch.last) {
            both!(", computed now", "（按现有数据重算）")
        } else {
            Text::default()
        }
    }

    /// Someone by their place.
    pub fn participant(&self, index: ParticipantIndex) -> Option<&'a Participant> {
        self.inputs.participant(index)
    }

    /// Someone's id; empty for a place that does not exist.
    pub fn id(&self, index: ParticipantIndex) -> &'a str {
        self.participant(index).map_or("", |participant| &participant.id)
    }
}
