//! T031: column of another type.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Column of another type, at `span`.
#[must_use]
pub fn column_type(span: Span, column: &str, found: &str, needed: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "T031",
        both!(
            "the column `{column}` has the type `{found}`, and `{needed}` is needed here",
            "列 `{column}` 的类型是 `{found}`，这里需要 `{needed}`"
        ),
        span,
        both!("here", "这里"),
    );
    found.with_help(both!(
        "in attain.yaml, below `data` and `transactions`, write under `columns`: `{column}: {{ column: HEADER, type: {needed} }}` (where `transactions` names the file alone, make it `{{ file: FILE, columns: {{ ... }} }}`)",
        "在 attain.yaml 的 `data` 下 `transactions` 的 `columns` 里写：`{column}: {{ column: 表头, type: {needed} }}`（如果 `transactions` 只写了文件名，请改成 `{{ file: 文件, columns: {{ ... }} }}`）"
    ))
}

/// A column at `span` whose type nobody can choose.
#[must_use]
pub fn fixed_type(span: Span, column: &str, found: &str, needed: &str) -> Diagnostic {
    column_type(span, column, found, needed).with_help(both!(
        "name another column, whose type is `{needed}`: `{column}` is always `{found}`",
        "请写另一个类型为 `{needed}` 的列：`{column}` 始终是 `{found}`"
    ))
}

/// What `attain help T031` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T031",
    title: ["column of another type", "列的类型不符"],
    what: [
        "Who gets credit is a text, and when it counts is a day. Columns without a stated type are read as text.",
        "归属于谁是文本，计入哪天是日期。没有写明类型的列按文本读取。",
    ],
    example: "dated: booked_on\n",
    mend: [
        "State `type` in attain.yaml, under `columns` of the transactions: `transactions: { file: data/orders.csv, columns: { booked_on: { column: Date, type: date } } }`.",
        "在 attain.yaml 的交易表的 `columns` 里写明 `type`：`transactions: { file: data/orders.csv, columns: { booked_on: { column: 日期, type: date } } }`。",
    ],
};
