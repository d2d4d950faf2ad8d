//! `D009`: quotes that do not pair.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// A quote of `file` was opened at `place` and never closed.
#[must_use]
pub fn open_quote(place: Span, file: &str) -> Diagnostic {
    Diagnostic::error(
        "D009",
        both!("a quote is opened in `{file}` and never closed", "`{file}` 中的引号没有闭合"),
        place,
        both!("this quote", "这个引号"),
    )
    .with_help(both!(
        "close it, or double every quote that belongs to the text: `\"5\"\" disk\"`",
        "请补上引号；属于文字的引号要写两个：`\"5\"\" 硬盘\"`"
    ))
}

/// Text of `file` stands behind a closing quote, at `place`.
#[must_use]
pub fn text_behind_quote(place: Span, file: &str) -> Diagnostic {
    Diagnostic::error(
        "D009",
        both!("text stands behind a closing quote in `{file}`", "`{file}` 中闭合引号后面还有文字"),
        place,
        both!("a delimiter or the line's end should be here", "这里应是分隔符或行尾"),
    )
    .with_help(both!(
        "double every quote that belongs to the text: `\"5\"\" disk\"`",
        "属于文字的引号要写两个：`\"5\"\" 硬盘\"`"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D009",
    title: ["quotes that do not pair", "引号不成对"],
    what: [
        "A cell that starts with a quote ends with the next single quote. Here that went wrong; from this row on the file could be cut at wrong places, so nothing behind it is read.",
        "以引号开头的单元格到下一个单独的引号结束。这里不成对，之后的内容可能被切错，所以不再往下读。",
    ],
    example: "T1,\"5\" disk\",100",
    mend: [
        "Double the quotes that belong to the text: `T1,\"5\"\" disk\",100`.",
        "属于文字的引号写两个：`T1,\"5\"\" disk\",100`。",
    ],
};
