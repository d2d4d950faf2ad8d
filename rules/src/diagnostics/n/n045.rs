//! N045: a test for a period in which no period of the component ends.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::period::PeriodLength;
use crate::source::Span;

/// The component `name`, which pays every `every`, has no period that ends in `period`.
#[must_use]
pub fn no_period_ends(span: Span, name: &str, every: PeriodLength, period: &str) -> Diagnostic {
    let word = every.name();
    Diagnostic::error(
        "N045",
        both!("no period of `{name}` ends in {period}", "`{name}` 没有在 {period} 结束的期间"),
        span,
        both!("`{name}` pays by the {word}", "`{name}` 按{word}支付"; word),
    )
    .with_help(both!(
        "write `period` as a {word}, or as a longer period that ends with one",
        "请把 `period` 写成一个{word}，或以其结束的更长期间"; word
    ))
}

/// The participant `who` is on `plan`, which has the component `name`, on no day of a period of it that ends in `period`, and
/// nothing of it is paid so late.
#[must_use]
pub fn not_on_plan_then(span: Span, name: &str, (who, plan): (&str, &str), period: &str) -> Diagnostic {
    Diagnostic::error(
        "N045",
        both!(
            "nothing of `{name}` can be paid to `{who}` in {period}",
            "{period} 不会向 `{who}` 支付 `{name}` 的任何内容"
        ),
        span,
        both!("`{who}` is not on `{plan}` then", "`{who}` 那时不在 `{plan}` 上"),
    )
    .with_help(both!(
        "write a period in which `{who}` is on `{plan}`, or name a component of the plan that holds then",
        "请写 `{who}` 在 `{plan}` 上的期间，或写那时所在方案的组成部分"
    ))
}

/// No component of the plans of `who` has a period that ends in `period`.
#[must_use]
pub fn nothing_ends(span: Span, figure: &str, who: &str, period: &str) -> Diagnostic {
    Diagnostic::error(
        "N045",
        both!(
            "no component of the plans of `{who}` pays in {period}, so that `{figure}` is always 0",
            "`{who}` 的方案没有在 {period} 支付的组成部分，`{figure}` 永远是 0"
        ),
        span,
        both!("nothing can be paid in this period", "该期间不会支付任何东西"),
    )
    .with_help(both!(
        "write a longer `period`, in which a period of a component ends",
        "请写更长的 `period`，使其中有组成部分的期间结束"
    ))
}

/// What `attain help N045` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N045",
    title: ["test for a period in which the component pays nothing", "测试的期间里组成部分不支付"],
    what: [
        "A test in tests/*.yaml expects a figure or a line of a component that is worked out once in a quarter, half or year, and looks at a shorter period in which none of these ends; or the participant was on the component's plan at another time, and nothing of it is paid so late. An expected zero would hold for no reason.",
        "tests/*.yaml 里的测试预期某组成部分的数值或收入行，而它每季度、半年或年只计算一次，测试所看的较短期间里没有任何一个这样的期间结束；或者此人在别的时间才在该方案上，也没有什么拖到这时支付。预期为零会毫无理由地通过。",
    ],
    example: "- test: a quarterly bonus in January\n  participant: E1007\n  period: 2026-01\n  expect: { base of quarterly_bonus: 5000 }\n",
    mend: ["Write a period in which one of the component ends.", "写一个其中有该组成部分期间结束的期间。"],
};
