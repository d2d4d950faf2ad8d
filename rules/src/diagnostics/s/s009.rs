//! S009: full-width sign.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Full-width sign, at `span`.
#[must_use]
pub fn wide_sign(span: Span, wide: char, narrow: char) -> Diagnostic {
    let found = Diagnostic::error(
        "S009",
        both!("full-width `{wide}` where YAML needs `{narrow}`", "这里是全角 `{wide}`，YAML 需要半角 `{narrow}`"),
        span,
        both!("full-width sign", "全角符号"),
    );
    found.with_help(both!(
        "type `{narrow}` with the input method switched to half-width signs; behind `:` and `,` a space must follow",
        "切换到半角输入 `{narrow}`；`:` 和 `,` 后面要有一个空格"
    ))
}

/// What `attain help S009` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S009",
    title: ["full-width sign", "全角符号"],
    what: [
        "Full-width colons, commas, quotes, brackets and spaces look like the signs of YAML but are ordinary letters to it.",
        "全角的冒号、逗号、引号、括号和空格看起来像 YAML 的符号，但对它来说只是普通文字。",
    ],
    example: "plan：ae\npays: monthly\n",
    mend: ["Replace it by the half-width sign.", "换成半角符号。"],
};
