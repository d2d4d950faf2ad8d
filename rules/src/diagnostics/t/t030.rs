//! T030: two limits over the same time.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Two limits over the same time, at `span`.
#[must_use]
pub fn limit_twice(span: Span, kind: &str, per: &str, earlier: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "T030",
        both!("two limits `{kind}` hold over the same time (`{per}`)", "同一时段（`{per}`）有两个 `{kind}`"),
        span,
        both!("again here", "这里又有一个"),
    );
    let found = found.with_help(both!(
        "keep one, or write `min(a, b)` or `max(a, b)`",
        "只留一个，或写成 `min(a, b)` 或 `max(a, b)`"
    ));
    found.with_label(earlier, both!("first here", "第一次在这里"))
}

/// What `attain help T030` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T030",
    title: ["two limits over the same time", "同一时段有两个限额"],
    what: ["Only the tighter of them would ever hold.", "真正起作用的只会是更严的那个。"],
    example: "cap: [1000, 2000]\n",
    mend: ["Keep one.", "只留一个。"],
};
