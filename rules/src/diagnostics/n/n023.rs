//! N023: name that formulas could not read.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Name that formulas could not read, at `span`.
#[must_use]
pub fn no_name(span: Span, name: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "N023",
        both!("`{name}` cannot be a name", "`{name}` 不能作为名字"),
        span,
        both!("here", "这里"),
    );
    found.with_help(both!("names have letters (also Chinese ones), digits and `_`, do not begin with a digit, and are no word of the language", "名字由字母（含汉字）、数字和 `_` 组成，不以数字开头，也不能是语言的保留字"))
}

/// What `attain help N023` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N023",
    title: ["name that formulas could not read", "公式无法读取的名字"],
    what: [
        "Measures and components are named in formulas, where `a-b` is a subtraction and `if` a word of the language.",
        "公式里会用到这些名字，而公式中 `a-b` 是减法，`if` 是关键字。",
    ],
    example: "measures:\n  new-business: {}\n",
    mend: ["Use `_` instead of spaces and hyphens.", "用 `_` 代替空格和连字符。"],
};
