//! F010: units that cannot be added or compared.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::formula::Shown;
use crate::text::Text;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F010",
    title: ["units that do not go together", "单位不一致"],
    what: [
        "Money and money add up, money and a percentage do not. Only numbers of one unit can be added, subtracted, compared, or stand in one list. A number without a unit takes the unit of its surroundings.",
        "金额与金额可以相加，金额与百分数不能。只有单位相同的数才能相加、相减、比较或放在同一个列表里。不带单位的数字采用上下文的单位。",
    ],
    example: "credit: amount + 10%",
    mend: [
        "Multiply where a share is meant: `amount * 10%`. Where the units are meant to differ, `money(x)` and `number(x)` change them.",
        "求其中一部分时请用乘法：`amount * 10%`。确实要改变单位时，用 `money(x)` 和 `number(x)`。",
    ],
};

/// `left + right` or `left - right`.
#[must_use]
pub fn sum(sign: &str, left: &Shown, right: &Shown) -> Diagnostic {
    let (a, b, x, y) = (&left.kind, &right.kind, &left.written, &right.written);
    let message = both!(
        "`{x}` is {a} and `{y}` is {b}: `{sign}` needs one unit on both sides",
        "`{x}` 是{a}，`{y}` 是{b}：`{sign}` 两边的单位必须相同"; a, b
    );
    let help = both!(
        "for a share of an amount write `amount * 10%`; to take a number as money write `money(x)`",
        "求金额的一部分请写 `金额 * 10%`；把数字当作金额请写 `money(x)`"
    );
    two_sides(message, left, right).with_help(help)
}

/// A comparison, a list, or the arguments of `min` and `max`. `measure` is the side that is the total of a measure with
/// a quota, when the other is a ratio.
#[must_use]
pub fn comparison(left: &Shown, right: &Shown, measure: Option<&str>) -> Diagnostic {
    let (a, b, x, y) = (&left.kind, &right.kind, &left.written, &right.written);
    let message = both!(
        "`{x}` is {a} and `{y}` is {b}: only the same units can be compared",
        "`{x}` 是{a}，`{y}` 是{b}：只有单位相同才能比较"; a, b
    );
    let help = match measure {
        Some(measure) => both!("did you mean `attainment({measure})`?", "是否想写 `attainment({measure})`？"),
        None => both!(
            "compare a ratio with a percentage and an amount with an amount; `money(x)` and `number(x)` change the unit",
            "比率应与百分数比较，金额应与金额比较；`money(x)` 和 `number(x)` 可改变单位"
        ),
    };
    two_sides(message, left, right).with_help(help)
}

fn two_sides(message: Text, left: &Shown, right: &Shown) -> Diagnostic {
    let (a, b) = (&left.kind, &right.kind);
    Diagnostic::error("F010", message, right.span, both!("{b}", "{b}"; b)).with_label(left.span, both!("{a}", "{a}"; a))
}
