//! `D050`: findings that are not shown.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `count` further rows of `file` have findings that are not shown.
#[must_use]
pub fn and_more(place: Span, file: &str, count: u64) -> Diagnostic {
    let noun = if count == 1 { "finding" } else { "findings" };
    Diagnostic::note(
        "D050",
        both!("and {count} more {noun} in `{file}`", "`{file}` 中还有 {count} 个问题"),
        place,
        both!("the last one shown", "显示的最后一个"),
    )
    .with_help(both!("mend the ones that are shown and check again", "请先改正已显示的问题，再重新检查"))
}

/// `count` further rows of `file` have the finding that stands at `place`; the first of them in `lines`.
#[must_use]
pub fn same_again(place: Span, file: &str, count: u64, lines: &str) -> Diagnostic {
    let named = lines.split(", ").count();
    let dots = if u64::try_from(named).is_ok_and(|named| named < count) { ", ..." } else { "" };
    let (rows, at) = if count == 1 { ("row", "line") } else { ("rows", "lines") };
    Diagnostic::note(
        "D050",
        both!(
            "the same in {count} more {rows} of `{file}`: {at} {lines}{dots}",
            "`{file}` 中还有 {count} 行有同样的问题：第 {lines}{dots} 行"
        ),
        place,
        both!("the same as here", "与这里相同"),
    )
    .with_help(both!("what mends one of them probably mends all", "改正其中一处的方法多半适用于全部"))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D050",
    title: ["further findings", "更多问题"],
    what: [
        "The same finding is shown three times for a file, and a hundred findings in all; this says how many more there are, and where the first of them stand. They mostly have one cause.",
        "每个文件中同样的问题显示三次，总共显示一百个；这里说明还有多少，以及前几处的位置。它们往往出于同一原因。",
    ],
    example: "a file with 1,480 broken rows",
    mend: ["Mend the ones that are shown and check again.", "先改正已显示的问题，再重新检查。"],
};
