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

/// As [`ragged_row`], where the row is parted by `found`, and the header is not.
#[must_use]
pub fn other_delimiter(place: Span, file: &str, (cells, columns): (usize, usize), found: char) -> Diagnostic {
    ragged_row(place, file, cells, columns).with_help(both!(
        "this row is parted by `{found}`: write the sign that parts the header",
        "这一行用 `{found}` 分隔：请与表头使用同样的分隔符"
    ))
}

/// As [`ragged_row`], where a number with separators, `written` at `place`, was cut into several cells.
#[must_use]
pub fn cut_number(
    place: Span,
    file: &str,
    (cells, columns): (usize, usize),
    (written, plain): (&str, &str),
) -> Diagnostic {
    ragged_row(place, file, cells, columns).with_help(both!(
        "`{written}` is read as several cells: write `{plain}`, without separators",
        "`{written}` 被读成了几个单元格：请写 `{plain}`，不加千分位"
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
