//! N021: unknown column.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Unknown column, at `span`.
#[must_use]
pub fn unknown_column(span: Span, column: &str, nearest: Option<&str>, known: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "N021",
        both!("unknown column `{column}`", "没有列 `{column}`"),
        span,
        both!("no column has this name", "没有这个名字的列"),
    );
    match nearest {
        Some(nearest) => found.with_help(both!("did you mean `{nearest}`?", "是不是想写 `{nearest}`？")),
        None => found.with_help(both!("known here: {known}", "这里可用的有：{known}")),
    }
}

/// What `attain help N021` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N021",
    title: ["unknown column", "未知的列"],
    what: [
        "Columns are those that attain.yaml maps, and the headers of the files.",
        "可用的列来自 attain.yaml 的映射和文件表头。",
    ],
    example: "to: ower\n",
    mend: ["Correct the name, or map the column in attain.yaml.", "改正名字，或在 attain.yaml 里映射这一列。"],
};
