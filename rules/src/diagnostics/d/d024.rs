//! `D024`: a cell that is no period.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The cell at `place` says `text`, which is no period.
#[must_use]
pub fn not_a_period(place: Span, column: &str, text: &str) -> Diagnostic {
    Diagnostic::error(
        "D024",
        both!("`{text}` in column `{column}` is not a period", "列 `{column}` 中的 `{text}` 不是期间"),
        place,
        both!("not a period", "不是期间"),
    )
    .of_kind(column)
    .with_help(both!(
        "write a month as `2026-03`, a quarter as `2026-Q1`, a half as `2026-H1`, a year as `2026`",
        "月写 `2026-03`，季度写 `2026-Q1`，半年写 `2026-H1`，年写 `2026`"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D024",
    title: ["not a period", "不是期间"],
    what: [
        "Quotas and metrics belong to a period of the company's calendar.",
        "目标和外部指标属于公司日历中的某个期间。",
    ],
    example: "participant,quota,period,amount\nE1,bookings,Q1 2026,50000",
    mend: ["Write `2026-03`, `2026-Q1`, `2026-H1` or `2026`.", "请写 `2026-03`、`2026-Q1`、`2026-H1` 或 `2026`。"],
};
