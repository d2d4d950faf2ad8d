//! N049: a figure of a setting, or of a row, that the component does not have.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The component `name`, of which `figure` is expected, has no setting `setting`.
#[must_use]
pub fn no_setting(span: Span, figure: &str, name: &str, setting: &str) -> Diagnostic {
    Diagnostic::error(
        "N049",
        both!(
            "`{figure}` is expected, but `{name}` has no `{setting}`",
            "预期 `{figure}`，但 `{name}` 没有 `{setting}`"
        ),
        span,
        both!("there never is such a figure", "永远没有这个数值"),
    )
    .with_help(both!(
        "leave it out, name a component that has `{setting}`, or write `{setting}` in the plan",
        "请去掉它，写一个有 `{setting}` 的组成部分，或在方案中写上 `{setting}`"
    ))
}

/// The component `name`, of which `figure` is expected, is no `kind`, as alone has such a figure: `draw`.
#[must_use]
pub fn no_kind(span: Span, figure: &str, name: &str, kind: &str) -> Diagnostic {
    Diagnostic::error(
        "N049",
        both!("`{figure}` is expected, but `{name}` is no `{kind}`", "预期 `{figure}`，但 `{name}` 不是 `{kind}`"),
        span,
        both!("there never is such a figure", "永远没有这个数值"),
    )
    .with_help(both!("leave it out, or name a `{kind}`", "请去掉它，或写一个 `{kind}` 的名称"))
}

/// The component `name` has but `count` rows, or parts: no `number`th, of which `figure` is expected.
#[must_use]
pub fn no_row(span: Span, figure: &str, name: &str, (what, number, count): (&Text, u32, usize)) -> Diagnostic {
    let help = match count {
        0 => both!("leave it out, or name a component that has one", "请去掉它，或写一个有此项的组成部分"),
        1 => both!("leave it out, or write 1: there is one {what}", "请去掉它，或写 1：只有一个{what}"; what),
        _ => both!("leave it out, or write a number from 1 to {count}", "请去掉它，或写 1 到 {count} 之间的数字"),
    };
    Diagnostic::error(
        "N049",
        both!(
            "`{figure}` is expected, but `{name}` has no {what} {number}",
            "预期 `{figure}`，但 `{name}` 没有第 {number} {what}";
            what
        ),
        span,
        both!("there never is such a figure", "永远没有这个数值"),
    )
    .with_help(help)
}

/// Nothing that the plans of `who` pay is `what`, of which `figure` is expected.
#[must_use]
pub fn never_paid(span: Span, figure: &str, who: &str, what: &Text) -> Diagnostic {
    Diagnostic::error(
        "N049",
        both!(
            "`{figure}` is expected, but no component of the plans of `{who}` pays in {what}",
            "预期 `{figure}`，但 `{who}` 的方案没有以{what}支付的组成部分"; what
        ),
        span,
        both!("always 0", "永远是 0"),
    )
    .with_help(both!("name a unit in which one of them pays", "请写其中某个组成部分支付所用的单位"))
}

/// What `attain help N049` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N049",
    title: ["figure of a setting that there is not", "所预期的设置并不存在"],
    what: [
        "A test in tests/*.yaml expects a figure that only a setting gives, such as the line of a guarantee, and no version of the participant's plan has this setting in the component; or of a row or a part whose number is higher than any that the component has. An expected zero would hold for no reason, and any other figure could never come out.",
        "tests/*.yaml 里的测试预期某个设置才会产生的数值，例如保底的收入行，而此人方案的任何版本都没有在该组成部分写这个设置；或者预期某一行或某一部分的数值，而该组成部分没有这么多行或部分。预期为零会毫无理由地通过，预期其他数值则永远不会出现。",
    ],
    example: "- test: a guarantee that there is not\n  participant: E1007\n  period: 2026-Q1\n  expect: { lines: { commission: { guarantee: 0 } } }\n",
    mend: ["Leave the expectation out, or write the setting in the plan.", "去掉该预期，或在方案中写上这个设置。"],
};
