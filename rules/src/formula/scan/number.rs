//! Numbers: `300000`, `0.07`, `80%`.

use super::{Scanner, wide};
use crate::diagnostics::f;
use crate::formula::text::{continues_name, is_currency, starts_name};
use crate::formula::token::{Bracket, Kind, Token};
use crate::number::{Number, ParseNumberError};

impl Scanner<'_> {
    /// The number that starts at the character at hand.
    pub(super) fn number(&mut self) {
        let from = self.at;
        self.digits();
        let whole = self.separated(from);
        let written = self.written(from, self.at).to_owned();
        let narrow: String = written.chars().map(wide::plain).collect();
        let digits = if whole { narrow.replace(',', "") } else { narrow.clone() };
        let value = match Number::parse(&digits) {
            Ok(value) => value,
            Err(error) => {
                let span = self.span(from, self.at);
                let diagnostic = match error {
                    ParseNumberError::TooManyDigits => f::f006::too_many_digits(span, &written),
                    _ => f::f006::malformed(span, &written, meant(&narrow).as_deref()),
                };
                self.say(diagnostic);
                Number::ZERO
            }
        };
        let end_of_digits = self.at;
        let percent = self.peek(0).is_some_and(|c| wide::plain(c) == '%');
        if percent {
            self.at = self.at.saturating_add(1);
            self.not_modulo();
        }
        let written = self.written(from, self.at).to_owned();
        let narrow: String = written.chars().map(wide::plain).collect();
        if narrow != written && !whole {
            let span = self.span(from, if percent { self.at } else { end_of_digits });
            self.say(f::f004::wide(span, &written, &narrow));
        }
        self.add(Kind::Number { value: if percent { value.percent() } else { value }, percent }, from);
    }

    /// Moves behind everything that could be meant to belong to the number: digits, points, letters.
    fn digits(&mut self) {
        while let Some(c) = self.peek(0) {
            let point = c == '.' && self.peek(1).is_some_and(|next| next.is_alphanumeric() || next == '.');
            if wide::digit(c).is_none() && !continues_name(c) && !point {
                // `1.` alone: the point belongs to the number too.
                if c == '.' {
                    self.at = self.at.saturating_add(1);
                }
                break;
            }
            self.at = self.at.saturating_add(1);
        }
    }

    /// Moves behind groups of three digits that are separated by commas, as in `30,000`; says so and returns true if
    /// they belong to it. Inside `[ ]` they are members of the list unless they start with zero.
    fn separated(&mut self, from: usize) -> bool {
        let start = self.at;
        let mut end = start;
        let group = |scanner: &Self, at: usize| -> Option<char> {
            let char_at = |at: usize| scanner.chars.get(at).map(|(_, c)| *c);
            let digit_at = |offset: usize| char_at(at.saturating_add(offset)).and_then(wide::digit);
            let comma = char_at(at).is_some_and(|c| matches!(c, ',' | '，'));
            (comma && digit_at(1).is_some() && digit_at(2).is_some() && digit_at(3).is_some() && digit_at(4).is_none())
                .then(|| digit_at(1))
                .flatten()
        };
        let mut zero = false;
        while let Some(first) = group(self, end) {
            zero |= first == '0';
            end = end.saturating_add(4);
        }
        let head = self.chars.get(from..start).unwrap_or_default();
        let short = head.len() <= 3 && head.iter().all(|(_, c)| wide::digit(*c).is_some());
        let opened = self.open.last().and_then(|index| self.tokens.get(*index));
        let in_list = matches!(opened, Some(Token { kind: Kind::Open(Bracket::Square), .. }));
        if end == start || !short || (in_list && !zero) {
            return false;
        }
        let in_call = matches!(opened, Some(Token { kind: Kind::Open(Bracket::Round | Bracket::Square), .. }));
        self.at = end;
        if self.peek(0) == Some('.') && self.peek(1).is_some_and(|c| c.is_ascii_digit()) {
            self.digits();
        }
        let written = self.written(from, self.at).to_owned();
        let meant: String = written.chars().map(wide::plain).filter(|c| *c != ',').collect();
        let span = self.span(from, self.at);
        self.say(f::f006::separators(span, &written, &meant, in_call));
        if in_call && !zero {
            // Two readings are possible: read on as if there were several values.
            self.at = start;
            return false;
        }
        true
    }

    /// A value right behind `80%` means that somebody wanted a remainder.
    fn not_modulo(&mut self) {
        let next = self.peek(0);
        if next.is_some_and(|c| starts_name(c) || wide::digit(c).is_some() || c == '(') {
            let span = self.span(self.at.saturating_sub(1), self.at);
            self.fail(f::f005::modulo(span));
        }
    }
}

/// The number that is meant by `3万`, `5k` or `30_000`, in full.
fn meant(written: &str) -> Option<String> {
    let digits: String =
        written.chars().take_while(|c| matches!(c, '0'..='9' | '.' | '_')).filter(|c| *c != '_').collect();
    let zeros = match written.trim_start_matches(|c: char| matches!(c, '0'..='9' | '.' | '_')) {
        "" => 0,
        currency if is_currency(currency) => 0,
        "千" | "k" | "K" => 3,
        "万" | "w" | "W" => 4,
        "百万" | "m" | "M" => 6,
        "千万" => 7,
        "亿" => 8,
        _ => return None,
    };
    let factor = (0..zeros).try_fold(Number::ONE, |factor, _| factor.multiply(&Number::whole(10))).ok()?;
    let value = Number::parse(&digits).ok()?.multiply(&factor).ok()?;
    Some(value.to_exact_text())
}
