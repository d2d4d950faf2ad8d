//! F022: measures without a quota.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F022",
    title: ["measure without a quota", "没有目标的指标"],
    what: [
        "Attainment is a measure divided by its quota, so the measure needs one.",
        "达成率是指标除以目标，因此指标必须有目标。",
    ],
    example: "gate: attainment(satisfaction) >= 90%",
    mend: ["Give the measure a `quota`, or compare the measure itself.", "为指标设定 `quota`，或直接比较指标本身。"],
};

/// Attainment or quota of a measure that has none.
#[must_use]
pub fn no_quota(span: Span, measure: &str) -> Diagnostic {
    let message = both!("the measure `{measure}` has no quota", "指标 `{measure}` 没有目标");
    Diagnostic::error("F022", message, span, both!("no quota is set for it", "没有为它设定目标")).with_help(both!(
        "give it `quota: NAME` and `without_quota:` under `measures`, or write `{measure} / amount`",
        "请在 `measures` 中为它写上 `quota: 名称` 和 `without_quota:`，或写 `{measure} / 金额`"
    ))
}
