//! [`Recipients`]: which cells of transactions lead to nobody, found without crediting anything.

use attain_rules::company::Schema;
use attain_rules::date::{Date, DateRange};
use attain_rules::plan::{Crediting, MeasureSource, Plan, Share};
use rustc_hash::FxHashMap;

use super::books::ShareRecord;
use super::requirements::counts;
use super::share::{Who, members, overlays};
use crate::fault::Stop;
use crate::inputs::{Batch, Inputs, ParticipantIndex};
use crate::roster::{Roster, Series};
use crate::row::Row;

/// Who can get credit, and which cells of transactions say who does.
#[derive(Debug)]
pub struct Recipients<'a> {
    measures: Vec<Counting<'a>>,
    known: FxHashMap<&'a str, ParticipantIndex>,
    roster: Roster<'a>,
    inputs: &'a Inputs,
    days: DateRange,
}

/// A measure of transactions.
#[derive(Debug)]
struct Counting<'a> {
    /// The days of its version of the plan.
    days: DateRange,
    crediting: &'a Crediting,
    /// Place of its plan in the roster.
    series: Option<usize>,
    /// Name of its plan.
    plan: &'a str,
}

/// A cell that leads to nobody.
#[derive(Clone, Copy, Debug)]
pub struct Miss {
    /// Place of its column among the schema's columns of transactions; that of the ids where it is the splits that name somebody.
    pub column: usize,
    /// Whom the splits name, where it is they.
    pub split: Option<ParticipantIndex>,
    /// What is wrong with it.
    pub why: Missing,
    /// The day of the transaction, where it has one.
    pub day: Option<Date>,
}

/// Why a cell leads to nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It should name a participant and is empty.
    Nobody,
    /// It names somebody who is not known.
    Unknown,
    /// It names somebody who on that day is on none of the plans that count the transaction.
    NotOnPlan,
    /// It has a day that is far from those of all plans.
    FarDay,
    /// It has a day on which no plan that counts transactions is in force.
    NoPlan,
}

/// What was seen in the cells of one row that name somebody known.
type Seen = Vec<SeenCell>;

/// A cell that names somebody known, or a share of the splits.
struct SeenCell {
    column: usize,
    split: Option<ParticipantIndex>,
    day: Date,
    /// Does some measure credit them?
    credited: bool,
}

impl<'a> Recipients<'a> {
    /// Of these plans and people. Transactions are dated on `days`, or their dates are wrong.
    #[must_use]
    pub fn new(plans: &'a [Plan], inputs: &'a Inputs, days: DateRange) -> Self {
        let roster = Roster::new(plans, inputs, None);
        let series = |plan: &Plan| roster.series.iter().position(|series| *series.name == *plan.name);
        let measures = plans.iter().flat_map(|plan| {
            let series = series(plan);
            plan.measures.iter().filter_map(move |measure| match &measure.source {
                MeasureSource::Transactions(crediting) => {
                    Some(Counting { days: plan.effective, crediting: crediting.as_ref(), series, plan: &plan.name })
                }
                _ => None,
            })
        });
        let measures = measures.collect();
        let known = inputs.participants.iter().zip(0u32..).map(|(one, place)| (&*one.id, ParticipantIndex(place)));
        Self { measures, known: known.collect(), roster, inputs, days }
    }

    /// The cells of one row through which the measures that count it find nobody, each once. What a run would fail for is none
    /// of them.
    pub fn misses(&self, batch: &Batch, row: usize, found: &mut Vec<Miss>) {
        let row = Row::new(batch, row);
        let (mut seen, mut known_day) = (Seen::new(), false);
        for counting in &self.measures {
            let dated = counting.crediting.dated;
            let Some(date) = row.date(dated) else { continue };
            // What the row lacks is told by the requirements.
            let is_far = !self.days.contains(date);
            known_day |= is_far || counting.days.contains(date);
            let _ = if is_far {
                far(counting.crediting, row, date, found)
            } else if counting.days.contains(date) {
                self.measure(counting, row, date, &mut seen, found)
            } else {
                Ok(())
            };
        }
        if !known_day {
            self.without_plan(row, found);
        }
        for SeenCell { column, split, day, .. } in seen.into_iter().filter(|cell| !cell.credited) {
            note(Miss { column, split, why: Missing::NotOnPlan, day: Some(day) }, found);
        }
    }

    /// Widens `days` by those of the row on which a plan is in force that goes by them.
    pub fn widen(&self, batch: &Batch, row: usize, days: &mut Option<DateRange>) {
        let row = Row::new(batch, row);
        for counting in &self.measures {
            let Some(day) = row.date(counting.crediting.dated).filter(|day| counting.days.contains(*day)) else {
                continue;
            };
            include(days, day);
        }
    }

