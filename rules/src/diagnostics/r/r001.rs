//! R001: a formula divides by zero.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The finding; `whose` says for whom, such as `E1007, 2026-Q3`.
#[must_use]
pub fn division_by_zero(span: Span, whose: &Text) -> Diagnostic {
    let message = both!("a formula divides by zero ({whose})", "公式中除数为零（{whose}）"; whose);
    Diagnostic::error("R001", message, span, both!("the divisor is zero here", "此处除数为零")).with_help(both!(
        "guard the division: `if x == 0 {{ 0 }} else {{ y / x }}`",
        "先判断除数：`if x == 0 {{ 0 }} else {{ y / x }}`"
    ))
}

/// Its page.
pub const EXPLANATION: Explanation = Explanation {
    code: "R001",
    title: ["a formula divides by zero", "公式中除数为零"],
    what: [
        "A formula divided by a number that is zero for this participant or transaction. A result cannot be given, and a silent zero would be wrong pay.",
        "公式所除的数对此人或该笔交易为零，无法得出结果；若悄悄按零处理，就会发错钱。",
    ],
    example: "credit: amount / quantity",
    mend: ["Guard the division: `if x == 0 { 0 } else { y / x }`.", "先判断除数：`if x == 0 { 0 } else { y / x }`。"],
};
