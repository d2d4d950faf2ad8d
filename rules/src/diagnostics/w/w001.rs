//! W001: table that begins above zero.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Table that begins above zero, at `span`.
#[must_use]
pub fn first_row(span: Span, limit: &str) -> Diagnostic {
    let found = Diagnostic::warning(
        "W001",
        both!("nothing says what holds below the first row, `{limit}`", "没有说明低于第一行 `{limit}` 时怎么算"),
        span,
        both!("below this, the first row holds too", "低于它时也按第一行"),
    );
    found.with_help(both!(
        "add `outside: zero` to pay nothing there, or `outside: nearest` to keep the first row",
        "加上 `outside: zero` 表示不支付，或 `outside: nearest` 表示沿用第一行"
    ))
}

/// What `attain help W001` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W001",
    title: ["table that begins above zero", "表从零以上开始"],
    what: [
        "Below the first row the nearest row holds unless the plan says something else: whoever is below the lowest limit is paid at its rate.",
        "除非另有说明，低于第一行时按最近的一行计算：达不到最低界限的人也按它的费率支付。",
    ],
    example: "tiers:\n  - { from: 80%, rate: 5% }\n",
    mend: ["Say it with `outside`, or add a row from 0.", "用 `outside` 说明，或加一行从 0 开始。"],
};
