//! [`Lost`]: the names that a file may declare in the parts of it that could not be read.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Severity};
use crate::diagnostics::{n, w};
use crate::yaml::{Content, Node, Tree};

use super::component::KINDS;
use super::data;

/// What of the names of a plan, or of the company, may stand in the parts that could not be read. A name that is not written there is not missed there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lost {
    /// Was any part not read?
    is_partial: bool,
    /// The lines left out in which a measure may begin.
    of_measures: Vec<String>,
    /// All lines left out.
    of_all: Vec<String>,
    /// Keys of the tree: one that has come to stand in a wrong place may be a measure.
    keys: BTreeSet<String>,
    /// Components of which a part was left out, which are not read.
    components: BTreeSet<String>,
    /// May there be measures of any name, or columns, as behind `<<`?
    any_measure: bool,
    /// May there be further keys beside the first ones of the file?
    any_first: bool,
    /// May there be components of any name?
    any_component: bool,
}

impl Lost {
    /// Of the file with this text.
    pub(super) fn of(tree: &Tree, text: &str) -> Self {
        let root = &tree.root;
        let mut lost = Self {
            is_partial: tree.partial,
            of_measures: Vec::new(),
            of_all: Vec::new(),
            keys: BTreeSet::new(),
            components: BTreeSet::new(),
            any_measure: is_open(root, tree)
                || root.value("measures").is_some_and(|node| is_open(node, tree))
                || root.value("data").is_some_and(|node| is_open_within(node, tree)),
            any_component: is_open(root, tree),
            any_first: is_open(root, tree),
        };
        for span in &tree.lost {
            let (start, end) = (span.start as usize, span.end as usize);
            let Some(lines) = text.get(start..end) else { continue };
            lost.of_all.push(lines.to_owned());
            lost.any_first |= lines.split('\n').any(|line| !line.starts_with([' ', '#']) && !line.trim().is_empty());
            if !is_in_components(text, start, lines) {
                lost.of_measures.push(lines.to_owned());
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

    fn take_keys(&mut self, node: &Node) {
        match &node.content {
            Content::Map(entries) => {
                for entry in entries {
                    self.keys.insert(entry.key.text.clone());
                    self.take_keys(&entry.value);
                }
            }
            Content::List(nodes) => nodes.iter().for_each(|node| self.take_keys(node)),
            Content::Empty | Content::Broken | Content::Scalar(_) => {}
        }
    }

    fn take_component(&mut self, component: &Node, tree: &Tree) {
        self.any_component |= is_open(component, tree);
        if component.has_hole() {
            let names = KINDS.iter().filter_map(|(key, _)| component.value(key)?.scalar());
            self.components.extend(names.map(|name| name.text.clone()));
        }
    }

    /// Does the finding in `text`, the file, hold whatever stands in the parts that were not read? An unknown name does unless it
    /// may be declared there; what looks unusual may be explained there.
    pub(super) fn leaves(&self, finding: &Diagnostic, text: &str) -> bool {
        if !self.is_partial {
            return true;
        }
        let span = finding.labels.first().map(|label| label.span);
        let name = span.and_then(|span| text.get(span.start as usize..span.end as usize));
        let of_names = [n::n001::EXPLANATION.code, n::n002::EXPLANATION.code, n::n021::EXPLANATION.code];
        match finding.code {
            // What a number or a condition says by itself is unusual, whatever stands elsewhere.
            code if finding.severity != Severity::Error => {
                [w::w004::EXPLANATION.code, w::w007::EXPLANATION.code].contains(&code)
            }
            code if of_names.contains(&code) => name.is_some_and(|name| !self.may_have_measure(name)),
            code if code == n::n004::EXPLANATION.code => name.is_some_and(|name| !self.may_have_component(name)),
            _ => true,
        }
    }

    /// May there be further keys beside the first ones of the file?
    pub(super) const fn may_have_first(&self) -> bool {
        self.any_first
    }

    /// May there be a measure, or in the company's file a column, of this name?
    pub(super) fn may_have_measure(&self, name: &str) -> bool {
        self.is_partial && (self.any_measure || is_written(&self.of_measures, name) || self.keys.contains(name))
    }

    /// May there be a component of this name?
    pub(super) fn may_have_component(&self, name: &str) -> bool {
        self.is_partial && (self.any_component || is_written(&self.of_all, name) || self.components.contains(name))
    }
}

fn is_written(lines: &[String], name: &str) -> bool {
    lines.iter().any(|lines| has_word(lines, name))
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

/// The keys under `data` behind which columns stand, and the lists and maps around these.
const OF_COLUMNS: [&str; 3] = ["data", "lookups", "columns"];

/// The same of the whole of `data`: may it have columns that are written nowhere in its file?
fn is_open_within(node: &Node, tree: &Tree) -> bool {
    match &node.content {
        Content::Map(entries) => entries.iter().any(|entry| {
            let key = entry.key.text.as_str();
            let holds = entry.is_hole() || OF_COLUMNS.contains(&key) || data::TABLES.contains(&key);
            holds && is_open(&entry.value, tree) || is_open_within(&entry.value, tree)
        }),
        Content::List(nodes) => is_open(node, tree) || nodes.iter().any(|node| is_open_within(node, tree)),
        Content::Empty | Content::Broken | Content::Scalar(_) => false,
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
pub(super) fn has_word(text: &str, word: &str) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text.get(at.saturating_add(word.len())..).and_then(|behind| behind.chars().next());
        !before.is_some_and(is_part) && !behind.is_some_and(is_part)
    })
}
