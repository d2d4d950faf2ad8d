//! Why a measure of transactions is what it is: its credits, down to the cells that they were worked out from.

use std::sync::Arc;

use attain_rules::company::Company;
use attain_rules::date::DateRange;
use attain_rules::formula::expression::{Formula, Name};
use attain_rules::number::Number;
use attain_rules::plan::{Crediting, MeasureSource, Take};
use attain_rules::rounding::Step;

use crate::context::{Context, row_place};
use crate::credit::books::{Chain, CreditRecord, Entry, ShareRecord};
use crate::credit::share::split_rows;
use crate::evaluate::{Item, Names, evaluate};
use crate::fault::{Fault, Stop};
use crate::names::{each_name, written};
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::trace::{Fact, FactId, How, Role};
use crate::value::Value;

impl<'a, R: Recorder> Context<'a, '_, R> {
    /// A measure with all its credits.
    pub(super) fn explained(
        &mut self,
        chain: &Chain,
        place: usize,
        take: Take,
        days: DateRange,
        value: Number,
    ) -> Result<Noted, Stop> {
        let measure = self.measure(place)?;
        let member = self.turn.member_place;
        let slots = self.world.timeline.slots_in(days);
        let mut credits = Vec::new();
        for (number, record) in chain.records.iter().enumerate() {
            if record.member == member && slots.contains(&record.slot) {
                credits.push(self.credit((chain, number), record, take, &measure.name)?);
            }
        }
        let how = match take {
            Take::Count => How::Count(credits),
            Take::Distinct(_) => How::Distinct(credits),
            Take::Average if !credits.is_empty() => How::Average(credits),
            Take::Minimum if !credits.is_empty() => How::Least(credits),
            Take::Maximum if !credits.is_empty() => How::Greatest(credits),
            _ => How::Sum(credits),
        };
        let role = self.measure_role(measure, days);
        Ok(self.recorder.note(value, || (role, how, Arc::default())))
    }

    /// The facts of the turn's single credits to a measure, which are those of `entries` in the same order; `None` where
    /// credits were not kept.
    pub(crate) fn entered(&mut self, place: usize, entries: &[Entry]) -> Result<Option<Vec<FactId>>, Stop> {
        let world = self.world;
        let Some(chain) = world.credits.chain(self.turn.plan_place, place) else { return Ok(None) };
        let measure = self.measure(place)?;
        let (member, own) = (self.turn.member_place, self.turn.own);
        let of_turn = |record: &CreditRecord| record.member == member && own.contains(record.date);
        let records = || chain.records.iter().enumerate().filter(|(_, record)| of_turn(record));
        let fits = |(entry, (_, record)): (&Entry, (usize, &CreditRecord))| {
            (entry.date, &entry.transaction, &entry.credit) == (record.date, &record.transaction, &record.credit)
        };
        if records().count() != entries.len() || !entries.iter().zip(records()).all(fits) {
            return Ok(None);
        }
        let facts = records().map(|(number, record)| self.credit((chain, number), record, Take::Sum, &measure.name));
        facts.collect::<Result<_, _>>().map(Some)
    }

    /// The facts of the credit with this number; of a distinct count, the fact of the value that is counted.
    fn credit(
        &mut self,
        (chain, number): (&Chain, usize),
        record: &CreditRecord,
        take: Take,
        measure: &str,
    ) -> Result<FactId, Stop> {
        // A member may have several shares of one transaction, so the transaction does not name the credit.
        let key = format!("credit {}/{measure}/{number}", chain.series);
        if let Some(known) = self.recorder.known(&key) {
            return Ok(known);
        }
        let transaction = &record.transaction;
        let place = row_place(&record.place);
        let fact = if let Take::Distinct(column) = take {
            let column = self.world.company.schema.transactions.get(column).map_or("", |column| &column.name);
            let role = Role::Column { transaction: Arc::clone(transaction), column: column.into() };
            let value =
                if record.distinct.is_empty() { Value::Empty } else { Value::Text(Arc::clone(&record.distinct)) };
            let how = How::Given { text: Arc::clone(&record.distinct) };
            self.recorder.fact(|| Fact { role, value, how, place })
        } else {
            let worth = self.worth(record, &place)?;
            let role = || Role::Credit {
                transaction: Arc::clone(transaction),
                date: record.date,
                measure: measure.into(),
                below: record.below.clone(),
            };
            let share = self.share(record, &place)?;
            let exact = match share {
                None => self.recorder.note(worth.value.clone(), || (role(), How::Same(worth.fact), Arc::clone(&place))),
                Some(share) => {
                    let value = worth.value.multiply(&share.value)?;
                    let how = How::Product(vec![worth.fact, share.fact]);
                    self.recorder.note(value, || (role(), how, Arc::clone(&place)))
                }
            };
            let rounding = self.world.plans.get(record.version.0).and_then(|plan| plan.roundings.at(Step::Credit));
            self.recorder.rounded(exact, rounding, Step::Credit)?.fact
        };
        self.recorder.remember(key, fact);
        Ok(fact)
    }

    /// The facts of the columns that a formula reads.
    fn columns(&mut self, record: &CreditRecord, formula: &Formula, place: &Arc<str>) -> Vec<(Arc<str>, FactId)> {
        let mut read = Vec::new();
        each_name(&formula.expression, &mut |name| read.push(written(name, None, self.world.company)));
        let mut inputs = Vec::new();
        for (name, value) in record.columns.iter().filter(|(name, _)| read.iter().any(|read| **read == **name)) {
            let key = format!("column {}/{}/{}", record.transaction, record.place.line, name);
            let fact = self.recorder.known(&key).unwrap_or_else(|| {
                let role = Role::Column { transaction: Arc::clone(&record.transaction), column: Arc::clone(name) };
                let how = How::Given { text: value.to_exact_text().into() };
                self.recorder.fact(|| Fact { role, value: value.clone(), how, place: Arc::clone(place) })
            });
            self.recorder.remember(key, fact);
            inputs.push((Arc::clone(name), fact));
        }
        inputs
    }

    fn crediting(&self, record: &CreditRecord) -> Option<&'a Crediting> {
        let (plan, measure) = record.version;
        match &self.world.plans.get(plan)?.measures.get(measure)?.source {
            MeasureSource::Transactions(crediting) => Some(crediting),
            _ => None,
        }
    }

    fn worth(&mut self, record: &CreditRecord, place: &Arc<str>) -> Result<Noted, Stop> {
        if let ShareRecord::Adjusted(adjustment) = record.share
            && let Some(adjustment) = self.world.inputs.adjustments.get(adjustment)
        {
            return Ok(self.recorder.adjustment(adjustment));
        }
        let crediting = self.crediting(record).ok_or(Stop::Fault(Fault::Unchecked, None))?;
        let role = Role::Worth { transaction: Arc::clone(&record.transaction) };
        Ok(self.by_formula(record, &crediting.credit, record.worth.clone(), role, place))
    }

    /// A value that a formula gave for a transaction.
    fn by_formula(
        &mut self,
        record: &CreditRecord,
        formula: &Formula,
        value: Number,
        role: Role,
        place: &Arc<str>,
    ) -> Noted {
        let inputs = self.columns(record, formula, place);
        let (text, plan_place) = (Arc::clone(&formula.text), self.world.place(formula.span));
        self.recorder.note(value, || (role, How::Formula { text, inputs }, plan_place))
    }

    fn share(&mut self, record: &CreditRecord, place: &Arc<str>) -> Result<Option<Noted>, Stop> {
        let role = || Role::Share { transaction: Arc::clone(&record.transaction) };
        Ok(match &record.share {
            ShareRecord::Whole | ShareRecord::Adjusted(_) => None,
            ShareRecord::Rest(share) => Some(self.rest(record, share, place)?),
            ShareRecord::Split(share, row) => Some(self.recorder.given(share.clone(), role, || row_place(row))),
            ShareRecord::Ratio(ratio, sum) => Some(self.ratio(record, ratio, sum, place)?),
            ShareRecord::Formula { overlay, member, share } => {
                let shares = &self.crediting(record).ok_or(Stop::Fault(Fault::Unchecked, None))?.shares;
                let list = if *overlay { &shares.overlays } else { &shares.members };
                let formula = list.get(*member).and_then(|share| share.share.as_ref());
                let formula = formula.ok_or(Stop::Fault(Fault::Unchecked, None))?;
                Some(self.by_formula(record, formula, share.clone(), role(), place))
            }
        })
    }

    /// What the others left: the whole less their shares.
    fn rest(&mut self, record: &CreditRecord, share: &Number, place: &Arc<str>) -> Result<Noted, Stop> {
        let others = self.stated(record, place)?;
        let whole = self.recorder.given(Number::ONE, || Role::Part, Arc::default);
        let others = match others.as_slice() {
            [other] => other.clone(),
            several => self.recorder.sum(several, || Role::Part)?,
        };
        let role = || Role::Share { transaction: Arc::clone(&record.transaction) };
        let rest = self.recorder.difference(&whole, &others, role)?;
        debug_assert_eq!(rest.value, *share, "the rest of {}", record.transaction);
        Ok(rest)
    }

    /// A ratio over the sum of all ratios: those of the splits data, or those that the plan states.
    fn ratio(&mut self, record: &CreditRecord, ratio: &Number, sum: &Number, place: &Arc<str>) -> Result<Noted, Stop> {
        let shares = &self.crediting(record).ok_or(Stop::Fault(Fault::Unchecked, None))?.shares;
        let splits = &self.world.inputs.splits;
        let rows = if shares.from_splits { split_rows(splits, &record.transaction) } else { 0..0 };
        let rows = splits.get(rows).unwrap_or_default();
        let all: Vec<Noted> = if rows.is_empty() {
            self.stated(record, place)?
        } else {
            let other = || Role::OtherShare { transaction: Arc::clone(&record.transaction) };
            rows.iter().map(|row| self.recorder.given(row.share.clone(), other, || row_place(&row.place))).collect()
        };
        // Equal ratios make equal shares, so it does not matter whose of them it is.
        let own = all.iter().find(|one| one.value == *ratio).cloned().ok_or(Stop::Fault(Fault::Unchecked, None))?;
        let all = self.recorder.sum(&all, || Role::Part)?;
        debug_assert_eq!(all.value, *sum, "the ratios of {}", record.transaction);
        let role = || Role::Share { transaction: Arc::clone(&record.transaction) };
        self.recorder.quotient(&own, &all, role)
    }

    /// The shares that the plan states for everybody who takes part in a transaction.
    fn stated(&mut self, record: &CreditRecord, place: &Arc<str>) -> Result<Vec<Noted>, Stop> {
        let shares = &self.crediting(record).ok_or(Stop::Fault(Fault::Unchecked, None))?.shares;
        let mut stated = Vec::new();
        for share in &shares.members {
            let Some(formula) = &share.share else { continue };
            let mut cells = Cells { record, company: self.world.company };
            if cells.cell(share.column).is_none_or(|who| *who == Value::Empty) {
                continue;
            }
            let Item::Number(value) = evaluate(&formula.expression, &mut cells)? else {
                return Err(Stop::Fault(Fault::Unchecked, Some(formula.span)));
            };
            let role = Role::OtherShare { transaction: Arc::clone(&record.transaction) };
            stated.push(self.by_formula(record, formula, value, role, place));
        }
        Ok(stated)
    }
}

/// The cells of a transaction that were kept with its credit.
struct Cells<'c> {
    record: &'c CreditRecord,
    company: &'c Company,
}

impl<'c> Cells<'c> {
    fn cell(&self, column: usize) -> Option<&'c Value> {
        let name = written(&Name::Column(column), None, self.company);
        self.record.columns.iter().find(|(known, _)| **known == *name).map(|(_, value)| value)
    }
}

impl<'c> Names<'c> for Cells<'c> {
    type Error = Stop;

    fn value(&mut self, name: &Name) -> Result<Item<'c>, Stop> {
        match name {
            Name::Column(column) => self.cell(*column).map(Item::from).ok_or(Stop::Fault(Fault::Unchecked, None)),
            _ => Err(Stop::Fault(Fault::Unchecked, None)),
        }
    }
}
