//! `R034`: an adjustment that came too late to be paid when it says.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The adjustment line `id` is to be paid in `paid_in`, which was closed without it. `place` is the last seal.
#[must_use]
pub fn paid_in_closed(place: Span, id: &str, paid_in: &str) -> Diagnostic {
    Diagnostic::error(
        "R034",
        both!(
            "the adjustment `{id}` is to be paid in `{paid_in}`, which was closed without it",
            "调整 `{id}` 要在 `{paid_in}` 支付，而该期间关闭时没有它"
        ),
        place,
        both!("the last seal", "最后一个封存"),
    )
    .with_help(both!("write an open period into `paid_in`", "请在 `paid_in` 写未关闭的期间"))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "R034",
    title: ["an adjustment for a closed payment", "调整指向已关闭的支付期间"],
    what: [
        "The column `paid_in` of an adjustment names a period that is closed, and its seal does not have the adjustment, or has it with another amount. What was paid is not changed afterwards.",
        "调整的 `paid_in` 列写了已关闭的期间，而其封存文件中没有这项调整，或金额不同。付过的不再改变。",
    ],
    example: "id,participant,kind,what,period,paid_in,amount,reason,approved_by\nA1,E1,payment,commission,2026-01,2026-02,500,missed deal,E900",
    mend: ["Name an open period in `paid_in`.", "在 `paid_in` 写未关闭的期间。"],
};
