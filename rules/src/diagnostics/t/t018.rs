//! T018: limit that does not say for what it holds.

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

/// At `span` an `amount` stands beside the time `word` without `per`.
#[must_use]
pub fn without_per(span: Span, amount: &str, word: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "T018",
        both!("the limit does not say `per {word}`", "限额没有写 `per {word}`"),
        span,
        both!("`per` is missing", "缺少 `per`"),
    );
    found.with_help(both!("write `{amount} per {word}`", "请写 `{amount} per {word}`"))
}

/// What `attain help T018` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T018",
    title: ["limit that does not say for what it holds", "限额没有写明对象"],
    what: [
        "A limit holds `per` something: `400000 per year`. A limit per transaction needs a component that is paid by the transaction; a limit per month needs periods that are not longer.",
        "限额用 `per` 写明对象：`400000 per year`。按笔限额要求按笔支付；按月限额要求支付周期不长于一个月。",
    ],
    example: "every: quarter\ncap: 1000 per month\n",
    mend: ["Choose a longer time, or add `over: transaction`.", "选择更长的时段，或加上 `over: transaction`。"],
};
