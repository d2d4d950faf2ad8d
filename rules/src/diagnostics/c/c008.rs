//! C008: header that is not in the file.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Header that is not in the file, at `span`.
#[must_use]
pub fn no_such_header(span: Span, header: &str, file: &str, nearest: Option<&str>, known: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "C008",
        both!("`{file}` has no column `{header}`", "`{file}` 里没有列 `{header}`"),
        span,
        both!("not in the first line of the file", "文件第一行里没有"),
    );
    match nearest {
        Some(nearest) => found.with_help(both!("did you mean `{nearest}`?", "是不是想写 `{nearest}`？")),
        None => found.with_help(both!("known here: {known}", "这里可用的有：{known}")),
    }
}

/// What `attain help C008` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C008",
    title: ["header that is not in the file", "文件里没有这个表头"],
    what: ["The name must be exactly as it stands in the first line of the file.", "名称必须与文件第一行完全一致。"],
    example: "columns:\n  id: Opportunity Id\n",
    mend: ["Copy the header from the file.", "从文件中复制表头。"],
};
