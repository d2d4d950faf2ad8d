//! [`Asked`]: what an example asks of a run, held against the participant's own plans. What can never come out is a finding.

mod lines;

use attain_engine::asked::Question;
use attain_engine::inputs::{Inputs, ParticipantIndex};
use attain_rules::asked::ask;
use attain_rules::company::Company;
use attain_rules::date::DateRange;
use attain_rules::diagnostic::Diagnostics;
use attain_rules::diagnostics::d::d032;
use attain_rules::diagnostics::n::{n044, n047};
use attain_rules::example::{
    Answer, ComponentName, Example, Expectation, Expected, Figure, Measured, Setting, Written,
};
use attain_rules::formula::FormulaText;
use attain_rules::formula::expression::Formula;
use attain_rules::nearest::nearest;
use attain_rules::period::Period;
use attain_rules::plan::{Component, Plan};
use attain_rules::source::{Span, Spanned};
use attain_rules::text::Text;

use self::lines::each_once;
use crate::who;

/// What an example asks.
pub struct Asked {
    /// Of whom.
    pub who: ParticipantIndex,
    /// For which period.
    pub period: Period,
    /// In the order of what is expected.
    pub questions: Vec<Question>,
    /// For each expectation of the example the turns at which its formula is asked: the names of components, or of plans. So many
    /// of the questions are its own.
    pub turns: Vec<Vec<String>>,
}

/// A company as far as it matters for whom a plan pays when.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// Its plans.
    pub plans: &'a [Plan],
    /// What `attain.yaml` says.
    pub company: &'a Company,
    /// Its data, given tables among them.
    pub inputs: &'a Inputs,
    /// Is any period closed, so that differences may still be paid for it?
    pub closed: bool,
}

/// What the example asks.
///
/// # Errors
/// The participant or the period is not known, nobody is on a plan then, or nothing that is expected could come out.
pub fn asked(ground: Ground<'_>, example: &Example) -> Result<Asked, Diagnostics> {
    let mut found = Diagnostics::default();
    // What cannot be read has been told.
    let Some(id) = &example.participant else { return Err(found) };
    let Ok(who) = who::find(ground.inputs, &id.value) else {
        let near = nearest(&id.value, ground.inputs.participants.iter().map(|participant| &*participant.id));
        found.push(d032::unknown_participant(id.span, &id.value, near));
        return Err(found);
    };
    let Some(period) = &example.period else {
        ground.never((who, &id.value), example, &mut found);
        return Err(found);
    };
    let turns = vec![Vec::new(); example.expect.len()];
    let mut asked = Asked { who, period: period.value, questions: Vec::new(), turns };
    // Where the run must fail, it does not matter for whom.
    if example.expect.iter().any(|expectation| matches!(expectation.what, Expected::Error(_))) {
        return Ok(asked);
    }
    let one = One { ground, example, who, id, period, plans: ground.plans_in(who, ground.days(period.value)) };
    if one.plans.is_empty() && (one.asks() || !one.may_be_paid()) {
        one.without_plan(&mut found);
        return Err(found);
    }
    for (expectation, turns) in example.expect.iter().zip(&mut asked.turns) {
        one.expectation(expectation, (&mut asked.questions, turns), &mut found);
    }
    if found.has_errors() { Err(found) } else { Ok(asked) }
}

impl<'a> Ground<'a> {
    fn days(self, period: Period) -> DateRange {
        self.company.calendar.days(period)
    }

    /// The days of the participant's assignments, with their plans, in order of time.
    fn assigned(self, who: ParticipantIndex) -> impl Iterator<Item = (&'a str, DateRange)> {
        let own = self.inputs.assignments.iter().filter(move |assignment| assignment.participant == who);
        own.map(|assignment| (&*assignment.plan, assignment.days))
    }

    /// The plans on which somebody is at any time; of whom nobody knows none.
    pub fn plans_of(self, id: &str) -> impl Iterator<Item = &'a str> {
        let who = who::find(self.inputs, id).ok();
        who.into_iter().flat_map(move |who| self.assigned(who)).map(|(plan, _)| plan)
    }

    fn versions(self, plan: &str) -> impl Iterator<Item = (usize, &'a Plan)> {
        self.plans.iter().enumerate().filter(move |(_, version)| version.name == plan)
    }

    /// Of each plan that somebody is on in `days` the latest version that is in force then.
    fn plans_in(self, who: ParticipantIndex, days: DateRange) -> Vec<(usize, &'a Plan)> {
        let mut latest: Vec<(usize, &Plan)> = Vec::new();
        for (name, own) in self.assigned(who) {
            let Some(common) = own.within(days) else { continue };
            let version = self.versions(name).filter(|(_, plan)| plan.effective.overlaps(&common));
            let Some(version) = version.max_by_key(|(_, plan)| plan.effective.first) else { continue };
            // Later assignments stand behind earlier ones.
            latest.retain(|(_, other)| other.name != *name);
            latest.push(version);
        }
        latest
    }
}

