//! The names that tests may use, also where not every plan could be read.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::asked::unknown_names;
use crate::company::Company;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostics::{f, n};
use crate::example::ComponentName;
use crate::formula::{FormulaText, faults};
use crate::nearest::nearest;
use crate::period::PeriodLength;
use crate::plan::Plan;
use crate::source::{SourceId, Sources};
use crate::yaml::{Content, Node};

use super::component::KINDS;
use super::lost::{Lost, has_word};
use super::plan::KEYS;

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
    /// What the components of all plans are called, as far as that could be read.
    components: BTreeSet<String>,
    /// What the measures of all plans are called, as far as that could be read.
    measures: BTreeSet<String>,
    /// What of others may stand in the parts of the files that could not be read.
    lost: Vec<Lost>,
    /// The texts of the files of which nothing is known: any word there may be a name.
    unclear: Vec<Arc<str>>,
    /// The texts of the broken files of plans whose name could not be read: any word there may be it.
    nameless: Vec<Arc<str>>,
}

impl Broken {
    /// What the plan `files` tell, those among them of which `is_broken` holds; nothing when one of them has no text.
    #[must_use]
    pub fn of(files: &[SourceId], is_broken: &dyn Fn(SourceId) -> bool, sources: &Sources) -> Option<Self> {
        let mut broken = Self::default();
        for file in files {
            let text = &sources.get(*file)?.text;
            // What is wrong with the file has been told.
            let tree = crate::yaml::parse(*file, text, &mut Diagnostics::default());
            if is_broken(*file) {
                match tree.as_ref().and_then(|tree| tree.root.value("plan")?.scalar()) {
                    Some(name) => drop(broken.plans.insert(name.text.clone())),
                    None => broken.nameless.push(Arc::clone(text)),
                }
            }
            match tree.filter(|tree| broken.take_names(&tree.root)) {
                Some(tree) => broken.lost.push(Lost::of(&tree, text)),
                None => broken.unclear.push(Arc::clone(text)),
            }
        }
        Some(broken)
    }

    /// Takes in what is called by name; false when something that must have a name has none that could be read.
    fn take_names(&mut self, root: &Node) -> bool {
        let Content::Map(entries) = &root.content else { return false };
        let mut is_clear = entries.iter().all(|entry| entry.is_hole() || KEYS.contains(&entry.key.text.as_str()));
        match root.value("measures").map(|measures| &measures.content) {
            Some(Content::Map(measures)) => self.measures.extend(measures.iter().map(|one| one.key.text.clone())),
            None | Some(Content::Broken) => {}
            Some(_) => is_clear = false,
        }
        match root.value("components").map(|components| &components.content) {
            Some(Content::List(components)) => {
                for component in components.iter().filter(|component| !component.has_hole()) {
                    let name = component_name(component);
                    is_clear &= name.is_some();
                    self.components.extend(name);
                }
            }
            None | Some(Content::Broken) => {}
            Some(_) => is_clear = false,
        }
        is_clear
    }

    /// May any file of the plan of this name have an error?
    #[must_use]
    pub fn has(&self, plan: &str) -> bool {
        self.plans.contains(plan) || self.nameless.iter().any(|text| has_word(text, plan))
    }

    fn may_have_component(&self, name: &str) -> bool {
        self.components.contains(name)
            || self.lost.iter().any(|lost| lost.may_have_component(name))
            || self.unclear.iter().any(|text| has_word(text, name))
    }

    fn may_have_measure(&self, name: &str) -> bool {
        self.measures.contains(name)
            || self.lost.iter().any(|lost| lost.may_have_measure(name))
            || self.unclear.iter().any(|text| has_word(text, name))
    }
}

impl Known<'_> {
    /// The names of the components, as far as they are known.
    fn components(&self) -> BTreeSet<&str> {
        match self {
            Self::Plans(plans) => plans.iter().flat_map(|plan| &plan.components).map(|one| &*one.name).collect(),
            Self::Some(_, broken) => broken.components.iter().map(String::as_str).collect(),
            Self::Nothing => BTreeSet::new(),
        }
    }

    /// The names of the measures, as far as they are known.
    fn measures(&self) -> BTreeSet<&str> {
        match self {
            Self::Plans(plans) => plans.iter().flat_map(|plan| &plan.measures).map(|one| &*one.name).collect(),
            Self::Some(_, broken) => broken.measures.iter().map(String::as_str).collect(),
            Self::Nothing => BTreeSet::new(),
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
            Self::Some(_, broken) => broken.may_have_measure(name) || broken.may_have_component(name),
            Self::Nothing => true,
        }
    }

    /// May a plan have a component of this name?
    fn may_have(&self, name: &ComponentName) -> bool {
        let means = |plan: &Plan| plan.components.iter().any(|component| name.means(&plan.name, &component.name));
        match self {
            Self::Plans(plans) => plans.iter().any(means),
            Self::Some(_, broken) => broken.may_have_component(&name.component),
            Self::Nothing => true,
        }
    }
}

/// The names that expectations may use.
pub(super) struct Names<'p> {
    known: Known<'p>,
    /// The plans without errors.
    pub(super) plans: &'p [Plan],
    components: BTreeSet<&'p str>,
}

impl<'p> Names<'p> {
    pub(super) fn new(known: &'p Known<'p>) -> Self {
        Self { known: *known, plans: known.sound(), components: known.components() }
    }

    /// Does any plan have it, as far as that is known?
    pub(super) fn has(&self, name: &ComponentName) -> bool {
        self.known.may_have(name)
    }

    /// What of the findings about a formula, `found` where all plans are known, holds also if it is one of a plan that could not
    /// be read.
    pub(super) fn certain(
        &self,
        found: Diagnostics,
        formula: &FormulaText,
        (company, length): (&Company, PeriodLength),
        file: &str,
    ) -> Diagnostics {
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
        let of_names = [n::n002::EXPLANATION.code, n::n004::EXPLANATION.code];
        let is_certain = |finding: &&Diagnostic| match finding.code {
            code if code == n::n003::EXPLANATION.code || code == f::f021::EXPLANATION.code => true,
            code if of_names.contains(&code) => name(finding).is_some_and(|name| !self.known.may_know(name)),
            _ => false,
        };
        let found = unknown_names(formula, (&self.known.measures(), &self.components), company, length);
        found.all().iter().filter(is_certain).for_each(|finding| certain.push(finding.clone()));
        certain
    }

    /// What may be meant by a name that no plan has, as it is written.
    pub(super) fn nearest(&self, name: &ComponentName) -> Option<String> {
        let component = nearest(&name.component, self.components.iter().copied())?;
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
