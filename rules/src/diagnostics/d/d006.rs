//! `D006`: a file without a header.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `file`, named at `place`, has nothing in it.
#[must_use]
pub fn empty_file(place: Span, file: &str) -> Diagnostic {
    Diagnostic::error(
        "D006",
        both!("`{file}` is empty: it has no header", "`{file}` 是空的：没有表头"),
        place,
        both!("this file", "这个文件"),
    )
    .with_help(both!(
        "the first line names the columns; a table without rows still has it",
        "第一行写列名；没有数据行的表也要有表头"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D006",
    title: ["empty file", "空文件"],
    what: [
        "Every data file starts with a line that names its columns, also when there are no rows.",
        "每个数据文件的第一行是列名，没有数据行时也要有。",
    ],
    example: "data: { quotas: data/quotas.csv }   # a file of 0 bytes",
    mend: [
        "Write the header into the file, or take the table out of `attain.yaml`.",
        "在文件里写上表头，或从 `attain.yaml` 中去掉该表。",
    ],
};
