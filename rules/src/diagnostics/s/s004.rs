//! S004: open quote.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Open quote, at `span`.
#[must_use]
pub fn open_quote(span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "S004",
        both!("a quote is opened and never closed", "引号只有开头没有结尾"),
        span,
        both!("opened here", "在这里打开"),
    );
    found.with_help(both!("close the quote at the end of the value", "在值的末尾补上引号"))
}

/// What `attain help S004` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S004",
    title: ["open quote", "引号未闭合"],
    what: [
        "Everything behind the quote would belong to one text, up to the end of the file.",
        "引号之后直到文件末尾都会被当作同一段文本。",
    ],
    example: "plan: \"ae\npays: monthly\n",
    mend: ["Add the missing quote, or remove the one that is too many.", "补上缺少的引号，或删去多余的引号。"],
};
