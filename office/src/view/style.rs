//! Emphasis. Colour is never the only sign: the words say the same without it, and the screen takes it out where it is
//! not wanted.

use attain_rules::text::{Language, Text};

const RESET: &str = "\u{1b}[0m";

fn painted(code: &str, text: &str) -> String {
    format!("\u{1b}[{code}m{text}{RESET}")
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
