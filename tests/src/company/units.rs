//! What a company pays in beside money.

use crate::calendar::{Calendar, Day, Month};
use crate::exact::{Exact, Rule, decimal, round, whole};

use super::{Company, Component, Pay, Rounding, Step};

/// Something other than money.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Name.
    pub name: &'static str,
    /// Digits behind the point.
    pub digits: u32,
    /// What one is worth, by the day from which that holds; one alone for ever.
    pub values: Vec<(Day, Exact)>,
    /// Is its value taxable?
    pub taxable: bool,
}

impl Unit {
    /// What one is worth on the last day of a month.
    pub(crate) fn value(&self, calendar: Calendar, last: Month) -> &Exact {
        if let [(_, one)] = self.values.as_slice() {
            return one;
        }
        let day = calendar.last_day(last);
        &self.values.iter().rev().find(|(from, _)| *from <= day).expect("a unit has a value on all days").1
    }
}

impl Company {
    /// A component of this name, and in which unit it pays.
    #[must_use]
    pub fn paid_in(&self, component: &str, unit: Option<usize>) -> String {
        match unit {
            Some(unit) => format!("{component} in {}", self.units[unit].name),
            None => component.to_owned(),
        }
    }

    /// Digits of what is decided by hand for the component of this plan and name.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn digits_by_hand(&self, plan: &str, component: &str) -> u32 {
        self.component(plan, component).unit_by_hand().map_or(self.digits, |unit| self.units[unit].digits)
    }

    /// The component of this plan and name.
    pub(crate) fn component(&self, plan: &str, name: &str) -> &Component {
        let of_plan = self.plans.iter().filter(|one| one.name == plan).flat_map(|plan| &plan.components);
        of_plan.into_iter().find(|component| component.name == name).expect("a component of the company")
    }
}

impl Component {
    /// Are its prizes things?
    #[must_use]
    pub fn gives_things(&self) -> bool {
        matches!(&self.pay, Pay::Contest(contest) if !contest.things.is_empty())
    }

    /// In which unit decisions by hand are; nothing for money.
    pub(crate) fn unit_by_hand(&self) -> Option<usize> {
        self.unit.filter(|_| !self.paid_as_money)
    }

    /// How a step is rounded: as the component says, or else its plan. What is paid in a unit goes by the plan's rule for lines to
    /// the unit's own digits; things are whole.
    pub(crate) fn rounding_of(&self, company: &Company, of_plan: &[Rounding], step: Step) -> Option<Rounding> {
        let find = |all: &[Rounding], step| all.iter().find(|rounding| rounding.step == step).cloned();
        let own = find(self.rounding.as_deref().unwrap_or_default(), step);
        own.or_else(|| match (self.unit, step) {
            (Some(unit), Step::Line | Step::Fund) => {
                let rule = find(of_plan, Step::Line).map_or(Rule::HalfUp, |rounding| rounding.rule);
                Some(Rounding { step, rule, unit: decimal(1, company.units[unit].digits) })
            }
            (None, Step::Line) if self.gives_things() => Some(Rounding { step, rule: Rule::HalfUp, unit: whole(1) }),
            _ => find(of_plan, step),
        })
    }

    /// How its lines are rounded.
    pub(crate) fn line_rounding(&self, company: &Company, of_plan: &[Rounding]) -> Rounding {
        let minor = || Rounding { step: Step::Line, rule: Rule::HalfUp, unit: decimal(1, company.digits) };
        self.rounding_of(company, of_plan, Step::Line).unwrap_or_else(minor)
    }
}

/// What so much of a unit is worth.
pub(crate) fn worth(amount: &Exact, value: &Exact, (rule, digits): (Rule, u32)) -> Exact {
    round(&(amount * value), &decimal(1, digits), rule)
}
