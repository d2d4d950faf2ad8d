//! [`Supposed`]: KPIs that are taken to have a value, whatever the data says.

use attain_rules::date::{Date, DateRange};
use attain_rules::number::Number;

/// KPIs that are taken to have a value over all days that end on a day or later; none in a real run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Supposed<'a> {
    kpis: Vec<(&'a str, Date, Number)>,
}

impl<'a> Supposed<'a> {
    /// From now on the metric has this value over days that end on `since` or later.
    pub(crate) fn put(&mut self, metric: &'a str, since: Date, value: Number) {
        self.kpis.push((metric, since, value));
    }

    pub(super) fn value(&self, metric: &str, days: DateRange) -> Option<&Number> {
        let (.., value) = self.kpis.iter().find(|(name, since, _)| *name == metric && days.last >= *since)?;
        Some(value)
    }
}
