//! C015: the header of a file is parted by another sign than the one it is read with.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// A sign between the names of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// As `delimiter` names it.
    Read(&'static str),
    /// None that is read.
    Other(char),
}

/// The names in the header of `file`, which stands at `span`, are parted by `sign`; `stated` is what `delimiter` says.
#[must_use]
pub fn parted_otherwise(span: Span, file: &str, sign: Sign, stated: Option<&str>) -> Diagnostic {
    let shown = match sign {
        Sign::Read(word) => both!("`{word}`", "`{word}`"),
        Sign::Other(other) => both!("`{other}`", "`{other}`"),
    };
    let message = both!("the columns of `{file}` are parted by {shown}", "`{file}` 的各列以 {shown} 分隔"; shown);
    let label = match stated {
        Some(stated) => both!(
            "read with `delimiter: \"{stated}\"`, its header is one name",
            "按 `delimiter: \"{stated}\"` 读取，表头只有一个名称"
        ),
        None => both!("its header is read as one name", "表头读作一个名称"),
    };
    Diagnostic::error("C015", message, span, label).with_help(match sign {
        Sign::Read(word) => both!(
            "write `delimiter: \"{word}\"`, or leave `delimiter` out: it is found out from the header",
            "请写 `delimiter: \"{word}\"`，或去掉 `delimiter`：会根据表头判断"
        ),
        Sign::Other(_) => both!(
            "save the file with commas, semicolons or tabs between its columns",
            "请以逗号、分号或制表符分隔各列，重新保存文件"
        ),
    })
}

/// What `attain help C015` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C015",
    title: ["columns parted by another sign", "各列以其他符号分隔"],
    what: [
        "A header that is read as a single name holds a sign by which files part their columns: `delimiter` says another one, or the sign is none that is read. Commas, semicolons and tabs are found out from the header; a vertical bar, for one, is not read.",
        "读作一个名称的表头里有文件常用的分隔符号：`delimiter` 写的是另一个，或这个符号不在可读取之列。逗号、分号和制表符会根据表头判断；竖线等则不读取。",
    ],
    example: "quotas: { file: quotas.csv, delimiter: \";\" }   # participant,quota,period,amount",
    mend: [
        "Correct `delimiter` or leave it out, or save the file with commas, semicolons or tabs.",
        "改正或去掉 `delimiter`，或以逗号、分号、制表符重新保存文件。",
    ],
};
