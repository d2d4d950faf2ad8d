//! Metrics and quotas that change: read as rows of their tables are, and put in the place of those of the same period.

use std::sync::Arc;

use attain_engine::inputs::{MetricRow, QuotaRow};
use attain_rules::calendar::Calendar;
use attain_rules::company::{CellSource, ColumnMap, Company, TableFile};
use attain_rules::number::Number;
use attain_rules::period::Period;
use attain_rules::source::{Span, Spanned};

use crate::csv::quoted_line;
use crate::folder::{metric_of, names, percentages, quota_of};
use crate::tables::figures::{self, Known};

use super::misfit::{Figures, Misfit};
use super::{Applied, Changed, Changes, FigureChange};

impl Changed {
    /// Puts the metrics and quotas of `changes` among those of the data.
    pub(super) fn figures(&mut self, company: &Company, changes: &Changes) -> Result<(), Misfit> {
        for change in &changes.metrics {
            let period = self.period(company, changes, change, Figures::Metric)?;
            self.metric(company, changes, change, period);
        }
        for change in &changes.quotas {
            let period = self.period(company, changes, change, Figures::Quota)?;
            self.quota(company, changes, change, period);
        }
        Ok(())
    }

    /// The period for which a figure holds, once its name is known to be read by a plan.
    fn period(
        &self,
        company: &Company,
        changes: &Changes,
        change: &FigureChange,
        kind: Figures,
    ) -> Result<Period, Misfit> {
        let read = names(&self.folder.plans, if kind == Figures::Metric { metric_of } else { quota_of });
        if !read.contains(change.name.as_str()) {
            let known = read.into_iter().map(str::to_owned).collect();
            return Err(Misfit::NoFigure(kind, change.name.clone(), known));
        }
        let Some(label) = change.period.as_ref().or(changes.period.as_ref()) else {
            return Err(Misfit::NoPeriod(kind, change.name.clone()));
        };
        let Some(period) = company.calendar.parse(label) else { return Err(Misfit::NotAPeriod(label.clone())) };
        let who = self.folder.roster().find(&changes.participant);
        let own: Vec<Period> = match kind {
            Figures::Metric => {
                let rows = self.folder.inputs.metrics.iter();
                rows.filter(|row| Some(row.participant) == who && *row.name == *change.name)
                    .map(|row| row.period)
                    .collect()
            }
            Figures::Quota => {
                let rows = self.folder.inputs.quotas.iter();
                rows.filter(|row| Some(row.participant) == who && *row.name == *change.name)
                    .map(|row| row.period)
                    .collect()
            }
        };
        // Beside figures for parts of the period, one for the whole would not be read.
        let parts = parts(&own, period, company.calendar);
        if change.period.is_none() && !own.contains(&period) && !parts.is_empty() {
            return Err(Misfit::ForParts(kind, change.name.clone(), company.calendar.label(period), parts));
        }
        Ok(period)
    }

    fn metric(&mut self, company: &Company, changes: &Changes, change: &FigureChange, period: Period) {
        let table = self.table(company.data.metrics.as_ref(), Figures::Metric, company, (changes, change, period));
        let percentages = &percentages(&self.folder.plans, metric_of);
        let days = self.folder.likely_days(company);
        let known = Known { roster: self.folder.roster(), names: None, percentages, days };
        let (rows, _, findings) = figures::metrics(self.folder.files(), &table, company, known);
        self.folder.take(findings);
        for row in rows {
            let after = row.value.clone();
            let key = |row: &MetricRow| (row.participant, Arc::clone(&row.name), row.period);
            let inputs = &mut self.folder.inputs;
            inputs.unclear_metrics.retain(|one| !one.is(&key(&row)));
            let before = put(&mut inputs.metrics, row, key).map(|row| row.value);
            self.tell(Figures::Metric, company, (change, period), (before, after));
        }
    }

    fn quota(&mut self, company: &Company, changes: &Changes, change: &FigureChange, period: Period) {
        let table = self.table(company.data.quotas.as_ref(), Figures::Quota, company, (changes, change, period));
        let percentages = &percentages(&self.folder.plans, quota_of);
        let days = self.folder.likely_days(company);
        let known = Known { roster: self.folder.roster(), names: None, percentages, days };
        let (rows, _, findings) = figures::quotas(self.folder.files(), &table, company, known);
        self.folder.take(findings);
        for row in rows {
            let after = row.amount.clone();
            let key = |row: &QuotaRow| (row.participant, Arc::clone(&row.name), row.period);
            let inputs = &mut self.folder.inputs;
            inputs.unclear_quotas.retain(|one| !one.is(&key(&row)));
            let before = put(&mut inputs.quotas, row, key).map(|row| row.amount);
            self.tell(Figures::Quota, company, (change, period), (before, after));
        }
    }

    fn tell(
        &mut self,
        kind: Figures,
        company: &Company,
        (change, period): (&FigureChange, Period),
        (before, after): (Option<Number>, Number),
    ) {
        let (name, period) = (change.name.clone(), company.calendar.label(period));
        self.applied.push(Applied::Figure { kind, name, period, before, after });
    }

    /// A table of one row, whose figure is read as `own` says.
    fn table(
        &mut self,
        own: Option<&TableFile>,
        kind: Figures,
        company: &Company,
        (changes, change, period): (&Changes, &FigureChange, Period),
    ) -> TableFile {
        let figure = if kind == Figures::Metric { "value" } else { "amount" };
        let cells = [&*changes.participant, &*change.name, &company.calendar.label(period), &*change.value];
        let text = format!("participant,{},period,{figure}\n{}", kind.word(), quoted_line(cells));
        self.folder.files_mut().state_from(0, kind.option(), text.into_bytes());
        let map = own.and_then(|table| table.columns.iter().find(|map| map.name == figure));
        let columns = map.map(|map| ColumnMap { from: CellSource::Header(figure.to_owned()), ..map.clone() });
        TableFile {
            path: Spanned::new(kind.option().to_owned(), Span::default()),
            delimiter: Some(b','),
            encoding: None,
            columns: columns.into_iter().collect(),
            keep: None,
            lookups: Vec::new(),
            row_schema: Vec::new(),
        }
    }
}

/// Labels of the periods that lie inside `whole` and are shorter.
fn parts(periods: &[Period], whole: Period, calendar: Calendar) -> Vec<String> {
    let inside = |period: &&Period| **period != whole && period.first >= whole.first && period.last() <= whole.last();
    periods.iter().filter(inside).map(|period| calendar.label(*period)).collect()
}

/// Puts `row` at its place among `rows`, which are sorted by `key`; gives back the one that had it.
fn put<R, K: Ord>(rows: &mut Vec<R>, row: R, key: impl Fn(&R) -> K) -> Option<R> {
    match rows.binary_search_by(|other| key(other).cmp(&key(&row))) {
        Ok(place) => rows.get_mut(place).map(|old| std::mem::replace(old, row)),
        Err(place) => {
            rows.insert(place, row);
            None
        }
    }
}
