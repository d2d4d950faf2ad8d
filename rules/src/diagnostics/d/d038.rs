//! `D038`: a transaction that stands twice.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

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

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D038",
    title: ["a transaction stands twice", "交易重复"],
    what: [
        "Source, id and revision together name a transaction once. A row that stands twice would be paid twice.",
        "来源、编号和修订号合起来唯一标识一笔交易。重复的行会被重复付款。",
    ],
    example: "id,amount\nT1,100\nT1,100",
    mend: [
        "Keep one row. A correction has a higher `revision`, or an id of its own and `corrects`.",
        "只保留一行。更正要有更高的 `revision`，或有自己的编号并写 `corrects`。",
    ],
};
