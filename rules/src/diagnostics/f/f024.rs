//! F024: values of the group and values of one member.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F024",
    title: ["group and member mixed up", "混淆了小组与成员"],
    what: [
        "What a pool pays in all, and whether its gate is open, is one value for the whole group. `group(x)` adds x up over the members of the group; it exists in components with `group:` alone.",
        "奖金池的总额和门槛对整个小组只有一个值。`group(x)` 把各成员的 x 相加，只存在于写有 `group:` 的组成部分。",
    ],
    example: "gate: group(bookings) >= 1000000",
    mend: [
        "Write `group(sales)` where the group is meant, and `group: team` where the component has no group.",
        "指整个小组时请写 `group(sales)`；组成部分没有小组时请写 `group: team`。",
    ],
};

/// `group(...)` where there is no group.
#[must_use]
pub fn no_group(span: Span) -> Diagnostic {
    let message = both!("there is no group here", "这里没有小组");
    Diagnostic::error("F024", message, span, both!("nothing says whose group is meant", "没有写明是谁的小组"))
        .with_help(both!(
            "write `group: team` (or another attribute, or `group: plan` for everybody) in the component",
            "请在该组成部分写上 `group: team`（或其他属性；`group: plan` 指方案的所有人）"
        ))
}

/// `group(...)` in a test that names no component, where none adds that up.
#[must_use]
pub fn no_component(span: Span) -> Diagnostic {
    let message = both!("no component adds this up", "没有组成部分对它求和");
    Diagnostic::error("F024", message, span, both!("nothing says whose group is meant", "没有写明是谁的小组"))
        .with_help(both!(
            "name a component with a group behind it: `group(...) of COMPONENT`",
            "请在后面写上带小组的组成部分：`group(...) of 组成部分`"
        ))
}

/// A value of one member where one value for the whole group is needed.
#[must_use]
pub fn of_one_member(span: Span, name: &str) -> Diagnostic {
    let message = both!("`{name}` is the value of one member", "`{name}` 是单个成员的值");
    Diagnostic::error("F024", message, span, both!("the whole group has one value here", "这里整个小组只有一个值"))
        .with_help(both!("write `group({name})` for the sum over all members", "请写 `group({name})`，即所有成员之和"))
}

/// `reports(...)` where nobody reports to anybody.
#[must_use]
pub fn no_reports(span: Span) -> Diagnostic {
    let message = both!("nobody reports to anybody here", "这里没有下级");
    Diagnostic::error("F024", message, span, both!("there is no reporting line", "没有汇报线")).with_help(both!(
        "`reports(x)` stands in formulas of one member, and the assignments need a column `manager`",
        "`reports(x)` 写在单个成员的公式中，任职表要有 `manager` 列"
    ))
}

/// `group(...)` or `reports(...)` inside another.
#[must_use]
pub fn group_in_group(span: Span, function: &str) -> Diagnostic {
    let message = both!("a `{function}` inside a sum over people", "对人求和之中不能再写 `{function}`");
    Diagnostic::error("F024", message, span, both!("inside it, values are those of one member", "其中的值属于单个成员"))
        .with_help(both!("use `let` for the inner sum, before the outer one", "请先用 `let` 写出内层的和"))
}
