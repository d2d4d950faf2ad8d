//! R009: a group with different values of `rate_by`.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The finding; `whose` says for whom, such as `E1007, 2026-Q3`.
#[must_use]
pub fn group_differs(span: Span, whose: &Text, group: &str) -> Diagnostic {
    let message = both!("the transactions of `{group}` have different values of `rate_by` ({whose})", "`{group}` 内各笔交易的 `rate_by` 数值不同（{whose}）"; whose);
    Diagnostic::error("R009", message, span, both!("one group needs one value", "一组只能有一个数值")).with_help(both!(
        "see that all transactions of a group carry the same value, or pay each transaction by itself",
        "请让同一组的交易取相同的值，或改为逐笔计算"
    ))
}

/// Its page.
pub const EXPLANATION: Explanation = Explanation {
    code: "R009",
    title: ["a group with different values of `rate_by`", "组内 `rate_by` 数值不同"],
    what: [
        "A component that is paid by the group picks one row for a group, so the value that picks it must be the same on all its transactions.",
        "按组计提时一组只查一档，因此组内各笔交易用于查档的值必须相同。",
    ],
    example: "over: invoice\n  rate_by: discount",
    mend: [
        "See that all transactions of a group carry the same value, or pay each transaction by itself.",
        "请让同一组的交易取相同的值，或改为逐笔计算。",
    ],
};
