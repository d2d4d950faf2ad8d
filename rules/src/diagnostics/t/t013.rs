//! T013: empty list.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Empty list, at `span`.
#[must_use]
pub fn empty_list(span: Span, key: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "T013",
        both!("`{key}` is empty", "`{key}` 是空的"),
        span,
        both!("nothing stands here", "这里什么也没有"),
    );
    found.with_help(both!("add at least one entry", "至少写一项"))
}

/// What `attain help T013` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T013",
    title: ["empty list", "空列表"],
    what: [
        "A plan without components, or a table without rows, can pay nothing. A plan that counts nothing leaves `measures` out.",
        "没有组成部分的方案，或没有行的表，什么也付不出来。什么都不计数的方案不写 `measures`。",
    ],
    example: "tiers: []\n",
    mend: ["Add an entry.", "写一项。"],
};
