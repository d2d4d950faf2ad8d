//! T001: missing key.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// Missing key, at `span`.
#[must_use]
pub fn missing_key(span: Span, key: &str, place: &Text, sample: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "T001",
        both!("`{key}` is missing in {place}", "{place}缺少 `{key}`"; place),
        span,
        both!("`{key}` belongs here", "这里应有 `{key}`"),
    );
    found.with_help(both!("add a line, for example `{key}: {sample}`", "加一行，例如 `{key}: {sample}`"))
}

/// What `attain help T001` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T001",
    title: ["missing key", "缺少键"],
    what: [
        "Some keys must be said, because no answer would be right for everybody.",
        "有些键必须写明，因为没有适合所有人的默认值。",
    ],
    example: "plan: ae\npays: monthly\n",
    mend: ["Add the key.", "补上这个键。"],
};
