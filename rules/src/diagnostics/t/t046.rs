//! T046: reversals that take back what single transactions gave, where none is paid by itself.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The word of `reversals` at `span` asks for what the original gave, which no single transaction has here.
#[must_use]
pub fn not_by_transaction(span: Span) -> Diagnostic {
    let message = both!(
        "no single transaction has a pay of its own here, which a reversal could take back",
        "这里没有单笔交易的收入，冲销无从收回"
    );
    let label = both!("needs `over: transaction`", "需要 `over: transaction`");
    Diagnostic::error("T046", message, span, label).with_help(both!(
        "add `over: transaction`, or remove `reversals`: the negative amount then lowers the total, and the pay is recalculated",
        "请加上 `over: transaction`，或删去 `reversals`：负数会减少合计，收入随之重新计算"
    ))
}

/// What `attain help T046` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T046",
    title: ["reversals without single transactions", "没有单笔收入的冲销"],
    what: [
        "`reversals: rate`, `calculated` and `paid` take back what the transaction gave that is reversed. That is known only where each transaction is paid by itself (`over: transaction`); where a total is paid, a reversal lowers the total.",
        "`reversals` 写 `rate`、`calculated` 或 `paid`，是收回被冲销的那笔交易所给的。只有逐笔支付（`over: transaction`）才知道它给了多少；按合计支付时，冲销减少合计。",
    ],
    example: "commission: sales\npays_on: bookings\nrate: 5%\nreversals: paid\n",
    mend: ["Add `over: transaction`, or remove `reversals`.", "加上 `over: transaction`，或删去 `reversals`。"],
};
