//! Rows of quotas and metrics whose name is nearly that of a figure which somebody lacks: most likely it was misspelt.

use std::collections::BTreeSet;

use attain_engine::fault::Lacking;
use attain_engine::inputs::{ParticipantIndex, RowPlace};
use attain_rules::diagnostics::r::Misspelt;
use attain_rules::nearest::nearest;
use attain_rules::period::{Month, Period};
use attain_rules::text::Text;

use crate::folder::{Folder, metric_of, names, quota_of};

impl Folder {
    /// What the rows of `people` that tell of their months, and whose names no plan reads, have in the place of a figure.
    pub(crate) fn misspelt<'m>(
        &self,
        is_quota: bool,
        name: &str,
        people: impl Iterator<Item = (ParticipantIndex, &'m BTreeSet<Month>)>,
    ) -> Option<Misspelt> {
        let read = names(&self.plans, if is_quota { quota_of } else { metric_of });
        let mut rows: Vec<(&RowPlace, &str)> = Vec::new();
        for (who, months) in people {
            let tells = |period: Period| months.iter().any(|month| period.first <= *month && *month <= period.last());
            let own = self.rows_of(is_quota, who).into_iter();
            let near = own.filter(|(found, period, _)| {
                !read.contains(found) && tells(*period) && nearest(found, [name]).is_some()
            });
            rows.extend(near.map(|(found, _, place)| (place, found)));
        }
        let (_, found) = rows.iter().min_by_key(|(place, _)| (&place.file, place.line))?;
        let (quotas, metrics) = (&self.inputs.quotas, &self.inputs.metrics);
        // No plan reads the name: whoever has it, and for whatever time, it is misspelt there.
        let same: Vec<&RowPlace> = match is_quota {
            true => quotas.iter().filter(|row| *row.name == **found).map(|row| &row.place).collect(),
            false => metrics.iter().filter(|row| *row.name == **found).map(|row| &row.place).collect(),
        };
        let place = same.iter().min_by_key(|place| (&place.file, place.line))?;
        let more = same.len().saturating_sub(1);
        let is_known = match is_quota {
            true => quotas.iter().any(|row| *row.name == *name),
            false => metrics.iter().any(|row| *row.name == *name),
        };
        let place = format!("{}:{}", place.file, place.line);
        Some(Misspelt { name: name.to_owned(), found: (*found).to_owned(), place, more, is_known })
    }

    /// How to mend that `who` lacks a figure, where a row is there under a name that is nearly the right one.
    #[must_use]
    pub fn mend_of_name(&self, lacking: &Lacking, who: ParticipantIndex) -> Option<Text> {
        let calendar = self.company.as_ref()?.calendar;
        let [first, last] = [lacking.days.first, lacking.days.last].map(|day| calendar.month_of(day));
        let months = (first.0..=last.0).map(Month).collect();
        let name = if lacking.is_quota { self.quota_name(lacking) } else { &lacking.name };
        self.misspelt(lacking.is_quota, name, [(who, &months)].into_iter()).map(|misspelt| misspelt.help())
    }

    /// Name, period and place of the quotas or metrics of `who`.
    fn rows_of(&self, is_quota: bool, who: ParticipantIndex) -> Vec<(&str, Period, &RowPlace)> {
        let (quotas, metrics) = (&self.inputs.quotas, &self.inputs.metrics);
        if is_quota {
            let own = quotas.iter().skip(quotas.partition_point(|row| row.participant < who));
            let own = own.take_while(|row| row.participant == who);
            return own.map(|row| (&*row.name, row.period, &row.place)).collect();
        }
        let own = metrics.iter().skip(metrics.partition_point(|row| row.participant < who));
        let own = own.take_while(|row| row.participant == who);
        own.map(|row| (&*row.name, row.period, &row.place)).collect()
    }
}
