//! R002: a number grows past every limit.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The finding; `whose` says for whom, such as `E1007, 2026-Q3`.
#[must_use]
pub fn overflow(span: Span, whose: &Text) -> Diagnostic {
    let message = both!("a number grows past every limit ({whose})", "数字超出上限（{whose}）"; whose);
    Diagnostic::error("R002", message, span, both!("this outgrows what can be held", "此处的数字过大")).with_help(
        both!(
            "look for a factor, an amount or a number of months that is far too large",
            "请检查是否有过大的系数、金额或月数"
        ),
    )
}

/// Its page.
pub const EXPLANATION: Explanation = Explanation {
    code: "R002",
    title: ["a number grows past every limit", "数字超出上限"],
    what: [
        "A number in the calculation needs more than 2,048 bits, or a line is larger than 9,223,372,036,854,775,807 minor units; or `add_months` leaves the years 1 to 9999.",
        "计算中的数字超过 2,048 个二进制位，或收入行金额超过 9,223,372,036,854,775,807 个最小货币单位；或者 `add_months` 得到的日期不在 1 至 9999 年之内。",
    ],
    example: "multiply_by: 99999999999999999999",
    mend: [
        "Look for a factor, an amount or a number of months that is far too large.",
        "请检查是否有过大的系数、金额或月数。",
    ],
};
