//! W015: people on a plan while no version of it is in force.

use crate::both;
use crate::date::DateRange;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Whose assignments have days without a version of the plan.
#[derive(Clone, Copy, Debug)]
pub struct OnIt<'a> {
    /// How many people.
    pub people: usize,
    /// The file of the first row of one of them.
    pub file: &'a str,
    /// Its line.
    pub line: u32,
}

/// People are on the plan `name` on `days`, on which none of its versions is in force; the one nearest to them is written at `span`.
#[must_use]
pub fn not_in_force(span: Span, name: &str, days: DateRange, on_it: OnIt<'_>) -> Diagnostic {
    let DateRange { first, last } = days;
    let OnIt { people, file, line } = on_it;
    let message = both!(
        "people are on `{name}` from {first} to {last} ({people} of them, first {file}:{line}), and no version of the plan is in force then",
        "{first} 至 {last} 有人适用方案 `{name}`（{people} 人，第一条见 {file}:{line}），而该方案这时没有生效的版本"
    );
    let label = both!("does not cover these days", "不包含这些日期");
    Diagnostic::warning("W015", message, span, label).with_help(both!(
        "change `effective` here, or the days of these people in {file}: as it stands, the plan pays them nothing for that time",
        "请改正此处的 `effective`，或 {file} 中这些人的日期：现在这样，这段时间该方案不支付他们任何金额"
    ))
}

/// What `attain help W015` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W015",
    title: ["people on a plan that is not in force", "有人适用尚未生效或已失效的方案"],
    what: [
        "Assignments put people on the plan for days of which the data tell, and on these days no version of the plan is in force: before the first one or after the last one, where these people are on no other plan that is in force, or between two of them. What they sell then counts nowhere, and fixed amounts are not paid for that time. Only days on which transactions are dated that the plan would count, or for which metrics are stated that it reads, are looked at: assignments may begin before the plan and have no end. Of days on which no plan at all is in force it is told in the years of the plans alone, of rows that begin or end on them.",
        "任职记录让人员在数据所及的日期适用该方案，而这些日期没有该方案的版本生效：在第一个版本之前或最后一个版本之后（且这些人没有适用其他生效的方案），或在两个版本之间。这段时间的销售不计入任何地方，固定金额也不支付。只检查有该方案会计入的交易、或有它读取的外部指标的日期：任职可以早于方案开始，也可以没有结束日期。没有任何方案生效的日子，只在各方案所在的年度内检查，并且只看在这些日子里开始或结束的任职行。",
    ],
    example: "plan: sales\neffective: 2026-02-01 .. 2026-12-31   # and assignments begin on 2026-01-01\n",
    mend: [
        "Correct `effective`, so that the versions follow each other without a gap; or the days in the assignments.",
        "改正 `effective`，使各版本前后相接；或改正任职记录的日期。",
    ],
};
