//! `D050`: findings that are not shown.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `count` further rows of `file` have findings that are not shown.
#[must_use]
pub fn and_more(place: Span, file: &str, count: u64) -> Diagnostic {
    let noun = if count == 1 { "row with another finding" } else { "rows with other findings" };
    Diagnostic::note(
        "D050",
        both!("and {count} more {noun} in `{file}`", "`{file}` 中还有 {count} 行有其他问题"),
        place,
        both!("the last one shown", "显示的最后一个"),
    )
    .with_help(both!("mend the ones that are shown and check again", "请先改正已显示的问题，再重新检查"))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D050",
    title: ["further findings", "更多问题"],
    what: [
        "A hundred different findings are shown for a file; this says in how many rows there are more. Rows with the same mistake are one finding, which shows the first three and says how many there are.",
        "每个文件最多显示一百个不同的问题；这里说明还有多少行有问题。错误相同的行合为一个问题，显示前三行并说明共有多少行。",
    ],
    example: "a file with 1,480 rows that are broken in a thousand ways",
    mend: ["Mend the ones that are shown and check again.", "先改正已显示的问题，再重新检查。"],
};
