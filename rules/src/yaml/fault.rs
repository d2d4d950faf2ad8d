//! What the parser could not read, said in the words of somebody who writes plans.

use granit_parser::ErrorKind as K;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::diagnostics::s;
use crate::diagnostics::s::s022::Lacking;
use crate::source::Span;

use super::cut;
use super::node::{Content, Entry, Style};
use super::place::{Fault, Line};
use super::tree::{Open, span};

/// How many lines above a place are searched for an open bracket.
const MOST_LINES_ABOVE: usize = 20;

/// What was wrong; `open` is the innermost map or list that had begun.
pub(super) fn explain(kind: &K, fault: &Fault<'_>, open: Option<&Open>) -> Diagnostic {
    let found = of_kind(kind, fault, open);
    // Where the indentation cannot be understood, a tab in it is the reason.
    let of_indentation = [s::s001::EXPLANATION.code, s::s003::EXPLANATION.code];
    let tab = of_indentation.contains(&found.code).then(|| fault.tab_in_indentation()).flatten();
    tab.map_or_else(
        || dash_alone(&found, fault).unwrap_or(found.clone()),
        |tab| s::s002::tab(fault.span(tab, tab.saturating_add(1))),
    )
}

/// `-{` or `-bonus:`, where the indentation cannot be understood: the dash lacks its space.
fn dash_alone(found: &Diagnostic, fault: &Fault<'_>) -> Option<Diagnostic> {
    let place = found.labels.first().filter(|_| found.code == s::s003::EXPLANATION.code)?.span;
    let line = fault.text.get(place.start as usize..place.end as usize)?;
    let rest = line.strip_prefix('-')?;
    let is_entry = rest.starts_with('{') || rest.starts_with(char::is_alphabetic) && rest.contains(':');
    is_entry.then(|| s::s003::dash(place))
}

fn of_kind(kind: &K, fault: &Fault<'_>, open: Option<&Open>) -> Diagnostic {
    let line = fault.line();
    let above = fault.above(line);
    let here = fault.here();
    let wide = fault.wide(line).or_else(|| above.and_then(|above| fault.wide(above)));
    if let Some(wide) = wide {
        return wide;
    }
    if let Some(open) = open.filter(|open| open.flow)
        && let Some(found) = in_brackets(kind, fault, open)
    {
        return found;
    }
    match kind {
        K::TabNotAllowed
        | K::TabInBlockIndentation
        | K::TabInIndentation
        | K::TabAtBlockScalarStart
        | K::TabInPlainScalar => tab(fault),
        K::InvalidIndentation
        | K::ExpectedBlockMappingKey
        | K::ExpectedBlockSequenceEntry
        | K::BlockSequenceEntryNotAllowed
        | K::InvalidBlockScalarIndent
        | K::InvalidQuotedScalarIndent
        | K::InvalidFlowScalarIndent => {
            let is_row =
                above.is_some_and(|above| above.content().starts_with("- {")) && line.content().starts_with('{');
            match above.filter(|above| above.key_indent() == line.indent() && above.lacks_colon()) {
                _ if is_row => s::s003::row_without_dash(fault.content_span(line)),
                Some(above) => without_colon(fault, above),
                None => s::s003::indentation(fault.content_span(line)),
            }
        }
        K::SimpleKeyExpected | K::InvalidSimpleKey | K::MappingKeyNotAllowed => without_colon(fault, line),
        K::MappingValueNotAllowed => second_colon(fault, line, above),
        // The whole file counts as one text, which a comment has ended.
        K::ExpectedDocumentStart | K::CommentInterceptedScalar if fault.first_line().lacks_colon() => {
            without_colon(fault, fault.first_line())
        }
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar => s::s004::open_quote(here),
        K::UnclosedFlowCollection { open } => without_partner(fault, fault.at, *open),
        K::MismatchedFlowCollectionEnd { close, .. } => s::s005::brackets(here, *close),
        K::MisplacedFlowCollectionEnd => s::s005::brackets(here, first_character(fault)),
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar | K::CommentNotSeparated => {
            if let Some(quote) = open_above(fault, line) {
                return s::s004::open_quote(quote);
            }
            if let Some(cut) = cut_value(fault) {
                return cut;
            }
            s::s007::text_behind_quote(fault.span(fault.at, line.start.saturating_add(line.text.trim_end().len())))
        }
        K::UnexpectedCharacter { character } => s::s016::cannot_start(here, *character),
        K::InvalidBlockScalarHeader | K::PlainScalarStartsWithDashFlowIndicator => {
            s::s016::cannot_start(here, first_character(fault))
        }
        K::UnknownQuotedScalarEscape | K::InvalidQuotedScalarHexEscape | K::InvalidUnicodeEscape => {
            s::s021::escape(here)
        }
        K::RecursionLimitExceeded => s::s015::too_much(here, s::s015::Measure::Depth, super::MAX_DEPTH),
        _ => remaining(fault),
    }
}

