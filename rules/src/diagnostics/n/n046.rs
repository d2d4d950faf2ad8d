//! N046: expected value in another unit than the figure.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;
use crate::text::Text;

/// What is called `figure` is `what`; at `span` the percentage `written` is expected of it.
#[must_use]
pub fn no_ratio(span: Span, figure: &str, written: &str, what: &Text) -> Diagnostic {
    Diagnostic::error(
        "N046",
        both!("`{figure}` is {what}, and `{written}` is a ratio", "`{figure}` 是{what}，而 `{written}` 是比率"; what),
        span,
        both!("a ratio, where {what} comes out", "这是比率，而结果是{what}"; what),
    )
    .with_help(both!(
        "write what comes out, without a percent sign, or name a figure that is a ratio, such as `attainment(MEASURE)`",
        "请写结果的数值，不带百分号；或写一个是比率的数值，如 `attainment(指标)`"
    ))
}

/// What is called `figure` is a ratio; at `span` the number `written` is expected of it, without a percent sign, which is `percent` %.
#[must_use]
pub fn without_sign(span: Span, figure: &str, written: &str, percent: &str) -> Diagnostic {
    Diagnostic::error(
        "N046",
        both!(
            "`{figure}` is a ratio, and `{written}` means {percent} %",
            "`{figure}` 是比率，而 `{written}` 表示 {percent} %"
        ),
        span,
        both!("{percent} %, without its sign", "没有 `%`，表示 {percent} %"),
    )
    .with_help(both!(
        "write `{written}%` if {written} % is meant, or `{percent}%` if it is really {percent} %",
        "如果是 {written} %，请写 `{written}%`；确实是 {percent} % 就写 `{percent}%`"
    ))
}

/// What `attain help N046` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "N046",
    title: ["expected value in another unit", "预期值的单位不对"],
    what: [
        "A test in tests/*.yaml expects a percentage of what is money, a count or points, or a number without a percent sign, far above 1, of a rate, a factor or an attainment. Such a test could only ever fail.",
        "tests/*.yaml 里的测试对金额、数量或积分预期一个百分数，或对费率、系数或达成率预期一个没有百分号、远大于 1 的数。这样的测试只会失败。",
    ],
    example: "expect:\n  bookings: 10%\n  rate 1 of commission: 500\n",
    mend: [
        "Write the value in the unit of the figure: `bookings: 5000000`, `rate 1 of commission: 5%`.",
        "按该数值的单位书写：`bookings: 5000000`、`rate 1 of commission: 5%`。",
    ],
};
