//! T019: curve with mixed points.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Curve with mixed points, at `span`.
#[must_use]
pub fn mixed_points(span: Span, one: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "T019",
        both!("the points of a curve mix percentages and sums", "曲线的点混用了百分比和金额"),
        span,
        both!("a sum of money", "金额"),
    );
    let found =
        found.with_help(both!("write all of them as percentages, or all as sums", "统一写成百分比或统一写成金额"));
    found.with_label(one, both!("a percentage", "百分比"))
}

/// What `attain help T019` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T019",
    title: ["curve with mixed points", "曲线的点单位不一"],
    what: ["Between a percentage and a sum of money there is no straight line.", "百分比和金额之间无法连成直线。"],
    example: "points: { 80%: 50%, 100%: 5000 }\n",
    mend: ["Use one kind.", "统一单位。"],
};
