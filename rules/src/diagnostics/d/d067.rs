//! `D067`: a formula cannot be computed for a transaction.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The formula at `needed` divides by what stands at `place` in `column`, which is zero.
#[must_use]
pub fn by_zero(place: Span, column: &str, needed: Span) -> Diagnostic {
    let message = both!(
        "a formula divides by zero for this transaction: see `{column}`",
        "对这笔交易，公式除以了零：见 `{column}` 列"
    );
    uncomputed(message, place, needed).with_help(both!(
        "correct the cell, or decide in the formula: `if x == 0 {{ 0 }} else {{ y / x }}`",
        "请改正单元格，或在公式中决定：`if x == 0 {{ 0 }} else {{ y / x }}`"
    ))
}

/// The formula at `needed` gives more than numbers can hold, with what stands at `place` in `column`.
#[must_use]
pub fn too_large(place: Span, column: &str, needed: Span) -> Diagnostic {
    let message = both!(
        "a formula gives a number that is too large for this transaction: see `{column}`",
        "对这笔交易，公式得出的数过大：见 `{column}` 列"
    );
    uncomputed(message, place, needed).with_help(both!("correct the cell, or the formula", "请改正单元格或公式"))
}

fn uncomputed(message: Text, place: Span, needed: Span) -> Diagnostic {
    let label = both!("with this value", "用的是这个值");
    Diagnostic::error("D067", message, place, label).with_label(needed, both!("in this formula", "在这个公式中"))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D067",
    title: ["a formula cannot be computed for a transaction", "公式无法对某笔交易计算"],
    what: [
        "A formula that says whether a transaction counts, what it is worth, or who gets which share divides by zero in this row, or outgrows what numbers can hold. Ratios under `to` that add up to nothing divide by zero, too. With `broken_rows: set_aside` such rows are set aside.",
        "判断交易是否计入、价值多少、各得多少的公式，在这一行除以了零，或超出数的范围。`to` 下合计为零的比例也会除以零。写明 `broken_rows: set_aside` 时，这样的行会被搁置。",
    ],
    example: "id,owner,booked_on,amount,parts\nT1,E1007,2026-01-05,100,0",
    mend: [
        "Correct the cell, or decide in the formula what holds then: `if parts == 0 { 0 } else { amount / parts }`.",
        "改正单元格，或在公式中决定此时如何：`if parts == 0 { 0 } else { amount / parts }`。",
    ],
};
