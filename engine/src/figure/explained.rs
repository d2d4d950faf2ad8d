//! Why a measure of transactions is what it is: its credits, down to the cells that they were worked out from.

use std::sync::Arc;

use attain_rules::date::DateRange;
use attain_rules::number::Number;
use attain_rules::plan::{Crediting, MeasureSource, Take};
use attain_rules::rounding::Step;

use crate::context::{Context, row_place};
use crate::credit::books::{Chain, CreditRecord, Entry, ShareRecord};
use crate::fault::{Fault, Stop};
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
            let role =
                || Role::Credit { transaction: Arc::clone(transaction), date: record.date, measure: measure.into() };
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

    fn columns(&mut self, record: &CreditRecord, text: &str, place: &Arc<str>) -> Vec<(Arc<str>, FactId)> {
        let mut inputs = Vec::new();
        for (name, value) in &record.columns {
            if !text.contains(name.as_ref()) {
                continue;
            }
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
        let crediting = self.crediting(record).ok_or(Stop::Fault(Fault::Unchecked, None))?;
        let text = Arc::clone(&crediting.credit.text);
        let inputs = self.columns(record, &text, place);
        let plan_place = self.world.place(crediting.credit.span);
        let role = Role::Worth { transaction: Arc::clone(&record.transaction) };
        Ok(self.recorder.note(record.worth.clone(), || (role, How::Formula { text, inputs }, plan_place)))
    }

    fn share(&mut self, record: &CreditRecord, place: &Arc<str>) -> Result<Option<Noted>, Stop> {
        let role = || Role::Share { transaction: Arc::clone(&record.transaction) };
        Ok(match &record.share {
            ShareRecord::Whole => None,
            ShareRecord::Rest(share) => Some(self.recorder.given(share.clone(), role, || Arc::clone(place))),
            ShareRecord::Split(share, row) => Some(self.recorder.given(share.clone(), role, || row_place(row))),
            ShareRecord::Ratio(ratio, sum) => {
                let ratio = self.recorder.given(ratio.clone(), || Role::Part, || Arc::clone(place));
                let sum = self.recorder.given(sum.clone(), || Role::Part, || Arc::clone(place));
                Some(self.recorder.quotient(&ratio, &sum, role)?)
            }
            ShareRecord::Formula { overlay, member, share } => {
                let shares = &self.crediting(record).ok_or(Stop::Fault(Fault::Unchecked, None))?.shares;
                let list = if *overlay { &shares.overlays } else { &shares.members };
                let formula = list.get(*member).and_then(|share| share.share.as_ref());
                let formula = formula.ok_or(Stop::Fault(Fault::Unchecked, None))?;
                let text = Arc::clone(&formula.text);
                let inputs = self.columns(record, &text, place);
                let plan_place = self.world.place(formula.span);
                Some(self.recorder.note(share.clone(), || (role(), How::Formula { text, inputs }, plan_place)))
            }
        })
    }
}
