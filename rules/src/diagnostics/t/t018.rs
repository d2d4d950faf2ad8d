//! T018: limit over something that is not there.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// Limit over something that is not there, at `span`.
#[must_use]
pub fn limit_per(span: Span, per: &str, reason: &Text) -> Diagnostic {
    let found = Diagnostic::error(
        "T018",
        both!("a limit per `{per}` cannot hold here: {reason}", "这里不能按 `{per}` 限额：{reason}"; reason),
        span,
        both!("here", "这里"),
    );
    found.with_help(both!("remove `per {per}`, or change what it needs", "删去 `per {per}`，或修改它所依赖的设置"))
}

/// What `attain help T018` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T018",
    title: ["limit over something that is not there", "限额的对象不存在"],
    what: [
        "A limit per transaction needs a component that is paid by the transaction; a limit per month needs periods that are not longer.",
        "按笔限额要求按笔支付；按月限额要求支付周期不长于一个月。",
    ],
    example: "every: quarter\ncap: 1000 per month\n",
    mend: ["Choose a longer time, or add `over: transaction`.", "选择更长的时段，或加上 `over: transaction`。"],
};
