//! `D011`: more than is read.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// Something of `file` is larger than it may be: `what` with its limit.
#[must_use]
pub fn too_large(place: Span, file: &str, what: &Text) -> Diagnostic {
    Diagnostic::error(
        "D011",
        both!("`{file}` has {what}", "`{file}` 有{what}"; what),
        place,
        both!("more than is read", "超过读取上限"),
    )
    .with_help(both!(
        "split the file, or see whether a quote or a delimiter is wrong",
        "请拆分文件，或检查引号和分隔符是否有误"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D011",
    title: ["more than is read", "超过上限"],
    what: [
        "Files have limits, so that a broken one cannot use up the machine: see `docs/limits.md`.",
        "文件有大小限制，避免损坏的文件耗尽机器资源：见 `docs/limits.md`。",
    ],
    example: "a row of 2 MB",
    mend: [
        "Split the file; a huge row or cell mostly comes from a missing quote.",
        "拆分文件；超大的行或单元格多半是因为缺引号。",
    ],
};
