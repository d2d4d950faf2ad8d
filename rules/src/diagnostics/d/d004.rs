//! `D004`: a file that is no text.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `file`, named at `place`, is a file of another `kind`.
#[must_use]
pub fn other_kind(place: Span, file: &str, kind: &str) -> Diagnostic {
    Diagnostic::error(
        "D004",
        both!("`{file}` is no CSV file, it is {kind}", "`{file}` 不是 CSV 文件，而是 {kind}"),
        place,
        both!("only CSV is read", "只读取 CSV"),
    )
    .with_help(both!("save the sheet as `CSV UTF-8` and name that file", "请把表格另存为“CSV UTF-8”，并改用那个文件"))
}

/// `file`, named at `place`, holds bytes of zero.
#[must_use]
pub fn zeros(place: Span, file: &str) -> Diagnostic {
    Diagnostic::error(
        "D004",
        both!("`{file}` is no text: it holds bytes of zero", "`{file}` 不是文本：其中有零字节"),
        place,
        both!("only CSV is read", "只读取 CSV"),
    )
    .with_help(both!(
        "save it as `CSV UTF-8`; if it is UTF-16 without a byte-order mark, write `encoding: utf-16le` beside `file:`",
        "请另存为“CSV UTF-8”；如果它是没有字节顺序标记的 UTF-16，请在 `file:` 旁写 `encoding: utf-16le`"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D004",
    title: ["not a CSV file", "不是 CSV 文件"],
    what: [
        "The file is an Excel workbook, an archive or something else that is no text.",
        "该文件是 Excel 工作簿、压缩包或其他非文本文件。",
    ],
    example: "data: { participants: people.xlsx }",
    mend: ["Save the sheet as CSV (UTF-8) and name that file.", "把表格另存为 CSV（UTF-8），并改用那个文件。"],
};
