//! [`Kinds`]: a plan's people, sorted by what formulas read of them, so that one of each kind stands for all.

use std::collections::{BTreeMap, BTreeSet};

use attain_rules::date::DateRange;
use attain_rules::formula::expression::{Expression, Formula, Function, Name, Node, OnPlan};
use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::plan::{Component, Plan};

use super::moving::formulas_behind;
use super::{Files, periods};
use crate::evaluate::{Item, Names, evaluate};
use crate::inputs::Assignment;
use crate::names::parts;
use crate::value::Value;

/// How many kinds are tried at most.
const MOST_KINDS: usize = 24;

/// How many attributes of somebody are told at most.
const MOST_TRAITS: usize = 4;

/// A plan's people by kind.
#[derive(Debug)]
pub(crate) struct Kinds<'a> {
    /// In the order of the first of each.
    pub all: Vec<Kind<'a>>,
    /// How many people there are on the plan.
    pub people: usize,
    /// Are there more kinds than are tried, or is there anything between the smallest and the largest of a number?
    pub has_more: bool,
}

/// People in whom the formulas see no difference.
#[derive(Debug)]
pub(crate) struct Kind<'a> {
    /// In the order of ids.
    pub assignments: Vec<&'a Assignment>,
    /// How many people they are.
    pub people: usize,
    /// Attributes that the formulas read, by name, as the first of them has them.
    pub traits: Vec<(String, Value)>,
}

impl<'a> Kinds<'a> {
    /// By what the formulas of these components of a plan read.
    pub(crate) fn of<'p>(
        files: &Files<'a>,
        plan: &'p Plan,
        components: impl IntoIterator<Item = &'p Component>,
    ) -> Self {
        let formulas: Vec<&Formula> =
            components.into_iter().flat_map(|component| formulas_behind(plan, component)).collect();
        let mut seen = Seen::default();
        formulas.iter().for_each(|formula| seen.look_at(&formula.expression));
        let on_plan = files.inputs.assignments.iter().filter(|assignment| *assignment.plan == *plan.name);
        let on_plan: Vec<(&Assignment, Period)> =
            on_plan.filter_map(|assignment| Some((assignment, periods(files, plan, assignment).next()?))).collect();
        let bands: Vec<Vec<Number>> = seen.others.iter().map(|place| bands(&on_plan, *place)).collect();
        let mut all: Vec<Kind<'a>> = Vec::new();
        let mut places: BTreeMap<Vec<String>, Option<usize>> = BTreeMap::new();
        let mut people = BTreeSet::new();
        for (assignment, month) in on_plan {
            let is_new = people.insert(assignment.participant);
            let of = seen.kind_of(assignment, files.company.calendar.days(month), &bands);
            let place = *places.entry(of).or_insert_with(|| {
                (all.len() < MOST_KINDS).then(|| {
                    let traits = seen.traits_of(files, assignment);
                    all.push(Kind { assignments: Vec::new(), people: 0, traits });
                    all.len().saturating_sub(1)
                })
            });
            if let Some(kind) = place.and_then(|place| all.get_mut(place)) {
                kind.assignments.push(assignment);
                kind.people = kind.people.saturating_add(usize::from(is_new));
            }
        }
        let is_coarse = bands.iter().any(|starts| starts.len() > 1);
        let has_more = is_coarse || places.values().any(Option::is_none);
        Self { all, people: people.len(), has_more }
    }
}

/// What formulas see of somebody.
#[derive(Default)]
struct Seen<'f> {
    /// Conditions about the person alone: what counts is whether they hold.
    conditions: Vec<&'f Expression>,
    /// Places of attributes that stand anywhere else: texts as they are, numbers in bands.
    others: BTreeSet<usize>,
    /// Places of all attributes in any of these.
    named: BTreeSet<usize>,
}

