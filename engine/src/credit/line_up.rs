//! [`LineUp`]: who stands above whom, from day to day.

use std::sync::Arc;

use attain_rules::company::Schema;
use attain_rules::date::{Date, DateRange};
use attain_rules::plan::{Up, Vacant};
use rustc_hash::FxHashMap;

use crate::inputs::{Inputs, ParticipantIndex};
use crate::value::Value;

/// Most steps of a reporting line; a longer one goes in a circle.
pub(crate) const MOST_STEPS: usize = 100;

/// The reporting lines of everybody.
#[derive(Debug, Default)]
pub(super) struct LineUp {
    /// For each participant the assignments, earliest first, with whoever stands above.
    of: Vec<Vec<(DateRange, Above)>>,
    /// Who acts for whom, and on which days.
    acting: Vec<Acting>,
    /// Ids of those above whom no data knows, one for each assignment that names such a one.
    unknown: Vec<Arc<str>>,
}

/// Somebody who holds another one's seat for some days.
#[derive(Clone, Copy, Debug)]
struct Acting {
    seat: ParticipantIndex,
    days: DateRange,
    holder: ParticipantIndex,
}

/// Whoever stands above somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Above {
    /// Nobody: the line ends here.
    Nobody,
    /// Somebody whom no data knows, by the place in [`LineUp::unknown`].
    Unknown(usize),
    /// This one.
    Participant(ParticipantIndex),
}

/// Those on one line who get credit.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Climb {
    /// From below.
    pub people: Vec<ParticipantIndex>,
    /// Why there is nobody where somebody was looked for.
    pub end: End,
}

/// Where a line ended before its highest step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum End {
    /// It did not.
    #[default]
    Nowhere,
    /// Nobody stands above.
    Top,
    /// The one who stands above is not there on that day.
    VacantSeat(ParticipantIndex),
    /// The one who stands above is nobody whom the data knows: a place in [`LineUp::unknown`].
    Unknown(usize),
    /// It goes in a circle.
    Circle,
}

impl LineUp {
    pub(super) fn new(inputs: &Inputs, schema: &Schema, ids: &FxHashMap<&str, ParticipantIndex>) -> Self {
        let (manager, acting_for) = (schema.manager(), schema.acting_for());
        let (mut acting, mut unknown) = (Vec::new(), Vec::new());
        let mut of = vec![Vec::new(); inputs.participants.len()];
        for assignment in &inputs.assignments {
            let above = match manager.and_then(|place| assignment.attributes.get(place)) {
                Some(Value::Text(id)) => ids.get(&**id).map_or_else(
                    || {
                        unknown.push(Arc::clone(id));
                        Above::Unknown(unknown.len().saturating_sub(1))
                    },
                    |who| Above::Participant(*who),
                ),
                _ => Above::Nobody,
            };
            if let Some(own) = of.get_mut(assignment.participant.0 as usize) {
                own.push((assignment.days, above));
            }
            if let Some(Value::Text(id)) = acting_for.and_then(|place| assignment.attributes.get(place))
                && let Some(seat) = ids.get(&**id)
            {
                acting.push(Acting { seat: *seat, days: assignment.days, holder: assignment.participant });
            }
        }
        Self { of, acting, unknown }
    }

    /// Those who stand as many steps above `who` as `up` says, on `date`; the vacant seats among them are passed over,
    /// end the line, or belong to whoever acts for them. Who stands there twice is there once.
    pub(super) fn climb(&self, who: ParticipantIndex, up: Up, date: Date) -> Climb {
        let mut climb = Climb::default();
        let (mut at, mut step) = (who, 0u16);
        let mut holder = Some(who).filter(|who| self.is_there(*who, date));
        for _ in 0..MOST_STEPS {
            if let Some(holder) = holder.filter(|holder| step >= up.lowest && !climb.people.contains(holder)) {
                climb.people.push(holder);
            }
            if up.highest.is_some_and(|highest| step >= highest) {
                return climb;
            }
            let next = match self.above(at, date) {
                Above::Participant(next) => next,
                Above::Nobody => return Climb { end: End::Top, ..climb },
                Above::Unknown(place) => return Climb { end: End::Unknown(place), ..climb },
            };
            holder = match up.vacant {
                _ if self.is_there(next, date) => Some(next),
                Vacant::Above | Vacant::Nobody => None,
                Vacant::Acting => self.acting(next, date),
            };
            if holder.is_some() {
                step = step.saturating_add(1);
            } else if up.vacant != Vacant::Above {
                return Climb { end: End::VacantSeat(next), ..climb };
            }
            at = next;
        }
        Climb { end: End::Circle, ..climb }
    }

    /// The id of somebody above whom no data knows.
    pub(super) fn unknown(&self, place: usize) -> Arc<str> {
        self.unknown.get(place).cloned().unwrap_or_default()
    }

