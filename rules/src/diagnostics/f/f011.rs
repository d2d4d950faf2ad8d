//! F011: units that cannot be multiplied or divided.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::formula::Shown;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F011",
    title: ["units that cannot be multiplied or divided", "单位不能相乘或相除"],
    what: [
        "Money times money means nothing, nor does a ratio divided by money. Money times a ratio is money, money times a count is money, money divided by money is a ratio.",
        "金额乘以金额没有意义，比率除以金额也没有意义。金额乘以比率是金额，金额乘以数量是金额，金额除以金额是比率。",
    ],
    example: "credit: amount * amount",
    mend: [
        "Look whether a column or measure of another unit was meant; `number(x)` takes a unit away where that is wanted.",
        "请检查是否本应使用其他单位的列或指标；确实需要时用 `number(x)` 去掉单位。",
    ],
};

/// `left * right` or `left / right`.
#[must_use]
pub fn product(sign: &str, left: &Shown, right: &Shown) -> Diagnostic {
    let (a, b, x, y) = (&left.kind, &right.kind, &left.written, &right.written);
    let message = both!(
        "`{x}` is {a} and `{y}` is {b}: `{sign}` makes no sense of them",
        "`{x}` 是{a}，`{y}` 是{b}：它们之间的 `{sign}` 没有意义"; a, b
    );
    let help = both!(
        "one side of `*` must be a ratio or a number; `number(x)` takes the unit away",
        "`*` 必须有一边是比率或数字；`number(x)` 可去掉单位"
    );
    Diagnostic::error("F011", message, right.span, both!("{b}", "{b}"; b))
        .with_label(left.span, both!("{a}", "{a}"; a))
        .with_help(help)
}
