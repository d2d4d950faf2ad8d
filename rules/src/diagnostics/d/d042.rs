//! `D042`: a row for which `keep` has no answer.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// `keep` cannot be answered for the row at `place`; `why` says what keeps it.
#[must_use]
pub fn keep_without_answer(place: Span, keep: &str, why: &Text) -> Diagnostic {
    Diagnostic::error(
        "D042",
        both!("`keep: {keep}` has no answer for this row: {why}", "`keep: {keep}` 对这一行没有答案：{why}"; why),
        place,
        both!("kept or not?", "保留还是排除？"),
    )
    .with_help(both!(
        "ask first whether the cell is empty: `!is_empty(column) && ...`, or give the column a `default`",
        "请先判断单元格是否为空：`!is_empty(column) && ...`，或为该列写 `default`"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D042",
    title: ["`keep` has no answer", "`keep` 没有答案"],
    what: [
        "`keep` chooses the rows that are read. For this row it compares or calculates with an empty cell, divides by zero or outgrows the largest number.",
        "`keep` 决定读取哪些行。这一行在比较或计算时遇到空单元格、除以零，或数值过大。",
    ],
    example: "keep: amount > 100     # and a row without amount",
    mend: [
        "Ask first whether the cell is empty: `keep: \"!is_empty(amount) && amount > 100\"`.",
        "先判断是否为空：`keep: \"!is_empty(amount) && amount > 100\"`。",
    ],
};
