//! What changed since a period was closed: one's own rows by their names, those of others by their number alone.

use attain_engine::seal::names_other;
use attain_engine::trace::{Fact, Role, words};
use attain_engine::value::Value;
use attain_rules::both;
use attain_rules::number::Number;

use super::facts::Scene;
use super::layout::Row;

/// The row of a change, or of how many more there are.
pub(super) fn row(scene: &Scene<'_>, fact: &Fact) -> Option<Row> {
    let label = words::role(&fact.role);
    let own = scene.shown.run.id(scene.shown.line.participant);
    let is_of_other =
        |fact: &&Fact| matches!(&fact.role, Role::Changed { table, row, .. } if names_other(table, row, own));
    let others = scene.facts.iter().filter(is_of_other);
    if !is_of_other(&fact) && fact.role != Role::MoreChanges {
        let label = match fact.value {
            Value::YesNo(false) => {
                both!("{label}, which does not count here now", "{label}（现在不计入此处）"; label)
            }
            _ => label,
        };
        return Some(Row { value: String::new(), ..scene.plain(fact, &label) });
    }
    let Some(last) = others.clone().next_back() else { return Some(scene.plain(fact, &label)) };
    if !std::ptr::eq(last, fact) {
        return None;
    }
    let more = scene.of_role(&|role| *role == Role::MoreChanges).map(|more| more.value.clone());
    let count = Number::whole(i128::try_from(others.count()).unwrap_or(i128::MAX));
    let all = match more {
        Some(Value::Number(more)) => count.add(&more).ok()?,
        _ => count,
    };
    let fact = Fact { role: Role::MoreChanges, value: Value::Number(all), ..fact.clone() };
    Some(Row { work: String::new(), ..scene.plain(&fact, &words::role(&fact.role)) })
}
