//! W013: a metric whose rows are for shorter periods than the plan needs.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::period::PeriodLength;
use crate::source::Span;

/// The measure at `span` reads the metric `name`, of which `component` needs one for a period as long as `needed`; all rows are for
/// at most a period as long as `longest`.
#[must_use]
pub fn too_short(
    span: Span,
    name: &str,
    (component, at): (&str, Span),
    (needed, longest): (PeriodLength, PeriodLength),
) -> Diagnostic {
    let (needed, longest) = (needed.name(), longest.name());
    let message = both!(
        "`{component}` needs metric `{name}` for a whole {needed}, and its rows are for a {longest} each",
        "`{component}` 需要外部指标 `{name}` 的整{needed}数值，而数据行都只到{longest}"; needed, longest
    );
    let label = both!("does not say how shorter ones are put together", "没有写明较短期间如何汇总");
    Diagnostic::warning("W013", message, span, label)
        .with_label(at, both!("asks for the whole {needed}", "需要整{needed}的数值"; needed))
        .with_help(both!(
            "add `take: average` to the measure (or `sum`, `last`, `minimum`, `maximum`), or state rows for the whole {needed}",
            "请在指标中加上 `take: average`（或 `sum`、`last`、`minimum`、`maximum`），或提供整{needed}的数据行"; needed
        ))
}

/// What `attain help W013` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W013",
    title: ["metric for shorter periods than the plan needs", "外部指标的期间短于方案所需"],
    what: [
        "A value of the metrics data holds for exactly the period that its row names. A component, or a window in a formula, asks for a longer one, and the measure has no `take` that puts shorter ones together. When the period ends, the run fails (R005), or the value counts as missing, although all the shorter ones are there.",
        "外部指标数据中的数值只对该行所写的期间有效。组成部分或公式中的窗口需要更长期间的数值，而指标没有用 `take` 写明较短期间如何汇总。期间结束时，即使各较短期间的数值都在，计算也会失败（R005），或按缺少处理。",
    ],
    example: "csat: { unit: percent, from: metrics.csat }   # rows for 2026-Q1, 2026-Q2, …\n# and a bonus with `every: year` that reads csat\n",
    mend: [
        "Write `take: average`, or another way to put them together. Rows for the longer period itself also do; they go before the shorter ones.",
        "请写 `take: average` 或其他汇总方式。也可以提供较长期间本身的数据行，这样的行优先于较短期间的行。",
    ],
};
