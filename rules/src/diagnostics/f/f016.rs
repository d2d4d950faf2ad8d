//! F016: `if` without `else`.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F016",
    title: ["`if` without `else`", "`if` 缺少 `else`"],
    what: [
        "A formula must have a value in every case; nothing is never silently zero.",
        "公式在任何情况下都必须有值；没有值不会悄悄变成零。",
    ],
    example: "multiply_by: if satisfaction >= 90% { 1.1 }",
    mend: ["Write the value for the other case: `else { 1 }`.", "写出另一种情况的值：`else { 1 }`。"],
};

/// There is no value for the case that the condition does not hold.
#[must_use]
pub fn no_else(span: Span) -> Diagnostic {
    let message = both!("the `if` has no `else`", "`if` 缺少 `else`");
    Diagnostic::error("F016", message, span, both!("no value when the condition does not hold", "条件不成立时没有值"))
        .with_help(both!(
            "write the other value: `else {{ 1 }}` leaves a factor as it is, `else {{ 0 }}` pays nothing",
            "请写出另一个值：`else {{ 1 }}` 使系数不起作用，`else {{ 0 }}` 则不支付"
        ))
}
