//! T027: count in another unit.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Count in another unit, at `span`.
#[must_use]
pub fn take_of_unit(span: Span, take: &str, unit: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "T027",
        both!(
            "`take: {take}` counts things, but the unit of the measure is `{unit}`",
            "`take: {take}` 是计数，但指标的单位是 `{unit}`"
        ),
        span,
        both!("counts", "计数"),
    );
    found.with_help(both!("write `unit: count`", "写 `unit: count`"))
}

/// What `attain help T027` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T027",
    title: ["count in another unit", "计数的单位不对"],
    what: [
        "How many transactions or different values there are is a count, never money.",
        "交易笔数或不同值的个数是计数，不是金额。",
    ],
    example: "unit: money\ntake: count\n",
    mend: ["Write `unit: count`, or another `take`.", "写 `unit: count`，或换一种 `take`。"],
};
