//! S013: merge key.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Merge key, at `span`.
#[must_use]
pub fn merge_key(span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "S013",
        both!("the merge key `<<` cannot be used", "不能使用合并键 `<<`"),
        span,
        both!("not allowed", "不允许"),
    );
    found.with_help(both!("write the entries out that are meant to stand here", "请把要并入的各项直接写在这里"))
}

/// What `attain help S013` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S013",
    title: ["merge key", "合并键"],
    what: [
        "`<<` takes in another map, so that what holds stands somewhere else.",
        "`<<` 会并入另一组键值，使真正生效的内容写在别处。",
    ],
    example: "<<: { pays: monthly }\n",
    mend: ["Write the entries out.", "把各项直接写出来。"],
};
