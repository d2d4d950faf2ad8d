//! `D053`: a day or a period far from those of all plans.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::diagnostics::d::Rows;
use crate::source::Span;

/// A transaction at `place` is of `day`, which does not lie between the two `ends`; `rows` says of how many that is so.
#[must_use]
pub fn far_day(place: Span, day: &str, ends: [&str; 2], rows: Rows<'_>) -> Diagnostic {
    let message = both!("the day {day} is far from those of every plan", "日期 {day} 远离所有方案的日期");
    let [first, last] = ends;
    let label = rows.label(&both!("expected from {first} to {last}", "应在 {first} 至 {last} 之间"));
    Diagnostic::warning("D053", message, place, label).with_help(both!(
        "correct the year: as it stands, the transaction counts nowhere",
        "请改正年份：现在这样，这笔交易不会计入任何地方"
    ))
}

/// The period `text` of a figure at `place` does not lie between the two `ends`.
#[must_use]
pub fn far_period(place: Span, text: &str, ends: [&str; 2]) -> Diagnostic {
    let message = both!("the period `{text}` is far from those of every plan", "期间 `{text}` 远离所有方案的日期");
    let [first, last] = ends;
    let label = both!("expected from {first} to {last}", "应在 {first} 至 {last} 之间");
    Diagnostic::warning("D053", message, place, label).with_help(both!(
        "correct the year: as it stands, nothing reads this row",
        "请改正年份：现在这样，没有任何计算读取这一行"
    ))
}

/// What it means.
pub const EXPLANATION: Explanation = Explanation {
    code: "D053",
    title: ["a year far from all plans", "远离所有方案的年份"],
    what: [
        "A transaction, a quota or a metric stands more than ten years before or behind everything that the plans and the company's `period` speak of (thirty years behind plans without an end, where no `period` is stated). Mostly a digit of the year was mistyped: 2062 for 2026.",
        "一笔交易、一个目标或一个外部指标，比方案和公司 `period` 所说的日期早或晚十年以上（方案没有结束日期且没有写 `period` 时，为晚三十年以上）。多半是年份打错了一位：把 2026 写成了 2062。",
    ],
    example: "id,owner,booked_on,amount\nT1,E1007,2062-01-05,100",
    mend: [
        "Correct the year. Rows that are kept on purpose can be left out by `keep` in attain.yaml.",
        "改正年份。有意保留的行可以在 attain.yaml 中用 `keep` 排除。",
    ],
};
