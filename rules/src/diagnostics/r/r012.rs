//! R012: a transaction without a day.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The finding; `whose` says which transaction, `column` names the column that is empty.
#[must_use]
pub fn no_day(span: Span, whose: &Text, column: &str) -> Diagnostic {
    let message = both!("column `{column}` has no day ({whose})", "`{column}` 列没有日期（{whose}）"; whose);
    let label = both!("the day in `{column}` says for which period it counts", "由 `{column}` 的日期决定计入哪个期间");
    Diagnostic::error("R012", message, span, label).with_help(both!(
        "fill the day in, or leave such rows out with `where` in the measure or `keep` in attain.yaml",
        "请补填日期，或用指标的 `where`、attain.yaml 的 `keep` 排除这样的行"
    ))
}

/// Its page.
pub const EXPLANATION: Explanation = Explanation {
    code: "R012",
    title: ["a transaction without a day", "交易没有日期"],
    what: [
        "A transaction that a measure counts has nothing in the column that says when it counts. It would belong to no period.",
        "指标要计入的一笔交易，在决定期间的日期列中没有值，因此不属于任何期间。",
    ],
    example: "dated: booked_on",
    mend: [
        "Fill the day in, or leave such rows out with `where` in the measure or `keep` in attain.yaml.",
        "请补填日期，或用指标的 `where`、attain.yaml 的 `keep` 排除这样的行。",
    ],
};
