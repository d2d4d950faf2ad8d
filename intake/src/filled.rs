//! A company in which nobody lacks a figure that they were found to lack, to learn what else their lines need.

use std::collections::BTreeSet;
use std::sync::Arc;

use attain_engine::fault::{Lacking, Lacks};
use attain_engine::inputs::{MetricRow, ParticipantIndex, QuotaRow, RowPlace, Unclear};
use attain_rules::number::Number;
use attain_rules::period::{Month, Period, PeriodLength};

use crate::folder::Folder;
use crate::lacking::exactly;

impl Folder {
    /// The same company with a one in the place of every figure in `lacking`. Nobody is paid by it: what it computes says only
    /// which figures are needed besides.
    #[must_use]
    pub fn filled(&self, lacking: &Lacks) -> Self {
        let mut folder = self.clone();
        let inputs = &mut folder.inputs;
        let quotas = inputs.quotas.iter().map(|row| (true, row.participant, Arc::clone(&row.name), row.period));
        let mut known: BTreeSet<(bool, ParticipantIndex, Arc<str>, Period)> = quotas.collect();
        for (figure, people) in lacking {
            let name: Arc<str> =
                if figure.is_quota { self.quota_name(figure).into() } else { Arc::clone(&figure.name) };
            let is_it = |one: &Unclear| people.contains(&one.participant) && one.name == name;
            if figure.is_quota {
                inputs.unclear_quotas.retain(|one| !is_it(one));
            } else {
                inputs.unclear_metrics.retain(|one| !is_it(one));
            }
            let periods = self.periods(figure);
            for (participant, period) in people.iter().flat_map(|who| periods.iter().map(|period| (*who, *period))) {
                let (name, place) = (Arc::clone(&name), RowPlace::default());
                if !known.insert((figure.is_quota, participant, Arc::clone(&name), period)) {
                    continue;
                }
                if figure.is_quota {
                    inputs.quotas.push(QuotaRow { participant, name, period, amount: Number::ONE, place });
                } else {
                    inputs.metrics.push(MetricRow { participant, name, period, value: Number::ONE, place });
                }
            }
        }
        inputs.quotas.sort_by(|a, b| (a.participant, &a.name, a.period).cmp(&(b.participant, &b.name, b.period)));
        inputs.metrics.sort_by(|a, b| (a.participant, &a.name, a.period).cmp(&(b.participant, &b.name, b.period)));
        folder
    }

    /// The periods whose rows would make up for the lack: the months of a quota, and of a metric the period itself, where there
    /// is one of these days.
    fn periods(&self, figure: &Lacking) -> Vec<Period> {
        let Some(company) = &self.company else { return Vec::new() };
        let calendar = company.calendar;
        let [first, last] = [figure.days.first, figure.days.last].map(|day| calendar.month_of(day));
        if figure.is_quota {
            return (first.0..=last.0).map(|month| calendar.period_of(Month(month), PeriodLength::Month)).collect();
        }
        exactly(calendar, (first, last)).into_iter().collect()
    }
}
