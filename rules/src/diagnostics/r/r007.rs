//! R007: outside the table.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The finding; `whose` says for whom, such as `E1007, 2026-Q3`.
#[must_use]
pub fn outside_table(span: Span, whose: &Text, index: &str) -> Diagnostic {
    let message = both!("{index} lies outside the table ({whose})", "{index} 超出表格范围（{whose}）"; whose);
    Diagnostic::error("R007", message, span, both!("this table says `outside: error`", "该表写明 `outside: error`"))
        .with_help(both!(
            "add a row that starts lower, or say `outside: zero` or `outside: nearest`",
            "请增加起点更低的档位，或写明 `outside: zero` 或 `outside: nearest`"
        ))
}

/// Its page.
pub const EXPLANATION: Explanation = Explanation {
    code: "R007",
    title: ["outside the table", "超出表格范围"],
    what: [
        "The number that picks the row lies below the first row (or past the last point of a curve), and the table says that this is an error.",
        "用于查档的数低于第一档（或超过曲线最后一点），而表格规定这是错误。",
    ],
    example: "outside: error",
    mend: [
        "Add a row that starts lower, or say `outside: zero` or `outside: nearest`.",
        "请增加起点更低的档位，或写明 `outside: zero` 或 `outside: nearest`。",
    ],
};
