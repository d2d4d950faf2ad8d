//! T024: key without a value.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Key without a value, at `span`.
#[must_use]
pub fn empty_value(span: Span, key: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "T024",
        both!("`{key}` has no value", "`{key}` 没有值"),
        span,
        both!("nothing behind the colon", "冒号后面什么也没有"),
    );
    found.with_help(both!("write a value, or remove the line", "写上值，或删去这一行"))
}

/// What `attain help T024` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T024",
    title: ["key without a value", "没有值的键"],
    what: ["An empty value could mean zero, none or forgotten.", "空值可能表示零、没有，或忘了写。"],
    example: "cap:\n",
    mend: ["Write what is meant.", "写明意思。"],
};
