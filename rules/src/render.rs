//! [`render`]: a finding as people read it, with the line in question and a mark under the very characters.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::{Source, SourceId, Sources, Span};
use crate::text::Language;

/// How findings are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// With terminal colours? They are never the only sign.
    pub color: bool,
    /// Columns that there are.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self { color: false, width: 100 }
    }
}

/// How many columns a tab takes.
const TAB: &str = "    ";

/// The finding in `language`; ends with a line break.
#[must_use]
pub fn render(finding: &Diagnostic, sources: &Sources, language: Language, style: Style) -> String {
    let mut page = Page { text: String::new(), style, language };
    page.headline(finding);
    let mut blocks: Vec<(SourceId, Vec<&Label>)> = Vec::new();
    for label in &finding.labels {
        match blocks.iter_mut().find(|(source, _)| *source == label.span.source) {
            Some((_, labels)) => labels.push(label),
            None => blocks.push((label.span.source, vec![label])),
        }
    }
    for (source, labels) in blocks {
        page.block(sources, source, &labels);
    }
    if let Some(further) = &finding.further {
        let lines = wrap(further.in_language(language), style.width.saturating_sub(4));
        page.line(&format!("  {}", lines.join("\n    ")));
    }
    page.help(finding);
    page.text
}

/// What has been drawn so far.
struct Page {
    text: String,
    style: Style,
    language: Language,
}

/// A stretch of a line that a label is about, in bytes of the line.
struct Mark<'a> {
    start: usize,
    end: usize,
    label: &'a Label,
}