impl<'f> Seen<'f> {
    fn look_at(&mut self, expression: &'f Expression) {
        let is_condition = matches!(
            expression.node,
            Node::Compare(..)
                | Node::In(..)
                | Node::And(_)
                | Node::Or(_)
                | Node::Not(_)
                | Node::Call(Function::IsEmpty | Function::Contains | Function::StartsWith, _)
                | Node::Name(Name::OnPlan(OnPlan::AtStart | OnPlan::AtEnd))
        );
        if is_condition && is_about_person(expression) {
            self.conditions.push(expression);
            return self.name_all(expression);
        }
        match &expression.node {
            Node::Name(Name::Attribute(place)) => {
                self.named.insert(*place);
                self.others.insert(*place);
            }
            node => parts(node).for_each(|part| self.look_at(part)),
        }
    }

    fn name_all(&mut self, expression: &Expression) {
        if let Node::Name(Name::Attribute(place)) = &expression.node {
            self.named.insert(*place);
        }
        parts(&expression.node).for_each(|part| self.name_all(part));
    }

    /// What the formulas see of the one who has this assignment, in a month.
    fn kind_of(&self, assignment: &Assignment, month: DateRange, bands: &[Vec<Number>]) -> Vec<String> {
        let mut person = Person { assignment, month };
        let mut of: Vec<String> = Vec::new();
        for condition in &self.conditions {
            of.push(
                evaluate(condition, &mut person).map_or_else(|_| String::new(), |item| item.to_value().to_exact_text()),
            );
        }
        for (place, limits) in self.others.iter().zip(bands) {
            match assignment.attributes.get(*place) {
                Some(Value::Number(number)) => {
                    of.push(limits.iter().filter(|limit| number >= *limit).count().to_string());
                }
                Some(Value::Date(_)) | None => {}
                Some(value) => of.push(value.to_exact_text()),
            }
        }
        of
    }

    fn traits_of(&self, files: &Files<'_>, assignment: &Assignment) -> Vec<(String, Value)> {
        let name = |place: &usize| files.company.schema.attributes.get(*place).map(|column| column.name.clone());
        let named =
            self.named.iter().filter_map(|place| Some((name(place)?, assignment.attributes.get(*place)?.clone())));
        named.filter(|(_, value)| *value != Value::Empty).take(MOST_TRAITS).collect()
    }
}

/// From where the bands of an attribute's numbers start: the smallest number is one of its own, and so is the largest.
fn bands(on_plan: &[(&Assignment, Period)], place: usize) -> Vec<Number> {
    let numbers = on_plan.iter().filter_map(|(assignment, _)| match assignment.attributes.get(place) {
        Some(Value::Number(number)) => Some(number),
        _ => None,
    });
    let different: BTreeSet<&Number> = numbers.collect();
    let starts: BTreeSet<&Number> = different.iter().nth(1).into_iter().chain(different.last()).copied().collect();
    starts.into_iter().cloned().collect()
}

/// Does it name nothing but attributes, and days of the period?
fn is_about_person(expression: &Expression) -> bool {
    match &expression.node {
        Node::Name(Name::Attribute(_) | Name::FirstDay | Name::LastDay) => true,
        Node::Name(Name::OnPlan(OnPlan::AtStart | OnPlan::AtEnd)) => true,
        Node::Name(_) | Node::SumOf(..) | Node::Let(..) => false,
        node => parts(node).all(is_about_person),
    }
}

/// What formulas may read of somebody without anything that is measured.
struct Person<'a> {
    assignment: &'a Assignment,
    month: DateRange,
}

impl<'a> Names<'a> for Person<'a> {
    type Error = ();

    fn value(&mut self, name: &Name) -> Result<Item<'a>, ()> {
        match name {
            Name::Attribute(place) => Ok(self.assignment.attributes.get(*place).map_or(Item::Empty, Item::from)),
            Name::FirstDay => Ok(Item::Date(self.month.first)),
            Name::LastDay => Ok(Item::Date(self.month.last)),
            Name::OnPlan(OnPlan::AtStart) => Ok(Item::YesNo(self.assignment.days.contains(self.month.first))),
            Name::OnPlan(OnPlan::AtEnd) => Ok(Item::YesNo(self.assignment.days.contains(self.month.last))),
            _ => Err(()),
        }
    }
}
