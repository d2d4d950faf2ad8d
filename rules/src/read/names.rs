//! The names that tests may use, also where not every plan could be read.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostics;
use crate::plan::Plan;
use crate::source::{SourceId, Sources};
use crate::yaml::{Content, Node};

use super::component::KINDS;

/// What is known of the plans that tests speak of.
#[derive(Clone, Debug)]
pub enum Known<'p> {
    /// All of them.
    Plans(&'p [Plan]),
    /// Only what their components are called: some could not be read.
    Components(BTreeSet<String>),
    /// Nothing: names are taken as they are.
    Nothing,
}

impl Known<'_> {
    /// What the files of plans tell, of which not all could be read as plans: the names of all components, where each file has a
    /// list of them and each of them a name.
    #[must_use]
    pub fn of_broken(files: &[SourceId], sources: &Sources) -> Self {
        let components = |file: &SourceId| {
            let text = &sources.get(*file)?.text;
            // What is wrong with the file has been told.
            let tree = crate::yaml::parse(*file, text, &mut Diagnostics::default()).filter(|tree| !tree.partial)?;
            let Content::List(components) = &tree.root.value("components")?.content else { return None };
            components.iter().map(component_name).collect::<Option<Vec<String>>>()
        };
        match files.iter().map(components).collect::<Option<Vec<_>>>() {
            Some(names) => Self::Components(names.into_iter().flatten().collect()),
            None => Self::Nothing,
        }
    }

    /// The names of the components, where they are known.
    pub(super) fn components(&self) -> Option<BTreeSet<&str>> {
        match self {
            Self::Plans(plans) => Some(plans.iter().flat_map(|plan| &plan.components).map(|one| &*one.name).collect()),
            Self::Components(names) => Some(names.iter().map(String::as_str).collect()),
            Self::Nothing => None,
        }
    }
}

fn component_name(component: &Node) -> Option<String> {
    let (key, _) = KINDS.iter().find(|(key, _)| component.value(key).is_some())?;
    Some(component.value(key)?.scalar()?.text.clone())
}
