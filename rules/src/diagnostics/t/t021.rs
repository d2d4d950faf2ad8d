//! T021: versions that overlap.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Versions that overlap, at `span`.
#[must_use]
pub fn versions_overlap(span: Span, plan: &str, earlier: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "T021",
        both!("two versions of the plan `{plan}` hold on the same days", "方案 `{plan}` 的两个版本在同一天都有效"),
        span,
        both!("overlaps", "重叠"),
    );
    let found =
        found.with_help(both!("let one end on the day before the other begins", "让一个版本在另一个开始的前一天结束"));
    found.with_label(earlier, both!("the other version", "另一个版本"))
}

/// What `attain help T021` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T021",
    title: ["versions that overlap", "版本重叠"],
    what: ["On every day at most one version of a plan holds.", "同一天最多只有一个版本有效。"],
    example: "effective: 2026-01-01 ..\n",
    mend: ["Change `effective` of one of them.", "修改其中一个的 `effective`。"],
};
