//! From transaction to credit: the one step that sees every transaction. Rows stream through in batches; what stays is a
//! grid for each measure, and single credits only where a component is paid by the transaction or somebody asked why.

mod adjusted;
pub(crate) mod aside;
pub(crate) mod books;
mod gaps;
mod line_up;
pub(crate) mod named;
pub(crate) mod recipients;
pub(crate) mod requirements;
mod rule;
pub(crate) mod share;

use std::sync::Arc;

use attain_rules::company::{Company, Schema};
use attain_rules::date::{Date, DateRange};
use attain_rules::number::Number;
use attain_rules::plan::{AsOf, Over, Pay, Plan, Reversals, Share, Table, Take, Up};
use rustc_hash::FxHashMap;

use self::books::{Chain, CreditRecord, Credits, Entry, ShareRecord};
use self::line_up::{End, LineUp};
use self::requirements::counts;
use self::rule::{Rule, prepare};
use self::share::{Part, Who, members, number, overlays, split_rows};
use crate::examples::keep_first;
use crate::fault::{Failure, Fault, RunError, Stop, Whose};
use crate::inputs::{Batch, Inputs, ParticipantIndex, Texts, TransactionSource};
use crate::outcome::{MeasureReport, Report, Tally, Uncredited};
use crate::outside::Outside;
use crate::roster::Roster;
use crate::row::Row;
use crate::timeline::Timeline;

/// What crediting reads.
pub(crate) struct Setting<'a> {
    pub plans: &'a [Plan],
    pub company: &'a Company,
    pub inputs: &'a Inputs,
    pub roster: &'a Roster<'a>,
    pub timeline: &'a Timeline,
    /// Whose credits are to be explained; one for each participant.
    pub watched: &'a [bool],
}

/// Credits all transactions.
pub(crate) fn credit_all(
    setting: &Setting<'_>,
    source: &mut dyn TransactionSource,
    report: &mut Report,
    errors: &mut RunError,
) -> Credits {
    // Before the first plan nothing counts.
    let all = setting.timeline.days();
    let start = setting.plans.iter().map(|plan| plan.effective.first).min();
    let first = start.map_or(all.first, |start| start.max(all.first));
    report.days = (first <= all.last).then_some(DateRange { first, last: all.last });
    let (rules, mut credits) = prepare(setting);
    let ids = all_ids(setting.inputs);
    let reads_splits = rules.iter().any(|rule| rule.crediting.shares.from_splits);
    let splits_found = vec![false; if reads_splits { setting.inputs.splits.len() } else { 0 }];
    let credits_now = &mut credits;
    let participants = index_participants(&ids);
    let goes_up = rules.iter().any(|rule| rule.crediting.up.is_some());
    let schema = &setting.company.schema;
    let line_up = if goes_up { LineUp::new(setting.inputs, schema, &participants) } else { LineUp::default() };
    let mut crediting = CreditingRun {
        setting,
        rules: &rules,
        participants,
        line_up,
        parts: Vec::new(),
        source: Arc::default(),
        gaps_met: gaps::Met::default(),
        is_counted: false,
        credits: credits_now,
        report,
        errors,
        splits_found,
    };
    let mut batch = Batch::default();
    loop {
        match source.next(&mut batch) {
            Ok(true) => (0..batch.rows).for_each(|row| crediting.row(Row::new(&batch, row))),
            Ok(false) => break,
            Err(_) => {
                crediting.errors.source_stopped = true;
                break;
            }
        }
    }
    adjusted::credit(&mut crediting);
    crediting.report_splits();
    credits.settle(report);
    credits
}

/// The books before the first transaction.
pub(crate) fn empty_books(setting: &Setting<'_>) -> Credits {
    prepare(setting).1
}

/// All ids end to end: looking them up goes through the memory once instead of to each participant's place in it.
fn all_ids(inputs: &Inputs) -> Texts {
    let mut ids = Texts::default();
    inputs.participants.iter().for_each(|participant| ids.push(&participant.id));
    ids
}

