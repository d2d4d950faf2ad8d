//! C005: source that stands twice.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Source that stands twice, at `span`.
#[must_use]
pub fn source_twice(span: Span, source: &str, earlier: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "C005",
        both!("two transaction files have the source `{source}`", "两个交易文件的来源都是 `{source}`"),
        span,
        both!("again here", "这里又出现一次"),
    );
    let found = found.with_help(both!("give each file a `source` of its own", "给每个文件各自的 `source`"));
    found.with_label(earlier, both!("first here", "第一次在这里"))
}

/// What `attain help C005` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C005",
    title: ["source that stands twice", "来源重复"],
    what: [
        "A transaction is known by its source and its id, so sources must differ.",
        "交易由来源和编号共同识别，因此来源不能相同。",
    ],
    example: "transactions:\n  - { file: a.csv }\n  - { file: b.csv }\n",
    mend: ["Add `source: NAME` to each.", "给每个文件写 `source: 名字`。"],
};
