//! R003: a formula needs a cell that is empty.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The finding; `whose` says for whom, such as `E1007, 2026-Q3`, and `cell` which column or attribute is empty, where that is
/// certain; `row` is where the row with the cell stands, where that is known.
#[must_use]
pub fn empty_cell(span: Span, whose: &Text, cell: Option<&str>, row: Option<&str>) -> Diagnostic {
    let message = match cell {
        Some(cell) => {
            both!("a formula needs `{cell}`, which is empty ({whose})", "公式需要 `{cell}`，但它为空（{whose}）"; whose)
        }
        None => both!("a formula needs a cell that is empty ({whose})", "公式需要的单元格为空（{whose}）"; whose),
    };
    let label = match row {
        Some(row) => both!("this is empty in {row}", "{row} 中此处为空"),
        None => both!("this is empty", "此处为空"),
    };
    Diagnostic::error("R003", message, span, label).with_help(both!(
        "fill the cell in, give the column a `default` in attain.yaml, or ask with `is_empty(...)`",
        "请补填数据，或在 attain.yaml 中为该列设置 `default`，或用 `is_empty(...)` 先判断"
    ))
}

/// Its page.
pub const EXPLANATION: Explanation = Explanation {
    code: "R003",
    title: ["a formula needs a cell that is empty", "公式需要的单元格为空"],
    what: [
        "A formula reads a column or an attribute that has no value for this transaction or participant. Empty is never taken for zero.",
        "公式读取的列或属性对该交易或此人没有值。空值绝不会当作零。",
    ],
    example: "credit: amount * weight",
    mend: [
        "Fill the cell in, give the column a `default` in attain.yaml, or ask with `is_empty(...)`.",
        "请补填数据，或在 attain.yaml 中为该列设置 `default`，或用 `is_empty(...)` 先判断。",
    ],
};
