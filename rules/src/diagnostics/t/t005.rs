//! T005: not a range of days.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// Not a range of days, at `span`, because of `why`.
#[must_use]
pub fn no_days(span: Span, text: &str, why: Text) -> Diagnostic {
    let found = Diagnostic::error("T005", both!("`{text}` is no range of days", "`{text}` 不是日期范围"), span, why);
    found.with_help(both!(
        "write `2026-01-01 .. 2026-12-31`, or `2026-01-01 ..` without an end",
        "写 `2026-01-01 .. 2026-12-31`；没有结束日就写 `2026-01-01 ..`"
    ))
}

/// What `attain help T005` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T005",
    title: ["not a range of days", "不是日期范围"],
    what: [
        "Days are written year-month-day with all digits; both ends are included, and the first does not come after the last.",
        "日期按\"年-月-日\"写全位数；首尾两天都包括在内，首日不能晚于末日。",
    ],
    example: "effective: 2026-1-1 to 2026-12-31\n",
    mend: ["Write two days with `..` between them.", "两个日期之间写 `..`。"],
};
