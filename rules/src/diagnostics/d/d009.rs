//! `D009`: quotes that do not pair.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// What can be read behind the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Every row.
    All,
    /// All but these lines, the first and the last one.
    Lines(u32, u32),
    /// Nothing.
    Nothing,
}

impl Behind {
    /// `label`, with what cannot be read.
    fn told(self, label: Text) -> Text {
        match self {
            Self::All => label,
            Self::Lines(first, last) if first == last => {
                both!("{label}; line {first} is passed over as well", "{label}；第 {first} 行也跳过"; label)
            }
            Self::Lines(first, last) => {
                both!("{label}; lines {first} to {last} are passed over as well", "{label}；第 {first} 至 {last} 行也跳过"; label)
            }
            Self::Nothing => both!("{label}; nothing behind it is read", "{label}；之后的内容没有读取"; label),
        }
    }
}

/// A quote of `file` was opened at `place` and never closed.
#[must_use]
pub fn open_quote(place: Span, file: &str, behind: Behind) -> Diagnostic {
    Diagnostic::error(
        "D009",
        both!("a quote is opened in `{file}` and never closed", "`{file}` 中的引号没有闭合"),
        place,
        behind.told(both!("this quote", "这个引号")),
    )
    .with_help(both!(
        "close it, or double every quote that belongs to the text: `\"5\"\" disk\"`",
        "请补上引号；属于文字的引号要写两个：`\"5\"\" 硬盘\"`"
    ))
}

/// Text of `file` stands behind a closing quote, at `place`.
#[must_use]
pub fn text_behind_quote(place: Span, file: &str, behind: Behind) -> Diagnostic {
    Diagnostic::error(
        "D009",
        both!("text stands behind a closing quote in `{file}`", "`{file}` 中闭合引号后面还有文字"),
        place,
        behind.told(both!("a delimiter or the line's end should be here", "这里应是分隔符或行尾")),
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
        "A cell that starts with a quote ends with the next single quote. Here that went wrong, and the rows from there on could be cut at wrong places, so that nothing is computed. To tell what else is wrong, reading goes on at the next line that is a row with all its cells.",
        "以引号开头的单元格到下一个单独的引号结束。这里不成对，之后的行可能被切错，所以不作任何计算。为了指出其他问题，从下一个单元格数完整的行继续读。",
    ],
    example: "T1,\"5\" disk\",100",
    mend: [
        "Double the quotes that belong to the text: `T1,\"5\"\" disk\",100`.",
        "属于文字的引号写两个：`T1,\"5\"\" disk\",100`。",
    ],
};