/// One example with its participant and the plans that hold then.
struct One<'a> {
    ground: Ground<'a>,
    example: &'a Example,
    who: ParticipantIndex,
    id: &'a Spanned<String>,
    period: &'a Spanned<Period>,
    plans: Vec<(usize, &'a Plan)>,
}

impl<'a> One<'a> {
    fn asks(&self) -> bool {
        self.example.expect.iter().any(|expectation| matches!(expectation.what, Expected::Asked { .. }))
    }

    fn days(&self) -> DateRange {
        self.ground.days(self.period.value)
    }

    fn label(&self) -> String {
        self.ground.company.calendar.label(self.period.value)
    }

    fn without_plan(&self, found: &mut Diagnostics) {
        let (ground, who, span) = (self.ground, self.id.value.as_str(), self.period.span);
        let days = ground.days(self.period.value);
        if let Some((plan, _)) = ground.assigned(self.who).find(|(_, own)| own.overlaps(&days)) {
            let versions = ground.versions(plan).map(|(_, version)| written(version.effective)).collect();
            found.push(n044::no_version(span, (who, plan), &self.label(), &listed(versions)));
            return;
        }
        let others: Vec<String> =
            ground.assigned(self.who).map(|(plan, days)| format!("`{plan}` ({})", written(days))).collect();
        let span = if others.is_empty() { self.id.span } else { span };
        found.push(n044::on_no_plan(span, who, &self.label(), &listed(others)));
    }

    fn expectation(
        &self,
        expectation: &Expectation,
        (questions, turns): (&mut Vec<Question>, &mut Vec<String>),
        found: &mut Diagnostics,
    ) {
        let span = expectation.span;
        match &expectation.what {
            Expected::Error(_) => {}
            Expected::Payable(_) => self.sum(None, expectation, found),
            Expected::PayableIn { unit, .. } => self.sum(Some(unit), expectation, found),
            Expected::Line { component, kind, .. } => self.line((component, *kind), expectation, found),
            Expected::Taxable { component, .. } => self.taxable(component, expectation, found),
            Expected::Value { component, figure, value } => self.figure((figure, component), expectation, value, found),
            Expected::Gate { component, .. } => {
                if self.part(component, span, found).is_some() || self.plans.is_empty() {
                    self.has_setting((component, &self.parts(component)), Setting::GATE, expectation, found);
                }
            }
            Expected::Unmeasured { component, .. } => {
                self.part(component, span, found);
            }
            Expected::Asked { formula, component, value } => {
                for (turn, question) in self.formula(formula, component.as_ref(), span, found) {
                    if let (Answer::Number(amount), true) = (value, turns.is_empty()) {
                        self.unit(expectation, Measured::by(&question.formula), amount, found);
                    }
                    turns.push(turn);
                    questions.push(question);
                }
            }
        }
    }

    /// The figure must be one of the component's, and what is expected of it in its unit.
    fn figure(
        &self,
        (figure, name): (&Figure, &ComponentName),
        expectation: &Expectation,
        value: &Answer,
        found: &mut Diagnostics,
    ) {
        let (span, parts) = (expectation.span, self.parts(name));
        // What comes on top of the component's own lines may stand in a period without any of these.
        let is_later = matches!(figure, Figure::Traced { .. })
            && !parts.iter().any(|(plan, part)| self.has_turn(plan, part))
            && self.may_have_line(name);
        let part = match is_later {
            true if !self.is_one(name, &self.plans_that_pay(name), span, found) => return,
            true => parts.last().map(|(_, part)| *part),
            false => self.part(name, span, found),
        };
        if let Answer::Number(amount) = value {
            self.unit(expectation, part.and_then(|part| figure.unit(part)), amount, found);
        }
        if part.is_none() && !self.plans.is_empty() {
            return;
        }
        if let Some(setting) = figure.setting() {
            self.has_setting((name, &parts), setting, expectation, found);
        }
        self.has_row((name, &parts), figure, expectation, found);
    }

