//! What closed periods and the open one pay: sealed lines as they stand, and what is due for them since, as differences.

use std::collections::BTreeMap;
use std::sync::Arc;

use attain_rules::company::Company;
use attain_rules::date::Date;
use attain_rules::diagnostic::Diagnostic;
use attain_rules::diagnostics::r::{r032, r033, r034};
use attain_rules::number::Number;
use attain_rules::period::{Month, Period};
use attain_rules::plan::{Component, Medium, Plan};
use attain_rules::source::Span;
use attain_rules::unit::UnitPlace;

use super::account::{Account, Hand, Posting, Taxed};
use super::cause::{Cause, Read, causes};
use super::kept::is_told;
use super::mark::changed_files;
use super::reach::Part;
use super::taxed::TaxableDue;
use super::{Change, Closed, ENGINE, Marks, Seal, SealedFile, SealedLine};
use crate::adjust;
use crate::fault::{Failure, Stop, Whose};
use crate::inputs::{Inputs, ParticipantIndex};
use crate::outcome::{Line, LineKind, Outcome, sort_lines};
use crate::record::{Arithmetic as _, Recorder as _, Silent, Tracer};
use crate::run::Request;
use crate::trace::{Fact, How, Role, Trace};
use crate::value::Value;

/// Most changes that the trace of one difference names.
pub const MOST_CHANGES: usize = 100;

/// Most lines that a message names.
const MOST_NAMED: usize = 5;

/// What settling reads beside the outcome.
#[derive(Clone, Copy)]
pub struct Settling<'a> {
    /// As in [`crate::run`].
    pub plans: &'a [Plan],
    /// As in [`crate::run`].
    pub company: &'a Company,
    /// As in [`crate::run`].
    pub inputs: &'a Inputs,
    /// What is closed.
    pub closed: &'a Closed,
    /// What is known of all rows now.
    pub marks: &'a Marks,
    /// The files as they are now.
    pub files: &'a [SealedFile],
    /// From which day each file of plans counts.
    pub plan_days: &'a [(String, Date)],
    /// The period in which differences are paid.
    pub open: Period,
    /// Are differences of zero wanted, too?
    pub zeros: bool,
}

/// Whose, of which plan and component, paid in which closed period, and in which unit; none for money.
type Key = (ParticipantIndex, String, String, Period, Option<UnitPlace>);

/// The lines that were asked for, where some periods are closed: of these what was sealed, of others what was computed, and in the
/// open one the differences. `outcome` answers [`Closed::request`] of `request`.
///
/// # Errors
/// Findings: what seals name and is no longer there; differences that nothing explains.
pub fn settle(mut outcome: Outcome, with: &Settling<'_>, request: &Request) -> Result<Outcome, Vec<Diagnostic>> {
    if with.closed.is_empty() {
        return Ok(outcome);
    }
    outcome.balances.retain(|balance| request.first <= balance.period.last());
    let work = Work::new(with);
    let mut wrong = Vec::new();
    let computed = std::mem::take(&mut outcome.lines);
    let accounts = work.accounts(&computed, request.last, &mut wrong);
    let asked = |month: Month| request.first <= month && month <= request.last;
    let mut lines = work.sealed(&computed, &asked, request);
    if asked(with.open.last()) {
        let read = Read::of(computed.iter().map(|line| (work.id(line), line)));
        lines.extend(work.differences(&accounts, &read, request, &mut wrong));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    lines.extend(computed.into_iter().filter(|line| {
        let month = line.paid_in.last();
        asked(month) && !with.closed.holds(month)
    }));
    sort_lines(&mut lines, with.plans);
    outcome.lines = lines;
    outcome.report.kept.retain(|kept| is_told(kept, with, &work.changes, &asked));
    Ok(outcome)
}

struct Work<'a> {
    with: &'a Settling<'a>,
    people: BTreeMap<&'a str, ParticipantIndex>,
    changes: Vec<Change>,
}

impl<'a> Work<'a> {
    fn new(with: &'a Settling<'a>) -> Self {
        let mut changes = Vec::new();
        if let Some(last) = with.closed.seals.last() {
            changes = changed_files(&last.files, with.files, with.plan_days);
            changes.extend(Marks::sealed(&with.closed.seals).changes(with.marks));
        }
        Self { with, people: with.inputs.by_id(), changes }
    }

