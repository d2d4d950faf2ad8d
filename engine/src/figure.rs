//! From credit to measure: totals, quotas, attainments and KPIs over any window.

use std::sync::Arc;

use attain_rules::date::DateRange;
use attain_rules::number::Number;
use attain_rules::period::{Month, Period, PeriodLength};
use attain_rules::plan::{Direction, Measure, MeasureSource, Metric, Missing, Quota, QuotaSource, Take};
use attain_rules::rounding::Step;

use crate::context::{Context, row_place};
use crate::credit::books::{CreditRecord, ShareRecord};
use crate::fault::{Fault, Stop};
use crate::inputs::{Inputs, MetricRow, ParticipantIndex, QuotaRow};
use crate::outcome::MissingFigure;
use crate::record::{Arithmetic as _, Noted, Recorder, facts};
use crate::timeline::{common_days, day_count};
use crate::trace::{Fact, How, Role};
use crate::turn::Turn;
use crate::value::Value;

/// Where each participant's rows start among the quotas and the metrics.
#[derive(Debug, Default)]
pub(crate) struct RowIndex {
    quotas: Vec<u32>,
    metrics: Vec<u32>,
}

impl RowIndex {
    pub(crate) fn new(inputs: &Inputs) -> Self {
        let participants = inputs.participants.len();
        Self {
            quotas: starts(participants, inputs.quotas.iter().map(|row| row.participant)),
            metrics: starts(participants, inputs.metrics.iter().map(|row| row.participant)),
        }
    }

    fn quotas<'a>(&self, inputs: &'a Inputs, participant: ParticipantIndex) -> &'a [QuotaRow] {
        rows(&inputs.quotas, &self.quotas, participant)
    }

    fn metrics<'a>(&self, inputs: &'a Inputs, participant: ParticipantIndex) -> &'a [MetricRow] {
        rows(&inputs.metrics, &self.metrics, participant)
    }
}

/// For each participant the first of their rows; one more for the end. Rows are sorted by participant.
fn starts(participants: usize, owners: impl Iterator<Item = ParticipantIndex>) -> Vec<u32> {
    let mut starts = vec![0u32; participants.saturating_add(1)];
    for owner in owners {
        if let Some(next) = starts.get_mut((owner.0 as usize).saturating_add(1)) {
            *next = next.saturating_add(1);
        }
    }
    let mut sum = 0u32;
    for start in &mut starts {
        sum = sum.saturating_add(*start);
        *start = sum;
    }
    starts
}

fn rows<'a, T>(all: &'a [T], starts: &[u32], participant: ParticipantIndex) -> &'a [T] {
    let place = participant.0 as usize;
    let start = starts.get(place).map_or(0, |start| *start as usize);
    let end = starts.get(place.saturating_add(1)).map_or(start, |end| *end as usize);
    all.get(start..end).unwrap_or_default()
}

/// The quota of one period, and how many of its months fall into the window.
struct QuotaPart {
    period: Period,
    amount: Noted,
    months: Number,
}

