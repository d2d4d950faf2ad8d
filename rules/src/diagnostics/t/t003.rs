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
        both!("unknown word `{word}`", "未知的词 `{word}`"),
        span,
        both!("none of the words for this place", "不是这里可用的词"),
    );
    match nearest {
        Some(nearest) => found.with_help(both!(
            "did you mean `{nearest}`? Here stands one of {words}",
            "是不是想写 `{nearest}`？这里可用的有 {words}"
        )),
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
