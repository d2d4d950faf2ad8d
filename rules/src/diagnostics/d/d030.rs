//! `D030`: an empty cell that must say something.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The cell at `place`, in column `column`, is empty.
#[must_use]
pub fn empty_cell(place: Span, column: &str) -> Diagnostic {
    Diagnostic::error(
        "D030",
        both!("column `{column}` is empty in this row", "这一行的列 `{column}` 为空"),
        place,
        both!("nothing here", "这里没有内容"),
    )
    .with_help(match column {
        "approved_by" => both!(
            "write who approved it: what is decided by hand counts only with a name behind it",
            "请写明由谁批准：手工决定的事项必须有批准人才有效"
        ),
        "reason" => both!(
            "write why: it stands in the statement of whoever is paid, and in the report",
            "请写明原因：它会出现在此人的结算单和报告中"
        ),
        _ => both!("write it; the row means nothing without it", "请填写；没有它，这一行没有意义"),
    })
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D030",
    title: ["an empty cell", "空单元格"],
    what: [
        "Some cells must say something: ids, the plan of an assignment, the period and amount of a quota.",
        "有些单元格必须填写：编号、任职的方案、目标的期间和数额。",
    ],
    example: "id,amount\n,100",
    mend: ["Fill the cell, or take the row out of the file.", "填写该单元格，或从文件中去掉该行。"],
};
