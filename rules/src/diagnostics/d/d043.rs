//! `D043`: a revision that is no count.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The revision at `place` says `text`, which is no whole number from 0 on.
#[must_use]
pub fn bad_revision(place: Span, text: &str) -> Diagnostic {
    Diagnostic::error(
        "D043",
        both!("`{text}` is no revision", "`{text}` 不是修订号"),
        place,
        both!("a whole number from 0 on", "应为从 0 开始的整数"),
    )
    .with_help(both!(
        "write 1 for the first correction, 2 for the next; empty means 0, and the highest one counts",
        "第一次更正写 1，下一次写 2；空表示 0，以最高者为准"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D043",
    title: ["not a revision", "不是修订号"],
    what: [
        "Of all rows with the same source and id, the one with the highest revision counts.",
        "来源和编号相同的行中，修订号最高的一行有效。",
    ],
    example: "id,revision,amount\nT1,-1,100",
    mend: [
        "Write whole numbers: 0 or nothing for the original, 1 for its first correction.",
        "请写整数：原始记录为 0 或留空，第一次更正为 1。",
    ],
};
