//! Who stands below whom, as the data say: the reporting line.

use std::collections::{BTreeMap, BTreeSet};

use attain_engine::inputs::{Inputs, ParticipantIndex};
use attain_engine::value::Value;
use attain_rules::company::Company;
use attain_rules::date::{Date, DateRange};
use attain_rules::period::Month;

use crate::period::Stretch;

/// Everybody who stands below `above` on one of these days, however many levels down, by the `manager` of their assignments. Whoever
/// has left sees nobody any more; whoever still reports to them stands below the one who stood above them last, as credit goes past a
/// vacant seat.
#[must_use]
pub fn below(
    inputs: &Inputs,
    company: &Company,
    above: ParticipantIndex,
    days: DateRange,
) -> BTreeSet<ParticipantIndex> {
    let Some(manager) = company.schema.manager() else { return BTreeSet::new() };
    let ids: BTreeMap<&str, ParticipantIndex> =
        inputs.participants.iter().zip((0..).map(ParticipantIndex)).map(|(one, who)| (&*one.id, who)).collect();
    let mut seats: BTreeMap<ParticipantIndex, Vec<DateRange>> = BTreeMap::new();
    for seat in &inputs.assignments {
        seats.entry(seat.participant).or_default().push(seat.days);
    }
    let mut reports = Reports::new();
    for seat in &inputs.assignments {
        let Some(Value::Text(name)) = seat.attributes.get(manager) else { continue };
        if let Some(leader) = ids.get(&**name) {
            let others = seats.get(&seat.participant).map_or(&[][..], Vec::as_slice);
            let report = Report { who: seat.participant, days: seat.days, vacant: vacant(seat.days, others) };
            reports.entry(*leader).or_default().push(report);
        }
    }
    let left = inputs.participant(above).and_then(|one| one.left.as_ref()).map(|leave| leave.on);
    line(&reports, above, DateRange { last: left.map_or(days.last, |left| left.min(days.last)), ..days })
}

/// Everybody who stands below `above` on some day of each of these months.
#[must_use]
pub fn below_throughout(
    inputs: &Inputs,
    company: &Company,
    above: ParticipantIndex,
    stretch: Stretch,
) -> BTreeSet<ParticipantIndex> {
    let month = |month: Month| below(inputs, company, above, company.calendar.days_of(month, month));
    let mut common = month(stretch.first);
    let mut next = stretch.first.plus(1);
    while next <= stretch.last {
        let there = month(next);
        common.retain(|who| there.contains(who));
        next = next.plus(1);
    }
    common
}

/// Who reports to whom.
type Reports = BTreeMap<ParticipantIndex, Vec<Report>>;

/// Somebody who reports to somebody else.
#[derive(Clone, Copy)]
struct Report {
    who: ParticipantIndex,
    /// When.
    days: DateRange,
    /// The days behind these on which `who` has no seat: this one says who stands above it.
    vacant: Option<DateRange>,
}

/// The days behind a seat until its holder has the next one; none where another of their seats goes on or began later.
fn vacant(days: DateRange, seats: &[DateRange]) -> Option<DateRange> {
    let goes_on =
        seats.iter().any(|other| other.first <= days.last && (other.last, other.first) > (days.last, days.first));
    let next = seats.iter().map(|other| other.first).filter(|first| *first > days.last).min();
    let last = next.map_or(DateRange::FOREVER, |next| next.plus_days(-1));
    let is_vacant = days.last < last && !goes_on;
    is_vacant.then(|| DateRange { first: days.last.plus_days(1), last })
}

