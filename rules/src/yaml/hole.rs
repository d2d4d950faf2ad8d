//! [`Hole`]: the part of a file that is left out behind a fault, so that the rest can be read.

use super::line::{Kind, Line, column, lines};
use super::node::{Content, Entry, Node, Scalar, Style};
use crate::source::{SourceId, Span};

/// Keys whose entries stand each for itself, and whether they are a list.
const SECTIONS: [(&str, bool); 6] = [
    ("measures", false),
    ("components", true),
    ("tiers", true),
    ("tests", true),
    ("data", false),
    (TABLES_OF_SEVERAL_FILES, true),
];
/// The same within tables and tests.
const PARTS: [(&str, bool); 4] = [("columns", false), ("lookups", true), ("given", false), ("expect", false)];
/// The lists of tables and tests, the keys of which stand each for itself.
const LISTS: [&str; 2] = [TABLES_OF_SEVERAL_FILES, "tests"];

/// Keys with which an entry of a list begins, and nothing else does: what stands above such a line is complete.
const FIRST: [&str; 6] = ["commission", "bonus", "pool", "contest", "draw", "test"];

/// The same of entries of `data`, whose own entries stand each for itself, too.
const TABLES: [&str; 7] =
    ["participants", "assignments", "quotas", TABLES_OF_SEVERAL_FILES, "metrics", "splits", "adjustments"];
/// The one of them that may be a list of tables.
const TABLES_OF_SEVERAL_FILES: &str = "transactions";

/// Whole lines that are left out: an entry with a fault.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hole {
    /// Its first byte.
    pub(super) start: usize,
    /// The byte behind it.
    pub(super) end: usize,
    /// Indentation of the entry.
    indent: usize,
    /// What begins with it, if nothing belongs to that which stands above.
    begins: Option<Begins>,
}

/// What begins with a hole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begins {
    /// An entry of a list.
    Item,
    /// An entry of `data`.
    Table,
}

impl Hole {
    /// The smallest part of `text` around the bytes from `first` to `last` without which the rest means the same as with it;
    /// nothing when an open quote, bracket or block makes that a guess. Where a line `is_shifted`, others behind it may be its own.
    pub(super) fn around(text: &str, (first, last): (usize, usize), is_shifted: bool) -> Option<Self> {
        let lines = lines(text);
        let place = |at: usize| lines.iter().rposition(|line| line.start <= at);
        let (first, last) = (place(first)?, place(last)?);
        let is_near_block = |place: usize| lines.get(place).is_none_or(|line| line.near_block);
        if is_near_block(first) || is_near_block(last) {
            return None;
        }
        // Where the first key is indented, no other stands beside it.
        if lines.iter().find(|line| line.kind != Kind::Silent).is_none_or(|first| first.indent > 0) {
            return None;
        }
        let chain = chain(&lines, first)?;
        // A fault that may be the beginning of another entry: keys behind it may be that entry's.
        let begins = |line: &Line<'_>| line.tabbed || line.kind == Kind::Dash && !line.content.starts_with("- {");
        let begins = lines.get(first..=last)?.iter().any(begins);
        for (step, place) in chain.iter().enumerate() {
            let line = lines.get(*place)?;
            let above = chain.get(step.saturating_add(1)..).unwrap_or_default();
            if !is_entry(&lines, line, above, is_shifted) {
                continue;
            }
            let outer = if begins { &[] } else { above };
            let Some(next) = next(&lines, last, line, outer) else { continue };
            let part = lines.get(*place..next.unwrap_or(lines.len()))?;
            let end = next.and_then(|next| lines.get(next)).map_or(text.len(), |next| next.start);
            return is_closed(part).then_some(Self {
                start: line.start,
                end,
                indent: line.indent,
                begins: begun(line, above.first().and_then(|place| lines.get(*place)?.bare_key())),
            });
        }
        None
    }

    /// Its place.
    pub(super) fn span(&self, source: SourceId) -> Span {
        super::tree::span(source, self.start, self.end)
    }