    /// What was posted and what is due now, by key. Of what is paid after the month `until`, nothing was computed.
    fn accounts<'l>(
        &self,
        computed: &'l [Line],
        until: Month,
        wrong: &mut Vec<Diagnostic>,
    ) -> BTreeMap<Key, Account<'l>> {
        let mut accounts: BTreeMap<Key, Account<'_>> = BTreeMap::new();
        let mut advances: BTreeMap<String, (Number, Span, String)> = BTreeMap::new();
        let calendar = self.with.company.calendar;
        for ((seal, closed), span) in
            self.with.closed.seals.iter().zip(&self.with.closed.periods).zip(&self.with.closed.spans)
        {
            for line in &seal.lines {
                let Some(key) = self.key(line, *closed, *span, wrong) else { continue };
                // What nobody can read was refused with the chain.
                let company = self.with.company;
                let Some(amount) = line.paid(company, key.4).filter(|_| self.counts(&key)) else { continue };
                let kind = LineKind::of_word(&line.kind);
                let hand = Hand::of(kind, line.earned_for == line.paid_in);
                let paid_in = calendar.parse(&line.paid_in);
                if hand == Hand::Later && paid_in.is_some_and(|paid_in| paid_in.last() <= until) {
                    advances.insert(line.id.clone(), (self.amount(amount, key.4), *span, line.paid_in.clone()));
                }
                let place = Closed::path(&seal.period);
                let stated = line.taxed(company).unwrap_or(0);
                let taxed = paid_in.map(|paid_in| Taxed { paid_in, stated });
                let posting = Posting { line: line.id.clone(), minor_units: amount, trace: None, place, hand, taxed };
                accounts.entry(key).or_default().posted.push(posting);
            }
        }
        for line in computed {
            let id = self.id(line);
            let Some(key) = self.key_of(line).filter(|key| self.counts(key)) else { continue };
            let at_once = line.earned_for == line.paid_in;
            let advance = is_advance(Some(line.kind), at_once);
            let (minor_units, trace, place) = (line.minor_units, line.trace.as_deref(), String::new());
            let hand = Hand::of(Some(line.kind), at_once);
            let posting = Posting { line: id, minor_units, trace, place, hand, taxed: None };
            if advance && self.with.closed.holds(line.paid_in.last()) {
                let amount = self.amount(line.minor_units, line.unit);
                if advances.remove(&posting.line).is_none_or(|(sealed, ..)| sealed != amount) {
                    let paid_in = self.with.company.calendar.label(line.paid_in);
                    wrong.push(r034::paid_in_closed(self.last_span(), &posting.line, &paid_in));
                }
            } else if advance && line.paid_in == self.with.open && self.with.closed.holds(line.earned_for.last()) {
                accounts.entry(key).or_default().posted.push(posting);
            } else if !advance && self.with.closed.holds(line.paid_in.last()) {
                accounts.entry(key).or_default().now.push(posting);
            }
        }
        for (id, (amount, span, paid_in)) in advances.into_iter().filter(|(_, (amount, ..))| !amount.is_zero()) {
            let amount = amount.to_exact_text();
            wrong.push(r034::gone(span, &id, &paid_in, &amount));
        }
        accounts
    }

    /// The closed period that a sealed line belongs to: its own, or of a difference or an advance the one that it was paid for.
    fn key(&self, line: &SealedLine, closed: Period, span: Span, wrong: &mut Vec<Diagnostic>) -> Option<Key> {
        let calendar = self.with.company.calendar;
        let Some(participant) = self.people.get(line.participant.as_str()).copied() else {
            let finding = r033::participant(span, &line.participant, &calendar.label(closed));
            if !wrong.contains(&finding) {
                wrong.push(finding);
            }
            return None;
        };
        let kind = LineKind::of_word(&line.kind);
        let label = if is_advance(kind, line.earned_for == line.paid_in) { &line.earned_for } else { &line.paid_in };
        let period = calendar.parse(label)?;
        let known = (self.with.plans, calendar);
        let Some((plan, at)) = adjust::place(known, &line.plan, &line.component, period) else {
            let finding = r033::component(span, &line.component, &line.plan, &calendar.label(closed));
            if !wrong.contains(&finding) {
                wrong.push(finding);
            }
            return None;
        };
        let component = self.with.plans.get(plan).and_then(|plan| plan.components.get(at));
        let unit = line.unit.as_deref().map(|unit| self.with.company.unit_named(unit));
        let fits = match (component.map(|component| component.medium), unit) {
            (Some(Medium::Money), None) => true,
            (Some(Medium::Unit(own)), Some(unit)) => Some(own) == unit,
            (Some(Medium::Unit(_)), None) => component.is_some_and(Component::is_paid_as_money),
            (Some(Medium::Things), Some(unit)) => unit.is_some(),
            _ => false,
        };
        if !fits {
            let was = line.unit.as_deref().unwrap_or_else(|| self.with.company.name_of(None));
            let finding = r033::unit(span, &line.component, was, &calendar.label(closed));
            if !wrong.contains(&finding) {
                wrong.push(finding);
            }
            return None;
        }
        Some((participant, line.plan.clone(), line.component.clone(), period, unit.flatten()))
    }

    /// Units that are paid as money leave nothing of themselves in any period.
    fn counts(&self, (_, plan, component, period, unit): &Key) -> bool {
        let place = adjust::place((self.with.plans, self.with.company.calendar), plan, component, *period);
        let component = place.and_then(|(plan, at)| self.with.plans.get(plan)?.components.get(at));
        unit.is_none() || !component.is_some_and(Component::is_paid_as_money)
    }

    fn key_of(&self, line: &Line) -> Option<Key> {
        let (plan, component) = line.part(self.with.plans)?;
        let advance = is_advance(Some(line.kind), line.earned_for == line.paid_in);
        let period = if advance { line.earned_for } else { line.paid_in };
        Some((line.participant, plan.name.clone(), component.name.clone(), period, line.unit))
    }

    /// The plan's version under which a line was sealed, and the component in it; where that version is gone, the one now in force.
    fn place_of(&self, sealed: &SealedLine) -> Option<(usize, usize)> {
        let same = |plan: &Plan| plan.name == sealed.plan && plan.effective.first.to_string() == sealed.version;
        let version = self.with.plans.iter().enumerate().find(|(_, plan)| same(plan)).and_then(|(at, plan)| {
            Some((at, plan.components.iter().position(|component| component.name == sealed.component)?))
        });
        let earned_for = self.with.company.calendar.parse(&sealed.earned_for)?;
        version.or_else(|| {
            adjust::place((self.with.plans, self.with.company.calendar), &sealed.plan, &sealed.component, earned_for)
        })
    }

    fn id(&self, line: &Line) -> String {
        line.id(self.with.plans, self.with.company, self.with.inputs)
    }

    fn amount(&self, minor: i64, unit: Option<UnitPlace>) -> Number {
        Number::decimal(minor.into(), self.with.company.digits_of(unit))
    }

    fn last_span(&self) -> Span {
        self.with.closed.spans.last().copied().unwrap_or_default()
    }

    /// The sealed lines of the closed periods that were asked for.
    fn sealed(&self, computed: &[Line], asked: &dyn Fn(Month) -> bool, request: &Request) -> Vec<Line> {
        let mut traces: BTreeMap<String, &Line> = BTreeMap::new();
        let closed = &self.with.closed;
        for line in computed.iter().filter(|line| line.trace.is_some() && closed.holds(line.paid_in.last())) {
            traces.insert(self.id(line), line);
        }
        let mut lines = Vec::new();
        for (seal, period) in closed.seals.iter().zip(&closed.periods) {
            let wanted = seal.lines.iter().filter(|line| {
                let paid_in = self.with.company.calendar.parse(&line.paid_in).unwrap_or(*period);
                let zero = line.kind == LineKind::Difference.word() && line.pays_nothing();
                asked(paid_in.last()) && !zero
            });
            for sealed in wanted {
                // What is no longer there is told with the accounts.
                let Some(mut line) = self.line_of(sealed) else { continue };
                if request.explain.is_wanted(line.participant) {
                    let is_same =
                        |known: &&&Line| known.minor_units == line.minor_units && known.taxable == line.taxable;
                    let known = traces.get(&sealed.id).filter(is_same);
                    let trace = known.and_then(|known| known.trace.clone());
                    line.trace = Some(trace.unwrap_or_else(|| Box::new(self.as_sealed(sealed, &line, seal))));
                }
                lines.push(line);
            }
        }
        lines
    }

    fn line_of(&self, sealed: &SealedLine) -> Option<Line> {
        let calendar = self.with.company.calendar;
        let (earned_for, paid_in) = (calendar.parse(&sealed.earned_for)?, calendar.parse(&sealed.paid_in)?);
        let (plan, component) = self.place_of(sealed)?;
        let unit = sealed.unit.as_deref().and_then(|unit| self.with.company.unit_named(unit));
        let minor_units = sealed.paid(self.with.company, unit)?;
        Some(Line {
            participant: self.people.get(sealed.participant.as_str()).copied()?,
            plan: u32::try_from(plan).ok()?,
            component: u32::try_from(component).ok()?,
            kind: LineKind::of_word(&sealed.kind)?,
            earned_for,
            paid_in,
            unit,
            minor_units,
            taxable: sealed.taxed(self.with.company),
            trace: None,
        })
    }

    /// The trace of a line of which nothing is known but that it was sealed.
    fn as_sealed(&self, sealed: &SealedLine, line: &Line, seal: &Seal) -> Trace {
        let mut tracer = Tracer::default();
        let (role, place) = (|| Role::Sealed { line: sealed.id.as_str().into() }, || Closed::path(&seal.period).into());
        let amount = tracer.given(self.amount(line.minor_units, line.unit), role, place);
        if let Some(taxable) = line.taxable {
            tracer.given(self.amount(taxable, None), || Role::TaxableValue, place);
        }
        tracer.note(amount.value, || (Role::Line, How::Same(amount.fact), Arc::default()));
        tracer.into_trace()
    }

    /// What is due for closed periods.
    fn differences(
        &self,
        accounts: &BTreeMap<Key, Account<'_>>,
        read: &Read<'_>,
        request: &Request,
        wrong: &mut Vec<Diagnostic>,
    ) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut unexplained: BTreeMap<Period, Vec<String>> = BTreeMap::new();
        for (key, account) in accounts {
            let (participant, plan, component, period, unit) = key;
            let digits = self.with.company.digits_of(*unit);
            let Some((plan_at, at)) =
                adjust::place((self.with.plans, self.with.company.calendar), plan, component, *period)
            else {
                continue;
            };
            let Some((due, taxable)) = self.due((plan_at, at), (key, account), wrong) else { continue };
            let is_due = due != 0 || taxable.is_restated();
            if !is_due && (!self.with.zeros || !account.has_line()) {
                continue;
            }
            let changes = self.changes_for(key, account, read);
            if is_due && changes.is_empty() && !account.has_open_hand() {
                let id = self.with.inputs.id(*participant);
                let amount = self.amount(due, *unit).to_fixed_text(digits);
                let taxable = taxable.since_text(self.with.company.minor_digits());
                unexplained.entry(*period).or_default().push(format!("{id} {component} {amount}{taxable}"));
                continue;
            }
            let explained = || Box::new(self.explained(account, (*unit, &taxable), &changes));
            lines.push(Line {
                participant: *participant,
                plan: u32::try_from(plan_at).unwrap_or(u32::MAX),
                component: u32::try_from(at).unwrap_or(u32::MAX),
                kind: LineKind::Difference,
                earned_for: *period,
                paid_in: self.with.open,
                unit: *unit,
                minor_units: due,
                taxable: taxable.total(),
                trace: request.explain.is_wanted(*participant).then(explained),
            });
        }
        for (period, lines) in unexplained {
            let (label, count) = (self.with.company.calendar.label(period), lines.len());
            let shown = lines.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join(", ");
            let engine = self.with.closed.seals.last().map_or("", |seal| seal.engine.as_str());
            wrong.push(r032::unexplained(self.last_span(), &label, (count, &shown), (engine, ENGINE)));
        }
        lines
    }

    /// What is due to an account, and what of it is taxable.
    fn due(
        &self,
        (plan, at): (usize, usize),
        (key, account): (&Key, &Account<'_>),
        wrong: &mut Vec<Diagnostic>,
    ) -> Option<(i64, TaxableDue)> {
        let (participant, plan_name, name, _, unit) = key;
        let component = self.with.plans.get(plan)?.components.get(at)?;
        let (company, open) = (self.with.company, self.with.open);
        let found = account.due(company.digits_of(*unit), &mut Silent).and_then(|due| {
            if unit.is_none() {
                return Ok((due, TaxableDue::default()));
            }
            Ok((due, TaxableDue::of(company, component, (*unit, account), (due, open))?))
        });
        found
            .map_err(|fault| {
                let (plan, part) = (plan_name.as_str().into(), name.as_str().into());
                let failure =
                    Failure { plan, part, fault, span: component.span, whose: Whose::Line(*participant, open) };
                wrong.push(failure.diagnostic(company, self.with.inputs));
            })
            .ok()
    }

    /// The changes that a difference can come from.
    fn changes_for(&self, key: &Key, account: &Account<'_>, read: &Read<'_>) -> Vec<Cause<'_>> {
        let (participant, plan, component, period, _) = key;
        let part = Part { plans: self.with.plans, plan, component, calendar: self.with.company.calendar };
        // What is paid by hand ahead of the difference is computed like other lines, and posted.
        let by_hand = account.posted.iter().filter(|posted| posted.place.is_empty());
        let seen = read.seen(account.now.iter().chain(by_hand).map(|posting| posting.line.as_str()));
        causes(&self.changes, &self.with.inputs.id(*participant), &part, *period, seen.as_ref())
    }

    fn explained(
        &self,
        account: &Account<'_>,
        (unit, taxable): (Option<UnitPlace>, &TaxableDue),
        causes: &[Cause<'_>],
    ) -> Trace {
        let mut tracer = Tracer::default();
        for Cause { change, is_read } in causes.iter().take(MOST_CHANGES) {
            let (table, row) = (change.row.0.as_str().into(), change.row.1.as_str().into());
            let role = Role::Changed { happened: change.happened, table, row };
            let value = is_read.map_or(Value::Empty, Value::YesNo);
            let text = value.to_exact_text().into();
            tracer.fact(|| Fact { role, value, how: How::Given { text }, place: Arc::default() });
        }
        let more = causes.len().saturating_sub(MOST_CHANGES);
        if more > 0 {
            let more = Number::whole(i128::try_from(more).unwrap_or(i128::MAX));
            tracer.given(more, || Role::MoreChanges, Arc::default);
        }
        // What could not be told is not due either: see `Account::due`.
        let _: Result<(), Stop> = self.explain_due(&mut tracer, account, (unit, taxable));
        tracer.into_trace()
    }

    fn explain_due(
        &self,
        tracer: &mut Tracer,
        account: &Account<'_>,
        (unit, taxable): (Option<UnitPlace>, &TaxableDue),
    ) -> Result<(), Stop> {
        let company = self.with.company;
        let digits = company.digits_of(unit);
        let Some(unit) = unit.and_then(|unit| company.unit(unit)).filter(|_| taxable.total().is_some()) else {
            return account.due_of(digits, tracer, Role::Line).map(drop);
        };
        let due = account.due_of(digits, tracer, Role::Units)?;
        let day = company.calendar.days(self.with.open).last;
        taxable.explain(tracer, (unit, company.minor_digits()), (&due, day))?;
        tracer.note(due.value, || (Role::Line, How::Same(due.fact), Arc::default()));
        Ok(())
    }
}

