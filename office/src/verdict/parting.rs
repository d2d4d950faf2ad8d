//! [`Parting`]: where something else came out than was expected: how early in the flow of money, and where the plan says it.

use attain_engine::asked::Question;
use attain_engine::outcome::Line;
use attain_rules::example::ComponentName;
use attain_rules::formula::expression::{Aspect, Name, Node};
use attain_rules::formula::names_in;
use attain_rules::plan::{Component, Plan};
use attain_rules::source::{Sources, Span};

use super::is_of;
use crate::view::computed::Computed;

/// The last stage that comes before the first component: credits, measures, quotas and attainments.
const MEASURED: u8 = 25;
/// The stage of what components gave, read by a formula.
const EARNED: u8 = 92;

/// Where a figure stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parting {
    /// How early in the flow of money: the turn of the component, behind what is measured, and the stage in it.
    pub(super) order: (usize, u8),
    /// What of the plan it is of: the component, or the measure.
    pub(super) setting: Option<Span>,
}

impl Parting {
    /// Behind everything else, of no component.
    pub(super) const fn last(stage: u8) -> Self {
        Self { order: (usize::MAX, stage), setting: None }
    }

    /// At a stage of a component.
    pub(super) fn of_component(run: &Computed<'_>, lines: &[&Line], (name, stage): (&ComponentName, u8)) -> Self {
        let found = component(run, lines, name);
        let turn = if stage <= MEASURED { 0 } else { found.map_or(0, |(_, turn, _)| turn.saturating_add(1)) };
        Self { order: (turn, stage), setting: found.map(|(_, _, component)| component.span) }
    }

    /// Of what a component's transaction is credited: the measure says that.
    pub(super) fn by_measure(
        self,
        run: &Computed<'_>,
        lines: &[&Line],
        (name, measure): (&ComponentName, &str),
    ) -> Self {
        let plan = component(run, lines, name).map(|(plan, _, _)| plan);
        let own = plan.and_then(|plan| plan.measures.iter().find(|own| own.name == measure));
        Self { setting: own.map(|own| own.span).or(self.setting), ..self }
    }

    /// Of a formula: behind everything that it reads, at what it reads last.
    pub(super) fn of_question(run: &Computed<'_>, question: &Question) -> Self {
        let Some(plan) = run.plans.get(question.plan) else { return Self::default() };
        let expression = &question.formula.expression;
        let names = names_in(expression);
        let read = names.iter().map(|(name, _)| Self::of_name(name, plan)).max_by_key(|read| read.order);
        let mut read = read.unwrap_or_default();
        if matches!(expression.node, Node::SumOf(..)) {
            read.order.1 = read.order.1.max(MEASURED);
        }
        let turn = || plan.components.get(question.component?).map(|component| component.span);
        Self { setting: read.setting.or_else(turn), ..read }
    }

    fn of_name(name: &Name, plan: &Plan) -> Self {
        match name {
            Name::Measure { measure, aspect, .. } => {
                let stage = match aspect {
                    Aspect::Total => 10,
                    Aspect::Quota => 15,
                    Aspect::Attainment => 20,
                };
                Self { order: (0, stage), setting: plan.measures.get(*measure).map(|measure| measure.span) }
            }
            Name::Earned { component, .. } => Self {
                order: (component.saturating_add(1), EARNED),
                setting: plan.components.get(*component).map(|component| component.span),
            },
            _ => Self { order: (0, 5), setting: None },
        }
    }

    /// Its place in the plan; that of the figure itself where the plan is where that is written.
    pub(super) fn plan_place(&self, run: &Computed<'_>, figure: &str, sources: &Sources) -> String {
        let file = figure.rsplit_once(':').map_or("", |(file, _)| file);
        if run.plans.iter().any(|plan| sources.place(plan.span).file == file) {
            return figure.to_owned();
        }
        self.setting.map(|span| written(span, sources)).unwrap_or_default()
    }
}

/// `plans/ae.yaml:14`.
pub(super) fn written(span: Span, sources: &Sources) -> String {
    let place = sources.place(span);
    format!("{}:{}", place.file, place.line)
}

/// The component that is meant, with its turn: that of the last of the `lines`, else that of the last version which has it.
fn component<'r>(
    run: &Computed<'r>,
    lines: &[&Line],
    name: &ComponentName,
) -> Option<(&'r Plan, usize, &'r Component)> {
    let own = lines.iter().rev().find(|line| is_of(run, line, name)).and_then(|line| run.component(line));
    let any = || {
        let mut parts = run.plans.iter().flat_map(|plan| plan.components.iter().map(move |part| (plan, part)));
        parts.rfind(|(plan, part)| name.means(&plan.name, &part.name))
    };
    let (plan, _) = own.or_else(any)?;
    let (turn, part) = plan.components.iter().enumerate().find(|(_, part)| part.name == name.component)?;
    Some((plan, turn, part))
}
