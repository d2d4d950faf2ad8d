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
    mend: [
        "Compare: `bookings > 0`. A column of yes and no needs its type in `attain.yaml`: `renewal: { column: Renewal?, type: yes_no }`.",
        "请作比较：`bookings > 0`。填写是或否的列要在 `attain.yaml` 中写明类型：`renewal: { column: 续约, type: yes_no }`。",
    ],
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
    let compare = both!("compare it with something: `{written} {example}`", "请与某个值比较：`{written} {example}`");
    let typed = part.typed(Type::YesNo);
    let help = typed.map(|typed| both!("{typed}; or {compare}", "{typed}；或{compare}"; typed, compare));
    Diagnostic::error("F013", message, part.span, both!("yes or no is needed here", "这里需要是或否"))
        .with_help(help.unwrap_or(compare))
}
