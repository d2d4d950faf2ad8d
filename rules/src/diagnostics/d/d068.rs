//! `D068`: a transaction on a day of no plan.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::diagnostics::d::Rows;
use crate::source::Span;

/// The transaction at `place` is of `day`, on which no plan that counts transactions is in force; `rows` says of how many that
/// is so, from the first of the `ends` to the last.
#[must_use]
pub fn no_plan(place: Span, day: &str, ends: [&str; 2], rows: Rows<'_>) -> Diagnostic {
    let message = both!(
        "a transaction is of {day}, a day on which no plan counts transactions",
        "一笔交易的日期是 {day}，这一天没有方案计入交易"
    );
    let [first, last] = ends;
    let label = if first == last {
        both!("no plan is in force on this day", "这一天没有方案生效")
    } else {
        both!(
            "no plan is in force on this day; there are such days from {first} to {last}",
            "这一天没有方案生效；这样的日期从 {first} 到 {last}"
        )
    };
    Diagnostic::warning("D068", message, place, rows.label(&label)).with_help(both!(
        "correct the day, or `effective` of the plan; if these rows are to count nowhere, say so by `keep` in attain.yaml: as it stands, no run counts them",
        "请改正日期，或方案的 `effective`；这些行若本就不应计入，请用 attain.yaml 的 `keep` 写明：现在这样，任何计算都不计入它们"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D068",
    title: ["transactions on days of no plan", "交易所在的日期没有方案"],
    what: [
        "Measures would count these transactions, but on their days no version of any plan with measures of transactions is in force: they lie before the first one, after the last one, or between two of them. No run counts them; the report of a run says how many there are.",
        "指标本会计入这些交易，但在它们的日期没有任何含交易指标的方案版本生效：早于第一个版本、晚于最后一个，或在两个之间。任何计算都不计入它们，运行报告说明有多少。",
    ],
    example: "id,owner,booked_on,amount\nT1,E1007,2025-12-31,100",
    mend: [
        "Correct the day, or the days under `effective` of the plan. Rows that are there on purpose, such as those of earlier years, are left out by `keep`.",
        "改正日期，或方案 `effective` 的日期。有意保留的行（如往年的）用 `keep` 排除。",
    ],
};
