//! F013: conditions that are no conditions.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::formula::Shown;
use crate::formula::expression::{Type, Unit};

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F013",
    title: ["condition that is no condition", "不是条件"],
    what: [
        "Conditions, and both sides of `&&` and `||`, are yes or no: comparisons, `in`, `is_empty`, `contains`.",
        "条件以及 `&&`、`||` 两边必须是“是或否”：比较、`in`、`is_empty`、`contains`。",
    ],
    example: "gate: bookings",
    mend: ["Compare: `bookings > 0`.", "请作比较：`bookings > 0`。"],
};

/// Something else where yes or no is needed.
#[must_use]
pub fn no_condition(part: &Shown) -> Diagnostic {
    let (written, found) = (&part.written, &part.kind);
    let message = both!("`{written}` is {found}, not a condition", "`{written}` 是{found}，不是条件"; found);
    let example = match part.of {
        Some(Type::Text) => "== \"...\"",
        Some(Type::Date) => ">= date(\"2026-01-31\")",
        Some(Type::Number(Unit::Ratio)) => ">= 80%",
        _ => "> 0",
    };
    Diagnostic::error("F013", message, part.span, both!("yes or no is needed here", "这里需要是或否"))
        .with_help(both!("compare it with something: `{written} {example}`", "请与某个值比较：`{written} {example}`"))
}
