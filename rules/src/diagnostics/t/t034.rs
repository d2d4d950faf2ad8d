//! T034: `at_zero` where more is better.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `at_zero`, at `span`, in a measure of which more is better.
#[must_use]
pub fn at_zero_of_higher(span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "T034",
        both!("`at_zero` has no meaning where more is better", "越多越好的指标没有 `at_zero` 可言"),
        span,
        both!("attainment at zero is 0 % here", "此处零值的达成率就是 0 %"),
    );
    found.with_help(both!(
        "take it away, or add `direction: lower` if less is better",
        "请删去；若越少越好，请加上 `direction: lower`"
    ))
}

/// What `attain help T034` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T034",
    title: ["`at_zero` where more is better", "越多越好的指标写了 `at_zero`"],
    what: [
        "Attainment is quota over measure where less is better, and that has no value when the measure is 0: `at_zero` says what it is then. Where more is better, attainment is measure over quota, and 0 of it is 0 %.",
        "越少越好时，达成率 = 目标 ÷ 指标，指标为 0 时无值，`at_zero` 说明此时是多少。越多越好时，达成率 = 指标 ÷ 目标，指标为 0 就是 0 %。",
    ],
    example: "quota: bookings\nwithout_quota: error\nat_zero: 200%\n",
    mend: ["Take it away, or add `direction: lower`.", "删去，或加上 `direction: lower`。"],
};
