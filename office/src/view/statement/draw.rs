//! What a draw gives or takes back, step by step: what it lacks or what lies above, which share, and what decided.

use attain_engine::trace::{Fact, FactId, How, Role, words};
use attain_rules::both;
use attain_rules::text::Text;

use super::Shown;
use super::layout::Row;

/// How far steps without a role of their own are followed.
const MOST_STEPS: u8 = 8;

/// A step on the way to what is drawn or recovered, with the half sentence that says that it decided.
struct Step {
    id: FactId,
    row: Option<Row>,
    decides: Text,
}

/// The rows of the steps behind what is drawn or recovered, and the half sentence that says which of them decided; nothing where
/// one step alone is behind it.
pub(super) fn steps(shown: Shown<'_>, fact: &Fact) -> Option<(Vec<Row>, Text)> {
    let mut steps = Vec::new();
    match &fact.how {
        How::Least(parts) => parts.iter().for_each(|part| follow(shown, *part, MOST_STEPS, &mut steps)),
        _ => return None,
    }
    let decided = steps.iter().find(|step| shown.fact(step.id).is_some_and(|step| step.value == fact.value));
    let decided = decided.map(|step| step.decides.clone()).unwrap_or_default();
    Some((steps.into_iter().filter_map(|step| step.row).collect(), decided))
}

/// Notes the steps that `id` was made of, and it itself, in the order of the work.
fn follow(shown: Shown<'_>, id: FactId, depth: u8, steps: &mut Vec<Step>) {
    let (Some(fact), Some(depth)) = (shown.fact(id), depth.checked_sub(1)) else { return };
    if steps.iter().any(|step| step.id == id) {
        return;
    }
    let row = |label: &Text, work: String| Row {
        label: label.in_language(shown.language).to_owned(),
        work,
        value: shown.value(fact),
        inner: true,
        ..Row::default()
    };
    let role_of = |id: FactId| role_behind(shown, id, MOST_STEPS);
    let value = |id: FactId| shown.value_of(id);
    match (&fact.role, &fact.how) {
        (Role::OwedBefore, _) => {
            steps.push(Step { id, row: None, decides: both!("all that is owed", "全部欠款") });
        }
        (_, How::Difference(from, less)) => {
            let work = words::less_by(&value(*from), &value(*less));
            let (label, decides) = match (role_of(*from), role_of(*less)) {
                (_, Some(Role::Keep)) => (
                    both!("pay above what is kept", "保留收入以上的部分"),
                    both!("the pay above what is kept", "保留收入以上的部分"),
                ),
                (Some(Role::OwedLimit), _) => {
                    (both!("room below that", "距欠款上限"), both!("as far as the limit allows", "以欠款上限为限"))
                }
                (Some(Role::DrawAmount), _) => {
                    (both!("lacking to the draw", "距预支额尚差"), both!("all that is lacking", "补足全部差额"))
                }
                _ => (
                    both!("pay above the draw", "预支额以上的收入"),
                    both!("the pay above the draw", "预支额以上的收入"),
                ),
            };
            steps.push(Step { id, row: Some(row(&label, work)), decides });
        }
        (_, How::Product(parts)) => {
            parts.iter().for_each(|part| follow(shown, *part, depth, steps));
            let work = parts.iter().map(|part| value(*part)).collect::<Vec<_>>().join(" × ");
            let label = both!("the share of it", "其中按比例");
            steps.push(Step { id, row: Some(row(&label, work)), decides: both!("the share of it", "按收回比例") });
        }
        (_, How::Least(parts) | How::Greatest(parts)) => {
            parts.iter().for_each(|part| follow(shown, *part, depth, steps));
            // What is below zero is cut there; a choice between steps that have rows needs none.
            if matches!(fact.how, How::Greatest(_)) && fact.value != first_value(shown, parts) {
                let nothing = both!("nothing is there to take from", "没有可以收回的收入");
                steps.push(Step { id, row: None, decides: nothing });
            }
        }
        (Role::Rounded { .. }, How::Rounding { of, .. }) => {
            follow(shown, *of, depth, steps);
            if let Some(step) = steps.last_mut().filter(|step| step.id == *of) {
                let rounded = Step {
                    id,
                    row: Some(row(&both!("rounded", "舍入后"), String::new())),
                    decides: step.decides.clone(),
                };
                steps.push(rounded);
            }
        }
        _ => {}
    }
}

fn first_value(shown: Shown<'_>, parts: &[FactId]) -> attain_engine::value::Value {
    let first = parts.first().and_then(|first| shown.fact(*first));
    first.map_or(attain_engine::value::Value::Empty, |first| first.value.clone())
}

/// The role of the fact that `id` repeats, rounds or keeps above zero.
fn role_behind(shown: Shown<'_>, id: FactId, depth: u8) -> Option<Role> {
    let fact = shown.fact(id)?;
    let depth = depth.checked_sub(1)?;
    match (&fact.role, &fact.how) {
        (Role::Rounded { .. } | Role::Keep | Role::Part, How::Rounding { of, .. }) => role_behind(shown, *of, depth),
        (Role::Part, How::Greatest(parts)) => role_behind(shown, *parts.first()?, depth),
        (role, _) => Some(role.clone()),
    }
}
