//! S011: anchor or alias.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Anchor or alias, at `span`.
#[must_use]
pub fn alias(span: Span, written: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "S011",
        both!(
            "`{written}` is an anchor or alias of YAML, which plans cannot use",
            "`{written}` 是 YAML 的锚点或别名，方案文件不能使用"
        ),
        span,
        both!("not allowed", "不允许"),
    );
    found.with_help(both!(
        "write the value out where it is needed; a formula that begins with `*` or `&` must be quoted",
        "在需要的地方把值直接写出来；以 `*` 或 `&` 开头的公式要加引号"
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
    mend: ["Write the value itself.", "直接写值。"],
};
