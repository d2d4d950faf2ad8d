//! S012: tag.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// A word on the type of the value behind it, such as `!!str`, at `span`.
#[must_use]
pub fn type_tag(span: Span, written: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "S012",
        both!("`{written}` is a tag of YAML, which cannot be used here", "`{written}` 是 YAML 标签，这里不能使用"),
        span,
        both!("not allowed", "不允许"),
    );
    found.with_help(both!(
        "take `{written}` away: values are read as they are written, and a text such as `\"007\"` may stand in quotes",
        "请删去 `{written}`：值按所写的内容读取，`\"007\"` 这样的文本可以加引号"
    ))
}

/// Tag, at `span`.
#[must_use]
pub fn tag(span: Span, written: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "S012",
        both!(
            "`{written}` is read as a tag of YAML, which cannot be used here",
            "`{written}` 被读成 YAML 标签，这里不能使用"
        ),
        span,
        both!("not allowed", "不允许"),
    );
    found.with_help(both!(
        "a formula that begins with `!` must be quoted: `'{written} ...'`",
        "以 `!` 开头的公式要加引号：`'{written} ...'`"
    ))
}

/// What `attain help S012` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S012",
    title: ["tag", "标签"],
    what: [
        "A value that begins with `!` is a tag for YAML: a word on the type of what follows, such as `!!str`. Formulas begin with `!` when they mean \"not\".",
        "以 `!` 开头的值会被 YAML 当作标签，即对后面内容类型的说明，如 `!!str`。公式用 `!` 开头则表示\"不\"。",
    ],
    example: "where: !is_empty(owner)\n",
    mend: [
        "Quote the formula: `where: '!is_empty(owner)'`. Take a tag away that speaks of a type.",
        "给公式加引号：`where: '!is_empty(owner)'`。说明类型的标签请删去。",
    ],
};
