//! N043: component in a test that the participant's plans do not have.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The component `name` is in none of `plans`, those of the participant `who`; `nearest` is a component that is.
#[must_use]
pub fn not_in_own_plans(span: Span, name: &str, who: &str, plans: &[&str], nearest: Option<&str>) -> Diagnostic {
    let plans: Vec<String> = plans.iter().map(|plan| format!("`{plan}`")).collect();
    let plans = Text { en: plans.join(", "), zh: plans.join("、") };
    Diagnostic::error(
        "N043",
        both!(
            "`{name}` is a component of another plan than {plans}, on which `{who}` is",
            "`{name}` 不是 `{who}` 所在方案 {plans} 的组成部分"; plans
        ),
        span,
        both!("not in this plan", "不在该方案里"),
    )
    .with_help(match nearest {
        Some(nearest) => both!("did you mean `{nearest}`?", "是否想写 `{nearest}`？"),
        None => both!(
            "name a component of the participant's own plan, or test somebody who is on the other one",
            "请写此人自己方案的组成部分，或测试另一方案上的人"
        ),
    })
}

/// What `attain help N043` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N043",
    title: ["component of another plan in a test", "测试中的组成部分属于其他方案"],
    what: [
        "A test in tests/*.yaml expects something of a component that the participant's plan does not have: it has no line, and an expected zero would hold for no reason.",
        "tests/*.yaml 里的测试对某组成部分有所预期，而此人的方案没有它：不会有这一行，预期为零会毫无理由地通过。",
    ],
    example: "- test: a manager's pool\n  participant: E1007\n  period: 2026-Q1\n  expect: { lines: { team_pool: 0 } }\n",
    mend: [
        "Name a component of the participant's own plan, or another participant.",
        "写此人自己方案的组成部分，或换一个人。",
    ],
};
