//! `D064`: a payment that is no whole count of the currency's minor units.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The `amount` at `place` cannot be paid in `currency`, which has `digits` digits behind the point.
#[must_use]
pub fn not_payable(place: Span, amount: &str, currency: &str, digits: u8) -> Diagnostic {
    Diagnostic::error(
        "D064",
        both!("{amount} cannot be paid in {currency}", "{amount} 无法以 {currency} 支付"),
        place,
        both!("at most {digits} digits behind the point", "小数点后最多 {digits} 位"),
    )
    .with_help(both!("write the amount as it is to be paid", "请写实际支付的金额"))
}

/// The payment at `place` is for a `component` that gives things.
#[must_use]
pub fn things(place: Span, component: &str) -> Diagnostic {
    let message =
        both!("`{component}` gives things, which are not paid by hand", "`{component}` 发的是实物，不能手工支付");
    Diagnostic::error("D064", message, place, both!("which thing?", "哪一件？"))
        .with_help(both!("name a component that pays money or a unit", "请写支付金额或单位的组成部分"))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D064",
    title: ["a payment that cannot be paid", "无法支付的金额"],
    what: [
        "The amount of a payment has more digits behind the point than the currency, or is too large. Nothing is rounded that somebody approved.",
        "付款金额的小数位数多于币种的位数，或者过大。已批准的金额不会被舍入。",
    ],
    example: "id,participant,kind,what,period,amount,reason,approved_by\nA1,E1,payment,commission,2026-03,500.005,missed deal,E900",
    mend: ["Write the amount with the currency's digits.", "按币种的位数书写金额。"],
};