fn index_participants(ids: &Texts) -> FxHashMap<&str, ParticipantIndex> {
    let number = |place| ParticipantIndex(u32::try_from(place).unwrap_or(u32::MAX));
    (0..ids.len()).map(|place| (ids.get(place), number(place))).collect()
}

struct CreditingRun<'a, 'r> {
    setting: &'r Setting<'a>,
    rules: &'r [Rule<'a>],
    participants: FxHashMap<&'a str, ParticipantIndex>,
    /// Who stands above whom; empty where no credit goes up.
    line_up: LineUp,
    /// Parts of the transaction at hand; empty between transactions.
    parts: Vec<Part>,
    /// Source of the row at hand: there are many rows and few sources.
    source: Arc<str>,
    /// Which gaps of the line the transaction at hand has met for the measure at hand.
    gaps_met: gaps::Met,
    /// Is the row at hand counted among those that came in?
    is_counted: bool,
    credits: &'r mut Credits,
    report: &'r mut Report,
    errors: &'r mut RunError,
    /// For each row of the splits data: has its transaction come? Empty when no measure reads splits.
    splits_found: Vec<bool>,
}

/// A transaction that counts for a measure.
struct Event<'e, 'b> {
    rule: &'e Rule<'e>,
    row: Row<'b>,
    date: Date,
    slot: usize,
    worth: Number,
}

/// A part of it that has found its member.
struct Given<'g> {
    member: usize,
    share: &'g ShareRecord,
    credit: Number,
    /// Whom the transaction names, where the credit went up the line from there.
    below: Option<Arc<str>>,
}

impl CreditingRun<'_, '_> {
    fn row(&mut self, row: Row<'_>) {
        let (mut seen, mut credited) = (false, false);
        if *self.source != *row.text(Schema::SOURCE) {
            self.source = row.text(Schema::SOURCE).into();
        }
        if !self.splits_found.is_empty() {
            self.find_splits(row);
        }
        for rule in self.rules {
            let Some(date) = row.date(rule.crediting.dated) else {
                seen = true;
                if let Some(stop) = self.without_day(rule, row) {
                    self.fail(rule, row, stop);
                }
                continue;
            };
            self.report.last_event = self.report.last_event.max(Some(date));
            if !rule.effective.contains(date) {
                continue;
            }
            let Some(slot) = self.setting.timeline.slot(date) else { continue };
            seen = true;
            match self.apply(rule, row, date, slot) {
                Ok(reached) => credited |= reached,
                Err(stop) => self.fail(rule, row, stop),
            }
        }
        if !seen {
            self.lay_aside(row);
        } else if !credited {
            tally(&mut self.report.credited_to_nobody, &row.amount());
            keep_first(&mut self.report.nobody_examples, row.id(), Report::MOST_EXAMPLES);
        }
    }

    /// A transaction without a day is no fault where the measure's filter leaves it out.
    fn without_day(&self, rule: &Rule<'_>, row: Row<'_>) -> Option<Stop> {
        match counts(rule.crediting, row) {
            Ok(false) => None,
            Ok(true) => {
                let column = self.setting.company.schema.transactions.get(rule.crediting.dated);
                let column = column.map_or("", |column| column.name.as_str()).into();
                Some(Stop::Fault(Fault::NoDay { column }, Some(rule.crediting.dated_span)))
            }
            Err(stop) => Some(stop),
        }
    }

    /// Marks the splits of a transaction as found.
    fn find_splits(&mut self, row: Row<'_>) {
        let found = split_rows(&self.setting.inputs.splits, row.id());
        if let Some(marks) = self.splits_found.get_mut(found) {
            marks.fill(true);
        }
    }

    /// Splits of transactions that never came stand in the report.
    fn report_splits(&mut self) {
        let splits = self.setting.inputs.splits.iter().zip(&self.splits_found);
        let mut lost: Vec<Arc<str>> =
            splits.filter(|(_, found)| !**found).map(|(row, _)| row.transaction.clone()).collect();
        lost.dedup();
        self.report.splits_without_transaction = lost;
    }

