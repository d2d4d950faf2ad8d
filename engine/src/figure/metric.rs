//! KPIs from outside.

use std::sync::Arc;

use attain_rules::date::DateRange;
use attain_rules::number::Number;
use attain_rules::plan::{Measure, Metric, Missing, Take};

use crate::context::{Context, row_place};
use crate::fault::{Fault, Stop};
use crate::inputs::{MetricRow, Unclear};
use crate::outcome::MissingFigure;
use crate::record::{Arithmetic as _, Noted, Recorder, facts};
use crate::trace::{How, Role};

impl<R: Recorder> Context<'_, '_, R> {
    /// A KPI over some days: the value for exactly these days, else the values inside them taken together.
    pub(super) fn metric(
        &mut self,
        (place, measure): (usize, &Measure),
        metric: &Metric,
        days: DateRange,
    ) -> Result<Noted, Stop> {
        let world = self.world;
        if let Some(value) = world.supposed.value(&metric.name, days) {
            return Ok(self.recorder.given(value.clone(), || Role::Part, || world.place(measure.span)));
        }
        let all = world.rows.metrics(world.inputs, self.turn.participant());
        let named = || all.iter().filter(|row| *row.name == *metric.name);
        let days = self.turn.whole_periods(days);
        let of = |row: &MetricRow| self.turn.calendar.days(row.period);
        let exact = named().find(|row| of(row) == days);
        let inside = || named().filter(|row| days.contains(of(row).first) && days.contains(of(row).last));
        let mut unclear = Unclear::of(&world.inputs.unclear_metrics, self.turn.participant(), &metric.name);
        let counts = |one: &Unclear| match one.period.map(|period| self.turn.calendar.days(period)) {
            Some(own) => own == days || metric.take.is_some() && days.contains(own.first) && days.contains(own.last),
            None => true,
        };
        let found: Vec<&MetricRow> = match (exact, metric.take) {
            (Some(row), _) => vec![row],
            (None, _) if unclear.any(counts) => Vec::new(),
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
                    Fault::NoMetric { metric: metric.name.as_str().into(), window: self.label(days), days },
                    Some(metric.span),
                )),
                Missing::Report => Err(Stop::Unmeasured(measure.name.as_str().into(), MissingFigure::Metric)),
                Missing::Value(value) => {
                    self.stood_in(place, false);
                    Ok(self.recorder.given(value.clone(), || role, || world.place(measure.span)))
                }
            };
        }
        let mut parts = Vec::new();
        for row in &found {
            let role = if R::ON { self.measure_role(measure, self.turn.calendar.days(row.period)) } else { Role::Part };
            let adjustments = if R::ON { world.inputs.adjustments.as_slice() } else { &[] };
            parts.push(match adjustments.iter().find(|adjustment| adjustment.place == row.place) {
                None => self.recorder.given(row.value.clone(), || role, || row_place(&row.place)),
                Some(adjustment) => {
                    let fact = self.recorder.adjustment(adjustment).fact;
                    self.recorder.note(row.value.clone(), || (role, How::Same(fact), row_place(&row.place)))
                }
            });
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
}

fn extreme<R: Recorder>(recorder: &mut R, parts: &[Noted], smallest: bool, role: Role) -> Result<Noted, Stop> {
    let values = parts.iter().map(|part| &part.value);
    let best = if smallest { values.min() } else { values.max() };
    let value = best.cloned().unwrap_or_default();
    let how = if smallest { How::Least(facts(parts)) } else { How::Greatest(facts(parts)) };
    Ok(recorder.note(value, || (role, how, Arc::default())))
}
