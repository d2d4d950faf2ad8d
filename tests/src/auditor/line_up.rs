//! Who stands above whom on a day, step by step.

use crate::calendar::Day;
use crate::company::{Company, Person, Stay, Up, Vacant};
use crate::counters::Counters;

/// The ids of those who stand as many steps above `named` as `up` says.
pub(super) fn climb(company: &Company, named: &str, up: Up, day: Day, counters: &mut Counters) -> Vec<String> {
    let somebody = |id: &str| company.people.iter().find(|person| person.id == id);
    let mut found: Vec<String> = Vec::new();
    let (mut seat, mut step) = (somebody(named), 0);
    let mut holder = seat.filter(|person| is_there(person, day));
    while let Some(person) = seat {
        if let Some(holder) = holder.filter(|holder| step >= up.lowest && !found.contains(&holder.id)) {
            counters.add(if step == 0 { "credit of one's own in a line" } else { "credit from below" });
            found.push(holder.id.clone());
        }
        if up.highest.is_some_and(|highest| step >= highest) {
            break;
        }
        let manager = stay_of(person, day).map_or("", |stay| stay.manager.as_str());
        seat = somebody(manager);
        holder = match seat {
            Some(above) if is_there(above, day) => Some(above),
            Some(above) if up.vacant == Vacant::Acting => acting(company, above, day),
            _ => None,
        };
        match (seat, holder) {
            (Some(above), Some(holder)) => {
                if above.id != holder.id {
                    counters.add("somebody acts for a vacant seat");
                }
                step += 1;
            }
            (Some(_), None) if up.vacant == Vacant::Above => counters.add("vacant seat passed over"),
            (Some(_), None) => {
                counters.add(if up.vacant == Vacant::Acting { "nobody acts" } else { "vacant seat" });
                break;
            }
            (None, _) if manager.is_empty() => counters.add("top of the line"),
            (None, _) => counters.add("manager nobody knows"),
        }
    }
    found
}

/// Who holds the seat of somebody who is not there.
fn acting<'a>(company: &'a Company, seat: &Person, day: Day) -> Option<&'a Person> {
    let acts = |stay: &Stay| stay.acting_for == seat.id && holds(stay, day);
    company.people.iter().find(|person| person.stays.iter().any(acts))
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
