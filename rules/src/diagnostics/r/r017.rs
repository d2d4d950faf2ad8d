//! R017: a unit of which nobody knows what it is worth on a day.

use crate::both;
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The finding at a component; `whose` says for whom.
#[must_use]
pub fn no_value(span: Span, whose: &Text, unit: &str, day: Date) -> Diagnostic {
    let message = both!(
        "nobody knows what `{unit}` is worth on {day} ({whose})",
        "不知道 `{unit}` 在 {day} 值多少（{whose}）"; whose
    );
    Diagnostic::error("R017", message, span, both!("paid then", "此时支付")).with_help(both!(
        "state in attain.yaml, under `value` of `{unit}`, a value that holds on {day}",
        "请在 attain.yaml 的 `{unit}` 的 `value` 中写明在 {day} 有效的价值"
    ))
}

/// Its page.
pub const EXPLANATION: Explanation = Explanation {
    code: "R017",
    title: ["unit without a value on that day", "单位在该日没有价值"],
    what: [
        "Units that are paid as money, or whose value is taxable, are worth what attain.yaml says for the last day of the period in which they are paid. The first day with a value lies behind it.",
        "折成金额支付的单位和应税的单位，按 attain.yaml 中支付期间末日的价值计算。第一个写有价值的日期在它之后。",
    ],
    example: "units:\n  shares: { value: { 2027-01-01: 12.50 }, taxable: yes }   # paid in 2026",
    mend: ["Add the value that held before.", "请补上此前的价值。"],
};
