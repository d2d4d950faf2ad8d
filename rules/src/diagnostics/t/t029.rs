//! T029: table that is not there.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Table that is not there, at `span`.
#[must_use]
pub fn table_missing(span: Span, key: &str, table: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "T029",
        both!(
            "`{key}` needs the table `{table}`, which attain.yaml does not name",
            "`{key}` 需要 `{table}` 表，但 attain.yaml 没有写"
        ),
        span,
        both!("needs `data: {table}`", "需要 `data: {table}`"),
    );
    found.with_help(both!(
        "add `{table}: data/{table}.csv` under `data` in attain.yaml",
        "在 attain.yaml 的 `data` 下加上 `{table}: data/{table}.csv`"
    ))
}

/// What `attain help T029` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T029",
    title: ["table that is not there", "缺少数据表"],
    what: [
        "The plan relies on data that the company has not said where to find.",
        "方案依赖的数据，公司没有说明在哪里。",
    ],
    example: "from: metrics.csat\n",
    mend: ["Name the table in attain.yaml.", "在 attain.yaml 里写明该表。"],
};
