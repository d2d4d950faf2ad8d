//! `D021`: a number with too many digits.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The cell at `place`, in column `column`, has more than 28 digits.
#[must_use]
pub fn too_many_digits(place: Span, column: &str, text: &str) -> Diagnostic {
    Diagnostic::error(
        "D021",
        both!("`{text}` in column `{column}` has more than 28 digits", "列 `{column}` 中的 `{text}` 超过 28 位数字"),
        place,
        both!("too many digits", "位数过多"),
    )
    .of_kind(column)
    .with_help(both!(
        "round it where it comes from: cutting it here would change money in silence",
        "请在数据来源处舍入：在这里截断会悄悄改变金额"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D021",
    title: ["too many digits", "位数过多"],
    what: [
        "Numbers are exact and hold 28 digits. A longer one is never rounded to make it fit.",
        "数字是精确的，最多 28 位。更长的数不会被舍入。",
    ],
    example: "id,amount\nT1,0.33333333333333333333333333333333",
    mend: ["Round the number in the system that it comes from.", "请在来源系统中舍入。"],
};
