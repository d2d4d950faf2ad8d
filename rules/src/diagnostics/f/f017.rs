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
        (1, 1) => both!("1 argument", " 1 个参数"),
        (a, b) if a == b => both!("{a} arguments", " {a} 个参数"),
        (a, usize::MAX) => both!("{a} arguments or more", "至少 {a} 个参数"),
        (a, b) => both!("{a} to {b} arguments", " {a} 至 {b} 个参数"),
    };
    let message = both!("`{name}` takes {wanted}, not {found}", "`{name}` 需要{wanted}，而不是 {found} 个"; wanted);
    let noun = if found == 1 { "argument" } else { "arguments" };
    Diagnostic::error("F017", message, span, both!("{found} {noun}", "{found} 个参数"))
        .with_help(both!("it is used like this: `{usage}`", "它的用法是：`{usage}`"))
}
