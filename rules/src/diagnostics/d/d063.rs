//! `D063`: an adjustment for days on which it cannot count.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The period at `place` is one in which no version of a plan with `component` is in force.
#[must_use]
pub fn not_in_force(place: Span, period: &str, component: &str) -> Diagnostic {
    Diagnostic::error(
        "D063",
        both!(
            "no plan with `{component}` is in force in `{period}`",
            "在 `{period}` 内没有含 `{component}` 的方案生效"
        ),
        place,
        both!("outside", "不在期内"),
    )
    .with_help(both!("correct the period, or the `effective` of the plan", "请改正期间，或方案的 `effective`"))
}

/// The day at `place` is one on which the participant stands on no plan with `measure`.
#[must_use]
pub fn credits_nobody(place: Span, day: &str, measure: &str) -> Diagnostic {
    Diagnostic::error(
        "D063",
        both!(
            "on {day} the participant stands on no plan with `{measure}`",
            "{day} 此人不在任何含 `{measure}` 的方案上"
        ),
        place,
        both!("credits nobody", "无法计入"),
    )
    .with_help(both!("correct the day, or the assignments", "请改正日期，或任职表"))
}

/// The period at `place` ends before the one for which it pays.
#[must_use]
pub fn paid_before(place: Span, paid_in: &str, period: &str) -> Diagnostic {
    Diagnostic::error(
        "D063",
        both!("`{paid_in}` ends before `{period}`, for which it pays", "`{paid_in}` 在其所付的 `{period}` 之前结束"),
        place,
        both!("too early", "过早"),
    )
    .with_help(both!("pay in the same period or later", "请在同一期间或之后支付"))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D063",
    title: ["an adjustment outside its days", "调整不在期内"],
    what: [
        "A payment belongs to a period in which its plan is in force, and is paid in that period or later (`paid_in`). A credit counts on a day on which the participant stands on a plan with the measure.",
        "付款属于其方案生效的期间，并在该期间或之后（`paid_in`）支付。归属计在此人属于含该指标的方案的某一天。",
    ],
    example: "id,participant,kind,what,period,amount,reason,approved_by\nA1,E1,payment,commission,1926-03,500,missed deal,E900",
    mend: ["Correct the period or the day.", "改正期间或日期。"],
};
