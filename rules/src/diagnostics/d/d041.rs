//! `D041`: a key that stands twice in a look-up table.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The key `key` at `place` stands in line `first` of the looked-up file already.
#[must_use]
pub fn double_key(place: Span, file: &str, key: &str, first: u32) -> Diagnostic {
    Diagnostic::error(
        "D041",
        both!("`{key}` stands twice in `{file}`, where it is looked up", "`{key}` 在对照表 `{file}` 中出现了两次"),
        place,
        both!("first in line {first}", "首次在第 {first} 行"),
    )
    .with_help(both!("keep one row for each key", "每个键只保留一行"))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D041",
    title: ["a key stands twice", "键重复"],
    what: ["A look-up needs one answer for each key.", "每个键只能有一个答案。"],
    example: "product,series\nGTX Pro,GTX\nGTX Pro,MG",
    mend: ["Keep one row for each key.", "每个键只保留一行。"],
};
