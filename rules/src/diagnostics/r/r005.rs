//! R005: no value of a metric.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::diagnostics::r::Needed;
use crate::source::Span;
use crate::text::Text;

/// The finding; `whose` says for whom, such as `E1007, 2026-Q3`.
#[must_use]
pub fn no_metric(span: Span, whose: &Text, metric: &str, window: &str) -> Diagnostic {
    let message = both!("no value of metric `{metric}` for {window} ({whose})", "`{metric}` 在 {window} 没有数值（{whose}）"; whose);
    Diagnostic::error("R005", message, span, both!("this metric is needed here", "此处需要该数值")).with_help(both!(
        "add the row to the metrics file, or say `missing: report` or a number",
        "请在外部指标文件中补上该行，或写明 `missing: report` 或一个数"
    ))
}

/// What the check says of periods whose values others have and some lack.
#[must_use]
pub fn lacking(span: Span, needed: &Needed) -> Diagnostic {
    let (name, periods, whose) = (&needed.name, needed.periods(), needed.whose());
    let message = both!("no value of metric `{name}` for {periods} of {whose}", "{whose} 在 {periods} 没有 `{name}` 的数值"; periods, whose);
    Diagnostic::error("R005", message, span, both!("this metric is needed here", "此处需要该数值"))
        .with_help(needed.help("missing"))
}

/// Its page.
pub const EXPLANATION: Explanation = Explanation {
    code: "R005",
    title: ["no value of a metric", "缺少 KPI 数值"],
    what: [
        "A KPI from outside has no row for exactly this stretch of time (and no `take` that puts shorter ones together). `attain check` tells it beforehand of all periods that it tries, once for each metric; where nobody has a value for a period other than the company's own, as W009. A row that has nearly the right name is pointed at.",
        "外部 KPI 在该期间没有数据行（也没有用 `take` 汇总较短期间的数据）。`attain check` 会事先指出所试算的各期间的这种情况，每个指标一条；公司当前期间以外谁都没有时则为 W009。如果有一行的名称与之相近，也会指出。",
    ],
    example: "from: metrics.csat\n        missing: error",
    mend: [
        "Add the row to the metrics file, or say `missing: report` or a number.",
        "请在外部指标文件中补上该行，或写明 `missing: report` 或一个数。",
    ],
};
