//! S020: value cut by a comment.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Value cut by a comment, at `span`.
#[must_use]
pub fn cut_by_comment(span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "S020",
        both!("the rest of this value is read as a comment", "这个值的后半部分被当成了注释"),
        span,
        both!("` #` begins a comment", "` #` 表示注释开始"),
    );
    found.with_help(both!("put the whole value into single quotes", "给整个值加上单引号"))
}

/// What `attain help S020` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S020",
    title: ["value cut by a comment", "值被注释截断"],
    what: [
        "A `#` with a space before it begins a comment, also inside the quotes of a formula.",
        "前面有空格的 `#` 表示注释开始，即使它在公式的引号里。",
    ],
    example: "where: region == \"north #1\"\n",
    mend: [
        "Quote the whole formula: `where: 'region == \"north #1\"'`.",
        "给整个公式加引号：`where: 'region == \"north #1\"'`。",
    ],
};
