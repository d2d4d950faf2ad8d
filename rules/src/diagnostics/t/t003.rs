//! T003: word that is not in the list.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Word that is not in the list, at `span`.
#[must_use]
pub fn unknown_word(span: Span, word: &str, words: &str, nearest: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        "T003",
        both!("`{word}` cannot stand here", "这里不能写 `{word}`"),
        span,
        both!("one of {words}", "只能是 {words} 之一"),
    );
    match nearest {
        Some(nearest) => found.with_help(both!("did you mean `{nearest}`?", "是不是想写 `{nearest}`？")),
        None => found.with_help(both!("write one of {words}", "请写 {words} 之一")),
    }
}

/// What `attain help T003` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T003",
    title: ["word that is not in the list", "不在列表里的词"],
    what: ["The value is one of a few words.", "这里只能从几个词中选一个。"],
    example: "pays: biweekly\n",
    mend: ["Choose one of the words that the message lists.", "从消息列出的词中选一个。"],
};
