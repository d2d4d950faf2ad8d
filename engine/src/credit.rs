//! From transaction to credit: the one step that sees every transaction. Rows stream through in batches; what stays is a
//! grid for each measure, and single credits only where a component is paid by the transaction or somebody asked why.

use std::sync::Arc;

use attain_rules::company::Company;
use attain_rules::date::{Date, DateRange};
use attain_rules::formula::expression::{Formula, Name, Node};
use attain_rules::number::Number;
use attain_rules::plan::{AsOf, Base, Component, Crediting, MeasureSource, Over, Pay, Plan, Share, Take};
use attain_rules::rounding::{Rounding, Step};
use rustc_hash::FxHashMap;

use crate::evaluate::{Item, evaluate};
use crate::fault::{Failure, Fault, RunError, Stop, Whose};
use crate::grid::Grid;
use crate::inputs::{Batch, Inputs, ParticipantIndex, RowPlace, SplitRow, TransactionSource};
use crate::names::{each_name, written};
use crate::outcome::{MeasureReport, Report, Tally, Uncredited};
use crate::roster::Roster;
use crate::row::Row;
use crate::timeline::Timeline;
use crate::value::Value;

/// A measure of one plan through all its versions, with everything credited to it.
#[derive(Debug)]
pub(crate) struct Chain {
    pub series: usize,
    pub grid: Grid,
    /// Credits of those whose lines are to be explained.
    pub records: Vec<CreditRecord>,
    report: MeasureReport,
}

/// A credit that can be explained.
#[derive(Debug)]
pub(crate) struct CreditRecord {
    pub member: usize,
    pub slot: usize,
    pub date: Date,
    pub transaction: Arc<str>,
    pub place: RowPlace,
    /// The measure's version: place of the plan, place of the measure.
    pub version: (usize, usize),
    /// Values of the columns that worth and share were worked out from, by their names in formulas.
    pub columns: Vec<(Arc<str>, Value)>,
    pub worth: Number,
    pub share: ShareRecord,
    pub credit: Number,
    /// What a distinct count looks at.
    pub distinct: Arc<str>,
}

/// Where a share comes from.
#[derive(Clone, Debug)]
pub(crate) enum ShareRecord {
    /// All of it.
    Whole,
    /// A formula of the plan; the place of the member in [`attain_rules::plan::Shares::members`], or of the overlay.
    Formula { overlay: bool, member: usize, share: Number },
    /// What the others left.
    Rest(Number),
    /// A row of the splits data.
    Split(Number, RowPlace),
    /// A ratio over the sum of all ratios.
    Ratio(Number, Number),
}

/// The credits that one component is paid on one by one.
#[derive(Debug)]
pub(crate) struct Ledger {
    plan: usize,
    component: usize,
    chain: usize,
    /// In order of member, date and id once the stream has ended.
    pub entries: Vec<Entry>,
}

/// One credit in a [`Ledger`].
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub member: usize,
    pub date: Date,
    pub transaction: Arc<str>,
    /// Transaction id, or the value of the grouping column.
    pub key: Arc<str>,
    pub credit: Number,
    /// Value of `rate_by`, where it reads the transaction.
    pub index: Option<Number>,
}

/// Everything that was credited.
#[derive(Debug)]
pub(crate) struct Credits {
    pub chains: Vec<Chain>,
    chain_of: Vec<Vec<Option<usize>>>,
    pub ledgers: Vec<Ledger>,
}

impl Credits {
    /// The chain of a measure that reads transactions.
    pub(crate) fn chain(&self, plan: usize, measure: usize) -> Option<&Chain> {
        self.chains.get((*self.chain_of.get(plan)?.get(measure)?)?)
    }

    /// The single credits that a component is paid on.
    pub(crate) fn ledger(&self, plan: usize, component: usize) -> Option<&Ledger> {
        self.ledgers.iter().find(|ledger| ledger.plan == plan && ledger.component == component)
    }
}

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

/// One version of a measure, ready for rows.
struct Rule<'a> {
    plan: usize,
    measure: usize,
    chain: usize,
    series: usize,
    effective: DateRange,
    crediting: &'a Crediting,
    rounding: Option<&'a Rounding>,
    name: &'a str,
    span: attain_rules::source::Span,
    /// Names of the columns in credit and shares, for records.
    columns: Vec<(usize, Arc<str>)>,
}

