//! [`parse`]: from the parser's events to a [`Node`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostics::s;
use crate::source::{SourceId, Span};

use super::cut;
use super::fault;
use super::hole::{self, Hole};
use super::node::{Content, Entry, Node, Scalar, Style, Tree};
use super::place::Fault;
use super::{MAX_BYTES, MAX_DEPTH, MAX_FAULTS, MAX_NODES};

/// Reads a file's text as a tree. Findings go to `out`; without a tree, or with a part of one, there is at least one error
/// among them.
///
/// A formula that YAML has cut is read as it was meant. Behind any other fault reading goes on at the next entry, unless an open
/// quote, bracket or block makes that a guess.
pub fn parse(source: SourceId, text: &str, out: &mut Diagnostics) -> Option<Tree> {
    let whole = Span { source, start: 0, end: 0 };
    if text.len() > MAX_BYTES {
        out.push(s::s015::too_much(whole, s::s015::Measure::Bytes, MAX_BYTES));
        return None;
    }
    let mut text = Cow::Borrowed(text);
    let mut holes: Vec<Hole> = Vec::new();
    let mut meant: Vec<Span> = Vec::new();
    loop {
        let mut found = Diagnostics::default();
        let (root, stop) = pass(source, &text, &meant, &mut found);
        let Some(stop) = stop else {
            let broken = found.has_errors() && root.is_none();
            out.append(found);
            if root.is_none() && !broken && holes.is_empty() {
                out.push(s::s017::empty_file(whole));
            }
            let mut root = root?;
            hole::mark(&mut root, &text, &holes);
            let partial = !holes.is_empty() || root.has_hole();
            let lost = holes.iter().map(|hole| hole.span(source)).collect();
            return Some(Tree { root, partial, lost });
        };
        if holes.iter().any(|hole| (hole.start..hole.end).contains(&stop.at)) {
            // The parser stumbles over what covers a fault that has been told.
            out.append(found);
            return None;
        }
        if let Some(formula) = stop.formula(&text).filter(|_| meant.len() < MAX_FAULTS) {
            // What was found so far will be found again.
            out.push(stop.finding);
            meant.push(formula);
            continue;
        }
        let Some(hole) = stop.hole(&text).filter(|_| holes.len() < MAX_FAULTS) else {
            out.append(found);
            out.push(stop.finding);
            return None;
        };
        // What was found in other places will be found again.
        let inside = |span: &Span| (hole.start..hole.end).contains(&(span.start as usize));
        let place = |found: &&Diagnostic| found.labels.first().is_some_and(|label| inside(&label.span));
        found.all().iter().filter(place).for_each(|found| out.push(found.clone()));
        out.push(stop.finding);
        text = Cow::Owned(hole.cover(&text));
        holes.push(hole);
    }
}

/// The text with a letter for every byte of the formulas that are `meant` as one value each.
fn without_signs<'t>(text: &'t str, meant: &[Span]) -> Cow<'t, str> {
    let mut read = Cow::Borrowed(text);
    for formula in meant {
        let range = formula.start as usize..formula.end as usize;
        read.to_mut().replace_range(range.clone(), &"x".repeat(range.len()));
    }
    read
}

/// Where and why the parser gave up.
struct Stop {
    at: usize,
    finding: Diagnostic,
    /// Did it end in the middle of a text or between brackets?
    open: bool,
}

impl Stop {
    /// The formula that YAML has cut, where it is whole.
    fn formula(&self, text: &str) -> Option<Span> {
        let span = self.finding.labels.first().filter(|_| self.finding.code == s::s006::EXPLANATION.code)?.span;
        let written = text.get(span.start as usize..span.end as usize)?;
        (!written.is_empty() && cut::left_open(written) == 0).then_some(span)
    }

    /// What to leave out of `text`, so that reading can go on.
    fn hole(&self, text: &str) -> Option<Hole> {
        let unclear = [s::s004::EXPLANATION.code, s::s005::EXPLANATION.code, s::s015::EXPLANATION.code];
        if self.open || unclear.contains(&self.finding.code) {
            return None;
        }
        let starts = self.finding.labels.iter().map(|label| label.span.start as usize);
        let first = starts.clone().fold(self.at, usize::min);
        // Behind a line without a colon the parser stops at the colon of the next one, which is sound.
        let of_colons = [s::s009::EXPLANATION.code, s::s022::EXPLANATION.code];
        let is_line_above = of_colons.contains(&self.finding.code)
            && text.get(first..self.at).is_some_and(|above| above.contains('\n') && !above.contains(": "));
        let at = if is_line_above { first } else { self.at };
        let of_indentation = [s::s001::EXPLANATION.code, s::s002::EXPLANATION.code, s::s003::EXPLANATION.code];
        let is_shifted = of_indentation.contains(&self.finding.code);
        Hole::around(text, (first, starts.fold(at, usize::max)), is_shifted)
    }
}

