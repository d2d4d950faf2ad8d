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

/// The adjustment line `id`, which paid `amount` in the closed `paid_in` (sealed at `place`), has no row any more.
#[must_use]
pub fn gone(place: Span, id: &str, paid_in: &str, amount: &str) -> Diagnostic {
    Diagnostic::error(
        "R034",
        both!(
            "the adjustment `{id}` paid {amount} in `{paid_in}`, which is closed, and has no row any more",
            "调整 `{id}` 已在关闭的 `{paid_in}` 支付 {amount}，而表中已没有它"
        ),
        place,
        both!("sealed here", "封存于此"),
    )
    .with_help(both!(
        "put the row back; to take the payment back, add a row of the opposite amount whose `period` is open",
        "请恢复该行；要收回，请加一行相反金额，其 `period` 为未关闭的期间"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "R034",
    title: ["an adjustment for a closed payment", "调整指向已关闭的支付期间"],
    what: [
        "The column `paid_in` of an adjustment names a period that is closed, other than the row's own, and its seal does not have the adjustment, or has it with another amount; or the row of a payment that a closed period made is gone. What was paid is not changed afterwards.",
        "调整的 `paid_in` 列写了该行自身期间以外、已关闭的期间，而其封存文件中没有这项调整，或金额不同；或者已关闭期间付过的调整，其行已被删除。付过的不再改变。",
    ],
    example: "id,participant,kind,what,period,paid_in,amount,reason,approved_by\nA1,E1,payment,commission,2026-01,2026-02,500,missed deal,E900",
    mend: [
        "Name an open period in `paid_in`, and leave rows that were paid as they are.",
        "在 `paid_in` 写未关闭的期间，已支付的行保持原样。",
    ],
};
