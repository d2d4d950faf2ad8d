//! S010: key that stands twice.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Key that stands twice, at `span`.
#[must_use]
pub fn duplicate_key(span: Span, key: &str, earlier: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "S010",
        both!("the key `{key}` stands here twice", "键 `{key}` 重复出现"),
        span,
        both!("again here", "这里又出现一次"),
    );
    let found =
        found.with_help(both!("remove one of the two, or give it another name", "删去其中一个，或改成别的名字"));
    found.with_label(earlier, both!("first here", "第一次在这里"))
}

/// What `attain help S010` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S010",
    title: ["key that stands twice", "键重复"],
    what: [
        "Of two values under one key only one could count, and nobody could tell which.",
        "同一个键有两个值，只能有一个生效，而谁也说不清是哪一个。",
    ],
    example: "pays: monthly\npays: quarterly\n",
    mend: ["Keep the one that is meant.", "只保留真正想要的那个。"],
};
