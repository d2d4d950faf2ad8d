//! T012: row that is never reached.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Row that is never reached, at `span`.
#[must_use]
pub fn never_reached(span: Span, limit: &str, next: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "T012",
        both!("the row from `{limit}` is never reached", "从 `{limit}` 开始的行永远不会用到"),
        span,
        both!("ends where it begins", "开始处即结束处"),
    );
    let found = found.with_help(both!("remove it, or correct its limit", "删去它，或改正界限"));
    found.with_label(next, both!("this row begins at the same place", "这一行从同一处开始"))
}

/// The row from `limit` lies beyond all that `index` can come to.
#[must_use]
pub fn beyond_reach(span: Span, limit: &str, at: Span, index: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "T012",
        both!("the row from `{limit}` is never reached", "从 `{limit}` 开始的行永远不会用到"),
        span,
        both!("`{index}` never comes that far", "`{index}` 不会达到这里"),
    );
    let found = found
        .with_help(both!("remove the row, or raise what the formula lets through", "删去这一行，或放宽公式中的限制"));
    found.with_label(at, both!("this picks the row", "由它选行"))
}

/// What `attain help T012` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T012",
    title: ["row that is never reached", "永远用不到的行"],
    what: [
        "Two rows begin at the same limit, so the first of them holds for nothing. Or a row begins beyond the most that the formula can be which picks the row: with `rate_by: min(attainment(bookings), 100%)` a row from 120 % holds for nothing.",
        "两行从同一个界限开始，前一行什么也管不到。或者某一行的起点超出了选行公式可能的最大值：写了 `rate_by: min(attainment(bookings), 100%)` 时，从 120% 开始的行永远用不到。",
    ],
    example: "tiers:\n  - { from: 50%, rate: 4% }\n  - { from: 50%, rate: 6% }\n",
    mend: [
        "Remove one of them or change its limit, or the limit in the formula.",
        "删去其中一行或改变界限，或改变公式中的限制。",
    ],
};
