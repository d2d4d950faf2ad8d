//! `D010`: a row with too many or too few cells.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// As [`ragged_row`], where full-width commas stand in the row.
#[must_use]
pub fn wide_commas(place: Span, file: &str, cells: usize, columns: usize) -> Diagnostic {
    ragged_row(place, file, cells, columns).with_help(both!(
        "the row has full-width commas `，`: type `,` with the input method switched to half-width signs, in all rows",
        "这一行用了全角逗号 `，`：请把输入法切换到半角，在所有行中输入 `,`"
    ))
}

/// A row of `file` has `cells` cells where the header has `columns`.
#[must_use]
pub fn ragged_row(place: Span, file: &str, cells: usize, columns: usize) -> Diagnostic {
    let noun = if cells == 1 { "cell" } else { "cells" };
    Diagnostic::error(
        "D010",
        both!(
            "a row of `{file}` has {cells} {noun}, the header has {columns}",
            "`{file}` 有一行是 {cells} 个单元格，而表头是 {columns} 个"
        ),
        place,
        both!("{cells} {noun} instead of {columns}", "{cells} 个单元格，应为 {columns} 个"),
    )
    .with_help(both!(
        "put a text that holds the delimiter or a line end into quotes; a cell without anything in it still needs its delimiter",
        "含有分隔符或换行的文字要加引号；空单元格也要保留分隔符"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D010",
    title: ["a row with too many or too few cells", "单元格数不对的行"],
    what: [
        "Every row has as many cells as the header. A row that has not was mostly cut by a delimiter inside a text, and its cells would stand under the wrong columns.",
        "每一行的单元格数与表头相同。不同的行多半是文字里的分隔符造成的，单元格会错位。",
    ],
    example: "id,name,amount\nT1,Miller, Sons,100",
    mend: ["Quote the text: `T1,\"Miller, Sons\",100`.", "给文字加引号：`T1,\"Miller, Sons\",100`。"],
};
