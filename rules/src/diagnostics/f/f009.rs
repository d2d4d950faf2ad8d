//! F009: formulas that are too long or too deep.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F009",
    title: ["formula that is too long or too deep", "过长或嵌套过深的公式"],
    what: [
        "A formula has at most 4,000 characters, 40 brackets inside each other and about 100 operations in a row.",
        "公式最多 4,000 个字符、40 层括号，以及大约 100 个连续的运算。",
    ],
    example: "pays_on: ((((((((((((((((((((((((((((((((((((((((1))))))))))))))))))))))))))))))))))))))))",
    mend: [
        "Divide it with `let`, into several measures, or use a table of rates.",
        "用 `let` 拆分，拆成几个指标，或改用费率表。",
    ],
};

/// More characters than a formula may have.
#[must_use]
pub fn too_long(span: Span, found: usize, limit: usize) -> Diagnostic {
    let message =
        both!("the formula has {found} characters, more than {limit}", "公式有 {found} 个字符，超过 {limit} 个");
    Diagnostic::error("F009", message, span, both!("too long", "过长"))
        .with_help(both!("divide it into several measures or a table", "请拆成几个指标，或改用表格"))
}

/// Too many things inside each other.
#[must_use]
pub fn too_deep(span: Span) -> Diagnostic {
    let message = both!("the formula is nested too deeply", "公式嵌套过深");
    Diagnostic::error("F009", message, span, both!("too deep from here on", "从这里起嵌套过深")).with_help(both!(
        "name parts of it with `let x = ...;`, or use a table",
        "请用 `let x = ...;` 给其中的部分起名，或改用表格"
    ))
}