    /// Counts a transaction that no measure looks at because of its day, on the side of the run's days on which it lies.
    fn lay_aside(&mut self, row: Row<'_>) {
        let dates = || self.rules.iter().filter_map(|rule| Some((rule, row.date(rule.crediting.dated)?)));
        let in_force = dates().find(|(rule, date)| rule.effective.contains(*date)).map(|(_, date)| date);
        let outside = &mut self.report.outside;
        let side = match in_force {
            None => &mut outside.no_plan,
            Some(date) if date > self.setting.timeline.days().last => &mut outside.after,
            Some(_) => &mut outside.before,
        };
        tally(&mut side.tally, &row.amount());
        if let Some(date) = in_force.or_else(|| dates().next().map(|(_, date)| date)) {
            let days = side.days.unwrap_or(DateRange { first: date, last: date });
            side.days = Some(DateRange { first: days.first.min(date), last: days.last.max(date) });
        }
        keep_first(&mut side.examples, row.id(), Outside::MOST_OUTSIDE);
    }

    fn fail(&mut self, rule: &Rule<'_>, row: Row<'_>, stop: Stop) {
        let (fault, span) = match stop {
            Stop::Fault(fault, span) => (fault, span),
            Stop::Unmeasured(..) | Stop::Several(_) => (Fault::Unchecked, None),
        };
        let plan = self.setting.plans.get(rule.plan).map_or("", |plan| plan.name.as_str());
        self.errors.push(Failure {
            plan: plan.into(),
            part: rule.name.into(),
            fault,
            span: span.unwrap_or(rule.span),
            whose: Whose::Transaction(row.id().into(), row.place()),
        });
    }

    /// Applies one measure to one row; `true` when somebody got credit.
    fn apply(&mut self, rule: &Rule<'_>, row: Row<'_>, date: Date, slot: usize) -> Result<bool, Stop> {
        if !counts(rule.crediting, row)? {
            return Ok(false);
        }
        let event = Event { rule, row, date, slot, worth: number(&rule.crediting.credit, &mut { row })? };
        self.gaps_met = gaps::Met::default();
        self.is_counted = false;
        let mut parts = std::mem::take(&mut self.parts);
        let credited = self.share_out(&event, &mut parts);
        parts.clear();
        self.parts = parts;
        credited
    }

    /// Gives everybody their part; `parts` is empty before.
    fn share_out(&mut self, event: &Event<'_, '_>, parts: &mut Vec<Part>) -> Result<bool, Stop> {
        let shares = &event.rule.crediting.shares;
        if let ([Share { column, share: None }], [], false) =
            (shares.members.as_slice(), shares.overlays.as_slice(), shares.from_splits)
        {
            return self.give(event, &Part { who: Who::Column(*column), share: ShareRecord::Whole }, false);
        }
        members(shares, &self.setting.inputs.splits, event.row, parts)?;
        let whole = parts.len();
        overlays(shares, event.row, parts)?;
        let mut credited = false;
        for (place, part) in parts.iter().enumerate() {
            credited |= self.give(event, part, place >= whole)?;
        }
        Ok(credited)
    }

    /// Gives one part to its member; `true` when there is one.
    fn give(&mut self, event: &Event<'_, '_>, part: &Part, overlay: bool) -> Result<bool, Stop> {
        let rule = event.rule;
        let mut credit = part.share.of(&event.worth)?;
        if let Some(rounding) = rule.rounding {
            credit = credit.round_to(&rounding.unit, rounding.rule)?;
        }
        if let Some(up) = rule.crediting.up {
            return self.give_up(event, part, &credit, (up, overlay));
        }
        let found = self.participant(event, part.who).and_then(|who| self.on_plan(event, who));
        self.count(rule, &credit, found.as_ref().err().copied(), overlay)?;
        let Ok((participant, member)) = found else { return Ok(false) };
        self.take_in(event, participant, &Given { member, share: &part.share, credit, below: None })?;
        Ok(true)
    }

