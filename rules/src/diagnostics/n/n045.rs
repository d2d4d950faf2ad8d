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

/// What `attain help N045` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N045",
    title: ["test for a period in which the component pays nothing", "测试的期间里组成部分不支付"],
    what: [
        "A test in tests/*.yaml expects a figure of a component that is worked out once in a quarter, half or year, and looks at a shorter period in which none of these ends.",
        "tests/*.yaml 里的测试预期某组成部分的数值，而它每季度、半年或年只计算一次；测试所看的较短期间里没有任何一个这样的期间结束。",
    ],
    example: "- test: a quarterly bonus in January\n  participant: E1007\n  period: 2026-01\n  expect: { base of quarterly_bonus: 5000 }\n",
    mend: ["Write a period in which one of the component ends.", "写一个其中有该组成部分期间结束的期间。"],
};
