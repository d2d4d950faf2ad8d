//! W004: condition that always has one answer.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Condition that always has one answer, at `span`.
#[must_use]
pub fn constant_condition(span: Span) -> Diagnostic {
    let found = Diagnostic::warning(
        "W004",
        both!("this condition has the same answer for everybody", "这个条件对所有人结果相同"),
        span,
        both!("names nothing that could differ", "没有用到会变化的内容"),
    );
    found.with_help(both!("remove it, or name what it depends on", "删去它，或写上它依赖的内容"))
}

/// What `attain help W004` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W004",
    title: ["condition that always has one answer", "结果不变的条件"],
    what: [
        "A condition that names no measure, attribute or column, and adds up nothing over people or days, is always met or never. So is one in which they make no difference, such as `bookings >= bookings`.",
        "不涉及指标、属性或列、也不对人或天求和的条件要么总成立，要么总不成立。它们不影响结果的条件也一样，如 `bookings >= bookings`。",
    ],
    example: "gate: 5 > 3\n",
    mend: ["Remove it.", "删去。"],
};
