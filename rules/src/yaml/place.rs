//! [`Fault`]: the place at which reading stopped, with the lines around it.

use crate::diagnostic::Diagnostic;
use crate::diagnostics::s;
use crate::source::{SourceId, Span};

use super::line::{self, Kind, lines};
use super::tree::span;

/// A place at which reading stopped, and the lines around it.
pub(super) struct Fault<'a> {
    source: SourceId,
    pub(super) text: &'a str,
    pub(super) at: usize,
}

/// A line of the file.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) start: usize,
    pub(super) text: &'a str,
}

impl<'a> Line<'a> {
    pub(super) fn indent(self) -> usize {
        self.text.len().saturating_sub(self.text.trim_start().len())
    }

    /// Where a key stands in it, perhaps behind a dash.
    pub(super) fn key_indent(self) -> usize {
        let content = self.content();
        let key = content.strip_prefix('-').map_or(content, str::trim_start);
        self.indent().saturating_add(content.len().saturating_sub(key.len()))
    }

    /// Does nothing in it part a key from a value?
    pub(super) fn lacks_colon(self) -> bool {
        !self.text.contains(": ") && !self.text.trim_end().ends_with(':')
    }

    /// Its text without indentation, dash and comment-only lines.
    pub(super) fn content(self) -> &'a str {
        self.text.trim()
    }
}

const WIDE: [(char, char); 7] =
    [('：', ':'), ('，', ','), ('“', '"'), ('”', '"'), ('｛', '{'), ('｝', '}'), ('　', ' ')];

/// Does a full-width sign stand where YAML would have its own? Inside Chinese text it is what people write.
fn stands_for_structure(before: &str, sign: char, after: &str) -> bool {
    let entry = before.rsplit(['{', '[', ',']).next().unwrap_or(before);
    let begins_value = entry.trim().is_empty() || before.trim_end().ends_with([':', '-']);
    match sign {
        '：' => !entry.contains(':'),
        '，' => match before.rfind(['{', '[', '}', ']']).and_then(|at| before.get(at..)) {
            Some(open) if open.starts_with('{') => after.contains([':', '：']),
            Some(open) => open.starts_with('['),
            None => false,
        },
        '“' | '”' | '　' => begins_value,
        _ => true,
    }
}

impl<'a> Fault<'a> {
    /// Reading of `text` stopped at byte `at`.
    pub(super) fn new(source: SourceId, text: &'a str, at: usize) -> Self {
        let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        Self { source, text, at }
    }

    pub(super) fn line_at(&self, at: usize) -> Line<'a> {
        let start = self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at.saturating_add(1));
        let text = self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        Line { start, text }
    }

    pub(super) fn line(&self) -> Line<'a> {
        self.line_at(self.at)
    }

    /// The line above that says something.
    pub(super) fn above(&self, line: Line<'_>) -> Option<Line<'a>> {
        let mut start = line.start;
        while start > 0 {
            let above = self.line_at(start.saturating_sub(1));
            let content = above.content();
            if !content.is_empty() && !content.starts_with('#') {
                return Some(above);
            }
            start = above.start;
        }
        None
    }

    /// The next line.
    pub(super) fn below(&self, line: Line<'_>) -> Option<Line<'a>> {
        let end = self.text.get(line.start..)?.find('\n')?.saturating_add(1);
        let start = line.start.saturating_add(end);
        (start < self.text.len()).then(|| self.line_at(start))
    }

    /// The last tab in front of a key or a dash, down to the line below.
    pub(super) fn tab_in_indentation(&self) -> Option<usize> {
        let line = self.line();
        let end = self.below(line).unwrap_or(line).start;
        let lines = lines(self.text);
        let begins = |line: &&line::Line<'_>| line.tabbed && matches!(line.kind, Kind::Key | Kind::Dash);
        let line = lines.iter().take_while(|line| line.start <= end).filter(begins).last()?;
        Some(line.start.saturating_add(self.text.get(line.start..)?.find('\t')?))
    }

    /// The first line that says something; the last one when none does.
    pub(super) fn first_line(&self) -> Line<'a> {
        let mut line = self.line_at(0);
        while (line.content().is_empty() || line.content().starts_with('#'))
            && let Some(below) = self.below(line)
        {
            line = below;
        }
        line
    }

    /// The first line that says something, if it is indented.
    pub(super) fn indented_start(&self) -> Option<Line<'a>> {
        Some(self.first_line()).filter(|line| line.indent() > 0)
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        span(self.source, start, end)
    }

    /// What a line says, without its indentation.
    pub(super) fn content_span(&self, line: Line<'_>) -> Span {
        let start = line.start.saturating_add(line.indent());
        self.span(start, start.saturating_add(line.content().len()))
    }

    /// The character at which reading stopped.
    pub(super) fn here(&self) -> Span {
        let width = self.text.get(self.at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        self.span(self.at, self.at.saturating_add(width))
    }

    /// A full-width sign that was meant as a part of the structure, in `line` outside of quotes.
    pub(super) fn wide(&self, line: Line<'_>) -> Option<Diagnostic> {
        let mut quoted = None;
        for (offset, character) in line.text.char_indices() {
            match quoted {
                Some(quote) if quote == character => quoted = None,
                Some(_) => {}
                None if matches!(character, '"' | '\'') => quoted = Some(character),
                None if character == '#' => return None,
                None => {
                    let known = WIDE.iter().find(|(wide, _)| *wide == character);
                    let (before, after) = line.text.split_at_checked(offset).unwrap_or((line.text, ""));
                    if let Some((_, narrow)) = known.filter(|_| stands_for_structure(before, character, after)) {
                        let at = line.start.saturating_add(offset);
                        let here = self.span(at, at.saturating_add(character.len_utf8()));
                        return Some(s::s009::wide_sign(here, character, *narrow));
                    }
                }
            }
        }
        None
    }
}
