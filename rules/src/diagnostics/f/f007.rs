//! F007: what other languages spell otherwise.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F007",
    title: ["spelled otherwise in formulas", "公式中另有写法"],
    what: [
        "Signs and words of spreadsheets and other languages have one spelling here: `&&`, `||`, `!`, `==`, `!=`, texts in `\"`.",
        "电子表格和其他语言的符号与词语，在这里只有一种写法：`&&`、`||`、`!`、`==`、`!=`，文本用 `\"`。",
    ],
    example: "where: type = 'new' and amount > 0",
    mend: ["Write what the message names.", "按消息给出的写法改写。"],
};

/// `found` was written for `meant`.
#[must_use]
pub fn spelling(span: Span, found: &str, meant: &str) -> Diagnostic {
    let message = both!("`{found}` is written `{meant}` in formulas", "公式中 `{found}` 要写成 `{meant}`");
    Diagnostic::error("F007", message, span, both!("write `{meant}`", "请写 `{meant}`"))
        .with_help(both!("replace `{found}` by `{meant}`", "请把 `{found}` 换成 `{meant}`"))
}

/// A single `=` that is not part of a `let`.
#[must_use]
pub fn equals(span: Span) -> Diagnostic {
    let message = both!("a single `=` does not compare", "单个 `=` 不表示比较");
    Diagnostic::error("F007", message, span, both!("write `==`", "请写 `==`")).with_help(both!(
        "write `==` to ask whether two values are equal, and `let x = ...;` to give a value a name",
        "判断两个值是否相等请写 `==`；给值起名请写 `let x = ...;`"
    ))
}
