//! `D047`: a reason to leave without a day.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The participant's `left_because` at `place` says `reason`, and `left_on` is empty.
#[must_use]
pub fn reason_without_day(place: Span, reason: &str) -> Diagnostic {
    Diagnostic::error(
        "D047",
        both!(
            "`left_because` says `{reason}`, but `left_on` is empty",
            "`left_because` 写着 `{reason}`，但 `left_on` 是空的"
        ),
        place,
        both!("left on which day?", "哪一天离职？"),
    )
    .with_help(both!(
        "write the last day of work into `left_on`, or empty `left_because`",
        "请在 `left_on` 中写上最后工作日，或清空 `left_because`"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D047",
    title: ["reason to leave without a day", "有离职原因而没有日期"],
    what: [
        "`left_on` is a participant's last day of work, and `left_because` the reason. A reason alone says nothing about what is still due.",
        "`left_on` 是人员的最后工作日，`left_because` 是原因。只有原因，无法判断哪些金额仍会到期。",
    ],
    example: "id,left_on,left_because\nE1,,retired",
    mend: ["Write the day, or remove the reason.", "写上日期，或删去原因。"],
};
