//! Who stands above whom on a day, step by step.

use crate::calendar::Day;
use crate::company::{Company, Person, Stay, Up};
use crate::counters::Counters;

/// The ids of those who stand as many steps above `named` as `up` says.
pub(super) fn climb(company: &Company, named: &str, up: Up, day: Day, counters: &mut Counters) -> Vec<String> {
    let somebody = |id: &str| company.people.iter().find(|person| person.id == id);
    let mut found = Vec::new();
    let (mut at, mut step) = (somebody(named), 0);
    while let Some(person) = at {
        if step >= up.lowest && is_there(person, day) {
            counters.add(if step == 0 { "credit of one's own in a line" } else { "credit from below" });
            found.push(person.id.clone());
        }
        if up.highest.is_some_and(|highest| step >= highest) {
            break;
        }
        let manager = stay_of(person, day).map_or("", |stay| stay.manager.as_str());
        at = somebody(manager);
        match at {
            Some(above) if is_there(above, day) => step += 1,
            Some(_) if up.vacant_above => counters.add("vacant seat passed over"),
            Some(_) => {
                counters.add("vacant seat");
                break;
            }
            None if manager.is_empty() => counters.add("top of the line"),
            None => counters.add("manager nobody knows"),
        }
    }
    found
}

fn is_there(person: &Person, day: Day) -> bool {
    person.stays.iter().any(|stay| holds(stay, day))
}

fn holds(stay: &Stay, day: Day) -> bool {
    stay.first.is_none_or(|first| first <= day) && stay.last.is_none_or(|last| day <= last)
}

/// The stay on `day`; where there is none, the one that came before it.
fn stay_of(person: &Person, day: Day) -> Option<&Stay> {
    let begun = person.stays.iter().filter(|stay| stay.first.is_none_or(|first| first <= day));
    begun.max_by_key(|stay| (holds(stay, day), stay.first))
}
