//! From a text in YAML to a [`FormulaText`] whose every byte knows its byte in the file.

use crate::formula::FormulaText;
use crate::source::Span;

use super::node::{Scalar, Style};

/// Why a text cannot be a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotMapped {
    /// It stands behind `>`, which joins lines.
    Folded,
    /// It is quoted, and spread over lines in a way that cannot be followed.
    Quoted,
}

impl Scalar {
    /// The text as a formula, with the way back to `file`, the whole text of its file.
    ///
    /// # Errors
    /// [`NotMapped`] when places in it could not be shown.
    pub fn formula(&self, file: &str) -> Result<FormulaText, NotMapped> {
        let start = self.span.start as usize;
        let written = file.get(start..self.span.end as usize).unwrap_or_default();
        let pairs = match self.style {
            Style::Folded => return Err(NotMapped::Folded),
            Style::Plain => flowing(written, start, Escapes::None),
            Style::SingleQuoted => flowing(inside(written), start.saturating_add(1), Escapes::Doubled),
            Style::DoubleQuoted => flowing(inside(written), start.saturating_add(1), Escapes::Backslash),
            Style::Literal => literal(file, start, &self.text),
        };
        let said = if self.style == Style::Literal { self.text.trim_matches('\n') } else { self.text.as_str() };
        if !pairs.iter().map(|(character, _)| *character).eq(said.chars()) {
            return Err(NotMapped::Quoted);
        }
        Ok(assemble(&pairs, self.span))
    }
}

impl Scalar {
    /// The formula made of a part of this text, by bytes of the text that `formula` gave for it.
    #[must_use]
    pub fn part(whole: &FormulaText, range: std::ops::Range<usize>) -> FormulaText {
        let text = whole.text.get(range.clone()).unwrap_or_default().to_owned();
        let bytes = whole.bytes.get(range.start..=range.end).unwrap_or_default().to_vec();
        let span = match (bytes.first(), bytes.last()) {
            (Some(first), Some(last)) => Span { start: *first, end: (*last).max(*first), ..whole.span },
            _ => whole.span,
        };
        FormulaText { text, span, bytes }
    }
}

/// Joins characters and their places; blank ends are left out.
fn assemble(pairs: &[(char, usize)], span: Span) -> FormulaText {
    let first = pairs.iter().position(|(character, _)| !character.is_whitespace()).unwrap_or(pairs.len());
    let last =
        pairs.iter().rposition(|(character, _)| !character.is_whitespace()).map_or(first, |at| at.saturating_add(1));
    let mut text = String::new();
    let mut bytes = Vec::new();
    let mut end = span.end as usize;
    for (character, at) in pairs.get(first..last).unwrap_or_default() {
        text.push(*character);
        for offset in 0..character.len_utf8() {
            bytes.push(u32::try_from(at.saturating_add(offset)).unwrap_or(u32::MAX));
        }
        end = at.saturating_add(character.len_utf8());
    }
    let end = u32::try_from(end).unwrap_or(u32::MAX);
    let span = Span { start: bytes.first().copied().unwrap_or(span.start), end, ..span };
    bytes.push(end);
    FormulaText { text, span, bytes }
}

/// What stands between quotes.
fn inside(written: &str) -> &str {
    written.get(1..written.len().saturating_sub(1)).unwrap_or_default()
}

/// How a style writes what it cannot write as it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escapes {
    None,
    /// `''`
    Doubled,
    /// `\n`, `\u4e2d`
    Backslash,
}

/// Characters and places of a text whose lines YAML joins by spaces.
fn flowing(written: &str, start: usize, escapes: Escapes) -> Vec<(char, usize)> {
    let mut pairs: Vec<(char, usize)> = Vec::new();
    let mut characters = written.char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        let at = start.saturating_add(offset);
        match character {
            '\n' | '\r' => {
                while pairs.last().is_some_and(|(last, _)| matches!(last, ' ' | '\t')) {
                    pairs.pop();
                }
                let mut breaks = usize::from(character == '\n');
                while let Some((_, next)) = characters.next_if(|(_, next)| next.is_ascii_whitespace()) {
                    breaks = breaks.saturating_add(usize::from(next == '\n'));
                }
                let joined = if breaks > 1 { '\n' } else { ' ' };
                pairs.extend((1..breaks.max(2)).map(|_| (joined, at)));
            }
            '\'' if escapes == Escapes::Doubled => {
                characters.next();
                pairs.push(('\'', at));
            }
            '\\' if escapes == Escapes::Backslash => {
                let Some((_, code)) = characters.next() else { break };
                let digits = match code {
                    'x' => 2,
                    'u' => 4,
                    'U' => 8,
                    _ => 0,
                };
                let number: String = (0..digits).filter_map(|_| characters.next()).map(|(_, digit)| digit).collect();
                let meant = if digits > 0 {
                    u32::from_str_radix(&number, 16).ok().and_then(char::from_u32)
                } else {
                    simple_escape(code)
                };
                // What is not known here does not compare equal to the parser's text, and is refused there.
                pairs.push((meant.unwrap_or('\u{fffd}'), at));
            }
            _ => pairs.push((character, at)),
        }
    }
    pairs
}

