//! S011: anchor or alias.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// An anchor, at `span`: the value behind it would be used elsewhere, too.
#[must_use]
pub fn anchor(span: Span, written: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "S011",
        both!(
            "`{written}` is an anchor of YAML, which cannot be used here",
            "`{written}` 是 YAML 的锚点，这里不能使用"
        ),
        span,
        both!("not allowed", "不允许"),
    );
    found.with_help(both!(
        "take `{written}` away and leave the value; a formula that begins with `&` must be quoted",
        "请删去 `{written}`，保留后面的值；以 `&` 开头的公式要加引号"
    ))
}

/// An alias, at `span`: it stands for a value elsewhere.
#[must_use]
pub fn alias(span: Span, written: &str) -> Diagnostic {
    let anchor = written.replacen('*', "&", 1);
    let found = Diagnostic::error(
        "S011",
        both!("`{written}` is an alias of YAML, which cannot be used here", "`{written}` 是 YAML 的别名，这里不能使用"),
        span,
        both!("not allowed", "不允许"),
    );
    found.with_help(both!(
        "write out what stands behind `{anchor}`; a formula that begins with `*` must be quoted",
        "请直接写出 `{anchor}` 后面的内容；以 `*` 开头的公式要加引号"
    ))
}

/// What `attain help S011` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S011",
    title: ["anchor or alias", "锚点或别名"],
    what: [
        "Anchors (`&x`) and aliases (`*x`) make one value stand in several places. Plans say everything where it holds.",
        "锚点（`&x`）和别名（`*x`）让同一个值出现在多处。方案中的内容要写在它生效的地方。",
    ],
    example: "rate: &base 5%\n",
    mend: ["Write the value itself, in each place where it holds.", "在每个生效的地方直接写值。"],
};
