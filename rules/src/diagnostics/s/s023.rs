//! S023: missing comma.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Missing comma, at `span`.
#[must_use]
pub fn comma_missing(span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "S023",
        both!("a comma is missing in front of this key", "这个键前面缺少逗号"),
        span,
        both!("a new entry begins here", "这里开始新的一项"),
    );
    found.with_help(both!(
        "separate the entries: `{{ from: 0%, rate: 5% }}`",
        "各项之间用逗号分开：`{{ from: 0%, rate: 5% }}`"
    ))
}

/// What `attain help S023` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S023",
    title: ["missing comma", "缺少逗号"],
    what: ["Entries inside `{ }` are separated by commas.", "`{ }` 里的各项用逗号分开。"],
    example: "tiers:\n  - { from: 0% rate: 4% }\n",
    mend: ["Add the comma.", "补上逗号。"],
};