    /// The text with comments of the same length in the place of the lines left out.
    pub(super) fn cover(&self, text: &str) -> String {
        let hidden = text.get(self.start..self.end).unwrap_or_default();
        let mut covered = String::with_capacity(text.len());
        covered.push_str(text.get(..self.start).unwrap_or_default());
        for byte in hidden.bytes() {
            covered.push(if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { '#' });
        }
        covered.push_str(text.get(self.end..).unwrap_or_default());
        covered
    }
}

/// The line at `place` and those that it stands under, up to a key without indentation.
fn chain(lines: &[Line<'_>], place: usize) -> Option<Vec<usize>> {
    let is_firm = |line: &Line<'_>| line.kind != Kind::Silent && !line.tabbed;
    let mut at = (0..=place).rev().find(|at| lines.get(*at).is_some_and(is_firm))?;
    let mut chain = vec![at];
    loop {
        let line = lines.get(at)?;
        if line.indent == 0 && line.kind != Kind::Dash {
            return Some(chain);
        }
        let is_above = |above: &Line<'_>| {
            is_firm(above)
                && (above.indent < line.indent
                    || above.indent == line.indent && line.kind == Kind::Dash && above.kind != Kind::Dash)
        };
        at = (0..at).rev().find(|at| lines.get(*at).is_some_and(is_above))?;
        chain.push(at);
    }
}

