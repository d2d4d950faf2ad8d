//! F017: wrong numbers of arguments.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F017",
    title: ["wrong number of arguments", "参数个数不对"],
    what: [
        "Each function takes a certain number of arguments, divided by commas.",
        "每个函数都有固定的参数个数，用逗号分隔。",
    ],
    example: "amount: round(bookings, 2)",
    mend: ["Use the function as the message shows.", "按消息中的用法使用函数。"],
};

/// `name` was called with `found` arguments.
#[must_use]
pub fn arity(span: Span, name: &str, found: usize, fewest: usize, most: usize, usage: &str) -> Diagnostic {
    let wanted = match (fewest, most) {
        (a, b) if a == b => format!("{a}"),
        (a, usize::MAX) => format!("{a}+"),
        (a, b) => format!("{a}-{b}"),
    };
    let message =
        both!("`{name}` takes {wanted} arguments, not {found}", "`{name}` 需要 {wanted} 个参数，而不是 {found} 个");
    Diagnostic::error("F017", message, span, both!("{found} arguments", "{found} 个参数"))
        .with_help(both!("it is used like this: `{usage}`", "它的用法是：`{usage}`"))
}