    /// The plan of each measure of transactions.
    pub fn plans(&self) -> impl Iterator<Item = &'a str> {
        self.measures.iter().map(|counting| counting.plan)
    }

    /// Widens the days of each measure, in the order of [`Recipients::plans`], by that of the row where it would count it if its
    /// plan were in force.
    pub fn reach(&self, batch: &Batch, row: usize, reach: &mut Vec<Option<DateRange>>) {
        reach.resize(self.measures.len(), None);
        let row = Row::new(batch, row);
        for (counting, days) in self.measures.iter().zip(reach) {
            let day = row.date(counting.crediting.dated).filter(|day| self.days.contains(*day));
            let Some(day) = day.filter(|day| days.is_none_or(|days| !days.contains(*day))) else { continue };
            if matches!(counts(counting.crediting, row), Ok(true)) {
                include(days, day);
            }
        }
    }

    /// No measure looks at the days of the row: is there one that would count it on another day?
    fn without_plan(&self, row: Row<'_>, found: &mut Vec<Miss>) {
        let mut measures = self.measures.iter().map(|counting| counting.crediting);
        let counting = measures.find_map(|crediting| {
            let day = row.date(crediting.dated)?;
            matches!(counts(crediting, row), Ok(true)).then_some((crediting.dated, day))
        });
        if let Some((column, day)) = counting {
            note(Miss { column, split: None, why: Missing::NoPlan, day: Some(day) }, found);
        }
    }

    /// Is this participant on any plan on any day?
    #[must_use]
    pub fn is_on_any_plan(&self, id: &str) -> bool {
        let Some(who) = self.known.get(id) else { return false };
        self.roster.series.iter().any(|series| series.member(*who).is_some())
    }

    /// The id of somebody whom the splits name.
    #[must_use]
    pub fn id(&self, who: ParticipantIndex) -> &'a str {
        self.inputs.participant(who).map_or("", |one| &one.id)
    }

    fn measure(
        &self,
        counting: &Counting<'_>,
        row: Row<'_>,
        date: Date,
        seen: &mut Seen,
        found: &mut Vec<Miss>,
    ) -> Result<(), Stop> {
        let crediting = counting.crediting;
        if !counts(crediting, row)? {
            return Ok(());
        }
        let shares = &crediting.shares;
        let series = counting.series.and_then(|place| self.roster.series.get(place));
        // Whose credit goes up the line need not be on the plan.
        let series = series.filter(|_| crediting.up.is_none());
        if let ([Share { column, share: None }], [], false) =
            (shares.members.as_slice(), shares.overlays.as_slice(), shares.from_splits)
        {
            self.look(row, *column, (series, date), seen, found);
            return Ok(());
        }
        let mut parts = Vec::new();
        members(shares, &self.inputs.splits, row, &mut parts)?;
        overlays(shares, row, &mut parts)?;
        for part in parts {
            let column = match part.who {
                Who::Column(column) => column,
                Who::Known(who) => {
                    see((Schema::ID, Some(who)), who, (series, date), seen);
                    continue;
                }
            };
            // Nobody misses a rest of nothing.
            if !matches!(&part.share, ShareRecord::Rest(left) if left.is_zero() && row.text(column).is_empty()) {
                self.look(row, column, (series, date), seen, found);
            }
        }
        Ok(())
    }

    fn look(
        &self,
        row: Row<'_>,
        column: usize,
        (series, date): (Option<&Series<'_>>, Date),
        seen: &mut Seen,
        found: &mut Vec<Miss>,
    ) {
        let id = row.text(column);
        let Some(who) = self.known.get(id) else {
            let why = if id.is_empty() { Missing::Nobody } else { Missing::Unknown };
            return note(Miss { column, split: None, why, day: Some(date) }, found);
        };
        see((column, None), *who, (series, date), seen);
    }
}

/// Widens `days` by `day`.
fn include(days: &mut Option<DateRange>, day: Date) {
    let days = days.get_or_insert(DateRange { first: day, last: day });
    (days.first, days.last) = (days.first.min(day), days.last.max(day));
}

/// Notes whether `who` in this cell is on the plans of the series.
fn see(
    (column, split): (usize, Option<ParticipantIndex>),
    who: ParticipantIndex,
    (series, day): (Option<&Series<'_>>, Date),
    seen: &mut Seen,
) {
    let Some(series) = series else { return };
    let credited = series.member(who).is_some_and(|member| series.is_on(member, day));
    match seen.iter_mut().find(|known| (known.column, known.split) == (column, split)) {
        Some(known) => known.credited |= credited,
        None => seen.push(SeenCell { column, split, day, credited }),
    }
}

/// The day of the row is far from all plans; where the measure would not count the row anyway, that is nothing to speak of.
fn far(crediting: &Crediting, row: Row<'_>, day: Date, found: &mut Vec<Miss>) -> Result<(), Stop> {
    if counts(crediting, row)? {
        note(Miss { column: crediting.dated, split: None, why: Missing::FarDay, day: Some(day) }, found);
    }
    Ok(())
}

fn note(miss: Miss, found: &mut Vec<Miss>) {
    if !found.iter().any(|known| (known.column, known.split, known.why) == (miss.column, miss.split, miss.why)) {
        found.push(miss);
    }
}
