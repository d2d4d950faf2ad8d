//! Whatever is written, there is an answer.

use super::{MONEY, YES, said};

/// Pieces that formulas are made of, good and bad.
const PIECES: &[&str] = &[
    "amount",
    "type",
    "units",
    "weight",
    "booked_on",
    "new",
    "单价",
    "x",
    "bookings",
    "满意度",
    "total",
    "attainment",
    "earned",
    "commission",
    "month",
    "year_to_date",
    "previous",
    "rolling",
    "column",
    "date",
    "is_empty",
    "round",
    "min",
    "if ",
    "else ",
    "let ",
    " in ",
    "true",
    "false",
    "and ",
    "not ",
    "for ",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    "+",
    "-",
    "*",
    "/",
    "%",
    "=",
    "==",
    "!=",
    "<",
    ">=",
    "&&",
    "||",
    "!",
    ".",
    "..",
    "\"a\"",
    "\"",
    "'",
    "“",
    "”",
    "（",
    "）",
    "％",
    "≥",
    "//",
    "/*",
    "*/",
    "\n",
    " ",
    "0",
    "5",
    "80%",
    "1,000",
    "0.07",
    "3万",
    "#{",
    "|",
    "\\",
    "`",
    "=>",
    "\"2026-01-31\"",
    "\"half_up\"",
    "\t",
    "\u{3000}",
    "é",
    "e\u{301}",
    "😀",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 1_000, failure_persistence: None, ..Default::default() })]

    /// Whatever is written: an answer, with places inside the text, on the edges of characters.
    #[test]
    fn no_text_panics(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40),
        noise in ".{0,8}",
        at in 0usize..40,
        of_rows in proptest::bool::ANY,
    ) {
        let mut pieces: Vec<&str> = pieces;
        pieces.insert(at.min(pieces.len()), &noise);
        let text = pieces.concat();
        // `said` cuts the text at every place.
        said(&text, of_rows, MONEY);
        said(&text, of_rows, YES);
    }

    /// The same in one bracket or operator many times over.
    #[test]
    fn no_repetition_panics(piece in proptest::sample::select(PIECES), more in proptest::sample::select(PIECES), times in 0usize..1_500) {
        said(&format!("{piece}{more}").repeat(times), true, MONEY);
    }
}
