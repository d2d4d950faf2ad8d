//! `D062`: an adjustment that could belong to several plans.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The `component` at `place` stands in several plans that the participant could mean: `plans`.
#[must_use]
pub fn several_plans(place: Span, component: &str, plans: &str) -> Diagnostic {
    Diagnostic::error(
        "D062",
        both!("`{component}` stands in several plans: {plans}", "多个方案都有 `{component}`：{plans}"),
        place,
        both!("of which plan?", "属于哪个方案？"),
    )
    .with_help(both!("name the plan in the column `plan`", "请在 `plan` 列写明方案"))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D062",
    title: ["an adjustment without its plan", "调整没有写明方案"],
    what: [
        "A payment stands beside the lines of a component. Several plans have a component of this name, and the participant stands on several of them in the period, or on none: then nobody knows which is meant.",
        "付款与某个组成部分的收入行并列。多个方案都有这个名称的组成部分，而此人在该期间同时属于其中几个方案，或者都不属于：这样就不知道指的是哪一个。",
    ],
    example: "id,participant,kind,what,period,amount,reason,approved_by\nA1,E1,payment,commission,2026-03,500,missed deal,E900",
    mend: ["Add a column `plan` and name the plan in this row.", "加上 `plan` 列，并在该行写明方案。"],
};