/// Credits all transactions.
pub(crate) fn credit_all(
    setting: &Setting<'_>,
    source: &mut dyn TransactionSource,
    report: &mut Report,
    errors: &mut RunError,
) -> Credits {
    let (rules, mut credits) = prepare(setting);
    let participants = index_participants(setting.inputs);
    let mut crediting = CreditingRun { setting, rules: &rules, participants, credits: &mut credits, report, errors };
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
    settle(&mut credits, report);
    credits
}

fn prepare<'a>(setting: &Setting<'a>) -> (Vec<Rule<'a>>, Credits) {
    let mut rules = Vec::new();
    let mut chains: Vec<Chain> = Vec::new();
    let mut chain_of: Vec<Vec<Option<usize>>> =
        setting.plans.iter().map(|plan| vec![None; plan.measures.len()]).collect();
    for (series_place, series) in setting.roster.series.iter().enumerate() {
        let first_chain = chains.len();
        for &plan_place in &series.versions {
            let Some(plan) = setting.plans.get(plan_place) else { continue };
            for (measure_place, measure) in plan.measures.iter().enumerate() {
                let MeasureSource::Transactions(crediting) = &measure.source else { continue };
                let known = chains.iter().skip(first_chain).position(|chain| *chain.report.measure == *measure.name);
                let chain = known.map_or(chains.len(), |offset| first_chain.saturating_add(offset));
                if known.is_none() {
                    let grid = Grid::new(crediting.take, series.members.len(), setting.timeline.slot_count());
                    let report = MeasureReport {
                        plan: Arc::clone(&series.name),
                        measure: measure.name.as_str().into(),
                        ..MeasureReport::default()
                    };
                    chains.push(Chain { series: series_place, grid, records: Vec::new(), report });
                }
                if let Some(place) = chain_of.get_mut(plan_place).and_then(|plan| plan.get_mut(measure_place)) {
                    *place = Some(chain);
                }
                rules.push(Rule {
                    plan: plan_place,
                    measure: measure_place,
                    chain,
                    series: series_place,
                    effective: plan.effective,
                    crediting,
                    rounding: plan.roundings.at(Step::Credit),
                    name: &measure.name,
                    span: measure.span,
                    columns: columns_of(crediting, setting.company),
                });
            }
        }
    }
    let ledgers = ledgers(setting, &chain_of);
    (rules, Credits { chains, chain_of, ledgers })
}

fn columns_of(crediting: &Crediting, company: &Company) -> Vec<(usize, Arc<str>)> {
    let mut columns: Vec<(usize, Arc<str>)> = Vec::new();
    let shares = crediting.shares.members.iter().chain(&crediting.shares.overlays);
    for formula in shares.filter_map(|share| share.share.as_ref()).chain([&crediting.credit]) {
        each_name(&formula.expression, &mut |name| {
            if let Name::Column(column) = name
                && !columns.iter().any(|(known, _)| known == column)
            {
                columns.push((*column, written(name, None, company).into()));
            }
        });
    }
    columns
}

/// The measure that a component paid by the transaction pays on.
fn paid_measure(component: &Component) -> Option<usize> {
    let Pay::Table(table) = &component.pay else { return None };
    if table.over == Over::Total && table.as_of == AsOf::Window {
        return None;
    }
    match &table.base {
        Base::Amount { amount: Formula { expression, .. }, .. } => match &expression.node {
            Node::Name(Name::Measure { measure, .. }) => Some(*measure),
            _ => None,
        },
        Base::Target => None,
    }
}

fn ledgers(setting: &Setting<'_>, chain_of: &[Vec<Option<usize>>]) -> Vec<Ledger> {
    let mut ledgers = Vec::new();
    for (plan, chains) in
        setting.plans.iter().zip(chain_of).enumerate().map(|(place, (plan, chains))| ((place, plan), chains))
    {
        let (plan_place, plan) = plan;
        for (place, component) in plan.components.iter().enumerate() {
            let chain = paid_measure(component).and_then(|measure| chains.get(measure).copied().flatten());
            if let Some(chain) = chain {
                ledgers.push(Ledger { plan: plan_place, component: place, chain, entries: Vec::new() });
            }
        }
    }
    ledgers
}

