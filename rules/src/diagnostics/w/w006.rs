//! W006: nothing earned at 90 % attainment.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::diagnostics::w::Concerned;
use crate::source::Span;

/// Under the plan at `span` these participants earn nothing with every quota reached to 90 %.
#[must_use]
pub fn nothing_at_ninety(span: Span, plan: &str, concerned: &Concerned) -> Diagnostic {
    let (whom, who) = (concerned.whom(), concerned.who());
    Diagnostic::warning(
        "W006",
        both!("under `{plan}` nothing is earned at 90 % attainment{whom}", "按 `{plan}`，达成率 90 % 时没有任何收入{whom}"; whom),
        span,
        both!("{who} would get nothing", "{who} 将一无所得"; who),
    )
    .with_help(both!(
        "see whether gates and first rows start too high; leave it if it is meant so",
        "请检查门槛和第一档是否设得过高；如果本意如此，可以保留"
    ))
}

/// What `attain help W006` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W006",
    title: ["nothing earned at 90 % attainment", "达成率 90 % 时没有收入"],
    what: [
        "All components of the plan were worked out for one participant of each kind (people in whom its formulas see no difference), with all measures at 90 % of their quotas. They pay nothing together: who nearly reaches the target goes home empty-handed. The finding says how many people are of such a kind, and who was tried.",
        "对每一类人（公式看来没有差别的人）各取一人，假设其各项指标都达到 90 %，试算方案的所有组成部分，合计为零：差一点达标的人将空手而归。提示中写明这类人有多少，以及试算的是谁。",
    ],
    example: "gate: attainment(bookings) >= 100%\n",
    mend: [
        "Lower the gate or the first row, or let the pay begin earlier at a lower rate.",
        "降低门槛或第一档的起点，或让较低的费率更早开始。",
    ],
};
