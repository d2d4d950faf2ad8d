//! C002: unknown time zone.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Unknown time zone, at `span`.
#[must_use]
pub fn time_zone(span: Span, zone: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "C002",
        both!("`{zone}` is no name of a time zone", "`{zone}` 不是时区名"),
        span,
        both!("here", "这里"),
    );
    found.with_help(both!(
        "write an IANA name such as `Asia/Shanghai` or `UTC`",
        "请写 IANA 名称，例如 `Asia/Shanghai` 或 `UTC`"
    ))
}

/// What `attain help C002` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C002",
    title: ["unknown time zone", "未知的时区"],
    what: ["The time zone says in which place a day begins and ends.", "时区决定一天从何时开始、到何时结束。"],
    example: "time_zone: +8\n",
    mend: ["Write `Asia/Shanghai`.", "写 `Asia/Shanghai`。"],
};
