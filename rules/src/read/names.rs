//! The names that tests may use, also where not every plan could be read.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostics::{f, n};
use crate::example::ComponentName;
use crate::formula::{FormulaText, faults};
use crate::nearest::nearest;
use crate::plan::Plan;
use crate::source::{SourceId, Sources};
use crate::yaml::{Content, Node};

use super::component::KINDS;

/// What is known of the plans that tests speak of.
#[derive(Clone, Copy, Debug)]
pub enum Known<'p> {
    /// All of them.
    Plans(&'p [Plan]),
    /// Some of them; of the others, which have errors, only what is called by name there.
    Some(&'p [Plan], &'p Broken),
    /// Nothing: names are taken as they are.
    Nothing,
}

/// What is known of a company's plans of which not all could be read.
#[derive(Clone, Debug, Default)]
pub struct Broken {
    /// What plans are called of which some file has an error.
    plans: BTreeSet<String>,
    /// What the components of all plans are called.
    components: BTreeSet<String>,
    /// What the measures of all plans are called.
    measures: BTreeSet<String>,
}

impl Broken {
    /// What the plan `files` tell, those among them of which `is_broken` holds: nothing unless each of them has a name and a list of
    /// components that have theirs.
    #[must_use]
    pub fn of(files: &[SourceId], is_broken: &dyn Fn(SourceId) -> bool, sources: &Sources) -> Option<Self> {
        let mut broken = Self::default();
        for file in files {
            let text = &sources.get(*file)?.text;
            // What is wrong with the file has been told.
            let tree = crate::yaml::parse(*file, text, &mut Diagnostics::default()).filter(|tree| !tree.partial)?;
            let Content::List(components) = &tree.root.value("components")?.content else { return None };
            for component in components {
                broken.components.insert(component_name(component)?);
            }
            if let Some(Content::Map(measures)) = tree.root.value("measures").map(|measures| &measures.content) {
                broken.measures.extend(measures.iter().map(|measure| measure.key.text.clone()));
            }
            if is_broken(*file) {
                broken.plans.insert(tree.root.value("plan")?.scalar()?.text.clone());
            }
        }
        Some(broken)
    }

    /// Has any file of the plan of this name an error?
    #[must_use]
    pub fn has(&self, plan: &str) -> bool {
        self.plans.contains(plan)
    }
}

impl Known<'_> {
    /// The names of the components, where they are known.
    pub(super) fn components(&self) -> Option<BTreeSet<&str>> {
        match self {
            Self::Plans(plans) => Some(plans.iter().flat_map(|plan| &plan.components).map(|one| &*one.name).collect()),
            Self::Some(_, broken) => Some(broken.components.iter().map(String::as_str).collect()),
            Self::Nothing => None,
        }
    }

    /// The plans without errors.
    pub(super) const fn sound(&self) -> &[Plan] {
        match self {
            Self::Plans(plans) | Self::Some(plans, _) => plans,
            Self::Nothing => &[],
        }
    }

    /// Are these all?
    pub(super) const fn is_whole(&self) -> bool {
        matches!(self, Self::Plans(_))
    }

    /// May a formula of a plan with errors know the name?
    pub(super) fn may_know(&self, name: &str) -> bool {
        match self {
            Self::Plans(_) => false,
            Self::Some(_, broken) => broken.measures.contains(name) || broken.components.contains(name),
            Self::Nothing => true,
        }
    }
}

/// The names that expectations may use.
pub(super) struct Names<'p> {
    known: Known<'p>,
    /// The plans without errors.
    pub(super) plans: &'p [Plan],
    components: Option<BTreeSet<&'p str>>,
}

impl<'p> Names<'p> {
    pub(super) fn new(known: &'p Known<'p>) -> Self {
        Self { known: *known, plans: known.sound(), components: known.components() }
    }

    /// Does any plan have it, as far as that is known?
    pub(super) fn has(&self, name: &ComponentName) -> bool {
        let means = |plan: &Plan| plan.components.iter().any(|component| name.means(&plan.name, &component.name));
        if self.known.is_whole() {
            return self.plans.iter().any(means);
        }
        self.components.as_ref().is_none_or(|known| known.contains(&*name.component))
    }

    /// What of the findings about a formula holds also if it is one of a plan that could not be read.
    pub(super) fn certain(&self, found: Diagnostics, formula: &FormulaText, file: &str) -> Diagnostics {
        if self.known.is_whole() {
            return found;
        }
        let mut certain = faults(formula);
        if certain.has_errors() {
            return certain;
        }
        let name = |finding: &Diagnostic| {
            let span = finding.labels.first()?.span;
            file.get(usize::try_from(span.start).ok()?..usize::try_from(span.end).ok()?)
        };
        let is_certain = |finding: &&Diagnostic| match finding.code {
            code if code == n::n003::EXPLANATION.code || code == f::f021::EXPLANATION.code => true,
            code if code == n::n002::EXPLANATION.code => name(finding).is_some_and(|name| !self.known.may_know(name)),
            _ => false,
        };
        found.all().iter().filter(is_certain).for_each(|finding| certain.push(finding.clone()));
        certain
    }

    /// What may be meant by a name that no plan has, as it is written.
    pub(super) fn nearest(&self, name: &ComponentName) -> Option<String> {
        let component = nearest(&name.component, self.components.iter().flatten().copied())?;
        let Some(plan) = &name.plan else { return Some(component.to_owned()) };
        let has = |plan: &&Plan| plan.components.iter().any(|own| own.name == component);
        let plans = || self.plans.iter().filter(has).map(|plan| plan.name.as_str());
        let plan = nearest(plan, plans()).or_else(|| plans().next())?;
        Some(format!("{plan}/{component}"))
    }
}

fn component_name(component: &Node) -> Option<String> {
    let (key, _) = KINDS.iter().find(|(key, _)| component.value(key).is_some())?;
    Some(component.value(key)?.scalar()?.text.clone())
}
