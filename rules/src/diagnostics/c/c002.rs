//! C002: unknown time zone.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Unknown time zone, at `span`; `nearest` is the most similar name.
#[must_use]
pub fn time_zone(span: Span, zone: &str, nearest: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        "C002",
        both!("`{zone}` is no name of a time zone", "`{zone}` 不是时区名"),
        span,
        both!("here", "这里"),
    );
    found.with_help(match nearest {
        Some(nearest) => both!("did you mean `{nearest}`?", "是不是 `{nearest}`？"),
        None => both!(
            "write an IANA name: area and largest city, such as `Asia/Shanghai` (all of China) or `Europe/Berlin`, or `UTC`",
            "请写 IANA 名称，即地区与主要城市，例如 `Asia/Shanghai`（中国全境）或 `Europe/Berlin`，或写 `UTC`"
        ),
    })
}

/// What `attain help C002` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C002",
    title: ["unknown time zone", "未知的时区"],
    what: [
        "The time zone says in which place a day begins and ends. Its name is one of the IANA time zone database, big and small letters as there.",
        "时区决定一天从何时开始、到何时结束。名称须是 IANA 时区数据库中的名称，大小写与之相同。",
    ],
    example: "time_zone: +8\n",
    mend: ["Write `Asia/Shanghai`.", "写 `Asia/Shanghai`。"],
};
