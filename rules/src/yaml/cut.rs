//! Formulas inside `{ }` and `[ ]` that YAML has cut at a comma: recognised, explained, and put together again so that the
//! check can go on.

use std::iter::Peekable;
use std::vec::IntoIter;

use crate::diagnostic::Diagnostics;
use crate::diagnostics::s;
use crate::source::Span;

use super::node::{Content, Entry, Node, Scalar, Style};

/// Into how many pieces a formula may have been cut to be put together again.
const MOST_PIECES: usize = 32;

/// How many brackets and quotes `text` leaves open: zero for a whole formula.
pub(super) fn left_open(text: &str) -> i32 {
    let mut depth = 0i32;
    let mut quoted = false;
    for character in text.chars() {
        match character {
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth = depth.saturating_add(1),
            ')' | ']' | '}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    if quoted { depth.max(0).saturating_add(1) } else { depth }
}

fn opens(node: &Node) -> Option<&Scalar> {
    node.scalar().filter(|scalar| is_open(scalar))
}

fn is_open(scalar: &Scalar) -> bool {
    scalar.style == Style::Plain && left_open(&scalar.text) > 0
}

/// The text from `first` to `last`, as one value.
fn join(text: &str, first: Span, last: Span) -> Option<Scalar> {
    let span = Span { end: last.end, ..first };
    let whole = text.get(span.start as usize..span.end as usize)?;
    Some(Scalar { text: whole.to_owned(), style: Style::Plain, span })
}

/// Is what lies from `first` to `last` a whole formula?
fn closes(text: &str, first: Span, last: Span) -> bool {
    text.get(first.start as usize..last.end as usize).is_some_and(|whole| left_open(whole) == 0)
}

/// Puts a key together that a comma has cut, with the value behind its last piece.
fn mend_key(text: &str, entry: &mut Entry, rest: &mut Peekable<IntoIter<Entry>>, out: &mut Diagnostics) {
    if !matches!(entry.value.content, Content::Empty) || !is_open(&entry.key) {
        return;
    }
    let first = entry.key.span;
    for _ in 0..MOST_PIECES {
        // A piece with a value is the last one.
        if !matches!(entry.value.content, Content::Empty) {
            break;
        }
        let Some(next) = rest.next() else { break };
        let last = next.key.span;
        if let Some(whole) = join(text, first, last) {
            entry.key = whole;
        }
        entry.value = next.value;
        if closes(text, first, last) {
            out.push(s::s006::formula_cut_at_comma(entry.key.span, &entry.key.text));
            break;
        }
    }
}

fn report(scalar: Scalar, out: &mut Diagnostics) -> Node {
    out.push(s::s006::formula_cut_at_comma(scalar.span, &scalar.text));
    Node { span: scalar.span, content: Content::Scalar(scalar) }
}

/// Puts values of a map together that a comma has cut.
pub(super) fn mend_map(text: &str, entries: Vec<Entry>, out: &mut Diagnostics) -> Vec<Entry> {
    let mut mended: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut rest = entries.into_iter().peekable();
    while let Some(mut entry) = rest.next() {
        mend_key(text, &mut entry, &mut rest, out);
        mend_number(text, &mut entry, &mut rest);
        if let Some(first) = opens(&entry.value) {
            let first = first.span;
            let mut last = first;
            for _ in 0..MOST_PIECES {
                if closes(text, first, last) {
                    break;
                }
                let Some(next) = rest.next_if(|next| matches!(next.value.content, Content::Empty)) else { break };
                last = next.key.span;
            }
            if last != first
                && let Some(whole) = join(text, first, last)
            {
                entry.value = report(whole, out);
            }
        }
        mended.push(entry);
    }
    mended
}

/// Puts a number together that its thousands separators have cut: `{ from: 30,000 }`. Whoever reads it will say so.
fn mend_number(text: &str, entry: &mut Entry, rest: &mut Peekable<IntoIter<Entry>>) {
    let is_plain = |scalar: &&Scalar| scalar.style == Style::Plain;
    let Some(start) = entry.value.scalar().filter(is_plain) else { return };
    let digits = start.text.trim_start_matches('-');
    if digits.is_empty() || digits.len() > 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return;
    }
    let first = start.span;
    let mut last = first;
    while let Some(next) = rest.next_if(|next| {
        matches!(next.value.content, Content::Empty)
            && next.key.span.start == last.end.saturating_add(1)
            && is_group(&next.key.text)
    }) {
        last = next.key.span;
    }
    if last != first
        && let Some(whole) = join(text, first, last)
    {
        entry.value = Node { span: whole.span, content: Content::Scalar(whole) };
    }
}

/// Three digits, and behind them nothing, a fraction or a percent sign.
fn is_group(text: &str) -> bool {
    text.split_at_checked(3).is_some_and(|(group, behind)| {
        group.bytes().all(|byte| byte.is_ascii_digit()) && (behind.is_empty() || behind.starts_with(['.', '%']))
    })
}

/// Puts values of a list together that a comma has cut.
pub(super) fn mend_list(text: &str, nodes: Vec<Node>, out: &mut Diagnostics) -> Vec<Node> {
    let mut mended = Vec::with_capacity(nodes.len());
    let mut rest = nodes.into_iter().peekable();
    while let Some(mut node) = rest.next() {
        if let Some(first) = opens(&node) {
            let first = first.span;
            let mut last = first;
            for _ in 0..MOST_PIECES {
                if closes(text, first, last) {
                    break;
                }
                let Some(next) = rest.next_if(|next| next.scalar().is_some()) else { break };
                last = next.span;
            }
            if last != first
                && let Some(whole) = join(text, first, last)
            {
                node = report(whole, out);
            }
        }
        mended.push(node);
    }
    mended
}
