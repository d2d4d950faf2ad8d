//! S012: tag.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Tag, at `span`.
#[must_use]
pub fn tag(span: Span, written: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "S012",
        both!(
            "`{written}` is read as a tag of YAML, which plans cannot use",
            "`{written}` 被读成 YAML 标签，方案文件不能使用"
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
        "A value that begins with `!` is a tag for YAML: a word on the type of what follows. Formulas begin with `!` when they mean \"not\".",
        "以 `!` 开头的值会被 YAML 当作标签，即对后面内容类型的说明。公式用 `!` 开头则表示\"不\"。",
    ],
    example: "where: !is_empty(owner)\n",
    mend: ["Quote the formula: `where: '!is_empty(owner)'`.", "给公式加引号：`where: '!is_empty(owner)'`。"],
};
