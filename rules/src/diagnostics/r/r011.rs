//! R011: a formula that passed the check does not hold together.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The finding; `whose` says for whom, such as `E1007, 2026-Q3`.
#[must_use]
pub fn unchecked(span: Span, whose: &Text) -> Diagnostic {
    let message = both!("a formula that passed the check does not hold together ({whose})", "通过检查的公式仍无法计算（{whose}）"; whose);
    Diagnostic::error("R011", message, span, both!("this part", "此处")).with_help(both!(
        "this is a defect of Attain: please report it with the plan",
        "这是 Attain 的缺陷，请连同方案一起反馈"
    ))
}

/// Its page.
pub const EXPLANATION: Explanation = Explanation {
    code: "R011",
    title: ["a formula that passed the check does not hold together", "通过检查的公式仍无法计算"],
    what: ["The check promises that such a formula never gets here.", "检查保证这样的公式不会进入计算。"],
    example: "",
    mend: ["This is a defect of Attain: please report it with the plan.", "这是 Attain 的缺陷，请连同方案一起反馈。"],
};
