//! T026: not a period.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Not a period, at `span`.
#[must_use]
pub fn no_period(span: Span, text: &str) -> Diagnostic {
    let found =
        Diagnostic::error("T026", both!("`{text}` is no period", "`{text}` 不是期间"), span, both!("here", "这里"));
    found.with_help(both!(
        "write `2026-03`, `2026-Q1`, `2026-H1` or `2026`",
        "写 `2026-03`、`2026-Q1`、`2026-H1` 或 `2026`"
    ))
}

/// What `attain help T026` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T026",
    title: ["not a period", "不是期间"],
    what: [
        "Periods are months, quarters, halves and years of the company's calendar.",
        "期间是公司日历中的月、季度、半年或年。",
    ],
    example: "period: 2026-Q5\n",
    mend: ["Write a period.", "写一个期间。"],
};
