//! Labels of the periods that a run looks at, as texts that formulas can borrow.

use std::collections::BTreeMap;

use attain_rules::calendar::Calendar;
use attain_rules::period::{Month, Period, PeriodLength};

/// Labels of periods.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    labels: BTreeMap<Period, String>,
}

impl Labels {
    /// Of all periods that hold a month from `first` to `last`.
    pub(crate) fn new(calendar: Calendar, first: Month, last: Month) -> Self {
        let mut labels = BTreeMap::new();
        for month in first.0..=last.0 {
            for length in PeriodLength::ALL {
                let period = calendar.period_of(Month(month), length);
                labels.entry(period).or_insert_with(|| calendar.label(period));
            }
        }
        Self { labels }
    }

    /// The label; empty for a period that the run does not look at.
    pub(crate) fn of(&self, period: Period) -> &str {
        self.labels.get(&period).map_or("", String::as_str)
    }
}
