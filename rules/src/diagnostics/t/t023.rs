//! T023: rounding without a usable unit.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// Rounding without a usable unit, at `span`.
#[must_use]
pub fn rounding_unit(span: Span, problem: &Text) -> Diagnostic {
    let found = Diagnostic::error("T023", both!("{problem}", "{problem}"; problem), span, both!("here", "这里"));
    found.with_help(both!("write for example `half_up to 0.01`", "例如 `half_up to 0.01`"))
}

/// What `attain help T023` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T023",
    title: ["rounding without a usable unit", "舍入缺少可用的单位"],
    what: [
        "Rounding makes a whole multiple of a unit, which must be above zero. Only the line has a unit by itself: the currency's smallest.",
        "舍入取某个单位的整数倍，单位必须大于零。只有收入行自带单位：货币的最小单位。",
    ],
    example: "rounding: { credit: half_up }\n",
    mend: ["Add `to UNIT`.", "加上 `to 单位`。"],
};
