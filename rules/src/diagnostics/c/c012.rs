//! C012: column that is made twice.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Column that is made twice, at `span`.
#[must_use]
pub fn column_twice(span: Span, column: &str, earlier: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "C012",
        both!("the column `{column}` is made twice", "列 `{column}` 定义了两次"),
        span,
        both!("again here", "这里又定义一次"),
    );
    let found = found.with_help(both!("give one of them another name", "给其中一个换名字"));
    found.with_label(earlier, both!("first here", "第一次在这里"))
}

/// What `attain help C012` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C012",
    title: ["column that is made twice", "列重复定义"],
    what: ["A lookup brings a column whose name the table already has.", "对照表带来的列与表中已有的列同名。"],
    example: "columns: { series: Series }\nlookups:\n  - { file: p.csv, by: product, key: product, columns: { series: series } }\n",
    mend: ["Rename one.", "改名。"],
};
