//! C004: one column with two types.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// One column with two types, at `span`.
#[must_use]
pub fn two_types(span: Span, column: &str, one: &str, other: &str, earlier: Span) -> Diagnostic {
    let found = Diagnostic::error(
        "C004",
        both!(
            "the column `{column}` has the type `{one}` here and `{other}` elsewhere",
            "列 `{column}` 在这里是 `{one}`，在别处是 `{other}`"
        ),
        span,
        both!("`{one}` here", "这里是 `{one}`"),
    );
    let found = found.with_help(both!(
        "give it the same type in every file, or different names",
        "在每个文件里用同一类型，或使用不同的名字"
    ));
    found.with_label(earlier, both!("`{other}` here", "这里是 `{other}`"))
}

/// What `attain help C004` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C004",
    title: ["one column with two types", "同一列有两种类型"],
    what: [
        "Columns with one name in several transaction files are one column for formulas, so they have one type.",
        "多个交易文件中同名的列在公式里是同一列，因此类型必须一致。",
    ],
    example: "transactions:\n  - { source: crm, file: a.csv, columns: { size: { column: size, type: count } } }\n  - { source: erp, file: b.csv, columns: { size: { column: size, type: text } } }\n",
    mend: ["State `type` in both.", "在两处都写明 `type`。"],
};
