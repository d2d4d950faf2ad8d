//! W007: a rate above 100 %.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The rate `text` at `span` is more than the whole base.
#[must_use]
pub fn more_than_whole(span: Span, text: &str, percent: &str) -> Diagnostic {
    Diagnostic::warning(
        "W007",
        both!("the rate `{text}` is {percent} % of what is paid on", "比率 `{text}` 相当于计提基数的 {percent} %"),
        span,
        both!("more than the whole base", "超过了整个基数"),
    )
    .with_help(both!("write the percent sign if `{text}%` is meant", "如果是指 `{text}%`，请写上百分号"))
}

/// What `attain help W007` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W007",
    title: ["rate above 100 %", "比率超过 100 %"],
    what: [
        "A rate is a share of the base: `5%` and `0.05` are the same, `5` is five times the base. A commission of more than all the sales is mostly a forgotten percent sign.",
        "比率是基数的份额：`5%` 与 `0.05` 相同，而 `5` 是基数的五倍。提成超过全部销售额，多半是漏写了百分号。",
    ],
    example: "tiers:\n  - { from: 0, rate: 5 }\n",
    mend: ["Write `5%`, or leave it if it is meant so.", "写成 `5%`；如果本意如此，可以保留。"],
};
