//! W007: a rate above 100 %, or a factor or an attainment far above it: a percent sign was forgotten.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// The rate `text` at `span` is more than the whole base.
#[must_use]
pub fn more_than_whole(span: Span, text: &str, percent: &str) -> Diagnostic {
    Diagnostic::warning(
        "W007",
        both!("the rate `{text}` is {percent} % of what is paid on", "比率 `{text}` 相当于计提基数的 {percent} %"),
        span,
        both!("more than the whole base", "超过了整个基数"),
    )
    .with_help(both!("write the percent sign if `{text}%` is meant", "如果是指 `{text}%`，请写上百分号"))
}

/// The rate `text` at `span` is a sum of money rather than a share, as large as it is.
#[must_use]
pub fn sum_as_rate(span: Span, text: &str, percent: &str) -> Diagnostic {
    let found = more_than_whole(span, text, percent);
    found.with_help(both!(
        "a rate on money is a share of it, such as `5%`; a fixed sum is the `amount` of a bonus or of a row with \
         `mode: step_adding`, and so much for each one a rate on a measure with `unit: count`",
        "金额上的比率是它的份额，如 `5%`；固定金额用奖金的 `amount`，或 `mode: step_adding` 的行中的 `amount`；\
         每件多少钱则用 `unit: count` 的指标作基数"
    ))
}

/// An attainment is held against `text` at `span`, which is many times the quota.
#[must_use]
pub fn attainment(span: Span, text: &str, percent: &str) -> Diagnostic {
    Diagnostic::warning(
        "W007",
        both!("an attainment of `{text}` is {percent} %", "达成率 `{text}` 相当于 {percent} %"),
        span,
        both!("many times the quota", "目标的许多倍"),
    )
    .with_help(both!("write the percent sign if `{text}%` is meant", "如果是指 `{text}%`，请写上百分号"))
}

/// A measure or column of percentages is held against `text` at `span`, which is many times the whole.
#[must_use]
pub fn percentage(span: Span, text: &str, percent: &str) -> Diagnostic {
    Diagnostic::warning(
        "W007",
        both!("a percentage is compared with `{text}`, which is {percent} %", "百分比与 `{text}` 比较，即 {percent} %"),
        span,
        both!("many times the whole", "整体的许多倍"),
    )
    .with_help(both!("write the percent sign if `{text}%` is meant", "如果是指 `{text}%`，请写上百分号"))
}

/// The factor `text` at `span` multiplies pay many times.
#[must_use]
pub fn factor(span: Span, text: &str, percent: &str) -> Diagnostic {
    Diagnostic::warning(
        "W007",
        both!("the factor `{text}` pays {percent} %", "系数 `{text}` 相当于支付 {percent} %"),
        span,
        both!("many times the pay", "报酬的许多倍"),
    )
    .with_help(both!("write the percent sign if `{text}%` is meant", "如果是指 `{text}%`，请写上百分号"))
}

/// What `attain help W007` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "W007",
    title: ["rate, factor or attainment without its percent sign", "比率、系数或达成率漏写百分号"],
    what: [
        "A rate is a share of the base: `5%` and `0.05` are the same, `5` is five times the base. A commission of more than all the sales is mostly a forgotten percent sign. So is an attainment of more than five times the quota: `70%` and `0.7` are the same, `70` is 7000 %, which nobody reaches; and a factor: `110%` and `1.1` are the same.",
        "比率是基数的份额：`5%` 与 `0.05` 相同，而 `5` 是基数的五倍。提成超过全部销售额，多半是漏写了百分号。超过目标五倍的达成率也是如此：`70%` 与 `0.7` 相同，而 `70` 是 7000 %，没有人能达到。系数也一样：`110%` 与 `1.1` 相同。",
    ],
    example: "tiers:\n  - { from: 0, rate: 5 }\n",
    mend: [
        "Write `5%` or `70%`, or leave it if it is meant so: `700%` is taken at its word.",
        "写成 `5%` 或 `70%`；如果本意如此，可以保留：写作 `700%` 就不再提示。",
    ],
};
