//! C006: column from nowhere, or from two places.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Column from nowhere, or from two places, at `span`.
#[must_use]
pub fn cells_from_where(span: Span, column: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "C006",
        both!("the column `{column}` needs either `column` or `value`", "列 `{column}` 需要 `column` 或 `value` 之一"),
        span,
        both!("here", "这里"),
    );
    found.with_help(both!(
        "`column` names the header in the file, `value` gives one text for all rows; write one of the two",
        "`column` 写文件中的表头，`value` 给所有行同一个值；两者写一个"
    ))
}

/// What `attain help C006` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C006",
    title: ["column from nowhere, or from two places", "列没有来源或有两个来源"],
    what: [
        "The cells of a column come from a column of the file or are the same in every row.",
        "列的内容要么来自文件中的一列，要么每行相同。",
    ],
    example: "columns:\n  region: { type: text }\n",
    mend: ["Write `column: HEADER`.", "写 `column: 表头`。"],
};
