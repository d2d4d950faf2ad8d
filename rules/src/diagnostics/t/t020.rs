//! T020: curve with one point.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Curve with one point, at `span`.
#[must_use]
pub fn one_point(span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "T020",
        both!("a curve needs at least two points", "曲线至少需要两个点"),
        span,
        both!("too few", "太少"),
    );
    found.with_help(both!("add a point, or write `rate` instead of `curve`", "再加一个点，或用 `rate` 代替 `curve`"))
}

/// What `attain help T020` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T020",
    title: ["curve with one point", "曲线只有一个点"],
    what: ["A curve draws straight lines between its points.", "曲线在点与点之间连直线。"],
    example: "points: { 100%: 100% }\n",
    mend: ["Add a point.", "加一个点。"],
};
