//! N005: names that mean nothing in this place.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "N005",
    title: ["name that means nothing here", "此处没有意义的名称"],
    what: [
        "`target` exists in components that have a target, `period`, `first_day` and `last_day` in formulas of components and quotas, `days_on_plan`, `on_plan_at_start` and `on_plan_at_end` in formulas of components about one member, and `days_in_group` in those of them that have a group.",
        "`target` 只存在于设有目标金额的部分，`period`、`first_day` 和 `last_day` 只存在于组成部分和目标的公式；`days_on_plan`、`on_plan_at_start` 和 `on_plan_at_end` 只存在于组成部分中针对单个成员的公式，`days_in_group` 还要求该组成部分有小组。",
    ],
    example: "amount: target * 10%",
    mend: ["Give the component a `target`, or name what is meant.", "为该部分设定 `target`，或写出所指的内容。"],
};

/// `target` in a component without a target.
#[must_use]
pub fn no_target(span: Span) -> Diagnostic {
    let message = both!("there is no `target` here", "这里没有 `target`");
    Diagnostic::error("N005", message, span, both!("the component has no target amount", "该部分没有目标金额"))
        .with_help(both!("write `target:` in the component", "请在该部分写上 `target:`"))
}

/// `period`, or one of its days, in a formula on rows.
#[must_use]
pub fn no_period(span: Span, name: &str) -> Diagnostic {
    let message = both!("there is no `{name}` here", "这里没有 `{name}`");
    Diagnostic::error("N005", message, span, both!("this formula belongs to no period", "此公式不属于任何期间"))
        .with_help(both!("use the day of the row: `month(d)`, `year(d)`", "请使用该行的日期：`month(d)`、`year(d)`"))
}

/// What is known of the days on the plan, in a formula that is about no participant in a component.
#[must_use]
pub fn no_days_on_plan(span: Span, name: &str) -> Diagnostic {
    let message = both!("there is no `{name}` here", "这里没有 `{name}`");
    let label = both!("only components know the days on the plan", "只有组成部分知道在方案上的天数");
    Diagnostic::error("N005", message, span, label).with_help(both!(
        "use it in a component: `eligible`, `share_by`, `amount`; a quota counts by these days without a word",
        "请在组成部分中使用：`eligible`、`share_by`、`amount`；目标本来就按这些天数折算"
    ))
}
