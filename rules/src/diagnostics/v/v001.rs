//! V001: a file that is no file of traces.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::text::Text;

use super::finding;

/// The file cannot be read as traces, for this reason.
#[must_use]
pub fn unreadable(reason: &Text) -> Diagnostic {
    let message = both!("this is no file of traces: {reason}", "这不是计算依据文件：{reason}"; reason);
    finding("V001", message).with_help(both!(
        "give `attain verify` a file that Attain wrote, whole and as it was",
        "请把 Attain 生成的完整、未改动的文件交给 `attain verify`"
    ))
}

/// What the code means.
pub const EXPLANATION: Explanation = Explanation {
    code: "V001",
    title: ["not a file of traces", "不是计算依据文件"],
    what: [
        "`attain verify` reads files in the format `attain-trace/1`. This one is cut off, has an unknown field, or holds something that its type does not allow, such as a word where a number belongs.",
        "`attain verify` 读取 `attain-trace/1` 格式的文件。该文件不完整，含有未知字段，或某处内容与类型不符，例如应为数字处写了文字。",
    ],
    example: r#"{ "format": "attain-trace/1", "lines": [ { "id": "#,
    mend: [
        "Take the whole file as Attain wrote it. Editors and mail programs sometimes cut or change long files.",
        "请使用 Attain 生成的完整文件。编辑器和邮件程序有时会截断或改动长文件。",
    ],
};