/// Did the parser end in the middle of a text or between brackets, or at a limit? Then nothing behind is sure.
pub(super) const fn leaves_open(kind: &K) -> bool {
    matches!(
        kind,
        K::UnclosedQuotedScalar
            | K::DocumentIndicatorInQuotedScalar
            | K::UnclosedFlowCollection { .. }
            | K::MismatchedFlowCollectionEnd { .. }
            | K::MisplacedFlowCollectionEnd
            | K::InvalidBlockScalarIndent
            | K::InvalidBlockScalarHeader
            | K::TabAtBlockScalarStart
            | K::RecursionLimitExceeded
    )
}

/// What the parser has no word for that people would know.
fn remaining(fault: &Fault<'_>) -> Diagnostic {
    let line = fault.line();
    let here = fault.here();
    if let Some((at, bracket)) = open_bracket(fault, line) {
        return s::s005::brackets(fault.span(at, at.saturating_add(1)), bracket);
    }
    if line.text.starts_with('%') {
        return s::s016::cannot_start(fault.span(line.start, line.start.saturating_add(1)), '%');
    }
    if let Some(first) = fault.indented_start().filter(|first| line.start > first.start && line.indent() == 0) {
        return s::s003::indentation(fault.content_span(first));
    }
    // Behind a comment the parser stops before a line that is indented too far.
    let said = fault.text.get(line.start..fault.at).unwrap_or_default();
    if let Some(below) = fault.below(line)
        && (said.contains(" #") || first_character(fault) == '#')
        && below.indent() > line.indent()
    {
        return s::s003::indentation(fault.content_span(below));
    }
    match first_character(fault) {
        ':' => s::s008::colon_in_value(here, said),
        ',' => s::s016::cannot_start(here, ','),
        '!' => {
            let rest = fault.text.get(fault.at..).unwrap_or_default();
            let tag = rest.split(|end: char| end.is_whitespace() || "{}[],".contains(end)).next().unwrap_or_default();
            s::s012::tag(fault.span(fault.at, fault.at.saturating_add(tag.len())), tag)
        }
        _ => s::s001::unreadable(here),
    }
}

/// A bracket that was opened on one of the lines above and is still open there.
fn open_bracket(fault: &Fault<'_>, line: Line<'_>) -> Option<(usize, char)> {
    let mut start = line.start;
    for _ in 0..MOST_LINES_ABOVE {
        let above = fault.above(Line { start, text: "" })?;
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut quoted = None;
        let mut before = ' ';
        for (offset, character) in above.text.char_indices() {
            let opens = character == '"' || character == '\'' && matches!(before, ' ' | '[' | '{' | ',' | '(');
            before = character;
            match quoted {
                Some(quote) if quote == character => quoted = None,
                Some(_) => {}
                // An apostrophe in a word is none of the signs that open a text.
                None if opens => quoted = Some(character),
                None if matches!(character, '{' | '[') => open.push((above.start.saturating_add(offset), character)),
                None if matches!(character, '}' | ']') => drop(open.pop()),
                None => {}
            }
        }
        if let Some(first) = open.first() {
            return Some(*first);
        }
        start = above.start;
    }
    None
}

