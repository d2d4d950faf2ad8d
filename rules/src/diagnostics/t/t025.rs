//! T025: measure from nowhere.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Measure from nowhere, at `span`.
#[must_use]
pub fn unknown_origin(span: Span, text: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "T025",
        both!("`{text}` is no origin of a measure", "`{text}` 不是指标的来源"),
        span,
        both!("here", "这里"),
    );
    found.with_help(both!(
        "write `transactions`, `metrics.NAME` or `formula`",
        "写 `transactions`、`metrics.名字` 或 `formula`"
    ))
}

/// What `attain help T025` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T025",
    title: ["measure from nowhere", "指标没有来源"],
    what: [
        "A measure takes its values from transactions, from the metrics table, or from a formula over other measures.",
        "指标的值来自交易、外部指标表，或其他指标的公式。",
    ],
    example: "from: deals\n",
    mend: ["Choose one of the three.", "三者选一。"],
};
