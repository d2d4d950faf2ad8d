//! T017: accumulating through less than a period.

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::diagnostics::Explanation;
use crate::source::Span;

/// Accumulating through less than a period, at `span`.
#[must_use]
pub fn accumulate(span: Span, accumulate: &str, every: &str) -> Diagnostic {
    let found = Diagnostic::error(
        "T017",
        both!(
            "`accumulate: {accumulate}` is not longer than the `{every}` that the component pays for",
            "`accumulate: {accumulate}` 不比组成部分的支付周期 `{every}` 长"
        ),
        span,
        both!("nothing to run on through", "没有可以累计的时段"),
    );
    found.with_help(both!("write a longer time, or leave `accumulate` out", "改成更长的时段，或删去 `accumulate`"))
}

/// What `attain help T017` says.
pub const EXPLANATION: Explanation = Explanation {
    code: "T017",
    title: ["accumulating through less than a period", "累计时段不够长"],
    what: [
        "Accumulating means that several periods of the component are computed as one, and earlier pay is taken off.",
        "累计是把组成部分的几个周期合并计算，再减去已付的部分。",
    ],
    example: "every: quarter\naccumulate: quarter\n",
    mend: ["Accumulate through a longer time.", "使用更长的累计时段。"],
};
