//! C010: fiscal year that begins in no month.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Fiscal year that begins in no month, at `span`.
#[must_use]
pub fn month(span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "C010",
        both!("`year_starts` is a month from 1 to 12", "`year_starts` 是 1 到 12 的月份"),
        span,
        both!("not a month", "不是月份"),
    );
    found.with_help(both!("write for example `{{ year_starts: 4 }}`", "例如 `{{ year_starts: 4 }}`"))
}

/// What `attain help C010` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C010",
    title: ["fiscal year that begins in no month", "财年起始月份无效"],
    what: ["The fiscal year begins on the first day of a month.", "财年从某个月的第一天开始。"],
    example: "calendar: { year_starts: 13 }\n",
    mend: ["Write a month from 1 to 12.", "写 1 到 12。"],
};
