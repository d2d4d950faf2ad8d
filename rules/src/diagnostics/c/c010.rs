//! C010: month of the calendar that is none.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What stands under `key` of the calendar, at `span`, is no month.
#[must_use]
pub fn month(span: Span, key: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "C010",
        both!("`{key}` is a month from 1 to 12", "`{key}` 是 1 到 12 的月份"),
        span,
        both!("not a month", "不是月份"),
    );
    found.with_help(both!("write for example `{key}: 4`", "例如 `{key}: 4`"))
}

/// What `attain help C010` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C010",
    title: ["month of the calendar that is none", "日历中的月份无效"],
    what: [
        "`year_starts` is the month with which the fiscal year starts, `week_53` the month that has the 53rd week in long years.",
        "`year_starts` 是财年开始的月份，`week_53` 是长年中拥有第 53 周的月份。",
    ],
    example: "calendar: { year_starts: 13 }\n",
    mend: ["Write a month from 1 to 12.", "写 1 到 12。"],
};
