//! T028: cap below floor.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Cap below floor, at `span`.
#[must_use]
pub fn cap_below_floor(span: Span, cap: &str, floor: &str, floor_span: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "T028",
        both!("the cap `{cap}` lies below the floor `{floor}`", "上限 `{cap}` 低于下限 `{floor}`"),
        span,
        both!("cap", "上限"),
    );
    let found = found.with_help(both!("raise the cap or lower the floor", "提高上限或降低下限"));
    found.with_label(floor_span, both!("floor", "下限"))
}

/// What `attain help T028` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T028",
    title: ["cap below floor", "上限低于下限"],
    what: ["Nothing is at least the floor and at most the cap.", "没有金额能同时不低于下限又不高于上限。"],
    example: "floor: 500\ncap: 100\n",
    mend: ["Change one of them.", "修改其中一个。"],
};
