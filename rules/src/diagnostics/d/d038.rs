//! `D038`: a transaction that stands twice.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The transaction `id` at `place` stands in line `line` of `file` already.
#[must_use]
pub fn double_transaction(place: Span, id: &str, file: &str, line: u32) -> Diagnostic {
    Diagnostic::error(
        "D038",
        both!("transaction `{id}` stands twice", "交易 `{id}` 出现了两次"),
        place,
        both!("first in `{file}`, line {line}", "首次在 `{file}` 第 {line} 行"),
    )
    .of_kind("twice")
    .with_help(both!(
        "keep one of the rows; if the later one corrects the earlier, give it a higher `revision`, or an id of its own and `corrects: {id}`",
        "请只保留一行；如果后一行更正前一行，请给它更高的 `revision`，或使用自己的编号并写 `corrects: {id}`"
    ))
}

/// The transaction `id` at `place` stands on other lines too, `others`, and the rows differ.
#[must_use]
pub fn rows_differ(place: Span, id: &str, others: &Text) -> Diagnostic {
    Diagnostic::error(
        "D038",
        both!(
            "transaction `{id}` stands several times, and the rows differ",
            "交易 `{id}` 出现了多次，且各行不同"
        ),
        place,
        both!("also in {others}", "另见{others}"; others),
    )
    .of_kind("rows that differ")
    .with_help(both!(
        "keep the row that is right: while they differ, none of them counts, nor a lower revision; if one corrects another, give it a higher `revision`, or an id of its own and `corrects: {id}`",
        "请只保留正确的一行：各行不同时，都不计入，更低的修订也不计入；如果一行更正另一行，请给它更高的 `revision`，或使用自己的编号并写 `corrects: {id}`"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D038",
    title: ["a transaction stands twice", "交易重复"],
    what: [
        "Source, id and revision together name a transaction once. A row that stands twice would be paid twice. With `broken_rows: set_aside`, rows that are the same in every cell count as one. Where they differ, nobody knows which is right: none of them counts, and no lower revision takes their place.",
        "来源、编号和修订号合起来唯一标识一笔交易。重复的行会被重复付款。`broken_rows: set_aside` 时，每个单元格都相同的行算作一行。各行不同时，不知道哪一行正确：都不计入，也不用更低的修订代替。",
    ],
    example: "id,amount\nT1,100\nT1,100",
    mend: [
        "Keep one row. A correction has a higher `revision`, or an id of its own and `corrects`.",
        "只保留一行。更正要有更高的 `revision`，或有自己的编号并写 `corrects`。",
    ],
};