/// Does an entry that stands for itself begin with `line`, which stands under the lines at `above`, the nearest first? Not when it
/// is indented otherwise than the first of them. Parts of a table or test do not stand for themselves where a line `is_shifted`: it
/// may be the head of another one.
fn is_entry(lines: &[Line<'_>], line: &Line<'_>, above: &[usize], is_shifted: bool) -> bool {
    let Some((nearest, outer)) = above.split_first() else { return true };
    let Some(head) = lines.get(*nearest) else { return false };
    let is_list = line.kind == Kind::Dash;
    if head.kind == Kind::Dash && head.inner_indent() == Some(line.indent) {
        let list = outer.first().and_then(|place| lines.get(*place)?.bare_key());
        return !is_shifted && !is_list && list.is_some_and(|list| LISTS.contains(&list));
    }
    let Some(key) = head.bare_key() else { return false };
    let mut entries = lines.iter().skip(nearest.saturating_add(1)).filter(|line| line.kind != Kind::Silent);
    entries.next().is_some_and(|first| first.indent == line.indent && (first.kind == Kind::Dash) == is_list)
        && (SECTIONS.iter().any(|(section, list)| *section == key && *list == is_list)
            || !is_shifted && PARTS.iter().any(|(section, list)| *section == key && *list == is_list)
            || !is_shifted && TABLES.contains(&key) && !is_list)
}

/// The first line behind `last` that does not belong to `entry`: another of its kind, one of the kinds of `outer`, or a key
/// without indentation. Outer none: it is none of them; inner none: the file ends.
#[expect(clippy::option_option, reason = "the end of the file is a place to go on")]
fn next(lines: &[Line<'_>], last: usize, entry: &Line<'_>, outer: &[usize]) -> Option<Option<usize>> {
    let behind = lines.iter().enumerate().skip(last.saturating_add(1));
    let mut firm = behind.filter(|(_, line)| line.kind != Kind::Silent && !line.tabbed);
    let Some((place, line)) = firm.find(|(_, line)| line.indent <= entry.indent) else { return Some(None) };
    let is_like = |other: &Line<'_>| match line.kind {
        Kind::Dash => other.kind == Kind::Dash && other.indent == line.indent,
        Kind::Key => {
            other.kind != Kind::Dash && other.indent == line.indent || other.inner_indent() == Some(line.indent)
        }
        Kind::Silent | Kind::Other => false,
    };
    let mut outer = outer.iter().filter_map(|place| lines.get(*place));
    let fits = is_like(entry) || line.indent == 0 && line.kind == Kind::Key || outer.any(is_like);
    fits.then_some(Some(place))
}

/// Are all brackets and quotes of these lines closed, quotes on their own line?
fn is_closed(lines: &[Line<'_>]) -> bool {
    let mut open: Vec<char> = Vec::new();
    for line in lines.iter().filter(|line| line.kind != Kind::Silent) {
        let mut quote = None;
        let mut before = ' ';
        for character in line.content.chars() {
            match (quote, character) {
                (Some(open), _) if open == character => quote = None,
                (Some(_), _) => {}
                (None, '#') if before == ' ' => break,
                (None, '"') => quote = Some(character),
                // An apostrophe in a word is none of the signs that open a text.
                (None, '\'') if matches!(before, ' ' | '[' | '{' | ',' | '(') => quote = Some(character),
                (None, '{') => open.push('}'),
                (None, '[') => open.push(']'),
                (None, '}' | ']') if open.pop() != Some(character) => return false,
                _ => {}
            }
            before = character;
        }
        if quote.is_some() {
            return false;
        }
    }
    open.is_empty()
}

/// Marks what holes may have taken a part of: lists and maps in lines that contain a hole or touch it, and keys without
/// a value in front of one.
pub(super) fn mark(root: &mut Node, text: &str, holes: &[Hole]) {
    let lines = lines(text);
    for hole in holes {
        let says = |line: &&Line<'_>| line.kind != Kind::Silent || line.near_block;
        let before = lines.iter().take_while(|line| line.start < hole.start).filter(says).last();
        let behind = lines.iter().skip_while(|line| line.start < hole.end).find(says);
        let reach = Reach {
            before: before.map(|line| line.start),
            behind: behind.filter(|line| line.indent == hole.indent).map(|line| line.start.saturating_add(line.indent)),
            hole,
        };
        reach.mark(root, text);
    }
}

/// The entry of a list, or of `data`, that begins here, under a line which has nothing but the key `above`.
fn begun(line: &Line<'_>, above: Option<&str>) -> Option<Begins> {
    let (said, keys, begins) = match line.content.strip_prefix("- ") {
        Some(said) => (said.trim_start(), FIRST.as_slice(), Begins::Item),
        None => (line.content, TABLES.as_slice(), Begins::Table),
    };
    let is_one = keys.iter().any(|key| said.strip_prefix(key).is_some_and(|rest| rest.starts_with([':', ' '])));
    (is_one && !line.tabbed && (begins == Begins::Item || above == Some("data"))).then_some(begins)
}

/// How far a hole may reach.
struct Reach<'h> {
    /// Start of the line above that says something.
    before: Option<usize>,
    /// The entry behind, if it has the same indentation.
    behind: Option<usize>,
    hole: &'h Hole,
}

impl Reach<'_> {
    fn touches(&self, start: usize, end: usize) -> bool {
        let begins_above = start < self.hole.start && self.before.is_some_and(|before| end > before);
        begins_above || self.behind == Some(start)
    }

    fn mark(&self, node: &mut Node, text: &str) {
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        if !self.touches(start, end) || text.get(start..).is_some_and(|here| here.starts_with(['{', '['])) {
            return;
        }
        let here = self.hole.span(node.span.source);
        // What stands beside a hole that begins an entry of `data` is complete.
        let is_whole = self.hole.indent > 0 && column(text, start) == self.hole.indent;
        let broken = Node { content: Content::Broken, span: here };
        match &mut node.content {
            Content::Empty => *node = broken,
            Content::Scalar(_) | Content::Broken => {}
            Content::List(nodes) => {
                if self.hole.begins != Some(Begins::Item) {
                    nodes.iter_mut().for_each(|node| self.mark(node, text));
                }
                let place = nodes.iter().take_while(|node| node.span.start < here.start).count();
                nodes.insert(place, broken);
            }
            Content::Map(entries) => {
                if !(is_whole && self.hole.begins == Some(Begins::Table)) {
                    entries.iter_mut().for_each(|entry| self.mark(&mut entry.value, text));
                }
                let key = Scalar { text: String::new(), style: Style::Plain, span: here };
                entries.push(Entry { key, value: broken });
            }
        }
    }
}
