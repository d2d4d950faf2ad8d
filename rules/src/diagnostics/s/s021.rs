//! S021: unknown escape.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Unknown escape, at `span`.
#[must_use]
pub fn escape(span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "S021",
        both!("unknown escape in a text with double quotes", "双引号文本里有未知的转义"),
        span,
        both!("not known", "无法识别"),
    );
    found.with_help(both!(
        "write a backslash twice (`\\\\`), or use single quotes, where it means itself",
        "反斜杠要写两次（`\\\\`），或改用单引号，单引号里反斜杠就是它本身"
    ))
}

/// What `attain help S021` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S021",
    title: ["unknown escape", "未知的转义"],
    what: ["Inside double quotes a backslash begins an escape such as `\\n`.", "双引号里反斜杠表示转义，例如 `\\n`。"],
    example: "file: \"data\\deals.csv\"\n",
    mend: ["Use single quotes.", "改用单引号。"],
};
