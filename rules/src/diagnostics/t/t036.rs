//! T036: pay in units that cannot be what is meant.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// A draw that would bring units up to an amount of money.
#[must_use]
pub fn drawn_on(span: Span, name: &str) -> Diagnostic {
    let message =
        both!("`{name}` does not pay money, which a draw adds up", "`{name}` 支付的不是金额，而预支累加的是金额");
    Diagnostic::error("T036", message, span, both!("not in money", "不是金额"))
        .with_help(both!("take it out of `of`", "请从 `of` 中去掉它"))
}

/// `paid_as: money` for a unit of which nobody knows what it is worth.
#[must_use]
pub fn without_value(span: Span, unit: &str) -> Diagnostic {
    let message = both!("`{unit}` has no value at which it could be paid as money", "`{unit}` 没有可折算成金额的价值");
    Diagnostic::error("T036", message, span, both!("at which value?", "按什么价值？")).with_help(both!(
        "add the value to attain.yaml: `{unit}: {{ value: {{ 2026-01-01: 12.50 }} }}`",
        "请在 attain.yaml 中加上价值：`{unit}: {{ value: {{ 2026-01-01: 12.50 }} }}`"
    ))
}

/// A component that pays in something else in another version of the plan.
#[must_use]
pub fn differs(span: Span, name: &str, earlier: Span) -> Diagnostic {
    let message = both!(
        "`{name}` has another `in` or `paid_as` in another version of the plan",
        "`{name}` 在方案的另一版本中 `in` 或 `paid_as` 不同"
    );
    Diagnostic::error("T036", message, span, both!("here", "这里"))
        .with_label(earlier, both!("the other version", "另一个版本"))
        .with_help(both!("give it the same in both versions, or another name", "两个版本保持一致，或换个名字"))
}

/// What `attain help T036` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T036",
    title: ["pay in units that cannot be meant", "以单位支付的写法不成立"],
    what: [
        "A component with `in` pays in a unit of the company, which is never added to money. Draws add up money alone; units become money by `paid_as: money` where they have a value; and a component pays in the same thing in all versions of a plan.",
        "写有 `in` 的组成部分以公司的单位支付，从不与金额相加。预支只累加金额；有价值的单位可用 `paid_as: money` 折成金额支付；同一组成部分在方案的各版本中以同样的东西支付。",
    ],
    example: "- draw: advance\n  of: loyalty_points\n",
    mend: [
        "Name components that pay money, or say in attain.yaml what the unit is worth.",
        "请引用支付金额的组成部分，或在 attain.yaml 中写明单位的价值。",
    ],
};
