//! Which lines may be paid in an example's period: what can have none is expected for no reason.

use attain_engine::inputs::{Adjusted, ParticipantIndex};
use attain_rules::both;
use attain_rules::date::{Date, DateRange};
use attain_rules::diagnostic::{Diagnostic, Diagnostics};
use attain_rules::diagnostics::n::{n043, n045, n049};
use attain_rules::example::{ComponentName, Example, Expectation, Figure, Setting};
use attain_rules::nearest::nearest;
use attain_rules::period::{Period, PeriodLength};
use attain_rules::plan::{Component, Medium, Pay, Plan};
use attain_rules::source::Span;
use attain_rules::text::Text;
use attain_rules::unit::UnitPlace;

use super::{Ground, One};

/// Kinds of lines that no setting of a plan gives.
const BY_DATA: [&str; 2] = ["adjustment", "difference"];

impl<'a> Ground<'a> {
    /// The plans on which somebody is or was until a day, with all their versions.
    fn plans_until(self, who: ParticipantIndex, last: Date) -> impl Iterator<Item = &'a Plan> {
        let names = self.assigned(who).filter(move |(_, days)| days.first <= last);
        names.flat_map(move |(name, _)| self.versions(name).map(|(_, plan)| plan))
    }

    /// What of an example could come out in no period, whichever is meant.
    pub(super) fn never(self, (who, id): (ParticipantIndex, &str), example: &Example, found: &mut Diagnostics) {
        let plans: Vec<&Plan> = self.plans_until(who, DateRange::FOREVER).collect();
        let is_paid = |name: &ComponentName| {
            self.inputs.adjustments.iter().filter(|adjustment| adjustment.participant == who).any(|adjustment| {
                matches!(&adjustment.what, Adjusted::Payment { plan, component, .. } if name.means(plan, component))
            })
        };
        for expectation in &example.expect {
            let Some(name) = expectation.what.component() else { continue };
            let has = |plan: &&Plan| plan.components.iter().any(|part| name.means(&plan.name, &part.name));
            if !plans.is_empty() && !plans.iter().any(has) && !is_paid(name) {
                found.push(of_another_plan(id, &plans, name, expectation.span));
            }
        }
    }
}

