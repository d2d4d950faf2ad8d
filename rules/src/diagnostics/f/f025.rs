//! F025: amounts in different units.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// What it is about.
pub const EXPLANATION: Explanation = Explanation {
    code: "F025",
    title: ["amounts in different units", "单位不同的数量"],
    what: [
        "Components can pay in units of the company, such as points or shares. Amounts in one unit are never added to amounts in another one, so a formula names what components in one such unit earn.",
        "组成部分可以用公司的单位支付，如积分或股份。不同单位的数量从不相加，因此一个公式只能引用同一单位的组成部分。",
    ],
    example: "amount: earned(award) + earned(grant)",
    mend: [
        "Say what one is worth in the other: `number(earned(grant)) * 120` is a number, which takes the unit of its surroundings.",
        "请写明一个值多少另一个：`number(earned(grant)) * 120` 是纯数字，取所在之处的单位。",
    ],
};

/// `component` pays in `unit`, where amounts in `other` are meant.
#[must_use]
pub fn other_unit(span: Span, component: &str, unit: &str, other: &str) -> Diagnostic {
    let message = both!(
        "`{component}` pays in `{unit}`, and amounts here are in `{other}`",
        "`{component}` 以 `{unit}` 支付，而这里的数量是 `{other}`"
    );
    Diagnostic::error("F025", message, span, both!("another unit", "单位不同")).with_help(both!(
        "take it as a plain number and say what one is worth: `number(earned({component})) * 10`",
        "请取纯数字并写明折算：`number(earned({component})) * 10`"
    ))
}
