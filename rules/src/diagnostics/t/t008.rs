//! T008: settings that contradict each other.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Settings that contradict each other, at `span`.
#[must_use]
pub fn not_together(span: Span, one: &str, other: &str, other_span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "T008",
        both!("`{one}` and `{other}` cannot stand together", "`{one}` 和 `{other}` 不能同时出现"),
        span,
        both!("`{one}` here", "`{one}` 在这里"),
    );
    let found = found.with_help(both!("keep the one that is meant", "只保留真正想要的那个"));
    found.with_label(other_span, both!("`{other}` here", "`{other}` 在这里"))
}

/// What `attain help T008` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T008",
    title: ["settings that contradict each other", "设置互相矛盾"],
    what: [
        "Each of the two says how something is done, and only one can hold; or one has no effect beside the other.",
        "两个设置各说各的，只能有一个生效；或其中一个在另一个面前不起作用。",
    ],
    example: "rate: 5%\ntiers: []\n",
    mend: ["Remove one of them.", "删去其中一个。"],
};
