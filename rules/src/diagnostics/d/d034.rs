//! `D034`: days that end before they start.

use crate::both;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The assignment at `place` ends on `last`, before its first day `first`.
#[must_use]
pub fn ends_before_start(place: Span, first: Date, last: Date) -> Diagnostic {
    Diagnostic::error(
        "D034",
        both!("the assignment ends on {last}, before it starts on {first}", "任职在 {last} 结束，早于开始日 {first}"),
        place,
        both!("before {first}", "早于 {first}"),
    )
    .with_help(both!(
        "`from` and `to` are the first and the last day, both included",
        "`from` 和 `to` 是第一天和最后一天，都包含在内"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D034",
    title: ["ends before it starts", "结束早于开始"],
    what: [
        "`from` is the first day and `to` the last one of an assignment, both included.",
        "`from` 是任职的第一天，`to` 是最后一天，都包含在内。",
    ],
    example: "participant,plan,from,to\nE1,sales,2026-07-01,2026-06-30",
    mend: [
        "Correct one of the days; an empty `to` means until further notice.",
        "改正其中一个日期；`to` 为空表示未定结束日。",
    ],
};