impl Page {
    fn paint(&self, code: &str, text: &str) -> String {
        if self.style.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    fn headline(&mut self, finding: &Diagnostic) {
        let (en, zh, code) = match finding.severity {
            Severity::Error => ("error", "错误", "1;31"),
            Severity::Warning => ("warning", "警告", "1;33"),
            Severity::Note => ("note", "提示", "1;36"),
        };
        let word = match self.language {
            Language::English => en,
            Language::Chinese => zh,
        };
        let head = self.paint(code, &format!("{word}[{}]", finding.code));
        let indent = word.width().saturating_add(finding.code.len()).saturating_add(3);
        let message = wrap(finding.message.in_language(self.language), self.style.width.saturating_sub(indent));
        let gap = " ".repeat(indent);
        self.line(&format!("{head} {}", message.join(&format!("\n{gap}"))));
    }

    /// The lines of one file, with all marks in them.
    fn block(&mut self, sources: &Sources, id: SourceId, labels: &[&Label]) {
        let (Some(source), Some(first)) = (sources.get(id), labels.first()) else { return };
        let place = sources.place(first.span);
        let shown = format!("{}:{}:{}", place.file, place.line, place.column);
        let shown = self.paint("34", &shown);
        self.line(&format!("  {shown}"));
        let mut lines: BTreeMap<usize, Vec<Mark<'_>>> = BTreeMap::new();
        for label in labels {
            let (number, mark) = locate(source, label);
            lines.entry(number).or_default().push(mark);
        }
        let first_number = source.first_line as usize;
        let widest = lines.keys().next_back().map_or(0, |last| last.saturating_add(first_number).to_string().len());
        let margin = widest.max(4);
        let mut before: Option<usize> = None;
        for (number, marks) in &lines {
            let line = nth_line(source, *number);
            let above = number.checked_sub(1).filter(|above| before.is_none_or(|before| before < *above));
            if before.is_some_and(|before| before.saturating_add(2) < *number) {
                self.line(&format!("{} ⋮", " ".repeat(margin.saturating_add(1))));
            }
            if let Some(above) = above {
                let text = nth_line(source, above);
                if !text.trim().is_empty() {
                    let window = Window::around(text, 0, 0, self.columns(margin));
                    self.source_line(margin, above.saturating_add(first_number), &window.text(text));
                }
            }
            self.marked_line(margin, number.saturating_add(first_number), line, marks);
            before = Some(*number);
        }
    }

    fn columns(&self, margin: usize) -> usize {
        self.style.width.saturating_sub(margin.saturating_add(5)).max(20)
    }

    fn source_line(&mut self, margin: usize, number: usize, text: &str) {
        let bar = self.paint("34", &format!(" {number:>margin$} │"));
        self.line(&format!("{bar} {text}"));
    }

    fn marked_line(&mut self, margin: usize, number: usize, line: &str, marks: &[Mark<'_>]) {
        let (start, end) = marks.first().map_or((0, 0), |mark| (mark.start, mark.end));
        let window = Window::around(line, start, end, self.columns(margin));
        self.source_line(margin, number, &window.text(line));
        for mark in marks {
            let from = window.column(line, mark.start);
            let to = window.column(line, mark.end).max(from.saturating_add(1));
            let width = to.saturating_sub(from);
            let hook = width.saturating_sub(1) / 2;
            let ruler = format!("{}┬{}", "─".repeat(hook), "─".repeat(width.saturating_sub(hook).saturating_sub(1)));
            let gutter = format!(" {} ·", " ".repeat(margin));
            let gutter = self.paint("34", &gutter);
            let ruler = self.paint("1;35", &ruler);
            self.line(&format!("{gutter} {}{ruler}", " ".repeat(from)));
            let at = from.saturating_add(hook);
            let room = self.columns(margin).saturating_sub(at).saturating_sub(4);
            let said = wrap(mark.label.text.in_language(self.language), room.max(24));
            for (row, text) in said.iter().enumerate() {
                let corner = if row == 0 { self.paint("1;35", "╰──") } else { "   ".to_owned() };
                self.line(&format!("{gutter} {}{corner} {text}", " ".repeat(at)));
            }
        }
    }

    fn help(&mut self, finding: &Diagnostic) {
        let more = format!("attain help {}", finding.code);
        let word = match self.language {
            Language::English => "help: ",
            Language::Chinese => "建议：",
        };
        let width = self.style.width;
        let Some(help) = &finding.help else {
            let gap = width.min(80).saturating_sub(more.len());
            return self.line(&format!("{}{more}", " ".repeat(gap)));
        };
        let lines = wrap(help.in_language(self.language), width.saturating_sub(8));
        let painted = self.paint("1;32", word);
        for (row, text) in lines.iter().enumerate() {
            let head = if row == 0 { painted.clone() } else { " ".repeat(word.width()) };
            let used = text.width().saturating_add(word.width()).saturating_add(2);
            let last = row.saturating_add(1) == lines.len();
            let edge = width.min(80);
            let mut line = format!("  {head}{text}");
            if last {
                let gap = edge.saturating_sub(used).saturating_sub(more.len());
                if gap >= 2 {
                    let _ = write!(line, "{}{more}", " ".repeat(gap));
                } else {
                    let _ = write!(line, "\n{}{more}", " ".repeat(edge.saturating_sub(more.len())));
                }
            }
            self.line(&line);
        }
    }
}

/// The line (from 0) in which a label begins, and its stretch there.
fn locate<'a>(source: &Source, label: &'a Label) -> (usize, Mark<'a>) {
    let Span { start, end, .. } = label.span;
    let start = floor(&source.text, start as usize);
    let before = source.text.get(..start).unwrap_or_default();
    let number = before.bytes().filter(|byte| *byte == b'\n').count();
    let line_start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let line = nth_line(source, number);
    let within = |at: usize| floor(line, at.saturating_sub(line_start).min(line.len()));
    (number, Mark { start: within(start), end: within(end as usize), label })
}

fn nth_line(source: &Source, number: usize) -> &str {
    source.text.lines().nth(number).unwrap_or_default()
}

/// The character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// A character as it is shown: tabs get a width, control characters a body.
fn shown(character: char, into: &mut String) {
    match character {
        '\t' => into.push_str(TAB),
        _ if character.is_control() => into.push('\u{fffd}'),
        _ => into.push(character),
    }
}

fn columns_of(text: &str) -> usize {
    text.chars()
        .map(|character| match character {
            '\t' => TAB.len(),
            _ if character.is_control() => 1,
            _ => character.width().unwrap_or(0),
        })
        .fold(0, usize::saturating_add)
}

/// The part of a line that fits onto the page, in bytes.
struct Window {
    start: usize,
    end: usize,
    cut_before: bool,
    cut_behind: bool,
}

impl Window {
    /// The window of at most `columns` that shows bytes `start..end`, or at least their beginning.
    fn around(line: &str, start: usize, end: usize, columns: usize) -> Self {
        if columns_of(line) <= columns {
            return Self { start: 0, end: line.len(), cut_before: false, cut_behind: false };
        }
        let room = columns.saturating_sub(2);
        let marked = columns_of(line.get(start..end).unwrap_or_default()).min(room);
        let lead = room.saturating_sub(marked) / 2;
        let mut from = start;
        let mut used = 0usize;
        for (at, character) in line.get(..start).unwrap_or_default().char_indices().rev() {
            used = used.saturating_add(columns_of(character.encode_utf8(&mut [0; 4])));
            if used > lead {
                break;
            }
            from = at;
        }
        let mut to = from;
        let mut used = 0usize;
        for (at, character) in line.get(from..).unwrap_or_default().char_indices() {
            used = used.saturating_add(columns_of(character.encode_utf8(&mut [0; 4])));
            if used > room {
                break;
            }
            to = from.saturating_add(at).saturating_add(character.len_utf8());
        }
        Self { start: from, end: to, cut_before: from > 0, cut_behind: to < line.len() }
    }

