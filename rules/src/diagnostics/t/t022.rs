//! T022: shares that cannot add up.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// Shares that cannot add up, at `span`.
#[must_use]
pub fn shares(span: Span, problem: &Text) -> Diagnostic {
    let found = Diagnostic::error("T022", both!("{problem}", "{problem}"; problem), span, both!("here", "这里"));
    found.with_help(both!(
        "shares of one transaction must add up to 100 %; at most one member takes `rest`",
        "一笔交易的份额合计必须为 100 %；最多一个成员可写 `rest`"
    ))
}

/// What `attain help T022` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T022",
    title: ["shares that cannot add up", "份额无法合计"],
    what: [
        "Every transaction is credited whole: no part of it is lost or counted twice.",
        "每笔交易都要完整计入，不能丢失或重复。",
    ],
    example: "to: { owner: 60%, helper: 60% }\n",
    mend: [
        "Correct the shares, or use `shares: ratio` or `overlay`.",
        "改正份额，或使用 `shares: ratio` 或 `overlay`。",
    ],
};
