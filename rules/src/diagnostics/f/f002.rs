//! F002: brackets without their partner.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F002",
    title: ["bracket without its partner", "括号不配对"],
    what: [
        "Every `(`, `[`, `{` and `/*` must be closed, the last one opened first.",
        "每个 `(`、`[`、`{` 和 `/*` 都必须闭合，后打开的先闭合。",
    ],
    example: "rate: min(5%, 1",
    mend: ["Write the missing bracket or take away the one that is too much.", "补上缺少的括号，或删去多余的括号。"],
};

/// Opened and never closed.
#[must_use]
pub fn never_closed(span: Span, open: &str, close: &str) -> Diagnostic {
    let message = both!("`{open}` is never closed", "`{open}` 没有闭合");
    Diagnostic::error("F002", message, span, both!("opened here", "在这里打开"))
        .with_help(both!("write the `{close}` that belongs to it", "请补上与它配对的 `{close}`"))
}

/// Closed and never opened.
#[must_use]
pub fn never_opened(span: Span, close: &str, open: &str) -> Diagnostic {
    let message = both!("`{close}` closes nothing", "`{close}` 没有对应的 `{open}`");
    Diagnostic::error("F002", message, span, both!("no `{open}` is open here", "此处没有打开的 `{open}`")).with_help(
        both!("take it away, or write the `{open}` that belongs to it", "请删去它，或补上与它配对的 `{open}`"),
    )
}

/// Closed while another one is still open.
#[must_use]
pub fn crossed(span: Span, close: &str, opened: Span, open: &str, expected: &str) -> Diagnostic {
    let message = both!("`{close}` stands where `{expected}` should", "应为 `{expected}`，却写了 `{close}`");
    Diagnostic::error("F002", message, span, both!("expected `{expected}`", "应为 `{expected}`"))
        .with_label(opened, both!("because of this `{open}`", "因为这里打开了 `{open}`"))
        .with_help(both!("close `{open}` with `{expected}` first", "请先用 `{expected}` 闭合 `{open}`"))
}
