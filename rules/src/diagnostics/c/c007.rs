//! C007: format for something that is no day.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Format for something that is no day, at `span`.
#[must_use]
pub fn format_without_date(span: Span, column: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "C007",
        both!(
            "`format` says how days are written, but the column `{column}` has no days",
            "`format` 说明日期的写法，但列 `{column}` 不是日期"
        ),
        span,
        both!("here", "这里"),
    );
    found.with_help(both!("add `type: date`, or remove `format`", "加上 `type: date`，或删去 `format`"))
}

/// What `attain help C007` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C007",
    title: ["format for something that is no day", "给非日期列写了格式"],
    what: ["Only days can be written in different ways.", "只有日期有多种写法。"],
    example: "columns:\n  size: { column: Size, format: M/D/YYYY }\n",
    mend: ["Add `type: date`.", "加上 `type: date`。"],
};
