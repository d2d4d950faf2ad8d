//! `D050`: findings that are not shown.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `count` further rows of `file` have findings that are not shown.
#[must_use]
pub fn and_more(place: Span, file: &str, count: u64) -> Diagnostic {
    Diagnostic::note(
        "D050",
        both!("and {count} more findings in `{file}`", "`{file}` 中还有 {count} 个问题"),
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
        "Only the first findings of a file are shown; this says how many more there are. They mostly have one cause.",
        "每个文件只显示前面的问题，这里说明还有多少。它们往往出于同一原因。",
    ],
    example: "a file with 1,480 broken rows",
    mend: ["Mend the ones that are shown and check again.", "先改正已显示的问题，再重新检查。"],
};