fn line(reports: &Reports, above: ParticipantIndex, days: DateRange) -> BTreeSet<ParticipantIndex> {
    let mut found = BTreeSet::new();
    let mut seen: BTreeSet<(ParticipantIndex, Date, Date)> = BTreeSet::new();
    let mut open = vec![(above, days)];
    while let Some((leader, led)) = open.pop() {
        if !seen.insert((leader, led.first, led.last)) {
            continue;
        }
        for Report { who, days, vacant } in reports.get(&leader).into_iter().flatten() {
            if days.within(led).is_some() {
                found.insert(*who);
            }
            // Who stands below somebody for some days brings their own people with them on those days alone.
            let seats = std::iter::once(*days).chain(*vacant);
            open.extend(seats.filter_map(|days| days.within(led)).map(|both| (*who, both)));
        }
    }
    // Whoever stands below themselves, in a circle, is not their own report.
    found.remove(&above);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(first: &str, last: &str) -> DateRange {
        let [first, last] = [first, last].map(|day| Date::parse(day).expect("a day"));
        DateRange { first, last }
    }

    /// Who stands below 0 from `first` to `last`, where each row says who reports to whom and when.
    fn below_the_first(rows: &[(u32, u32, &str, &str)], first: &str, last: &str) -> Vec<u32> {
        let mut reports = Reports::new();
        for (who, leader, from, to) in rows {
            let seats: Vec<_> = rows.iter().filter(|row| row.0 == *who).map(|row| days(row.2, row.3)).collect();
            let row =
                Report { who: ParticipantIndex(*who), days: days(from, to), vacant: vacant(days(from, to), &seats) };
            reports.entry(ParticipantIndex(*leader)).or_default().push(row);
        }
        line(&reports, ParticipantIndex(0), days(first, last)).into_iter().map(|who| who.0).collect()
    }

    #[test]
    fn a_line_is_what_it_was_on_its_days() {
        let rows = [
            (1, 0, "2026-01-01", "2026-02-28"),
            (1, 9, "2026-03-01", "2026-12-31"),
            // 2 was below 1 in January and went elsewhere; 3 came to 1 when 1 had gone elsewhere.
            (2, 1, "2026-01-01", "2026-01-31"),
            (2, 9, "2026-02-01", "2026-12-31"),
            (3, 1, "2026-03-01", "2026-12-31"),
            (4, 2, "2026-02-01", "2026-12-31"),
        ];
        assert_eq!(below_the_first(&rows, "2026-01-01", "2026-03-31"), [1, 2]);
        assert_eq!(below_the_first(&rows, "2026-02-01", "2026-02-28"), [1]);
        assert_eq!(below_the_first(&rows, "2026-03-01", "2026-03-31"), [0_u32; 0]);
    }

    #[test]
    fn whoever_reports_to_a_vacant_seat_stands_below_the_one_above_it() {
        let rows = [
            // 5 leaves in June, and went to somebody else before; 6 still reports to 5.
            (5, 9, "2026-01-01", "2026-03-31"),
            (5, 0, "2026-04-01", "2026-06-30"),
            (6, 5, "2026-01-01", "2026-12-31"),
        ];
        assert_eq!(below_the_first(&rows, "2026-03-01", "2026-03-31"), [0_u32; 0]);
        assert_eq!(below_the_first(&rows, "2026-06-01", "2026-06-30"), [5, 6]);
        assert_eq!(below_the_first(&rows, "2026-07-01", "2026-07-31"), [6]);
        // 5 is away from April to June, and comes back below somebody else.
        let rows = [
            (5, 0, "2026-01-01", "2026-03-31"),
            (5, 9, "2026-07-01", "2026-12-31"),
            (6, 5, "2026-01-01", "2026-12-31"),
        ];
        assert_eq!(below_the_first(&rows, "2026-05-01", "2026-05-31"), [6]);
        assert_eq!(below_the_first(&rows, "2026-07-01", "2026-07-31"), [0_u32; 0]);
    }

    #[test]
    fn a_circle_ends_and_nobody_is_below_themselves() {
        let rows = [
            (1, 0, "2026-01-01", "2026-12-31"),
            (2, 1, "2026-01-01", "2026-12-31"),
            (0, 2, "2026-01-01", "2026-12-31"),
        ];
        assert_eq!(below_the_first(&rows, "2026-01-01", "2026-12-31"), [1, 2]);
    }
}
