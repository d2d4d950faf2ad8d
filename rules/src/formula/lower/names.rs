//! What names stand for.

use super::functions::{FUNCTIONS, SPECIAL};
use super::windows::WINDOW_WORDS;
use super::{Kind, Lowering, Part};
use crate::company::Schema;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::{f, n};
use crate::formula::expression::{Aspect, Name, Node, OnPlan, Unit, Window};
use crate::formula::scope::Days;
use crate::formula::units::Units;
use crate::nearest::nearest;
use crate::source::Span;

/// Days of the period at hand.
const DAYS: [(&str, Name); 2] = [("first_day", Name::FirstDay), ("last_day", Name::LastDay)];

/// How other languages call an empty value.
const NOTHING: [&str; 7] = ["null", "NULL", "nil", "none", "None", "empty", "空"];

impl Lowering<'_> {
    /// The name that token `at` is.
    pub(super) fn name_of(&self, at: usize) -> &str {
        let Some(token) = self.tokens.get(at) else { return "" };
        self.text.text.get(token.start..token.end).unwrap_or_default()
    }

    /// The value that the name at token `at` stands for.
    pub(super) fn name(&mut self, at: usize) -> Part {
        let name = self.name_of(at).to_owned();
        match self.resolve(&name) {
            Some((found, kind)) => self.part(Node::Name(found), kind, at, at),
            None => {
                let span = self.span(at, at);
                let diagnostic = self.unknown_name(&name, span);
                self.wrong(at, at, diagnostic)
            }
        }
    }

    fn resolve(&self, name: &str) -> Option<(Name, Kind)> {
        if let Some((slot, local)) = self.locals.iter().enumerate().rev().find(|(_, local)| local.name == name) {
            return Some((Name::Local(slot), local.kind));
        }
        self.known(name)
    }

    /// Has the name a meaning here without any `let`?
    pub(super) fn stands_for_something(&self, name: &str) -> bool {
        self.known(name).is_some()
    }

    /// What the name stands for unless a `let` gives it.
    fn known(&self, name: &str) -> Option<(Name, Kind)> {
        if name == "target" && self.scope.has_target {
            return Some((Name::Target, Kind::Number(Units::of(self.scope.pay()))));
        }
        if name == "period" && self.scope.period.is_some() {
            return Some((Name::Period, Kind::Text));
        }
        if let Some((_, day)) = DAYS.iter().find(|(word, _)| *word == name).filter(|_| self.scope.period.is_some()) {
            return Some((day.clone(), Kind::Date));
        }
        let on_plan = OnPlan::ALL.into_iter().find(|on_plan| on_plan.word() == name);
        if let Some(on_plan) = on_plan.filter(|on_plan| self.scope.knows_days(*on_plan)) {
            let kind = match on_plan {
                OnPlan::Days | OnPlan::DaysInGroup => Kind::Number(Units::of(Unit::Count)),
                OnPlan::AtStart | OnPlan::AtEnd => Kind::YesNo,
            };
            return Some((Name::OnPlan(on_plan), kind));
        }
        if let Some(measure) = self.measure(name) {
            let kind = Kind::of_measure(self.scope.measures.get(measure)?.unit);
            return Some((Name::Measure { measure, aspect: Aspect::Total, window: Window::OWN }, kind));
        }
        self.column(name)
    }

    /// The column or attribute of this name.
    pub(super) fn column(&self, name: &str) -> Option<(Name, Kind)> {
        if self.without(name).is_some() {
            return None;
        }
        if let Some(place) = self.scope.columns.iter().position(|(column, _)| column == name) {
            return Some((Name::Column(place), self.scope.columns.get(place)?.1.into()));
        }
        let place = self.scope.attributes.iter().position(|attribute| attribute.name == name)?;
        Some((Name::Attribute(place), self.scope.attributes.get(place)?.kind.into()))
    }

    /// The file without a column of this name.
    pub(super) fn without(&self, name: &str) -> Option<&str> {
        self.scope.without_amount.filter(|_| name == Schema::STANDARD[Schema::AMOUNT])
    }

    /// The place of the measure of this name.
    pub(super) fn measure(&self, name: &str) -> Option<usize> {
        self.scope.measures.iter().position(|measure| measure.name == name)
    }

    fn unknown_name(&self, name: &str, span: Span) -> Diagnostic {
        if let Some(file) = self.without(name) {
            return n::n026::without_amount(span, file);
        }
        if self.scope.components.iter().any(|component| component == name) {
            return n::n006::component(span, name);
        }
        if let Some(signature) = FUNCTIONS.iter().chain(SPECIAL).find(|function| function.name == name) {
            return n::n006::function(span, name, signature.usage);
        }
        if self.scope.member.is_some_and(|member| member.knows(name)) {
            return f::f024::of_one_member(span, name);
        }
        if name == "target" {
            return n::n005::no_target(span);
        }
        if let Some(on_plan) = OnPlan::ALL.into_iter().find(|on_plan| on_plan.word() == name) {
            return if on_plan == OnPlan::DaysInGroup && self.scope.days == Days::OnPlan {
                f::f024::no_group(span)
            } else {
                n::n005::no_days_on_plan(span, name)
            };
        }
        if name == "period" || DAYS.iter().any(|(word, _)| *word == name) {
            return n::n005::no_period(span, name);
        }
        if WINDOW_WORDS.iter().any(|(word, _)| *word == name) {
            return f::f021::window_as_value(span, name);
        }
        if NOTHING.contains(&name) {
            return n::n001::nothing(span, name);
        }
        let near = nearest(name, self.values());
        if self.scope.measures.is_empty() && !self.scope.columns.is_empty() {
            n::n001::unknown_column(span, name, near)
        } else {
            n::n002::unknown_name(span, name, near)
        }
    }

    /// All names of values, measures first.
    fn values(&self) -> impl Iterator<Item = &str> {
        let scope = self.scope;
        let target = scope.has_target.then_some("target");
        let period = scope.period.is_some().then_some("period");
        let locals = self.locals.iter().map(|local| local.name.as_str());
        let measures = scope.measures.iter().map(|measure| measure.name.as_str());
        let days = DAYS.iter().map(|(word, _)| *word).filter(|_| scope.period.is_some());
        let on_plan = OnPlan::ALL
            .into_iter()
            .filter(|on_plan| scope.knows_days(*on_plan))
            .map(|on_plan| -> &str { on_plan.word() });
        locals.chain(measures).chain(self.columns()).chain(target).chain(period).chain(days).chain(on_plan)
    }

    /// All names of columns and attributes.
    pub(super) fn columns(&self) -> impl Iterator<Item = &str> {
        let columns = self.scope.columns.iter().map(|(name, _)| name.as_str());
        columns.chain(self.scope.attributes.iter().map(|attribute| attribute.name.as_str()))
    }
}
