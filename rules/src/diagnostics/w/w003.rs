//! W003: measure without use.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Measure without use, at `span`.
#[must_use]
pub fn unused_measure(span: Span, name: &str) -> Diagnostic {
    let found = Diagnostic::warning(
        "W003",
        both!("the measure `{name}` is never used", "指标 `{name}` 从未使用"),
        span,
        both!("no component and no other measure names it", "没有任何组成部分或指标用到它"),
    );
    found.with_help(both!("use it or remove it", "使用它或删去它"))
}

/// What `attain help W003` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W003",
    title: ["measure without use", "没有用到的指标"],
    what: [
        "It costs time and may be a sign that a formula names another one by mistake.",
        "它会占用计算时间，也可能说明某个公式写错了名字。",
    ],
    example: "measures:\n  visits: {}\n",
    mend: ["Use or remove it.", "使用或删去。"],
};