const fn simple_escape(code: char) -> Option<char> {
    Some(match code {
        '"' | '\\' | '/' | ' ' | '\t' => code,
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '0' => '\0',
        _ => return None,
    })
}

/// Characters and places of a block behind `|`: each line of the text is the end of a line of the file.
fn literal(file: &str, start: usize, text: &str) -> Vec<(char, usize)> {
    let mut pairs = Vec::new();
    let mut line_start = file.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at.saturating_add(1));
    for (number, line) in text.trim_matches('\n').split('\n').enumerate() {
        if number > 0 {
            pairs.push(('\n', line_start.saturating_sub(1)));
        }
        let rest = file.get(line_start..).unwrap_or_default();
        let in_file = rest.split('\n').next().unwrap_or_default();
        let content = in_file.strip_suffix('\r').unwrap_or(in_file);
        let indent = content.len().saturating_sub(line.len());
        if content.get(indent..) == Some(line) {
            let from = line_start.saturating_add(indent);
            pairs.extend(line.char_indices().map(|(offset, character)| (character, from.saturating_add(offset))));
        }
        line_start = line_start.saturating_add(in_file.len()).saturating_add(1);
    }
    pairs
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Diagnostics;
    use crate::source::SourceId;
    use crate::yaml::{Content, parse};

    /// The formula under the key `a`, and for each of its characters the character of the file that it points to.
    fn mapped(file: &str) -> (String, String) {
        let mut out = Diagnostics::default();
        let root = parse(SourceId(0), file, &mut out).unwrap_or_else(|| panic!("{:?}", out.all())).root;
        let Content::Map(entries) = &root.content else { panic!("a map") };
        let formula = entries[0].value.scalar().expect("a text").formula(file).expect("mapped");
        assert_eq!(formula.bytes.len().checked_sub(1), Some(formula.text.len()));
        let pointed =
            formula.text.char_indices().map(|(at, _)| file[formula.bytes[at] as usize..].chars().next().unwrap());
        (formula.text.clone(), pointed.collect())
    }

    #[test]
    fn every_character_points_to_itself() {
        for file in [
            "a: 收入 >= 80% && x\nb: 1\n",
            "a: '收入 >= 80%'\n",
            "a: \"收入 >= 80%\"\n",
            "a: |\n  收入\n    >= 80%\n\n  && x\nb: 1\n",
            "a: |\r\n  收入\r\n    >= 80%\r\nb: 1\r\n",
            "a: |2\n    x\n   y\n",
            "a: |\n\n  x\n",
            "a: { b: 1 }\n".replace("{ b: 1 }", "x + y").as_str(),
        ] {
            let (text, pointed) = mapped(file);
            assert_eq!(text, pointed, "{file:?}");
        }
    }

    #[test]
    fn escapes_and_joined_lines_point_to_where_they_start() {
        assert_eq!(mapped("a: 'it''s'\n"), ("it's".into(), "it's".into()));
        assert_eq!(mapped("a: \"x\\u4e2d\\\"y\"\n"), ("x中\"y".into(), "x\\\\y".into()));
        assert_eq!(mapped("a: x &&\n   y\n"), ("x && y".into(), "x &&\ny".into()));
        assert_eq!(mapped("a: 'x &&\n\n   y'\n"), ("x &&\ny".into(), "x &&\ny".into()));
    }

    #[test]
    fn folded_blocks_are_no_formulas() {
        let mut out = Diagnostics::default();
        let file = "a: >\n  x\n  y\n";
        let root = parse(SourceId(0), file, &mut out).expect("a tree").root;
        let Content::Map(entries) = &root.content else { panic!("a map") };
        assert!(entries[0].value.scalar().expect("a text").formula(file).is_err());
    }
}
