//! T002: value of the wrong kind.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// Value of the wrong kind, at `span`.
#[must_use]
pub fn wrong_kind(span: Span, expected: &Text, found: &Text) -> Diagnostic {
    let found = Diagnostic::error(
        "T002",
        both!("expected {expected}, found {found}", "这里应为{expected}，却是{found}"; expected, found),
        span,
        both!("here", "这里"),
    );
    found.with_help(both!("write {expected}", "请写{expected}"; expected))
}

/// Thousands separators in a number, which `meant` has none of.
#[must_use]
pub fn separators(span: Span, found: &str, meant: &str) -> Diagnostic {
    let message = both!("thousands separators in `{found}`", "`{found}` 中有千位分隔符");
    Diagnostic::error("T002", message, span, both!("commas inside a number", "数字中有逗号"))
        .with_help(both!("without thousands separators: write `{meant}`", "不用千位分隔符：请写 `{meant}`"))
}

/// What `attain help T002` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T002",
    title: ["value of the wrong kind", "值的种类不对"],
    what: [
        "Where a list or a map is expected a text cannot stand, and the other way round.",
        "需要列表或键值的地方不能写文本，反之亦然。",
    ],
    example: "components: none\n",
    mend: ["Write the value in the form that docs/language.md shows.", "按 docs/language.md 的形式书写。"],
};
