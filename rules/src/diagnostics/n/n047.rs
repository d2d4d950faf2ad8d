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
            "several plans may pay `{who}` a component `{name}` in the period: {listed}",
            "该期间可能由几个方案向 `{who}` 支付组成部分 `{name}`：{listed}"; listed
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
        "A test in tests/*.yaml names a component, and several plans of the participant that have one of this name may pay in the period: those of its days, and of lines earlier ones too of which something falls due then. Neither is meant more than the other, and added up they could hide each other's mistakes.",
        "tests/*.yaml 里的测试写了一个组成部分，而此人有几个带有这个名称的方案可能在该期间支付：该期间所在的方案，对收入行来说还有那时仍有到期内容的以前的方案。不知道指哪一个；相加则可能互相掩盖错误。",
    ],
    example: "- test: somebody on two plans\n  participant: E1007\n  period: 2026-Q1\n  expect: { lines: { commission: 5000.00 } }\n",
    mend: [
        "Write the plan before the component: `lines: { account-executive/commission: 5000.00 }`, `base of account-executive/commission: 100000`.",
        "在组成部分前写上方案：`lines: { account-executive/commission: 5000.00 }`、`base of account-executive/commission: 100000`。",
    ],
};
