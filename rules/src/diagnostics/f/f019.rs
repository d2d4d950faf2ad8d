//! F019: days that do not exist.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F019",
    title: ["day that does not exist", "不存在的日期"],
    what: [
        "Days in formulas are written `date(\"2026-01-31\")` and must exist in the calendar.",
        "公式中的日期写成 `date(\"2026-01-31\")`，并且必须真实存在。",
    ],
    example: "where: booked_on < date(\"2026-02-30\")",
    mend: ["Write an existing day with four, two and two digits.", "按四位、两位、两位数字写出存在的日期。"],
};

/// `text` is no day of the calendar in ISO notation.
#[must_use]
pub fn no_day(span: Span, text: &str) -> Diagnostic {
    let message = both!("`{text}` is not a day", "`{text}` 不是日期");
    Diagnostic::error("F019", message, span, both!("not a day of the calendar", "日历上没有这一天")).with_help(both!(
        "write it as year, month, day: `date(\"2026-01-31\")`",
        "请按年、月、日写：`date(\"2026-01-31\")`"
    ))
}
