//! `D051`: a file of plans that is not read.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `path` lies in the folder of plans and is not read; `place` is in the company's file.
#[must_use]
pub fn not_read(place: Span, path: &str) -> Diagnostic {
    Diagnostic::warning(
        "D051",
        both!("`{path}` is not read", "`{path}` 不会被读取"),
        place,
        both!("the company's plans are `plans/*.yaml`, at most 1,000", "公司的方案是 `plans/*.yaml`，最多 1,000 个"),
    )
    .with_help(both!(
        "give it the ending `.yaml`, or take it out of the folder",
        "请把扩展名改为 `.yaml`，或移出该文件夹"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D051",
    title: ["a plan file that is not read", "未读取的方案文件"],
    what: [
        "Plans are the files in `plans/` that end in `.yaml`. This one looks like a plan but has another ending, a name that is no UTF-8, or is one too many.",
        "方案是 `plans/` 中以 `.yaml` 结尾的文件。这个文件像方案，但扩展名不同、文件名不是 UTF-8，或超出数量。",
    ],
    example: "plans/sales.yml",
    mend: ["Rename it to end in `.yaml`.", "把它改名为以 `.yaml` 结尾。"],
};
