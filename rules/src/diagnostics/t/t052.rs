//! T052: a formula where a name is wanted.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// `quota:` at `span` names no quota but computes something.
#[must_use]
pub fn quota(span: Span, text: &str) -> Diagnostic {
    found(span, text, "quota").with_help(both!(
        "a quota that is computed is written `quota: {{ formula: … }}`; a name in the quotas data that looks like a formula can be replaced under `values` of `attain.yaml`",
        "计算得出的目标请写 `quota: {{ formula: … }}`；目标数据中的名称如果像公式，可在 `attain.yaml` 的 `values` 下换成别的名称"
    ))
}

/// `from: metrics.` at `span` names no metric but computes something.
#[must_use]
pub fn metric(span: Span, text: &str) -> Diagnostic {
    found(span, text, "from: metrics.").with_help(both!(
        "make one measure of each metric and compute with them in a further one: `from: formula` with `formula: …`",
        "请先为每个外部指标各写一个指标，再在另一个指标中计算：`from: formula` 和 `formula: …`"
    ))
}

fn found(span: Span, text: &str, key: &str) -> Diagnostic {
    Diagnostic::error(
        "T052",
        both!("`{text}` is a formula, and `{key}` takes a name", "`{text}` 是公式，而 `{key}` 应为名称"),
        span,
        both!("a name from the data is wanted here", "这里应为数据中的名称"),
    )
}

/// What `attain help T052` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T052",
    title: ["formula where a name is wanted", "应写名称的地方写了公式"],
    what: [
        "`quota: NAME` reads the rows of this name in the quotas data, `from: metrics.NAME` those of the metrics data. Nothing is computed there: a number or a formula in this place would be looked for as a name, and never found.",
        "`quota: 名称` 读取目标数据中这个名称的行，`from: metrics.名称` 读取外部指标数据中的行。这里不做计算：写在这里的数或公式会被当作名称去找，永远找不到。",
    ],
    example: "quota: last(bookings, quarter) * 110%\n",
    mend: [
        "Write `quota: { formula: … }`. Metrics become measures first, and a measure `from: formula` computes with these.",
        "请写 `quota: { formula: … }`。外部指标先成为指标，再由 `from: formula` 的指标计算。",
    ],
};
