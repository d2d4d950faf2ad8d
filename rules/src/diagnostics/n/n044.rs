//! N044: a test of somebody for a period in which no plan pays anything.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The participant `who` is on no plan in `period`; `others` are the plans that the assignments say, with their days, as people
/// read them.
#[must_use]
pub fn on_no_plan(span: Span, who: &str, period: &str, others: &Text) -> Diagnostic {
    let help = if others.en.is_empty() {
        both!(
            "write a row for `{who}` in the assignments, or test somebody else",
            "请在任职表中为 `{who}` 加一行，或测试其他人"
        )
    } else {
        both!(
            "the assignments say {others}; write a period of these days, or correct the assignments",
            "任职表写的是 {others}；请写这些日子里的期间，或改正任职表"; others
        )
    };
    Diagnostic::error(
        "N044",
        both!("`{who}` is on no plan in {period}", "`{who}` 在 {period} 不在任何方案上"),
        span,
        both!("nothing can be paid in this period", "该期间不会支付任何东西"),
    )
    .with_help(help)
}

/// The participant `who` is assigned to `plan`, no version of which is in force in `period`; `days` are those of its
/// versions, as people read them.
#[must_use]
pub fn no_version(span: Span, (who, plan): (&str, &str), period: &str, days: &Text) -> Diagnostic {
    Diagnostic::error(
        "N044",
        both!(
            "no version of `{plan}`, the plan of `{who}`, is in force in {period}",
            "`{who}` 的方案 `{plan}` 没有在 {period} 生效的版本"
        ),
        span,
        both!("nothing can be paid in this period", "该期间不会支付任何东西"),
    )
    .with_help(both!(
        "its versions hold {days}; write a period of these days, or correct `effective` in the plan",
        "各版本的有效期是 {days}；请写这些日子里的期间，或改正方案中的 `effective`"; days
    ))
}

/// What `attain help N044` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N044",
    title: ["test for a period without a plan", "测试的期间没有方案"],
    what: [
        "A test in tests/*.yaml looks at a period in which the participant is on no plan, or no version of the plan is in force. Nothing is computed then, so that an expected zero would hold for no reason, and any other figure could never come out.",
        "tests/*.yaml 里的测试所看的期间里，此人不在任何方案上，或方案没有生效的版本。那时什么也不计算：预期为零会毫无理由地通过，预期其他数值则永远不会出现。",
    ],
    example: "- test: after the plan\n  participant: E1007\n  period: 2031-Q1\n  expect: { payable: 0 }\n",
    mend: [
        "Write a period in which the participant is on the plan, or correct the assignments or the days of the plan.",
        "写一个此人在方案上的期间，或改正任职表或方案的有效期。",
    ],
};
