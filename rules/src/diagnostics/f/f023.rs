//! F023: divisions by zero.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F023",
    title: ["division by zero", "除以零"],
    what: [
        "Dividing by zero gives no number. A divisor that is written as zero is found by the check; one that turns out to be zero makes the run fail, and the run says for whom.",
        "除以零没有结果。写成零的除数在检查时就会发现；计算中出现的零除数会使运行失败，并说明是谁。",
    ],
    example: "rate: attainment(bookings) / 0%",
    mend: [
        "Divide by something else. Where the divisor may be zero, ask first: `if x == 0 { 0 } else { y / x }`.",
        "改用别的除数。除数可能为零时请先判断：`if x == 0 { 0 } else { y / x }`。",
    ],
};

/// The divisor is zero.
#[must_use]
pub fn by_zero(span: Span, divisor: &str) -> Diagnostic {
    let message = both!("division by zero: `{divisor}`", "除以零：`{divisor}`");
    Diagnostic::error("F023", message, span, both!("has no value", "没有结果"))
        .with_help(both!("divide by something else", "请改用别的除数"))
}
