//! `D012`: full-width commas in a header.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The names of the columns of `file` are parted by full-width commas, the first one at `place`.
#[must_use]
pub fn wide_commas(place: Span, file: &str) -> Diagnostic {
    Diagnostic::error(
        "D012",
        both!("the header of `{file}` has full-width commas", "`{file}` 的表头用了全角逗号"),
        place,
        both!("a full-width `，`", "全角 `，`"),
    )
    .with_help(both!(
        "type `,` with the input method switched to half-width signs, in the header and in all rows",
        "请切换到半角输入 `,`，表头和所有行都要改"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D012",
    title: ["full-width commas in a header", "表头用了全角逗号"],
    what: [
        "Cells are parted by `,`, `;` or tabs. A full-width `，` is an ordinary letter, so that the whole line would be one column.",
        "单元格之间用 `,`、`;` 或制表符分隔。全角 `，` 只是普通文字，整行会被当作一列。",
    ],
    example: "id，amount\nT1,5",
    mend: ["Replace `，` by `,`.", "把 `，` 换成 `,`。"],
};
