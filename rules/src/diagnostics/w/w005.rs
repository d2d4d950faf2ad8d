//! W005: selling more pays less.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Where a payout curve falls: the measure and the pay just before and after, as texts with their units.
#[derive(Clone, Copy, Debug)]
pub struct Fall<'a> {
    /// Name of the measure.
    pub measure: &'a str,
    /// The measure before the fall.
    pub before: &'a str,
    /// The pay before the fall.
    pub before_pay: &'a str,
    /// The measure after the fall.
    pub after: &'a str,
    /// The pay after the fall.
    pub after_pay: &'a str,
}

/// The component at `span` pays less as its measure grows.
#[must_use]
pub fn cliff(span: Span, component: &str, fall: Fall<'_>) -> Diagnostic {
    let Fall { measure, before, before_pay, after, after_pay } = fall;
    Diagnostic::warning(
        "W005",
        both!("selling more can pay less in `{component}`", "`{component}` 中业绩越高，所得反而可能更少"),
        span,
        both!(
            "`{measure}` {before} pays {before_pay}, {after} pays {after_pay}",
            "`{measure}` 为 {before} 时支付 {before_pay}，为 {after} 时只支付 {after_pay}"
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
        "The component was worked out for a participant at many values of its measure, with the code of a real run. Somewhere the pay falls while the measure grows: there it pays to hold a deal back.",
        "用正式计算的程序，对一个人按该指标的多个数值试算，发现某处指标上升而所得下降：在那里，压单反而更划算。",
    ],
    example: "mode: retroactive\ntiers:\n  - { from: 0, rate: 5% }\n  - { from: 100000, rate: 3% }\n",
    mend: [
        "Let rates rise from row to row, or pay each slice at its own rate.",
        "让费率逐档上升，或让每一段按自己的费率计算。",
    ],
};
