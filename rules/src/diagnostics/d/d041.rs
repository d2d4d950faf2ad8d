//! `D041`: a key that stands twice in a look-up table.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

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

/// The key `key` at `place` stands on other lines of the looked-up file too, `others`, and the rows differ.
#[must_use]
pub fn rows_differ(place: Span, file: &str, key: &str, others: &Text) -> Diagnostic {
    Diagnostic::error(
        "D041",
        both!(
            "`{key}` stands several times in `{file}`, where it is looked up, and the rows differ",
            "`{key}` 在对照表 `{file}` 中出现了多次，且各行不同"
        ),
        place,
        both!("also in {others}", "另见{others}"; others),
    )
    .of_kind("rows that differ")
    .with_help(both!(
        "keep the row that is right: while they differ, none of them is an answer",
        "请只保留正确的一行：各行不同时，都不能作为答案"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D041",
    title: ["a key stands twice", "键重复"],
    what: [
        "A look-up needs one answer for each key. With `broken_rows: set_aside`, rows that are the same in every cell count as one; where they differ there is no answer, and the rows that look for it are set aside.",
        "每个键只能有一个答案。`broken_rows: set_aside` 时，每个单元格都相同的行算作一行；各行不同时没有答案，查找它的行被搁置。",
    ],
    example: "product,series\nGTX Pro,GTX\nGTX Pro,MG",
    mend: ["Keep one row for each key.", "每个键只保留一行。"],
};
