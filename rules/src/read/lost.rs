//! [`Lost`]: the names that a plan may have in the parts of its file that could not be read.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Severity};
use crate::diagnostics::n;
use crate::yaml::{Content, Node, Tree};

use super::component::KINDS;

/// What of a plan's names may stand in the parts that could not be read. A name that is not written there is not missed there.
pub(super) struct Lost<'t> {
    /// The whole file.
    text: &'t str,
    /// Was any part not read?
    is_partial: bool,
    /// The lines left out in which a measure may begin.
    of_measures: Vec<&'t str>,
    /// All lines left out.
    of_all: Vec<&'t str>,
    /// Keys of the tree: one that has come to stand in a wrong place may be a measure.
    keys: BTreeSet<&'t str>,
    /// Components of which a part was left out, which are not read.
    components: BTreeSet<&'t str>,
    /// May there be measures of any name, as behind `<<`?
    any_measure: bool,
    /// May there be components of any name?
    any_component: bool,
}

impl<'t> Lost<'t> {
    /// Of a plan.
    pub(super) fn of(tree: &'t Tree, text: &'t str) -> Self {
        let root = &tree.root;
        let mut lost = Self {
            text,
            is_partial: tree.partial,
            of_measures: Vec::new(),
            of_all: Vec::new(),
            keys: BTreeSet::new(),
            components: BTreeSet::new(),
            any_measure: is_open(root, tree) || root.value("measures").is_some_and(|node| is_open(node, tree)),
            any_component: is_open(root, tree),
        };
        for span in &tree.lost {
            let (start, end) = (span.start as usize, span.end as usize);
            let Some(lines) = text.get(start..end) else { continue };
            lost.of_all.push(lines);
            if !is_in_components(text, start, lines) {
                lost.of_measures.push(lines);
            }
        }
        lost.take_keys(root);
        if let Some(components) = root.value("components") {
            lost.any_component |= is_open(components, tree);
            if let Content::List(components) = &components.content {
                components.iter().for_each(|component| lost.take_component(component, tree));
            }
        }
        lost
    }

    fn take_keys(&mut self, node: &'t Node) {
        match &node.content {
            Content::Map(entries) => {
                for entry in entries {
                    self.keys.insert(&entry.key.text);
                    self.take_keys(&entry.value);
                }
            }
            Content::List(nodes) => nodes.iter().for_each(|node| self.take_keys(node)),
            Content::Empty | Content::Broken | Content::Scalar(_) => {}
        }
    }

    fn take_component(&mut self, component: &'t Node, tree: &Tree) {
        self.any_component |= is_open(component, tree);
        if component.has_hole() {
            let names = KINDS.iter().filter_map(|(key, _)| component.value(key)?.scalar());
            self.components.extend(names.map(|name| name.text.as_str()));
        }
    }

    /// Does the finding hold whatever stands in the parts that were not read? An unknown name does unless it may be declared there;
    /// what looks unusual may be explained there.
    pub(super) fn leaves(&self, finding: &Diagnostic) -> bool {
        if !self.is_partial {
            return true;
        }
        let span = finding.labels.first().map(|label| label.span);
        let name = span.and_then(|span| self.text.get(span.start as usize..span.end as usize));
        let is_written = |lines: &[&str]| name.is_none_or(|name| lines.iter().any(|lines| has_word(lines, name)));
        let is_measure =
            || self.any_measure || is_written(&self.of_measures) || name.is_some_and(|name| self.keys.contains(name));
        match finding.code {
            _ if finding.severity != Severity::Error => false,
            code if code == n::n001::EXPLANATION.code || code == n::n002::EXPLANATION.code => !is_measure(),
            code if code == n::n004::EXPLANATION.code => {
                !(self.any_component
                    || is_written(&self.of_all)
                    || name.is_some_and(|name| self.components.contains(name)))
            }
            _ => true,
        }
    }
}

/// May the node hold anything, in something other than lines that were left out: behind an alias, a tag or `<<`?
fn is_open(node: &Node, tree: &Tree) -> bool {
    let is_open = |node: &Node| matches!(node.content, Content::Broken) && !tree.lost.contains(&node.span);
    match &node.content {
        Content::Map(entries) => entries.iter().any(|entry| entry.is_hole() && is_open(&entry.value)),
        Content::List(nodes) => nodes.iter().any(is_open),
        Content::Empty | Content::Broken | Content::Scalar(_) => is_open(node),
    }
}

/// Do the `lines` of `text` from `start` on stand under `components`, and nothing of `measures` among them?
fn is_in_components(text: &str, start: usize, lines: &str) -> bool {
    let is_inner = |line: &str| line.starts_with([' ', '-', '#', '\r', '\n']);
    let above = text.get(..start).unwrap_or_default();
    let section = above.split_inclusive('\n').rfind(|line| !is_inner(line));
    section.is_some_and(|line| line.starts_with("components:"))
        && lines.split_inclusive('\n').all(is_inner)
        && !lines.contains('\t')
        && !has_word(lines, "measures")
}

/// Does `text` have `word`, which no letter, digit or `_` lengthens?
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text.get(at.saturating_add(word.len())..).and_then(|behind| behind.chars().next());
        !before.is_some_and(is_part) && !behind.is_some_and(is_part)
    })
}
