//! `D005`: an encoding that nobody knows.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The mapping at `place` states an `encoding` that is not known.
#[must_use]
pub fn unknown_encoding(place: Span, encoding: &str) -> Diagnostic {
    Diagnostic::error(
        "D005",
        both!("unknown encoding `{encoding}`", "未知的编码 `{encoding}`"),
        place,
        both!("of this file", "属于这个文件"),
    )
    .with_help(both!(
        "write `utf-8`, `gbk`, `gb18030`, `big5`, `utf-16le`, `utf-16be`, `windows-1252`, or another name of the WHATWG list",
        "请写 `utf-8`、`gbk`、`gb18030`、`big5`、`utf-16le`、`utf-16be`、`windows-1252`，或 WHATWG 列表中的其他名称"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D005",
    title: ["unknown encoding", "未知的编码"],
    what: [
        "`encoding:` must be a name of the WHATWG list of encodings, the one that browsers use.",
        "`encoding:` 必须是 WHATWG 编码列表（浏览器使用的列表）中的名称。",
    ],
    example: "data: { participants: { file: people.csv, encoding: ansi } }",
    mend: [
        "Write a known name: `gbk` for what Windows calls ANSI in Chinese, `windows-1252` in Western Europe.",
        "请写已知名称：中文 Windows 的“ANSI”是 `gbk`，西欧是 `windows-1252`。",
    ],
};
