//! F003: texts that do not end, or with unknown escapes.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F003",
    title: ["text that does not end", "没有结束的文本"],
    what: [
        "A text stands between two `\"` on one line. Inside it `\\\"` is a quotation mark and `\\\\` a backslash.",
        "文本写在同一行的两个 `\"` 之间。其中 `\\\"` 表示引号，`\\\\` 表示反斜杠。",
    ],
    example: "where: type == \"new",
    mend: ["Write the closing quotation mark.", "补上结尾的引号。"],
};

/// The quotation mark that ends the text is missing.
#[must_use]
pub fn not_closed(span: Span, quote: char) -> Diagnostic {
    let message = both!("the text is never closed", "文本没有结束");
    Diagnostic::error("F003", message, span, both!("starts with {quote} here", "从这里的 {quote} 开始"))
        .with_help(both!("write a `\"` at its end, on the same line", "请在同一行的文本末尾写上 `\"`"))
}

/// A backslash before something that needs none.
#[must_use]
pub fn unknown_escape(span: Span, escaped: Option<char>) -> Diagnostic {
    let escaped = escaped.unwrap_or(' ');
    let message = both!("`\\{escaped}` means nothing in a text", "文本中的 `\\{escaped}` 没有意义");
    Diagnostic::error("F003", message, span, both!("unknown escape", "未知的转义")).with_help(both!(
        "write `\\\\` for a backslash and `\\\"` for a quotation mark",
        "反斜杠写作 `\\\\`，引号写作 `\\\"`"
    ))
}
