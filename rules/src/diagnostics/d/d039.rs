//! `D039`: money in another currency.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The row at `place` is in `currency`, the company pays in `company`.
#[must_use]
pub fn other_currency(place: Span, currency: &str, company: &str) -> Diagnostic {
    Diagnostic::error(
        "D039",
        both!(
            "the amount is in `{currency}`, the company pays in `{company}`",
            "金额的币种是 `{currency}`，而公司以 `{company}` 支付"
        ),
        place,
        both!("not `{company}`", "不是 `{company}`"),
    )
    .with_help(both!(
        "convert the amounts before they come in, or leave such rows out with `keep`; nothing is converted in silence",
        "请在导入前换算金额，或用 `keep` 排除这些行；系统不会悄悄换算"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D039",
    title: ["money in another currency", "其他币种"],
    what: [
        "Amounts are in the company's currency. Taking another currency for it would pay wrong sums.",
        "金额使用公司的币种。把其他币种当作公司币种会付错金额。",
    ],
    example: "id,amount,currency\nT1,100,USD",
    mend: [
        "Convert the amounts before they come in, or leave the rows out with `keep`.",
        "在导入前换算金额，或用 `keep` 排除这些行。",
    ],
};
