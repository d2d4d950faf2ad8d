//! T032: measure that changes its nature.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Measure that changes its nature, at `span`.
#[must_use]
pub fn measure_differs(span: Span, name: &str, earlier: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "T032",
        both!(
            "the measure `{name}` has another `unit` or `take` in another version of the plan",
            "指标 `{name}` 在方案的另一版本中 `unit` 或 `take` 不同"
        ),
        span,
        both!("here", "这里"),
    );
    let found =
        found.with_help(both!("give it the same in both versions, or another name", "两个版本保持一致，或换个名字"));
    found.with_label(earlier, both!("the other version", "另一个版本"))
}

/// What `attain help T032` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T032",
    title: ["measure that changes its nature", "指标前后不一"],
    what: [
        "A measure runs on when a new version of the plan begins, so it must count the same kind of thing in the same way.",
        "方案换新版本时指标会延续，因此必须以同样的方式统计同样的内容。",
    ],
    example: "bookings: { unit: count, ... }   # money in the version before\n",
    mend: ["Keep `unit` and `take`, or choose another name.", "保持 `unit` 和 `take`，或换个名字。"],
};