/// Reads the text as far as the parser comes, with formulas that are `meant` as one value each. Without a tree and without a stop
/// the text is empty, or an error was found.
fn pass(source: SourceId, text: &str, meant: &[Span], out: &mut Diagnostics) -> (Option<Node>, Option<Stop>) {
    let mut builder =
        Builder { source, text, meant, open: Vec::new(), root: None, nodes: 0, documents: 0, broken: false, out };
    let read = without_signs(text, meant);
    let options = granit_parser::options! {
        emit_comments: false,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        simple_key_max_lookahead: 4096,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    for event in Parser::new_from_str_with_options(&read, options) {
        match event {
            Ok((event, span)) => {
                if !builder.take(event, span) {
                    break;
                }
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(0);
                let fault = Fault::new(source, text, at);
                let finding = fault::explain(error.kind(), &fault, builder.open.last());
                return (None, Some(Stop { at, finding, open: fault::leaves_open(error.kind()) }));
            }
        }
    }
    (builder.root.take().filter(|_| !builder.broken), None)
}

/// A map or list that has begun and not ended.
pub(super) struct Open {
    /// First byte.
    start: usize,
    /// Is it written with brackets?
    pub(super) flow: bool,
    /// What has been read of it.
    items: Items,
}

/// What has been read of a map or list.
enum Items {
    /// Entries, a key that waits for its value, and where each key stands.
    Map(Vec<Entry>, Option<Scalar>, BTreeMap<String, Span>),
    /// Values.
    List(Vec<Node>),
}

impl Open {
    /// Where it begins.
    pub(super) const fn start(&self) -> usize {
        self.start
    }
}

struct Builder<'a> {
    source: SourceId,
    text: &'a str,
    /// Formulas that the parser saw without their signs.
    meant: &'a [Span],
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    documents: usize,
    /// Something was refused that leaves a hole in the tree.
    broken: bool,
    out: &'a mut Diagnostics,
}

