//! Quotas over any window, month by month.

use std::sync::Arc;

use attain_rules::date::DateRange;
use attain_rules::number::Number;
use attain_rules::period::{Month, Period};
use attain_rules::plan::{Measure, Missing, Quota, QuotaSource};

use super::levels::Level;
use super::silent;
use crate::context::{Context, FigureKind, row_place};
use crate::fault::{Fault, Stop, WhyNoQuota};
use crate::inputs::{QuotaRow, Unclear};
use crate::outcome::MissingFigure;
use crate::record::{Arithmetic as _, Noted, Recorder};
use crate::roster::Member;
use crate::timeline::{common_days, day_count};
use crate::trace::Role;
use crate::turn::Turn;

/// The quota of one period, and how many of its months fall into the window.
struct QuotaPart {
    period: Period,
    amount: Noted,
    months: Number,
}

impl<'a, R: Recorder> Context<'a, '_, R> {
    /// The quota itself; without one the plan's word holds, and a stated attainment is no quota.
    pub(crate) fn quota(&mut self, place: usize, days: DateRange) -> Result<Noted, Stop> {
        let measure = self.measure(place)?;
        let quota = measure.quota.as_ref().ok_or(Stop::Fault(Fault::Unchecked, None))?;
        let level = self.level(place, measure, quota, days)?;
        if level.value.is_zero() { Err(self.no_quota(measure, quota, days)) } else { Ok(level) }
    }

    /// Why there is no quota to hold a measure against: none is stated, it is zero, or nobody is there to have one.
    pub(super) fn no_quota(&mut self, measure: &'a Measure, quota: &'a Quota, days: DateRange) -> Stop {
        let why = match self.quota_parts(measure, quota, days) {
            Ok(None) => WhyNoQuota::Missing,
            Ok(Some(parts)) if parts.is_empty() => WhyNoQuota::NotOnPlan,
            Ok(Some(_)) => WhyNoQuota::Zero,
            Err(stop) => return stop,
        };
        match quota.missing {
            Missing::Report if why == WhyNoQuota::Zero => {
                Stop::Unmeasured(measure.name.as_str().into(), MissingFigure::ZeroQuota)
            }
            Missing::Report => Stop::Unmeasured(measure.name.as_str().into(), MissingFigure::Quota),
            _ => Stop::Fault(
                Fault::NoQuota { measure: measure.name.as_str().into(), window: self.label(days), days, why },
                Some(quota.span),
            ),
        }
    }

    /// The quota over some days; zero when there is none, which no plan takes for a figure.
    pub(super) fn level(
        &mut self,
        place: usize,
        measure: &'a Measure,
        quota: &'a Quota,
        days: DateRange,
    ) -> Result<Noted, Stop> {
        let (plan, member) = (self.turn.plan_place, self.turn.member_place);
        if !R::ON
            && let Some(known) = self.world.levels.get(plan, place, member, days.first)
        {
            let level = self.level_beyond(known, measure, quota, days)?;
            let amount = level.amount.clone().unwrap_or_default();
            self.world.levels.keep(plan, place, member, level);
            return Ok(silent(amount));
        }
        self.once(FigureKind::Quota, place, days, |context| {
            match context.quota_parts(measure, quota, days)?.filter(|parts| !parts.is_empty()) {
                Some(parts) => context.added_up(measure, parts, days),
                None => Ok(silent(Number::ZERO)),
            }
        })
    }

    /// The quota over some days, from what is known of their first part.
    fn level_beyond(
        &mut self,
        known: Level,
        measure: &'a Measure,
        quota: &'a Quota,
        days: DateRange,
    ) -> Result<Level, Stop> {
        let continues = known.days.first == days.first && known.days.last <= days.last;
        let (sum, from) =
            if continues { (known.amount, known.days.last.plus_days(1)) } else { (Some(Number::ZERO), days.first) };
        let Some(sum) = sum else { return Ok(Level { days, amount: None }) };
        let rest = DateRange { first: from, last: days.last };
        let Some(parts) = self.quota_parts(measure, quota, rest)? else { return Ok(Level { days, amount: None }) };
        let more = self.added_up(measure, parts, rest)?;
        Ok(Level { days, amount: Some(sum.add(&more.value)?) })
    }

    fn added_up(&mut self, measure: &Measure, parts: Vec<QuotaPart>, days: DateRange) -> Result<Noted, Stop> {
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
        self.recorder.sum(&shares, || role)
    }

    /// Month by month: the figure that holds, and the part of the month on which the member held it; nothing for days on which
    /// no plan was in force. `None` when a month that the member was on the plan has no figure.
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
            return Ok(Some(parts));
        }
        let calendar = self.turn.calendar;
        for month in calendar.month_of(in_force.first).0..=calendar.month_of(in_force.last).0 {
            let whole = calendar.days_of(Month(month), Month(month));
            let held = self.days_held(member, common_days(whole, in_force));
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

    /// On how many of `days` the member was on the plan while a version of it was in force.
    fn days_held(&self, member: &Member<'_>, days: DateRange) -> i64 {
        let versions = self.turn.series.versions.iter().filter_map(|place| self.world.plans.get(*place));
        versions.map(|version| member.days_on(common_days(days, version.effective))).sum()
    }

    /// The period whose figure holds in `month`: of rows, the shortest that holds the month. None where nobody knows which it is.
    fn quota_period(&self, quota: &Quota, month: Month) -> Option<Period> {
        match &quota.source {
            QuotaSource::Formula(_, length) => Some(self.turn.calendar.period_of(month, *length)),
            QuotaSource::Data(name) => {
                let rows = self.world.rows.quotas(self.world.inputs, self.turn.participant());
                let holds =
                    |row: &&QuotaRow| *row.name == **name && row.period.first <= month && month <= row.period.last();
                let known = rows.iter().filter(holds).map(|row| row.period).min_by_key(|period| period.length);
                let all = &self.world.inputs.unclear_quotas;
                let mut unclear = Unclear::of(all, self.turn.participant(), name);
                known.filter(|period| !unclear.any(|one| one.goes_before(month, Some(*period))))
            }
        }
    }

    fn quota_amount(&mut self, measure: &'a Measure, quota: &'a Quota, period: Period) -> Result<Noted, Stop> {
        let role = if R::ON { Role::QuotaPart { measure: measure.name.as_str().into(), period } } else { Role::Part };
        match &quota.source {
            QuotaSource::Formula(formula, _) => {
                let turn = Turn { period, own: self.turn.calendar.days(period), ..self.turn };
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
