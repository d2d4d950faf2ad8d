//! `D060`: an adjustment of a kind that there is not.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The cell at `place` says `kind`, which is no kind of adjustment.
#[must_use]
pub fn unknown_kind(place: Span, kind: &str) -> Diagnostic {
    Diagnostic::error(
        "D060",
        both!("`{kind}` is no kind of adjustment", "没有名为 `{kind}` 的调整类型"),
        place,
        both!("not a kind", "不是调整类型"),
    )
    .with_help(both!(
        "write `payment` (money), `credit` (to a measure) or `metric` (its value)",
        "请写 `payment`（付款）、`credit`（计入指标）或 `metric`（外部指标的值）"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D060",
    title: ["unknown kind of adjustment", "未知的调整类型"],
    what: [
        "An adjustment pays something (`payment`), gives credit to a measure of transactions (`credit`), or states the value of a metric in the place of the metrics table (`metric`).",
        "调整可以是一笔付款（`payment`）、计入某个交易指标的归属（`credit`），或代替外部指标表给出的外部指标值（`metric`）。",
    ],
    example: "id,participant,kind,what,period,amount,reason,approved_by\nA1,E1,bonus,commission,2026-03,500,missed deal,E900",
    mend: ["Write one of the three words.", "写这三个词之一。"],
};
