//! W005: selling more pays less.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::diagnostics::w::Concerned;
use crate::source::Span;
use crate::text::Text;

/// Where a payout curve falls: the measure and the pay just before and after, as texts with their units.
#[derive(Clone, Debug)]
pub struct Fall {
    /// Name of the measure.
    pub measure: String,
    /// Is it a KPI from outside, of which nothing is sold?
    pub is_kpi: bool,
    /// The measure before the fall.
    pub before: String,
    /// The pay before the fall.
    pub before_pay: String,
    /// The measure after the fall.
    pub after: String,
    /// The pay after the fall.
    pub after_pay: String,
    /// Other measures and what they were at.
    pub others: Vec<(String, String)>,
}

/// The component at `span` pays less as its measure grows.
#[must_use]
pub fn cliff(span: Span, component: &str, fall: &Fall, concerned: &Concerned) -> Diagnostic {
    let Fall { measure, is_kpi, before, before_pay, after, after_pay, others } = fall;
    let (whom, who) = (concerned.whom(), concerned.who());
    let others: Vec<String> = others.iter().map(|(name, value)| format!("`{name}` {value}")).collect();
    let with = match others.as_slice() {
        [] => Text::default(),
        others => Text { en: format!(" with {}", others.join(", ")), zh: format!("（{}）", others.join("，")) },
    };
    let message = if *is_kpi {
        both!(
            "a higher `{measure}` can pay less in `{component}`{whom}",
            "`{component}` 中 `{measure}` 越高，所得反而可能更少{whom}"; whom
        )
    } else {
        both!("selling more can pay less in `{component}`{whom}", "`{component}` 中业绩越高，所得反而可能更少{whom}"; whom)
    };
    Diagnostic::warning(
        "W005",
        message,
        span,
        both!(
            "{who}{with}: `{measure}` {before} pays {before_pay}, {after} pays {after_pay}",
            "{who}{with}：`{measure}` 为 {before} 时支付 {before_pay}，为 {after} 时只支付 {after_pay}"; who, with
        ),
    )
    .with_help(both!(
        "let the rates rise from row to row, or use `mode: marginal`; leave it if it is meant so",
        "让各档费率逐档上升，或改用 `mode: marginal`；如果本意如此，可以保留"
    ))
}

/// What `attain help W005` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W005",
    title: ["selling more pays less", "多卖反而少得"],
    what: [
        "The component was worked out for one participant of each kind (people in whom its formulas see no difference) at many values of its measures, with the code of a real run. Somewhere the pay falls while a measure grows: there it pays to hold a deal back. A KPI, and every measure but the first, is told of only where the pay also rises with it: one of which less is simply better (complaints, returns) makes no cliff. The finding says how many people are of such a kind, and who was tried.",
        "用正式计算的程序，对每一类人（公式看来没有差别的人）各取一人，按其指标的多个数值试算，发现某处指标上升而所得下降：在那里，压单反而更划算。对 KPI 以及第一个以外的指标，只有当所得也会随其上升时才提示：本来就越低越好的指标（投诉、退货）不算断崖。提示中写明这类人有多少，以及试算的是谁。",
    ],
    example: "mode: retroactive\ntiers:\n  - { from: 0, rate: 5% }\n  - { from: 100000, rate: 3% }\n",
    mend: [
        "Let rates rise from row to row, or pay each slice at its own rate.",
        "让费率逐档上升，或让每一段按自己的费率计算。",
    ],
};
