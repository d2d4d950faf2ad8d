//! `D002`: a file cannot be read.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `path`, named at `place`, cannot be read; `why` is what the system says.
#[must_use]
pub fn unreadable(place: Span, path: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        "D002",
        both!("`{path}` cannot be read: {why}", "无法读取 `{path}`：{why}"),
        place,
        both!("this file", "这个文件"),
    )
    .with_help(both!(
        "see that it is a file, that you may read it, and that no other program holds it open",
        "请确认它是文件而不是文件夹、您有读取权限，并且没有被其他程序占用"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D002",
    title: ["a file cannot be read", "文件无法读取"],
    what: [
        "The file is there, but the system does not hand it out: it is a folder, you may not read it, or the disk failed.",
        "文件存在，但系统无法读取：它可能是文件夹、没有权限，或磁盘出错。",
    ],
    example: "data: { participants: data }",
    mend: ["Name a file that you may read.", "请指定一个有权限读取的文件。"],
};
