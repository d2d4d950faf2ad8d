//! W018: text that ends where a comment begins.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Behind `text`, which is all that is read, a number sign and digits stand at `span`, which YAML takes for a comment.
#[must_use]
pub fn cut(span: Span, text: &str) -> Diagnostic {
    let found = Diagnostic::warning(
        "W018",
        both!("the text is read as `{text}`: what follows is a comment", "文本只读到 `{text}`：其后的内容是注释"),
        span,
        both!("` #` begins a comment", "` #` 表示注释开始"),
    );
    found.with_help(both!(
        "put the whole text into quotes where this belongs to it, or a space behind `#` where it is a comment",
        "若这是文本的一部分，请给整个文本加引号；若是注释，请在 `#` 后加一个空格"
    ))
}

/// What `attain help W018` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W018",
    title: ["text that ends where a comment begins", "文本在注释处中断"],
    what: [
        "A `#` with a space before it begins a comment. Directly before a number it was most likely meant as a part of the text: of `Plan #1` only `Plan` is read.",
        "前面有空格的 `#` 表示注释开始。紧接着数字时，多半是文本的一部分：`方案 #1` 只读到 `方案`。",
    ],
    example: "title: Plan #1 for sellers\n",
    mend: [
        "Quote the text, `title: \"Plan #1 for sellers\"`; or write the comment with a space, `# 1`.",
        "给文本加引号：`title: \"方案 #1\"`；若是注释，请加空格：`# 1`。",
    ],
};
