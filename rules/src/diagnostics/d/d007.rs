//! `D007`: a column that the header does not have.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `file` has no column `header`, which `place` asks for; `nearest` is the most similar one that it has.
#[must_use]
pub fn missing_column(place: Span, file: &str, header: &str, nearest: Option<&str>) -> Diagnostic {
    let help = match nearest {
        Some(nearest) => both!("did you mean `{nearest}`?", "是不是 `{nearest}`？"),
        None => both!(
            "name the column as the file's first line does, under `columns:`, or add it to the file",
            "请在 `columns:` 下按文件第一行的写法写列名，或在文件中加上这一列"
        ),
    };
    Diagnostic::error(
        "D007",
        both!("`{file}` has no column `{header}`", "`{file}` 没有列 `{header}`"),
        place,
        both!("no column has this header", "没有这个表头"),
    )
    .with_help(help)
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D007",
    title: ["missing column", "缺少列"],
    what: [
        "The mapping, or the table itself, needs a column that the first line of the file does not name. Big and small letters differ; blanks at the ends do not count.",
        "映射或表本身需要的列，在文件第一行里没有。区分大小写；首尾空格不计。",
    ],
    example: "columns: { amount: close_valu }",
    mend: [
        "Write the header exactly as it stands in the file: `columns: { amount: close_value }`.",
        "按文件中的写法写表头：`columns: { amount: close_value }`。",
    ],
};
