//! The words and signs of a formula.

use attain_rules::number::Number;

use super::super::recompute::Obstacle;

/// A word or sign with the number of its first character, from 1.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// Where it starts.
    pub(super) at: usize,
}

/// Kinds of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number, `%` included.
    Number(Number),
    /// A text.
    Text(String),
    /// A name, or a word of the language.
    Word(String),
    /// An operator, a bracket, a comma or the like.
    Sign(&'static str),
}

/// Longest formula that is read, in characters.
const MOST_CHARACTERS: usize = 4_000;

/// Longer signs first, so that the first that fits is the one.
const SIGNS: [&str; 22] = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "!", "(", ")", "[", "]", "{", "}", ",", ";", "=",
];

/// All tokens of `text`; comments are left out.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Obstacle> {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() > MOST_CHARACTERS {
        return Err(Obstacle::Unreadable(MOST_CHARACTERS));
    }
    let mut scanner = Scanner { chars: &chars, at: 0 };
    let mut tokens = Vec::new();
    while let Some(token) = scanner.token()? {
        tokens.push(token);
    }
    Ok(tokens)
}

struct Scanner<'a> {
    chars: &'a [char],
    at: usize,
}

impl Scanner<'_> {
    fn token(&mut self) -> Result<Option<Token>, Obstacle> {
        self.skip_spaces_and_comments()?;
        let at = self.at.saturating_add(1);
        let Some(first) = self.peek(0) else { return Ok(None) };
        let kind = if first.is_ascii_digit() {
            self.number()?
        } else if first.is_alphabetic() || first == '_' {
            Kind::Word(self.take_while(|c| c.is_alphanumeric() || c == '_'))
        } else if first == '"' {
            self.text()?
        } else {
            let fits = |sign: &&str| sign.chars().enumerate().all(|(ahead, c)| self.peek(ahead) == Some(c));
            let sign = SIGNS.into_iter().find(fits).ok_or(Obstacle::Unreadable(at))?;
            self.at = self.at.saturating_add(sign.len());
            Kind::Sign(sign)
        };
        Ok(Some(Token { kind, at }))
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at.saturating_add(ahead)).copied()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek(0)?;
        self.at = self.at.saturating_add(1);
        Some(next)
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(c) = self.peek(0).filter(|c| belongs(*c)) {
            taken.push(c);
            self.at = self.at.saturating_add(1);
        }
        taken
    }

    fn skip_spaces_and_comments(&mut self) -> Result<(), Obstacle> {
        loop {
            self.take_while(char::is_whitespace);
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('/')) => {
                    self.take_while(|c| c != '\n');
                }
                (Some('/'), Some('*')) => self.skip_comment()?,
                _ => return Ok(()),
            }
        }
    }

    /// Comments stand inside each other.
    fn skip_comment(&mut self) -> Result<(), Obstacle> {
        let start = self.at.saturating_add(1);
        let mut depth = 0usize;
        loop {
            let step = match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => {
                    depth = depth.saturating_add(1);
                    2
                }
                (Some('*'), Some('/')) => {
                    depth = depth.saturating_sub(1);
                    2
                }
                (Some(_), _) => 1,
                (None, _) => return Err(Obstacle::Unreadable(start)),
            };
            self.at = self.at.saturating_add(step);
            if depth == 0 {
                return Ok(());
            }
        }
    }

    fn number(&mut self) -> Result<Kind, Obstacle> {
        let start = self.at.saturating_add(1);
        let mut digits = self.take_while(|c| c.is_ascii_digit());
        if self.peek(0) == Some('.') && self.peek(1).is_some_and(|c| c.is_ascii_digit()) {
            self.at = self.at.saturating_add(1);
            digits.push('.');
            digits.push_str(&self.take_while(|c| c.is_ascii_digit()));
        }
        let number = Number::parse(&digits).map_err(|_| Obstacle::Unreadable(start))?;
        let percent = self.peek(0) == Some('%');
        self.at = self.at.saturating_add(usize::from(percent));
        Ok(Kind::Number(if percent { number.percent() } else { number }))
    }

    fn text(&mut self) -> Result<Kind, Obstacle> {
        let start = self.at.saturating_add(1);
        self.at = start;
        let mut text = String::new();
        loop {
            match self.next() {
                Some('"') => return Ok(Kind::Text(text)),
                Some('\\') => text.push(self.next().ok_or(Obstacle::Unreadable(start))?),
                Some(c) => text.push(c),
                None => return Err(Obstacle::Unreadable(start)),
            }
        }
    }
}
