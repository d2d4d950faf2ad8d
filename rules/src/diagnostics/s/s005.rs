//! S005: brackets that do not match.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Brackets that do not match, at `span`.
#[must_use]
pub fn brackets(span: Span, bracket: char) -> Diagnostic {
    let found = Diagnostic::error(
        "S005",
        both!("brackets do not match: `{bracket}` has no partner", "括号不配对：`{bracket}` 没有对应的另一半"),
        span,
        both!("this one", "就是这一个"),
    );
    found.with_help(both!(
        "every `{{` needs a `}}`, every `[` a `]`, and entries inside are separated by commas",
        "每个 `{{` 要有 `}}`，每个 `[` 要有 `]`，里面的各项用逗号分开"
    ))
}

/// The same, where a comment that begins at `comment` hides the partner.
#[must_use]
pub fn hidden_by_comment(span: Span, bracket: char, comment: Span) -> Diagnostic {
    let found = brackets(span, bracket);
    found
        .with_label(comment, both!("` #` begins a comment, up to the end of the line", "` #` 表示注释开始，直到行尾"))
        .with_help(both!("put the text that holds `#` into quotes", "请给含有 `#` 的文本加上引号"))
}

/// What `attain help S005` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S005",
    title: ["brackets that do not match", "括号不配对"],
    what: [
        "A map or list in brackets is not closed, or closed twice, or a comma is missing inside.",
        "括号里的键值或列表没有闭合、多闭合了一次，或里面缺少逗号。",
    ],
    example: "title: { en: A\npays: monthly\n",
    mend: [
        "Add the missing bracket or comma, or remove the one that is too many.",
        "补上缺少的括号或逗号，或删去多余的。",
    ],
};
