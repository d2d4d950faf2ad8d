//! S008: colon inside a value.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Colon inside a value, at `span`, behind `before` in its line.
#[must_use]
pub fn colon_in_value(span: Span, before: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "S008",
        both!("a second colon in one line", "一行里出现了第二个冒号"),
        span,
        both!("this colon", "这个冒号"),
    );
    if before.contains(" ? ") {
        return found.with_help(both!(
            "`a ? b : c` is written `if a {{ b }} else {{ c }}`",
            "`a ? b : c` 请写成 `if a {{ b }} else {{ c }}`"
        ));
    }
    found.with_help(both!(
        "put the value into quotes if the colon belongs to it; else begin a new line",
        "冒号若属于值，请给值加引号；否则另起一行"
    ))
}

/// What `attain help S008` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "S008",
    title: ["colon inside a value", "值里有冒号"],
    what: [
        "A colon with a space behind it separates key and value, so a value cannot have one unless it is quoted.",
        "冒号加空格用来分隔键和值，值里若有就必须加引号。",
    ],
    example: "title: Sales: new business\n",
    mend: ["Quote the value: `title: \"Sales: new business\"`.", "给值加引号：`title: \"Sales: new business\"`。"],
};
