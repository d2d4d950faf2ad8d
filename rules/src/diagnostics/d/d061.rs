//! `D061`: an adjustment of something that no plan has.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// The cell at `place` says `what`, and no plan has a `kind` (component, measure, metric) of this name; `nearest` is the most
/// similar one.
#[must_use]
pub fn unknown_part(place: Span, kind: &Text, what: &str, nearest: Option<&str>) -> Diagnostic {
    let help = match nearest {
        Some(nearest) => both!("did you mean `{nearest}`?", "是不是 `{nearest}`？"),
        None => both!("write the name as it stands in the plan", "请按方案中的写法填写名称"),
    };
    Diagnostic::error(
        "D061",
        both!("no plan has the {kind} `{what}`", "没有方案有名为 `{what}` 的{kind}"; kind),
        place,
        both!("unknown here", "此处未知"),
    )
    .with_help(help)
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D061",
    title: ["an adjustment of something unknown", "调整的对象未知"],
    what: [
        "The column `what` names what is adjusted: a component for a payment, a measure of transactions for a credit, a metric for a metric. No plan has one of this name (where the row names a plan: that plan).",
        "`what` 列写明调整的对象：付款写组成部分，归属写来自交易的指标，指标写外部指标。没有方案有这个名称（如果该行写了方案，则指该方案）。",
    ],
    example: "id,participant,kind,what,period,amount,reason,approved_by\nA1,E1,payment,comission,2026-03,500,missed deal,E900",
    mend: ["Correct the name.", "改正名称。"],
};
