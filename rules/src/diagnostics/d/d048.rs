//! `D048`: somebody who left before the first assignment.

use crate::both;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The participant at `place` left on `left`, and the first assignment starts on `first`.
#[must_use]
pub fn left_before_start(place: Span, left: Date, first: Date) -> Diagnostic {
    Diagnostic::error(
        "D048",
        both!(
            "left on {left}, before the first assignment starts on {first}",
            "{left} 离职，早于第一条任职的开始日 {first}"
        ),
        place,
        both!("before {first}", "早于 {first}"),
    )
    .with_help(both!(
        "correct the day; empty `left_on` and `left_because` when somebody came back",
        "请改正日期；如已再次入职，请清空 `left_on` 和 `left_because`"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D048",
    title: ["left before the first assignment", "离职早于第一条任职"],
    what: [
        "`left_on` is a participant's last day of work. All assignments start behind it: one of the days is wrong, or somebody came back and the old day is still there.",
        "`left_on` 是人员的最后工作日。所有任职都在它之后开始：或者某个日期有误，或者此人已再次入职而旧的日期还在。",
    ],
    example: "id,left_on\nE1,2025-12-31\n\nparticipant,plan,from\nE1,sales,2026-01-01",
    mend: ["Correct the day, or empty it.", "改正日期，或清空。"],
};
