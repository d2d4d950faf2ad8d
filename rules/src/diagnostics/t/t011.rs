//! T011: rows out of order.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Rows out of order, at `span`.
#[must_use]
pub fn out_of_order(span: Span, limit: &str, before: &str, earlier: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "T011",
        both!("rows out of order: `{limit}` stands after `{before}`", "行的顺序不对：`{limit}` 排在 `{before}` 之后"),
        span,
        both!("lower than the row above", "比上一行还低"),
    );
    let found = found.with_help(both!("put the rows in order from low to high", "把各行按从低到高排列"));
    found.with_label(earlier, both!("higher", "更高"))
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
