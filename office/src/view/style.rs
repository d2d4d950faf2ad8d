//! Emphasis. Colour is never the only sign: the words say the same without it, and the screen takes it out where it is
//! not wanted.

use attain_rules::text::{Language, Text};

const RESET: &str = "\u{1b}[0m";

fn painted(code: &str, text: &str) -> String {
    format!("\u{1b}[{code}m{text}{RESET}")
}

/// `text` without any emphasis, for readers that know none.
pub fn plain(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.filter_map(|piece| piece.split_once('m')).fold(first, |plain, (_, rest)| plain + rest)
}

/// A heading.
pub fn strong(text: &str) -> String {
    painted("1", text)
}

/// Something beside the point, such as a place in a file.
pub fn faint(text: &str) -> String {
    painted("2", text)
}

/// The word that opens an error.
pub fn error(text: &Text, language: Language) -> String {
    painted("1;31", text.in_language(language))
}

/// The word that opens good news.
pub fn good(text: &str) -> String {
    painted("32", text)
}

/// The word that opens bad news.
pub fn bad(text: &str) -> String {
    painted("1;31", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_goes_away_without_a_trace() {
        let text = format!("{} and {}, made", strong("much"), faint("m"));
        assert_eq!(plain(&text), "much and m, made");
        assert_eq!(plain("plain"), "plain");
        assert_eq!(plain(""), "");
    }
}
