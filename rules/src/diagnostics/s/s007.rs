//! S007: text behind a closing quote.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Text behind a closing quote, at `span`.
#[must_use]
pub fn text_behind_quote(span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "S007",
        both!("the value goes on behind its closing quote", "引号结束之后值还没完"),
        span,
        both!("not expected here", "不应出现"),
    );
    found.with_help(both!("a value that begins with a quote must end with it; put the whole formula into single quotes: `'\"new\" == type'`", "以引号开头的值必须以引号结尾；请把整个公式放进单引号：`'\"new\" == type'`"))
}

/// What `attain help S007` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S007",
    title: ["text behind a closing quote", "引号后面还有文字"],
    what: [
        "YAML takes the quote at the beginning of a value as its own. A formula that begins with a text therefore needs quotes around all of it.",
        "YAML 会把值开头的引号当成自己的。因此以文本开头的公式要整体再加一层引号。",
    ],
    example: "where: \"new\" == type\n",
    mend: [
        "Turn it round (`type == \"new\"`), or quote the whole: `'\"new\" == type'`.",
        "把两边对调（`type == \"new\"`），或整体加引号：`'\"new\" == type'`。",
    ],
};
