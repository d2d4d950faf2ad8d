//! F004: full-width characters.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F004",
    title: ["full-width character", "全角字符"],
    what: [
        "Signs, digits and quotation marks in formulas are ASCII characters. Chinese input methods type others that look alike.",
        "公式中的符号、数字和引号必须是半角字符。中文输入法会输入外形相近的全角字符。",
    ],
    example: "gate: 满意度 ＞＝ 80％",
    mend: [
        "Type the character named in the message with an English keyboard. Names and texts may hold any character.",
        "用英文输入法输入消息中给出的字符。名称和文本内可以使用任何字符。",
    ],
};

/// `found` was typed where ASCII's `meant` belongs.
#[must_use]
pub fn wide(span: Span, found: &str, meant: &str) -> Diagnostic {
    let message = both!("`{found}` is not the ASCII `{meant}`", "`{found}` 是全角字符，不是半角的 `{meant}`");
    let label = match found.chars().next() {
        Some('“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '„' | '«' | '»' | '＂') => {
            both!("these quotes are Chinese or typographic ones", "这是中文或排版用的引号")
        }
        _ => both!("full-width character", "全角字符"),
    };
    Diagnostic::error("F004", message, span, label)
        .with_help(both!("type `{meant}` with an English keyboard", "请切换到英文输入法，输入 `{meant}`"))
}