impl<'a, R: Recorder> Context<'a, '_, R> {
    fn measure(&self, place: usize) -> Result<&'a Measure, Stop> {
        self.turn.plan.measures.get(place).ok_or(Stop::Fault(Fault::Unchecked, None))
    }

    fn measure_role(&self, measure: &Measure, days: DateRange) -> Role {
        Role::Measure { measure: measure.name.as_str().into(), window: self.label(days) }
    }

    /// A measure over some days.
    pub(crate) fn total(&mut self, place: usize, days: DateRange) -> Result<Noted, Stop> {
        let measure = self.measure(place)?;
        let key = R::ON.then(|| format!("{} {}..{} {:?}", measure.name, days.first, days.last, self.still_to_come));
        let known = key.as_ref().and_then(|key| self.recorder.known(key));
        let noted = match &measure.source {
            MeasureSource::Transactions(crediting) => self.credited(place, crediting.take, days, known.is_some())?,
            MeasureSource::Metric(metric) => self.metric(measure, metric, days)?,
            MeasureSource::Formula(formula) => {
                let turn = Turn { own: days, ..self.turn };
                let role = if R::ON { self.measure_role(measure, days) } else { Role::Part };
                self.at(turn, |context| context.number(formula, || role))?
            }
        };
        let Some(key) = key else { return Ok(noted) };
        let fact = known.unwrap_or(noted.fact);
        self.recorder.remember(key, fact);
        Ok(Noted { value: noted.value, fact })
    }

    fn credited(&mut self, place: usize, take: Take, days: DateRange, known: bool) -> Result<Noted, Stop> {
        let world = self.world;
        let chain = world.credits.chain(self.turn.plan_place, place).ok_or(Stop::Fault(Fault::Unchecked, None))?;
        let slots = world.timeline.slots_in(days);
        let mut value = chain.grid.total(self.turn.member_place, slots.clone())?;
        if let Some((measure, rest)) = &self.still_to_come
            && *measure == place
        {
            value = value.subtract(rest)?;
        }
        if !R::ON || known {
            return Ok(Noted { value, fact: crate::trace::FactId(0) });
        }
        let measure = self.measure(place)?;
        let member = self.turn.member_place;
        let mut credits = Vec::new();
        for (number, record) in chain.records.iter().enumerate() {
            if record.member == member && slots.contains(&record.slot) {
                // A member may have several shares of one transaction, so the transaction does not name the credit.
                let key = format!("credit {}/{}/{number}", chain.series, measure.name);
                credits.push(self.credit(key, record, take, &measure.name)?);
            }
        }
        if self.still_to_come.is_some() {
            let role = self.measure_role(measure, days);
            return Ok(self.recorder.given(value, || role, Arc::default));
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

    /// The facts of one credit, remembered under `key`; of a distinct count, the fact of the value that is counted.
    fn credit(
        &mut self,
        key: String,
        record: &CreditRecord,
        take: Take,
        measure: &str,
    ) -> Result<crate::trace::FactId, Stop> {
        if let Some(known) = self.recorder.known(&key) {
            return Ok(known);
        }
        let transaction = &record.transaction;
        let place = row_place(&record.place);
        let fact = if let Take::Distinct(_) = take {
            let role = Role::Column { transaction: Arc::clone(transaction), column: measure.into() };
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
                Some(share) => self.recorder.product(&worth, &share, role)?,
            };
            let rounding = self.world.plans.get(record.version.0).and_then(|plan| plan.roundings.at(Step::Credit));
            self.recorder.rounded(exact, rounding, Step::Credit)?.fact
        };
        self.recorder.remember(key, fact);
        Ok(fact)
    }

    fn columns(
        &mut self,
        record: &CreditRecord,
        text: &str,
        place: &Arc<str>,
    ) -> Vec<(Arc<str>, crate::trace::FactId)> {
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

    fn crediting(&self, record: &CreditRecord) -> Option<&'a attain_rules::plan::Crediting> {
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

    /// A KPI over some days: the value for exactly these days, else the values inside them taken together.
    fn metric(&mut self, measure: &Measure, metric: &Metric, days: DateRange) -> Result<Noted, Stop> {
        let world = self.world;
        let all = world.rows.metrics(world.inputs, self.turn.participant());
        let named = || all.iter().filter(|row| *row.name == *metric.name);
        let days = self.turn.whole_periods(days);
        let exact = named().find(|row| row.period.days() == days);
        let inside =
            || named().filter(|row| days.contains(row.period.days().first) && days.contains(row.period.days().last));
        let found: Vec<&MetricRow> = match (exact, metric.take) {
            (Some(row), _) => vec![row],
            (None, Some(Take::Last)) => {
                inside().max_by_key(|row| (row.period.last(), row.period.first)).into_iter().collect()
            }
            (None, Some(_)) => inside().collect(),
            (None, None) => Vec::new(),
        };
        let role = if R::ON { self.measure_role(measure, days) } else { Role::Part };
        if found.is_empty() {
            return match &metric.missing {
                Missing::Error => Err(Stop::Fault(
                    Fault::NoMetric { metric: metric.name.as_str().into(), window: self.label(days) },
                    Some(measure.span),
                )),
                Missing::Report => Err(Stop::Unmeasured(measure.name.as_str().into(), MissingFigure::Metric)),
                Missing::Value(value) => Ok(self.recorder.given(value.clone(), || role, || world.place(measure.span))),
            };
        }
        let mut parts = Vec::new();
        for row in &found {
            let role = if R::ON { self.measure_role(measure, row.period.days()) } else { Role::Part };
            parts.push(self.recorder.given(row.value.clone(), || role, || row_place(&row.place)));
        }
        if let [only] = parts.as_slice() {
            return Ok(only.clone());
        }
        let sum = self.recorder.sum(&parts, || Role::Part)?;
        match metric.take {
            Some(Take::Average) => {
                let count = Number::whole(i128::try_from(parts.len()).unwrap_or(i128::MAX));
                let value = sum.value.divide(&count)?;
                Ok(self.recorder.note(value, || (role, How::Average(facts(&parts)), Arc::default())))
            }
            Some(Take::Minimum) => extreme(self.recorder, &parts, true, role),
            Some(Take::Maximum) => extreme(self.recorder, &parts, false, role),
            Some(Take::Count) => {
                let count = Number::whole(i128::try_from(parts.len()).unwrap_or(i128::MAX));
                Ok(self.recorder.note(count, || (role, How::Count(facts(&parts)), Arc::default())))
            }
            _ => Ok(sum),
        }
    }

    /// Measure over quota (quota over measure where less is better).
    pub(crate) fn attainment(&mut self, place: usize, days: DateRange) -> Result<Noted, Stop> {
        let measure = self.measure(place)?;
        let quota = measure.quota.as_ref().ok_or(Stop::Fault(Fault::Unchecked, None))?;
        let role = if R::ON {
            Role::Attainment { measure: measure.name.as_str().into(), window: self.label(days) }
        } else {
            Role::Part
        };
        let Some(level) = self.quota_or_none(measure, quota, days)?.filter(|level| !level.value.is_zero()) else {
            return match &quota.missing {
                Missing::Value(value) => {
                    let world = self.world;
                    Ok(self.recorder.given(value.clone(), || role, || world.place(quota.span)))
                }
                _ => Err(self.no_quota(measure, quota, days)),
            };
        };
        let total = self.total(place, days)?;
        let exact = match measure.direction {
            Direction::Higher => self.recorder.quotient(&total, &level, || role)?,
            Direction::Lower => self.recorder.quotient(&level, &total, || role)?,
        };
        self.recorder.rounded(exact, self.roundings.at(Step::Quotient), Step::Quotient)
    }

    /// The quota itself; without one the plan's word holds, and a stated attainment is no quota.
    pub(crate) fn quota(&mut self, place: usize, days: DateRange) -> Result<Noted, Stop> {
        let measure = self.measure(place)?;
        let quota = measure.quota.as_ref().ok_or(Stop::Fault(Fault::Unchecked, None))?;
        match self.quota_or_none(measure, quota, days)? {
            Some(level) => Ok(level),
            None => Err(self.no_quota(measure, quota, days)),
        }
    }

    fn no_quota(&self, measure: &Measure, quota: &Quota, days: DateRange) -> Stop {
        match quota.missing {
            Missing::Report => Stop::Unmeasured(measure.name.as_str().into(), MissingFigure::Quota),
            _ => Stop::Fault(
                Fault::NoQuota { measure: measure.name.as_str().into(), window: self.label(days) },
                Some(quota.span),
            ),
        }
    }

    fn quota_or_none(
        &mut self,
        measure: &'a Measure,
        quota: &'a Quota,
        days: DateRange,
    ) -> Result<Option<Noted>, Stop> {
        let Some(parts) = self.quota_parts(measure, quota, days)? else { return Ok(None) };
        if parts.is_empty() {
            return Ok(None);
        }
        let mut shares = Vec::new();
        for part in parts {
            let of_period = Number::whole(i128::from(part.period.length.months()));
            if part.months == of_period {
                shares.push(part.amount);
                continue;
            }
            let fraction = part.months.divide(&of_period)?;
            let fraction = self.recorder.given(fraction, || Role::Part, Arc::default);
            shares.push(self.recorder.product(&part.amount, &fraction, || Role::Part)?);
        }
        let role = if R::ON {
            Role::Quota { measure: measure.name.as_str().into(), window: self.label(days) }
        } else {
            Role::Part
        };
        Ok(Some(self.recorder.sum(&shares, || role)?))
    }

    /// Month by month: the figure that holds, and the part of the month on which the member held it. `None` when a month
    /// that the member was on the plan has no figure.
    fn quota_parts(
        &mut self,
        measure: &'a Measure,
        quota: &'a Quota,
        days: DateRange,
    ) -> Result<Option<Vec<QuotaPart>>, Stop> {
        let mut parts: Vec<QuotaPart> = Vec::new();
        let Some(member) = self.turn.member() else { return Ok(None) };
        let in_force = common_days(days, self.turn.series.effective);
        if in_force.last < in_force.first {
            return Ok(None);
        }
        for month in Month::of(in_force.first).0..=Month::of(in_force.last).0 {
            let whole = Period { first: Month(month), length: PeriodLength::Month }.days();
            let held = member.days_on(common_days(whole, in_force));
            if held == 0 {
                continue;
            }
            let length = day_count(whole);
            let share =
                if held == length { Number::ONE } else { Number::fraction(i128::from(held), i128::from(length))? };
            let Some(period) = self.quota_period(quota, Month(month)) else { return Ok(None) };
            if let Some(known) = parts.iter_mut().find(|part| part.period == period) {
                known.months = known.months.add(&share)?;
                continue;
            }
            let amount = self.quota_amount(measure, quota, period)?;
            parts.push(QuotaPart { period, amount, months: share });
        }
        Ok(Some(parts))
    }

    /// The period whose figure holds in `month`: of rows, the shortest that holds the month.
    fn quota_period(&self, quota: &Quota, month: Month) -> Option<Period> {
        match &quota.source {
            QuotaSource::Formula(_, length) => Some(self.world.company.calendar.period_of(month, *length)),
            QuotaSource::Data(name) => {
                let rows = self.world.rows.quotas(self.world.inputs, self.turn.participant());
                let holds =
                    |row: &&QuotaRow| *row.name == **name && row.period.first <= month && month <= row.period.last();
                rows.iter().filter(holds).map(|row| row.period).min_by_key(|period| period.length)
            }
        }
    }

    fn quota_amount(&mut self, measure: &'a Measure, quota: &'a Quota, period: Period) -> Result<Noted, Stop> {
        let role = if R::ON { Role::QuotaPart { measure: measure.name.as_str().into(), period } } else { Role::Part };
        match &quota.source {
            QuotaSource::Formula(formula, _) => {
                let turn = Turn { period, own: period.days(), ..self.turn };
                self.at(turn, |context| context.number(formula, || role))
            }
            QuotaSource::Data(name) => {
                let rows = self.world.rows.quotas(self.world.inputs, self.turn.participant());
                let row = rows.iter().find(|row| *row.name == **name && row.period == period);
                let row = row.ok_or(Stop::Fault(Fault::Unchecked, None))?;
                Ok(self.recorder.given(row.amount.clone(), || role, || row_place(&row.place)))
            }
        }
    }
}

fn extreme<R: Recorder>(recorder: &mut R, parts: &[Noted], smallest: bool, role: Role) -> Result<Noted, Stop> {
    let values = parts.iter().map(|part| &part.value);
    let best = if smallest { values.min() } else { values.max() };
    let value = best.cloned().unwrap_or_default();
    let how = if smallest { How::Least(facts(parts)) } else { How::Greatest(facts(parts)) };
    Ok(recorder.note(value, || (role, how, Arc::default())))
}