    fn of(&self, who: ParticipantIndex) -> &[(DateRange, Above)] {
        self.of.get(who.0 as usize).map_or(&[], Vec::as_slice)
    }

    fn is_there(&self, who: ParticipantIndex, date: Date) -> bool {
        self.of(who).iter().any(|(days, _)| days.contains(date))
    }

    /// Who acts on `date` for the one whose seat it is.
    fn acting(&self, seat: ParticipantIndex, date: Date) -> Option<ParticipantIndex> {
        let acts = |acting: &&Acting| acting.seat == seat && acting.days.contains(date);
        self.acting.iter().find(acts).map(|acting| acting.holder)
    }

    /// Who stands above on `date`: by the assignment of that day, or else by the last one before it.
    fn above(&self, who: ParticipantIndex, date: Date) -> Above {
        let own = self.of(who);
        let on_the_day = own.iter().filter(|(days, _)| days.contains(date)).map(|(_, above)| *above);
        let named = on_the_day.clone().find(|above| *above != Above::Nobody);
        let before = || own.iter().rev().find(|(days, _)| days.first <= date).map(|(_, above)| *above);
        named.or_else(|| on_the_day.clone().next()).or_else(before).unwrap_or(Above::Nobody)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a day")
    }

    /// E0 under E1 under E2 under E3; E2 leaves on 2026-06-30, and E1 acts for E2 in August; E4 stands above E4.
    fn lines() -> LineUp {
        let always = DateRange { first: DateRange::BEGINNING, last: DateRange::FOREVER };
        let until = DateRange { last: day("2026-06-30"), ..always };
        let under = |who: u32| Above::Participant(ParticipantIndex(who));
        let of =
            [(always, under(1)), (always, under(2)), (until, under(3)), (always, Above::Nobody), (always, under(4))];
        let august = DateRange { first: day("2026-08-01"), last: day("2026-08-31") };
        let acting = Acting { seat: ParticipantIndex(2), days: august, holder: ParticipantIndex(1) };
        LineUp {
            of: of.into_iter().map(|assignment| vec![assignment]).collect(),
            acting: vec![acting],
            unknown: Vec::new(),
        }
    }

    fn climbed(who: u32, lowest: u16, highest: Option<u16>, vacant: Vacant, date: &str) -> (Vec<u32>, End) {
        let climb = lines().climb(ParticipantIndex(who), Up { lowest, highest, vacant }, day(date));
        (climb.people.into_iter().map(|person| person.0).collect(), climb.end)
    }

    #[test]
    fn a_line_is_climbed_step_by_step() {
        let (nobody, spring) = (Vacant::Nobody, "2026-04-01");
        assert_eq!(climbed(0, 1, Some(1), nobody, spring), (vec![1], End::Nowhere));
        assert_eq!(climbed(0, 0, None, nobody, spring), (vec![0, 1, 2, 3], End::Top));
        assert_eq!(climbed(0, 2, Some(5), nobody, spring), (vec![2, 3], End::Top));
        assert_eq!(climbed(3, 1, Some(1), nobody, spring), (vec![], End::Top));
        assert_eq!(climbed(4, 1, None, nobody, spring).1, End::Circle);
    }

    #[test]
    fn a_vacant_seat_ends_the_line_or_is_passed_over() {
        assert_eq!(
            climbed(1, 1, Some(1), Vacant::Nobody, "2026-07-01"),
            (vec![], End::VacantSeat(ParticipantIndex(2)))
        );
        assert_eq!(climbed(1, 1, Some(1), Vacant::Above, "2026-07-01"), (vec![3], End::Nowhere));
        assert_eq!(climbed(0, 0, None, Vacant::Above, "2026-07-01"), (vec![0, 1, 3], End::Top));
    }

    #[test]
    fn who_acts_for_a_vacant_seat_has_it_on_those_days_alone_and_counts_once() {
        let acting = Vacant::Acting;
        assert_eq!(climbed(1, 1, Some(1), acting, "2026-06-30"), (vec![2], End::Nowhere));
        assert_eq!(climbed(1, 1, Some(1), acting, "2026-07-31"), (vec![], End::VacantSeat(ParticipantIndex(2))));
        assert_eq!(climbed(1, 1, Some(1), acting, "2026-08-01"), (vec![1], End::Nowhere));
        assert_eq!(climbed(0, 2, Some(2), acting, "2026-08-31"), (vec![1], End::Nowhere));
        assert_eq!(climbed(0, 0, None, acting, "2026-08-31"), (vec![0, 1, 3], End::Top));
        assert_eq!(climbed(0, 2, None, acting, "2026-09-01"), (vec![], End::VacantSeat(ParticipantIndex(2))));
    }
}