    fn text(&self, line: &str) -> String {
        let mut text = String::new();
        if self.cut_before {
            text.push('…');
        }
        line.get(self.start..self.end).unwrap_or_default().chars().for_each(|character| shown(character, &mut text));
        if self.cut_behind {
            text.push('…');
        }
        text
    }

    /// The column of byte `at` of the line, from 0.
    fn column(&self, line: &str, at: usize) -> usize {
        let at = at.clamp(self.start, self.end);
        columns_of(line.get(self.start..at).unwrap_or_default()).saturating_add(usize::from(self.cut_before))
    }
}

/// Lines of at most `width` columns; broken at spaces and between wide characters, but not inside of backticks.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut word = String::new();
    let mut characters = text.chars().peekable();
    let mut code = false;
    while let Some(character) = characters.next() {
        word.push(character);
        code ^= character == '`';
        let wide = |character: char| character.width() == Some(2);
        let closing = |character: char| "，。；：、）」！？".contains(character);
        let may_break = match characters.peek() {
            None => true,
            Some(_) if code => false,
            Some(next) => character == ' ' || (wide(character) || wide(*next)) && *next != ' ' && !closing(*next),
        };
        if may_break {
            if !line.is_empty() && line.width().saturating_add(word.trim_end().width()) > width {
                lines.push(line.trim_end().to_owned());
                line.clear();
            }
            line.push_str(&word);
            word.clear();
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::both;

    fn drawn(text: &str, marked: &str, width: usize) -> String {
        let mut sources = Sources::default();
        let source = sources.add("plans/ae.yaml", text);
        let start = u32::try_from(text.find(marked).expect("there")).expect("small");
        let end = u32::try_from(text.find(marked).expect("there").saturating_add(marked.len())).expect("small");
        let span = Span { source, start, end };
        let finding =
            Diagnostic::error("N002", both!("unknown measure `x`", "未知的指标 `x`"), span, both!("no such", "没有"))
                .with_help(both!("did you mean `y`?", "是不是想写 `y`？"));
        render(&finding, &sources, Language::English, Style { color: false, width })
    }

    #[test]
    fn carets_stand_under_the_very_characters() {
        let page = drawn("gate: |\n  满意度 >= 80% && 收入 > 5\n", "收入", 100);
        let expected = "\
error[N002] unknown measure `x`
  plans/ae.yaml:2:17
    1 │ gate: |
    2 │   满意度 >= 80% && 收入 > 5
      ·                    ─┬──
      ·                     ╰── no such
  help: did you mean `y`?                                       attain help N002
";
        assert_eq!(page, expected);
    }

    #[test]
    fn tabs_have_a_width_and_long_lines_are_cut_around_the_place() {
        let page = drawn("a\tb", "b", 100);
        assert!(page.contains("    1 │ a    b\n      ·      ┬\n"), "{page}");
        let long = format!("{}满意度{}", "x".repeat(300), "y".repeat(300));
        let page = drawn(&long, "满意度", 60);
        let lines: Vec<&str> = page.lines().collect();
        assert!(lines.iter().all(|line| line.width() <= 80), "{page}");
        let at = lines[2].find("满意度").map(|at| lines[2][..at].width());
        let mark = lines[3].find('─').map(|at| lines[3][..at].width());
        assert_eq!(at, mark, "{page}");
    }
}
