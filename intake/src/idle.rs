//! Plans that nobody is on: what depends on people cannot be tried for them.

use std::collections::BTreeSet;

use attain_rules::company::{Company, TableFile};
use attain_rules::diagnostic::Diagnostics;
use attain_rules::diagnostics::w::w012::{self, Unheard};
use attain_rules::nearest::nearest;
use attain_rules::plan::{Measure, Plan};
use attain_rules::source::Span;

use crate::folder::{Folder, metric_of, quota_of};

impl Folder {
    /// A warning of each plan that no assignment puts anybody on while one of its versions is in force, at the first of them.
    #[must_use]
    pub fn idle_plans(&self, company: &Company) -> Diagnostics {
        let mut found = Diagnostics::default();
        let Some(assignments) = &company.data.assignments else { return found };
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for plan in &self.plans {
            if seen.insert(&plan.name) && !self.is_anybody_on(&plan.name) {
                let unheard = self.unheard(&plan.name, company);
                found.push(w012::nobody(plan.span, &plan.name, &assignments.path.value, &unheard));
            }
        }
        found
    }

    pub(crate) fn versions<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f Plan> {
        self.plans.iter().filter(move |plan| plan.name == name)
    }

    pub(crate) fn is_anybody_on(&self, plan: &str) -> bool {
        let mut on = self.inputs.assignments.iter().filter(|row| *row.plan == *plan);
        on.any(|row| self.versions(plan).any(|version| version.effective.overlaps(&row.days)))
    }

    /// The names under which the measures of `plan` look for figures, and which no row has.
    fn unheard(&self, plan: &str, company: &Company) -> Vec<Unheard> {
        let quotas: BTreeSet<&str> = self.inputs.quotas.iter().map(|row| &*row.name).collect();
        let metrics: BTreeSet<&str> = self.inputs.metrics.iter().map(|row| &*row.name).collect();
        let measures = || self.versions(plan).flat_map(|version| &version.measures);
        let asked = measures().filter_map(|measure| Some((quota_of(measure)?, quota_span(measure))));
        let mut unheard = among(&quotas, company.data.quotas.as_ref(), asked);
        let asked = measures().filter_map(|measure| Some((metric_of(measure)?, measure.span)));
        unheard.extend(among(&metrics, company.data.metrics.as_ref(), asked));
        unheard
    }
}

fn quota_span(measure: &Measure) -> Span {
    measure.quota.as_ref().map_or(measure.span, |quota| quota.span)
}

/// Those of the names `asked` for that are not among the `stated` ones of a table.
fn among<'n>(
    stated: &BTreeSet<&str>,
    table: Option<&TableFile>,
    asked: impl Iterator<Item = (&'n str, Span)>,
) -> Vec<Unheard> {
    let Some(table) = table else { return Vec::new() };
    let unheard = asked.filter(|(name, _)| !stated.contains(name)).map(|(name, span)| Unheard {
        span,
        name: name.to_owned(),
        file: table.path.value.clone(),
        nearest: nearest(name, stated.iter().copied()).map(str::to_owned),
    });
    unheard.collect()
}
