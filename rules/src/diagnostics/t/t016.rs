//! T016: component that pays more often than its plan.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Component that pays more often than its plan, at `span`.
#[must_use]
pub fn every(span: Span, every: &str, pays: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "T016",
        both!(
            "a component that pays every `{every}` does not fit a plan that pays `{pays}`",
            "每 `{every}` 支付的组成部分与按 `{pays}` 支付的方案不匹配"
        ),
        span,
        both!("shorter than the plan's period", "比方案的周期短"),
    );
    found
        .with_help(both!("write a longer time, or let the plan pay more often", "改成更长的周期，或让方案支付得更频繁"))
}

/// What `attain help T016` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T016",
    title: ["component that pays more often than its plan", "组成部分比方案支付更频繁"],
    what: [
        "A component pays in every period of the plan, or in every second, third, ... of them.",
        "组成部分在方案的每个周期支付，或隔几个周期支付一次。",
    ],
    example: "pays: quarterly\ncomponents:\n  - bonus: b\n    every: month\n",
    mend: ["Make `pays` shorter or `every` longer.", "缩短 `pays` 或延长 `every`。"],
};
