//! C009: needed column is missing.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Needed column is missing, at `span`; `near` is a header that may be meant.
#[must_use]
pub fn column_missing(span: Span, column: &str, table: &str, file: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        "C009",
        both!(
            "`{file}` has no column for `{column}`, which `{table}` need",
            "`{file}` 没有 `{column}` 列，而 `{table}` 必须有"
        ),
        span,
        both!("neither a header nor a mapping", "既没有同名表头，也没有映射"),
    );
    found.with_help(match near {
        Some(near) => both!(
            "is it `{near}`? then correct the header, or write `{table}: {{ file: {file}, columns: {{ {column}: {near} }} }}`",
            "是不是 `{near}`？如果是，请改正表头，或写 `{table}: {{ file: {file}, columns: {{ {column}: {near} }} }}`"
        ),
        None => both!(
            "say which column of the file it is: `{table}: {{ file: {file}, columns: {{ {column}: HEADER }} }}`",
            "说明它是文件中的哪一列：`{table}: {{ file: {file}, columns: {{ {column}: 表头 }} }}`"
        ),
    })
}

/// What `attain help C009` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C009",
    title: ["needed column is missing", "缺少必需的列"],
    what: [
        "Some columns must be there, because without them rows mean nothing: who, what, how much.",
        "有些列必须存在，否则数据没有意义：是谁、是什么、多少。",
    ],
    example: "data:\n  participants: people.csv   # without a column id\n",
    mend: ["Map a column to the name.", "把某一列映射到这个名字。"],
};
