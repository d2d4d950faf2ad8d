//! C014: a header that is nearly the name of a column which the file lacks.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The file at `span` has `header`, and nothing for `column`, which may be meant.
#[must_use]
pub fn nearly(span: Span, header: &str, column: &str, file: &str) -> Diagnostic {
    let found = Diagnostic::warning(
        "C014",
        both!(
            "`{file}` has a column `{header}`, and none for `{column}`",
            "`{file}` 有 `{header}` 列，而没有 `{column}` 列"
        ),
        span,
        both!("is `{column}` meant?", "是不是指 `{column}`？"),
    );
    found.with_help(both!(
        "correct the header; or list the column under `columns` as `{header}: {header}`, if it is one of your own: as it stands, every row is without `{column}`",
        "请改正表头；如果这是贵公司自己的列，请在 `columns` 中写 `{header}: {header}`：现在这样，每一行都没有 `{column}`"
    ))
}

/// The file at `span` has `header`, which is the name of `column` but for its case.
#[must_use]
pub fn other_case(span: Span, header: &str, column: &str, file: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "C014",
        both!("the column `{header}` of `{file}` is called `{column}`", "`{file}` 的 `{header}` 列应写作 `{column}`"),
        span,
        both!("`{column}` in another case", "`{column}` 的大小写不同"),
    );
    found.with_help(both!(
        "correct the header, or write under `columns` which column it is: `{column}: {header}`; if it is one of your own, `{header}: {header}`",
        "请改正表头，或在 `columns` 中写明是哪一列：`{column}: {header}`；如果这是贵公司自己的列，则写 `{header}: {header}`"
    ))
}

/// What `attain help C014` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C014",
    title: ["header that is nearly a known one", "表头与已知列名只差一点"],
    what: [
        "Columns such as `from`, `to` or `left_on` may be absent, and mean something when they are there. A header that differs from such a name by a slip would change what is paid without a word. One that differs in its case alone is an error.",
        "`from`、`to`、`left_on` 这类列可以没有，有就有含义。表头与这样的名称只差一点时，会不声不响地改变付款金额。只有大小写不同的是错误。",
    ],
    example: "participant,plan,form,to\nE1007,account-executive,2026-06-01,\n",
    mend: ["Correct the header, or list the column under `columns`.", "改正表头，或在 `columns` 中列出该列。"],
};
