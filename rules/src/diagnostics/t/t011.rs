//! T011: rows out of order.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// Rows out of order, at `span`.
#[must_use]
pub fn out_of_order(span: Span, limit: &str, before: &str, earlier: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "T011",
        both!("rows out of order: `{limit}` stands after `{before}`", "行的顺序不对：`{limit}` 排在 `{before}` 之后"),
        span,
        both!("lower than the row above", "比上一行还低"),
    );
    let found = found.with_help(help(limit, before));
    found.with_label(earlier, both!("higher", "更高"))
}

/// How to mend it: mostly the rows are in order, and one of them is not written as it is meant.
fn help(limit: &str, before: &str) -> Text {
    if let Some((first, _)) = limit.split_once('-').filter(|(first, last)| !first.is_empty() && !last.is_empty()) {
        let first = first.trim();
        return both!(
            "`{limit}` is a difference; a row says where it begins alone, `{first}`, and ends where the next one begins",
            "`{limit}` 是相减；每一行只写起点 `{first}`，到下一行的起点为止"
        );
    }
    if limit.ends_with('%') && before.bytes().all(|byte| byte.is_ascii_digit()) {
        return both!(
            "write `{before}%`, if that is meant: `{before}` is {before}00 %; else put the rows in order from low to high",
            "如果是指百分比，请写 `{before}%`：`{before}` 是 {before}00 %；否则把各行按从低到高排列"
        );
    }
    both!("put the rows in order from low to high", "把各行按从低到高排列")
}

/// What `attain help T011` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T011",
    title: ["rows out of order", "行的顺序不对"],
    what: [
        "Each row begins at its limit and ends where the next begins, so limits must rise. Limits that are formulas without data, such as `5 + 5`, are worked out by `attain check`.",
        "每一行从自己的界限开始，到下一行的界限结束，因此界限必须递增。不读数据的公式（如 `5 + 5`）由 `attain check` 算出。",
    ],
    example: "tiers:\n  - { from: 50%, rate: 6% }\n  - { from: 0%, rate: 4% }\n",
    mend: ["Sort the rows.", "按顺序排列。"],
};