/// Does a line belong to the closed period that it is earned for, and not to the one in which it is paid?
fn is_advance(kind: Option<LineKind>, at_once: bool) -> bool {
    kind == Some(LineKind::Difference) || Hand::of(kind, at_once) == Hand::Later
}

/// The lines of an outcome as they are sealed.
#[must_use]
pub fn sealed_lines(outcome: &Outcome, plans: &[Plan], company: &Company, inputs: &Inputs) -> Vec<SealedLine> {
    let line = |line: &Line| {
        let (plan, component) = line.part(plans)?;
        let digits = company.digits_of(line.unit);
        Some(SealedLine {
            id: line.id(plans, company, inputs),
            participant: inputs.id(line.participant).to_string(),
            plan: plan.name.clone(),
            version: plan.effective.first.to_string(),
            component: component.name.clone(),
            kind: line.kind.word().to_owned(),
            earned_for: company.calendar.label(line.earned_for),
            paid_in: company.calendar.label(line.paid_in),
            unit: line.unit.map(|_| company.name_of(line.unit).to_owned()),
            amount: Number::decimal(line.minor_units.into(), digits).to_fixed_text(digits),
            taxable: line.taxable.map(|taxable| {
                let digits = company.minor_digits();
                Number::decimal(taxable.into(), digits).to_fixed_text(digits)
            }),
            pay_code: component.pay_code.clone(),
            tax_class: component.tax_class.clone(),
        })
    };
    outcome.lines.iter().filter_map(line).collect()
}