    /// Gives one part to those who stand above its member; `true` when there is anybody. What came in came in once: the
    /// lowest of them has it as credited, the others beside the sum.
    fn give_up(
        &mut self,
        event: &Event<'_, '_>,
        part: &Part,
        credit: &Number,
        (up, overlay): (Up, bool),
    ) -> Result<bool, Stop> {
        let named = self.participant(event, part.who);
        let Ok(below) = named else {
            self.count(event.rule, credit, named.err(), overlay)?;
            return Ok(false);
        };
        let climb = self.line_up.climb(below, up, event.date);
        if climb.end == End::Circle {
            return Err(Stop::Fault(Fault::LineInCircle { participant: self.setting.inputs.id(below) }, None));
        }
        gaps::note(self, event, climb.end, credit)?;
        let found: Vec<_> = climb.people.iter().filter_map(|who| self.on_plan(event, *who).ok()).collect();
        if found.is_empty() {
            let why = match climb.end {
                End::VacantSeat(_) => Uncredited::VacantSeat,
                End::Unknown(_) => Uncredited::UnknownManager,
                End::Top if climb.people.is_empty() => Uncredited::NobodyAbove,
                _ => Uncredited::NotOnPlan,
            };
            self.count(event.rule, credit, Some(why), overlay)?;
            return Ok(false);
        }
        for (place, (participant, member)) in found.into_iter().enumerate() {
            self.count(event.rule, credit, None, overlay || place > 0)?;
            let below = Some(self.setting.inputs.id(below)).filter(|_| participant != below);
            let given = Given { member, share: &part.share, credit: credit.clone(), below };
            self.take_in(event, participant, &given)?;
        }
        Ok(true)
    }

    fn count(
        &mut self,
        rule: &Rule<'_>,
        credit: &Number,
        missed: Option<Uncredited>,
        overlay: bool,
    ) -> Result<(), Stop> {
        let Some(chain) = self.credits.chains.get_mut(rule.chain) else { return Ok(()) };
        if !overlay && !std::mem::replace(&mut self.is_counted, true) {
            // A row comes in once, with however many it is shared.
            chain.report.came_in.count = chain.report.came_in.count.saturating_add(1);
        }
        count(&mut chain.report, credit, missed, overlay)
    }

    /// Counts a credit that somebody decided by hand: it did not come in.
    fn count_adjusted(&mut self, rule: &Rule<'_>, credit: &Number) -> Result<(), Stop> {
        let chain = self.credits.chains.get_mut(rule.chain);
        chain.map_or(Ok(()), |chain| add_tally(&mut chain.report.adjusted, credit))
    }

    /// Takes a credit into the books.
    fn take_in(&mut self, event: &Event<'_, '_>, participant: ParticipantIndex, given: &Given<'_>) -> Result<(), Stop> {
        let Some(chain) = self.credits.chains.get_mut(event.rule.chain) else { return Ok(()) };
        let distinct = match event.rule.crediting.take {
            Take::Distinct(column) => Some(event.row.item(column).to_value().to_exact_text()),
            _ => None,
        };
        // An empty cell is no value: a distinct count passes it over.
        if distinct.as_deref() != Some("") {
            let distinct = distinct.unwrap_or_default();
            chain.grid.add(given.member, event.slot, &given.credit, &distinct)?;
            if self.setting.watched.get(participant.0 as usize).copied().unwrap_or(false) {
                record(Arc::clone(&self.source), chain, event, given, &distinct);
            }
        }
        self.enter(event, given)
    }

    /// Whom a part of the transaction names.
    fn participant(&self, event: &Event<'_, '_>, who: Who) -> Result<ParticipantIndex, Uncredited> {
        match who {
            Who::Known(participant) => Ok(participant),
            Who::Column(column) => match event.row.text(column) {
                "" => Err(Uncredited::NoParticipant),
                id => self.participants.get(id).copied().ok_or(Uncredited::UnknownParticipant),
            },
        }
    }

