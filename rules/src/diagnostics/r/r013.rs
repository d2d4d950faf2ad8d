//! R013: nothing to divide the quota by.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The finding; `whose` says for whom, such as `E1007, 2026-Q3`.
#[must_use]
pub fn at_zero(span: Span, whose: &Text, measure: &str, window: &str) -> Diagnostic {
    let message = both!(
        "`{measure}` is 0 in {window}, and where less is better attainment is quota / 0 ({whose})",
        "`{measure}` 在 {window} 为 0，而越少越好时达成率为目标 ÷ 0（{whose}）"; whose
    );
    Diagnostic::error("R013", message, span, both!("of this less is better", "此指标越少越好")).with_help(both!(
        "say in the measure what attainment 0 of it means: `at_zero: 200%`, or `at_zero: report`",
        "请在指标中写明为 0 时的达成率：`at_zero: 200%`，或 `at_zero: report`"
    ))
}

/// Its page.
pub const EXPLANATION: Explanation = Explanation {
    code: "R013",
    title: ["nothing of what should be little", "越少越好的指标为零"],
    what: [
        "Where less is better, attainment is quota over measure. The measure is 0 for this participant, so that this has no value, and the plan does not say what it means, or says that this is an error.",
        "越少越好时，达成率 = 目标 ÷ 指标。此人的指标为 0，因此没有值，而方案没有说明其含义，或规定这是错误。",
    ],
    example: "direction: lower\n        at_zero: error",
    mend: [
        "Say in the measure what it means: `at_zero: 200%` (the attainment then) or `at_zero: report` (not paid, and listed).",
        "请在指标中写明：`at_zero: 200%`（此时的达成率）或 `at_zero: report`（不支付并列出）。",
    ],
};