fn index_participants(inputs: &Inputs) -> FxHashMap<&str, ParticipantIndex> {
    let number = |place| ParticipantIndex(u32::try_from(place).unwrap_or(u32::MAX));
    inputs.participants.iter().enumerate().map(|(place, participant)| (&*participant.id, number(place))).collect()
}

/// Orders what order matters to, and hands the tallies over.
fn settle(credits: &mut Credits, report: &mut Report) {
    for ledger in &mut credits.ledgers {
        ledger.entries.sort_by(|a, b| {
            (a.member, a.date)
                .cmp(&(b.member, b.date))
                .then_with(|| attain_rules::id::natural_cmp(&a.transaction, &b.transaction))
                .then_with(|| a.credit.cmp(&b.credit))
        });
    }
    for chain in &mut credits.chains {
        chain.records.sort_by(|a, b| {
            (a.member, a.date)
                .cmp(&(b.member, b.date))
                .then_with(|| attain_rules::id::natural_cmp(&a.transaction, &b.transaction))
                .then_with(|| a.credit.cmp(&b.credit))
        });
        report.measures.push(std::mem::take(&mut chain.report));
    }
    report.nobody_examples.sort_by(|a, b| attain_rules::id::natural_cmp(a, b));
    report.nobody_examples.truncate(Report::MOST_EXAMPLES);
}

struct CreditingRun<'a, 'r> {
    setting: &'r Setting<'a>,
    rules: &'r [Rule<'a>],
    participants: FxHashMap<&'a str, ParticipantIndex>,
    credits: &'r mut Credits,
    report: &'r mut Report,
    errors: &'r mut RunError,
}

/// One member's part of a transaction.
struct Part<'b> {
    who: Who<'b>,
    share: ShareRecord,
}

enum Who<'b> {
    Named(&'b str),
    Known(ParticipantIndex),
}

impl CreditingRun<'_, '_> {
    fn row(&mut self, row: Row<'_>) {
        let (mut seen, mut credited) = (false, false);
        for rule in self.rules {
            let Some(date) = row.date(rule.crediting.dated) else {
                seen = true;
                self.fail(rule, row, Stop::Fault(Fault::EmptyCell, None));
                continue;
            };
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
            tally(&mut self.report.outside, &row.amount());
        } else if !credited {
            tally(&mut self.report.credited_to_nobody, &row.amount());
            self.keep_example(row.id());
        }
    }

    /// Keeps the first ids in their own order, not in the order of rows.
    fn keep_example(&mut self, id: &str) {
        let examples = &mut self.report.nobody_examples;
        let place = examples.partition_point(|known| attain_rules::id::natural_cmp(known, id).is_lt());
        if place < Report::MOST_EXAMPLES {
            examples.insert(place, id.into());
            examples.truncate(Report::MOST_EXAMPLES);
        }
    }

