//! `D003`: bytes that the encoding does not have.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The cell at `place` holds bytes that `encoding` does not have; the file is probably in `likely`.
#[must_use]
pub fn wrong_encoding(place: Span, file: &str, encoding: &str, likely: &str) -> Diagnostic {
    let help = if likely == encoding {
        both!(
            "save the file as UTF-8 (in Excel: save as `CSV UTF-8`), or state its real encoding",
            "请把文件另存为 UTF-8（Excel：另存为“CSV UTF-8”），或写明它真正的编码"
        )
    } else {
        both!(
            "save the file as UTF-8 (in Excel: save as `CSV UTF-8`), or write `{{ file: {file}, encoding: {likely} }}` in attain.yaml if it is in that encoding",
            "请把文件另存为 UTF-8（Excel：另存为“CSV UTF-8”）；如果它是 {likely} 编码，请在 attain.yaml 中写 `{{ file: {file}, encoding: {likely} }}`"
        )
    };
    Diagnostic::error(
        "D003",
        both!("`{file}` is not in the encoding `{encoding}`", "`{file}` 的编码不是 `{encoding}`"),
        place,
        both!("these characters cannot be read", "这里的字符无法识别"),
    )
    .with_help(help)
}

/// The YAML file `file` holds bytes at `place` that are not UTF-8; it is probably in `likely`.
#[must_use]
pub fn yaml_not_utf8(place: Span, file: &str, likely: &str) -> Diagnostic {
    Diagnostic::error(
        "D003",
        both!("`{file}` is not in UTF-8", "`{file}` 的编码不是 UTF-8"),
        place,
        both!("these characters cannot be read", "这里的字符无法识别"),
    )
    .with_help(both!(
        "save it as UTF-8; it seems to be in {likely} (in Notepad: `Save as`, and `UTF-8` beside `Encoding`)",
        "请另存为 UTF-8；它似乎是 {likely} 编码（记事本：“另存为”，编码选“UTF-8”）"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D003",
    title: ["wrong encoding", "编码不对"],
    what: [
        "Files are read as UTF-8 unless the company says otherwise. This one holds bytes that do not make sense so; Chinese Excel saves CSV as GBK, for example. Names and ids would be garbled, so nothing is computed; the other rows are read only to tell what else is wrong.",
        "文件默认按 UTF-8 读取，除非公司另有说明。这个文件里有不合编码的字节，例如中文 Excel 会把 CSV 存成 GBK。姓名和编号会变成乱码，所以不作任何计算；其余的行只为指出其他问题而读取。",
    ],
    example: "data: { participants: { file: people.csv, encoding: gbk } }",
    mend: ["Save the file as UTF-8, or state its encoding.", "把文件另存为 UTF-8，或写明它的编码。"],
};
