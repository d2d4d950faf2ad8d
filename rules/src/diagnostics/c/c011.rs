//! C011: default of another type.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Default of another type, at `span`.
#[must_use]
pub fn default_of_wrong_type(span: Span, column: &str, value: &str, kind: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "C011",
        both!(
            "the default `{value}` of column `{column}` is no {kind}",
            "列 `{column}` 的默认值 `{value}` 不是 {kind}"
        ),
        span,
        both!("here", "这里"),
    );
    found.with_help(both!("write a value of the column's type", "写一个符合该列类型的值"))
}

/// What `attain help C011` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C011",
    title: ["default of another type", "默认值类型不符"],
    what: [
        "The default stands for empty cells, so it must be readable as one of them.",
        "默认值代替空单元格，因此必须能按该列的类型读取。",
    ],
    example: "columns:\n  size: { column: Size, type: count, default: none }\n",
    mend: ["Write a number, a day or yes/no.", "写数字、日期或 yes/no。"],
};