    /// The member on the rule's plan on the transaction's day.
    fn on_plan(
        &self,
        event: &Event<'_, '_>,
        participant: ParticipantIndex,
    ) -> Result<(ParticipantIndex, usize), Uncredited> {
        let series = self.setting.roster.series.get(event.rule.series).ok_or(Uncredited::NotOnPlan)?;
        let member = series.member(participant).ok_or(Uncredited::NotOnPlan)?;
        if series.is_on(member, event.date) { Ok((participant, member)) } else { Err(Uncredited::NotOnPlan) }
    }

    /// Enters the credit where a component is paid on each by itself.
    fn enter(&mut self, event: &Event<'_, '_>, given: &Given<'_>) -> Result<(), Stop> {
        let row = event.row;
        for ledger in self.credits.ledgers.iter_mut().filter(|ledger| ledger.chain == event.rule.chain) {
            let component = self.setting.plans.get(ledger.plan).and_then(|plan| plan.components.get(ledger.component));
            let table = match component.map(|component| &component.pay) {
                Some(Pay::Table(table)) => Some(table),
                _ => None,
            };
            let key = match table.map(|table| table.over) {
                Some(Over::Group(column)) => row.item(column).to_value().to_exact_text().into(),
                _ => row.id().into(),
            };
            let index = match table.and_then(|table| Some((table.as_of, table.index.as_ref()?))) {
                Some((AsOf::Window, formula)) => Some(number(formula, &mut { row })?),
                _ => None,
            };
            ledger.entries.push(Entry {
                member: given.member,
                date: event.date,
                source: Arc::clone(&self.source),
                transaction: row.id().into(),
                key,
                credit: given.credit.clone(),
                reverses: table.and_then(|table| reverses(table, row, &given.credit)),
                index,
            });
        }
        Ok(())
    }
}

/// The id of the transaction that a negative one reverses, where the table goes by it.
fn reverses(table: &Table, row: Row<'_>, credit: &Number) -> Option<Arc<str>> {
    if table.reversals == Reversals::Recalculated || !credit.is_negative() {
        return None;
    }
    let named = [Schema::CORRECTS, Schema::RELATES_TO].map(|column| row.text(column));
    named.into_iter().find(|id| !id.is_empty()).map(Arc::from)
}

fn record(source: Arc<str>, chain: &mut Chain, event: &Event<'_, '_>, given: &Given<'_>, distinct: &str) {
    let columns = event.rule.columns.iter().map(|(column, name)| (name.clone(), event.row.item(*column).to_value()));
    chain.records.push(CreditRecord {
        member: given.member,
        slot: event.slot,
        date: event.date,
        source,
        transaction: event.row.id().into(),
        place: event.row.place(),
        version: (event.rule.plan, event.rule.measure),
        columns: columns.collect(),
        worth: event.worth.clone(),
        share: given.share.clone(),
        credit: given.credit.clone(),
        below: given.below.clone(),
        distinct: distinct.into(),
    });
}

/// Counts a credit where it belongs: what came in is what was credited and what was not, overlays stand outside.
fn count(report: &mut MeasureReport, credit: &Number, missed: Option<Uncredited>, overlay: bool) -> Result<(), Stop> {
    if overlay {
        return if missed.is_none() { add_tally(&mut report.overlays, credit) } else { Ok(()) };
    }
    report.came_in.sum = report.came_in.sum.add(credit)?;
    let Some(reason) = missed else { return add_tally(&mut report.credited, credit) };
    let place = report.uncredited.partition_point(|(known, _)| *known < reason);
    if report.uncredited.get(place).is_none_or(|(known, _)| *known != reason) {
        report.uncredited.insert(place, (reason, Tally::default()));
    }
    report.uncredited.get_mut(place).map_or(Ok(()), |(_, tally)| add_tally(tally, credit))
}

/// For the report only: a sum past every limit stays where it is.
fn tally(tally: &mut Tally, amount: &Number) {
    tally.count = tally.count.saturating_add(1);
    tally.sum = tally.sum.add(amount).unwrap_or_else(|_| tally.sum.clone());
}

fn add_tally(tally: &mut Tally, amount: &Number) -> Result<(), Stop> {
    tally.count = tally.count.saturating_add(1);
    tally.sum = tally.sum.add(amount)?;
    Ok(())
}