impl<'a> One<'a> {
    /// The plans on which the participant is or was, with all their versions.
    pub(super) fn until_now(&self) -> impl Iterator<Item = &'a Plan> {
        self.ground.plans_until(self.who, self.days().last)
    }

    /// The components of these plans that the name may mean.
    pub(super) fn parts(&self, name: &ComponentName) -> Vec<(&'a Plan, &'a Component)> {
        let all = self.until_now().flat_map(|plan| plan.components.iter().map(move |part| (plan, part)));
        all.filter(|(plan, part)| name.means(&plan.name, &part.name)).collect()
    }

    /// The last period of the component that ends in the example's or before, and in which the participant is on this version.
    pub(super) fn last_period(&self, plan: &Plan, part: &Component) -> Option<Period> {
        let (calendar, period, end) = (self.ground.company.calendar, self.period.value, self.days().last);
        let own = self.ground.assigned(self.who).filter(|(name, _)| *name == plan.name);
        let on_plan = own.filter_map(|(_, days)| days.within(plan.effective)).filter(|days| days.first <= end);
        let last = on_plan.filter_map(|days: DateRange| {
            let own = calendar.period_of(calendar.month_of(days.last.min(end)), part.every);
            let own = if own.last() > period.last() { own.plus(-1) } else { own };
            self.ground.days(own).overlaps(&days).then_some(own)
        });
        last.max_by_key(|own| own.last())
    }

    /// Does a period of the component end in the example's, in which the participant is on this version?
    pub(super) fn has_turn(&self, plan: &Plan, part: &Component) -> bool {
        self.last_period(plan, part).is_some_and(|own| own.last() >= self.period.value.first)
    }

    /// May the component give the participant a line in the period, of whatever kind?
    pub(super) fn may_pay(&self, plan: &Plan, part: &Component) -> bool {
        let Some(last) = self.last_period(plan, part) else { return false };
        if part.draw().is_some() && part.carries_balance() {
            // What is owed is taken back for as long as anything is.
            return self.ends(part.every);
        }
        let after = part.due.as_ref().map_or(0, |due| due.most_after(plan.effective.first));
        last.last().plus(after) >= self.period.value.first
    }

    /// Does a calendar period of this length end in the example's?
    fn ends(&self, every: PeriodLength) -> bool {
        let period = self.period.value;
        let own = self.ground.company.calendar.period_of(period.last(), every);
        own.last() == period.last() || own.first > period.first
    }

    /// The components to which something is paid by hand in the period: plan and component.
    fn by_hand(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.ground.inputs.adjustments.iter().filter_map(|adjustment| match &adjustment.what {
            Adjusted::Payment { plan, component, paid_in, .. }
                if adjustment.participant == self.who && self.period.value.holds(*paid_in) =>
            {
                Some((&**plan, &**component))
            }
            _ => None,
        })
    }

    /// May anything at all be paid in the period?
    pub(super) fn may_be_paid(&self) -> bool {
        let mut until_now = self.until_now().peekable();
        self.by_hand().next().is_some()
            || until_now.peek().is_some() && self.ground.closed
            || until_now.any(|plan| plan.components.iter().any(|part| self.may_pay(plan, part)))
    }

    /// The plans of which lines under this name may be paid in the period.
    pub(super) fn plans_that_pay(&self, name: &ComponentName) -> Vec<&'a str> {
        let parts = self.parts(name).into_iter().filter(|(plan, part)| self.may_pay(plan, part));
        let by_hand = self.by_hand().filter(|(plan, part)| name.means(plan, part)).map(|(plan, _)| plan);
        each_once(parts.map(|(plan, _)| plan.name.as_str()).chain(by_hand))
    }

    /// May any line under this name be paid in the period, by the plans or by what else is known?
    pub(super) fn may_have_line(&self, name: &ComponentName) -> bool {
        let parts = self.parts(name);
        parts.iter().any(|(plan, part)| self.may_pay(plan, part))
            || self.by_hand().any(|(plan, part)| name.means(plan, part))
            || self.ground.closed && !parts.is_empty()
    }

    /// A line, of which kind if one is said, must be able to come out.
    pub(super) fn line(
        &self,
        (name, kind): (&ComponentName, Option<&str>),
        expectation: &Expectation,
        found: &mut Diagnostics,
    ) {
        let span = expectation.span;
        if !self.is_one(name, &self.plans_that_pay(name), span, found) {
            return;
        }
        let parts = self.parts(name);
        let is_paid = self.by_hand().any(|(plan, part)| name.means(plan, part));
        if parts.is_empty() {
            if !is_paid {
                found.push(self.of_another_plan(name, span));
            }
            return;
        }
        if let Some(setting) = kind.and_then(Setting::of_line) {
            self.has_setting((name, &parts), setting, expectation, found);
        }
        if !kind.is_some_and(|kind| BY_DATA.contains(&kind)) && !self.may_have_line(name) {
            self.never_then(&parts, span, found);
        }
    }

    /// What is taxable of a line must be able to come out.
    pub(super) fn taxable(&self, name: &ComponentName, expectation: &Expectation, found: &mut Diagnostics) {
        self.line((name, None), expectation, found);
        let parts = self.parts(name);
        if !parts.is_empty() && parts.iter().all(|(_, part)| part.medium == Medium::Money) {
            found.push(n049::no_setting(expectation.span, &expectation.text, &name.to_string(), "in"));
        }
    }

    /// A sum of lines, in a unit or in money, must be able to be anything but 0.
    pub(super) fn sum(&self, unit: Option<&str>, expectation: &Expectation, found: &mut Diagnostics) {
        let (span, text, who) = (expectation.span, expectation.text.as_str(), self.id.value.as_str());
        let place = unit.and_then(|unit| self.ground.company.unit_named(unit));
        let parts: Vec<_> =
            self.until_now().flat_map(|plan| plan.components.iter().map(move |part| (plan, part))).collect();
        let mut paying = parts.into_iter().filter(|(_, part)| pays_in(part, place)).peekable();
        if self.ground.closed || self.by_hand().next().is_some() {
            return;
        }
        if paying.peek().is_none() {
            let what = unit.map_or_else(|| both!("money", "金额"), |unit| Text::same(format!("`{unit}`")));
            found.push(n049::never_paid(span, text, who, &what));
        } else if !paying.any(|(plan, part)| self.may_pay(plan, part)) {
            found.push(n045::nothing_ends(self.period.span, text, who, &self.label()));
        }
    }

    /// Some version of the plan must have what gives the figure.
    pub(super) fn has_setting(
        &self,
        (name, parts): (&ComponentName, &[(&Plan, &Component)]),
        setting: Setting,
        expectation: &Expectation,
        found: &mut Diagnostics,
    ) {
        if parts.is_empty() || parts.iter().any(|(_, part)| setting.is_in(part)) {
            return;
        }
        let lacks = if setting.is_kind { n049::no_kind } else { n049::no_setting };
        found.push(lacks(expectation.span, &expectation.text, &name.to_string(), setting.key));
    }

    /// Some version of the plan must have the row or the part that the figure is of.
    pub(super) fn has_row(
        &self,
        (name, parts): (&ComponentName, &[(&Plan, &Component)]),
        figure: &Figure,
        expectation: &Expectation,
        found: &mut Diagnostics,
    ) {
        let Some(row) = figure.numbered() else { return };
        // Where the setting itself is lacking, that is told.
        let has = |part: &Component| figure.setting().is_none_or(|setting| setting.is_in(part));
        let counts = parts.iter().filter(|(_, part)| has(part)).map(|(_, part)| row.count_in(part));
        let Some(most) = counts.max() else { return };
        if usize::try_from(row.number).is_ok_and(|number| number > most) {
            let (text, name) = (&expectation.text, name.to_string());
            found.push(n049::no_row(expectation.span, text, &name, (&row.what(), row.number, most)));
        }
    }

    /// Why none of the components, of which there is one at least, has a line in the period.
    pub(super) fn never_then(&self, parts: &[(&Plan, &Component)], span: Span, found: &mut Diagnostics) {
        let (who, label) = (self.id.value.as_str(), self.label());
        let ending = parts.iter().rfind(|(_, part)| self.ends(part.every));
        match (ending, parts.last()) {
            (Some((plan, part)), _) => found.push(n045::not_on_plan_then(span, &part.name, (who, &plan.name), &label)),
            (None, Some((_, part))) => found.push(n045::no_period_ends(span, &part.name, part.every, &label)),
            (None, None) => {}
        }
    }

    pub(super) fn of_another_plan(&self, name: &ComponentName, span: Span) -> Diagnostic {
        of_another_plan(&self.id.value, &self.until_now().collect::<Vec<_>>(), name, span)
    }
}

/// None of the plans of `who` has the component.
fn of_another_plan(who: &str, plans: &[&Plan], name: &ComponentName, span: Span) -> Diagnostic {
    let names = each_once(plans.iter().map(|plan| plan.name.as_str()));
    let known = plans.iter().flat_map(|plan| &plan.components).map(|component| component.name.as_str());
    n043::not_in_own_plans(span, &name.to_string(), who, &names, nearest(&name.component, known))
}

/// Does the component pay in this unit, or in money?
fn pays_in(part: &Component, unit: Option<UnitPlace>) -> bool {
    let things = match &part.pay {
        Pay::Contest(contest) => contest.things.as_slice(),
        _ => &[],
    };
    match unit {
        None => part.medium == Medium::Money || part.is_paid_as_money(),
        Some(unit) => part.unit() == Some(unit) || things.contains(&unit),
    }
}

pub(super) fn each_once<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut all = Vec::new();
    for name in names {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}
