//! R008: the rows are not in order.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The finding; `whose` says for whom, such as `E1007, 2026-Q3`.
#[must_use]
pub fn rows_out_of_order(span: Span, whose: &Text) -> Diagnostic {
    let message = both!("the rows are not in order ({whose})", "档位顺序不对（{whose}）"; whose);
    Diagnostic::error(
        "R008",
        message,
        span,
        both!("this row does not start above the one before it", "该档起点不高于上一档"),
    )
    .with_help(both!(
        "the limits are formulas: see that they rise for everybody",
        "起点是公式，请确保对每个人都是由低到高"
    ))
}

/// Its page.
pub const EXPLANATION: Explanation = Explanation {
    code: "R008",
    title: ["the rows are not in order", "档位顺序不对"],
    what: [
        "Rows stand from low to high. Where their limits are formulas that read data, that shows only when they are worked out: `attain check` does so for all periods that it tries.",
        "档位须由低到高。起点若为读取数据的公式，只有算出来才知道顺序是否正确：`attain check` 会对所试算的各期间这样做。",
    ],
    example: "tiers:\n  - { from: x, rate: 1% }\n  - { from: y, rate: 2% }",
    mend: ["The limits are formulas: see that they rise for everybody.", "起点是公式，请确保对每个人都是由低到高。"],
};
