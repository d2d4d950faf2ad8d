//! What of a company's folder can be relied on although something else in it is wrong.

use std::collections::BTreeSet;

use attain_rules::diagnostic::Severity;
use attain_rules::source::SourceId;

use crate::folder::{Folder, PLANS_FOLDER};
use crate::frozen::LOCK_FILE;

impl Folder {
    /// Where the errors found so far are.
    pub(crate) fn error_places(&self) -> impl Iterator<Item = SourceId> {
        let errors = self.diagnostics.all().iter().filter(|finding| finding.severity == Severity::Error);
        errors.map(|finding| finding.labels.first().map(|label| label.span.source).unwrap_or_default())
    }

    /// Is it known who is on which plan, and what is decided by hand? Errors elsewhere say nothing of that.
    #[must_use]
    pub fn has_sound_seats(&self) -> bool {
        let Some(company) = self.company.as_ref().filter(|_| self.is_company_sound) else { return false };
        let figures = [&company.data.quotas, &company.data.metrics, &company.data.splits];
        let figures = figures.into_iter().flatten().chain(company.data.transactions.iter().map(|file| &file.table));
        let elsewhere: BTreeSet<&str> = figures.map(|table| table.path.value.as_str()).collect();
        self.error_places().all(|source| {
            let name = self.sources.get(source).map_or("", |source| source.name.as_str());
            elsewhere.contains(name) || name.starts_with(PLANS_FOLDER) || name == LOCK_FILE
        })
    }

    /// Are all versions of the plan of this name without errors?
    #[must_use]
    pub fn has_sound_plan(&self, plan: &str) -> bool {
        let is_there = || self.plans.iter().any(|own| own.name == plan);
        self.plans_complete || self.broken.as_ref().is_some_and(|broken| !broken.has(plan)) && is_there()
    }
}