    fn fail(&mut self, rule: &Rule<'_>, row: Row<'_>, stop: Stop) {
        let (fault, span) = match stop {
            Stop::Fault(fault, span) => (fault, span),
            Stop::Unmeasured(..) => (Fault::Unchecked, None),
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
        let mut names = row;
        if let Some(filter) = &rule.crediting.filter
            && evaluate(&filter.expression, &mut names)? != Item::YesNo(true)
        {
            return Ok(false);
        }
        let worth = number(&rule.crediting.credit, &mut names)?;
        let mut credited = false;
        let shares = &rule.crediting.shares;
        if let ([Share { column, share: None }], [], false) =
            (shares.members.as_slice(), shares.overlays.as_slice(), shares.from_splits)
        {
            let part = Part { who: Who::Named(row.text(*column)), share: ShareRecord::Whole };
            return self.give(rule, row, date, slot, &worth, part, false);
        }
        for part in self.parts(rule, row)? {
            credited |= self.give(rule, row, date, slot, &worth, part, false)?;
        }
        for (member, overlay) in shares.overlays.iter().enumerate() {
            let who = row.text(overlay.column);
            if who.is_empty() {
                continue;
            }
            let share = match &overlay.share {
                Some(formula) => ShareRecord::Formula { overlay: true, member, share: number(formula, &mut names)? },
                None => ShareRecord::Whole,
            };
            credited |= self.give(rule, row, date, slot, &worth, Part { who: Who::Named(who), share }, true)?;
        }
        Ok(credited)
    }

    /// Who takes part in the split, and with how much; adds up to the whole.
    fn parts<'b>(&self, rule: &Rule<'_>, row: Row<'b>) -> Result<Vec<Part<'b>>, Stop> {
        let shares = &rule.crediting.shares;
        if shares.from_splits {
            let rows = split_rows(&self.setting.inputs.splits, row.id());
            if !rows.is_empty() {
                return from_splits(rows, shares.ratios);
            }
        }
        let mut names = row;
        let mut parts = Vec::new();
        let mut given = Number::ZERO;
        let mut rest: Option<&'b str> = None;
        for (member, share) in shares.members.iter().enumerate() {
            let who = row.text(share.column);
            match &share.share {
                None => rest = Some(who),
                Some(_) if who.is_empty() => {}
                Some(formula) => {
                    let share = number(formula, &mut names)?;
                    given = given.add(&share)?;
                    parts.push(Part {
                        who: Who::Named(who),
                        share: ShareRecord::Formula { overlay: false, member, share },
                    });
                }
            }
        }
        if shares.ratios {
            return over_sum(parts, &given);
        }
        let left = Number::ONE.subtract(&given)?;
        match rest {
            Some(who) if !left.is_negative() => {
                let share = if parts.is_empty() { ShareRecord::Whole } else { ShareRecord::Rest(left) };
                parts.insert(0, Part { who: Who::Named(who), share });
                Ok(parts)
            }
            None if left.is_zero() => Ok(parts),
            _ => Err(not_whole(&given)),
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one transaction's share needs all of it, and it is called in one place"
    )]
    fn give(
        &mut self,
        rule: &Rule<'_>,
        row: Row<'_>,
        date: Date,
        slot: usize,
        worth: &Number,
        part: Part<'_>,
        overlay: bool,
    ) -> Result<bool, Stop> {
        let credit = match &part.share {
            ShareRecord::Whole => worth.clone(),
            ShareRecord::Formula { share, .. } | ShareRecord::Rest(share) | ShareRecord::Split(share, _) => {
                worth.multiply(share)?
            }
            ShareRecord::Ratio(ratio, sum) => worth.multiply(&ratio.divide(sum)?)?,
        };
        let credit = match rule.rounding {
            Some(rounding) => credit.round_to(&rounding.unit, rounding.rule)?,
            None => credit,
        };
        let found = self.find(rule, date, &part.who);
        let Some(chain) = self.credits.chains.get_mut(rule.chain) else { return Ok(false) };
        if overlay {
            if found.is_ok() {
                add_tally(&mut chain.report.overlays, &credit)?;
            }
        } else {
            add_tally(&mut chain.report.came_in, &credit)?;
            match found {
                Ok(_) => add_tally(&mut chain.report.credited, &credit)?,
                Err(reason) => {
                    let reasons = &mut chain.report.uncredited;
                    let place = match reasons.binary_search_by_key(&reason, |(reason, _)| *reason) {
                        Ok(place) => place,
                        Err(place) => {
                            reasons.insert(place, (reason, Tally::default()));
                            place
                        }
                    };
                    if let Some((_, tally)) = reasons.get_mut(place) {
                        add_tally(tally, &credit)?;
                    }
                }
            }
        }
        let Ok((participant, member)) = found else { return Ok(false) };
        let distinct = match rule.crediting.take {
            Take::Distinct(column) => row.text(column),
            _ => "",
        };
        chain.grid.add(member, slot, &credit, distinct)?;
        if self.setting.watched.get(participant.0 as usize).copied().unwrap_or(false) {
            let record = self.record(rule, row, (date, slot, member), worth, part.share, credit.clone(), distinct);
            if let Some(chain) = self.credits.chains.get_mut(rule.chain) {
                chain.records.push(record);
            }
        }
        self.enter(rule, row, date, member, &credit)?;
        Ok(true)
    }

    /// The member on the rule's plan on that day.
    fn find(&self, rule: &Rule<'_>, date: Date, who: &Who<'_>) -> Result<(ParticipantIndex, usize), Uncredited> {
        let participant = match who {
            Who::Known(participant) => *participant,
            Who::Named("") => return Err(Uncredited::NoParticipant),
            Who::Named(id) => *self.participants.get(id).ok_or(Uncredited::UnknownParticipant)?,
        };
        let series = self.setting.roster.series.get(rule.series).ok_or(Uncredited::NotOnPlan)?;
        let member = series.member(participant).ok_or(Uncredited::NotOnPlan)?;
        let is_on = series.members.get(member).is_some_and(|member| member.is_on(date));
        if is_on { Ok((participant, member)) } else { Err(Uncredited::NotOnPlan) }
    }

    #[expect(clippy::too_many_arguments, reason = "a record is made of all of it, in one place")]
    fn record(
        &self,
        rule: &Rule<'_>,
        row: Row<'_>,
        (date, slot, member): (Date, usize, usize),
        worth: &Number,
        share: ShareRecord,
        credit: Number,
        distinct: &str,
    ) -> CreditRecord {
        CreditRecord {
            member,
            slot,
            date,
            transaction: row.id().into(),
            place: row.place(),
            version: (rule.plan, rule.measure),
            columns: rule
                .columns
                .iter()
                .map(|(column, name)| (Arc::clone(name), row.item(*column).to_value()))
                .collect(),
            worth: worth.clone(),
            share,
            credit,
            distinct: distinct.into(),
        }
    }

    /// Enters the credit where a component is paid on each by itself.
    fn enter(&mut self, rule: &Rule<'_>, row: Row<'_>, date: Date, member: usize, credit: &Number) -> Result<(), Stop> {
        for ledger in self.credits.ledgers.iter_mut().filter(|ledger| ledger.chain == rule.chain) {
            let component = self.setting.plans.get(ledger.plan).and_then(|plan| plan.components.get(ledger.component));
            let Some(Pay::Table(table)) = component.map(|component| &component.pay) else { continue };
            let key = match table.over {
                Over::Group(column) => row.item(column).to_value().to_exact_text().into(),
                _ => row.id().into(),
            };
            let index = match &table.index {
                Some(formula) if table.as_of == AsOf::Window => Some(number(formula, &mut { row })?),
                _ => None,
            };
            ledger.entries.push(Entry {
                member,
                date,
                transaction: row.id().into(),
                key,
                credit: credit.clone(),
                index,
            });
        }
        Ok(())
    }
}

fn number<'b>(formula: &'b Formula, row: &mut Row<'b>) -> Result<Number, Stop> {
    match evaluate(&formula.expression, row)? {
        Item::Number(number) => Ok(number),
        Item::Empty => Err(Stop::Fault(Fault::EmptyCell, Some(formula.span))),
        _ => Err(Stop::Fault(Fault::Unchecked, Some(formula.span))),
    }
}

