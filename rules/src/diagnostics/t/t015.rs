//! T015: paid by the transaction, but not on transactions.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Paid by the transaction, but not on transactions, at `span`.
#[must_use]
pub fn base_of_transactions(span: Span, setting: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "T015",
        both!(
            "with `{setting}`, `pays_on` must be one measure of transactions",
            "使用 `{setting}` 时，`pays_on` 必须是一个来自交易的指标"
        ),
        span,
        both!("not a measure of transactions that adds up", "不是对交易求和的指标"),
    );
    found.with_help(both!(
        "name a measure with `from: transactions` and `take: sum`, alone and without a calculation",
        "只写一个 `from: transactions` 且 `take: sum` 的指标名，不要带计算"
    ))
}

/// What `attain help T015` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T015",
    title: ["paid by the transaction, but not on transactions", "按笔支付但基数不是交易"],
    what: [
        "What is paid for each transaction or group comes from its credit; a total or a KPI has no transactions.",
        "按笔或按组支付要看每笔的归属额；总计或外部指标没有逐笔数据。",
    ],
    example: "over: transaction\npays_on: bookings * 2\n",
    mend: ["Pay on a measure of transactions.", "以交易指标为基数。"],
};
