//! R010: quotas lean on each other too deeply.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The finding; `whose` says for whom, such as `E1007, 2026-Q3`.
#[must_use]
pub fn too_deep(span: Span, whose: &Text) -> Diagnostic {
    let message = both!("quotas lean on each other too deeply ({whose})", "目标公式相互引用过深（{whose}）"; whose);
    Diagnostic::error("R010", message, span, both!("this quota is worked out from itself", "该目标最终由自己推算"))
        .with_help(both!(
            "state a figure for the first period: `if period == \"2026-Q1\" {{ 100000 }} else {{ ... }}`",
            "请为第一个期间写明数字：`if period == \"2026-Q1\" {{ 100000 }} else {{ ... }}`"
        ))
}

/// Its page.
pub const EXPLANATION: Explanation = Explanation {
    code: "R010",
    title: ["quotas lean on each other too deeply", "目标公式相互引用过深"],
    what: [
        "A quota by formula reads quotas that read quotas, more than 32 deep.",
        "目标公式逐层引用其他目标，超过 32 层。",
    ],
    example: "quota: { formula: \"quota(bookings, previous(quarter))\" }",
    mend: [
        "State a figure for the first period: `if period == \"2026-Q1\" { 100000 } else { ... }`.",
        "请为第一个期间写明数字：`if period == \"2026-Q1\" { 100000 } else { ... }`。",
    ],
};
