//! S022: line without a colon.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Line without a colon, at `span`.
#[must_use]
pub fn no_colon(span: Span, has_colon: bool) -> Diagnostic {
    let how = if has_colon {
        both!("put a space behind the colon", "冒号后面要有一个空格")
    } else {
        both!("add a colon and a space behind the key", "在键后面加上冒号和空格")
    };
    let found = Diagnostic::error(
        "S022",
        both!("this line has no key with a colon", "这一行没有\"键加冒号\""),
        span,
        both!("expected `key: value`", "应为 `key: value`"),
    );
    found.with_help(both!("{how}", "{how}"; how))
}

/// What `attain help S022` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S022",
    title: ["line without a colon", "缺少冒号的行"],
    what: ["Every line of a map has a key, a colon, a space and a value.", "键值的每一行都由键、冒号、空格和值组成。"],
    example: "plan: ae\npays monthly\n",
    mend: ["Add the colon and the space.", "补上冒号和空格。"],
};