/// The quote that opened the text that has just been closed, when it stands on a line above: then it was never closed.
fn open_above(fault: &Fault<'_>, line: Line<'_>) -> Option<Span> {
    let before = fault.text.get(..fault.at)?.trim_end();
    let quote = before.chars().next_back().filter(|last| matches!(last, '"' | '\''))?;
    let opened = before.strip_suffix(quote)?.rfind(quote)?;
    (opened < line.start).then(|| fault.span(opened, opened.saturating_add(1)))
}

/// Keys without a value that hold a colon, a full-width one or one without a space behind it: it was meant to part them from their
/// values. Any key may stand there then.
pub(super) fn colons_in_keys(entries: &mut [Entry], out: &mut Diagnostics) {
    let mut is_told = false;
    for Entry { key, value } in entries {
        if !matches!(value.content, Content::Empty) || key.style != Style::Plain {
            continue;
        }
        // `80%:50%`, of which one is told for all in the same brackets.
        if key.text.contains(':') {
            if !is_told {
                out.push(s::s022::no_colon(key.span, Lacking::Blank));
            }
            is_told = true;
            key.text.clear();
            value.content = Content::Broken;
        }
        if let Some(at) = key.text.find('：') {
            let start = (key.span.start as usize).saturating_add(at);
            let here = span(key.span.source, start, start.saturating_add('：'.len_utf8()));
            out.push(s::s009::wide_sign(here, '：', ':'));
            key.text.clear();
            value.content = Content::Broken;
        }
    }
}

fn first_character(fault: &Fault<'_>) -> char {
    fault.text.get(fault.at..).and_then(|rest| rest.chars().next()).unwrap_or(' ')
}

/// What goes wrong between `{` and `}`.
fn in_brackets(kind: &K, fault: &Fault<'_>, open: &Open) -> Option<Diagnostic> {
    if matches!(kind, K::UnclosedQuotedScalar | K::UnexpectedCharacter { .. }) {
        return None;
    }
    // A pair that stands in a list, `[a: b]`, is a map without a bracket of its own: the list's is meant.
    let at = match fault.text.get(open.start()..)?.chars().next() {
        Some('{' | '[') => open.start(),
        _ => fault.text.get(..open.start())?.rfind(['{', '['])?,
    };
    let bracket = fault.text.get(at..)?.chars().next()?;
    let line = fault.line();
    if line.start > at {
        // Brackets of a formula, or the next entry because the bracket above was never closed.
        let cut = cut_in_line(fault, 0).filter(|_| matches!(first_character(fault), '{' | '['));
        return cut.or_else(|| Some(without_partner(fault, at, bracket)));
    }
    cut_value(fault).or_else(|| comma_missing(fault))
}

/// The bracket at `at` has no partner, maybe because a comment hides it.
fn without_partner(fault: &Fault<'_>, at: usize, bracket: char) -> Diagnostic {
    let here = fault.span(at, at.saturating_add(1));
    let rest = fault.text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let comment = rest.find(" #").filter(|sign| rest.get(*sign..).is_some_and(|hidden| hidden.contains(['}', ']'])));
    let Some(sign) = comment.map(|sign| at.saturating_add(sign).saturating_add(1)) else {
        return s::s005::brackets(here, bracket);
    };
    s::s005::hidden_by_comment(here, bracket, fault.span(sign, at.saturating_add(rest.trim_end().len())))
}

/// `{ from: 0% rate: 5% }`: the key behind the blank is a new entry.
fn comma_missing(fault: &Fault<'_>) -> Option<Diagnostic> {
    let line = fault.line();
    let before = line.text.get(..fault.at.saturating_sub(line.start))?;
    let key = before.rfind(' ').map(|at| at.saturating_add(1))?;
    let is_key = first_character(fault) == ':' && before.get(..key)?.contains(": ") && key < before.len();
    is_key.then(|| s::s023::comma_missing(fault.span(line.start.saturating_add(key), fault.at)))
}