    /// The component that a figure is of, where the participant has a turn of it. Of who is on no plan any more some figures may
    /// still come out.
    fn part(&self, name: &ComponentName, span: Span, found: &mut Diagnostics) -> Option<&'a Component> {
        if self.plans.is_empty() {
            return None;
        }
        let (_, plan, _) = self.turn(name, span, found)?;
        plan.components.iter().find(|part| part.name == name.component)
    }

    /// What is expected must be in the unit of the figure.
    fn unit(&self, of: &Expectation, unit: Option<Measured>, amount: &Written, found: &mut Diagnostics) {
        if let Some(misfit) = unit.and_then(|unit| unit.misfit(&of.text, amount, of.value)) {
            found.push(misfit);
        }
    }

    /// The plans in which the participant has a turn of the component in the period.
    fn plans_with(&self, name: &ComponentName) -> Vec<&'a str> {
        let parts = self.parts(name).into_iter().filter(|(plan, part)| self.has_turn(plan, part));
        each_once(parts.map(|(plan, _)| plan.name.as_str()))
    }

    /// Of several plans that may be meant one must be named.
    fn is_one(&self, name: &ComponentName, plans: &[&str], span: Span, found: &mut Diagnostics) -> bool {
        if plans.len() > 1 {
            found.push(n047::in_several_plans(span, &name.component, &self.id.value, plans));
        }
        plans.len() < 2
    }

    /// The last period of a component that ends in the example's and in which the participant is on a version of a plan that has
    /// it, with the version.
    fn turn(&self, name: &ComponentName, span: Span, found: &mut Diagnostics) -> Option<(usize, &'a Plan, Period)> {
        if !self.is_one(name, &self.plans_with(name), span, found) {
            return None;
        }
        let mut latest: Option<(usize, &'a Plan, Period)> = None;
        for (place, plan) in self.ground.plans.iter().enumerate() {
            let Some(part) = plan.components.iter().find(|part| name.means(&plan.name, &part.name)) else { continue };
            let own = self.last_period(plan, part).filter(|own| own.last() >= self.period.value.first);
            let order = |plan: &Plan, own: Period| (own.last(), plan.effective.first);
            let Some(own) = own else { continue };
            if latest.is_none_or(|(_, other, known)| order(plan, own) > order(other, known)) {
                latest = Some((place, plan, own));
            }
        }
        if latest.is_none() {
            match self.parts(name).as_slice() {
                [] => found.push(self.of_another_plan(name, span)),
                parts => self.never_then(parts, span, found),
            }
        }
        latest
    }

    /// The turns at which a formula is worked out, with what to call them.
    fn formula(
        &self,
        formula: &FormulaText,
        of: Option<&ComponentName>,
        span: Span,
        found: &mut Diagnostics,
    ) -> Vec<(String, Question)> {
        let period = self.period.value;
        if let Some(of) = of {
            return self.at_component(formula, of, span, found).into_iter().collect();
        }
        let (mut asked, mut wrong) = (Vec::new(), Diagnostics::default());
        for (place, plan) in &self.plans {
            for one in ask(formula, None, (plan, self.ground.company), period.length, &mut wrong) {
                match one.component.and_then(|component| plan.components.get(component)) {
                    Some(component) => {
                        let name = ComponentName { plan: Some(plan.name.clone()), component: component.name.clone() };
                        asked.extend(self.at_component(formula, &name, span, &mut wrong));
                    }
                    None => asked.push((plan.name.clone(), self.question(*place, None, period, one.formula))),
                }
            }
        }
        // A figure of one plan need not be one of another.
        if asked.is_empty() {
            found.append(wrong);
        }
        asked
    }

    fn at_component(
        &self,
        formula: &FormulaText,
        name: &ComponentName,
        span: Span,
        found: &mut Diagnostics,
    ) -> Option<(String, Question)> {
        let (place, plan, period) = self.turn(name, span, found)?;
        let component = name.component.as_str();
        let one =
            ask(formula, Some(component), (plan, self.ground.company), period.length, found).into_iter().next()?;
        let alone = self.plans_with(&ComponentName::parse(component)).len() < 2;
        let turn = if alone { component.to_owned() } else { name.to_string() };
        Some((turn, self.question(place, one.component, period, one.formula)))
    }

    fn question(&self, plan: usize, component: Option<usize>, period: Period, formula: Formula) -> Question {
        Question { participant: self.who, plan, component, period, formula }
    }
}

/// `2026-01-01 .. 2026-06-30`; open where there is no first or last day.
fn written(days: DateRange) -> String {
    let first = if days.first == DateRange::BEGINNING { String::new() } else { days.first.to_string() };
    let last = if days.last == DateRange::FOREVER { String::new() } else { days.last.to_string() };
    format!("{first} .. {last}").trim().to_owned()
}

fn listed(all: Vec<String>) -> Text {
    Text { en: all.join(", "), zh: all.join("、") }
}
