//! C003: other type for a standard column.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Other type for a standard column, at `span`.
#[must_use]
pub fn fixed_type(span: Span, column: &str, fixed: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "C003",
        both!("the column `{column}` always has the type `{fixed}`", "列 `{column}` 的类型固定为 `{fixed}`"),
        span,
        both!("another type is given here", "这里写了别的类型"),
    );
    found.with_help(both!("remove `type`, or give the column another name", "删去 `type`，或给列换个名字"))
}

/// What `attain help C003` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "C003",
    title: ["other type for a standard column", "标准列不能改类型"],
    what: [
        "Standard columns have a meaning that the engine knows, and with it a type.",
        "标准列的含义是固定的，类型也随之固定。",
    ],
    example: "columns:\n  amount: { column: Value, type: text }\n",
    mend: ["Remove `type`.", "删去 `type`。"],
};
