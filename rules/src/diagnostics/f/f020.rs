//! F020: windows that reach past the period.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::period::PeriodLength;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F020",
    title: ["window that reaches past the period", "窗口超出当期"],
    what: [
        "A component that pays every month cannot know the whole quarter. `quarter_to_date` is the part of the quarter up to the end of the period.",
        "按月支付的组成部分无法知道整个季度。`quarter_to_date` 是季度中截至本期末的部分。",
    ],
    example: "rate_by: attainment(bookings, year)",
    mend: [
        "Write `year_to_date`, `previous(year)`, or let the component pay less often with `every`.",
        "写 `year_to_date`、`previous(year)`，或用 `every` 让该部分支付得更少一些。",
    ],
};

/// The whole `length` is not over when `period` ends.
#[must_use]
pub fn reaches_past(span: Span, length: PeriodLength, period: PeriodLength) -> Diagnostic {
    let (length, period) = (length.word(), period.name());
    let message = both!(
        "`{length}` reaches past the {period} that is being paid",
        "`{length}` 超出了正在计算的{period}"; period
    );
    Diagnostic::error("F020", message, span, both!("not over at the period's end", "本期结束时它尚未结束")).with_help(
        both!(
            "write `{length}_to_date`, or `previous({length})` for the one before",
            "请写 `{length}_to_date`；要用上一个请写 `previous({length})`"
        ),
    )
}
