//! W008: less is better, and nobody says what nothing means.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// A measure of which less is better, at `span`, without a word on zero.
#[must_use]
pub fn lower_at_zero(span: Span, name: &str) -> Diagnostic {
    let found = Diagnostic::note(
        "W008",
        both!("nothing says what attainment `{name}` has when it is 0", "没有说明 `{name}` 为 0 时达成率是多少"),
        span,
        both!("quota / 0 has no value: the run would fail", "目标 ÷ 0 没有值：计算会失败"),
    );
    found.with_help(both!(
        "add `at_zero: 200%` (the attainment then), `report` (not paid, and listed), or `error` (the run fails)",
        "加上 `at_zero: 200%`（此时的达成率）、`report`（不支付并列出）或 `error`（计算失败）"
    ))
}

/// What `attain help W008` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W008",
    title: ["less is better, and nothing says what zero means", "越少越好，却没有说明零值"],
    what: [
        "With `direction: lower` attainment is quota over measure. When somebody has none of the measure, not one complaint, say, that has no value, and the run fails, although it may be the best that can be.",
        "`direction: lower` 时达成率 = 目标 ÷ 指标。若某人的指标为 0，例如没有任何投诉，就没有值，计算会失败，尽管这可能是最好的结果。",
    ],
    example: "quota: complaints\nwithout_quota: error\ndirection: lower\n",
    mend: [
        "Add `at_zero: 200%` (a number: the attainment then), `at_zero: report` (not paid, and listed) or `at_zero: error`.",
        "加上 `at_zero: 200%`（数字即此时的达成率）、`at_zero: report`（不支付并列出）或 `at_zero: error`。",
    ],
};
