//! Texts: `"new"`.

use super::Scanner;
use crate::diagnostics::f;
use crate::formula::token::Kind;

/// The quotation marks that close what `open` opens; `None` when it opens nothing.
pub(super) fn closing(open: char) -> Option<&'static [char]> {
    Some(match open {
        '"' => &['"'],
        '“' | '”' => &['”', '“', '"'],
        '＂' => &['＂', '"'],
        '\'' => &['\''],
        '‘' | '’' => &['’', '‘', '\''],
        '`' => &['`'],
        '「' => &['」'],
        _ => return None,
    })
}

impl Scanner<'_> {
    /// A text that starts with the quotation mark at hand.
    pub(super) fn quoted(&mut self, open: char) {
        let from = self.at;
        let ends = closing(open).unwrap_or_default();
        let mut value = String::new();
        self.at = self.at.saturating_add(1);
        loop {
            match self.peek(0) {
                None | Some('\n') => {
                    let span = self.span(from, self.at);
                    self.fail(f::f003::not_closed(span, open));
                    break;
                }
                Some(c) if ends.contains(&c) => {
                    self.at = self.at.saturating_add(1);
                    break;
                }
                Some('\\') if open == '"' => {
                    let escaped = self.peek(1);
                    match escaped {
                        Some(c @ ('"' | '\\')) => value.push(c),
                        _ => {
                            let span = self.span(self.at, self.at.saturating_add(2));
                            self.say(f::f003::unknown_escape(span, escaped));
                        }
                    }
                    self.at = self.at.saturating_add(if escaped.is_some_and(|c| c != '\n') { 2 } else { 1 });
                }
                Some(c) => {
                    value.push(c);
                    self.at = self.at.saturating_add(1);
                }
            }
        }
        if open != '"' {
            let span = self.span(from, self.at);
            let written = self.written(from, self.at).to_owned();
            let meant = format!("\"{value}\"");
            self.say(if matches!(open, '\'' | '`') {
                f::f007::spelling(span, &written, &meant)
            } else {
                f::f004::wide(span, &written, &meant)
            });
        }
        self.add(Kind::Text(value.into()), from);
    }
}
