//! N026: amount that a file of transactions does not have.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `amount` is needed at `span`, and `file` has no column for it.
#[must_use]
pub fn without_amount(span: Span, file: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "N026",
        both!("`{file}` has no column for `amount`", "`{file}` 没有 `amount` 列"),
        span,
        both!("the amount is needed here", "这里需要金额"),
    );
    found.with_help(both!(
        "say in `attain.yaml` which column of `{file}` it is: `columns: {{ amount: HEADER }}`, or credit another column: \
         `credit: units`",
        "在 `attain.yaml` 中说明它是 `{file}` 的哪一列：`columns: {{ amount: 表头 }}`，或按其他列计：`credit: units`"
    ))
}

/// What `attain help N026` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N026",
    title: ["amount that a file does not have", "文件没有金额列"],
    what: [
        "Transactions need an `amount` only where a plan asks for it: a formula that names it, or a measure of money that does not say what is credited. Then each file of transactions must have it.",
        "只有方案用到 `amount` 时，交易才需要这一列：公式写了它，或金额指标没有写明 `credit`。这时每个交易文件都必须有这一列。",
    ],
    example: "measures:\n  revenue: { unit: money, from: transactions, to: owner, dated: booked_on }   # the file has units only\n",
    mend: [
        "Map a column of the file to `amount`, or write `credit` with the column that counts.",
        "把文件的某一列映射为 `amount`，或用 `credit` 写明按哪一列计。",
    ],
};
