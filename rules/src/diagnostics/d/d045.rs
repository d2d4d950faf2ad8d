//! `D045`: a transaction that counts names nobody.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::diagnostics::d::Rows;
use crate::source::Span;

/// `column`, which names the participant, is empty at `place`; `rows` says in how many rows it is.
#[must_use]
pub fn names_nobody(place: Span, column: &str, rows: Rows<'_>) -> Diagnostic {
    let label = rows.label(&both!("nobody stands here", "这里没有写人"));
    let message = both!("a transaction that counts names nobody in `{column}`", "计入的交易在 `{column}` 中没有写人");
    Diagnostic::warning("D045", message, place, label).with_help(both!(
        "fill it in, or let `where` of the measure leave such transactions out: as it stands, nobody gets this credit",
        "请补填，或用指标的 `where` 排除这类交易：现在这样无人获得归属"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D045",
    title: ["transactions name nobody", "交易没有写人"],
    what: [
        "A measure counts transactions whose column under `to` is empty. The run goes on: nobody gets this credit, and the report of the run has its sum.",
        "指标计入的一些交易，其 `to` 列为空。计算照常进行：这部分无人获得，运行报告中列出合计。",
    ],
    example: "id,owner,booked_on,amount\nT1,,2026-01-05,100",
    mend: [
        "Fill the cell in, give the column a `default` in attain.yaml, or leave such transactions out: `where: \"!is_empty(owner)\"` in the measure.",
        "补填单元格，或在 attain.yaml 中为该列写 `default`，或在指标中写 `where: \"!is_empty(owner)\"` 排除这类交易。",
    ],
};
