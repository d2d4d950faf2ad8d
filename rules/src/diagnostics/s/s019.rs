//! S019: key that is no text.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Key that is no text, at `span`.
#[must_use]
pub fn key_is_no_text(span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "S019",
        both!("a key must be a text", "键必须是文本"),
        span,
        both!("this is a map, a list or nothing", "这是键值、列表或空"),
    );
    found.with_help(both!("write a name before the colon", "在冒号前写一个名字"))
}

/// What `attain help S019` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S019",
    title: ["key that is no text", "键不是文本"],
    what: ["Before a colon stands a name, not a map or list.", "冒号前面是名字，不是键值或列表。"],
    example: "[a, b]: 1\n",
    mend: ["Write a name.", "写一个名字。"],
};
