//! `D008`: a header that stands twice.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The header of `file` has the column `header` more than once; the second one is at `place`.
#[must_use]
pub fn double_column(place: Span, file: &str, header: &str) -> Diagnostic {
    Diagnostic::error(
        "D008",
        both!("`{file}` has two columns `{header}`", "`{file}` 有两列 `{header}`"),
        place,
        both!("the second one", "第二个"),
    )
    .with_help(both!("rename one of them in the file's first line", "请在文件第一行给其中一列改名"))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D008",
    title: ["two columns of one name", "两列同名"],
    what: [
        "A column that is read must be named once: otherwise nobody knows which of the two counts.",
        "要读取的列名只能出现一次，否则不知道以哪一列为准。",
    ],
    example: "id,amount,amount",
    mend: ["Rename one of the columns.", "给其中一列改名。"],
};