fn split_rows<'s>(splits: &'s [SplitRow], transaction: &str) -> &'s [SplitRow] {
    let start = splits.partition_point(|row| attain_rules::id::natural_cmp(&row.transaction, transaction).is_lt());
    let rest = splits.get(start..).unwrap_or_default();
    let length = rest.partition_point(|row| *row.transaction == *transaction);
    rest.get(..length).unwrap_or_default()
}

fn from_splits<'b>(rows: &[SplitRow], ratios: bool) -> Result<Vec<Part<'b>>, Stop> {
    let mut sum = Number::ZERO;
    for row in rows {
        sum = sum.add(&row.share)?;
    }
    if !ratios && sum != Number::ONE {
        return Err(not_whole(&sum));
    }
    let share = |row: &SplitRow| {
        if ratios {
            ShareRecord::Ratio(row.share.clone(), sum.clone())
        } else {
            ShareRecord::Split(row.share.clone(), row.place.clone())
        }
    };
    Ok(rows.iter().map(|row| Part { who: Who::Known(row.participant), share: share(row) }).collect())
}

fn over_sum<'b>(parts: Vec<Part<'b>>, sum: &Number) -> Result<Vec<Part<'b>>, Stop> {
    if sum.is_zero() && !parts.is_empty() {
        return Err(Stop::Fault(Fault::DivisionByZero, None));
    }
    let over = |part: Part<'b>| match part.share {
        ShareRecord::Formula { share, .. } => Part { who: part.who, share: ShareRecord::Ratio(share, sum.clone()) },
        _ => part,
    };
    Ok(parts.into_iter().map(over).collect())
}

fn not_whole(sum: &Number) -> Stop {
    let percent = sum.multiply(&Number::whole(100)).map(|percent| percent.to_exact_text()).unwrap_or_default();
    Stop::Fault(Fault::SharesNotWhole { percent }, None)
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
