//! N052: who is to get what the caps of a pool cut is never on its plan.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `who`, to whom `component` of `plan` gives what caps cut, is on no day on the plan while this version is in force.
#[must_use]
pub fn never_on_plan(span: Span, who: &str, (component, plan): (&str, &str)) -> Diagnostic {
    Diagnostic::error(
        "N052",
        both!(
            "`{component}` gives what caps cut to `{who}`, who is never on plan `{plan}` while it is in force",
            "`{component}` 把上限削去的给 `{who}`，但此人在方案 `{plan}` 生效期间从不在该方案上"
        ),
        span,
        both!("nothing of it can be paid to them", "不能支付给此人"),
    )
    .with_help(both!(
        "name somebody who is on the plan, write a row for `{who}` in the assignments, or `{{ fund: {who} }}` for a fund that is nobody",
        "请写在该方案上的人，在任职表中为 `{who}` 加一行，或用 `{{ fund: {who} }}` 表示不属于任何人的资金"
    ))
}

/// What `attain help N052` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N052",
    title: ["never on the plan that is to pay them", "从不在应支付的方案上"],
    what: [
        "A pool says `over_cap: { to: ID }`. The participant gets what caps cut as part of a line of this pool, and has lines of it only in periods in which they are on its plan. On no day on which this version of the plan is in force they are.",
        "奖金池写了 `over_cap: { to: 编号 }`。此人得到上限削去的，作为该奖金池收入行的一部分；只有在该方案上的期间才有这样的行，而在方案这一版本生效的任何一天，此人都不在该方案上。",
    ],
    example: "over_cap: { to: E9 }\n",
    mend: [
        "Name somebody who is on the plan, correct the assignments, or write `over_cap: { fund: NAME }`. Who is not to share in the pool can be on the plan all the same: `eligible` says who shares.",
        "请写在该方案上的人，改正任职表，或写 `over_cap: { fund: 名称 }`。不参与分配的人也可以在方案上：谁参与由 `eligible` 决定。",
    ],
};
