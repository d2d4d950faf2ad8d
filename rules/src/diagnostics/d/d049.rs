//! `D049`: an assignment that goes on behind the last day of work.

use crate::both;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The assignment at `place` goes on behind `left`, the participant's last day of work.
#[must_use]
pub fn goes_on(place: Span, participant: &str, left: Date) -> Diagnostic {
    Diagnostic::warning(
        "D049",
        both!(
            "the assignment of `{participant}` goes on behind {left}, the last day of work",
            "`{participant}` 的任职延续到最后工作日 {left} 之后"
        ),
        place,
        both!("later than {left}, or open", "晚于 {left}，或未填结束日"),
    )
    .with_help(both!(
        "write `{left}` into `to`, unless something is still to be earned behind it",
        "请在 `to` 中写 `{left}`，除非离职后仍有应得"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D049",
    title: ["assignment goes on behind the last day", "任职延续到离职之后"],
    what: [
        "A participant has a last day of work (`left_on`) and stands on a plan behind it, so that transactions, quotas and fixed sums of later days still count. That can be meant, as for commission on deals that close later.",
        "人员有最后工作日（`left_on`），但之后仍在方案上，因此以后日期的交易、目标和固定金额仍然计入。这可能是有意的，例如之后才成交的订单的提成。",
    ],
    example: "id,left_on\nE1,2026-05-20\n\nparticipant,plan,from,to\nE1,sales,2026-01-01,",
    mend: [
        "End the assignment on the last day, or leave it if it is meant so.",
        "让任职在最后工作日结束；如本意如此，可以保留。",
    ],
};