impl Builder<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        span(self.source, start, end)
    }

    /// Takes an event in; false when reading on makes no sense.
    fn take(&mut self, event: Event<'_>, span: granit_parser::Span) -> bool {
        let range = span.byte_range().unwrap_or_default();
        let here = self.span(range.start, range.end);
        if event.is_node() {
            self.nodes = self.nodes.saturating_add(1);
            if self.nodes > MAX_NODES {
                return self.refuse(s::s015::too_much(here, s::s015::Measure::Nodes, MAX_NODES));
            }
        }
        let tagged = event.tag().is_some().then(|| self.tag(&span));
        match event {
            Event::DocumentStart(..) => {
                self.documents = self.documents.saturating_add(1);
                if self.documents > 1 {
                    return self.refuse(s::s014::several_documents(here));
                }
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                // What is merged is refused as a whole.
                if !self.is_merged() {
                    let written = self.text.get(range).unwrap_or_default();
                    self.out.push(s::s011::alias(here, written));
                }
                self.put(Node { content: Content::Broken, span: here });
            }
            // The value behind it stands there all the same.
            Event::Anchor(..) => {
                let written = self.text.get(range).unwrap_or_default();
                self.out.push(s::s011::anchor(here, written));
            }
            Event::Scalar(text, ..) if tagged.is_some_and(|of_type| !of_type || text.is_empty()) => {
                self.put(Node { content: Content::Broken, span: here });
            }
            Event::Scalar(text, style, ..) => self.scalar(text.into_owned(), style, here),
            Event::MappingStart(style, ..) => {
                return self.begin(here, style, Items::Map(Vec::new(), None, BTreeMap::new()));
            }
            Event::SequenceStart(style, ..) => return self.begin(here, style, Items::List(Vec::new())),
            Event::MappingEnd | Event::SequenceEnd => self.end(here.end as usize),
            _ => {}
        }
        true
    }

    /// Tells of a tag. Is it a word on the type of the value behind it, rather than the beginning of a formula?
    fn tag(&mut self, span: &granit_parser::Span) -> bool {
        let range = span.byte_range().unwrap_or_default();
        let tag = span.tag_span().and_then(|tag| tag.byte_range()).unwrap_or(range);
        let written = self.text.get(tag.clone()).unwrap_or_default();
        let of_type = written.starts_with("!!");
        let here = self.span(tag.start, tag.end);
        self.out.push(if of_type { s::s012::type_tag(here, written) } else { s::s012::tag(here, written) });
        of_type
    }

    /// Is the value at hand that of a merge key?
    fn is_merged(&self) -> bool {
        match self.open.last().map(|open| &open.items) {
            Some(Items::Map(_, Some(key), _)) => is_merge(key),
            _ => false,
        }
    }

    fn refuse(&mut self, finding: Diagnostic) -> bool {
        self.out.push(finding);
        self.broken = true;
        false
    }

    fn begin(&mut self, here: Span, style: StructureStyle, items: Items) -> bool {
        if self.open.len() >= MAX_DEPTH {
            return self.refuse(s::s015::too_much(here, s::s015::Measure::Depth, MAX_DEPTH));
        }
        self.open.push(Open { start: here.start as usize, flow: style == StructureStyle::Flow, items });
        true
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, here: Span) {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::SingleQuoted,
            ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        if style == Style::Plain && here.start == here.end {
            let span = match self.open.last() {
                Some(Open { items: Items::Map(_, Some(key), _), .. }) => key.span,
                _ => here,
            };
            return self.put(Node { content: Content::Empty, span });
        }
        let holds = |formula: &Span| here.start <= formula.start && formula.end <= here.end;
        let text = match self.text.get(here.start as usize..here.end as usize) {
            Some(written) if self.meant.iter().any(holds) => written.to_owned(),
            _ => text,
        };
        self.put(Node { content: Content::Scalar(Scalar { text, style, span: here }), span: here });
    }

    fn end(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        let (content, last) = match open.items {
            Items::Map(entries, ..) => {
                let mut entries = if open.flow {
                    // Pieces of keys may be the same where the keys are not.
                    once(cut::mend_map(self.text, entries, self.out), self.out)
                } else {
                    entries
                };
                fault::colons_in_keys(&mut entries, self.out);
                let last = entries.last().map(|entry| entry.value.span.end);
                (Content::Map(entries), last)
            }
            Items::List(nodes) => {
                let nodes = if open.flow { cut::mend_list(self.text, nodes, self.out) } else { nodes };
                let last = nodes.last().map(|node| node.span.end);
                (Content::List(nodes), last)
            }
        };
        // A block ends where its last value does, not where the parser noticed.
        let end = if open.flow { end } else { last.map_or(end, |last| last as usize) };
        let span = self.span(open.start, end);
        self.put(Node { content, span });
    }

    /// Puts a finished node where it belongs.
    fn put(&mut self, node: Node) {
        let flow = self.open.last().is_some_and(|open| open.flow);
        match self.open.last_mut().map(|open| &mut open.items) {
            None => self.root = Some(node),
            Some(Items::List(nodes)) => nodes.push(node),
            Some(Items::Map(entries, waiting, keys)) => match waiting.take() {
                None => match node.content {
                    Content::Scalar(key) => *waiting = Some(key),
                    _ => {
                        self.out.push(s::s019::key_is_no_text(node.span));
                        *waiting = Some(Scalar { text: String::new(), style: Style::Plain, span: node.span });
                    }
                },
                Some(key) => {
                    if key.text.is_empty() && key.style == Style::Plain {
                        // The tree goes on with a part of which nobody knows what it is about.
                        entries.push(Entry { key, value: Node { content: Content::Broken, span: node.span } });
                    } else if is_merge(&key) {
                        self.out.push(s::s013::merge_key(key.span));
                        // Any key may be among those that it takes in.
                        let (key, content) = (Scalar { text: String::new(), ..key }, Content::Broken);
                        entries.push(Entry { key, value: Node { content, span: node.span } });
                    } else if let Some(earlier) = keys.get(&key.text).filter(|_| !flow) {
                        self.out.push(s::s010::duplicate_key(key.span, &key.text, *earlier));
                    } else {
                        keys.insert(key.text.clone(), key.span);
                        entries.push(Entry { key, value: node });
                    }
                }
            },
        }
    }
}

/// Each key once; others are told. A key without a text takes those of another map in.
fn once(entries: Vec<Entry>, out: &mut Diagnostics) -> Vec<Entry> {
    let mut keys: BTreeMap<String, Span> = BTreeMap::new();
    let mut kept = Vec::with_capacity(entries.len());
    for entry in entries {
        match keys.get(&entry.key.text).filter(|_| !entry.key.text.is_empty()) {
            Some(earlier) => out.push(s::s010::duplicate_key(entry.key.span, &entry.key.text, *earlier)),
            None => {
                keys.insert(entry.key.text.clone(), entry.key.span);
                kept.push(entry);
            }
        }
    }
    kept
}

/// `<<`: the keys of another map.
fn is_merge(key: &Scalar) -> bool {
    key.text == "<<" && key.style == Style::Plain
}

/// A span of bytes; files are far smaller than 4 GB.
pub(super) fn span(source: SourceId, start: usize, end: usize) -> Span {
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span { source, start: narrow(start), end: narrow(end.max(start)) }
}
