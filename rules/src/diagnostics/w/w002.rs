//! W002: pay without a limit.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Pay without a limit, at `span`.
#[must_use]
pub fn no_limit(span: Span, name: &str) -> Diagnostic {
    let found = Diagnostic::note(
        "W002",
        both!("the component `{name}` pays without a limit", "组成部分 `{name}` 的支付没有上限"),
        span,
        both!("no cap", "没有上限"),
    );
    found.with_help(both!(
        "add `cap: AMOUNT per year`, or `cap: none` if no limit is meant",
        "加上 `cap: 金额 per year`；确实不设上限就写 `cap: none`"
    ))
}

/// What `attain help W002` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W002",
    title: ["pay without a limit", "支付没有上限"],
    what: [
        "A single very large deal, or a wrong row in the data, is paid in full.",
        "一笔特别大的交易，或数据中的一行错误，都会全额支付。",
    ],
    example: "rate: 5%\n",
    mend: ["Add a cap or `cap: none`.", "写上限或 `cap: none`。"],
};
