//! N047: name in a test that several of the participant's plans have.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The component `name` is in several `plans` of the participant `who`.
#[must_use]
pub fn in_several_plans(span: Span, name: &str, who: &str, plans: &[&str]) -> Diagnostic {
    let listed: Vec<String> = plans.iter().map(|plan| format!("`{plan}`")).collect();
    let listed = Text { en: listed.join(", "), zh: listed.join("、") };
    let written: Vec<String> = plans.iter().map(|plan| format!("`{plan}/{name}`")).collect();
    let written = Text { en: written.join(" or "), zh: written.join(" 或 ") };
    Diagnostic::error(
        "N047",
        both!(
            "`{who}` is on several plans with a component `{name}`: {listed}",
            "`{who}` 所在的几个方案都有组成部分 `{name}`：{listed}"; listed
        ),
        span,
        both!("of which plan?", "属于哪个方案？"),
    )
    .with_help(both!("write {written}", "请写 {written}"; written))
}

/// What `attain help N047` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N047",
    title: ["component of several plans in a test", "测试中的组成部分属于几个方案"],
    what: [
        "A test in tests/*.yaml names a component, and the participant is on several plans in the period that have one of this name. Neither is meant more than the other, and added up they could hide each other's mistakes.",
        "tests/*.yaml 里的测试写了一个组成部分，而此人在该期间所在的几个方案都有这个名称。不知道指哪一个；相加则可能互相掩盖错误。",
    ],
    example: "- test: somebody on two plans\n  participant: E1007\n  period: 2026-Q1\n  expect: { lines: { commission: 5000.00 } }\n",
    mend: [
        "Write the plan before the component: `lines: { account-executive/commission: 5000.00 }`, `base of account-executive/commission: 100000`.",
        "在组成部分前写上方案：`lines: { account-executive/commission: 5000.00 }`、`base of account-executive/commission: 100000`。",
    ],
};
