//! R006: the shares do not add up to 100 %.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The finding; `whose` says for whom, such as `E1007, 2026-Q3`.
#[must_use]
pub fn shares_not_whole(span: Span, whose: &Text, percent: &str) -> Diagnostic {
    let message = both!("the shares add up to {percent} %, not to 100 % ({whose})", "份额合计为 {percent} %，而不是 100 %（{whose}）"; whose);
    Diagnostic::error("R006", message, span, both!("the shares of this measure", "该指标的份额")).with_help(both!(
        "mend the shares in the data, name one member's share `rest`, or say `shares: ratio`",
        "请更正数据中的份额，或把其中一人的写成 `rest`，或写明 `shares: ratio`"
    ))
}

/// Its page.
pub const EXPLANATION: Explanation = Explanation {
    code: "R006",
    title: ["the shares do not add up to 100 %", "份额合计不是 100 %"],
    what: [
        "The shares of a split transaction must add up to exactly 100 %. Overlay credit stands outside of them.",
        "分单交易的份额必须正好合计 100 %。叠加归属（overlay）不计入其中。",
    ],
    example: "to: { owner: owner_share, helper: helper_share }",
    mend: [
        "Mend the shares in the data, name one member's share `rest`, or say `shares: ratio`.",
        "请更正数据中的份额，或把其中一人的写成 `rest`，或写明 `shares: ratio`。",
    ],
};
