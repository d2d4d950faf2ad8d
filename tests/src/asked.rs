//! What a formula that an example names gives, asked of the engine: figures that no line shows.

use attain_engine::asked::Question;
use attain_engine::inputs::ParticipantIndex;
use attain_engine::value::Value;
use attain_engine::{Request, run};
use attain_intake::folder::Folder;
use attain_rules::asked::ask;
use attain_rules::diagnostic::Diagnostics;
use attain_rules::example::component_behind;
use attain_rules::formula::FormulaText;
use attain_rules::source::Span;

use crate::expectation::Example;

/// The value of the formula `name` for the example's participant and period, by the latest version of the plan that holds then;
/// `None` where it has none.
#[must_use]
pub fn answer(folder: &Folder, example: &Example, name: &str) -> Option<Value> {
    let company = folder.company.as_deref()?;
    let period = company.calendar.parse(&example.period)?;
    let days = company.calendar.days(period);
    let who = folder.inputs.participants.iter().position(|one| *one.id == *example.participant)?;
    let participant = ParticipantIndex(u32::try_from(who).ok()?);
    let assigned = |plan: &str| {
        let mut own =
            folder.inputs.assignments.iter().filter(|one| one.participant == participant && *one.plan == *plan);
        own.any(|one| one.days.overlaps(&days))
    };
    let versions = folder.plans.iter().enumerate();
    let in_force = versions.filter(|(_, plan)| plan.effective.overlaps(&days) && assigned(&plan.name));
    let (place, plan) = in_force.max_by_key(|(_, plan)| plan.effective.first)?;
    let (end, of) = component_behind(name);
    let of = of.map(|of| of.component);
    let text = FormulaText::plain(&name[..end], Span::default());
    let asked =
        ask(&text, of.as_deref(), (plan, company), period.length, &mut Diagnostics::default()).into_iter().next()?;
    let own = asked.component.map(|component| plan.components[component].every);
    let question = Question {
        participant,
        plan: place,
        component: asked.component,
        period: own.map_or(period, |length| company.calendar.period_of(period.last(), length)),
        formula: asked.formula,
    };
    let request = Request { questions: vec![question], ..Request::of(period) };
    let mut transactions = folder.transactions()?;
    let outcome = run(&folder.plans, company, &folder.sources, &folder.inputs, &mut transactions, &request).ok()?;
    outcome.answers.into_iter().next()?.value.ok()
}