/// A formula behind the last colon of a map or list in brackets, when it has brackets of its own that YAML has taken.
fn cut_value(fault: &Fault<'_>) -> Option<Diagnostic> {
    let line = fault.line();
    let before = line.text.get(..fault.at.saturating_sub(line.start))?;
    let bracket = before.find(['{', '['])?;
    cut_in_line(fault, bracket.saturating_add(1))
}

/// The same behind the first `from` bytes of the line, which lie outside of the map or list.
fn cut_in_line(fault: &Fault<'_>, from: usize) -> Option<Diagnostic> {
    let line = fault.line();
    let before = line.text.get(..fault.at.saturating_sub(line.start))?;
    let start = before.rfind(": ").map(|at| at.saturating_add(2)).filter(|at| *at > from).unwrap_or(from);
    let start = start.saturating_add(last_value(before.get(start..)?));
    let value = before.get(start..).filter(|value| !value.trim().is_empty())?;
    let start = start.saturating_add(value.len().saturating_sub(value.trim_start().len()));
    let stopped_at_bracket = matches!(first_character(fault), '{' | '[' | '"');
    if value.trim_start().starts_with(['"', '\'']) || !stopped_at_bracket && cut::left_open(value) <= 0 {
        return None;
    }
    let rest = line.text.get(start..)?;
    let whole = rest.get(..whole_value(rest)).unwrap_or(rest).trim_end();
    let start = line.start.saturating_add(start);
    Some(s::s006::formula_cut_at_comma(fault.span(start, start.saturating_add(whole.len())), whole))
}

/// Where the last of the values in `list` begins: behind the last comma outside of round brackets and quotes.
fn last_value(list: &str) -> usize {
    let mut depth = 0i32;
    let mut quoted = false;
    let mut start = 0;
    for (at, character) in list.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '(' if !quoted => depth = depth.saturating_add(1),
            ')' if !quoted => depth = depth.saturating_sub(1),
            ',' if !quoted && depth <= 0 => start = at.saturating_add(1),
            _ => {}
        }
    }
    start
}

/// How much of `rest` is the formula that was meant: up to the bracket that closes what was open before it, or to the colon behind
/// a key.
fn whole_value(rest: &str) -> usize {
    let mut depth = 0i32;
    let mut quoted = false;
    for (at, character) in rest.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth = depth.saturating_add(1),
            ')' | ']' | '}' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth < 0 {
                    return at;
                }
            }
            ',' if !quoted && depth == 0 => return at,
            ':' if !quoted && depth == 0 && rest.get(at..).is_some_and(|rest| rest.starts_with(": ")) => return at,
            _ => {}
        }
    }
    rest.len()
}

fn tab(fault: &Fault<'_>) -> Diagnostic {
    let mut line = fault.line();
    // The parser may have stopped at the end of the line above.
    while !line.text.contains('\t')
        && let Some(below) = fault.below(line)
    {
        line = below;
    }
    let indent = line.text.get(..line.indent()).unwrap_or_default();
    let before = line.text.get(..fault.at.saturating_sub(line.start)).unwrap_or_default();
    let tab = indent.find('\t').or_else(|| before.rfind('\t')).or_else(|| line.text.find('\t'));
    s::s002::tab(tab.map_or_else(
        || fault.here(),
        |offset| {
            let at = line.start.saturating_add(offset);
            fault.span(at, at.saturating_add(1))
        },
    ))
}

/// A line without a colon where a key was expected.
fn without_colon(fault: &Fault<'_>, line: Line<'_>) -> Diagnostic {
    s::s022::no_colon(fault.content_span(line), Lacking::of(line.text))
}

/// A colon where none can stand: in a value, behind a line without a colon, or because of the indentation.
fn second_colon(fault: &Fault<'_>, line: Line<'_>, above: Option<Line<'_>>) -> Diagnostic {
    let before = line.text.get(..fault.at.saturating_sub(line.start)).unwrap_or_default();
    if before.contains(": ") {
        return s::s008::colon_in_value(fault.here(), before);
    }
    match above {
        Some(above) if above.lacks_colon() => without_colon(fault, above),
        Some(_) => s::s003::indentation(fault.content_span(line)),
        None => s::s001::unreadable(fault.here()),
    }
}
