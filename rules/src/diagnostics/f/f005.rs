//! F005: percent signs that do not stand right behind a number.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F005",
    title: ["percent sign that is not right behind a number", "百分号没有紧跟数字"],
    what: [
        "`%` right behind a number divides it by one hundred. It has no other meaning: there is no modulo.",
        "紧跟在数字后面的 `%` 表示除以一百。它没有别的含义：公式不提供取模。",
    ],
    example: "rate: 5 %",
    mend: ["Write `5%` without a blank.", "写成 `5%`，中间不要空格。"],
};

/// Not right behind a number.
#[must_use]
pub fn apart(span: Span) -> Diagnostic {
    let message = both!("`%` does not stand right behind a number", "`%` 没有紧跟在数字后面");
    Diagnostic::error("F005", message, span, both!("not right behind a number", "没有紧跟数字"))
        .with_help(both!("write it like `80%`; for a name write `name / 100`", "请写成 `80%`；名称请写成 `名称 / 100`"))
}

/// Meant as a remainder.
#[must_use]
pub fn modulo(span: Span) -> Diagnostic {
    let message = both!("`%` is a percent sign, remainders are not offered", "`%` 是百分号，公式不提供取模");
    Diagnostic::error("F005", message, span, both!("a value follows it", "它后面跟着一个值")).with_help(both!(
        "write the percentage like `80%` with a sign behind it; for a remainder use `a - floor(a / b) * b`",
        "百分数写成 `80%`，后面再写运算符；取模请用 `a - floor(a / b) * b`"
    ))
}
